//! What devices know of each other's records: by it their changes since are put together
//! (`common_past.rs`).
//!
//! Each device keeps how every record was on each device when it last heard of that one, at first or
//! second hand, with a version vector (D. S. Parker et al., *Detection of mutual inconsistency in
//! distributed systems*, 1983): up to which revision the changes of each device are in it. Revisions of
//! one device alone are compared, never the clocks of two.

use crate::store::backend::{Backend, BackendError};
use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::Kind;
use crate::store::slots::{self, SaveError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The key that this device's own number lies under. It is in no backup and no second copy: it means
/// this very storage.
pub const DEVICE_KEY: &str = "ridealong/device";

/// Its id: there is one.
const ID: &str = "team";

/// Up to which revision the changes of each device are in something.
pub type Revisions = BTreeMap<String, u64>;

/// A record as one device had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Had {
    /// The record, as it was kept.
    pub record: String,
    /// Whose changes are in it.
    #[serde(default)]
    pub changes: Revisions,
}

/// A record as one device had it, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The number of the device.
    pub device: String,
    /// The record.
    pub record: Envelope,
    /// Whose changes are in it.
    pub changes: Revisions,
}

/// The states of each record, by its kind and id.
pub type States = BTreeMap<(String, String), Vec<State>>;

/// In a file: who wrote it and what that device knows of the others. Kept: what is known here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The number of the device that wrote a file; none where it has none.
    #[serde(default)]
    pub device: Option<String>,
    /// Before each device was kept apart: the records of the file that was last loaded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<String>,
    /// The records of each device by its number. Under one's own: each as it was when a file was last
    /// loaded.
    #[serde(default)]
    pub past: BTreeMap<String, Vec<Had>>,
}

impl Handover {
    /// What goes into a file that is written here.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub fn to_give<B: Backend>(backend: &B) -> Result<Self, BackendError> {
        Ok(Self { device: backend.get(DEVICE_KEY)?, ..Self::kept(backend)? })
    }

    /// What is known here.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub fn kept<B: Backend>(backend: &B) -> Result<Self, BackendError> {
        let newest = slots::load(backend, Kind::Handover, ID)?.newest;
        let Self { device, records, mut past } =
            newest.as_ref().and_then(Self::of_record).unwrap_or_default();
        if let Some(device) = device.filter(|_| !records.is_empty()) {
            let had = |record: String| {
                let Reading::Whole(envelope) = Envelope::read(&record) else { return None };
                Some(Had { record, changes: [(device.clone(), envelope.rev)].into() })
            };
            let records = records.into_iter().filter_map(had).collect();
            past.entry(device.clone()).or_insert(records);
        }
        Ok(Self { past, ..Self::default() })
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

    /// As [`Self::keep`], and nothing of those before is left: not in the older slot either, nor where
    /// what was known here has been undone.
    ///
    /// # Errors
    /// Where it is not kept.
    pub fn keep_over_the_older<B: Backend>(&self, backend: &B, now: u64) -> Result<(), SaveError> {
        match slots::load(backend, Kind::Handover, ID)?.newest {
            None => Ok(()),
            Some(newest) if newest.is_deleted() => {
                slots::save::<_, Self>(backend, Kind::Handover, ID, None, now).map(drop)
            }
            Some(_) => self.keep(backend, now),
        }
    }

    /// Forgets the records of which the states are not wanted, on every device.
    pub fn retain(&mut self, wanted: impl Fn(&[State]) -> bool) {
        let mut states = self.states();
        states.retain(|_, of_record| wanted(of_record));
        *self = Self { device: self.device.take(), ..Self::of_states(&states) };
    }

    /// What is known of each record; what can't be read is left out.
    pub fn states(&self) -> States {
        let mut states = States::new();
        for (device, records) in &self.past {
            for Had { record, changes } in records {
                let Reading::Whole(record) = Envelope::read(record) else { continue };
                let of_record = states.entry((record.kind.clone(), record.id.clone())).or_default();
                of_record.push(State { device: device.clone(), record, changes: changes.clone() });
            }
        }
        states
    }

    /// What is known of each record, to be kept.
    pub fn of_states(states: &States) -> Self {
        let mut past: BTreeMap<String, Vec<Had>> = BTreeMap::new();
        for State { device, record, changes } in states.values().flatten() {
            let had = Had { record: record.write(), changes: changes.clone() };
            past.entry(device.clone()).or_default().push(had);
        }
        Self { past, ..Self::default() }
    }
}
