//! The small records of a backup beside those that are kept.

use crate::domain::Rep;
use crate::store::backend::Backend;
use crate::store::backup_file::rep_of;
use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::Kind;
use crate::store::migrations::up_to_date;
use crate::store::slots::{self, SaveError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::cmp::Ordering;

/// The settings, reps and file shapes of a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupRecords {
    records: Vec<(Kind, Envelope)>,
}

/// How something in a backup stands to what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// The rep's name, of a rep; of one deleted in the backup the name kept.
    pub name: Option<String>,
    /// Whether it was deleted where the backup comes from.
    pub is_deleted: bool,
    /// How it stands to the one kept.
    pub compared: Compared,
}

/// Which of two copies to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

    /// What is taken, of a conflict as the user chose.
    pub fn taken(self, of_conflicts: Take) -> Take {
        self.usually().unwrap_or(of_conflicts)
    }
}

impl BackupRecords {
    pub(super) fn add(&mut self, kind: Kind, envelope: Envelope) {
        self.records.push((kind, envelope));
    }

    /// As texts, to be sent.
    pub fn texts(&self) -> Vec<String> {
        self.records.iter().map(|(_, envelope)| envelope.write()).collect()
    }

    /// From texts as they were sent; what is none is left out.
    pub fn of_texts(texts: &[String]) -> Self {
        let record = |text: &String| match Envelope::read(text) {
            Reading::Whole(envelope) => Some((Kind::named(&envelope.kind)?, envelope)),
            Reading::Newer { .. } | Reading::Damaged => None,
        };
        Self { records: texts.iter().filter_map(record).collect() }
    }

    /// The reps among them, but those deleted.
    pub fn reps(&self) -> impl Iterator<Item = Rep> {
        let reps = self.records.iter().filter(|(kind, _)| *kind == Kind::Rep);
        reps.filter_map(|(_, envelope)| rep_of(envelope))
    }

    /// How each of them stands to the one kept.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub fn preview<B: Backend>(&self, backend: &B) -> Result<Vec<RestoreLine>, SaveError> {
        let mut lines = Vec::with_capacity(self.records.len());
        for (kind, envelope) in &self.records {
            let kept = slots::load(backend, *kind, &envelope.id)?.newest;
            let rep = rep_of(envelope).or_else(|| kept.as_ref().and_then(rep_of));
            lines.push(RestoreLine {
                kind: *kind,
                id: envelope.id.clone(),
                name: rep.map(|rep| rep.name).filter(|_| *kind == Kind::Rep),
                is_deleted: envelope.is_deleted(),
                compared: compared(kept.as_ref(), envelope),
            });
        }
        Ok(lines)
    }

    /// Puts them into the place of those kept, where they are newer; of conflicts as the user
    /// chose. Records that only the kept data has stay.
    ///
    /// # Errors
    /// Where one is not kept; those before it are.
    pub fn put<B: Backend>(
        &self,
        backend: &B,
        of_conflicts: Take,
        now: u64,
    ) -> Result<(), SaveError> {
        let lines = self.preview(backend)?;
        for ((kind, envelope), line) in self.records.iter().zip(&lines) {
            if line.compared.taken(of_conflicts) == Take::Kept {
                continue;
            }
            if matches!(line.compared, Compared::New | Compared::Changed) {
                slots::put(backend, *kind, envelope)?;
            } else {
                // The copy here is as new: what was chosen becomes newer than both.
                let data: Option<Value> = up_to_date(envelope).filter(|data| !data.is_null());
                slots::save(backend, *kind, &envelope.id, data.as_ref(), now)?;
            }
        }
        Ok(())
    }
}

/// Revisions and dates agree on which copy is the newer, or there is a conflict.
fn compared(kept: Option<&Envelope>, other: &Envelope) -> Compared {
    let Some(kept) = kept else { return Compared::New };
    if kept.data == other.data {
        return Compared::Same;
    }
    match (other.rev.cmp(&kept.rev), other.saved_at.cmp(&kept.saved_at)) {
        (Ordering::Greater, Ordering::Greater) => Compared::Changed,
        (Ordering::Less, Ordering::Less) => Compared::KeptIsNewer,
        _ => Compared::Conflict,
    }
}
