//! What a team is: the words that every other part speaks. Pure data, no browser, no clock.

mod calculator;
mod currency;
mod deal;
mod money;
mod multiple;
mod rate;

pub use calculator::{CalculatorInputs, ChainStep, RateFrom};
pub use currency::Currency;
pub use deal::{Deal, Outcome};
pub use money::Money;
pub use multiple::Multiple;
pub use rate::{Interval, Rate};
