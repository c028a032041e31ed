//! The places of the app.

pub mod calculate;
pub mod data;
mod disputed;
pub mod not_found;
pub mod not_saved;
pub mod other_tab;
mod past_check;
pub mod replaced;
mod said_value;
pub mod start;
pub mod team;
mod team_notice;
mod ways_in;
