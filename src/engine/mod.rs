//! What every number means. Pure and deterministic: no clock, no randomness, no browser, and
//! no panic on any input. The formulas and their sources stand above the functions.

pub mod ability;
pub mod activity_numbers;
pub mod below_target;
pub mod calendar;
pub mod chance;
pub mod cohort_rate;
pub mod coverage;
pub mod coverage_curve;
pub mod creation;
pub mod cumulative_incidence;
pub mod day;
pub mod deals_to_add;
mod exact_sums;
pub mod fiscal;
pub mod forecast;
pub mod form;
pub mod gamma_prior;
pub mod goal;
pub mod grade;
pub mod group;
pub mod history;
pub mod in_words;
pub mod known;
pub mod ladder;
pub mod landing;
pub mod last_day;
pub mod leverage;
pub mod life_table;
pub mod likely_total;
mod maximum;
pub mod money_grid;
pub mod monotone_cubic;
pub mod new_deals;
pub mod open_deals;
pub mod outlook;
pub mod pace;
pub mod pipeline_need;
pub mod prior;
pub mod quota_chance;
pub mod rate_precision;
pub mod replay;
pub mod scores;
pub mod simple_methods;
pub mod stale;
pub mod tally;
pub mod tau;
pub mod time_to_event_rate;
pub mod verdict;
pub mod viewpoint;
pub mod what_if;
pub mod win_rate;
pub mod win_sizes;
pub mod workload;

#[cfg(test)]
mod made_up;
