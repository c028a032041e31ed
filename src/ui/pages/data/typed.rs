//! Type your team: a row a rep, with what needs no dates.

use super::add_rep::AddRep;
use super::paste::PasteBox;
use super::quotas::{currency_of, read_amount, rep_of, set_quota};
use crate::domain::{BookedByHand, Money, Period, QuotaSource, Rep, RepId};
use crate::intake::team_grid::GridColumn;
use crate::ui::components::data_table::{DataTable, RowOf};
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::text_field::TextField;
use crate::ui::format;
use crate::ui::route::Whose;
use crate::ui::team::TeamState;
use leptos::prelude::*;

/// The grid.
#[component]
pub fn TypedPage() -> impl IntoView {
    let state = TeamState::here();
    let reps = state.names();
    let with_deals = Memo::new(move |_| {
        state.summary.with(|summary| summary.as_ref().is_some_and(|it| !it.reps.is_empty()))
    });
    let period = Memo::new(move |_| state.period());
    let is_known = Memo::new(move |_| state.knows_period());
    let grid = move || {
        // Nobody types into a period that is about to change.
        if !is_known.get() {
            return view! { <p role="status">"Counting the deals…"</p> }.into_any();
        }
        let period = period.get();
        let last = period.last_day();
        let mut columns = vec!["Rep".to_owned()];
        columns.extend(TYPED.map(|column| title(column).to_owned()));
        let reps = reps.get();
        let rows = reps.len();
        let row: RowOf = Box::new(move |at| {
            let Some((id, name)) = reps.get(at).cloned() else { return Vec::new() };
            let by_deals = has_deals(state, &name).then_some("counted by deals");
            let mut cells = vec![
                view! {
                    {name.clone()}
                    <span class="note">{by_deals}</span>
                }
                .into_any(),
            ];
            cells.extend(TYPED.map(|column| {
                view! { <TypedCell id name=name.clone() column period /> }.into_any()
            }));
            cells
        });
        view! {
            <p class="sub">{format!("Quota and booked are for the period to {}.", format::date(last))}</p>
            <div class="quota-grid typed-grid">
                <DataTable name="The team as typed" columns rows row />
            </div>
        }
        .into_any()
    };
    view! {
        <div class="quota-bar">
            <AddRep />
            <div class="buttons">
                <a class="button primary" href=Whose::Own.team().href()>
                    "See what each needs"
                </a>
            </div>
        </div>
        {move || {
            with_deals.get().then(|| {
                view! {
                    <p class="sub">
                        "Where deals of a rep are kept, they count instead of what is typed here; only quota and booked always count as typed."
                    </p>
                }
            })
        }}
        {grid}
        <PasteBox
            id="pasted-team"
            summary="Or paste the team from a spreadsheet"
            label="A row a rep: name, quota, booked so far, open pipeline, won, lost, average deal"
            button="Read the team"
            on_read=move |text| state.take_grid(text)
        />
    }
}

/// Whether deals of a rep are kept, which count instead of what is typed.
fn has_deals(state: TeamState, name: &str) -> bool {
    state.summary.with(|summary| {
        summary.as_ref().is_some_and(|it| it.reps.iter().any(|rep| rep.name == name))
    })
}

/// The columns that are typed, in the order of the grid.
const TYPED: [GridColumn; 6] = [
    GridColumn::Quota,
    GridColumn::Booked,
    GridColumn::Pipeline,
    GridColumn::Won,
    GridColumn::Lost,
    GridColumn::AverageDeal,
];

/// As the page calls a column.
const fn title(column: GridColumn) -> &'static str {
    match column {
        GridColumn::Rep => "Rep",
        GridColumn::Quota => "Quota",
        GridColumn::Booked => "Booked so far",
        GridColumn::Pipeline => "Open pipeline",
        GridColumn::Won => "Won",
        GridColumn::Lost => "Lost",
        GridColumn::AverageDeal => "Average deal",
    }
}

/// What a rep's cell holds, if it holds money.
fn amount(column: GridColumn, rep: &Rep, period: Period) -> Option<Money> {
    match column {
        GridColumn::Quota => rep.quota(period).map(|quota| quota.amount),
        GridColumn::Booked => rep.booked_by_hand(period),
        GridColumn::Pipeline => rep.typed.pipeline,
        GridColumn::AverageDeal => rep.typed.average_deal,
        GridColumn::Rep | GridColumn::Won | GridColumn::Lost => None,
    }
}

fn set_amount(column: GridColumn, rep: &mut Rep, period: Period, amount: Option<Money>) {
    match column {
        GridColumn::Quota => set_quota(rep, period, amount, QuotaSource::Set),
        GridColumn::Booked => {
            rep.set_booked_by_hand(amount.map(|amount| BookedByHand { period, amount }), period);
        }
        GridColumn::Pipeline => rep.typed.pipeline = amount,
        GridColumn::AverageDeal => rep.typed.average_deal = amount,
        GridColumn::Rep | GridColumn::Won | GridColumn::Lost => {}
    }
}

/// What a rep's cell holds, if it holds a number of deals.
const fn deals(column: GridColumn, rep: &Rep) -> Option<u64> {
    match column {
        GridColumn::Won => rep.typed.won,
        GridColumn::Lost => rep.typed.lost,
        _ => None,
    }
}

const fn set_deals(column: GridColumn, rep: &mut Rep, deals: Option<u64>) {
    match column {
        GridColumn::Won => rep.typed.won = deals,
        GridColumn::Lost => rep.typed.lost = deals,
        _ => {}
    }
}

#[component]
fn TypedCell(id: RepId, name: String, column: GridColumn, period: Period) -> impl IntoView {
    let state = TeamState::here();
    let currency = currency_of(state);
    let value = Signal::derive(move || {
        state
            .team
            .with(|team| {
                let rep = rep_of(&team.reps, id)?;
                let amount = amount(column, rep, period);
                let count = deals(column, rep).map(|count| format::count(count as f64));
                amount.map(|amount| format::typed_money(amount, currency.get())).or(count)
            })
            .unwrap_or_default()
    });
    let take = move |text: String| {
        if column.is_money() {
            let amount = read_amount(&text, currency.get_untracked())?;
            state.change_rep(id, |rep| set_amount(column, rep, period, amount));
        } else {
            let count = read_count(&text)?;
            state.change_rep(id, |rep| set_deals(column, rep, count));
        }
        Ok(())
    };
    view! {
        <TextField
            label=format!("{} of {name}", title(column))
            id=format!("typed-{id}-{}", column.label().replace(' ', "-"))
            label_hidden=true
            value
            take
        />
    }
}

/// A number of deals, or none where the cell was emptied.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number between 0 and a million"
)]
fn read_count(text: &str) -> Result<Option<u64>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    Quantity::Count.read(text, Limits::COUNT).map(|count| Some(count as u64))
}
