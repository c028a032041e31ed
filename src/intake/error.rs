//! Why a file can't be used.

use thiserror::Error;

/// More columns than any export has.
pub const MOST_COLUMNS: usize = 1_000;

/// More than a million deals: a hundred times what can be kept.
pub const MOST_BYTES: usize = 200_000_000;

/// Why a file can't be used at all. Nothing is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IntakeError {
    /// Nothing is in it.
    #[error("This file is empty: export the deals from the CRM again and choose that file.")]
    Empty,
    /// Column names and no row.
    #[error(
        "This file has column names but no deals under them: check the filter of the export and \
         try again."
    )]
    HeaderOnly,
    /// An image, a program or the like.
    #[error("This is not a text file: export the deals from the CRM as CSV and choose that file.")]
    NotText,
    /// A workbook.
    #[error(
        "This is a spreadsheet file: open it, copy the cells with their column names and paste \
         them here, or save it as CSV."
    )]
    Workbook,
    /// A web page or a document in markup.
    #[error("This is a web page, not a table: export the deals from the CRM as CSV.")]
    Markup,
    /// A quotation mark opens a cell that never ends.
    #[error(
        "A quotation mark opened on line {line} is never closed, so the rows behind it can't be \
         told apart: export the file again, or close it there."
    )]
    QuoteNeverClosed {
        /// Where its row begins.
        line: usize,
    },
    /// More than can be read in a browser.
    #[error(
        "This file has {megabytes} MB, more than the 200 that can be read: export only the deals \
         of the last two years."
    )]
    TooLarge {
        /// How many millions of bytes it has.
        megabytes: usize,
    },
    /// More columns than any export has.
    #[error(
        "This file has more columns than any list of deals: export only the columns of the deals \
         and choose that file."
    )]
    TooManyColumns {
        /// How many it has.
        found: usize,
    },
    /// Nothing says whether a deal is won, lost or open.
    #[error(
        "No column says whether a deal is won, lost or open: export the stage or the status too. \
         The columns found are {found}."
    )]
    NoOutcomeColumn {
        /// The first column names, joined.
        found: String,
    },
    /// Rows, but no deal in any.
    #[error("No row could be read as a deal; the first, on line {line}: {reason}")]
    NoDeals {
        /// The line of the first.
        line: usize,
        /// Why it could not be read.
        reason: String,
    },
}
