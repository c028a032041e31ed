//! localStorage as the store's backend.

use super::{mirroring, turn};
use crate::browser::clock::now_ms;
use crate::store::backend::{ActEnd, Backend, BackendError};
use crate::store::journal::Change;
use gloo_storage::{LocalStorage, Storage};

/// Texts in localStorage. It is reached anew each time: a browser may block it at any moment. What is
/// written goes to the mirror after it.
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

fn this_tab_may_write() -> Result<(), BackendError> {
    if turn::may_write() { Ok(()) } else { Err(BackendError::OtherTab) }
}

impl Backend for LocalBackend {
    fn get(&self, key: &str) -> Result<Option<String>, BackendError> {
        storage()?.get_item(key).map_err(|_| BackendError::Unreadable)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), BackendError> {
        this_tab_may_write()?;
        storage()?.set_item(key, text).map_err(|_| BackendError::Full)?;
        mirroring::note(key, Change::Written(text.to_owned()));
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), BackendError> {
        this_tab_may_write()?;
        storage()?.remove_item(key).map_err(|_| BackendError::NotKept)?;
        mirroring::note(key, Change::Removed);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, BackendError> {
        let storage = storage()?;
        let count = storage.length().map_err(|_| BackendError::Unreadable)?;
        let key = |at| storage.key(at).map_err(|_| BackendError::Unreadable);
        (0..count).filter_map(|at| key(at).transpose()).collect()
    }

    fn begin_act(&self) {
        mirroring::begin_act();
    }

    fn end_act(&self, end: ActEnd) {
        mirroring::end_act(end);
    }

    fn rev_step(&self) -> u64 {
        mirroring::rev_step()
    }

    fn least_generation(&self) -> u64 {
        now_ms()
    }
}
