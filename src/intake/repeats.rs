//! Finding the rows that have the id of an earlier one.

use crate::domain::DealKey;
use rustc_hash::FxHashMap;

/// Bits of the filter: 512 KB, which stays in a processor's cache where a table of all ids would
/// not. Of a million ids every eighth is suspected wrongly, of 100,000 every fortieth.
const BITS: usize = 1 << 22;

/// The ids of rows, and which of them may have been there before (Bloom, "Space/time trade-offs
/// in hash coding with allowable errors", CACM 13, 1970, with one hash function).
#[derive(Clone, Debug, Default)]
pub(super) struct RowIds {
    keys: Vec<Option<DealKey>>,
    seen: Vec<u64>,
    suspects: Vec<DealKey>,
}

impl RowIds {
    /// Adds the id of the next row.
    pub(super) fn push(&mut self, id: Option<&str>) {
        let key = id.map(DealKey::of_id);
        if let Some(key) = key
            && self.may_be_seen(key)
        {
            self.suspects.push(key);
        }
        self.keys.push(key);
    }

    fn may_be_seen(&mut self, key: DealKey) -> bool {
        if self.seen.is_empty() {
            self.seen.resize(BITS / 64, 0);
        }
        // The upper half of an FNV hash is the better mixed one.
        let bit = usize::try_from(key.number() >> 42).unwrap_or(0) % BITS;
        let Some(word) = self.seen.get_mut(bit / 64) else { return true };
        let mask = 1 << (bit % 64);
        let seen = *word & mask != 0;
        *word |= mask;
        seen
    }

    /// Rows that have the id of an earlier one, each with the first that has it.
    pub(super) fn repeats(&self) -> Vec<(usize, usize)> {
        if self.suspects.is_empty() {
            return Vec::new();
        }
        let mut first: FxHashMap<DealKey, Option<usize>> =
            self.suspects.iter().map(|key| (*key, None)).collect();
        let mut repeats = Vec::new();
        for (row, key) in self.keys.iter().enumerate() {
            let Some(first) = key.and_then(|key| first.get_mut(&key)) else { continue };
            match first {
                Some(first) => repeats.push((row, *first)),
                None => *first = Some(row),
            }
        }
        repeats
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn every_repeated_id_is_found_and_no_other(ids in prop::collection::vec(0_u8..40, 0..60)) {
            let mut rows = RowIds::default();
            let mut first = BTreeMap::new();
            let mut expected = Vec::new();
            for (row, id) in ids.iter().enumerate() {
                let text = format!("id {id}");
                // One of them stands for a missing id.
                rows.push((*id > 0).then_some(text.as_str()));
                match first.get(id) {
                    Some(first) if *id > 0 => expected.push((row, *first)),
                    _ => {
                        first.insert(id, row);
                    }
                }
            }
            prop_assert_eq!(rows.repeats(), expected);
        }
    }

    #[test]
    fn wrong_suspicions_repeat_nothing() {
        let mut rows = RowIds::default();
        for id in 0..20_000 {
            rows.push(Some(&format!("0063000000{id:05}")));
        }
        assert!(!rows.suspects.is_empty());
        assert_eq!(rows.repeats(), []);
    }
}
