//! Amounts: as exports print them and as people type them.

mod affix;
mod cell;
mod number;
mod typed;

pub(crate) use cell::means_missing;
pub use cell::{AmountCell, Readings};
pub use number::DecimalMark;
pub use typed::{
    AmountError, CountError, PercentError, TypedAmount, parse_typed, parse_typed_amount,
    parse_typed_count, parse_typed_percent,
};
