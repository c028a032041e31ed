//! A backup file, read before anything of it is compared or kept.

use crate::domain::{DealBook, Rep, Settings};
use crate::store::backup::BACKUP_KIND;
use crate::store::envelope::{Envelope, Reading};
use crate::store::handover::Handover;
use crate::store::keys::Kind;
use crate::store::mark::Mark;
use crate::store::migrations::up_to_date;
use crate::store::packs::{PackReading, from_envelope_within};
use crate::store::rescue_file::Rescued;
use crate::store::restore::BackupRecords;
use crate::store::team_store::SETTINGS_ID;
use crate::store::unfold_limit::UnfoldLimit;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use thiserror::Error;

/// What every backup begins with.
const BEGINNING: &str = "{\"app\":\"ridealong\",\"kind\":\"backup\",";

/// More than ten times what can be kept.
const MOST_BYTES: usize = 60_000_000;

/// No record was ever written so often: one that says so could not be changed any more.
const MOST_REV: u64 = 1 << 53;

/// Why a file is no backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BackupError {
    /// It is too large to be one.
    #[error("This file is too large to be a backup of this app: choose another one.")]
    TooLarge,
    /// It is none of this app's.
    #[error("This file is no backup of this app: choose another one.")]
    NotABackup,
    /// It is one, and was cut or changed.
    #[error(
        "This is a backup of this app, but part of it is missing or was changed on its way: bring it \
         here once more, or save it again where it came from."
    )]
    NotWhole,
    /// A newer version of the app wrote it.
    #[error("This backup is from a newer version of the app: reload the page to get that version.")]
    Newer,
}

/// A backup file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupFile {
    /// When it was saved, in milliseconds since 1970.
    pub saved_at: u64,
    /// Its small records.
    pub records: BackupRecords,
    /// The deals in it.
    pub deals: DealBook,
    /// When the deals were kept, in milliseconds since 1970; 0 where there are none.
    pub deals_saved_at: u64,
    /// What in it can't be used.
    pub rejected: Rejected,
}

/// Parts of a backup that can't be used and are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    /// Cut or changed, or of a kind that this app does not know.
    pub unreadable: usize,
    /// In the file twice.
    pub twice: usize,
}

#[derive(Deserialize)]
struct BackupData<'a> {
    #[serde(borrow)]
    records: Vec<&'a RawValue>,
}

impl BackupFile {
    /// Reads a backup file, or one that the rescue page saved. Parts that can't be read are left out
    /// and counted.
    ///
    /// # Errors
    /// Where it is no whole backup of this app's version or an older one.
    pub fn read(bytes: &[u8]) -> Result<Self, BackupError> {
        if bytes.len() > MOST_BYTES {
            return Err(BackupError::TooLarge);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| BackupError::NotABackup)?;
        let text = text.trim_start_matches('\u{feff}').trim();
        let Some(rescued) = Rescued::read(text) else { return Self::read_text(text) };
        if rescued.is_newer {
            return Err(BackupError::Newer);
        }
        let mut backup = Self::read_text(&rescued.backup)?;
        backup.rejected.unreadable += rescued.unreadable;
        Ok(backup)
    }

    fn read_text(text: &str) -> Result<Self, BackupError> {
        let whole = match Envelope::read(text) {
            Reading::Whole(envelope) if envelope.kind == BACKUP_KIND => envelope,
            Reading::Newer { .. } => return Err(BackupError::Newer),
            Reading::Damaged if text.starts_with(BEGINNING) => return Err(BackupError::NotWhole),
            Reading::Whole(_) | Reading::Damaged => return Err(BackupError::NotABackup),
        };
        let data: BackupData<'_> =
            serde_json::from_str(&whole.data).map_err(|_| BackupError::NotABackup)?;
        let mut backup = Self { saved_at: whole.saved_at, ..Self::default() };
        let mut seen = BTreeSet::new();
        let mut limit = UnfoldLimit::default();
        for record in data.records {
            let Reading::Whole(envelope) = Envelope::read(record.get()) else {
                backup.rejected.unreadable += 1;
                continue;
            };
            if !seen.insert((envelope.kind.clone(), envelope.id.clone())) {
                backup.rejected.twice += 1;
            } else if !backup.add(envelope, &mut limit) {
                backup.rejected.unreadable += 1;
            }
        }
        Ok(backup)
    }

    /// Adds a record if its data is what its kind says.
    fn add(&mut self, envelope: Envelope, limit: &mut UnfoldLimit) -> bool {
        if envelope.kind == Kind::Deals.name() {
            let pack = from_envelope_within(limit, &envelope);
            let Some(PackReading::Whole { deals, .. }) = pack else {
                return false;
            };
            for (key, deal) in deals {
                self.deals.keep_as(key, deal);
            }
            self.deals_saved_at = self.deals_saved_at.max(envelope.saved_at);
            return true;
        }
        if envelope.rev > MOST_REV {
            return false;
        }
        if envelope.kind == Kind::Handover.name() {
            let handover = Handover::of_record(&envelope);
            let understood = handover.is_some();
            self.records.came_with(handover.unwrap_or_default());
            return understood;
        }
        let Some(kind) = Kind::SHARED.into_iter().find(|kind| kind.name() == envelope.kind) else {
            return false;
        };
        let understood = is_understood(kind, &envelope);
        // The rescue page saves what lies there: what was undone is as good as not there.
        if understood && envelope.mark() != Some(Mark::Undone) {
            self.records.add(kind, envelope);
        }
        understood
    }
}

/// Whether the data of a record is what its kind says.
pub(super) fn is_understood(kind: Kind, envelope: &Envelope) -> bool {
    if envelope.is_deleted() {
        return true;
    }
    let settings = |data: Value| serde_json::from_value::<Settings>(data).is_ok();
    match kind {
        Kind::Settings => envelope.id == SETTINGS_ID && up_to_date(envelope).is_some_and(settings),
        Kind::Rep => rep_of(envelope)
            .is_some_and(|rep| rep.id.to_string() == envelope.id && !rep.name.is_empty()),
        Kind::FileShape | Kind::Handover | Kind::DealsIndex | Kind::Deals => {
            up_to_date(envelope).is_some()
        }
    }
}

/// The rep in a record; `None` of one deleted, and of other kinds.
pub(super) fn rep_of(envelope: &Envelope) -> Option<Rep> {
    serde_json::from_value(up_to_date(envelope)?).ok()
}
