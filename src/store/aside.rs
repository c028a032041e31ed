//! Unreadable texts are put aside byte for byte, never overwritten.

use crate::store::backend::{Backend, BackendError, set_and_check};
use crate::store::keys::Key;

/// Something unreadable, as it was found: to be downloaded by the user or by whoever helps them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideText {
    /// The key that it lies under now.
    pub key: String,
    /// The key that it was found under.
    pub found_at: String,
    /// The text.
    pub text: String,
}

/// Moves the text under a key aside, so that the key may be written again. The copy is read back
/// before the original goes: where it does not fit, the original stays and the key is not free.
///
/// # Errors
/// Where it could not be copied.
pub fn put_aside<B: Backend>(backend: &B, key: &str) -> Result<(), BackendError> {
    let Some(text) = backend.get(key)? else { return Ok(()) };
    let aside = all_aside(backend)?;
    if aside.iter().any(|other| other.found_at == key && other.text == text) {
        // It was copied before, and the page closed before it could be removed.
        return backend.remove(key);
    }
    let number = aside.iter().filter_map(|other| number(&other.key)).max();
    let number = number.map_or(0, |number| number.saturating_add(1));
    let copy = Key::Aside { number, found_at: key.to_owned() }.to_string();
    if let Err(error) = set_and_check(backend, &copy, &text) {
        // Half a copy helps nobody; that it can't be removed either changes nothing.
        let _ = backend.remove(&copy);
        return Err(error);
    }
    backend.remove(key)
}

/// Everything that was put aside.
///
/// # Errors
/// Where it can't be read.
pub fn all_aside<B: Backend>(backend: &B) -> Result<Vec<AsideText>, BackendError> {
    let mut found = Vec::new();
    for key in backend.keys()? {
        let Some(Key::Aside { found_at, .. }) = Key::parse(&key) else { continue };
        if let Some(text) = backend.get(&key)?.filter(|text| !text.is_empty()) {
            found.push(AsideText { key, found_at, text });
        }
    }
    Ok(found)
}

/// Empties a text that was put aside. The key goes once the second copy has heard of it too: a text that
/// is only missing would come back from there.
///
/// # Errors
/// Where that is not kept.
pub fn empty<B: Backend>(backend: &B, key: &str) -> Result<(), BackendError> {
    set_and_check(backend, key, "")
}

/// Puts texts that were emptied back to where they lay.
///
/// # Errors
/// Where one is not kept.
pub(super) fn put_back<B: Backend>(backend: &B, aside: &[AsideText]) -> Result<(), BackendError> {
    aside.iter().try_for_each(|text| set_and_check(backend, &text.key, &text.text))
}

fn number(key: &str) -> Option<u64> {
    match Key::parse(key)? {
        Key::Aside { number, .. } => Some(number),
        Key::Record { .. } | Key::Deals { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::budget::Budget;
    use crate::store::memory::MemoryBackend;

    const KEY: &str = "ridealong:rep:7:0";

    #[test]
    fn what_is_unreadable_is_kept_byte_for_byte() {
        let backend = MemoryBackend::default();
        for text in ["half a rec", "another"] {
            backend.set(KEY, text).unwrap();
            put_aside(&backend, KEY).unwrap();
            assert_eq!(backend.get(KEY), Ok(None));
        }
        let texts: Vec<_> =
            all_aside(&backend).unwrap().into_iter().map(|aside| aside.text).collect();
        assert_eq!(texts, ["half a rec", "another"]);
    }

    #[test]
    fn where_a_copy_does_not_fit_the_original_stays() {
        let backend = MemoryBackend::with_budget(Budget::of_units(60));
        backend.set(KEY, "half a record of a rep that was lost").unwrap();
        let before = backend.snapshot();
        assert_eq!(put_aside(&backend, KEY), Err(BackendError::Full));
        assert_eq!(backend.snapshot(), before);
    }

    #[test]
    fn a_page_closed_between_copy_and_removal_leaves_one_copy() {
        let backend = MemoryBackend::default();
        backend.set(KEY, "half").unwrap();
        backend.fail_after_writes(1);
        assert_eq!(put_aside(&backend, KEY), Err(BackendError::Full));
        backend.heal();
        put_aside(&backend, KEY).unwrap();
        assert_eq!(all_aside(&backend).unwrap().len(), 1);
    }
}
