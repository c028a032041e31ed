//! Whether the day or the month is written first, settled over whole columns.

use crate::intake::asked::Asked;
use crate::intake::choices::Choices;
use crate::intake::column::{Column, Dates, OrderProof};
use crate::intake::dates::DayOrder;
use crate::intake::field::Field;
use crate::intake::notice::Assumption;
use crate::intake::question::Question;
use crate::intake::staged::StagedDeals;
use std::collections::BTreeMap;

/// Rows in which the likelier order is looked for.
const LOOKED_AT: usize = 2_000;

/// Settles the order in every date column: as the user said; else as the column proves; else,
/// where it proves nothing itself, as the other date columns of the file prove. What is left is
/// asked, in one question for all columns that prove nothing and in one for each that
/// contradicts itself.
pub(super) fn settle(
    staged: &StagedDeals,
    choices: &Choices,
    asked: &mut Asked,
) -> BTreeMap<Field, DayOrder> {
    let columns: Vec<(Field, &Dates)> = staged
        .columns()
        .filter_map(|(field, column)| match column {
            Column::Dates(dates) => Some((field, dates)),
            _ => None,
        })
        .collect();
    let together = columns
        .iter()
        .map(|(_, dates)| dates.proof().clone())
        .fold(OrderProof::default(), OrderProof::and);
    let mut orders = BTreeMap::new();
    let mut silent = Vec::new();
    for (field, dates) in columns {
        let proof = dates.proof();
        let says_nothing = proof.day_first + proof.month_first == 0;
        let proved = if says_nothing { together.proved() } else { proof.proved() };
        // An answer given for another file of this shape does not stand against proof.
        let stands = |order: &DayOrder| says_nothing || proof.proved().is_none_or(|p| p == *order);
        if let Some(order) = choices.day_order.get(&field).copied().filter(stands) {
            orders.insert(field, order);
        } else if proof.ambiguous == 0 {
            // Every cell can be read in one way only, whatever the order.
            orders.insert(field, proof.likelier());
        } else if let Some(order) = proved {
            orders.insert(field, order);
            assume(staged.name(field).unwrap_or(field.label()), order, asked);
        } else if says_nothing {
            silent.push(field);
        } else {
            orders.insert(field, proof.likelier());
            asked.ask(question(vec![field], proof, proof.likelier()));
        }
    }
    if !silent.is_empty() {
        let taken = likelier(staged, &silent, &orders);
        orders.extend(silent.iter().map(|field| (*field, taken)));
        let proofs = silent.iter().filter_map(|field| Some(staged.dates(*field)?.proof().clone()));
        let proof = proofs.fold(OrderProof::default(), OrderProof::and);
        asked.ask(question(silent, &proof, taken));
    }
    orders
}

fn question(fields: Vec<Field>, proof: &OrderProof, taken: DayOrder) -> Question {
    let example = proof.example.clone().unwrap_or_default();
    Question::DayOrder { fields, example, cells: proof.ambiguous, taken }
}

/// One statement for all columns with one order.
fn assume(column: &str, order: DayOrder, asked: &mut Asked) {
    for assumption in &mut asked.assumptions {
        if let Assumption::DayOrder { columns, order: same } = assumption
            && *same == order
        {
            columns.push(column.to_owned());
            return;
        }
    }
    asked.assume(Assumption::DayOrder { columns: vec![column.to_owned()], order });
}

/// The order under which fewer deals are decided before they are created.
fn likelier(
    staged: &StagedDeals,
    silent: &[Field],
    settled: &BTreeMap<Field, DayOrder>,
) -> DayOrder {
    let backwards = |order: DayOrder| {
        let day = |field: Field, row| {
            let of_field =
                if silent.contains(&field) { Some(order) } else { settled.get(&field).copied() };
            staged.dates(field)?.day(row, of_field.unwrap_or(order))
        };
        let is_backwards = |row: &usize| {
            let closed = day(Field::Closed, *row).or_else(|| day(Field::Close, *row));
            matches!((day(Field::Created, *row), closed), (Some(from), Some(to)) if from > to)
        };
        (0..staged.rows().min(LOOKED_AT)).filter(is_backwards).count()
    };
    if backwards(DayOrder::MonthFirst) < backwards(DayOrder::DayFirst) {
        DayOrder::MonthFirst
    } else {
        DayOrder::DayFirst
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::reader::DealsReader;

    fn staged(rows: &[&str]) -> StagedDeals {
        let text = format!("stage,created date,close date\n{}\n", rows.join("\n"));
        let mut reader = DealsReader::open(text).unwrap();
        reader.advance(1_000).unwrap();
        reader.into_staged()
    }

    #[track_caller]
    fn case(rows: &[&str], created: DayOrder, asks: bool) {
        let mut asked = Asked::default();
        let orders = settle(&staged(rows), &Choices::default(), &mut asked);
        assert_eq!(orders.get(&Field::Created), Some(&created), "{rows:?}");
        assert_eq!(!asked.questions.is_empty(), asks, "{rows:?}: {:?}", asked.questions);
    }

    #[test]
    fn a_column_that_proves_its_order_is_not_asked_about() {
        case(
            &["Won,05/03/2021,27/05/2021", "Won,13/01/2021,27/05/2021"],
            DayOrder::DayFirst,
            false,
        );
    }

    #[test]
    fn a_column_that_proves_nothing_is_written_like_its_neighbour() {
        case(&["Won,05/03/2021,05/27/2021"], DayOrder::MonthFirst, false);
    }

    #[test]
    fn each_order_names_its_columns() {
        let mut asked = Asked::default();
        let rows = ["Won,05/27/2021,05/03/2021", "Won,05/03/2021,27/05/2021"];
        settle(&staged(&rows), &Choices::default(), &mut asked);
        let said =
            |order, column: &str| Assumption::DayOrder { columns: vec![column.to_owned()], order };
        let expected =
            [said(DayOrder::MonthFirst, "created date"), said(DayOrder::DayFirst, "close date")];
        assert_eq!(asked.assumptions, expected);
    }

    #[test]
    fn columns_that_prove_nothing_together_are_asked_about_once() {
        let rows = ["Won,05/03/2021,06/04/2021"];
        case(&rows, DayOrder::DayFirst, true);
        let mut asked = Asked::default();
        settle(&staged(&rows), &Choices::default(), &mut asked);
        let [Question::DayOrder { fields, example, cells, .. }] = asked.questions.as_slice() else {
            panic!("{asked:?}");
        };
        assert_eq!((fields.len(), example.as_str(), *cells), (2, "05/03/2021", 2));
    }

    #[test]
    fn the_order_that_has_deals_decided_after_they_were_created_is_taken_until_the_answer() {
        // Day first: 3 October to 10 March, backwards. Month first: 10 March to 3 October.
        case(&["Won,03/10/2021,10/03/2021"], DayOrder::MonthFirst, true);
    }

    #[test]
    fn a_column_that_contradicts_itself_is_asked_about() {
        let rows = ["Won,27/05/2021,", "Won,05/28/2021,", "Won,01/02/2021,"];
        case(&rows, DayOrder::DayFirst, true);
    }

    #[test]
    fn an_answer_ends_the_question() {
        let rows = staged(&["Won,05/03/2021,06/04/2021"]);
        let mut choices = Choices::default();
        choices.day_order.insert(Field::Created, DayOrder::MonthFirst);
        choices.day_order.insert(Field::Close, DayOrder::MonthFirst);
        let mut asked = Asked::default();
        let orders = settle(&rows, &choices, &mut asked);
        assert_eq!(orders.get(&Field::Close), Some(&DayOrder::MonthFirst));
        assert!(asked.questions.is_empty());
    }
}
