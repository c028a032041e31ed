//! Dates as exports print them.

mod cell;
mod month_names;

pub use cell::{DateCell, DateForm, DayOrder};
