//! The deals that a rep's numbers rest on: sorted, filtered, a part at a time.

use super::RepState;
use super::ahead::{DealControls, DealTrial, TriedDeals, TryButton, deal_card};
use super::deal_marks::DealMarks;
use crate::domain::{Currency, Money, Rate, Rep, RepId};
use crate::engine::leverage::Leverage;
use crate::engine::verdict::Verdict;
use crate::reader::{DealRow, DealStanding};
use crate::ui::components::choice::Choice;
use crate::ui::components::formula_card::CardDesk;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::team::{TeamLook, is_stand_in};
use leptos::prelude::*;
use std::cmp::Reverse;

/// Which decided deals are listed.
const DECIDED: &str =
    ". Those that the win rate counts: All shows what was decided before the look-back too.";
/// What of a deal tells whether it lands.
const BY_AGE: &str = ". How likely a deal lands goes by its age, not by its close date.";

/// How many deals are shown at first, and more with each tap.
const AT_ONCE: usize = 25;

/// Which deals are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Open,
    Stale,
    Won,
    Lost,
    All,
}

impl Shown {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Open, "Open"),
        (Self::Stale, "Stale"),
        (Self::Won, "Won"),
        (Self::Lost, "Lost"),
        (Self::All, "All"),
    ];

    const fn holds(self, standing: DealStanding) -> bool {
        match self {
            Self::Open => matches!(standing, DealStanding::Open),
            Self::Stale => matches!(standing, DealStanding::Stale),
            Self::Won => matches!(standing, DealStanding::Won),
            Self::Lost => matches!(standing, DealStanding::Lost),
            Self::All => true,
        }
    }
}

/// What they are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SortBy {
    /// What a visit may be worth (`engine::leverage`).
    Visit,
    Amount,
    Age,
    Day,
}

impl SortBy {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Visit, "Ride first"),
        (Self::Amount, "By amount"),
        (Self::Age, "Oldest first"),
        (Self::Day, "By date"),
    ];

    /// The ways there are: what a deal changes is only known of a forecast.
    fn options(is_ahead: bool) -> Vec<(Self, &'static str)> {
        Self::ALL.into_iter().filter(|(by, _)| is_ahead || *by != Self::Visit).collect()
    }

    fn sort(self, rows: &mut [Picked]) {
        match self {
            // The deals that matter stand in that order; those that can't land follow by amount.
            Self::Visit => {
                rows.sort_by_key(|it| (it.rank.unwrap_or(usize::MAX), Reverse(it.row.amount)));
            }
            Self::Amount => rows.sort_by_key(|it| Reverse(it.row.amount)),
            // The oldest first; those of no known day last.
            Self::Age => rows.sort_by_key(|it| (it.row.created.is_none(), it.row.created)),
            Self::Day => rows.sort_by_key(|it| Reverse(it.row.day)),
        }
    }
}

/// A deal that is shown, and what the forecast says of it.
#[derive(Clone, Debug, PartialEq)]
struct Picked {
    /// Its place among the rep's deals.
    place: usize,
    row: DealRow,
    /// Its place among those that can still land, the one where a visit may be worth most first.
    rank: Option<usize>,
    /// What it does; `None` without a forecast, and for a deal that is in none.
    changes: Option<Leverage>,
}

/// What the forecast says of each row.
fn with_forecast(rows: &[DealRow], verdict: Option<&Verdict>) -> Vec<Picked> {
    let plain = |(place, row): (usize, &DealRow)| Picked {
        place,
        row: row.clone(),
        rank: None,
        changes: None,
    };
    let mut all: Vec<Picked> = rows.iter().enumerate().map(plain).collect();
    for (rank, mover) in verdict.map_or(&[][..], |verdict| &verdict.movers).iter().enumerate() {
        if let Some(picked) = all.get_mut(mover.index) {
            (picked.rank, picked.changes) = (Some(rank), Some(*mover));
        }
    }
    all
}

/// The table.
#[component]
pub fn DealsOfRep() -> impl IntoView {
    let state = RepState::here();
    let look = TeamLook::here();
    let trial = DealTrial::provide();
    let rows = Memo::new(move |_| {
        state.full.with(|full| {
            let verdict = full.as_ref().and_then(|full| full.verdict.as_ref());
            with_forecast(&state.rows(&look), verdict)
        })
    });
    let verdict_chance =
        Memo::new(move |_| state.full.with(|full| Some(full.as_ref()?.verdict.as_ref()?.chance)));
    let shown = RwSignal::new(Shown::Open);
    let chosen = RwSignal::new(None::<SortBy>);
    let is_ahead = Memo::new(move |_| verdict_chance.with(Option::is_some));
    let usual = move || if is_ahead.get() { SortBy::Visit } else { SortBy::Amount };
    let sorted = Signal::derive(move || chosen.get().unwrap_or_else(usual));
    let most = RwSignal::new(AT_ONCE);
    let picked = Memo::new(move |_| {
        let (shown, sorted) = (shown.get(), sorted.get());
        rows.with(|rows| {
            let mut picked: Vec<Picked> =
                rows.iter().filter(|it| shown.holds(it.row.standing)).cloned().collect();
            sorted.sort(&mut picked);
            picked
        })
    });
    // What a deal can still do is a matter of open deals.
    let can_do = Memo::new(move |_| {
        verdict_chance.get().filter(|_| matches!(shown.get(), Shown::Open | Shown::Stale))
    });
    let note = text(move || {
        let is_any = picked.with(|rows| !rows.is_empty());
        note_on(shown.get(), can_do.get().is_some())
            .filter(|_| is_any)
            .unwrap_or_default()
            .to_owned()
    });
    let sum = text(move || picked.with(|rows| summed(rows, state.currency.get())));
    let marks = Memo::new(move |_| marks_of(state.rep, &look));
    let body = move || {
        let currency = state.currency.get();
        let most = most.get();
        let now = can_do.get();
        let is_tried = trial.is_open.get() && now.is_some();
        let marks = marks.get();
        picked.with(|rows| {
            let row = |picked: &Picked| deal_row(picked, now, marks, is_tried, currency);
            rows.iter().take(most).map(row).collect_view()
        })
    };
    let title_of_all = text(move || title_of_all(can_do.get().is_some()).to_owned());
    let choose = move |what| {
        shown.set(what);
        most.set(AT_ONCE);
    };
    let more = flag(move || picked.with(Vec::len) > most.get());
    let any = flag(move || rows.with(|rows| !rows.is_empty()));
    view! {
        <When shown=any>
            <section class="deals" aria-labelledby="deals-title">
                <div class="deals-head">
                    <h2 id="deals-title">{title_of_all}</h2>
                    <When shown=is_ahead>
                        <TryButton />
                    </When>
                </div>
                <div class="deal-bar">
                    <Choice legend="Which deals" name="deals-shown" options=Shown::ALL.to_vec() chosen=shown on_choose=choose />
                    {move || {
                        view! {
                            <Choice legend="Sorted by" name="deals-sorted" options=SortBy::options(is_ahead.get()) chosen=sorted on_choose=move |by| chosen.set(Some(by)) />
                        }
                    }}
                </div>
                <p class="sub"><span role="status">{sum}</span> {note}</p>
                <When shown=flag(move || picked.with(|rows| !rows.is_empty()))>
                    <div class="table-place" tabindex="0" role="region" aria-label="Deals">
                        <table role="table">
                            <thead role="rowgroup">
                                <tr role="row">
                                    <th role="columnheader" scope="col">"Deal"</th>
                                    <th role="columnheader" scope="col">"Amount"</th>
                                    {move || columns(can_do.get().is_some())}
                                </tr>
                            </thead>
                            <tbody role="rowgroup">{body}</tbody>
                        </table>
                    </div>
                </When>
                <When shown=is_ahead>
                    <TriedDeals />
                </When>
                <When shown=more>
                    <button class="button" type="button" on:click=move |_| most.update(|most| *most += AT_ONCE)>
                        {text(move || format!("Show {} more", format::count(picked.with(Vec::len).saturating_sub(most.get()).min(AT_ONCE) as f64)))}
                    </button>
                </When>
            </section>
        </When>
    }
}

/// What is to be known of the deals that are shown.
const fn note_on(shown: Shown, can_do: bool) -> Option<&'static str> {
    match shown {
        Shown::Won | Shown::Lost => Some(DECIDED),
        _ if can_do => Some(BY_AGE),
        _ => None,
    }
}

/// What stands above them.
const fn title_of_all(can_do: bool) -> &'static str {
    if can_do { "Open deals, and what each can still do" } else { "The deals behind them" }
}

/// What deals count in, of the period that is looked at.
fn marks_of(rep: RepId, look: &TeamLook) -> Option<DealMarks> {
    let period = look.now.with(|now| now.as_ref().map(|now| now.period))?;
    let is_it = |each: &&Rep| each.id == rep;
    let is_stand_in =
        look.reps.with(|reps| reps.iter().find(is_it).is_some_and(|it| is_stand_in(it, period)));
    let then = || look.settings.with(|settings| settings.calendar.a_year_before(period));
    Some(DealMarks { period, stand_in: is_stand_in.then(then) })
}

/// The headings of what is said of deals besides their amounts.
fn columns(can_do: bool) -> impl IntoView + use<> {
    let columns = if can_do {
        &["Age", "Lands in time", "Chance of quota, won"][..]
    } else {
        &["Created", "Close date"]
    };
    let head = |name: &&'static str| {
        view! { <th role="columnheader" scope="col">{*name}</th> }
    };
    columns.iter().map(head).collect_view()
}

/// "24 deals, $1,204,000". Credit notes are in no average, so they are not in the sum either.
fn summed(rows: &[Picked], currency: Currency) -> String {
    if rows.is_empty() {
        return "No deal is one of these.".to_owned();
    }
    let credit = |amount: &Money| *amount < Money::ZERO;
    let amounts = || rows.iter().filter_map(|it| it.row.amount);
    let sum = amounts().filter(|amount| !credit(amount)).sum();
    let credits = amounts().filter(credit).count();
    let without = rows.iter().filter(|it| it.row.amount.is_none()).count();
    let deals = format::counted(rows.len() as u64, "deal", "deals");
    let without = match without {
        0 => String::new(),
        _ => format!("; {} without an amount", format::count(without as f64)),
    };
    let credited = if credits > 0 {
        let credited: Money = amounts().filter(credit).sum();
        let notes = format::counted(credits as u64, "credit note", "credit notes");
        format!("; {notes} of {} not in it", format::money(credited, currency))
    } else {
        String::new()
    };
    format!("{deals}, {}{credited}{without}", format::money(sum, currency))
}

/// What a deal is called.
pub fn title(row: &DealRow) -> String {
    let name = row.account.clone().or_else(|| row.name.clone()).or_else(|| row.id.clone());
    name.unwrap_or_else(|| "No name kept".to_owned())
}

/// A row; `now` is the chance of quota where it is shown what the deal can still do.
fn deal_row(
    picked: &Picked,
    now: Option<Rate>,
    marks: Option<DealMarks>,
    is_tried: bool,
    currency: Currency,
) -> impl IntoView + use<> {
    let row = &picked.row;
    let controls = (is_tried && picked.changes.is_some()).then(|| {
        view! {
            <tr role="row" class="tried-row">
                <td role="cell" colspan="5">
                    <DealControls deal=picked.place row=row.clone() name=title(row) />
                </td>
            </tr>
        }
    });
    let about = match (&row.account, &row.name, &row.stage) {
        (Some(_), Some(name), Some(stage)) => format!("{name}, {stage}"),
        (Some(_), Some(about), None) | (_, None, Some(about)) | (None, Some(_), Some(about)) => {
            about.clone()
        }
        _ => String::new(),
    };
    // Without a name of its own a deal is told from others of the account by its id.
    let id = row.id.as_deref().filter(|_| row.name.is_none() && row.account.is_some());
    let about = match id {
        Some(id) if about.is_empty() => id.to_owned(),
        Some(id) => format!("{id}, {about}"),
        None => about,
    };
    let (standing, marked) = DealMarks::said(marks, row);
    let amount =
        row.amount.map_or_else(|| "–".to_owned(), |amount| format::money(amount, currency));
    let assumed = row.amount_assumed.then_some("assumed");
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "–".to_owned(), format::date);
    let is_assumed = row.created.is_none() && row.standing == DealStanding::Open;
    let age = row.age.map(|age| format::counted(age as u64, "day", "days"));
    let age = age.or_else(|| is_assumed.then(|| "assumed: that day".to_owned()));
    // The roles hold on a phone too, where a row is a card and no table for the browser.
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {title(row)}
                <span class="note">{about}</span>
                <span class="tag" class:wrong=marked>{standing}</span>
            </th>
            <td role="cell">{amount} <span class="note">{assumed}</span></td>
            {match now {
                None => {
                    view! {
                        <td role="cell" data-label="Created">{day(row.created)} <span class="note">{age}</span></td>
                        <td role="cell" data-label="Close">{day(row.day)}</td>
                    }
                        .into_any()
                }
                Some(now) => {
                    let close = row.day.map(|day| format!("close {}", format::date(day)));
                    let late = DealMarks::late(marks, row);
                    view! {
                        <td role="cell" data-label="Age">
                            {age.unwrap_or_else(|| "–".to_owned())} <span class="note">{close}</span> <span class="note">{late}</span>
                        </td>
                        {can_do(picked.changes, title(row), now, currency)}
                    }
                        .into_any()
                }
            }}
        </tr>
        {controls}
    }
}

/// What a deal can still do in the period: land in it, and what that would change.
fn can_do(
    changes: Option<Leverage>,
    name: String,
    now: Rate,
    currency: Currency,
) -> impl IntoView + use<> {
    let (desk, state) = (expect_context::<CardDesk>(), RepState::here());
    let lands = changes.map_or_else(
        || view! { <span class="of">"not counted"</span> }.into_any(),
        |deal| {
            let chance = deal.chance_won;
            let open = move |_| {
                let card = state.full.with_untracked(|full| {
                    let verdict = full.as_ref()?.verdict.as_ref()?;
                    Some(deal_card(&deal, &name, format::money(deal.amount, currency), verdict))
                });
                if let Some(card) = card {
                    desk.open(card);
                }
            };
            view! {
                <span class="bar" aria-hidden="true">
                    <span style:inline-size=format!("{:.1}%", chance.percent())></span>
                </span>
                <button class="card-words" type="button" aria-haspopup="dialog" on:click=open>
                    <b>{format::chance(chance)}</b>
                </button>
            }
            .into_any()
        },
    );
    let changed = changes.map(|deal| {
        let [now, then] = [now, deal.if_won].map(format::chance_from_data);
        if now == then { format!("stays {now}") } else { format!("{now} → {then}") }
    });
    view! {
        <td role="cell" data-label="Lands" class="lands">{lands}</td>
        <td role="cell" data-label="Quota, won">{changed.unwrap_or_else(|| "–".to_owned())}</td>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn won(units: f64) -> Picked {
        let row =
            DealRow { amount: Money::from_units(units), ..DealRow::made_up(DealStanding::Won) };
        Picked { place: 0, row, rank: None, changes: None }
    }

    #[test]
    fn credit_notes_are_said_and_not_summed() {
        let said = summed(&[won(700.0), won(500.0), won(-200.0)], Currency::Usd);
        assert_eq!(said, "3 deals, USD 1200; 1 credit note of USD -200 not in it");
        let mut blank = won(1.0);
        blank.row.amount = None;
        assert_eq!(
            summed(&[won(700.0), blank], Currency::Usd),
            "2 deals, USD 700; 1 without an amount"
        );
    }
}
