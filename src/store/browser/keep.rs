//! localStorage read and written without holding the page up.

use crate::browser::next_task::next_task;
use crate::store::backend::Backend;
use crate::store::browser::local_backend::LocalBackend;
use crate::store::deals_index::{DealsIndex, PackEntry};
use crate::store::{BackendError, InTasks};

/// localStorage, with the page answering in between.
pub const fn in_tasks() -> InTasks<LocalBackend, impl AsyncFn()> {
    InTasks::over(LocalBackend, next_task)
}

/// A pack of the kept deals as it lies in storage, for the reader. One that is missing is one that
/// can't be read: the reader says so of an empty text.
///
/// # Errors
/// Where the browser can't read it.
pub fn kept_pack(index: &DealsIndex, pack: &PackEntry) -> Result<String, BackendError> {
    Ok(LocalBackend.get(&index.key(&pack.id))?.unwrap_or_default())
}
