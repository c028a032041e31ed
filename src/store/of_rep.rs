//! What in the kept data is of one rep.

use crate::domain::{Rep, RepId};
use crate::store::backend::{Backend, BackendError};
use crate::store::backup_file::rep_of;
use crate::store::deals_index::PackData;
use crate::store::envelope::Envelope;
use crate::store::keys::Kind;
use crate::store::slots;
use std::collections::BTreeSet;

/// Tells what is of a rep, by what they are or were called and by their numbers.
pub(super) struct OfRep {
    id: String,
    names: Vec<String>,
    numbers: BTreeSet<String>,
}

impl OfRep {
    /// What is another rep's own is none of this one's, though it may be written the same.
    ///
    /// # Errors
    /// Where the reps can't be read.
    pub(super) fn new<B: Backend>(backend: &B, rep: &Rep) -> Result<Self, BackendError> {
        let reps = slots::load_all(backend, Kind::Rep)?;
        let reps = reps.iter().filter_map(|record| record.newest.as_ref()).filter_map(rep_of);
        let others: Vec<Rep> = reps.filter(|other| other.id != rep.id).collect();
        let is_own = |name: &&String| others.iter().all(|other| other.name != **name);
        let also = rep.also_known_as.iter().filter(is_own);
        let names: Vec<String> = std::iter::once(&rep.name).chain(also).cloned().collect();
        let numbers = names.iter().map(|name| RepId::first_seen_as(name));
        let numbers = numbers.chain(rep.formerly.iter().copied());
        let numbers = numbers.filter(|number| others.iter().all(|other| other.id != *number));
        let id = rep.id.to_string();
        let numbers = numbers.map(|number| number.to_string()).chain([id.clone()]).collect();
        Ok(Self { id, names, numbers })
    }

    /// The rep's own number, and those of who turned out to be the rep.
    pub(super) const fn numbers(&self) -> &BTreeSet<String> {
        &self.numbers
    }

    /// Whether a record is the rep's own.
    pub(super) fn is_record(&self, kind: &str, id: &str) -> bool {
        kind == Kind::Rep.name() && id == self.id
    }

    /// Whether a record is the rep's, or theirs who turned out to be the rep, or answers of a file
    /// that name the rep.
    pub(super) fn tells_of(&self, record: &Envelope) -> bool {
        match Kind::named(&record.kind) {
            Some(Kind::Rep) => self.numbers.contains(&record.id),
            Some(Kind::FileShape) => self.is_answered_in(&record.data),
            _ => false,
        }
    }

    /// Whether a pack holds deals of the rep.
    pub(super) fn has_pack(&self, pack: &PackData) -> bool {
        pack.rep.as_ref().is_some_and(|name| self.names.contains(name))
    }

    /// Whether a pack lies under the number of the rep.
    pub(super) fn lies_under(&self, pack: &str) -> bool {
        pack.split('.').next().is_some_and(|number| self.numbers.contains(number))
    }

    /// Whether answers of a file name the rep.
    pub(super) fn is_answered_in(&self, text: &str) -> bool {
        self.names.iter().any(|name| text.contains(&quoted(name)))
    }

    /// Whether a text holds a name as JSON does, or as JSON does that lies in JSON as a text.
    pub(super) fn is_named_in(&self, text: &str) -> bool {
        self.names.iter().any(|name| {
            let once = quoted(name);
            let twice = quoted(&once);
            text.contains(&once) || text.contains(twice.trim_matches('"'))
        })
    }
}

/// As a name stands in JSON.
fn quoted(name: &str) -> String {
    serde_json::to_string(name).unwrap_or_default()
}
