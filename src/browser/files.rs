//! Files that the user chose or dropped.

use js_sys::{Array, Uint8Array};
use thiserror::Error;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

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

/// The text of a file, or of so many of its first bytes; `None` where it can't be read.
pub async fn text_of(file: &File, first: Option<u32>) -> Option<String> {
    let blob: Blob = match first {
        Some(first) => file.slice_with_f64_and_f64(0.0, first.into()).ok()?,
        None => file.clone().into(),
    };
    JsFuture::from(blob.text()).await.ok()?.as_string()
}

/// Bytes as a file.
pub fn of_bytes(name: &str, bytes: &Uint8Array) -> Option<File> {
    File::new_with_u8_array_sequence(&Array::of1(bytes), name).ok()
}
