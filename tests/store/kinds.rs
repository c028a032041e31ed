//! Every kind of record has all that one must have: a frozen fixture of each version, a way into a backup
//! and back, an undo, an end. A new kind fails here until it does; CONTRIBUTING says how.

use super::{NOW, team};
use ridealong::store::{
    Backend, BackupFile, Budget, DEVICE_KEY, Key, Kind, MemoryBackend, SCHEMA, Snapshot, Take,
    go_back_to, load_all, write_backup,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// What the fixtures of a version hold, each of them as a store.
fn frozen(version: u32) -> Vec<BTreeMap<String, String>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let of_version = |name: &str| {
        let rest = name.strip_prefix("store-v").and_then(|name| name.strip_suffix(".json"));
        rest.and_then(|rest| rest.split('-').next())
            .is_some_and(|number| number == version.to_string())
    };
    let files = files.filter(|file| of_version(file.file_name().to_str().unwrap()));
    files
        .map(|file| serde_json::from_str(&std::fs::read_to_string(file.path()).unwrap()).unwrap())
        .collect()
}

fn kind_of(key: &str) -> Option<Kind> {
    match Key::parse(key)? {
        Key::Record { kind, .. } => Some(kind),
        Key::Deals { .. } => Some(Kind::Deals),
        Key::Aside { .. } => None,
    }
}

/// A fixture of this version that holds a record of a kind.
#[track_caller]
fn with(kind: Kind) -> MemoryBackend {
    let stores = frozen(SCHEMA).into_iter();
    let mut holding = stores.filter(|texts| texts.keys().any(|key| kind_of(key) == Some(kind)));
    let texts = holding.next();
    assert!(
        texts.is_some(),
        "no fixture store-v{SCHEMA}*.json holds a record of {kind:?}: freeze one"
    );
    MemoryBackend::holding(texts.unwrap())
}

/// The data of all records of a kind, by id.
fn data(backend: &MemoryBackend, kind: Kind) -> BTreeMap<String, Value> {
    let records = load_all(backend, kind).unwrap().into_iter();
    let read = |data: &str| serde_json::from_str(data).unwrap();
    let all = records.filter_map(|record| Some((record.id, read(&record.newest?.data))));
    all.collect()
}

#[test]
fn every_kind_is_listed_once() {
    for (at, kind) in Kind::ALL.into_iter().enumerate() {
        // Without an arm for a new kind this does not compile; without it in the list it fails.
        let place = match kind {
            Kind::Settings => 0,
            Kind::Rep => 1,
            Kind::FileShape => 2,
            Kind::Handover => 3,
            Kind::DealsIndex => 4,
            Kind::Deals => 5,
        };
        assert_eq!(place, at);
    }
    // Deals are no small records, and each small record is one.
    let small: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Deals).collect();
    assert_eq!(small, Kind::RECORDS);
    // What goes into no backup as it is: what a backup says of itself, and what an import makes.
    let own = [Kind::Handover, Kind::DealsIndex, Kind::Deals];
    let shared: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| !own.contains(kind)).collect();
    assert_eq!(shared, Kind::SHARED);
}

#[test]
fn fault_9_a_fixture_of_every_version_is_frozen_and_this_ones_hold_every_kind() {
    for version in 1..=SCHEMA {
        assert!(!frozen(version).is_empty(), "no fixture of version {version}");
    }
    for kind in Kind::ALL {
        drop(with(kind));
    }
}

#[test]
fn every_kind_that_is_shared_goes_to_another_device_in_a_file() {
    for kind in Kind::SHARED {
        let (here, there) = (with(kind), MemoryBackend::default());
        here.set(DEVICE_KEY, "here").unwrap();
        there.set(DEVICE_KEY, "there").unwrap();
        let file = BackupFile::read(write_backup(&here, NOW).unwrap().as_bytes()).unwrap();
        file.records.put(&there, Take::Backup, NOW).unwrap();
        assert_eq!(data(&there, kind), data(&here, kind));
        // What was deleted there since is not brought back by it.
        for id in data(&there, kind).keys() {
            team(&there).save(kind, id, &Value::Null, NOW + 1).unwrap();
        }
        file.records.put(&there, Take::Backup, NOW + 2).unwrap();
        assert!(data(&there, kind).values().all(Value::is_null), "{kind:?}");
    }
}

#[test]
fn every_kind_comes_back_when_what_removed_it_is_undone() {
    for kind in Kind::ALL {
        let backend = with(kind);
        let (before, then) = (backend.snapshot(), Snapshot::take(&backend).unwrap());
        for key in backend.keys().unwrap() {
            if kind_of(&key) == Some(kind) {
                backend.remove(&key).unwrap();
            }
        }
        assert_ne!(backend.snapshot(), before);
        go_back_to(&backend, &then, Budget::LOCAL_STORAGE, NOW + 9).unwrap();
        let was = MemoryBackend::holding(before);
        if kind == Kind::Deals || kind == Kind::DealsIndex {
            assert_eq!(deals(&backend), deals(&was), "{kind:?}");
        } else {
            let mut there = data(&was, kind);
            // The mark of a deleted one is no loss.
            there.retain(|id, data| !data.is_null() || self::data(&backend, kind).contains_key(id));
            assert_eq!(data(&backend, kind), there, "{kind:?}");
        }
    }
}

fn deals(backend: &MemoryBackend) -> Vec<(u64, String)> {
    super::contents(&super::opened(backend).0.deals)
}

#[test]
fn every_kind_is_gone_when_everything_is_erased() {
    for kind in Kind::ALL {
        let backend = with(kind);
        backend.set("another app's", "theirs").unwrap();
        team(&backend).erase_everything().unwrap();
        assert_eq!(backend.keys().unwrap(), ["another app's"], "{kind:?}");
    }
}
