//! localStorage, with all of its ways to fail as values.

use gloo_storage::{LocalStorage, Storage};
use thiserror::Error;

/// Why storage did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StorageError {
    /// The browser does not let the app keep anything.
    #[error(
        "This browser does not let the app keep anything, so your figures last until you close the page: allow storage for this site to keep them."
    )]
    Blocked,
    /// Nothing more fits, or the browser failed to write.
    #[error(
        "Your figures could not be kept because this browser's storage is full: free some, and change a figure to try again."
    )]
    Full,
}

/// The storage, if there is one. `gloo-storage` throws where the browser blocks storage, so the
/// way in is tried first.
fn storage() -> Result<web_sys::Storage, StorageError> {
    let reachable = web_sys::window()
        .and_then(|window| window.local_storage().ok().flatten())
        .is_some_and(|storage| storage.length().is_ok());
    if reachable { Ok(LocalStorage::raw()) } else { Err(StorageError::Blocked) }
}

/// The text under a key.
pub fn get(key: &str) -> Result<Option<String>, StorageError> {
    storage()?.get_item(key).map_err(|_| StorageError::Blocked)
}

/// Writes a text and reads it back; on failure the old text is still there.
pub fn set(key: &str, text: &str) -> Result<(), StorageError> {
    storage()?.set_item(key, text).map_err(|_| StorageError::Full)?;
    if get(key)?.as_deref() == Some(text) { Ok(()) } else { Err(StorageError::Full) }
}

/// Removes the text under a key.
pub fn remove(key: &str) -> Result<(), StorageError> {
    storage()?.remove_item(key).map_err(|_| StorageError::Blocked)
}
