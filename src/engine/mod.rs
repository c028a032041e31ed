//! What every number means. Pure and deterministic: no clock, no randomness, no browser, and
//! no panic on any input. The formulas and their sources stand above the functions.

pub mod activity_numbers;
pub mod chance;
pub mod coverage;
mod maximum;
pub mod prior;
pub mod rate_precision;
pub mod win_rate;
