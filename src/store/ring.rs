//! The snapshots that are kept beside what is kept: three of today, one of each earlier day, ten in
//! all; and what an older app left before a newer one wrote over it, for 30 days.

use crate::store::budget::cost;
use crate::store::envelope::version_of;
use crate::store::snapshot::Snapshot;
use crc32fast::Hasher;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Snapshots of today that stay.
const OF_TODAY: usize = 3;
/// Snapshots that stay in all.
const IN_ALL: usize = 10;
/// So long what an older app left stays, in milliseconds.
const OLDER_STAYS_MS: u64 = 30 * 24 * 60 * 60 * 1_000;
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
    /// The highest version of what is in it: what an older app left has an older one.
    #[serde(default = "first_version")]
    pub schema: u32,
}

/// Marks of the first version did not say theirs.
const fn first_version() -> u32 {
    1
}

impl SnapshotMark {
    /// The mark of a snapshot of so many reps and deals.
    pub fn of(snapshot: &Snapshot, at: u64, reps: usize, deals: usize) -> Self {
        let (mut units, mut hasher) = (0, Hasher::new());
        let mut schema = first_version();
        for (key, text) in snapshot.texts() {
            schema = schema.max(version_of(&text).unwrap_or_default());
            units += cost(&key) + cost(&text);
            hasher.update(key.as_bytes());
            hasher.update(text.as_bytes());
        }
        Self { at, reps, deals, units, digest: hasher.finalize(), schema }
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

/// When a snapshot was taken, and the version of what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// In milliseconds since 1970.
    pub at: u64,
    /// As in [`SnapshotMark`].
    pub schema: u32,
}

impl From<&SnapshotMark> for Taken {
    fn from(mark: &SnapshotMark) -> Self {
        Self { at: mark.at, schema: mark.schema }
    }
}

/// Which of the snapshots go, by when they were taken. `day_of` gives the day of a moment, as any
/// number that grows with the days; `version` is that of this app.
pub fn to_drop(taken: &[Taken], now: u64, version: u32, day_of: impl Fn(u64) -> i64) -> Vec<u64> {
    let today = day_of(now);
    let mut by_day: BTreeMap<i64, Vec<u64>> = BTreeMap::new();
    for Taken { at, .. } in taken {
        by_day.entry(day_of(*at)).or_default().push(*at);
    }
    // The newest that an older app left, which comes first, so that it has a place among the ten.
    let older = taken.iter().filter(|it| it.schema < version).map(|it| it.at).max();
    let mut stays: Vec<u64> =
        older.filter(|at| now.saturating_sub(*at) < OLDER_STAYS_MS).into_iter().collect();
    for (day, mut moments) in by_day.into_iter().rev() {
        moments.sort_unstable();
        // A clock that was set back leaves days that are still to come: they count as today.
        let most = if day >= today { OF_TODAY } else { 1 };
        let kept = stays.clone();
        stays.extend(moments.into_iter().rev().take(most).filter(|at| !kept.contains(at)));
    }
    stays.truncate(IN_ALL);
    taken.iter().map(|it| it.at).filter(|at| !stays.contains(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::backend::Backend;
    use crate::store::envelope::Envelope;
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
        let taken: Vec<Taken> = earlier.into_iter().chain(today).map(of_now).collect();
        assert_eq!(to_drop(&taken, now, 1, day_of), [99 * DAY + HOUR, now - 4 * HOUR]);
    }

    const fn of_now(at: u64) -> Taken {
        Taken { at, schema: 1 }
    }

    #[test]
    fn what_an_older_app_left_stays_for_30_days_whatever_comes_after_it() {
        let earlier = Taken { at: 100 * DAY, schema: 1 };
        let left = Taken { at: 100 * DAY + 1_000, schema: 1 };
        // One a day by the newer app; and on the first day more than stay of one.
        let newer: Vec<Taken> = (1..5)
            .map(|hour| 100 * DAY + hour * HOUR)
            .chain((101..140).map(|day| day * DAY))
            .map(|at| Taken { at, schema: 2 })
            .collect();
        for day in 100..140 {
            let now = day * DAY + 6 * HOUR;
            let mut there = vec![earlier, left];
            there.extend(newer.iter().filter(|it| it.at <= now));
            let gone = to_drop(&there, now, 2, day_of);
            assert_eq!(gone.contains(&left.at), now - left.at >= 30 * DAY, "day {day}");
            assert!(there.len() - gone.len() <= IN_ALL && gone.contains(&earlier.at));
        }
    }

    #[test]
    fn a_mark_says_the_highest_version_in_it_and_one_of_the_first_app_did_not() {
        let record = |schema: u32| {
            let mut record = Envelope::new("rep", "7", 1, 0, "Dana").unwrap();
            record.schema = schema;
            record.write()
        };
        let marked = |texts: &[(&str, &str)]| mark(texts, DAY, 1).schema;
        let (older, newer) = (record(1), record(2));
        assert_eq!(marked(&[("ridealong:rep:7:0", &older)]), 1);
        assert_eq!(marked(&[("ridealong:rep:7:0", &older), ("ridealong:rep:7:1", &newer)]), 2);
        let first = r#"{"at":5,"reps":1,"deals":0,"units":9,"digest":3}"#;
        assert_eq!(serde_json::from_str::<SnapshotMark>(first).unwrap().schema, 1);
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
            taken in prop::collection::btree_map(0..40 * DAY, 1_u32..3, 0..40),
            now in 0..40 * DAY,
        ) {
            let taken: Vec<Taken> =
                taken.into_iter().map(|(at, schema)| Taken { at, schema }).collect();
            let gone = to_drop(&taken, now, 2, day_of);
            prop_assert!(taken.len() - gone.len() <= IN_ALL);
            if let Some(newest) = taken.last() {
                prop_assert!(!gone.contains(&newest.at));
            }
            // What stays stays the next time too.
            let stays: Vec<Taken> =
                taken.into_iter().filter(|it| !gone.contains(&it.at)).collect();
            prop_assert_eq!(to_drop(&stays, now, 2, day_of), Vec::<u64>::new());
        }
    }
}
