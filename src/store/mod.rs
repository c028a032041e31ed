//! Keeping what people typed and imported, in this browser alone.
//!
//! The codecs are pure; only `browser` touches storage.

pub mod browser;
pub mod calculator_record;
