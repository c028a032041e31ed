//! The decimal mark and the currency of the amounts, settled over whole columns.

use crate::domain::Money;
use crate::intake::amounts::{AmountCell, CurrencyCode, DecimalMark};
use crate::intake::asked::Asked;
use crate::intake::choices::Choices;
use crate::intake::column::{Amounts, Column, MarkProof};
use crate::intake::field::Field;
use crate::intake::notice::Assumption;
use crate::intake::question::Question;
use crate::intake::staged::StagedDeals;
use std::collections::BTreeMap;

/// Settles the decimal mark of all amounts of a file: as the user said, else as the amounts
/// prove; where they prove nothing or contradict each other, and some read both ways, it is
/// asked.
pub(super) fn settle_mark(
    staged: &StagedDeals,
    choices: &Choices,
    asked: &mut Asked,
) -> DecimalMark {
    let proof = columns(staged)
        .map(|amounts| amounts.proof().clone())
        .fold(MarkProof::default(), MarkProof::and);
    // An answer given for another file of this shape does not stand against proof.
    let contrary = |chosen: DecimalMark| {
        proof.point + proof.comma > 0 && proof.proved() == Some(chosen.other())
    };
    if let Some(chosen) = choices.decimal_mark.filter(|chosen| !contrary(*chosen)) {
        return chosen;
    }
    if proof.ambiguous() == 0 {
        return proof.likelier();
    }
    if let Some(mark) = proof.proved() {
        asked.assume(Assumption::DecimalMark { mark });
        return mark;
    }
    let taken = proof.likelier();
    let example = proof.example.clone().unwrap_or_default();
    let readings = match AmountCell::read(&example) {
        AmountCell::Amount(read) => (read.point, read.comma),
        AmountCell::Missing | AmountCell::Unreadable => (Money::ZERO, Money::ZERO),
    };
    asked.ask(Question::DecimalMark { example, readings, cells: proof.ambiguous(), taken });
    taken
}

/// Says the currency of the amounts, and asks where there are several.
pub(super) fn settle_currency(staged: &StagedDeals, choices: &Choices, asked: &mut Asked) {
    let mut found: BTreeMap<CurrencyCode, usize> = BTreeMap::new();
    let mut others: Vec<(String, usize)> = Vec::new();
    if let Some(words) = staged.words(Field::Currency) {
        for word in words.met() {
            match CurrencyCode::from_code(&word.text.to_uppercase()) {
                Some(code) => *found.entry(code).or_default() += word.rows,
                None => others.push((word.text.clone(), word.rows)),
            }
        }
    } else {
        for (code, rows) in columns(staged).flat_map(|amounts| amounts.currencies().iter()) {
            *found.entry(*code).or_default() += rows;
        }
    }
    let mut all: Vec<(String, usize)> =
        found.iter().map(|(code, rows)| (code.as_str().to_owned(), *rows)).collect();
    all.extend(others);
    if all.len() > 1 && !choices.several_currencies {
        all.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
        asked.ask(Question::Currencies { found: all });
    } else if let (1, Some(code)) = (all.len(), found.into_keys().next()) {
        asked.assume(Assumption::Currency { code });
    }
}

fn columns(staged: &StagedDeals) -> impl Iterator<Item = &Amounts> {
    staged.columns().filter_map(|(_, column)| match column {
        Column::Amounts(amounts) => Some(amounts),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::reader::DealsReader;

    fn staged(text: &str) -> StagedDeals {
        let mut reader = DealsReader::open(text.to_owned()).unwrap();
        reader.advance(1_000).unwrap();
        reader.into_staged()
    }

    #[track_caller]
    fn case(amounts: &[&str], mark: DecimalMark, asks: bool) {
        let staged = staged(&format!("stage;amount\nWon;{}\n", amounts.join("\nWon;")));
        let mut asked = Asked::default();
        assert_eq!(settle_mark(&staged, &Choices::default(), &mut asked), mark, "{amounts:?}");
        assert_eq!(!asked.questions.is_empty(), asks, "{amounts:?}");
    }

    #[test]
    fn amounts_that_prove_their_mark_are_not_asked_about() {
        case(&["1.234", "1.234,50 €"], DecimalMark::Comma, false);
        case(&["1,234", "95,570.69"], DecimalMark::Point, false);
        case(&["485,000"], DecimalMark::Point, false);
    }

    #[test]
    fn amounts_that_prove_nothing_are_asked_about() {
        case(&["1.234", "2.500"], DecimalMark::Comma, true);
        case(&["1.234", "1,234"], DecimalMark::Point, true);
        case(&["1.234", "12.50", "12,50"], DecimalMark::Comma, true);
    }

    #[test]
    fn one_currency_is_said_and_several_are_asked_about() {
        let settled = |text: &str| {
            let mut asked = Asked::default();
            settle_currency(&staged(text), &Choices::default(), &mut asked);
            (asked.assumptions.len(), asked.questions.len())
        };
        assert_eq!(settled("stage,amount\nWon,$5\nWon,USD 6\n"), (1, 0));
        assert_eq!(settled("stage,amount\nWon,$5\nWon,EUR 6\n"), (0, 1));
        assert_eq!(settled("stage,amount,currency\nWon,5,eur\nWon,6,Crowns\n"), (0, 1));
        assert_eq!(settled("stage,amount\nWon,5\n"), (0, 0));
    }
}
