//! An import as one act: the packs of a new generation are written beside the old ones, then the
//! index is written, which makes them the kept ones, and then the old ones go. Whenever the page
//! is closed in between, either the old deals are whole or the new ones. So that this holds of the
//! first import too, an index of no deals is written before its packs.

use crate::store::aside::put_aside;
use crate::store::backend::{Backend, BackendError, set_and_check};
use crate::store::budget::{Budget, Used, cost};
use crate::store::deals_found::{FoundDeals, find_deals};
use crate::store::deals_index::{DealsIndex, PackEntry};
use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::{Key, Kind};
use crate::store::packing::WrittenPack;
use crate::store::packs::packs_by_generation;
use crate::store::slots::{self, SaveError};

/// The record that says which deals are kept.
pub(super) const INDEX_ID: &str = "deals";

/// An import on its way into storage.
#[derive(Clone, Debug)]
pub struct DealsImport {
    generation: u64,
    packs: Vec<WrittenPack>,
    written: usize,
    old: DealsIndex,
    /// Whether the index of the old deals is as it is kept. Without one, packs that are half
    /// written would be taken for all that is left of a damaged store.
    old_is_indexed: bool,
}

/// Whether there is room for an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Beside the old deals.
    Beside,
    /// Only in the place of the old deals, which must be safe elsewhere first: in a mirror, or in
    /// a file that the user saved.
    InPlace,
    /// Not at all.
    TooMuch {
        /// How many units it takes.
        needs: usize,
        /// How many there are.
        free: usize,
    },
}

/// Said by whoever has seen to it that the old deals are safe elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct OldDealsAreSafe;

impl DealsImport {
    /// Begins an import and gives it the next number; its packs are brought to it then.
    ///
    /// # Errors
    /// Where what is kept can't be read, or is a newer app's.
    pub fn begin<B: Backend>(backend: &B) -> Result<Self, SaveError> {
        let found = slots::load(backend, Kind::DealsIndex, INDEX_ID)?;
        if found.newer.is_some() {
            return Err(SaveError::Newer);
        }
        let is_there = found.newest.is_some();
        let FoundDeals { index: old, index_is_kept, .. } = find_deals(backend)?;
        let indexed = old.generation.max(old.replaced_by.unwrap_or(0));
        let found = packs_by_generation(backend)?.into_keys().next_back().unwrap_or(0);
        let next = indexed.max(found).checked_add(1).ok_or(SaveError::Unwritable)?;
        let generation = next.max(backend.least_generation());
        let old_is_indexed = is_there && index_is_kept;
        Ok(Self { generation, packs: Vec::new(), written: 0, old, old_is_indexed })
    }

    /// The number of this import, which its packs carry.
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// Takes all of its packs. None of them is written yet.
    pub fn bring(&mut self, packs: Vec<WrittenPack>) {
        self.packs = packs;
    }

    /// How many units all packs take.
    pub fn units(&self) -> usize {
        self.packs.iter().map(|pack| cost(&self.key(pack)) + cost(&pack.text)).sum()
    }

    /// Whether there is room for the packs brought, where so much is used.
    pub fn room(&self, used: Used, budget: Budget) -> Room {
        let (needs, without_old) = (self.units(), budget.free_without_deals(used));
        if needs <= budget.free(used) {
            Room::Beside
        } else if needs <= without_old {
            Room::InPlace
        } else {
            Room::TooMuch { needs, free: without_old }
        }
    }

    /// Says that the old deals go, to make room; their packs are to be swept then. From here on a
    /// closed page is made whole by the packs written so far if those are all, else by what is safe
    /// elsewhere.
    ///
    /// # Errors
    /// Where the browser can't.
    pub fn let_old_go<B: Backend>(
        &mut self,
        backend: &B,
        _: OldDealsAreSafe,
        now: u64,
    ) -> Result<(), SaveError> {
        self.old.replaced_by = Some(self.generation);
        self.index_old(backend, now)
    }

    fn index_old<B: Backend>(&mut self, backend: &B, now: u64) -> Result<(), SaveError> {
        slots::save(backend, Kind::DealsIndex, INDEX_ID, Some(&self.old), now)?;
        self.old_is_indexed = true;
        Ok(())
    }

    /// Writes the next pack and reads it back; says whether all are written. What is written
    /// before the first one is the index: it says what is kept until the last one is.
    ///
    /// # Errors
    /// Where it is not kept.
    pub fn write_next<B: Backend>(&mut self, backend: &B, now: u64) -> Result<bool, SaveError> {
        if !self.old_is_indexed {
            self.index_old(backend, now)?;
        } else if let Some(pack) = self.packs.get(self.written) {
            set_and_check(backend, &self.key(pack), &pack.text)?;
            self.written += 1;
        }
        Ok(self.written >= self.packs.len())
    }

    /// Makes the packs written the kept ones, and removes the old ones. That an old pack can't be
    /// removed changes nothing: it goes at the next start.
    ///
    /// # Errors
    /// Where the index is not kept; the old deals still are then.
    pub fn finish<B: Backend>(self, backend: &B, now: u64) -> Result<DealsIndex, SaveError> {
        let index = self.make_kept(backend, now)?;
        let _ = sweep(backend, index.generation);
        Ok(index)
    }

    /// As [`Self::finish`], with the old packs still to be swept.
    ///
    /// # Errors
    /// Where the index is not kept; the old deals still are then.
    pub fn make_kept<B: Backend>(self, backend: &B, now: u64) -> Result<DealsIndex, SaveError> {
        if self.written < self.packs.len() {
            return Err(SaveError::Unwritable);
        }
        let there = packs_by_generation(backend)?.remove(&self.generation).unwrap_or_default();
        if !self.packs.iter().all(|pack| there.contains(&pack.id)) {
            // Somebody else has removed one since it was written.
            return Err(BackendError::NotKept.into());
        }
        let entry = |pack: &WrittenPack| PackEntry { id: pack.id.clone(), deals: pack.deals };
        let index = DealsIndex {
            generation: self.generation,
            packs: self.packs.iter().map(entry).collect(),
            replaced_by: None,
        };
        slots::save(backend, Kind::DealsIndex, INDEX_ID, Some(&index), now)?;
        Ok(index)
    }

    /// How far it is: packs written, and in all.
    pub const fn progress(&self) -> (usize, usize) {
        (self.written, self.packs.len())
    }

    fn key(&self, pack: &WrittenPack) -> String {
        pack.key(self.generation)
    }
}

/// Removes the packs of all imports but one; what can't be read goes aside.
///
/// # Errors
/// Where the browser can't.
pub fn sweep<B: Backend>(backend: &B, kept: u64) -> Result<(), BackendError> {
    old_packs(backend, kept)?.iter().try_for_each(|key| sweep_pack(backend, key))
}

/// The keys of the packs of all imports but one.
///
/// # Errors
/// Where they can't be listed.
pub fn old_packs<B: Backend>(backend: &B, kept: u64) -> Result<Vec<String>, BackendError> {
    let packs = packs_by_generation(backend)?.into_iter();
    let old = packs.filter(|(generation, _)| *generation != kept);
    let keys = old.flat_map(|(generation, ids)| {
        ids.into_iter().map(move |rep| Key::Deals { generation, rep }.to_string())
    });
    Ok(keys.collect())
}

/// Removes one of the [`old_packs`]; what can't be read goes aside.
///
/// # Errors
/// Where the browser can't.
pub fn sweep_pack<B: Backend>(backend: &B, key: &str) -> Result<(), BackendError> {
    let text = backend.get(key)?.unwrap_or_default();
    match Envelope::read(&text) {
        Reading::Whole(_) => backend.remove(key),
        Reading::Newer { .. } | Reading::Damaged => put_aside(backend, key),
    }
}
