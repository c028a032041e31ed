//! When everything last left the browser in a file, and whether to remind of it.

use crate::store::backend::{Backend, BackendError};
use crate::store::keys::Kind;
use crate::store::slots::load_all;
use serde::{Deserialize, Serialize};

/// The key that it lies under. It tells of this browser alone and is in no backup.
pub const LAST_BACKUP_KEY: &str = "ridealong/last-backup";

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
/// Somebody who never saved is reminded from so many changes on, and others where one is so old.
const FIRST_CHANGES: u64 = 3;
const OLD_DAYS: u64 = 14;
/// So many changes are worth a file the next day.
const MANY_CHANGES: u64 = 100;

/// The last file that everything was saved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastBackup {
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// How many changes there had been ([`changes`]).
    pub changes: u64,
}

/// How a backup is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupDue {
    /// Nothing was ever saved.
    Never,
    /// The last one is so old, and so much has changed since.
    Since {
        /// In days.
        days: u64,
        /// Changes since.
        changes: u64,
    },
}

/// How often anything was changed: the revisions of all records, those deleted too, and of the index of
/// deals, which has one more with each import. (The number of an import is a moment, and no count.)
///
/// # Errors
/// Where what is kept can't be read.
pub fn changes<B: Backend>(backend: &B) -> Result<u64, BackendError> {
    let mut changes: u64 = 0;
    for kind in Kind::SHARED.into_iter().chain([Kind::DealsIndex]) {
        let records = load_all(backend, kind)?;
        let revisions = records.iter().filter_map(|record| record.newest.as_ref());
        changes = revisions.fold(changes, |sum, record| sum.saturating_add(record.rev));
    }
    Ok(changes)
}

impl LastBackup {
    /// As text.
    pub fn written(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }

    /// From text; `None` where it is none.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Changes since, of so many in all.
    pub const fn changes_since(self, changes: u64) -> u64 {
        changes.saturating_sub(self.changes)
    }
}

/// Whether to remind of one, where there have been so many changes. `now` is in milliseconds since
/// 1970; a clock that was set back reminds of nothing.
pub fn due(last: Option<LastBackup>, changes: u64, now: u64) -> Option<BackupDue> {
    let Some(last) = last else {
        return (changes >= FIRST_CHANGES).then_some(BackupDue::Never);
    };
    let (days, changes) = (now.saturating_sub(last.at) / DAY_MS, last.changes_since(changes));
    let is_old = days >= OLD_DAYS && changes > 0;
    let is_much = days >= 1 && changes >= MANY_CHANGES;
    (is_old || is_much).then_some(BackupDue::Since { days, changes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Rep, Settings};
    use crate::store::{Budget, MemoryBackend, TeamStore};

    const THEN: u64 = 1_770_000_000_000;

    #[test]
    fn every_change_is_counted() {
        let backend = MemoryBackend::default();
        assert_eq!(changes(&backend), Ok(0));
        let store = TeamStore::open(&backend, Budget::LOCAL_STORAGE).unwrap().0;
        let dana = Rep::named("Dana");
        store.save_rep(&dana, THEN).unwrap();
        store.save_settings(&Settings::default(), THEN).unwrap();
        let mut counted = changes(&backend).unwrap();
        assert_eq!(counted, 2);
        store.delete_rep(dana.id, THEN).unwrap();
        for times in 0..5 {
            assert!(changes(&backend).unwrap() > counted, "{times}");
            counted = changes(&backend).unwrap();
            store.save_rep(&Rep::named(&format!("Rep {times}")), THEN).unwrap();
        }
    }

    #[test]
    fn a_backup_is_due_by_age_and_by_changes() {
        let last = LastBackup { at: THEN, changes: 50 };
        let case = |changes, days: u64| due(Some(last), changes, THEN + days * DAY_MS);
        assert_eq!(case(50, 400), None);
        assert_eq!(case(51, 13), None);
        assert_eq!(case(51, 14), Some(BackupDue::Since { days: 14, changes: 1 }));
        assert_eq!(case(150, 0), None);
        assert_eq!(case(150, 1), Some(BackupDue::Since { days: 1, changes: 100 }));
        assert_eq!(due(Some(last), 500, THEN - 1), None);
        assert_eq!(case(3, 400), None, "after everything was erased");
        assert_eq!(due(None, 2, THEN), None);
        assert_eq!(due(None, 3, THEN), Some(BackupDue::Never));
        assert_eq!(LastBackup::read(&last.written()), Some(last));
        assert_eq!(LastBackup::read("{\"at\":1e999}"), None);
    }
}
