//! A team's data in storage: opened, saved, erased.

use crate::domain::{DealBook, Rep, RepId, Settings, Workspace};
use crate::store::backend::{Backend, BackendError};
use crate::store::budget::{Budget, Used, cost, used};
use crate::store::deals_found::{FoundDeals, find_deals, read_into};
use crate::store::deals_import::{INDEX_ID, sweep};
use crate::store::envelope::Envelope;
use crate::store::finding::Finding;
use crate::store::keys::{CALCULATORS, Kind, PREFIX, WRITER};
use crate::store::migrations::up_to_date;
use crate::store::slots::{self, FoundRecord, SaveError};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The id of the settings: there is one record of them.
pub(super) const SETTINGS_ID: &str = "team";

/// Marks of deleted records are kept for 30 days.
const MARK_KEPT_MS: u64 = 30 * 24 * 60 * 60 * 1_000;

/// The store of a team over texts under keys.
#[derive(Debug)]
pub struct TeamStore<B> {
    backend: B,
    budget: Budget,
    writable: bool,
}

/// What was found when a store was opened. The deals are read after that, pack by pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The settings and reps; the deals are still to be read.
    pub workspace: Workspace,
    /// Where the deals are.
    pub deals: FoundDeals,
    /// What was not as it should be.
    pub findings: Vec<Finding>,
    /// When the settings, a rep or the deals were last kept, in milliseconds since 1970; none where
    /// nothing is.
    pub saved_at: Option<u64>,
}

impl<B: Backend> TeamStore<B> {
    /// Opens a store and reads its settings and reps. Nothing is written.
    ///
    /// # Errors
    /// Where the browser can't read it at all.
    pub fn open(backend: B, budget: Budget) -> Result<(Self, Opened), BackendError> {
        let mut findings = Vec::new();
        let settings = slots::load(&backend, Kind::Settings, SETTINGS_ID)?;
        let mut saved_at = newest_at(None, &settings);
        let settings: Option<Settings> = understood(&settings, "Your settings", &mut findings);
        let mut reps: Vec<Rep> = Vec::new();
        for record in slots::load_all(&backend, Kind::Rep)? {
            saved_at = newest_at(saved_at, &record);
            reps.extend(understood(&record, "A rep", &mut findings));
        }
        reps.sort_by(|one, other| one.name.cmp(&other.name));
        saved_at = newest_at(saved_at, &slots::load(&backend, Kind::DealsIndex, INDEX_ID)?);
        let mut deals = find_deals(&backend)?;
        findings.append(&mut deals.findings);
        let writable = !findings.iter().any(Finding::forbids_writing);
        let settings = settings.unwrap_or_default();
        let workspace = Workspace { settings, reps, deals: DealBook::new() };
        Ok((Self { backend, budget, writable }, Opened { workspace, deals, findings, saved_at }))
    }

    /// Reads one of the packs of deals found, by its place.
    ///
    /// # Errors
    /// Where the browser can't read it.
    pub fn read_deals(
        &self,
        found: &FoundDeals,
        place: usize,
        book: &mut DealBook,
    ) -> Result<Option<Finding>, BackendError> {
        match found.index.packs.get(place) {
            Some(pack) => read_into(&self.backend, found.index.generation, pack, book),
            None => Ok(None),
        }
    }

    /// Reads everything at once.
    ///
    /// # Errors
    /// Where the browser can't read it.
    pub fn open_whole(backend: B, budget: Budget) -> Result<(Self, Opened), BackendError> {
        let (mut store, mut opened) = Self::open(backend, budget)?;
        for place in 0..opened.deals.index.packs.len() {
            let found = store.read_deals(&opened.deals, place, &mut opened.workspace.deals)?;
            opened.findings.extend(found);
        }
        store.writable = !opened.findings.iter().any(Finding::forbids_writing);
        Ok((store, opened))
    }

    /// Puts in order what an interrupted import left: writes an index made anew, removes packs of
    /// other imports, and marks of records deleted over 30 days ago.
    ///
    /// # Errors
    /// Where the browser can't; it is then tried again at the next start.
    pub fn tidy(&self, found: &FoundDeals, now: u64) -> Result<(), SaveError> {
        if !self.writable {
            return Ok(());
        }
        if !found.index_is_kept {
            slots::save(&self.backend, Kind::DealsIndex, INDEX_ID, Some(&found.index), now)?;
        }
        // While an import that removed the old deals is unfinished, nothing more goes.
        if found.index.replaced_by.is_none() {
            sweep(&self.backend, found.index.generation)?;
        }
        for kind in Kind::RECORDS {
            for record in slots::load_all(&self.backend, kind)? {
                let is_old = |mark: &Envelope| {
                    mark.is_deleted() && now.saturating_sub(mark.saved_at) > MARK_KEPT_MS
                };
                if record.damaged.is_empty() && record.newest.as_ref().is_some_and(is_old) {
                    slots::erase(&self.backend, kind, &record.id)?;
                }
            }
        }
        Ok(())
    }

    /// Saves the settings.
    ///
    /// # Errors
    /// Where they are not saved.
    pub fn save_settings(&self, settings: &Settings, now: u64) -> Result<(), SaveError> {
        self.save(Kind::Settings, SETTINGS_ID, settings, now)
    }

    /// Saves a rep.
    ///
    /// # Errors
    /// Where the rep is not saved.
    pub fn save_rep(&self, rep: &Rep, now: u64) -> Result<(), SaveError> {
        self.save(Kind::Rep, &rep.id.to_string(), rep, now)
    }

    /// Saves reps, the new ones of an import for instance. What is used is measured once, for it
    /// takes reading all that is kept.
    ///
    /// # Errors
    /// Where one is not saved; those before it are.
    pub fn save_reps(&self, reps: &[Rep], now: u64) -> Result<(), SaveError> {
        let mut filled = None;
        reps.iter().try_for_each(|rep| {
            self.save_measured(Kind::Rep, &rep.id.to_string(), rep, now, &mut filled)
        })
    }

    /// Deletes a rep, but none of the rep's deals. Saving the rep again undoes it.
    ///
    /// # Errors
    /// Where that is not kept.
    pub fn delete_rep(&self, id: RepId, now: u64) -> Result<(), SaveError> {
        self.check_writable()?;
        slots::save::<_, Rep>(&self.backend, Kind::Rep, &id.to_string(), None, now)?;
        Ok(())
    }

    /// Saves a small record of any kind. A new one is refused where the storage is nearly full,
    /// so that edits, deletes and an export still work.
    ///
    /// # Errors
    /// Where it is not saved.
    pub fn save<T: Serialize>(
        &self,
        kind: Kind,
        id: &str,
        data: &T,
        now: u64,
    ) -> Result<(), SaveError> {
        self.save_measured(kind, id, data, now, &mut None)
    }

    /// Saves a record; `filled` is what is used, where that was measured.
    fn save_measured<T: Serialize>(
        &self,
        kind: Kind,
        id: &str,
        data: &T,
        now: u64,
        filled: &mut Option<usize>,
    ) -> Result<(), SaveError> {
        self.check_writable()?;
        let found = slots::load(&self.backend, kind, id)?;
        if found.newest.is_none() && kind.grows() {
            let text = Envelope::new(kind.name(), id, 1, now, data);
            let text = text.map_err(|_| SaveError::Unwritable)?.write();
            let before = match *filled {
                Some(before) => before,
                None => used(&self.backend)?.all(),
            };
            let after = before + cost(&text) + PREFIX.len() + id.len() + 16;
            if after > self.budget.for_growth() {
                return Err(SaveError::NoRoomToGrow);
            }
            *filled = Some(after);
        }
        slots::save(&self.backend, kind, id, Some(data), now)?;
        Ok(())
    }

    /// A small record of any kind; `None` where there is none that can be read.
    ///
    /// # Errors
    /// Where the browser can't read it.
    pub fn load<T: DeserializeOwned>(
        &self,
        kind: Kind,
        id: &str,
    ) -> Result<Option<T>, BackendError> {
        let record = slots::load(&self.backend, kind, id)?;
        let envelope = record.newest.filter(|newest| !newest.is_deleted());
        let data = envelope.as_ref().and_then(up_to_date);
        Ok(data.and_then(|data| serde_json::from_value(data).ok()))
    }

    /// Removes everything of the store for good, what was put aside too, and nothing of others. The mark
    /// of the tab that writes stays where there is one: by it a tab that slept knows that it does not.
    ///
    /// # Errors
    /// Where the browser can't remove all of it.
    pub fn erase_everything(&self) -> Result<(), BackendError> {
        for key in self.backend.keys()? {
            let is_ours = key.starts_with(PREFIX) || key.starts_with(CALCULATORS);
            if is_ours && key != WRITER {
                self.backend.remove(&key)?;
            }
        }
        Ok(())
    }

    /// Forbids writing for as long as it is open.
    pub const fn forbid_writing(&mut self) {
        self.writable = false;
    }

    /// Whether it may be written to: not while something of a newer app is in it.
    pub const fn is_writable(&self) -> bool {
        self.writable
    }

    /// How much is used, and of how much.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub fn room(&self) -> Result<(Used, Budget), BackendError> {
        Ok((used(&self.backend)?, self.budget))
    }

    /// What it stands on, for imports and backups.
    pub const fn backend(&self) -> &B {
        &self.backend
    }

    /// How much may be kept.
    pub const fn budget(&self) -> Budget {
        self.budget
    }

    /// That it may be written to.
    ///
    /// # Errors
    /// Where something of a newer app is in it.
    pub const fn check_writable(&self) -> Result<(), SaveError> {
        if self.writable { Ok(()) } else { Err(SaveError::Newer) }
    }
}

/// The later of a moment and when a record was written.
fn newest_at(before: Option<u64>, record: &FoundRecord) -> Option<u64> {
    before.max(record.newest.as_ref().map(|newest| newest.saved_at))
}

/// The data of a record, or what is to be said of it.
fn understood<T: DeserializeOwned>(
    record: &FoundRecord,
    what: &str,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let what = what.to_owned();
    if let Some(schema) = record.newer {
        findings.push(Finding::Newer { schema });
    }
    let Some(newest) = &record.newest else {
        if !record.damaged.is_empty() {
            findings.push(Finding::Lost { what });
        }
        return None;
    };
    if !record.damaged.is_empty() {
        findings.push(Finding::OlderCopyUsed { what: what.clone() });
    }
    if newest.is_deleted() {
        return None;
    }
    let Some(data) = up_to_date(newest) else {
        findings.push(Finding::NotMigrated { what });
        return None;
    };
    let read = serde_json::from_value(data).ok();
    if read.is_none() {
        // Whole, and yet not understood: nothing may be written over it.
        findings.push(Finding::NotMigrated { what });
    }
    read
}
