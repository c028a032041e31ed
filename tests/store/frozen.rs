//! Fault 9 for every version of the records that was ever released: what it kept is still read.
//!
//! A released version's fixture is frozen. A new version writes its own with
//! `cargo test --test store -- --ignored` and is added to the cases.

use super::{NOW, book, contents, import, opened, team};
use ridealong::domain::{
    Deal, DealBook, LookBack, Money, PeersBy, Period, Quota, QuotaSource, Rep, RepId, Settings,
    Workspace,
};
use ridealong::store::{
    Backend, BackupFile, Had, Handover, MemoryBackend, NewRecord, Rejected, Revisions, Take,
    write_backup,
};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Version 1 as it was before decided deals kept their names.
const FIRST: &str = "1";
/// Version 1 with packs in which decided deals have names.
const WITH_NAMES: &str = "1-names";
/// ... and with what the last file from another device held.
const WITH_HANDOVER: &str = "1-handover";

fn fixture(version: &str) -> PathBuf {
    let name = format!("tests/fixtures/store-v{version}.json");
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The team that every fixture holds.
fn kept_team() -> (Settings, Vec<Rep>) {
    let settings = Settings {
        peers_by: PeersBy::Region,
        look_back: LookBack::months_back(18).unwrap(),
        ..Settings::default()
    };
    let mut rep = Rep::named("Rep 0");
    rep.also_known_as = vec!["0, Rep".to_owned()];
    rep.region = Some("Île-de-France".to_owned());
    rep.started = "2025-02-03".parse().ok();
    rep.set_quota(Quota {
        period: Period { start: "2026-01-01".parse().unwrap(), end: "2026-04-01".parse().unwrap() },
        amount: Money::from_hundredths(12_345_678),
        source: QuotaSource::Divided,
    });
    (settings, vec![rep, Rep::named("Rep 1")])
}

/// The deals as they were kept without names of decided ones.
fn bare_book() -> DealBook {
    let mut bare = book(40, 7);
    bare.drop_names();
    bare
}

/// The deals with all of their names.
fn named_book() -> DealBook {
    let named = book(40, 7).into_deals().into_iter().enumerate().map(|(at, deal)| Deal {
        account: Some(format!("Société {at}")),
        name: (at % 5 != 0).then(|| format!("Renewal {at}")),
        ..deal
    });
    named.collect()
}

fn read(version: &str) -> MemoryBackend {
    let text = std::fs::read_to_string(fixture(version)).unwrap();
    let texts: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    MemoryBackend::holding(texts)
}

#[track_caller]
fn case(version: &str, expected: &DealBook) {
    let backend = read(version);
    let before = backend.snapshot();
    let (Workspace { settings, reps, deals }, findings) = opened(&backend);
    assert_eq!(findings, []);
    assert_eq!((settings, reps.clone()), kept_team());
    assert_eq!(contents(&deals), contents(expected));
    // Twice the same, and nothing was written by reading it.
    assert_eq!(opened(&backend).0, Workspace { settings, reps, deals });
    assert_eq!(backend.snapshot(), before);
    let mut rep = kept_team().1.remove(0);
    rep.region = None;
    team(&backend).save_rep(&rep, NOW).unwrap();
    assert_eq!(opened(&backend).0.reps.first(), Some(&rep));
}

#[test]
fn fault_9_what_version_1_kept_is_still_read() {
    case(FIRST, &bare_book());
}

#[test]
fn fault_9_what_was_handed_over_is_still_read() {
    case(WITH_HANDOVER, &named_book());
    let kept = Handover::kept(&read(WITH_HANDOVER)).unwrap();
    assert_eq!(kept.past.keys().collect::<Vec<_>>(), ["00000000000000aa"]);
    assert_eq!(kept.past["00000000000000aa"].len(), 5);
}

#[test]
fn fault_9_names_of_decided_deals_are_still_read() {
    case(WITH_NAMES, &named_book());
}

fn backup_file(version: &str) -> PathBuf {
    let name = format!("tests/fixtures/backup-v{version}.json");
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[track_caller]
fn backup_case(version: &str, expected: &DealBook) {
    let bytes = std::fs::read(backup_file(version)).unwrap();
    let backup = BackupFile::read(&bytes).unwrap();
    assert_eq!(backup.rejected, Rejected::default());
    assert_eq!(contents(&backup.deals), contents(expected));
    let backend = MemoryBackend::default();
    backup.records.put(&backend, Take::Backup, NOW).unwrap();
    let Workspace { settings, reps, .. } = opened(&backend).0;
    assert_eq!((settings, reps), kept_team());
}

#[test]
fn fault_9_a_backup_of_version_1_is_still_read() {
    backup_case(FIRST, &bare_book());
    backup_case(WITH_NAMES, &named_book());
}

#[test]
#[ignore = "freezes the backup file of this version, once, before it is released"]
fn freeze_a_backup() {
    let path = backup_file(WITH_NAMES);
    assert!(!path.exists(), "{} is frozen", path.display());
    let text = write_backup(&read(WITH_NAMES), NOW + 2).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
#[ignore = "freezes what this version keeps, once, before it is released"]
fn freeze() {
    let backend = MemoryBackend::default();
    let (settings, reps) = kept_team();
    let store = team(&backend);
    store.save_settings(&settings, NOW).unwrap();
    store.save_settings(&settings, NOW + 1).unwrap();
    for rep in &reps {
        store.save_rep(rep, NOW).unwrap();
    }
    store.save_rep(&Rep::named("Gone"), NOW).unwrap();
    store.delete_rep(RepId::first_seen_as("Gone"), NOW).unwrap();
    let shape = NewRecord::of_shape("0a1b2c".to_owned(), serde_json::json!({ "columns": {} }));
    shape.save(&backend, NOW).unwrap();
    import(&backend, &named_book()).unwrap();
    let file = BackupFile::read(write_backup(&backend, NOW).unwrap().as_bytes()).unwrap();
    let mut records = file.records.texts();
    // The last is the file's own.
    records.pop();
    let had = |record| Had { record, changes: Revisions::new() };
    let past =
        BTreeMap::from([("00000000000000aa".to_owned(), records.into_iter().map(had).collect())]);
    let handover = Handover { past, ..Handover::default() };
    handover.keep(&backend, NOW + 2).unwrap();
    let texts: BTreeMap<String, String> = backend
        .keys()
        .unwrap()
        .into_iter()
        .map(|key| (key.clone(), backend.get(&key).unwrap().unwrap()))
        .collect();
    let path = fixture(WITH_HANDOVER);
    assert!(!path.exists(), "{} is frozen", path.display());
    std::fs::write(path, format!("{}\n", serde_json::to_string_pretty(&texts).unwrap())).unwrap();
}
