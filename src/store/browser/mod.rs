//! The half of the store that touches the browser's storage.

pub mod calculator;
pub mod keep;
mod local;
mod local_backend;

pub use local_backend::LocalBackend;
