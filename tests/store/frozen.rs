//! Fault 9 for every version of the records that was ever released: what it kept is still read.
//!
//! A released version's fixture is frozen. A new version writes its own with
//! `cargo test --test store -- --ignored` and is added to the cases.

use super::{NOW, book, contents, import, opened, team};
use ridealong::domain::{
    LookBack, Money, PeersBy, Period, Quota, QuotaSource, Rep, RepId, Settings, Workspace,
};
use ridealong::store::{Backend, BackupFile, MemoryBackend, Rejected, SCHEMA, Take, write_backup};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn fixture(schema: u32) -> PathBuf {
    let name = format!("tests/fixtures/store-v{schema}.json");
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

fn read(schema: u32) -> MemoryBackend {
    let text = std::fs::read_to_string(fixture(schema)).unwrap();
    let texts: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    MemoryBackend::holding(texts)
}

#[track_caller]
fn case(schema: u32) {
    let backend = read(schema);
    let before = backend.snapshot();
    let (Workspace { settings, reps, deals }, findings) = opened(&backend);
    assert_eq!(findings, []);
    assert_eq!((settings, reps.clone()), kept_team());
    assert_eq!(contents(&deals), contents(&book(40, 7)));
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
    case(1);
}

fn backup_file(schema: u32) -> PathBuf {
    let name = format!("tests/fixtures/backup-v{schema}.json");
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn fault_9_a_backup_of_version_1_is_still_read() {
    let bytes = std::fs::read(backup_file(1)).unwrap();
    let backup = BackupFile::read(&bytes).unwrap();
    assert_eq!(backup.rejected, Rejected::default());
    assert_eq!(contents(&backup.deals), contents(&book(40, 7)));
    let backend = MemoryBackend::default();
    backup.records.put(&backend, Take::Backup, NOW).unwrap();
    let Workspace { settings, reps, .. } = opened(&backend).0;
    assert_eq!((settings, reps), kept_team());
}

#[test]
#[ignore = "freezes the backup file of this version, once, before it is released"]
fn freeze_a_backup() {
    let path = backup_file(SCHEMA);
    assert!(!path.exists(), "{} is frozen", path.display());
    let text = write_backup(&read(SCHEMA), NOW + 2).unwrap();
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
    import(&backend, &book(40, 7)).unwrap();
    let texts: BTreeMap<String, String> = backend
        .keys()
        .unwrap()
        .into_iter()
        .map(|key| (key.clone(), backend.get(&key).unwrap().unwrap()))
        .collect();
    let path = fixture(SCHEMA);
    assert!(!path.exists(), "{} is frozen", path.display());
    std::fs::write(path, format!("{}\n", serde_json::to_string_pretty(&texts).unwrap())).unwrap();
}
