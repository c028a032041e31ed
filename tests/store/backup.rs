//! Everything in one file and back again.

use super::{NOW, book, contents, import, opened, team};
use ridealong::domain::{Rep, Settings};
use ridealong::store::{
    Backup, BackupError, Compared, Envelope, MemoryBackend, SCHEMA, Take, write_backup,
};

#[test]
fn a_backup_brings_everything_back_elsewhere() {
    let backend = MemoryBackend::default();
    let store = team(&backend);
    store.save_rep(&Rep::named("Dana"), NOW).unwrap();
    store.save_settings(&Settings::default(), NOW).unwrap();
    import(&backend, &book(30, 5)).unwrap();
    let text = write_backup(&backend, NOW).unwrap();

    let elsewhere = MemoryBackend::default();
    let backup = Backup::read(&text).unwrap();
    assert_eq!(backup.rejected, []);
    let lines = backup.preview(&elsewhere).unwrap();
    assert!(lines.iter().all(|line| line.compared == Compared::New));
    let restored = backup.restore(&elsewhere, NOW, |_| Take::Backup).unwrap();
    assert_eq!(restored, 2);
    import(&elsewhere, &backup.deals).unwrap();
    let (there, here) = (opened(&elsewhere).0, opened(&backend).0);
    assert_eq!((there.settings, there.reps), (here.settings, here.reps));
    assert_eq!(contents(&there.deals), contents(&here.deals));
    let again = backup.preview(&elsewhere).unwrap();
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
    let text = write_backup(&backend, NOW).unwrap();
    let backup = Backup::read(&text).unwrap();
    dana.region = Some("West".to_owned());
    store.save_rep(&dana, NOW + 1).unwrap();
    let compared = |backup: &Backup, name: &str| {
        let lines = backup.preview(&backend).unwrap();
        lines.into_iter().find(|line| line.name.as_deref() == Some(name)).unwrap().compared
    };
    assert_eq!(compared(&backup, "Dana"), Compared::KeptIsNewer);
    assert_eq!(compared(&backup, "Tom"), Compared::Same);
    // The other way round: a file saved after it is newer than what is kept.
    let newer = Backup::read(&write_backup(&backend, NOW + 2).unwrap()).unwrap();
    let older = MemoryBackend::default();
    backup.restore(&older, NOW, |_| Take::Backup).unwrap();
    let lines = newer.preview(&older).unwrap();
    assert!(lines.iter().any(|line| line.compared == Compared::Changed));
    // Chosen against its age, the backup's copy becomes the newest.
    backup.restore(&backend, NOW + 3, |_| Take::Backup).unwrap();
    assert_eq!(opened(&backend).0.reps.first().and_then(|rep| rep.region.clone()), None);
}

#[test]
fn fault_22_files_that_are_no_backup_are_refused_and_bad_parts_left_out() {
    let refused = |text: &str| Backup::read(text).err();
    assert_eq!(refused(""), Some(BackupError::NotABackup));
    assert_eq!(refused(&"[".repeat(10_000)), Some(BackupError::NotABackup));
    assert_eq!(refused(&" ".repeat(61_000_000)), Some(BackupError::TooLarge));
    assert_eq!(refused(r#"{"app":"another","data":{}}"#), Some(BackupError::NotABackup));
    assert_eq!(refused(r#"{"__proto__":{"app":"ridealong"}}"#), Some(BackupError::NotABackup));

    let backend = MemoryBackend::default();
    team(&backend).save_rep(&Rep::named("Dana"), NOW).unwrap();
    let text = write_backup(&backend, NOW).unwrap();
    for end in [text.len() / 2, text.len() - 1] {
        assert_eq!(refused(&text[..end]), Some(BackupError::NotABackup));
    }
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
    let records = [
        whole.clone(),
        whole.clone(),
        whole.replace("Dana", "Dena"),
        record("x", r#"{"id":"x","name":1e999}"#),
        record("y", r#"{"__proto__":{"name":"z"}}"#),
        record("0000000000000001", &serde_json::to_string(&dana).unwrap()),
        record("z", r#"{"id":"0000000000000002","name":"z","started":"99999-01-01"}"#),
    ];
    let mut by_hand = Envelope::new("backup", "", 0, NOW, &()).unwrap();
    by_hand.data = format!("{{\"records\":[{}]}}", records.join(","));
    let backup = Backup::read(&by_hand.write()).unwrap();
    assert_eq!(backup.rejected.len(), 6, "{:?}", backup.rejected);
    assert_eq!(backup.preview(&backend).unwrap().len(), 1);
}
