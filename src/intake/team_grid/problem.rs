//! What of a pasted team can't be used, and why.

use crate::intake::error::IntakeError;
use crate::intake::team_grid::column::GridColumn;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why nothing of a pasted team can be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GridError {
    /// It is no table at all.
    #[error(transparent)]
    Text(#[from] IntakeError),
    /// There is nothing.
    #[error("Nothing was pasted: copy the rows of the reps and paste again.")]
    Empty,
    /// There is no row of figures.
    #[error("Nothing but a heading was pasted: copy the rows of the reps with it.")]
    NoRows,
    /// Nothing says who.
    #[error("No column names the reps: put their names under \"Rep\" and paste again.")]
    NoReps,
    /// More rows than a team has reps.
    #[error("More than {most} rows were pasted: paste one row for each rep.")]
    TooManyRows {
        /// The most that are read.
        most: usize,
    },
}

/// A cell or row that is left out, and nothing of it guessed. Rows count from 1, with the heading
/// and empty rows among them, as the spreadsheet counts what was copied.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum GridProblem {
    /// A cell that is no amount.
    #[error(
        "Row {row}, {}: \"{text}\" is not an amount and is left out; write it like 250,000 or 250k.",
        column.label()
    )]
    NotAnAmount {
        /// Where.
        row: usize,
        /// Of which column.
        column: GridColumn,
        /// What it says.
        text: String,
    },
    /// A cell that is no whole number.
    #[error(
        "Row {row}, {}: \"{text}\" is not a number of deals and is left out; write it like 12.",
        column.label()
    )]
    NotACount {
        /// Where.
        row: usize,
        /// Of which column.
        column: GridColumn,
        /// What it says.
        text: String,
    },
    /// More than can be held.
    #[error("Row {row}, {}: \"{text}\" is too large and is left out; check it.", column.label())]
    TooLarge {
        /// Where.
        row: usize,
        /// Of which column.
        column: GridColumn,
        /// What it says.
        text: String,
    },
    /// An amount below zero where there is none.
    #[error(
        "Row {row}, {}: \"{text}\" is below zero and is left out; write 0 or more.",
        column.label()
    )]
    BelowZero {
        /// Where.
        row: usize,
        /// Of which column.
        column: GridColumn,
        /// What it says.
        text: String,
    },
    /// `1.200`, where nothing says whether its mark is the decimal one.
    #[error(
        "Row {row}, {}: \"{text}\" may have thousands or decimals and is left out; write it \
         without the mark.",
        column.label()
    )]
    ReadsBothWays {
        /// Where.
        row: usize,
        /// Of which column.
        column: GridColumn,
        /// What it says.
        text: String,
    },
    /// Commas part the cells, and thousands seem to have them too.
    #[error(
        "Row {row}: \"{text}\" may be one amount or two cells, so the row is left out; paste it from \
         the spreadsheet, or write amounts without commas."
    )]
    CommaInAmount {
        /// Where.
        row: usize,
        /// What it says.
        text: String,
    },
    /// Figures beyond the last column.
    #[error("Row {row} has more cells than there are columns and is left out; check its cells.")]
    TooManyCells {
        /// Where.
        row: usize,
    },
    /// Figures of nobody.
    #[error("Row {row} has figures but no name and is left out; write whose they are.")]
    NoName {
        /// Where.
        row: usize,
    },
    /// A name that was there before.
    #[error(
        "Row {row}: {name} is in row {first} already, so this row is left out; keep one of the two."
    )]
    Repeated {
        /// Where.
        row: usize,
        /// Who.
        name: String,
        /// Where the name was first.
        first: usize,
    },
    /// The sum of the others.
    #[error("Row {row} (\"{name}\") looks like the sum of the others and is left out.")]
    Sum {
        /// Where.
        row: usize,
        /// What it is called.
        name: String,
    },
    /// A column that the grid does not have.
    #[error("The column \"{name}\" is none of the grid's and is left out.")]
    UnknownColumn {
        /// What it is called.
        name: String,
    },
    /// A second column for the same figure.
    #[error("The column \"{name}\" is a second one for {} and is left out.", column.label())]
    SecondColumn {
        /// What it is called.
        name: String,
        /// For what there is one already.
        column: GridColumn,
    },
}
