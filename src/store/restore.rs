//! A backup file, read and compared with what is kept, before anything of it is.

use crate::domain::{Deal, DealBook, DealKey, Rep, Settings};
use crate::store::backend::Backend;
use crate::store::backup::BACKUP_KIND;
use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::Kind;
use crate::store::migrations::up_to_date;
use crate::store::packs::{PackReading, from_envelope};
use crate::store::slots::{self, SaveError};
use crate::store::team_store::SETTINGS_ID;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::fmt;
use thiserror::Error;

/// More than ten times what can be kept.
const MOST_BYTES: usize = 60_000_000;

/// Why a file is no backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BackupError {
    /// It is too large to be one.
    #[error("This file is too large to be a backup of this app: choose another one.")]
    TooLarge,
    /// It is none of this app's, or it was cut or changed.
    #[error(
        "This file is no whole backup of this app: choose another one, or save it again where it \
         came from."
    )]
    NotABackup,
    /// A newer version of the app wrote it.
    #[error("This backup is from a newer version of the app: reload the page to get that version.")]
    Newer,
}

/// A backup file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// When it was saved, in milliseconds since 1970.
    pub saved_at: u64,
    records: Vec<(Kind, Envelope)>,
    /// The deals in it.
    pub deals: DealBook,
    /// What in it can't be used.
    pub rejected: Vec<Rejected>,
}

/// A part of a backup that can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// It was cut or changed, or is of a kind that this app does not know.
    Unreadable,
    /// The file has it twice.
    Twice {
        /// Its id.
        id: String,
    },
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => f.write_str("A part of the backup can't be read and is left out."),
            Self::Twice { .. } => {
                f.write_str("The backup holds a record twice; the second one is left out.")
            }
        }
    }
}

/// How a record of a backup stands to the one kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compared {
    /// There is none here.
    New,
    /// The backup's is newer.
    Changed,
    /// They say the same.
    Same,
    /// The one here is newer.
    KeptIsNewer,
    /// Both changed since they were the same: the user chooses.
    Conflict,
}

/// A record of a backup in the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreLine {
    /// What it is about.
    pub kind: Kind,
    /// Which of its kind it is.
    pub id: String,
    /// The rep's name, of a rep.
    pub name: Option<String>,
    /// How it stands to the one kept.
    pub compared: Compared,
}

/// Which of two copies to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Take {
    /// The one kept.
    Kept,
    /// The backup's.
    Backup,
}

impl Compared {
    /// What is taken unless the user says otherwise; nothing for a conflict.
    pub const fn usually(self) -> Option<Take> {
        match self {
            Self::New | Self::Changed => Some(Take::Backup),
            Self::Same | Self::KeptIsNewer => Some(Take::Kept),
            Self::Conflict => None,
        }
    }
}

#[derive(Deserialize)]
struct BackupData<'a> {
    #[serde(borrow)]
    records: Vec<&'a RawValue>,
}

impl Backup {
    /// Reads a backup file. Parts that can't be read are left out and said.
    ///
    /// # Errors
    /// Where it is no whole backup of this app's version or an older one.
    pub fn read(text: &str) -> Result<Self, BackupError> {
        if text.len() > MOST_BYTES {
            return Err(BackupError::TooLarge);
        }
        let text = text.trim_start_matches('\u{feff}').trim();
        let whole = match Envelope::read(text) {
            Reading::Whole(envelope) if envelope.kind == BACKUP_KIND => envelope,
            Reading::Newer { .. } => return Err(BackupError::Newer),
            Reading::Whole(_) | Reading::Damaged => return Err(BackupError::NotABackup),
        };
        let data: BackupData<'_> =
            serde_json::from_str(&whole.data).map_err(|_| BackupError::NotABackup)?;
        let mut backup = Self {
            saved_at: whole.saved_at,
            records: Vec::new(),
            deals: DealBook::new(),
            rejected: Vec::new(),
        };
        let mut seen = BTreeSet::new();
        for record in data.records {
            let Reading::Whole(envelope) = Envelope::read(record.get()) else {
                backup.rejected.push(Rejected::Unreadable);
                continue;
            };
            if !seen.insert((envelope.kind.clone(), envelope.id.clone())) {
                backup.rejected.push(Rejected::Twice { id: envelope.id });
                continue;
            }
            if !backup.add(envelope) {
                backup.rejected.push(Rejected::Unreadable);
            }
        }
        Ok(backup)
    }

    /// Adds a record if its data is what its kind says.
    fn add(&mut self, envelope: Envelope) -> bool {
        if envelope.kind == Kind::Deals.name() {
            let Some(PackReading::Whole { deals, .. }) = from_envelope(&envelope) else {
                return false;
            };
            for (key, deal) in deals {
                self.deals.keep_as(key, deal);
            }
            return true;
        }
        let kinds = [Kind::Settings, Kind::Rep, Kind::FileShape];
        let Some(kind) = kinds.into_iter().find(|kind| kind.name() == envelope.kind) else {
            return false;
        };
        let understood = envelope.is_deleted() || is_understood(kind, &envelope);
        if understood {
            self.records.push((kind, envelope));
        }
        understood
    }

    /// How each of its records stands to the one kept.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub fn preview<B: Backend>(&self, backend: &B) -> Result<Vec<RestoreLine>, SaveError> {
        let mut lines = Vec::with_capacity(self.records.len());
        for (kind, envelope) in &self.records {
            let kept = slots::load(backend, *kind, &envelope.id)?.newest;
            let name = rep_of(envelope).map(|rep| rep.name).filter(|_| *kind == Kind::Rep);
            let compared = compared(kept.as_ref(), envelope);
            lines.push(RestoreLine { kind: *kind, id: envelope.id.clone(), name, compared });
        }
        Ok(lines)
    }

    /// Saves the records for which `take` says so; the deals go through an import of their own.
    /// Those that only the kept data has stay.
    ///
    /// # Errors
    /// Where one is not saved; those before it are.
    pub fn restore<B: Backend>(
        &self,
        backend: &B,
        now: u64,
        take: impl Fn(&RestoreLine) -> Take,
    ) -> Result<usize, SaveError> {
        let lines = self.preview(backend)?;
        let mut restored = 0;
        for ((kind, envelope), line) in self.records.iter().zip(&lines) {
            if take(line) == Take::Kept || line.compared == Compared::Same {
                continue;
            }
            if matches!(line.compared, Compared::New | Compared::Changed) {
                slots::put(backend, *kind, envelope)?;
            } else {
                // The copy here is as new: what was chosen becomes newer than both.
                let data: Option<Value> = up_to_date(envelope).filter(|data| !data.is_null());
                slots::save(backend, *kind, &envelope.id, data.as_ref(), now)?;
            }
            restored += 1;
        }
        Ok(restored)
    }

    /// Its deals with what each is recognised by.
    pub fn deals(&self) -> impl Iterator<Item = (DealKey, &Deal)> {
        self.deals.iter()
    }
}

/// Revisions and dates agree on which copy is the newer, or there is a conflict.
fn compared(kept: Option<&Envelope>, other: &Envelope) -> Compared {
    let Some(kept) = kept else { return Compared::New };
    if kept.data == other.data {
        return Compared::Same;
    }
    match (other.rev.cmp(&kept.rev), other.saved_at.cmp(&kept.saved_at)) {
        (std::cmp::Ordering::Greater, std::cmp::Ordering::Greater) => Compared::Changed,
        (std::cmp::Ordering::Less, std::cmp::Ordering::Less) => Compared::KeptIsNewer,
        _ => Compared::Conflict,
    }
}

fn is_understood(kind: Kind, envelope: &Envelope) -> bool {
    let settings = |data: Value| serde_json::from_value::<Settings>(data).is_ok();
    match kind {
        Kind::Settings => envelope.id == SETTINGS_ID && up_to_date(envelope).is_some_and(settings),
        Kind::Rep => rep_of(envelope).is_some_and(|rep| rep.id.to_string() == envelope.id),
        Kind::FileShape | Kind::DealsIndex | Kind::Deals => up_to_date(envelope).is_some(),
    }
}

fn rep_of(envelope: &Envelope) -> Option<Rep> {
    serde_json::from_value(up_to_date(envelope)?).ok()
}
