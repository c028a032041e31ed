//! Rows that are no deal, and cells that could not be read.

use crate::intake::field::Field;
use std::fmt;

/// A row that was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedRow {
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// Why.
    pub reason: SkipReason,
}

/// Why a row is no deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// Nothing is in any cell.
    Blank,
    /// It ends before the last column that is used: a total, a footnote, or half of a row.
    TooFewCells {
        /// How many it has.
        found: usize,
        /// How many column names there are.
        expected: usize,
    },
    /// It has more values than there are columns, so which is which can't be told.
    TooManyCells {
        /// How many it has.
        found: usize,
        /// How many column names there are.
        expected: usize,
    },
    /// It runs over so many lines that a quotation mark was probably never closed.
    RunsOn {
        /// The line it ends on.
        to_line: usize,
    },
    /// Nothing says whether it is won, lost or open.
    NoStage,
    /// Its stage was chosen to be left out.
    LeftOut {
        /// The stage.
        stage: String,
    },
    /// It has the id of an earlier row.
    SameIdAgain {
        /// The line of that row.
        first_line: usize,
    },
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => f.write_str("The row is blank."),
            Self::TooFewCells { found, expected } => write!(
                f,
                "The row has only {found} of {expected} columns: it is a total or a note, or it \
                 was cut in two."
            ),
            Self::TooManyCells { found, expected } => write!(
                f,
                "The row has {found} values for {expected} columns: one of them holds the \
                 character that parts the columns, without quotation marks around it."
            ),
            Self::RunsOn { to_line } => write!(
                f,
                "The row runs on to line {to_line}: a quotation mark in it was probably never \
                 closed."
            ),
            Self::NoStage => f.write_str("The row has no stage and no status."),
            Self::LeftOut { stage } => write!(f, "Deals in \"{stage}\" are left out."),
            Self::SameIdAgain { first_line } => {
                write!(f, "The row has the same id as line {first_line}.")
            }
        }
    }
}

/// A cell that could not be read and was left out of its deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The line its row begins on.
    pub line: usize,
    /// What it should have said.
    pub field: Field,
    /// What it says.
    pub text: String,
}
