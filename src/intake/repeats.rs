//! Finding the rows that have the id of an earlier one.

use crate::domain::DealKey;
use crate::intake::column::Texts;
use crate::intake::text::{hash, is_same};
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// Rows that have the id of an earlier one, each with the first that has it.
///
/// The table holds rows only and is looked into with the ids themselves: of 100,000 it is half a
/// megabyte, which stays in a processor's cache where a map of texts would not.
pub(super) fn repeats(ids: &Texts) -> Vec<(usize, usize)> {
    let all = ids.all();
    let mut rows: HashTable<u32> = HashTable::with_capacity(all.len());
    let mut repeats = Vec::new();
    let id_of = |row: u32| ids.text(row as usize).map(DealKey::id_without_checksum);
    for (row, id) in (0_u32..).zip(all) {
        let Some(id) = id.map(DealKey::id_without_checksum) else { continue };
        let same = |first: &u32| id_of(*first).is_some_and(|first| is_same(first, id));
        let hash_of = |row: &u32| id_of(*row).map_or(0, hash);
        match rows.entry(hash(id), same, hash_of) {
            Entry::Occupied(first) => repeats.push((row as usize, *first.get() as usize)),
            Entry::Vacant(place) => {
                place.insert(row);
            }
        }
    }
    repeats
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::text::Cell;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn column<'a>(ids: impl IntoIterator<Item = &'a str>) -> Texts {
        let mut texts = Texts::default();
        ids.into_iter().for_each(|id| texts.push(Cell::of(id)));
        texts
    }

    proptest! {
        #[test]
        fn every_repeated_id_is_found_and_no_other(ids in prop::collection::vec(0_u8..40, 0..60)) {
            // One of them stands for a missing id.
            let text = |id: &u8| if *id > 0 { format!("id {id}") } else { String::new() };
            let written: Vec<String> = ids.iter().map(text).collect();
            let mut first = BTreeMap::new();
            let mut expected = Vec::new();
            for (row, id) in ids.iter().enumerate().filter(|(_, id)| **id > 0) {
                match first.get(id) {
                    Some(first) => expected.push((row, *first)),
                    None => {
                        first.insert(id, row);
                    }
                }
            }
            prop_assert_eq!(repeats(&column(written.iter().map(String::as_str))), expected);
        }
    }

    #[test]
    fn an_id_with_and_without_its_checksum_is_one() {
        let ids = ["0063000000abcdE", "0063000000abcdEAAQ", "0063000000abcdF"];
        let keys = ids.map(DealKey::of_id);
        assert_eq!(keys[0], keys[1]);
        assert_eq!(repeats(&column(ids)), [(1, 0)]);
    }

    #[test]
    fn no_ids_repeat_nothing() {
        assert_eq!(repeats(&Texts::default()), []);
        assert_eq!(repeats(&column(["", "-", ""])), []);
    }
}
