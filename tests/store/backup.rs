//! Everything in one file and back again: the file's part. The reader's part is in
//! `tests/reader/backup.rs`.

use super::{NOW, book, contents, import, opened, ready, team};
use ridealong::domain::{Rep, Settings};
use ridealong::store::{
    BackupError, BackupFile, BackupRecords, Budget, Compared, Envelope, InTasks, MemoryBackend,
    NotKept, Rejected, SCHEMA, Take, TakenOver, write_backup,
};

fn read(text: &str) -> BackupFile {
    BackupFile::read(text.as_bytes()).unwrap()
}

/// Takes over its small records, as they come from the reader.
fn take_over(
    backup: &BackupFile,
    backend: &MemoryBackend,
    of_conflicts: Take,
    now: u64,
) -> Result<(), NotKept> {
    let records = BackupRecords::of_texts(&backup.records.texts());
    assert_eq!(records, backup.records);
    let backup = TakenOver { records, deals: None, of_conflicts: of_conflicts.into() };
    let tasks = InTasks::over(backend, async || ());
    let budget = Budget::LOCAL_STORAGE;
    ready(tasks.take_over(backup, budget, async || None, now, |_, _| ())).map(drop)
}

#[test]
fn a_backup_file_holds_everything() {
    let backend = MemoryBackend::default();
    let store = team(&backend);
    store.save_rep(&Rep::named("Dana"), NOW).unwrap();
    store.save_settings(&Settings::default(), NOW).unwrap();
    import(&backend, &book(30, 5)).unwrap();
    let backup = read(&write_backup(&backend, NOW + 5).unwrap());
    assert_eq!((backup.rejected, backup.saved_at), (Rejected::default(), NOW + 5));
    assert_eq!((contents(&backup.deals), backup.deals_saved_at), (contents(&book(30, 5)), NOW));

    let elsewhere = MemoryBackend::default();
    let lines = backup.records.preview(&elsewhere).unwrap();
    assert!(lines.iter().all(|line| line.compared == Compared::New));
    take_over(&backup, &elsewhere, Take::Backup, NOW).unwrap();
    let (there, here) = (opened(&elsewhere).0, opened(&backend).0);
    assert_eq!((there.settings, there.reps), (here.settings, here.reps));
    let again = backup.records.preview(&elsewhere).unwrap();
    assert!(again.iter().all(|line| line.compared == Compared::Same));
}

#[test]
fn a_backup_is_compared_with_what_changed_since() {
    let backend = MemoryBackend::default();
    let store = team(&backend);
    let mut dana = Rep::named("Dana");
    let tom = Rep::named("Tom");
    for rep in [&dana, &tom] {
        store.save_rep(rep, NOW).unwrap();
    }
    let backup = read(&write_backup(&backend, NOW).unwrap());
    dana.region = Some("West".to_owned());
    store.save_rep(&dana, NOW + 1).unwrap();
    let compared = |backend: &MemoryBackend, backup: &BackupFile, name: &str| {
        let lines = backup.records.preview(backend).unwrap();
        lines.into_iter().find(|line| line.name.as_deref() == Some(name)).unwrap().compared
    };
    assert_eq!(compared(&backend, &backup, "Dana"), Compared::KeptIsNewer);
    assert_eq!(compared(&backend, &backup, "Tom"), Compared::Same);
    // The other way round: a file saved after it is newer than what is kept.
    let newer = read(&write_backup(&backend, NOW + 2).unwrap());
    let older = MemoryBackend::default();
    take_over(&backup, &older, Take::Backup, NOW).unwrap();
    assert_eq!(compared(&older, &newer, "Dana"), Compared::Changed);
    // Both changed since: the user chooses, and what is chosen is the newest from then on.
    dana.region = Some("East".to_owned());
    team(&older).save_rep(&dana, NOW + 1).unwrap();
    assert_eq!(compared(&older, &newer, "Dana"), Compared::Conflict);
    let region = |backend: &MemoryBackend| opened(backend).0.reps[0].region.clone();
    take_over(&newer, &older, Take::Kept, NOW + 3).unwrap();
    assert_eq!(region(&older), Some("East".to_owned()));
    take_over(&newer, &older, Take::Backup, NOW + 3).unwrap();
    assert_eq!(region(&older), Some("West".to_owned()));
}

#[test]
fn a_rep_removed_there_is_said_by_the_name_that_is_kept_here() {
    let backend = MemoryBackend::default();
    let dana = Rep::named("Dana");
    team(&backend).save_rep(&dana, NOW).unwrap();
    let here = MemoryBackend::holding(backend.snapshot());
    team(&backend).delete_rep(dana.id, NOW + 1).unwrap();
    let backup = read(&write_backup(&backend, NOW + 1).unwrap());
    let lines = backup.records.preview(&here).unwrap();
    let line = lines.first().unwrap();
    assert_eq!((line.is_deleted, line.name.as_deref()), (true, Some("Dana")));
    assert_eq!(line.compared, Compared::Changed);
    take_over(&backup, &here, Take::Backup, NOW + 2).unwrap();
    assert_eq!(opened(&here).0.reps, []);
}

#[test]
fn however_little_room_there_is_a_backup_is_taken_over_whole_or_nothing_changes() {
    let backend = MemoryBackend::default();
    for at in 0..12 {
        team(&backend).save_rep(&Rep::named(&format!("Rep {at}")), NOW).unwrap();
    }
    let backup = read(&write_backup(&backend, NOW).unwrap());
    let mut outcomes = [0, 0];
    for units in (400..8_000).step_by(190) {
        let small = MemoryBackend::with_budget(Budget::of_units(units));
        if team(&small).save_rep(&Rep::named("Here"), NOW).is_err() {
            continue;
        }
        let before = small.snapshot();
        if take_over(&backup, &small, Take::Backup, NOW).is_ok() {
            assert_eq!(opened(&small).0.reps.len(), 13, "{units}");
            outcomes[0] += 1;
        } else {
            assert_eq!(small.snapshot(), before, "{units}");
            outcomes[1] += 1;
        }
    }
    assert!(outcomes.iter().all(|times| *times > 3), "{outcomes:?}");
}

#[test]
fn fault_22_files_that_are_no_backup_are_refused_and_bad_parts_left_out() {
    let refused = |text: &str| BackupFile::read(text.as_bytes()).err();
    assert_eq!(refused(""), Some(BackupError::NotABackup));
    assert_eq!(refused(&"[".repeat(10_000)), Some(BackupError::NotABackup));
    assert_eq!(refused(&" ".repeat(50_000_000)), Some(BackupError::NotABackup));
    assert_eq!(refused(&" ".repeat(61_000_000)), Some(BackupError::TooLarge));
    assert_eq!(refused(r#"{"app":"another","data":{}}"#), Some(BackupError::NotABackup));
    assert_eq!(refused(r#"{"__proto__":{"app":"ridealong"}}"#), Some(BackupError::NotABackup));
    assert_eq!(BackupFile::read(b"\x89PNG\xff\xfe").err(), Some(BackupError::NotABackup));

    let backend = MemoryBackend::default();
    team(&backend).save_rep(&Rep::named("Dana"), NOW).unwrap();
    let text = write_backup(&backend, NOW).unwrap();
    for end in [text.len() / 2, text.len() - 1] {
        assert_eq!(refused(&text[..end]), Some(BackupError::NotWhole));
    }
    assert_eq!(refused(&text.replace("Dana", "Dena")), Some(BackupError::NotWhole));
    let mut newer = Envelope::new("backup", "", 0, NOW, &()).unwrap();
    newer.schema = SCHEMA + 1;
    assert_eq!(refused(&newer.write()), Some(BackupError::Newer));
    // A backup made by hand: its own checksum is right and its records are not.
    let record = |id: &str, data: &str| {
        let mut envelope = Envelope::new("rep", id, 1, NOW, &()).unwrap();
        data.clone_into(&mut envelope.data);
        envelope.write()
    };
    let dana = Rep::named("Dana");
    let id = dana.id.to_string();
    let whole = record(&id, &serde_json::to_string(&dana).unwrap());
    let pack = Envelope::new("deals", "x.0", 1, NOW, &"no pack").unwrap().write();
    let records = [
        whole.clone(),
        whole.clone(),
        whole.replace("Dana", "Dena"),
        record("x", r#"{"id":"x","name":1e999}"#),
        record("y", r#"{"__proto__":{"name":"z"}}"#),
        record("0000000000000001", &serde_json::to_string(&dana).unwrap()),
        record("z", r#"{"id":"0000000000000002","name":"z","started":"99999-01-01"}"#),
        pack,
    ];
    let mut by_hand = Envelope::new("backup", "", 0, NOW, &()).unwrap();
    by_hand.data = format!("{{\"records\":[{}]}}", records.join(","));
    let backup = read(&by_hand.write());
    assert_eq!(backup.rejected, Rejected { unreadable: 6, twice: 1 });
    assert_eq!(backup.records.preview(&backend).unwrap().len(), 1);
}
