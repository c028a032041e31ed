//! What an older app left: a copy of it is kept before anything is written over it.

use crate::store::backend::{Backend, BackendError};
use crate::store::deals_import::INDEX_ID;
use crate::store::deals_index::DealsIndex;
use crate::store::envelope::version_of;
use crate::store::keys::{Key, Kind};
use crate::store::migrations::up_to_date;
use crate::store::slots;
use crate::store::snapshot::own_keys;
use std::collections::BTreeSet;

/// How much an older app left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftByOlder {
    /// Reps in the team.
    pub reps: usize,
    /// Deals that are kept.
    pub deals: usize,
}

/// What an older app left in the store, as long as no record in it was written by an app of this
/// version or a newer one; `None` where one was, and of an empty store. Only small records are
/// read: an import writes one of these too.
///
/// # Errors
/// Where what is kept can't be read.
pub fn left_by_older_app<B: Backend>(
    backend: &B,
    version: u32,
) -> Result<Option<LeftByOlder>, BackendError> {
    let (mut reps, mut is_something) = (BTreeSet::new(), false);
    for key in own_keys(backend)? {
        let Some(Key::Record { kind, id, .. }) = Key::parse(&key) else { continue };
        let text = backend.get(&key)?.unwrap_or_default();
        let Some(found) = version_of(&text) else { continue };
        // At almost every start the first record tells, and no other is read.
        if found >= version {
            return Ok(None);
        }
        is_something = true;
        if kind == Kind::Rep {
            reps.insert(id);
        }
    }
    if !is_something {
        return Ok(None);
    }
    let newest = |kind, id: &str| slots::load(backend, kind, id).map(|found| found.newest);
    let mut left = LeftByOlder { reps: 0, deals: 0 };
    for id in &reps {
        let there = newest(Kind::Rep, id)?.is_some_and(|newest| !newest.is_deleted());
        left.reps += usize::from(there);
    }
    let index = newest(Kind::DealsIndex, INDEX_ID)?.and_then(|index| up_to_date(&index));
    let index = index.and_then(|data| serde_json::from_value::<DealsIndex>(data).ok());
    left.deals = index.map_or(0, |index| index.deals());
    Ok(Some(left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::deals_index::PackEntry;
    use crate::store::envelope::{Envelope, SCHEMA};
    use crate::store::memory::MemoryBackend;

    const NEXT: u32 = SCHEMA + 1;

    #[test]
    fn what_an_older_app_left_is_found_until_a_newer_one_writes() {
        let backend = MemoryBackend::default();
        assert_eq!(left_by_older_app(&backend, NEXT), Ok(None));
        slots::save(&backend, Kind::Rep, "7", Some(&"Dana"), 1).unwrap();
        slots::save(&backend, Kind::Rep, "8", Some(&"Tom"), 1).unwrap();
        slots::save(&backend, Kind::Rep, "8", None::<&str>, 2).unwrap();
        let packs = vec![PackEntry { id: "7.0".to_owned(), deals: 12 }];
        let index = DealsIndex { generation: 1, packs, replaced_by: None };
        slots::save(&backend, Kind::DealsIndex, INDEX_ID, Some(&index), 1).unwrap();
        let left = LeftByOlder { reps: 1, deals: 12 };
        assert_eq!(left_by_older_app(&backend, NEXT), Ok(Some(left)));
        assert_eq!(left_by_older_app(&backend, SCHEMA), Ok(None));
        // One record of a newer app is enough: what is there is no more what the older one left.
        let mut record = Envelope::new("rep", "9", 1, 0, "Ana").unwrap();
        record.schema = NEXT;
        backend.set("ridealong:rep:9:1", &record.write()).unwrap();
        assert_eq!(left_by_older_app(&backend, NEXT), Ok(None));
    }
}
