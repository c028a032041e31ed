//! Amounts: as exports print them and as people type them.

mod affix;
mod cell;
mod number;
mod typed_amount;
mod typed_count;
mod typed_percent;

pub use affix::CurrencyCode;
pub(crate) use cell::means_missing;
pub use cell::{AmountCell, Readings};
pub use number::DecimalMark;
pub use typed_amount::{AmountError, TypedAmount, parse_typed, parse_typed_amount};
pub use typed_count::{CountError, parse_typed_count};
pub use typed_percent::{PercentError, parse_typed_percent};
