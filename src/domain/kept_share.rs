//! Shares as records keep them, for `#[serde(with = "kept_share")]`: to twelve decimals.
//!
//! The reader of JSON gives back numbers of up to 15 digits to the last bit; of longer ones it may
//! miss it, so that a share would change a little whenever it is kept and read again. Its exact
//! reading would bring 7 KB more into the first load.

use super::Rate;
use serde::{Deserialize, Deserializer, Serializer};

const PARTS: f64 = 1e12;

fn rounded(share: f64) -> f64 {
    (share * PARTS).round() / PARTS
}

/// Writes a share.
///
/// # Errors
/// Where the writer fails.
pub fn serialize<S: Serializer>(rate: &Rate, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(rounded(rate.share()))
}

/// Reads a share.
///
/// # Errors
/// Where it is none.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Rate, D::Error> {
    Rate::deserialize(from).map(|rate| Rate::clamped(rounded(rate.share())))
}
