//! A small record that an import brings along: a rep, what was learned of a file's shape.

use crate::domain::{Rep, Settings};
use crate::store::backend::Backend;
use crate::store::budget::cost;
use crate::store::envelope::Envelope;
use crate::store::keys::{Key, Kind, Slot};
use crate::store::slots::{self, SaveError};
use crate::store::team_store::SETTINGS_ID;
use serde::Serialize;
use serde_json::Value;

/// A record that is still to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    kind: Kind,
    id: String,
    data: Value,
}

impl NewRecord {
    /// A rep.
    ///
    /// # Errors
    /// Where the rep can't be written, which plain data always can.
    pub fn of_rep(rep: &Rep) -> Result<Self, SaveError> {
        Self::of(Kind::Rep, &rep.id.to_string(), rep)
    }

    /// The settings.
    ///
    /// # Errors
    /// Where they can't be written, which plain data always can.
    pub fn of_settings(settings: &Settings) -> Result<Self, SaveError> {
        Self::of(Kind::Settings, SETTINGS_ID, settings)
    }

    /// What is to be remembered of files of a shape.
    pub const fn of_shape(id: String, remembered: Value) -> Self {
        Self { kind: Kind::FileShape, id, data: remembered }
    }

    fn of<T: Serialize>(kind: Kind, id: &str, data: &T) -> Result<Self, SaveError> {
        let data = serde_json::to_value(data).map_err(|_| SaveError::Unwritable)?;
        Ok(Self { kind, id: id.to_owned(), data })
    }

    /// How many units it takes where there is none of it yet, with room for the longest numbers in
    /// its envelope.
    pub fn units(&self) -> usize {
        let longest = u64::from(u32::MAX);
        let id = self.id.clone();
        let key = Key::Record { kind: self.kind, id, slot: Slot::Odd }.to_string();
        Envelope::new(self.kind.name(), &self.id, longest, 10_000_000_000_000, &self.data)
            .map_or(0, |envelope| cost(&envelope.write()) + cost(&key))
    }

    /// Saves it. Whoever brought it in has seen to it that there is room.
    ///
    /// # Errors
    /// Where it is not saved; an older copy is still there then.
    pub fn save<B: Backend>(&self, backend: &B, now: u64) -> Result<(), SaveError> {
        slots::save(backend, self.kind, &self.id, Some(&self.data), now).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::budget::{Budget, used};
    use crate::store::memory::MemoryBackend;
    use crate::store::team_store::TeamStore;

    #[test]
    fn what_it_takes_is_known_before_and_what_is_saved_is_read() {
        let backend = MemoryBackend::default();
        let rep = Rep::named("Zoë 👧");
        let record = NewRecord::of_rep(&rep).unwrap();
        record.save(&backend, 1_770_000_000_000).unwrap();
        let taken = used(&backend).unwrap().all();
        assert!(taken <= record.units() && record.units() <= taken + 10, "{taken}");
        let (_, opened) = TeamStore::open(&backend, Budget::LOCAL_STORAGE).unwrap();
        assert_eq!(opened.workspace.reps, [rep]);
    }
}
