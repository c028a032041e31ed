//! With whom to ride where no chance of quota is told: the largest open deal, and why no more than that
//! is said.

use super::RepState;
use super::card_lines::{CardLines, Line};
use super::deals::title;
use crate::domain::{Currency, Money};
use crate::engine::goal::Goal;
use crate::engine::rep_now::{FEWEST_DECIDED, RepNow};
use crate::reader::{DealRow, DealStanding};
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::format;
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// Deals that are named on the card.
const NAMED: usize = 5;

/// The line. Nothing where the rep has no deal at all, or the period is over.
#[component]
pub fn RideBySize() -> impl IntoView {
    let (state, look) = (RepState::here(), TeamLook::here());
    let lines = Memo::new(move |_| {
        let rows = state.rows(&look);
        let currency = state.currency.get();
        let line = |now: &RepNow| line(now, &rows, currency);
        state.now.with(|now| now.as_ref().and_then(line)).into_iter().collect::<Vec<_>>()
    });
    view! {
        <When shown=flag(move || lines.with(|lines| !lines.is_empty()))>
            <section class="sources ride" aria-label="Ride along">
                <CardLines lines />
            </section>
        </When>
    }
}

fn line(now: &RepNow, rows: &[DealRow], currency: Currency) -> Option<Line> {
    if rows.is_empty() || now.goal == Goal::PeriodOver {
        return None;
    }
    let mut open: Vec<(&DealRow, Money)> = rows
        .iter()
        .filter(|row| row.standing == DealStanding::Open)
        .map(|row| (row, row.amount.unwrap_or_default()))
        .collect();
    open.sort_by(|(_, one), (_, other)| other.cmp(one));
    let card = card(&open, currency);
    let what = "With whom to ride";
    let Some((first, most)) = open.first() else {
        let from = "no open deal can still be won: ride to find new ones.".to_owned();
        return Some(Line { what, amount: "No open deal".to_owned(), from, card });
    };
    let deals = match open.len() {
        1 => "the only open deal".to_owned(),
        many if open.iter().filter(|(_, amount)| amount == most).count() > 1 => {
            format!("one of the largest of {} open deals", format::count(many as f64))
        }
        many => format!("the largest of {} open deals", format::count(many as f64)),
    };
    let why = match now.goal {
        Goal::Met => {
            "the quota is met, so no deal moves it: what is won now comes on top".to_owned()
        }
        Goal::NoQuota => "without a quota no deal moves one".to_owned(),
        _ if now.figures.decided.count() == 0 => {
            "no deal of the rep is decided yet, so nobody can tell which one moves the chance of quota most".to_owned()
        }
        _ if now.figures.decided.count() < FEWEST_DECIDED => format!(
            "which deal moves the chance of quota most can't be told from {}",
            format::counted(now.figures.decided.count(), "decided deal", "decided deals")
        ),
        _ => "which deal moves the chance of quota most can't be told here".to_owned(),
    };
    let from = format!("{}, {deals}; {why}.", format::money_short(*most, currency));
    Some(Line { what, amount: title(first), from, card })
}

fn card(open: &[(&DealRow, Money)], currency: Currency) -> FormulaCard {
    let named = open
        .iter()
        .take(NAMED)
        .map(|(row, amount)| step(&title(row), format::money(*amount, currency)));
    let rest = open.len().saturating_sub(NAMED);
    let rest = (rest > 0).then(|| step("Others, smaller or as large", format::count(rest as f64)));
    FormulaCard {
        title: "With whom to ride".to_owned(),
        words: format!(
            "Where a chance of quota is told, the deal is named at which a visit may move it most. Here none is told: the quota is met or not set, or the rep has decided fewer than {FEWEST_DECIDED} deals, from which nobody can tell how likely theirs land. So the largest open deal is named. Stale deals are not among them."
        ),
        formula: "the open deals by amount".to_owned(),
        steps: named.chain(rest).collect(),
        source: "the kept deals".to_owned(),
        leaves_out: "How likely each of them lands, and what the manager knows of the customer."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ladder::samples::seen_rep;
    use super::*;

    fn open(name: &str, units: f64) -> DealRow {
        DealRow {
            name: Some(name.to_owned()),
            amount: Money::from_units(units),
            ..DealRow::made_up(DealStanding::Open)
        }
    }

    #[track_caller]
    fn case(goal: Goal, decided: u64, rows: &[DealRow], amount: &str, from: &str) {
        let mut now = seen_rep().0;
        now.goal = goal;
        now.figures.decided.won = decided;
        now.figures.decided.lost = 0;
        let line = line(&now, rows, Currency::Usd).unwrap();
        assert_eq!((line.amount.as_str(), line.from.as_str()), (amount, from));
    }

    #[test]
    fn the_largest_open_deal_is_named_and_why_no_more_is_said() {
        let left = Goal::Left(Money::from_hundredths(100));
        let rows = [open("Small", 10_000.0), open("Large", 49_000.0)];
        let few = "USD 49K, the largest of 2 open deals; which deal moves the chance of quota most can't be told from 7 decided deals.";
        case(left, 7, &rows, "Large", few);
        let met = "USD 10K, the only open deal; the quota is met, so no deal moves it: what is won now comes on top.";
        case(Goal::Met, 30, &rows[..1], "Small", met);
        let alike = [open("One", 9_000.0), open("Other", 9_000.0)];
        let none_set =
            "USD 9K, one of the largest of 2 open deals; without a quota no deal moves one.";
        case(Goal::NoQuota, 30, &alike, "One", none_set);
        let stale = [DealRow::made_up(DealStanding::Stale)];
        case(
            left,
            7,
            &stale,
            "No open deal",
            "no open deal can still be won: ride to find new ones.",
        );
        let now = seen_rep().0;
        assert_eq!(line(&now, &[], Currency::Usd), None);
    }
}
