//! Dates as exports print them.

mod cell;
mod month_names;

pub use cell::{DateCell, DateForm, DayOrder};
pub(crate) use month_names::month;
