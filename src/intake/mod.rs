//! Files in: a text, already decoded, becomes deals, with everything that was assumed or left
//! out said. Pure, no browser, no clock.

pub mod amounts;
pub mod dates;
pub mod deals_csv;
mod delimiter;
mod error;
pub mod field;
mod not_text;
pub mod records;
pub mod stage;
pub mod text;

pub use deals_csv::{DealsFile, LeftOut, SkipReason, SkippedRow, StageValue, read_deals};
pub use error::{IntakeError, MOST_COLUMNS};
