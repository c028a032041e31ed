//! The places of the app.

pub mod calculate;
pub mod data;
pub mod not_found;
pub mod not_saved;
pub mod other_tab;
mod past_check;
pub mod start;
pub mod team;
mod team_notice;
mod ways_in;
