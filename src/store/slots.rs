//! Small records in two slots: the newer copy is never the one that is written over.

use crate::store::aside::put_aside;
use crate::store::backend::{Backend, BackendError, set_and_check};
use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::{Key, Kind, Slot};
use crate::store::mark::Mark;
use serde::Serialize;
use std::collections::BTreeSet;
use thiserror::Error;

/// Why a record was not saved. What was kept before is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SaveError {
    /// The browser could not.
    #[error(transparent)]
    Backend(#[from] BackendError),
    /// A newer version of the app wrote the record.
    #[error(
        "This was last saved by a newer version of the app, which is left as it is: reload the \
         page to get that version."
    )]
    Newer,
    /// The storage is nearly full, and the record is a new one.
    #[error(
        "The storage is nearly full, so nothing new can be added: save everything to a file, then \
         import fewer months or delete what you no longer need."
    )]
    NoRoomToGrow,
    /// The record can't be written as text.
    #[error("This could not be saved because the app made a mistake: save everything to a file.")]
    Unwritable,
}

/// A record as it was found in its slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRecord {
    /// What it is about.
    pub kind: Kind,
    /// Which of its kind it is.
    pub id: String,
    /// The newest whole copy.
    pub newest: Option<Envelope>,
    /// The slots whose text is damaged.
    pub damaged: Vec<Slot>,
    /// The version of a copy that a newer app wrote.
    pub newer: Option<u32>,
}

/// Reads a record.
///
/// # Errors
/// Where the browser can't read it.
pub fn load<B: Backend>(backend: &B, kind: Kind, id: &str) -> Result<FoundRecord, BackendError> {
    let mut found =
        FoundRecord { kind, id: id.to_owned(), newest: None, damaged: Vec::new(), newer: None };
    for slot in Slot::BOTH {
        let key = Key::Record { kind, id: id.to_owned(), slot }.to_string();
        let Some(text) = backend.get(&key)? else { continue };
        match Envelope::read(&text) {
            Reading::Whole(envelope) if envelope.kind == kind.name() && envelope.id == id => {
                let is_newer = found.newest.as_ref().is_none_or(|other| envelope.rev > other.rev);
                if is_newer {
                    found.newest = Some(envelope);
                }
            }
            Reading::Newer { schema } => found.newer = Some(schema),
            Reading::Whole(_) | Reading::Damaged => found.damaged.push(slot),
        }
    }
    Ok(found)
}

/// Reads every record of a kind, by id, those deleted too.
///
/// # Errors
/// Where the browser can't read them.
pub fn load_all<B: Backend>(backend: &B, kind: Kind) -> Result<Vec<FoundRecord>, BackendError> {
    let mut ids = BTreeSet::new();
    for key in backend.keys()? {
        if let Some(Key::Record { kind: found, id, .. }) = Key::parse(&key)
            && found == kind
        {
            ids.insert(id);
        }
    }
    ids.into_iter().map(|id| load(backend, kind, &id)).collect()
}

/// Saves a record over the older of its copies and reads it back. A damaged text in the way is
/// put aside first. `None` as data removes it, which leaves a mark.
///
/// # Errors
/// Where it is not saved; the newer copy is still there then.
pub fn save<B: Backend, T: Serialize + ?Sized>(
    backend: &B,
    kind: Kind,
    id: &str,
    data: Option<&T>,
    now: u64,
) -> Result<Envelope, SaveError> {
    save_above(backend, kind, id, data, 0, now)
}

/// As [`save`], with a revision above that of a copy elsewhere.
///
/// # Errors
/// Where it is not saved; the newer copy is still there then.
pub fn save_above<B: Backend, T: Serialize + ?Sized>(
    backend: &B,
    kind: Kind,
    id: &str,
    data: Option<&T>,
    above: u64,
    now: u64,
) -> Result<Envelope, SaveError> {
    let found = load(backend, kind, id)?;
    if found.newer.is_some() {
        return Err(SaveError::Newer);
    }
    let last = found.newest.as_ref().map_or(0, |newest| newest.rev);
    // An even number more, so that the slots still take turns.
    let ahead = above.saturating_sub(last).checked_next_multiple_of(2);
    let ahead = ahead.and_then(|ahead| ahead.checked_add(backend.rev_step()));
    let rev = ahead.and_then(|ahead| last.checked_add(ahead));
    let rev = rev.ok_or(SaveError::Unwritable)?;
    let envelope =
        Envelope::new(kind.name(), id, rev, now, &data).map_err(|_| SaveError::Unwritable)?;
    let slot = Slot::of(rev);
    let key = Key::Record { kind, id: id.to_owned(), slot }.to_string();
    if found.damaged.contains(&slot) {
        put_aside(backend, &key)?;
    }
    set_and_check(backend, &key, &envelope.write())?;
    Ok(envelope)
}

/// Leaves a mark in the place of a record.
///
/// # Errors
/// Where it is not kept; what was there before still is then.
pub fn leave_mark<B: Backend>(
    backend: &B,
    kind: Kind,
    id: &str,
    mark: Mark,
    now: u64,
) -> Result<(), SaveError> {
    save(backend, kind, id, Some(&mark), now).map(drop)
}

/// Puts a copy from elsewhere (a backup, a mirror) in its slot, with the revision it has.
///
/// # Errors
/// Where it is not saved.
pub fn put<B: Backend>(backend: &B, kind: Kind, envelope: &Envelope) -> Result<(), SaveError> {
    let found = load(backend, kind, &envelope.id)?;
    if found.newer.is_some() {
        return Err(SaveError::Newer);
    }
    let slot = Slot::of(envelope.rev);
    let key = Key::Record { kind, id: envelope.id.clone(), slot }.to_string();
    if found.damaged.contains(&slot) {
        put_aside(backend, &key)?;
    }
    Ok(set_and_check(backend, &key, &envelope.write())?)
}

/// Removes both slots of a record for good.
///
/// # Errors
/// Where the browser can't.
pub fn erase<B: Backend>(backend: &B, kind: Kind, id: &str) -> Result<(), BackendError> {
    for slot in Slot::BOTH {
        backend.remove(&Key::Record { kind, id: id.to_owned(), slot }.to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryBackend;

    fn save_text(backend: &MemoryBackend, text: &str) -> Result<Envelope, SaveError> {
        save(backend, Kind::Rep, "7", Some(text), 0)
    }

    #[track_caller]
    fn holds(backend: &MemoryBackend, text: &str) {
        let found = load(backend, Kind::Rep, "7").unwrap();
        let data = found.newest.map(|newest| newest.data);
        assert_eq!(data, Some(format!("\"{text}\"")));
    }

    fn key(slot: Slot) -> String {
        Key::Record { kind: Kind::Rep, id: "7".to_owned(), slot }.to_string()
    }

    #[test]
    fn the_newest_copy_is_read_and_the_one_before_it_kept() {
        let backend = MemoryBackend::default();
        for text in ["one", "two", "three"] {
            save_text(&backend, text).unwrap();
            holds(&backend, text);
        }
        assert_eq!(backend.snapshot().len(), 2);
        assert!(backend.get(&key(Slot::Even)).unwrap().unwrap().contains("two"));
    }

    #[test]
    fn fault_1_a_full_storage_leaves_the_last_copy() {
        let backend = MemoryBackend::default();
        save_text(&backend, "one").unwrap();
        let before = backend.snapshot();
        backend.fail_after_writes(0);
        assert_eq!(save_text(&backend, "two"), Err(SaveError::Backend(BackendError::Full)));
        assert_eq!(backend.snapshot(), before);
        holds(&backend, "one");
    }

    #[test]
    fn fault_4_a_text_that_can_not_be_read_is_not_taken_for_none() {
        let backend = MemoryBackend::default();
        save_text(&backend, "one").unwrap();
        let before = backend.snapshot();
        backend.fail_reads(true);
        assert_eq!(save_text(&backend, "two"), Err(SaveError::Backend(BackendError::Unreadable)));
        assert_eq!(backend.snapshot(), before);
    }

    #[test]
    fn faults_5_and_6_a_damaged_newer_copy_gives_way_to_the_older_and_is_kept_aside() {
        let backend = MemoryBackend::default();
        save_text(&backend, "one").unwrap();
        save_text(&backend, "two").unwrap();
        let whole = backend.get(&key(Slot::Even)).unwrap().unwrap();
        for damaged in [whole[..whole.len() / 2].to_owned(), whole.replace("two", "owt")] {
            backend.set(&key(Slot::Even), &damaged).unwrap();
            holds(&backend, "one");
            save_text(&backend, "three").unwrap();
            holds(&backend, "three");
            assert!(backend.snapshot().values().any(|text| *text == damaged));
            backend.remove(&key(Slot::Even)).unwrap();
        }
    }

    #[test]
    fn fault_8_a_newer_record_is_not_written_over() {
        let backend = MemoryBackend::default();
        let mut newer = Envelope::new("rep", "7", 9, 0, "x").unwrap();
        newer.schema += 1;
        backend.set(&key(Slot::Odd), &newer.write()).unwrap();
        let before = backend.snapshot();
        assert_eq!(save_text(&backend, "mine"), Err(SaveError::Newer));
        assert_eq!(backend.snapshot(), before);
    }

    #[test]
    fn a_deleted_record_stays_as_a_mark_and_can_come_back() {
        let backend = MemoryBackend::default();
        save_text(&backend, "one").unwrap();
        save::<_, str>(&backend, Kind::Rep, "7", None, 0).unwrap();
        let found = load(&backend, Kind::Rep, "7").unwrap();
        assert!(found.newest.is_some_and(|newest| newest.is_deleted() && newest.rev == 2));
        save_text(&backend, "again").unwrap();
        holds(&backend, "again");
    }

    #[test]
    fn a_record_under_the_key_of_another_is_damage() {
        let backend = MemoryBackend::default();
        let other = Envelope::new("rep", "8", 1, 0, "x").unwrap();
        backend.set(&key(Slot::Odd), &other.write()).unwrap();
        let found = load(&backend, Kind::Rep, "7").unwrap();
        assert_eq!((found.newest, found.damaged), (None, vec![Slot::Odd]));
    }
}
