//! Files that the user chose or dropped.

use thiserror::Error;
use web_sys::File;

/// The largest file that is read: far above any export of a team's deals, and below what would
/// make a tablet's browser give up.
pub const LARGEST: f64 = 100e6;

/// The file is larger than [`LARGEST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("This file is over 100 MB: export fewer columns or a shorter time, and try again.")]
pub struct TooLarge;

/// Whether a file can be read at all.
///
/// # Errors
/// Where it is larger than [`LARGEST`].
pub fn check_size(file: &File) -> Result<(), TooLarge> {
    if file.size() > LARGEST { Err(TooLarge) } else { Ok(()) }
}
