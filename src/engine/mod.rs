//! What every number means. Pure and deterministic: no clock, no randomness, no browser, and
//! no panic on any input. The formulas and their sources stand above the functions.

pub mod activity_numbers;
pub mod below_target;
pub mod calendar;
pub mod chance;
pub mod coverage;
pub mod day;
mod exact_sums;
pub mod fiscal;
pub mod gamma_prior;
pub mod history;
pub mod known;
pub mod landing;
pub mod life_table;
mod maximum;
pub mod money_grid;
pub mod new_deals;
pub mod open_deals;
pub mod prior;
pub mod rate_precision;
pub mod win_rate;
