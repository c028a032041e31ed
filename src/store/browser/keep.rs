//! Writing an import into localStorage without holding the page up.

use crate::browser::next_task::next_task;
use crate::store::backend::Backend;
use crate::store::browser::local_backend::LocalBackend;
use crate::store::deals_import::{DealsImport, OldDealsAreSafe, Room, old_packs, sweep_pack};
use crate::store::deals_index::{DealsIndex, PackEntry};
use crate::store::packing::WrittenPack;
use crate::store::slots::SaveError;
use crate::store::snapshot::own_keys;
use crate::store::{
    BackendError, BackupRecords, BackupWriting, Budget, NewRecord, Snapshot, Take, Used,
};

/// A pack of the kept deals as it lies in storage, for the reader. One that is missing is one that
/// can't be read: the reader says so of an empty text.
///
/// # Errors
/// Where the browser can't read it.
pub fn kept_pack(index: &DealsIndex, pack: &PackEntry) -> Result<String, BackendError> {
    Ok(LocalBackend.get(&index.key(&pack.id))?.unwrap_or_default())
}

/// Units read in one task: half a millisecond, and a pack in any case.
const AT_ONCE: usize = 50_000;

/// Counts what was read, and lets the page answer whenever it was enough for one task.
#[derive(Default)]
struct Reading {
    units: usize,
}

impl Reading {
    async fn read(&mut self, units: usize) {
        self.units += units;
        if self.units > AT_ONCE {
            self.units = 0;
            next_task().await;
        }
    }
}

/// What is used of the storage, read without holding the page up.
///
/// # Errors
/// Where what is kept can't be read.
pub async fn used_now() -> Result<Used, BackendError> {
    let (mut used, mut reading) = (Used::default(), Reading::default());
    for key in LocalBackend.keys()? {
        let units = used.add(&LocalBackend, &key)?;
        reading.read(units).await;
    }
    Ok(used)
}

/// Everything as it is now, to go back to, read without holding the page up.
///
/// # Errors
/// Where something that is kept can't be read.
pub async fn as_it_is() -> Result<Snapshot, BackendError> {
    let (mut taken, mut reading) = (Snapshot::default(), Reading::default());
    for key in own_keys(&LocalBackend)? {
        let units = taken.add(&LocalBackend, key)?;
        reading.read(units).await;
    }
    Ok(taken)
}

/// Everything as the text of a file, in parts, read without holding the page up.
///
/// # Errors
/// Where something that is kept can't be read.
pub async fn backup_now(now: u64) -> Result<Vec<String>, BackendError> {
    let mut writing = BackupWriting::begin(&LocalBackend, now)?;
    while writing.advance(&LocalBackend)? {
        next_task().await;
    }
    writing.finish(&LocalBackend)
}

/// A confirmed import with everything that is to be kept of it.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// The import, begun before.
    pub import: DealsImport,
    /// Its packs.
    pub packs: Vec<WrittenPack>,
    /// What it brings along: reps, what to remember of the file.
    pub records: Vec<NewRecord>,
    /// Said where the old deals may go first, for want of room.
    pub old_are_safe: Option<OldDealsAreSafe>,
}

/// Keeps a confirmed import, all of it or nothing, and gives what was there before: its packs
/// first, then the records that it brings along, then the index, which makes the packs the kept
/// ones. `written` hears of each pack, as packs written and in all. What takes long is done in
/// many tasks, so that the page answers in between.
///
/// # Errors
/// Where a part is not kept, and where the old deals would have to go first and nobody said that
/// they are safe elsewhere; everything is then as it was.
pub async fn keep_import(
    confirmed: Confirmed,
    budget: Budget,
    now: u64,
    written: impl Fn(usize, usize),
) -> Result<(DealsIndex, Snapshot), SaveError> {
    let Confirmed { mut import, packs, records, old_are_safe } = confirmed;
    let before = as_it_is().await?;
    import.bring(packs);
    let mut parts = write_packs(&mut import, budget, async || old_are_safe, now, written).await;
    if parts.is_ok() {
        parts = save_records(&records, now).await;
    }
    if let Err(error) = parts {
        import.abandon(&LocalBackend);
        before.put_back(&LocalBackend)?;
        return Err(error);
    }
    match import.make_kept(&LocalBackend, now) {
        Ok(index) => {
            // What can't be removed goes at the next start.
            let _ = sweep_old(index.generation).await;
            Ok((index, before))
        }
        Err(error) => {
            before.put_back(&LocalBackend)?;
            Err(error)
        }
    }
}

async fn save_records(records: &[NewRecord], now: u64) -> Result<(), SaveError> {
    for record in records {
        record.save(&LocalBackend, now)?;
        next_task().await;
    }
    Ok(())
}

async fn sweep_old(kept: u64) -> Result<(), BackendError> {
    for key in old_packs(&LocalBackend, kept)? {
        next_task().await;
        sweep_pack(&LocalBackend, &key)?;
    }
    Ok(())
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
    make_safe: impl AsyncFnOnce() -> Option<OldDealsAreSafe>,
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
    make_safe: impl AsyncFnOnce() -> Option<OldDealsAreSafe>,
    now: u64,
    written: impl Fn(usize, usize),
) -> Result<(), SaveError> {
    match import.room(used_now().await?, budget) {
        Room::Beside => {}
        Room::InPlace => {
            let safe = make_safe().await.ok_or(SaveError::NoRoomToGrow)?;
            import.let_old_go(&LocalBackend, safe, now)?;
            sweep_old(import.generation()).await?;
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
