//! Type your team: a row a rep, with what needs no dates.

use super::add_rep::AddRep;
use super::quotas::{currency_of, read_amount, rep_of, set_quota};
use crate::domain::{BookedByHand, Money, Period, QuotaSource, Rep, RepId};
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
    let grid = move || {
        let period = period.get();
        let last = period.end.yesterday().unwrap_or(period.end);
        let mut columns = vec!["Rep".to_owned()];
        columns.extend(Cell::ALL.map(|cell| cell.name().to_owned()));
        let reps = reps.get();
        let rows = reps.len();
        let row: RowOf =
            Box::new(move |at| {
                let Some((id, name)) = reps.get(at).cloned() else { return Vec::new() };
                let mut cells = vec![name.clone().into_any()];
                cells.extend(Cell::ALL.map(|cell| {
                    view! { <TypedCell id name=name.clone() cell period /> }.into_any()
                }));
                cells
            });
        view! {
            <p class="sub">{format!("Quota and booked are for the period to {}.", format::date(last))}</p>
            <div class="quota-grid typed-grid">
                <DataTable name="The team as typed" columns rows row />
            </div>
        }
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
        <PasteTeam />
    }
}

/// A column of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Quota,
    Booked,
    Pipeline,
    Won,
    Lost,
    AverageDeal,
}

impl Cell {
    const ALL: [Self; 6] =
        [Self::Quota, Self::Booked, Self::Pipeline, Self::Won, Self::Lost, Self::AverageDeal];

    const fn name(self) -> &'static str {
        match self {
            Self::Quota => "Quota",
            Self::Booked => "Booked so far",
            Self::Pipeline => "Open pipeline",
            Self::Won => "Won",
            Self::Lost => "Lost",
            Self::AverageDeal => "Average deal",
        }
    }

    const fn is_count(self) -> bool {
        matches!(self, Self::Won | Self::Lost)
    }

    /// An amount of money.
    fn amount(self, rep: &Rep, period: Period) -> Option<Money> {
        match self {
            Self::Quota => rep.quota(period).map(|quota| quota.amount),
            Self::Booked => rep.booked_by_hand(period),
            Self::Pipeline => rep.typed.pipeline,
            Self::AverageDeal => rep.typed.average_deal,
            Self::Won | Self::Lost => None,
        }
    }

    /// A number of deals.
    const fn count(self, rep: &Rep) -> Option<u64> {
        match self {
            Self::Won => rep.typed.won,
            Self::Lost => rep.typed.lost,
            _ => None,
        }
    }

    fn set_amount(self, rep: &mut Rep, period: Period, amount: Option<Money>) {
        match self {
            Self::Quota => set_quota(rep, period, amount, QuotaSource::Set),
            Self::Booked => {
                rep.set_booked_by_hand(
                    amount.map(|amount| BookedByHand { period, amount }),
                    period,
                );
            }
            Self::Pipeline => rep.typed.pipeline = amount,
            Self::AverageDeal => rep.typed.average_deal = amount,
            Self::Won | Self::Lost => {}
        }
    }

    const fn set_count(self, rep: &mut Rep, count: Option<u64>) {
        match self {
            Self::Won => rep.typed.won = count,
            Self::Lost => rep.typed.lost = count,
            _ => {}
        }
    }
}

#[component]
fn TypedCell(id: RepId, name: String, cell: Cell, period: Period) -> impl IntoView {
    let state = TeamState::here();
    let currency = currency_of(state);
    let value = Signal::derive(move || {
        state
            .team
            .with(|team| {
                let rep = rep_of(&team.reps, id)?;
                let amount = cell.amount(rep, period);
                let count = cell.count(rep).map(|count| format::count(count as f64));
                amount.map(|amount| format::typed_money(amount, currency.get())).or(count)
            })
            .unwrap_or_default()
    });
    let take = move |text: String| {
        if cell.is_count() {
            let count = read_count(&text)?;
            state.change_rep(id, |rep| cell.set_count(rep, count));
        } else {
            let amount = read_amount(&text, currency.get_untracked())?;
            state.change_rep(id, |rep| cell.set_amount(rep, period, amount));
        }
        Ok(())
    };
    view! {
        <TextField
            label=format!("{} of {name}", cell.name())
            id=format!("typed-{id}-{}", cell.name().to_lowercase().replace(' ', "-"))
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

/// A whole team copied from a spreadsheet.
#[component]
fn PasteTeam() -> impl IntoView {
    let state = TeamState::here();
    let pasted = RwSignal::new(String::new());
    view! {
        <details class="paste">
            <summary>"Or paste the team from a spreadsheet"</summary>
            <label class="field-label" for="pasted-team">
                "A row a rep: name, quota, booked so far, open pipeline, won, lost, average deal"
            </label>
            <textarea
                id="pasted-team"
                rows="6"
                spellcheck="false"
                on:input=move |event| pasted.set(event_target_value(&event))
            ></textarea>
            <button
                class="button"
                type="button"
                on:click=move |_| state.take_grid(pasted.get_untracked())
            >
                "Read the team"
            </button>
        </details>
    }
}
