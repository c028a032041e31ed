//! What every number means. Pure and deterministic: no clock, no randomness, no browser, and
//! no panic on any input. The formulas and their sources stand above the functions.

pub mod activity_numbers;
pub mod calendar;
pub mod chance;
pub mod coverage;
pub mod day;
pub mod fiscal;
pub mod gamma_prior;
pub mod history;
pub mod known;
pub mod landing;
pub mod life_table;
mod maximum;
pub mod prior;
pub mod rate_precision;
pub mod win_rate;
