//! The deals that a rep's numbers rest on: sorted, filtered, a part at a time.

use super::RepState;
use crate::domain::{Currency, Money, RepId};
use crate::reader::{DealRow, DealStanding};
use crate::ui::components::choice::Choice;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::team::TeamLook;
use leptos::prelude::*;
use std::cmp::Reverse;
use std::sync::Arc;

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
    Amount,
    Age,
    Day,
}

impl SortBy {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Amount, "By amount"), (Self::Age, "Oldest first"), (Self::Day, "By close date")];

    fn sort(self, rows: &mut [&DealRow]) {
        match self {
            Self::Amount => rows.sort_by_key(|row| Reverse(row.amount)),
            // The oldest first; those of no known day last.
            Self::Age => rows.sort_by_key(|row| (row.created.is_none(), row.created)),
            Self::Day => rows.sort_by_key(|row| Reverse(row.day)),
        }
    }
}

/// The table.
#[component]
pub fn DealsOfRep(rep: RepId) -> impl IntoView {
    let state = RepState::here();
    let look = TeamLook::here();
    let rows: Memo<Arc<Vec<DealRow>>> = Memo::new(move |_| {
        let listed = look.deals.get().filter(|listed| listed.rep == rep);
        listed.map(|listed| listed.rows).unwrap_or_default()
    });
    let shown = RwSignal::new(Shown::Open);
    let sorted = RwSignal::new(SortBy::Amount);
    let most = RwSignal::new(AT_ONCE);
    let picked = Memo::new(move |_| {
        let (shown, sorted) = (shown.get(), sorted.get());
        rows.with(|rows| {
            let mut picked: Vec<&DealRow> =
                rows.iter().filter(|row| shown.holds(row.standing)).collect();
            sorted.sort(&mut picked);
            picked.into_iter().cloned().collect::<Vec<_>>()
        })
    });
    let sum = text(move || picked.with(|rows| summed(rows, state.currency.get())));
    let body = move || {
        let currency = state.currency.get();
        let most = most.get();
        picked.with(|rows| rows.iter().take(most).map(|row| deal_row(row, currency)).collect_view())
    };
    let choose = move |what| {
        shown.set(what);
        most.set(AT_ONCE);
    };
    let more = flag(move || picked.with(Vec::len) > most.get());
    let any = flag(move || rows.with(|rows| !rows.is_empty()));
    view! {
        <When shown=any>
            <section class="deals" aria-labelledby="deals-title">
                <h2 id="deals-title">"The deals behind them"</h2>
                <div class="deal-bar">
                    <Choice legend="Which deals" name="deals-shown" options=Shown::ALL.to_vec() chosen=shown on_choose=choose />
                    <Choice legend="Sorted by" name="deals-sorted" options=SortBy::ALL.to_vec() chosen=sorted on_choose=move |by| sorted.set(by) />
                </div>
                <p class="sub" role="status">{sum}</p>
                <div class="table-place" tabindex="0" role="region" aria-label="Deals">
                    <table role="table">
                        <thead role="rowgroup">
                            <tr role="row">
                                <th role="columnheader" scope="col">"Deal"</th>
                                <th role="columnheader" scope="col">"Amount"</th>
                                <th role="columnheader" scope="col">"Created"</th>
                                <th role="columnheader" scope="col">"Close date"</th>
                            </tr>
                        </thead>
                        <tbody role="rowgroup">{body}</tbody>
                    </table>
                </div>
                <When shown=more>
                    <button class="button" type="button" on:click=move |_| most.update(|most| *most += AT_ONCE)>
                        {text(move || format!("Show {} more", format::count(picked.with(Vec::len).saturating_sub(most.get()).min(AT_ONCE) as f64)))}
                    </button>
                </When>
            </section>
        </When>
    }
}

/// "24 deals, $1,204,000". Credit notes are in no average, so they are not in the sum either.
fn summed(rows: &[DealRow], currency: Currency) -> String {
    let credit = |amount: &Money| *amount < Money::ZERO;
    let amounts = || rows.iter().filter_map(|row| row.amount);
    let sum = amounts().filter(|amount| !credit(amount)).sum();
    let credits = amounts().filter(credit).count();
    let without = rows.iter().filter(|row| row.amount.is_none()).count();
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

fn deal_row(row: &DealRow, currency: Currency) -> impl IntoView + use<> {
    let name = row.account.clone().or_else(|| row.name.clone()).or_else(|| row.id.clone());
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
    let (standing, marked) = match row.standing {
        DealStanding::Open => ("", false),
        DealStanding::Stale => ("stale: hardly won any more", true),
        DealStanding::Won => ("won", false),
        DealStanding::Lost => ("lost", false),
        DealStanding::BeforeTheLookBack => ("before the look-back: not in the win rate", true),
        DealStanding::NoCloseDate => ("no close date: in no figure", true),
    };
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
                {name.unwrap_or_else(|| "No name kept".to_owned())}
                <span class="note">{about}</span>
                <span class="tag" class:wrong=marked>{standing}</span>
            </th>
            <td role="cell">{amount} <span class="note">{assumed}</span></td>
            <td role="cell" data-label="Created">{day(row.created)} <span class="note">{age}</span></td>
            <td role="cell" data-label="Close">{day(row.day)}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Outcome;

    fn won(units: f64) -> DealRow {
        DealRow {
            id: None,
            account: None,
            name: None,
            stage: None,
            standing: DealStanding::Won,
            outcome: Outcome::Won,
            amount: Money::from_units(units),
            amount_assumed: false,
            created: None,
            day: None,
            age: None,
        }
    }

    #[test]
    fn credit_notes_are_said_and_not_summed() {
        let said = summed(&[won(700.0), won(500.0), won(-200.0)], Currency::Usd);
        assert_eq!(said, "3 deals, USD 1200; 1 credit note of USD -200 not in it");
        let blank = DealRow { amount: None, ..won(1.0) };
        assert_eq!(
            summed(&[won(700.0), blank], Currency::Usd),
            "2 deals, USD 700; 1 without an amount"
        );
    }
}
