//! Everything as it was, to go back to.

use crate::store::backend::{Backend, BackendError, set_and_check};
use crate::store::keys::{Key, PREFIX};
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

    /// Makes the store what it was. What came since goes first where there may be no room for
    /// both; of what was there the small records are written last, for they say which packs count.
    ///
    /// # Errors
    /// Where a text is not kept. It can be tried again.
    pub fn put_back<B: Backend>(&self, backend: &B) -> Result<(), BackendError> {
        let mut others: Vec<String> = own_keys(backend)?;
        others.retain(|key| !self.texts.contains_key(key));
        let (packs, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|key| is_pack(key));
        others.iter().try_for_each(|key| backend.remove(key))?;
        let lost = self.missing_packs(backend)?;
        if !lost.is_empty() {
            packs.iter().try_for_each(|key| backend.remove(key))?;
        }
        for (key, text) in lost {
            set_and_check(backend, key, text)?;
        }
        for (key, text) in self.texts.iter().filter(|(key, _)| !is_pack(key)) {
            if backend.get(key)?.as_deref() != Some(text) {
                set_and_check(backend, key, text)?;
            }
        }
        packs.iter().try_for_each(|key| backend.remove(key))
    }

    fn missing_packs<B: Backend>(&self, backend: &B) -> Result<Vec<(&str, &str)>, BackendError> {
        let mut missing = Vec::new();
        for (key, text) in self.texts.iter().filter(|(key, _)| is_pack(key)) {
            if backend.get(key)?.as_deref() != Some(text) {
                missing.push((key.as_str(), text.as_str()));
            }
        }
        Ok(missing)
    }
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
