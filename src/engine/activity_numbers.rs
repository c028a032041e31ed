//! Activity numbers, worked back from the result (the Activity numbers calculator).
//!
//! Results can't be managed, activities can: from what is left to quota back through the
//! average deal, the win rate and each conversion before it, to what a week has to hold
//! (`wins = left / average deal`, rounded up as a win is whole and as the coverage calculator
//! says; `deals = wins / win rate; each activity = the next / its conversion`; Jordan and Vazzana, *Cracking the Sales Management Code*, 2011, work the chain
//! backwards in the same way). These are means: so many wins on average.

use crate::domain::{Money, Rate};
use crate::engine::coverage::{NoAnswer, WinRateSource, usable_rate, wins_needed};

/// How far observed and multiplied conversions may differ before it is said: a quarter.
const TELL_APART: f64 = 0.25;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Quota less what is booked.
    pub left_to_quota: Money,
    /// What a won deal brings on average.
    pub average_deal: Money,
    /// Wins per decided deal.
    pub win_rate: WinRateSource,
    /// Open pipeline whose expected wins are taken off; nothing where it is not to count.
    pub pipeline: Money,
    /// The share of each activity that leads to the next one, from the deal outwards: first
    /// meetings that become a deal, conversations that become a first meeting ...
    pub conversions: Vec<Rate>,
    /// Working weeks left in the period, at least 1 to be answered.
    pub weeks_left: u64,
    /// What was seen from end to end: the outermost activities and the wins that came of them.
    pub observed: Option<Observed>,
}

/// Activities and the wins that came of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observed {
    /// How many of the outermost activity.
    pub activities: u64,
    /// How many deals were won of them.
    pub wins: u64,
}

/// Why there are no activity numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNumbers {
    /// As in the coverage calculator.
    Coverage(NoAnswer),
    /// The open pipeline brings the rest on average.
    PipelineCovers,
    /// A conversion of 0; which step, from the deal outwards.
    ConversionZero {
        /// Its place in [`Question::conversions`].
        step: usize,
    },
    /// No week left.
    NoWeekLeft,
}

/// How much of one thing: over the period and a week. Means, so not whole numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// Over what is left of the period.
    pub total: f64,
    /// In each working week left.
    pub a_week: f64,
}

/// The chain, worked back.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Wins that quota takes: what is left over the average deal, rounded up.
    pub wins: u64,
    /// Wins that the open pipeline should bring on average: its worth at the win rate, over the
    /// average deal.
    pub wins_from_pipeline: f64,
    /// Wins still to find in new deals.
    pub wins_to_find: f64,
    /// Deals to create.
    pub deals: Amount,
    /// Each activity, from the deal outwards.
    pub activities: Vec<Amount>,
    /// Wins for one of the outermost activity, by multiplying the chain.
    pub end_to_end: f64,
    /// The same as it was seen.
    pub observed: Option<Rate>,
    /// Whether the two differ by over a quarter of what the chain says.
    pub chain_doubtful: bool,
}

/// Works the chain back.
///
/// # Errors
/// [`NoNumbers`], with the reason.
pub fn answer(question: &Question) -> Result<Answer, NoNumbers> {
    let wins =
        wins_needed(question.left_to_quota, question.average_deal).map_err(NoNumbers::Coverage)?;
    let win_rate = usable_rate(question.win_rate).map_err(NoNumbers::Coverage)?.share();
    if question.weeks_left == 0 {
        return Err(NoNumbers::NoWeekLeft);
    }
    if let Some(step) = question.conversions.iter().position(|rate| *rate == Rate::ZERO) {
        return Err(NoNumbers::ConversionZero { step });
    }
    let from_pipeline = question.pipeline.units() * win_rate / question.average_deal.units();
    let to_find = wins as f64 - from_pipeline;
    if to_find <= 0.0 {
        return Err(NoNumbers::PipelineCovers);
    }
    let weeks = question.weeks_left as f64;
    let amount = |total: f64| Amount { total, a_week: total / weeks };
    let deals = amount(to_find / win_rate);
    let activities = question
        .conversions
        .iter()
        .scan(deals.total, |next, rate| {
            *next /= rate.share();
            Some(amount(*next))
        })
        .collect();
    let end_to_end =
        question.conversions.iter().map(|rate| rate.share()).product::<f64>() * win_rate;
    let observed = question.observed.and_then(|seen| Rate::of_counts(seen.wins, seen.activities));
    Ok(Answer {
        wins,
        wins_from_pipeline: from_pipeline,
        wins_to_find: to_find,
        deals,
        activities,
        end_to_end,
        observed,
        chain_doubtful: observed
            .is_some_and(|seen| (seen.share() - end_to_end).abs() > TELL_APART * end_to_end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(amount: f64) -> Money {
        Money::from_units(amount).unwrap()
    }

    fn question() -> Question {
        Question {
            left_to_quota: units(118_000.0),
            average_deal: units(30_000.0),
            win_rate: WinRateSource::Stated(Rate::clamped(0.25)),
            pipeline: Money::ZERO,
            conversions: vec![Rate::clamped(0.4), Rate::clamped(0.2)],
            weeks_left: 8,
            observed: None,
        }
    }

    #[test]
    fn the_chain_is_worked_back_from_the_wins() {
        let answer = answer(&question()).unwrap();
        assert_eq!(answer.wins, 4);
        assert!((answer.deals.total - 16.0).abs() < 1e-9);
        let totals: Vec<_> = answer.activities.iter().map(|step| step.total.round()).collect();
        assert_eq!(totals, [40.0, 200.0]);
        assert!((answer.activities[1].a_week - 25.0).abs() < 1e-9);
        assert!((answer.end_to_end - 0.02).abs() < 1e-12);
    }

    #[test]
    fn what_the_open_pipeline_should_bring_is_taken_off() {
        let answer = answer(&Question { pipeline: units(240_000.0), ..question() }).unwrap();
        assert!((answer.wins_from_pipeline - 2.0).abs() < 1e-9);
        assert!((answer.deals.total - 8.0).abs() < 1e-9);
    }

    #[track_caller]
    fn no_numbers(change: impl FnOnce(&mut Question), reason: NoNumbers) {
        let mut asked = question();
        change(&mut asked);
        assert_eq!(answer(&asked), Err(reason));
    }

    #[test]
    fn where_there_are_no_numbers_there_is_a_reason() {
        no_numbers(|q| q.weeks_left = 0, NoNumbers::NoWeekLeft);
        no_numbers(|q| q.conversions[1] = Rate::ZERO, NoNumbers::ConversionZero { step: 1 });
        no_numbers(|q| q.pipeline = units(480_000.0), NoNumbers::PipelineCovers);
        no_numbers(|q| q.left_to_quota = Money::ZERO, NoNumbers::Coverage(NoAnswer::QuotaMet));
    }

    #[track_caller]
    fn doubtful(wins: u64, activities: u64, expected: bool) {
        let asked = Question { observed: Some(Observed { activities, wins }), ..question() };
        assert_eq!(answer(&asked).unwrap().chain_doubtful, expected);
    }

    #[test]
    fn a_chain_that_was_not_seen_to_hold_is_doubted() {
        doubtful(20, 1_000, false);
        doubtful(24, 1_000, false);
        doubtful(26, 1_000, true);
        doubtful(14, 1_000, true);
        doubtful(0, 0, false);
    }
}
