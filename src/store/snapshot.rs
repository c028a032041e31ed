//! Everything as it was, to go back to.

use crate::store::backend::{Backend, BackendError, set_and_check};
use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::{Key, Kind, PREFIX};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// All texts of the store at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    texts: BTreeMap<String, String>,
}

impl Snapshot {
    /// Takes one.
    ///
    /// # Errors
    /// Where something that is kept can't be read.
    pub fn take<B: Backend>(backend: &B) -> Result<Self, BackendError> {
        let mut taken = Self::default();
        for key in own_keys(backend)? {
            taken.add(backend, key)?;
        }
        Ok(taken)
    }

    /// Adds the text under one of the [`own_keys`]; says how long it is.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn add<B: Backend>(&mut self, backend: &B, key: String) -> Result<usize, BackendError> {
        let Some(text) = backend.get(&key)? else { return Ok(0) };
        let length = text.len();
        self.texts.insert(key, text);
        Ok(length)
    }

    /// From texts with their keys.
    pub fn of_texts(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { texts: texts.into_iter().collect() }
    }

    /// The texts with their keys.
    pub fn texts(&self) -> impl Iterator<Item = (String, String)> {
        self.texts.clone().into_iter()
    }

    /// Makes the store what it was. Its packs come first, beside those that came since, then its
    /// small records, of which the index says last which packs count; only then what came since
    /// goes. So whoever closes the page in between finds one of both whole. Where there is no room
    /// for both, what came since goes first.
    ///
    /// # Errors
    /// Where a text is not kept. It can be tried again.
    pub fn put_back<B: Backend>(&self, backend: &B) -> Result<(), BackendError> {
        let mut since = own_keys(backend)?;
        since.retain(|key| !self.texts.contains_key(key));
        let (packs, records): (Vec<_>, Vec<_>) = since.into_iter().partition(|key| is_pack(key));
        let (index, records): (Vec<_>, Vec<_>) = records.into_iter().partition(|key| is_index(key));
        let remove = |keys: &[String]| keys.iter().try_for_each(|key| backend.remove(key));
        let mut written = self.write_packs(backend);
        for in_the_way in [&packs, &records] {
            if written == Err(BackendError::Full) {
                remove(in_the_way)?;
                written = self.write_packs(backend);
            }
        }
        written?;
        self.write_records(backend)?;
        // Where there was no index, that of no deals stays until no pack is left to be taken for
        // what is left of a damaged store.
        let (index, index_of_none) = newest_first(backend, index)?;
        for away in [&index, &records, &packs, &index_of_none] {
            remove(away)?;
        }
        Ok(())
    }

    fn write_packs<B: Backend>(&self, backend: &B) -> Result<(), BackendError> {
        let mut packs = self.texts.iter().filter(|(key, _)| is_pack(key));
        packs.try_for_each(|(key, text)| written(backend, key, text))
    }

    fn write_records<B: Backend>(&self, backend: &B) -> Result<(), BackendError> {
        let mut records: Vec<_> = self.texts.iter().filter(|(key, _)| !is_pack(key)).collect();
        records.sort_by_key(|(key, _)| is_index(key));
        records.into_iter().try_for_each(|(key, text)| written(backend, key, text))
    }
}

/// Writes a text unless it is there already.
fn written<B: Backend>(backend: &B, key: &str, text: &str) -> Result<(), BackendError> {
    if backend.get(key)?.as_deref() == Some(text) {
        return Ok(());
    }
    set_and_check(backend, key, text)
}

/// The newest copy of a record that lies under these keys, and the other one.
fn newest_first<B: Backend>(
    backend: &B,
    mut keys: Vec<String>,
) -> Result<(Vec<String>, Vec<String>), BackendError> {
    let mut revs = BTreeMap::new();
    for key in &keys {
        let rev = match Envelope::read(&backend.get(key)?.unwrap_or_default()) {
            Reading::Whole(envelope) => envelope.rev,
            Reading::Newer { .. } | Reading::Damaged => 0,
        };
        revs.insert(key.clone(), rev);
    }
    keys.sort_by_key(|key| Reverse(revs.get(key).copied()));
    let others = keys.split_off(keys.len().min(1));
    Ok((keys, others))
}

fn is_index(key: &str) -> bool {
    matches!(Key::parse(key), Some(Key::Record { kind: Kind::DealsIndex, .. }))
}

/// The keys of all texts of the store.
///
/// # Errors
/// Where they can't be listed.
pub fn own_keys<B: Backend>(backend: &B) -> Result<Vec<String>, BackendError> {
    Ok(backend.keys()?.into_iter().filter(|key| key.starts_with(PREFIX)).collect())
}

fn is_pack(key: &str) -> bool {
    matches!(Key::parse(key), Some(Key::Deals { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::budget::Budget;
    use crate::store::memory::MemoryBackend;

    #[test]
    fn everything_of_the_store_is_as_it_was_and_nothing_of_others_changes() {
        let backend = MemoryBackend::default();
        let texts = [
            ("ridealong:rep:7:0", "Dana"),
            ("ridealong:deals:1:7.0", "pack"),
            ("another app's", "theirs"),
        ];
        for (key, text) in texts {
            backend.set(key, text).unwrap();
        }
        let before = Snapshot::take(&backend).unwrap();
        backend.set("ridealong:rep:7:0", "Dena").unwrap();
        backend.set("ridealong:rep:8:0", "Tom").unwrap();
        backend.remove("ridealong:deals:1:7.0").unwrap();
        backend.set("ridealong:deals:2:7.0", "other pack").unwrap();
        backend.set("another app's", "new").unwrap();
        before.put_back(&backend).unwrap();
        assert_eq!(Snapshot::take(&backend).unwrap(), before);
        assert_eq!(backend.get("another app's"), Ok(Some("new".to_owned())));
    }

    #[test]
    fn where_old_and_new_packs_have_no_room_together_the_new_ones_go_first() {
        let backend = MemoryBackend::with_budget(Budget::of_units(80));
        backend.set("ridealong:deals:1:7.0", &"a".repeat(50)).unwrap();
        let before = Snapshot::take(&backend).unwrap();
        backend.remove("ridealong:deals:1:7.0").unwrap();
        backend.set("ridealong:deals:2:7.0", &"b".repeat(50)).unwrap();
        before.put_back(&backend).unwrap();
        assert_eq!(Snapshot::take(&backend).unwrap(), before);
    }
}
