//! The snapshots that are kept beside what is kept: three of today, one of each earlier day, ten in
//! all.

use crate::store::budget::cost;
use crate::store::snapshot::Snapshot;
use crc32fast::Hasher;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Snapshots of today that stay.
const OF_TODAY: usize = 3;
/// Snapshots that stay in all.
const IN_ALL: usize = 10;
/// The least time between two that nobody asked for, in milliseconds.
const APART_MS: u64 = 2 * 60 * 60 * 1_000;

/// What is known of a snapshot without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotMark {
    /// When it was taken, in milliseconds since 1970: it is found by that.
    pub at: u64,
    /// How many reps were in the team.
    pub reps: usize,
    /// How many deals were kept.
    pub deals: usize,
    /// What it takes, in UTF-16 units.
    pub units: usize,
    /// Tells it from one of something else.
    pub digest: u32,
}

impl SnapshotMark {
    /// The mark of a snapshot of so many reps and deals.
    pub fn of(snapshot: &Snapshot, at: u64, reps: usize, deals: usize) -> Self {
        let (mut units, mut hasher) = (0, Hasher::new());
        for (key, text) in snapshot.texts() {
            units += cost(&key) + cost(&text);
            hasher.update(key.as_bytes());
            hasher.update(text.as_bytes());
        }
        Self { at, reps, deals, units, digest: hasher.finalize() }
    }

    /// Whether it is worth keeping beside those there are: something is in it, it is not the same as
    /// the newest, and, unless somebody is about to change much, that is some hours old.
    pub fn is_wanted(&self, there: &[Self], before_an_act: bool) -> bool {
        let newest = there.iter().max_by_key(|mark| mark.at);
        let is_something = self.reps > 0 || self.deals > 0;
        is_something
            && newest.is_none_or(|newest| {
                newest.digest != self.digest
                    && (before_an_act || self.at.abs_diff(newest.at) >= APART_MS)
            })
    }
}

/// Which of the snapshots go, by when they were taken. `day_of` gives the day of a moment, as any
/// number that grows with the days.
pub fn to_drop(taken: &[u64], now: u64, day_of: impl Fn(u64) -> i64) -> Vec<u64> {
    let today = day_of(now);
    let mut by_day: BTreeMap<i64, Vec<u64>> = BTreeMap::new();
    for at in taken {
        by_day.entry(day_of(*at)).or_default().push(*at);
    }
    let mut stays = Vec::new();
    for (day, mut moments) in by_day.into_iter().rev() {
        moments.sort_unstable();
        // A clock that was set back leaves days that are still to come: they count as today.
        let most = if day >= today { OF_TODAY } else { 1 };
        stays.extend(moments.into_iter().rev().take(most));
    }
    stays.truncate(IN_ALL);
    taken.iter().copied().filter(|at| !stays.contains(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::backend::Backend;
    use crate::store::memory::MemoryBackend;
    use proptest::prelude::*;

    const HOUR: u64 = 3_600_000;
    const DAY: u64 = 24 * HOUR;

    fn day_of(ms: u64) -> i64 {
        i64::try_from(ms / DAY).unwrap()
    }

    #[test]
    fn three_of_today_and_one_of_each_earlier_day_stay() {
        let now = 100 * DAY + 20 * HOUR;
        let today = [now - 4 * HOUR, now - 3 * HOUR, now - 2 * HOUR, now - HOUR];
        let earlier = [99 * DAY + HOUR, 99 * DAY + 2 * HOUR, 97 * DAY];
        let taken: Vec<u64> = earlier.into_iter().chain(today).collect();
        assert_eq!(to_drop(&taken, now, day_of), [99 * DAY + HOUR, now - 4 * HOUR]);
    }

    fn mark(texts: &[(&str, &str)], at: u64, reps: usize) -> SnapshotMark {
        let backend = MemoryBackend::default();
        for (key, text) in texts {
            backend.set(key, text).unwrap();
        }
        SnapshotMark::of(&Snapshot::take(&backend).unwrap(), at, reps, 0)
    }

    #[test]
    fn an_empty_state_or_the_same_again_is_not_wanted() {
        let one = mark(&[("ridealong:rep:1:1", "Dana")], DAY, 1);
        let same = mark(&[("ridealong:rep:1:1", "Dana")], 3 * DAY, 1);
        let other = mark(&[("ridealong:rep:1:1", "Dena")], DAY + HOUR, 1);
        let empty = mark(&[("ridealong:rep:1:1", "null")], 3 * DAY, 0);
        assert!(one.is_wanted(&[], false));
        assert!(!same.is_wanted(std::slice::from_ref(&one), true));
        assert!(!empty.is_wanted(&[], true));
        assert!(!other.is_wanted(std::slice::from_ref(&one), false));
        assert!(other.is_wanted(std::slice::from_ref(&one), true));
    }

    proptest! {
        #[test]
        fn at_most_ten_stay_the_newest_among_them(
            taken in prop::collection::btree_set(0..40 * DAY, 0..40),
            now in 0..40 * DAY,
        ) {
            let taken: Vec<u64> = taken.into_iter().collect();
            let gone = to_drop(&taken, now, day_of);
            prop_assert!(taken.len() - gone.len() <= IN_ALL);
            if let Some(newest) = taken.last() {
                prop_assert!(!gone.contains(newest));
            }
            // What stays stays the next time too.
            let stays: Vec<u64> = taken.into_iter().filter(|at| !gone.contains(at)).collect();
            prop_assert_eq!(to_drop(&stays, now, day_of), Vec::<u64>::new());
        }
    }
}
