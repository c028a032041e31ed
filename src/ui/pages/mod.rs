//! The places of the app.

pub mod calculate;
pub mod not_found;
