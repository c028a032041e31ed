//! What every number means. Pure and deterministic: no clock, no randomness, no browser, and
//! no panic on any input. The formulas and their sources stand above the functions.

pub mod ability;
pub mod activity_numbers;
pub mod below_target;
pub mod calendar;
pub mod chance;
pub mod coverage;
pub mod creation;
pub mod day;
mod exact_sums;
pub mod fiscal;
pub mod form;
pub mod gamma_prior;
pub mod group;
pub mod history;
pub mod known;
pub mod landing;
pub mod life_table;
pub mod likely_total;
mod maximum;
pub mod money_grid;
pub mod new_deals;
pub mod open_deals;
pub mod outlook;
pub mod pace;
pub mod prior;
pub mod quota_chance;
pub mod rate_precision;
pub mod tau;
pub mod win_rate;
pub mod win_sizes;
