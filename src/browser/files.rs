//! Files that the user chose or dropped.

use js_sys::Uint8Array;
use thiserror::Error;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, TextDecoder, TextDecoderOptions};

/// The largest file that is read: far above any export of a team's deals, and below what would
/// make a tablet's browser give up.
pub const LARGEST: f64 = 100e6;

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FileError {
    /// It is larger than [`LARGEST`].
    #[error("This file is over 100 MB: export fewer columns or a shorter time, and try again.")]
    TooLarge,
    /// The browser could not read it.
    #[error("This file could not be read: save a copy on this device and choose that one.")]
    Unreadable,
    /// Its bytes are no UTF-8.
    #[error(
        "This file is not saved as UTF-8: in the spreadsheet choose \"CSV UTF-8\" and save it again."
    )]
    NotUtf8,
}

/// Reads a text file saved as UTF-8, with or without a byte-order mark.
///
/// # Errors
/// [`FileError`].
pub async fn read_text(file: &File) -> Result<String, FileError> {
    if file.size() > LARGEST {
        return Err(FileError::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| FileError::Unreadable)?;
    let bytes = Uint8Array::new(&buffer);
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    TextDecoder::new_with_label_and_options("utf-8", &options)
        .and_then(|decoder| decoder.decode_with_js_u8_array(&bytes))
        .map_err(|_| FileError::NotUtf8)
}
