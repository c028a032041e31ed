//! What was taken from a file, line by line.

use super::Filled;
use crate::domain::Currency;
use crate::ui::format::{count, money, rate};

/// The lines, in the order in which one asks.
pub fn lines(filled: &Filled, currency: Currency) -> Vec<String> {
    let tally = filled.chosen();
    let n = |number: u64| count(number as f64);
    let mut lines = vec![match tally.win_rate() {
        Some(share) => format!(
            "{} won, {} lost: a win rate of {} by count.",
            n(tally.won),
            n(tally.lost),
            rate(share)
        ),
        None => "No deal decided yet: the win rate stays empty.".to_owned(),
    }];
    lines.push(average_line(filled, currency));
    lines.push(open_line(filled, currency));
    if tally.lost > 0 && tally.lost_with_amount < tally.lost {
        lines.push(format!(
            "{} of {} lost deals carry no amount, so no win rate by value.",
            n(tally.lost - tally.lost_with_amount),
            n(tally.lost)
        ));
    }
    if filled.skipped > 0 {
        lines.push(format!(
            "{} rows of {} are no deal and were passed over.",
            n(filled.skipped as u64),
            filled.file
        ));
    }
    if filled.left_out > 0 {
        lines.push(format!(
            "{} cells could not be read and count as empty.",
            n(filled.left_out as u64)
        ));
    }
    for (stage, rows) in &filled.unsure {
        lines.push(format!("Stage \"{stage}\" was taken for open in {} rows.", n(*rows as u64)));
    }
    lines
}

/// What is stale, as the words of a switch that leaves it out; `None` where nothing is.
pub fn stale(filled: &Filled, currency: Currency) -> Option<String> {
    let tally = filled.chosen();
    let staleness = filled.staleness.filter(|_| tally.stale > 0)?;
    let why = match staleness.longest_won {
        Some(longest) => format!(
            "open for longer than any won deal took ({} days) or past their expected close",
            count(longest as f64)
        ),
        None => "long past their expected close".to_owned(),
    };
    Some(format!(
        "Leave out {} of the {} open deals, {}: they are {why}.",
        count(tally.stale as f64),
        count(tally.open as f64),
        money(tally.stale_pipeline(&filled.team), currency)
    ))
}

fn average_line(filled: &Filled, currency: Currency) -> String {
    let tally = filled.chosen();
    let counted = count(tally.won_with_amount as f64);
    match (tally.average_won(), filled.team.average_won()) {
        (Some(own), _) => {
            format!("{} a won deal on average, over {counted} won deals.", money(own, currency))
        }
        (None, Some(team)) => format!(
            "No own won deal carries an amount: the team's average, {}, is used.",
            money(team, currency)
        ),
        (None, None) => {
            "No won deal carries an amount: type the average won deal yourself.".to_owned()
        }
    }
}

fn open_line(filled: &Filled, currency: Currency) -> String {
    let tally = filled.chosen();
    let worth = money(tally.pipeline(&filled.team), currency);
    let open = count(tally.open as f64);
    let without = count(tally.open_without_amount as f64);
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
        format!("{open} open, together {worth}; {without} of them without an amount, {valued}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CalculatorInputs, Deal, Money, Outcome};
    use crate::engine::tally::Tally;
    use std::collections::BTreeMap;

    fn filled(deals: &[Deal]) -> Filled {
        Filled {
            file: "deals.csv".to_owned(),
            reps: BTreeMap::new(),
            team: Tally::of(deals, None),
            rep: None,
            staleness: None,
            without_stale: false,
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
        deals.push(deal(Outcome::Lost, None));
        deals.extend(vec![deal(Outcome::Open, None); 3]);
        let lines = lines(&filled(&deals), Currency::Usd);
        assert_eq!(
            lines,
            [
                "12 won, 1 lost: a win rate of 92% by count.",
                "USD 2000 a won deal on average, over 12 won deals.",
                "3 open without an amount, valued at the average won deal, USD 2000: together USD 6000.",
                "1 of 1 lost deals carry no amount, so no win rate by value.",
            ]
        );
    }

    #[test]
    fn an_export_of_open_deals_alone_says_what_is_missing() {
        let lines = lines(&filled(&[deal(Outcome::Open, None)]), Currency::Usd);
        assert!(lines[0].starts_with("No deal decided"));
        assert!(lines[1].starts_with("No won deal carries an amount"));
        assert!(lines[2].contains("counted as nothing"));
    }
}
