//! When everything last left this browser.

use super::local::{self};
use super::local_backend::LocalBackend;
use crate::store::last_backup::{BackupDue, LAST_BACKUP_KEY, LastBackup, changes, due};

/// The last backup, with the changes since; none where there was none, or it can't be read.
pub fn last() -> Option<(LastBackup, u64)> {
    let last = LastBackup::read(&local::get(LAST_BACKUP_KEY).ok()??)?;
    Some((last, last.changes_since(changes(&LocalBackend).ok()?)))
}

/// How often anything was changed up to now: asked before a file is made, for what changes while it
/// is made need not be in it. `None` where it can't be read.
pub fn changes_so_far() -> Option<u64> {
    changes(&LocalBackend).ok()
}

/// Remembers that everything up to so many changes left the browser now. Where that is not kept, the
/// user is reminded once more than needed.
pub fn note(now: u64, changes: u64) {
    let _ = local::set(LAST_BACKUP_KEY, &LastBackup { at: now, changes }.written());
}

/// Whether to remind of a backup.
pub fn is_due(now: u64) -> Option<BackupDue> {
    due(last().map(|(last, _)| last), changes(&LocalBackend).ok()?, now)
}
