//! What can't be read off a file, and is asked before anything is kept.

use crate::domain::Money;
use crate::intake::amounts::DecimalMark;
use crate::intake::dates::DayOrder;
use crate::intake::field::Field;
use crate::intake::outcome::StageValue;
use crate::intake::rep_names::NamePair;
use crate::intake::writing::Writing;
use serde::{Deserialize, Serialize};

/// A question about a file, with the answer that is taken until it is given another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// Which column says whether a deal is won, lost or open?
    OutcomeColumn,
    /// Is this the column of that field? Its name only resembles the usual ones.
    Column {
        /// The field.
        field: Field,
        /// The name of the column taken for it.
        column: String,
    },
    /// Most cells of this column can't be read as what it is taken for: is it another one?
    WrongColumn {
        /// The field.
        field: Field,
        /// The name of the column taken for it.
        column: String,
        /// Cells that can't be read.
        unreadable: usize,
    },
    /// Is the day or the month written first?
    DayOrder {
        /// The columns in doubt.
        fields: Vec<Field>,
        /// A date that reads both ways.
        example: String,
        /// Cells that read both ways.
        cells: usize,
        /// What is taken.
        taken: DayOrder,
    },
    /// Is the mark in an amount decimal, or does it group thousands?
    DecimalMark {
        /// An amount that reads both ways.
        example: String,
        /// What it is if the point is decimal, and if the comma is.
        readings: (Money, Money),
        /// Cells that read both ways.
        cells: usize,
        /// What is taken.
        taken: DecimalMark,
    },
    /// What do these stages mean?
    Stages {
        /// The stages in doubt, with what is taken.
        values: Vec<StageValue>,
    },
    /// Who owns the deals?
    Owner {
        /// Columns that might say it.
        candidates: Vec<String>,
        /// How many deals name nobody, where a column says whose the others are.
        missing: Option<usize>,
    },
    /// Are these the same rep?
    SameRep {
        /// Names in doubt.
        pairs: Vec<NamePair>,
    },
    /// Are rows with one id and other values parts of a deal, or the same deal again?
    RepeatedIds {
        /// How many such rows there are.
        rows: usize,
        /// The line of the first.
        line: usize,
    },
    /// Amounts are in several currencies: may they stand side by side? They are never converted.
    Currencies {
        /// The currencies, with how many amounts.
        found: Vec<(String, usize)>,
    },
    /// Hardly any losses are recorded: of ten quotes, how many come in?
    FewLosses {
        /// Deals won.
        won: usize,
        /// Deals lost.
        lost: usize,
    },
}

impl Question {
    /// The sentence that asks it, with numbers as the reader writes them.
    pub fn sentence(&self, writing: Writing) -> String {
        let n = |number: usize, one: &str, many: &str| writing.counted(number, one, many);
        match self {
            Self::OutcomeColumn => {
                "Which column says whether a deal is won, lost or open?".to_owned()
            }
            Self::Column { field, column } => {
                format!("Is \"{column}\" the column of the {}?", field.label())
            }
            Self::WrongColumn { field, column, unreadable } => format!(
                "{} of \"{column}\" can't be read as the {}: is it another column?",
                n(*unreadable, "cell", "cells"),
                field.label()
            ),
            Self::DayOrder { example, .. } => {
                format!("Is the day or the month first in {example}?")
            }
            Self::DecimalMark { example, readings: (point, comma), .. } => {
                let amount = writing.amount;
                format!("Is {example} an amount of {} or of {}?", amount(*point), amount(*comma))
            }
            Self::Stages { values } => {
                let names: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
                format!("Are deals in these stages won, lost or open: {}?", names.join(", "))
            }
            Self::Owner { missing: None, .. } => {
                "No column says who owns the deals: who does?".to_owned()
            }
            Self::Owner { missing: Some(deals), .. } => {
                format!("{} no owner: whose are they?", n(*deals, "deal names", "deals name"))
            }
            Self::SameRep { pairs } => {
                let names: Vec<String> =
                    pairs.iter().map(|pair| format!("{} and {}", pair.theirs, pair.ours)).collect();
                format!("Are these the same rep: {}?", names.join("; "))
            }
            Self::RepeatedIds { rows, line } => format!(
                "{} the id of an earlier row and other values, the first on line {line}: is the \
                 first row the whole deal, or do their amounts add up?",
                n(*rows, "row has", "rows have")
            ),
            Self::Currencies { found } => {
                let names: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
                format!(
                    "Amounts are in {}, and are not converted: may they be added up as they are?",
                    names.join(" and ")
                )
            }
            Self::FewLosses { won, lost } => format!(
                "{} won and {} lost, so losses are probably not recorded: of ten quotes, how many \
                 come in?",
                n(*won, "deal is", "deals are"),
                if *lost == 0 {
                    "none is".to_owned()
                } else {
                    format!("only {}", (writing.count)(*lost))
                }
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_loss_at_all_is_said_in_words() {
        let asked = Question::FewLosses { won: 1, lost: 0 }.sentence(Writing::PLAIN);
        assert!(asked.starts_with("1 deal is won and none is lost, so losses"), "{asked}");
    }
}
