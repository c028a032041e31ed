//! Rows that have the id of an earlier one.

use crate::domain::Money;
use crate::intake::asked::Asked;
use crate::intake::choices::{Choices, RepeatedIds};
use crate::intake::notice::Assumption;
use crate::intake::question::Question;
use crate::intake::rules::Rules;
use crate::intake::staged::StagedDeals;
use std::collections::BTreeMap;

/// Settles them: rows that say the same count once; where they differ it is asked whether the
/// first is the deal or their amounts add up, as in a report with a row for each product.
pub(super) fn settle(
    staged: &StagedDeals,
    choices: &Choices,
    rules: &mut Rules,
    asked: &mut Asked,
) {
    let repeats = staged.repeats();
    if repeats.is_empty() {
        return;
    }
    let differing: Vec<(usize, usize)> = {
        let rows = rules.rows(staged);
        repeats
            .iter()
            .copied()
            .filter(|(row, first)| rows.deal(*row) != rows.deal(*first))
            .collect()
    };
    let same = repeats.len() - differing.len();
    if same > 0 {
        asked.assume(Assumption::CountedOnce { rows: same });
    }
    if let (Some((row, _)), None) = (differing.first(), choices.repeated_ids) {
        asked.ask(Question::RepeatedIds { rows: differing.len(), line: staged.line(*row) });
    }
    let mut added = BTreeMap::new();
    if choices.repeated_ids == Some(RepeatedIds::AddUp) {
        let rows = rules.rows(staged);
        // The same product twice is two rows alike: they add up too.
        for (row, first) in repeats {
            let amount = rows.facts(*row).ok().and_then(|facts| facts.amount);
            let sum: &mut Money = added.entry(*first).or_default();
            *sum = *sum + amount.unwrap_or_default();
        }
    }
    rules.added = added;
    rules.repeats = repeats.iter().copied().collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Deal;
    use crate::intake::reader::DealsReader;
    use crate::intake::settle::{Known, Settlement};

    fn settled(rows: &str, answer: Option<RepeatedIds>) -> (Vec<Deal>, Settlement) {
        let text = format!("deal id,stage,amount,owner\n{rows}");
        let mut reader = DealsReader::open(text).unwrap();
        reader.advance(1_000).unwrap();
        let staged = reader.into_staged();
        let choices = Choices { repeated_ids: answer, ..Choices::default() };
        let known = Known { today: "2026-03-01".parse().unwrap(), reps: &[], prices: None };
        let settlement = Settlement::of(&staged, &choices, known);
        let deals = settlement.rules.rows(&staged).deals(0..staged.rows()).collect();
        (deals, settlement)
    }

    fn asks(settlement: &Settlement) -> bool {
        let questions = &settlement.report.asked.questions;
        questions.iter().any(|question| matches!(question, Question::RepeatedIds { .. }))
    }

    #[test]
    fn rows_that_say_the_same_count_once() {
        let (deals, settlement) = settled("7,Won,5,Dana\n7,Won,5,Dana\n8,Lost,,Dana\n", None);
        assert_eq!(deals.len(), 2);
        assert!(!asks(&settlement));
    }

    #[test]
    fn rows_that_differ_are_asked_about() {
        let rows = "7,Won,5,Dana\n7,Won,6,Dana\n";
        let (deals, settlement) = settled(rows, None);
        assert_eq!(deals[0].amount, Money::from_units(5.0));
        assert!(asks(&settlement));
        let (deals, settlement) = settled(rows, Some(RepeatedIds::AddUp));
        assert_eq!((deals.len(), deals[0].amount), (1, Money::from_units(11.0)));
        assert!(!asks(&settlement));
    }
}
