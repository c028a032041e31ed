//! Writing an import into localStorage without holding the page up.

use crate::store::backend::Backend;
use crate::store::browser::local_backend::LocalBackend;
use crate::store::deals_import::{DealsImport, OldDealsAreSafe, Room};
use crate::store::deals_index::DealsIndex;
use crate::store::packing::WrittenPack;
use crate::store::slots::SaveError;
use crate::store::snapshot::own_keys;
use crate::store::{BackendError, BackupRecords, Budget, Snapshot, Take};
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
    if let Err(error) = write_packs(&mut import, budget, || old_are_safe, now, written).await {
        import.abandon(&LocalBackend);
        return Err(error);
    }
    import.finish(&LocalBackend, now)
}

/// Characters read in one task: a millisecond or two.
const AT_ONCE: usize = 400_000;

/// Everything as it is now, to go back to, read without holding the page up.
///
/// # Errors
/// Where something that is kept can't be read.
pub async fn as_it_is() -> Result<Snapshot, BackendError> {
    let mut taken = Snapshot::default();
    let mut read = 0;
    for key in own_keys(&LocalBackend)? {
        read += taken.add(&LocalBackend, key)?;
        if read > AT_ONCE {
            read = 0;
            next_task().await;
        }
    }
    Ok(taken)
}

/// What of a backup is taken over.
#[derive(Clone, Debug)]
pub struct TakenOver {
    /// Its small records.
    pub records: BackupRecords,
    /// The import that its deals become, with their packs, where they change something.
    pub deals: Option<(DealsImport, Vec<WrittenPack>)>,
    /// What is taken where both changed.
    pub of_conflicts: Take,
}

/// Takes a backup over, all of it or nothing, and gives what was there before. `make_safe` is
/// asked to bring the old deals to safety where they have to go first.
///
/// # Errors
/// Where a part is not kept; everything is then as it was.
pub async fn take_over(
    backup: TakenOver,
    budget: Budget,
    make_safe: impl FnOnce() -> Option<OldDealsAreSafe>,
    now: u64,
    written: impl Fn(usize, usize),
) -> Result<Snapshot, SaveError> {
    let TakenOver { records, deals, of_conflicts } = backup;
    let before = as_it_is().await?;
    let mut import = None;
    if let Some((mut begun, packs)) = deals {
        begun.bring(packs);
        if let Err(error) = write_packs(&mut begun, budget, make_safe, now, written).await {
            begun.abandon(&LocalBackend);
            before.put_back(&LocalBackend)?;
            return Err(error);
        }
        import = Some(begun);
    }
    records.take_over(&LocalBackend, &before, import, of_conflicts, now)?;
    Ok(before)
}

async fn write_packs(
    import: &mut DealsImport,
    budget: Budget,
    make_safe: impl FnOnce() -> Option<OldDealsAreSafe>,
    now: u64,
    written: impl Fn(usize, usize),
) -> Result<(), SaveError> {
    match import.room(&LocalBackend, budget)? {
        Room::Beside => {}
        Room::InPlace => {
            let safe = make_safe().ok_or(SaveError::NoRoomToGrow)?;
            import.remove_old(&LocalBackend, safe, now)?;
        }
        Room::TooMuch { .. } => return Err(SaveError::NoRoomToGrow),
    }
    while !import.write_next(&LocalBackend)? {
        let (done, all) = import.progress();
        written(done, all);
        next_task().await;
    }
    Ok(())
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
