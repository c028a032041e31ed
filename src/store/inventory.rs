//! What lies in the store, how large it is, and what of it can't be read.

use crate::store::aside::AsideText;
use crate::store::backend::{Backend, BackendError};
use crate::store::budget::cost;
use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::{CALCULATORS, Key, WRITER};

/// Units of storage by what takes them, and the texts that can't be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// Packs of deals.
    pub deals: usize,
    /// Reps, settings and what else is small.
    pub records: usize,
    /// Figures of the calculators.
    pub figures: usize,
    /// What was put aside because it can't be read.
    pub aside: usize,
    /// What other pages of the same site keep.
    pub of_others: usize,
    /// What can't be read, where it lies or put aside.
    pub unreadable: Vec<AsideText>,
}

impl Inventory {
    /// Adds the text under a key; says how many units it takes.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn add<B: Backend>(&mut self, backend: &B, key: &str) -> Result<usize, BackendError> {
        let Some(text) = backend.get(key)? else { return Ok(0) };
        let units = cost(key) + cost(&text);
        let parsed = Key::parse(key);
        *match &parsed {
            Some(Key::Deals { .. }) => &mut self.deals,
            Some(Key::Record { .. }) => &mut self.records,
            Some(Key::Aside { .. }) => &mut self.aside,
            None if key == WRITER => &mut self.records,
            None if key.starts_with(CALCULATORS) => &mut self.figures,
            None => &mut self.of_others,
        } += units;
        let found_at = match parsed {
            Some(Key::Aside { found_at, .. }) => found_at,
            Some(Key::Record { .. } | Key::Deals { .. })
                if Envelope::read(&text) == Reading::Damaged =>
            {
                key.to_owned()
            }
            _ => return Ok(units),
        };
        self.unreadable.push(AsideText { key: key.to_owned(), found_at, text });
        Ok(units)
    }

    /// All that is used, in units.
    pub const fn all(&self) -> usize {
        self.deals + self.records + self.figures + self.aside + self.of_others
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::budget::used;
    use crate::store::memory::MemoryBackend;

    #[test]
    fn everything_is_counted_once_and_what_can_not_be_read_is_listed() {
        let backend = MemoryBackend::default();
        let whole = Envelope::new("rep", "7", 1, 0, "x").unwrap().write();
        for (key, text) in [
            ("ridealong:rep:7:1", whole.as_str()),
            ("ridealong:rep:8:1", "half a rec"),
            ("ridealong:deals:1:7.0", "half a pack"),
            ("ridealong:aside:0:ridealong:rep:7:0", "older"),
            ("ridealong/calculator", "{}"),
            ("another app's", "theirs"),
        ] {
            backend.set(key, text).unwrap();
        }
        let mut found = Inventory::default();
        for key in backend.keys().unwrap() {
            found.add(&backend, &key).unwrap();
        }
        assert_eq!(found.all(), used(&backend).unwrap().all());
        let unreadable: Vec<_> =
            found.unreadable.iter().map(|it| (it.found_at.as_str(), it.text.as_str())).collect();
        let expected = [
            ("ridealong:rep:7:0", "older"),
            ("ridealong:deals:1:7.0", "half a pack"),
            ("ridealong:rep:8:1", "half a rec"),
        ];
        assert_eq!(unreadable, expected);
        assert_eq!(found.of_others, "another app'stheirs".len());
    }
}
