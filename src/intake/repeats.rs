//! Finding the rows that have the id of an earlier one.

use crate::domain::DealKey;
use crate::intake::column::Texts;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Rows that have the id of an earlier one, each with the first that has it.
///
/// The table holds rows only, at most half full, and is looked into with the ids themselves: of
/// 100,000 it is a megabyte, which stays in a processor's cache where a map of texts would not.
pub(super) fn repeats(ids: &Texts) -> Vec<(usize, usize)> {
    let mut repeats = Vec::new();
    let slots = ids.all().len().saturating_mul(2).max(2).next_power_of_two();
    // The row behind the one that is meant; 0 where there is none.
    let mut rows = vec![0_u32; slots];
    for (row, id) in ids.all().enumerate() {
        let Some(id) = id.map(DealKey::id_without_checksum) else { continue };
        let mut slot = hash(id);
        // There is an empty slot for every full one, so this ends.
        loop {
            slot &= slots - 1;
            let Some(found) = rows.get_mut(slot) else { break };
            let Some(first) = (*found as usize).checked_sub(1) else {
                *found = u32::try_from(row + 1).unwrap_or(0);
                break;
            };
            if ids.text(first).map(DealKey::id_without_checksum) == Some(id) {
                repeats.push((row, first));
                break;
            }
            slot += 1;
        }
    }
    repeats
}

fn hash(id: &str) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write(id.as_bytes());
    // Any part of it is as good as the whole.
    usize::try_from(hasher.finish() & u64::from(u32::MAX)).unwrap_or(0)
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
