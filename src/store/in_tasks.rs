//! Reading and writing all that is kept, a little at a task, so that whoever waits for it is
//! answered in between.

use crate::domain::Rep;
use crate::store::aside::{AsideText, put_back};
use crate::store::backend::{ActEnd, Backend, BackendError};
use crate::store::backup::BackupWriting;
use crate::store::budget::{Budget, Used};
use crate::store::choices::Choices;
use crate::store::deals_import::{DealsImport, OldDealsAreSafe, Room, old_packs, sweep_pack};
use crate::store::deals_index::DealsIndex;
use crate::store::going_back::Before;
use crate::store::inventory::Inventory;
use crate::store::new_record::NewRecord;
use crate::store::one_rep::erase_rep;
use crate::store::packing::WrittenPack;
use crate::store::restore::BackupRecords;
use crate::store::slots::SaveError;
use crate::store::snapshot::{Snapshot, own_keys};
use thiserror::Error;

/// Units read in one task: half a millisecond, and a pack in any case.
const AT_ONCE: usize = 50_000;

/// A backend, and how to pause between two tasks.
#[derive(Clone, Copy, Debug)]
pub struct InTasks<B, P> {
    backend: B,
    pause: P,
}

/// What was confirmed, all of it or nothing.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// The import that was begun.
    pub import: DealsImport,
    /// Its packs.
    pub packs: Vec<WrittenPack>,
    /// The reps and what else it brings along.
    pub records: Vec<NewRecord>,
    /// That the old deals are safe elsewhere, where they are to go first.
    pub old_are_safe: Option<OldDealsAreSafe>,
}

/// What of a backup is taken over.
#[derive(Clone, Debug)]
pub struct TakenOver {
    /// Its small records.
    pub records: BackupRecords,
    /// The import that its deals become, with their packs, where they change something.
    pub deals: Option<(DealsImport, Vec<WrittenPack>)>,
    /// What is taken where both changed.
    pub of_conflicts: Choices,
}

/// Why nothing was kept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{error}")]
pub struct NotKept {
    /// Why.
    pub error: SaveError,
    /// What was there before, where not even that could be put back: nobody else has it.
    pub before: Option<Snapshot>,
}

impl<E: Into<SaveError>> From<E> for NotKept {
    fn from(error: E) -> Self {
        Self { error: error.into(), before: None }
    }
}

/// Counts what was read, and pauses whenever it was enough for one task.
struct Reading<'a, P> {
    units: usize,
    pause: &'a P,
}

impl<P: AsyncFn()> Reading<'_, P> {
    async fn read(&mut self, units: usize) {
        self.units += units;
        if self.units > AT_ONCE {
            self.units = 0;
            (self.pause)().await;
        }
    }
}

impl<B: Backend, P: AsyncFn()> InTasks<B, P> {
    /// Over a backend, with a pause.
    pub const fn over(backend: B, pause: P) -> Self {
        Self { backend, pause }
    }

    const fn reading(&self) -> Reading<'_, P> {
        Reading { units: 0, pause: &self.pause }
    }

    /// What is used of the storage.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub async fn used(&self) -> Result<Used, BackendError> {
        let (mut used, mut reading) = (Used::default(), self.reading());
        for key in self.backend.keys()? {
            let units = used.add(&self.backend, &key)?;
            reading.read(units).await;
        }
        Ok(used)
    }

    /// What lies in it, and what can't be read of it.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub async fn inventory(&self) -> Result<Inventory, BackendError> {
        let (mut found, mut reading) = (Inventory::default(), self.reading());
        for key in self.backend.keys()? {
            let units = found.add(&self.backend, &key)?;
            reading.read(units).await;
        }
        Ok(found)
    }

    /// Everything as it is now, to go back to.
    ///
    /// # Errors
    /// Where something that is kept can't be read.
    pub async fn snapshot(&self) -> Result<Snapshot, BackendError> {
        let (mut taken, mut reading) = (Snapshot::default(), self.reading());
        for key in own_keys(&self.backend)? {
            let units = taken.add(&self.backend, key)?;
            reading.read(units).await;
        }
        Ok(taken)
    }

    /// Everything as the text of a file, in parts, and how many packs of the kept deals are not
    /// whole: they are in it as they were found.
    ///
    /// # Errors
    /// Where something that is kept can't be read.
    pub async fn backup(&self, now: u64) -> Result<(Vec<String>, usize), BackendError> {
        let mut writing = BackupWriting::begin(&self.backend, now)?;
        while writing.advance(&self.backend)? {
            (self.pause)().await;
        }
        let damaged = writing.damaged();
        Ok((writing.finish(&self.backend)?, damaged))
    }

    /// Keeps a confirmed import and gives what is kept now and what was there before. `written`
    /// hears of each pack, as packs written and in all.
    ///
    /// # Errors
    /// Where a part is not kept, and where the old deals would have to go first and nobody said
    /// that they are safe elsewhere; everything is then as it was, or what it was is given back.
    pub async fn keep_import(
        &self,
        confirmed: Confirmed,
        budget: Budget,
        now: u64,
        written: impl Fn(usize, usize),
    ) -> Result<(DealsIndex, Snapshot), NotKept> {
        let Confirmed { mut import, packs, records, old_are_safe } = confirmed;
        import.bring(packs);
        let save = async || self.save(&records, now).await;
        let act = async || {
            // Where the old deals had to go, their place is taken by the new ones as they are
            // found: the records belong to those. Beside them they wait until the packs are there.
            if self.make_room(&mut import, budget, async || old_are_safe, now).await? {
                save().await?;
                self.write_packs(&mut import, now, written).await?;
            } else {
                self.write_packs(&mut import, now, written).await?;
                save().await?;
            }
            import.make_kept(&self.backend, now)
        };
        let (index, before) = self.all_or_nothing(act).await?;
        (self.pause)().await;
        // What can't be removed goes at the next start.
        let _ = self.sweep_old(index.generation).await;
        Ok((index, before))
    }

    /// Takes a backup over, all of it or nothing, and gives what was there before. `make_safe` is
    /// asked to bring the old deals to safety where they have to go first.
    ///
    /// # Errors
    /// Where a part is not kept; everything is then as it was, or what it was is given back.
    pub async fn take_over(
        &self,
        backup: TakenOver,
        budget: Budget,
        make_safe: impl AsyncFnOnce() -> Option<OldDealsAreSafe>,
        now: u64,
        written: impl Fn(usize, usize),
    ) -> Result<Before, NotKept> {
        let TakenOver { records, deals, of_conflicts } = backup;
        let erased = records.to_erase(&self.backend, &of_conflicts)?;
        let act = async || {
            let Some((mut import, packs)) = deals else {
                records.put(&self.backend, of_conflicts.clone(), now)?;
                return Ok((None, self.erase(&erased, budget, now)?));
            };
            import.bring(packs);
            if self.make_room(&mut import, budget, make_safe, now).await? {
                records.put(&self.backend, of_conflicts.clone(), now)?;
                self.write_packs(&mut import, now, written).await?;
            } else {
                self.write_packs(&mut import, now, written).await?;
                records.put(&self.backend, of_conflicts.clone(), now)?;
            }
            let index = import.make_kept(&self.backend, now)?;
            Ok((Some(index), self.erase(&erased, budget, now)?))
        };
        let ((index, aside), everything) = self.all_or_nothing(act).await?;
        // Where somebody was erased the old packs are gone, and those brought have others behind them.
        if let Some(index) = index.filter(|_| erased.is_empty()) {
            let _ = self.sweep_old(index.generation).await;
        }
        Ok(Before { everything, aside })
    }

    /// Erases reps, all or none, and gives what lay aside of them.
    fn erase(&self, reps: &[Rep], budget: Budget, now: u64) -> Result<Vec<AsideText>, SaveError> {
        let mut aside = Vec::new();
        for rep in reps {
            match erase_rep(&self.backend, rep, budget, now) {
                Ok(mut erased) => aside.append(&mut erased.before.aside),
                Err(not_kept) => {
                    put_back(&self.backend, &aside)?;
                    return Err(not_kept.error);
                }
            }
        }
        Ok(aside)
    }

    async fn all_or_nothing<T>(
        &self,
        act: impl AsyncFnOnce() -> Result<T, SaveError>,
    ) -> Result<(T, Snapshot), NotKept> {
        let before = self.snapshot().await?;
        (self.pause)().await;
        self.backend.begin_act();
        match act().await {
            Ok(done) => {
                self.backend.end_act(ActEnd::Whole);
                Ok((done, before))
            }
            Err(error) => {
                let before = before.put_back(&self.backend).is_err().then_some(before);
                let is_broken = before.is_some();
                self.backend.end_act(if is_broken { ActEnd::Broken } else { ActEnd::Whole });
                Err(NotKept { error, before })
            }
        }
    }

    /// Makes room for an import, and says whether the old deals had to go for it.
    async fn make_room(
        &self,
        import: &mut DealsImport,
        budget: Budget,
        make_safe: impl AsyncFnOnce() -> Option<OldDealsAreSafe>,
        now: u64,
    ) -> Result<bool, SaveError> {
        let used = self.used().await?;
        (self.pause)().await;
        match import.room(used, budget) {
            Room::Beside => Ok(false),
            Room::InPlace => {
                let safe = make_safe().await.ok_or(SaveError::NoRoomToGrow)?;
                import.let_old_go(&self.backend, safe, now)?;
                self.sweep_old(import.generation()).await?;
                Ok(true)
            }
            Room::TooMuch { .. } => Err(SaveError::NoRoomToGrow),
        }
    }

    async fn save(&self, records: &[NewRecord], now: u64) -> Result<(), SaveError> {
        for record in records {
            record.save(&self.backend, now)?;
            (self.pause)().await;
        }
        Ok(())
    }

    async fn write_packs(
        &self,
        import: &mut DealsImport,
        now: u64,
        written: impl Fn(usize, usize),
    ) -> Result<(), SaveError> {
        while !import.write_next(&self.backend, now)? {
            let (done, all) = import.progress();
            written(done, all);
            (self.pause)().await;
        }
        Ok(())
    }

    async fn sweep_old(&self, kept: u64) -> Result<(), BackendError> {
        for key in old_packs(&self.backend, kept)? {
            (self.pause)().await;
            sweep_pack(&self.backend, &key)?;
        }
        Ok(())
    }
}
