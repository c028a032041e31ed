//! localStorage as the store's backend.

use crate::store::backend::{Backend, BackendError};
use gloo_storage::{LocalStorage, Storage};

/// Texts in localStorage. It is reached anew each time: a browser may block it at any moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalBackend;

/// The storage, if there is one. `gloo-storage` throws where the browser blocks storage, so the
/// way in is tried first.
fn storage() -> Result<web_sys::Storage, BackendError> {
    let reachable = web_sys::window()
        .and_then(|window| window.local_storage().ok().flatten())
        .is_some_and(|storage| storage.length().is_ok());
    if reachable { Ok(LocalStorage::raw()) } else { Err(BackendError::Blocked) }
}

impl Backend for LocalBackend {
    fn get(&self, key: &str) -> Result<Option<String>, BackendError> {
        storage()?.get_item(key).map_err(|_| BackendError::Unreadable)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), BackendError> {
        storage()?.set_item(key, text).map_err(|_| BackendError::Full)
    }

    fn remove(&self, key: &str) -> Result<(), BackendError> {
        storage()?.remove_item(key).map_err(|_| BackendError::NotKept)
    }

    fn keys(&self) -> Result<Vec<String>, BackendError> {
        let storage = storage()?;
        let count = storage.length().map_err(|_| BackendError::Unreadable)?;
        let key = |at| storage.key(at).map_err(|_| BackendError::Unreadable);
        (0..count).filter_map(|at| key(at).transpose()).collect()
    }
}
