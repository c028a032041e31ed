//! What was taken from a file, line by line.

use super::Filled;
use crate::domain::{Currency, Money, Rate};
use crate::engine::tally::Tally;
use crate::ui::format::{count, counted, date, money, rate};

/// What the file does not say and the answer rests on all the same.
pub fn not_in_the_file(filled: &Filled, left_to_quota: Money, currency: Currency) -> String {
    let whose = filled.rep.as_deref().unwrap_or("the whole team");
    format!(
        "Not in the file: what is left to quota. The answer is for {}: type what is right for {whose}.",
        money(left_to_quota, currency)
    )
}

/// The lines, in the order in which one asks.
pub fn lines(filled: &Filled, currency: Currency) -> Vec<String> {
    let tally = filled.chosen();
    let mut lines = vec![
        rate_line(filled, &tally),
        average_line(filled, &tally, currency),
        open_line(filled, &tally, currency),
    ];
    lines.extend(stale(filled, currency));
    if tally.lost_with_amount < tally.lost {
        let without = counted(tally.lost - tally.lost_with_amount, "lost deal", "lost deals");
        lines.push(format!(
            "Without an amount: {without} of {}, so no win rate by value.",
            count(tally.lost as f64)
        ));
    }
    if filled.skipped > 0 {
        let rows = counted(filled.skipped as u64, "row", "rows");
        lines.push(format!("Passed over as no deal: {rows} of {}.", filled.file));
    }
    if filled.left_out > 0 {
        let cells = counted(filled.left_out as u64, "cell", "cells");
        lines.push(format!("Could not be read and counts as empty: {cells}."));
    }
    for (stage, rows) in &filled.unsure {
        let rows = counted(*rows as u64, "row", "rows");
        lines.push(format!("Stage \"{stage}\" was taken for open, in {rows}."));
    }
    lines
}

/// What is stale, and what is counted without it; `None` where nothing is.
fn stale(filled: &Filled, currency: Currency) -> Option<String> {
    let tally = filled.chosen();
    let staleness = filled.staleness.filter(|_| tally.stale > 0)?;
    let why = match staleness.longest_won {
        Some(longest) => format!(
            "open for longer than any won deal took ({}) or past the expected close",
            counted(longest.unsigned_abs(), "day", "days")
        ),
        None => "long past the expected close".to_owned(),
    };
    let becomes = if filled.with_stale { "counted all the same" } else { "left out" };
    Some(format!(
        "{} of them, {}, stale and {becomes}: {why}, as of {}, the last day in the file. {} counts as pipeline.",
        count(tally.stale as f64),
        money(tally.stale_pipeline(&filled.team), currency),
        date(staleness.as_of),
        money(filled.pipeline(), currency)
    ))
}

fn rate_line(filled: &Filled, tally: &Tally) -> String {
    let counts = format!("{} won, {} lost", count(tally.won as f64), count(tally.lost as f64));
    match tally.win_rate() {
        None => "No deal is decided yet, so there is no win rate.".to_owned(),
        Some(_) if !filled.losses_recorded() => {
            let team = filled.team;
            let lost = Rate::of_counts(team.lost, team.won + team.lost).unwrap_or(Rate::ZERO);
            format!(
                "{counts}: only {} of all decided deals are lost, so losses are probably not recorded. Of ten quotes, how many come in? Type that as the win rate.",
                rate(lost)
            )
        }
        Some(share) => format!("{counts}: a win rate of {} by count.", rate(share)),
    }
}

fn average_line(filled: &Filled, tally: &Tally, currency: Currency) -> String {
    let over = counted(tally.won_with_amount, "won deal", "won deals");
    match (tally.average_won(), filled.team.average_won()) {
        (Some(own), _) => format!("{} a won deal on average, over {over}.", money(own, currency)),
        (None, Some(team)) => format!(
            "No own won deal carries an amount: the team's average, {}, is used.",
            money(team, currency)
        ),
        (None, None) => {
            "No won deal carries an amount: type the average won deal yourself.".to_owned()
        }
    }
}

fn open_line(filled: &Filled, tally: &Tally, currency: Currency) -> String {
    let worth = money(tally.pipeline(&filled.team), currency);
    let open = count(tally.open as f64);
    if tally.open == 0 {
        return "No deal is open.".to_owned();
    }
    if tally.open_without_amount == 0 {
        return format!("{open} open, together {worth}.");
    }
    let valued = tally.valued_at(&filled.team).map_or_else(
        || "counted as nothing, as no won deal carries an amount".to_owned(),
        |valued| {
            let whose =
                if valued.by_team { "the team's average won deal" } else { "the average won deal" };
            format!("valued at {whose}, {}", money(valued.amount, currency))
        },
    );
    if tally.open_without_amount == tally.open {
        format!("{open} open without an amount, {valued}: together {worth}.")
    } else {
        let without = count(tally.open_without_amount as f64);
        format!("{open} open, together {worth}; {without} of them without an amount, {valued}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CalculatorInputs, Deal, Money, Outcome, RateFrom};
    use std::collections::BTreeMap;

    fn filled(deals: &[Deal]) -> Filled {
        Filled {
            file: "deals.csv".to_owned(),
            reps: BTreeMap::new(),
            team: Tally::of(deals, None),
            rep: None,
            staleness: None,
            with_stale: false,
            skipped: 0,
            left_out: 0,
            unsure: Vec::new(),
            before: CalculatorInputs::default(),
        }
    }

    fn deal(outcome: Outcome, units: Option<f64>) -> Deal {
        Deal { amount: units.and_then(Money::from_units), ..Deal::new(outcome) }
    }

    #[test]
    fn open_deals_without_an_amount_are_said_with_their_value() {
        let mut deals = vec![deal(Outcome::Won, Some(2_000.0)); 12];
        deals.extend(vec![deal(Outcome::Lost, None); 4]);
        deals.extend(vec![deal(Outcome::Open, None); 3]);
        let lines = lines(&filled(&deals), Currency::Usd);
        assert_eq!(
            lines,
            [
                "12 won, 4 lost: a win rate of 75% by count.",
                "USD 2000 a won deal on average, over 12 won deals.",
                "3 open without an amount, valued at the average won deal, USD 2000: together USD 6000.",
                "Without an amount: 4 lost deals of 4, so no win rate by value.",
            ]
        );
    }

    #[test]
    fn an_export_of_open_deals_alone_says_what_is_missing() {
        let lines = lines(&filled(&[deal(Outcome::Open, None)]), Currency::Usd);
        assert!(lines[0].starts_with("No deal is decided"));
        assert!(lines[1].starts_with("No won deal carries an amount"));
        assert!(lines[2].contains("counted as nothing"));
    }

    #[test]
    fn where_hardly_a_loss_is_recorded_won_over_decided_is_no_win_rate() {
        let mut deals = vec![deal(Outcome::Won, Some(2_000.0)); 12];
        deals.push(deal(Outcome::Lost, None));
        let filled = filled(&deals);
        assert!(lines(&filled, Currency::Usd)[0].contains("probably not recorded"));
        let mut inputs = CalculatorInputs::default();
        filled.fill(&mut inputs);
        assert_eq!(
            (inputs.rate_from, inputs.won),
            (RateFrom::Stated, CalculatorInputs::default().won)
        );
    }
}
