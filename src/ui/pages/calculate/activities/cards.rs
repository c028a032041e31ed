//! The formula cards of the activity numbers.

use super::Asked;
use super::answer::{one_in, outermost_name};
use crate::domain::{Currency, Rate};
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::format::{count, mean_count, money, rate};

const SOURCE: &str = "working backwards from the result (Jordan and Vazzana, Cracking the Sales Management Code, 2011)";

/// Behind the wins to find.
pub fn wins(asked: &Asked, currency: Currency) -> Option<FormulaCard> {
    let answer = asked.answer.as_ref().ok()?;
    let question = &asked.question;
    let mut steps = vec![
        step("Left to quota", money(question.left_to_quota, currency)),
        step("Average won deal", money(question.average_deal, currency)),
        step("Wins that takes, rounded up", count(answer.wins as f64)),
    ];
    if answer.wins_from_pipeline > 0.0 {
        steps.push(step("Open pipeline counted", money(question.pipeline, currency)));
        steps.push(step("Wins that it should bring", mean_count(answer.wins_from_pipeline)));
    }
    steps.push(step("Wins to find in new deals", mean_count(answer.wins_to_find)));
    Some(FormulaCard {
        title: "Wins to find".to_owned(),
        words: "How many deals have to be won for what is left, less those that the open pipeline should bring on average.".to_owned(),
        formula: "⌈left ÷ average deal⌉ − pipeline × win rate ÷ average deal".to_owned(),
        steps,
        source: SOURCE.to_owned(),
        leaves_out: "Which of the open deals can still close in time.".to_owned(),
    })
}

/// Behind the numbers a week.
pub fn chain(asked: &Asked, currency: Currency) -> Option<FormulaCard> {
    let answer = asked.answer.as_ref().ok()?;
    let mut steps = vec![
        step("Left to quota", money(asked.question.left_to_quota, currency)),
        step("Wins to find", mean_count(answer.wins_to_find)),
        step("Win rate", asked.question.win_rate.raw().map(rate).unwrap_or_default()),
        step("Deals to create", mean_count(answer.deals.total)),
    ];
    for ((name, amount), conversion) in
        asked.names.iter().zip(&answer.activities).zip(&asked.question.conversions)
    {
        steps.push((
            format!("{name}, at {}", rate(*conversion)),
            format!("{}, {} a week", mean_count(amount.total), mean_count(amount.a_week)),
        ));
    }
    steps.push(step("Working weeks left", count(asked.question.weeks_left as f64)));
    Some(FormulaCard {
        title: "What a week has to hold".to_owned(),
        words: "Results can't be managed, activities can: start from the wins, divide by the win rate for deals, then by each conversion for the activities before them, and spread them over the weeks left.".to_owned(),
        formula: "wins ÷ win rate = deals; deals ÷ conversion = activities; ÷ weeks".to_owned(),
        steps,
        source: SOURCE.to_owned(),
        leaves_out: "Time: an activity today pays off only after the sales cycle, so late in the period these numbers are really for the next one. And chance: they are enough on average, which is little better than an even chance.".to_owned(),
    })
}

/// Behind the rate from end to end.
pub fn end_to_end(asked: &Asked, _: Currency) -> Option<FormulaCard> {
    let answer = asked.answer.as_ref().ok()?;
    let mut steps =
        vec![step("Win rate", asked.question.win_rate.raw().map(rate).unwrap_or_default())];
    for (name, conversion) in asked.names.iter().zip(&asked.question.conversions) {
        steps.push((format!("{name} that lead on"), rate(*conversion)));
    }
    steps.push(step(
        "Multiplied",
        format!("{}, {}", rate(Rate::clamped(answer.end_to_end)), one_in(answer.end_to_end)),
    ));
    if let (Some(seen), Some(observed)) = (answer.observed, asked.question.observed) {
        steps.push(step(
            "Seen",
            format!(
                "{} wins of {} {}, {}",
                count(observed.wins as f64),
                count(observed.activities as f64),
                outermost_name(asked),
                rate(seen)
            ),
        ));
    }
    Some(FormulaCard {
        title: "From end to end".to_owned(),
        words: "How often one of the outermost activity ends in a win, by multiplying the chain. Where you counted both ends, hold that against it: conversions that are each a little off multiply to one that is far off.".to_owned(),
        formula: "win rate × conversion × conversion …; doubted where the two differ by over a quarter".to_owned(),
        steps,
        source: SOURCE.to_owned(),
        leaves_out: "That the steps may depend on each other.".to_owned(),
    })
}
