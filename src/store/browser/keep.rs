//! Writing an import into localStorage without holding the page up.

use crate::store::backend::Backend;
use crate::store::browser::local_backend::LocalBackend;
use crate::store::deals_import::{DealsImport, OldDealsAreSafe, Room};
use crate::store::deals_index::DealsIndex;
use crate::store::packing::WrittenPack;
use crate::store::slots::SaveError;
use crate::store::{BackendError, Budget};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The packs of the kept deals as they lie in storage, for the reader.
///
/// # Errors
/// Where the browser can't read them.
pub fn kept_packs(index: &DealsIndex) -> Result<Vec<String>, BackendError> {
    let mut packs = Vec::with_capacity(index.packs.len());
    for pack in &index.packs {
        // A pack that is missing is one that can't be read: the reader says so of an empty text.
        packs.push(LocalBackend.get(&index.key(&pack.id))?.unwrap_or_default());
    }
    Ok(packs)
}

/// Units of storage that deals may take, the kept ones gone: what the reader is told.
///
/// # Errors
/// Where what is kept can't be read.
pub fn room_for_deals(budget: Budget) -> Result<usize, BackendError> {
    DealsImport::free_without_old(&LocalBackend, budget)
}

/// Writes the packs of an import begun before, one at a task, and makes them the kept deals;
/// `written` hears of each, as packs written and in all. Where it fails nothing has changed.
///
/// # Errors
/// Where a pack or the index is not kept, and where the old deals would have to go first and
/// nobody said that they are safe elsewhere.
pub async fn keep_deals(
    mut import: DealsImport,
    packs: Vec<WrittenPack>,
    budget: Budget,
    old_are_safe: Option<OldDealsAreSafe>,
    now: u64,
    written: impl Fn(usize, usize),
) -> Result<DealsIndex, SaveError> {
    import.bring(packs);
    match (import.room(&LocalBackend, budget)?, old_are_safe) {
        (Room::Beside, _) => {}
        (Room::InPlace, Some(safe)) => import.remove_old(&LocalBackend, safe, now)?,
        (Room::InPlace, None) | (Room::TooMuch { .. }, _) => return Err(SaveError::NoRoomToGrow),
    }
    loop {
        match import.write_next(&LocalBackend) {
            Ok(true) => return import.finish(&LocalBackend, now),
            Ok(false) => {
                let (done, all) = import.progress();
                written(done, all);
                next_task().await;
            }
            Err(error) => {
                import.abandon(&LocalBackend);
                return Err(error);
            }
        }
    }
}

/// Lets the page answer what came up.
async fn next_task() {
    let timer = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Where there is no timer the promise is resolved at once.
            if window.set_timeout_with_callback(&resolve).is_err() {
                let _ = resolve.call0(&JsValue::NULL);
            }
        }
    });
    let _ = JsFuture::from(timer).await;
}
