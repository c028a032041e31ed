//! The half of the store that touches the browser's storage.

pub mod backup_target;
pub mod calculator;
pub mod device_number;
pub mod keep;
pub mod kept_team;
pub mod last_backup;
pub mod last_figures;
mod local;
mod local_backend;
mod mirror;
pub mod mirroring;
pub mod snapshots;
pub mod turn;

pub use local_backend::LocalBackend;
