//! What two devices had in common when a file last went from one to the other: by it their changes
//! since are put together.

use crate::store::backend::{Backend, BackendError};
use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::Kind;
use crate::store::slots::{self, SaveError};
use serde::{Deserialize, Serialize};

/// The key that this device's own number lies under. It is in no backup and no second copy: it means
/// this very storage.
pub const DEVICE_KEY: &str = "ridealong/device";

/// Its id: there is one.
const ID: &str = "team";

/// In a file: who wrote it, and what that device last had from another one. Kept: what the file that
/// was last loaded here from another device held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The number of the device; none where it has none.
    #[serde(default)]
    pub device: Option<String>,
    /// The small records, each as it was kept.
    #[serde(default)]
    pub records: Vec<String>,
}

impl Handover {
    /// What goes into a file that is written here.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub fn to_give<B: Backend>(backend: &B) -> Result<Self, BackendError> {
        Ok(Self { device: backend.get(DEVICE_KEY)?, ..Self::kept(backend)? })
    }

    /// What the file that was last loaded here held.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub fn kept<B: Backend>(backend: &B) -> Result<Self, BackendError> {
        let newest = slots::load(backend, Kind::Handover, ID)?.newest;
        Ok(newest.as_ref().and_then(Self::of_record).unwrap_or_default())
    }

    /// When a file of another device was last loaded here, in milliseconds since 1970; `None` where none
    /// ever was.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub fn kept_at<B: Backend>(backend: &B) -> Result<Option<u64>, BackendError> {
        let newest = slots::load(backend, Kind::Handover, ID)?.newest;
        Ok(newest.filter(|newest| !newest.is_deleted()).map(|newest| newest.saved_at))
    }

    /// From a record; `None` where it is none.
    pub fn of_record(record: &Envelope) -> Option<Self> {
        serde_json::from_str(&record.data).ok()
    }

    /// As a record of a file.
    pub fn record(&self, now: u64) -> Option<Envelope> {
        Envelope::new(Kind::Handover.name(), ID, 1, now, self).ok()
    }

    /// Keeps it in the place of the one before.
    ///
    /// # Errors
    /// Where it is not kept; the one before is still there then.
    pub fn keep<B: Backend>(&self, backend: &B, now: u64) -> Result<(), SaveError> {
        slots::save(backend, Kind::Handover, ID, Some(self), now).map(drop)
    }

    /// Forgets a record.
    pub fn forget(&mut self, kind: Kind, id: &str) {
        let is_it = |text: &String| match Envelope::read(text) {
            Reading::Whole(record) => record.kind == kind.name() && record.id == id,
            Reading::Newer { .. } | Reading::Damaged => false,
        };
        self.records.retain(|text| !is_it(text));
    }

    /// How a record was then.
    pub fn record_of(&self, kind: Kind, id: &str) -> Option<Envelope> {
        let whole = |text: &String| match Envelope::read(text) {
            Reading::Whole(envelope) => Some(envelope),
            Reading::Newer { .. } | Reading::Damaged => None,
        };
        let records = self.records.iter().filter_map(whole);
        records.into_iter().find(|record| record.kind == kind.name() && record.id == id)
    }
}
