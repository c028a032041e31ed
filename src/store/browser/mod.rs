//! The half of the store that touches the browser's storage.

pub mod calculator;
mod local;
