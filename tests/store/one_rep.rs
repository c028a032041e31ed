//! One rep in a file of their own, or erased.

use super::{NOW, book, contents, import, opened, team};
use ridealong::domain::{Rep, RepId};
use ridealong::store::{
    Backend, BackupFile, Budget, DEVICE_KEY, ErasedRep, Finding, Had, Handover, MemoryBackend,
    NewRecord, Revisions, erase_rep, find_deals, go_back_to, write_backup, write_rep,
};

/// Two reps with deals, and what else may name one of them.
fn two_reps() -> (MemoryBackend, Rep) {
    let backend = MemoryBackend::default();
    backend.set(DEVICE_KEY, "here").unwrap();
    import(&backend, &book(60, 5)).unwrap();
    let mut rep = Rep::named("Rep 0");
    rep.also_known_as = vec!["Zero, Rep".to_owned()];
    team(&backend).save_reps(&[rep.clone(), Rep::named("Rep 1")], NOW).unwrap();
    rep.region = Some("West".to_owned());
    team(&backend).save_rep(&rep, NOW + 1).unwrap();
    for (id, name) in [("aa", "Rep 0"), ("bb", "Rep 1")] {
        let answers = serde_json::json!({ "same": { "x": name } });
        NewRecord::of_shape(id.to_owned(), answers).save(&backend, NOW).unwrap();
    }
    let records = BackupFile::read(write_backup(&backend, NOW).unwrap().as_bytes()).unwrap();
    let had = |record| Had { record, changes: Revisions::new() };
    let past = ["there", "elsewhere"]
        .map(|device| (device.to_owned(), records.records.texts().into_iter().map(had).collect()));
    let handover = Handover { past: past.into(), ..Handover::default() };
    handover.keep(&backend, NOW).unwrap();
    backend.set("ridealong:aside:0:ridealong:rep:x:0", "half of {\"name\":\"Rep 0\"").unwrap();
    let handed = "half of {\"record\":\"{\\\"name\\\":\\\"Rep 0\\\"";
    backend.set("ridealong:aside:1:ridealong:handover:team:0", handed).unwrap();
    (backend, rep)
}

fn erased(backend: &MemoryBackend, rep: &Rep) -> ErasedRep {
    erase_rep(backend, rep, Budget::LOCAL_STORAGE, NOW + 5).unwrap()
}

fn of_rep(backend: &MemoryBackend, name: &str) -> usize {
    opened(backend).0.deals.deals().iter().filter(|deal| deal.rep.as_deref() == Some(name)).count()
}

#[test]
fn nothing_that_names_an_erased_rep_is_left_and_all_else_stays() {
    let (backend, rep) = two_reps();
    let (mine, others, nobodys) =
        (of_rep(&backend, "Rep 0"), of_rep(&backend, "Rep 1"), 60 / 7 + 1);
    let gone = erased(&backend, &rep);
    assert_eq!(gone.deals, mine);
    assert!(mine > 10 && others > 10);
    let (workspace, findings) = opened(&backend);
    assert_eq!(findings, [] as [Finding; 0]);
    assert_eq!(workspace.reps, [Rep::named("Rep 1")]);
    assert_eq!(workspace.deals.len(), others + nobodys);
    for (key, text) in backend.snapshot() {
        assert!(!text.contains("Rep 0") && !text.contains("West"), "{key}: {text}");
    }
    assert!(backend.keys().unwrap().iter().any(|key| key.starts_with("ridealong:shape:bb")));
    // An index that is lost is made anew from what is left.
    for key in backend.keys().unwrap() {
        if key.starts_with("ridealong:index:") {
            backend.remove(&key).unwrap();
        }
    }
    assert_eq!(find_deals(&backend).unwrap().index.deals(), others + nobodys);
}

#[test]
fn an_erasure_can_be_undone() {
    let (backend, rep) = two_reps();
    let before = opened(&backend).0;
    let aside = |backend: &MemoryBackend| {
        let texts = backend.snapshot().into_iter();
        texts.filter(|(key, _)| key.starts_with("ridealong:aside:")).collect::<Vec<_>>()
    };
    let aside_before = aside(&backend);
    let gone = erased(&backend, &rep);
    assert_ne!(aside(&backend), aside_before);
    gone.before.undo(&backend, Budget::LOCAL_STORAGE, NOW + 6).unwrap();
    assert_eq!(aside(&backend), aside_before);
    let after = opened(&backend).0;
    assert_eq!(after.reps, before.reps);
    assert_eq!(contents(&after.deals), contents(&before.deals));
}

#[test]
fn where_an_erasure_fails_midway_everything_is_as_it_was_or_can_be_put_back() {
    let (whole, rep) = two_reps();
    let before = opened(&whole).0;
    for writes in 0..40 {
        let backend = MemoryBackend::holding(whole.snapshot());
        backend.fail_after_writes(writes);
        let Err(not_kept) = erase_rep(&backend, &rep, Budget::LOCAL_STORAGE, NOW + 5) else {
            return;
        };
        backend.heal();
        if let Some(then) = not_kept.before {
            go_back_to(&backend, &then, Budget::LOCAL_STORAGE, NOW + 6).unwrap();
        }
        let after = opened(&backend).0;
        assert_eq!(after.reps, before.reps, "after {writes} writes");
        assert_eq!(contents(&after.deals), contents(&before.deals), "after {writes} writes");
    }
    panic!("it never came to its end");
}

#[test]
fn a_file_of_one_rep_holds_nobody_else() {
    let (backend, rep) = two_reps();
    let before = backend.snapshot();
    let (text, _) = write_rep(&backend, &rep, NOW + 5).unwrap();
    assert_eq!(backend.snapshot(), before);
    assert!(!text.contains("Rep 1"));
    let file = BackupFile::read(text.as_bytes()).unwrap();
    assert_eq!(file.deals.len(), of_rep(&backend, "Rep 0"));
    assert_eq!(file.records.reps().collect::<Vec<_>>(), [rep]);
    // Loaded elsewhere it changes nobody else, and what is had in common with others is not forgotten.
    let there = MemoryBackend::default();
    there.set(DEVICE_KEY, "there").unwrap();
    let all = BackupFile::read(write_backup(&backend, NOW).unwrap().as_bytes()).unwrap();
    for file in [&all, &file] {
        file.records.put(&there, ridealong::store::Take::Backup, NOW + 6).unwrap();
    }
    let one = RepId::first_seen_as("Rep 1").to_string();
    let known = Handover::kept(&there).unwrap();
    assert!(known.past["here"].iter().any(|had| had.record.contains(&one)));
    assert_eq!(opened(&there).0.reps.len(), 2);
}

#[test]
fn what_both_have_in_common_goes_with_a_file_of_one_rep() {
    let (here, mut rep) = two_reps();
    let there = MemoryBackend::default();
    there.set(DEVICE_KEY, "there").unwrap();
    let take = ridealong::store::Take::Kept;
    let load = |text: &str, to: &MemoryBackend| {
        let file = BackupFile::read(text.as_bytes()).unwrap();
        let lines = file.records.preview(to).unwrap();
        file.records.put(to, take, NOW + 7).unwrap();
        lines
    };
    load(&write_backup(&here, NOW + 6).unwrap(), &there);
    load(&write_backup(&there, NOW + 7).unwrap(), &here);
    // There the region is said no more, here a role: in their own file both are so.
    rep.region = None;
    team(&there).save_rep(&rep, NOW + 8).unwrap();
    let mut ours = Rep { region: Some("West".to_owned()), ..rep.clone() };
    ours.role = Some("AE".to_owned());
    team(&here).save_rep(&ours, NOW + 9).unwrap();
    let lines = load(&write_rep(&there, &rep, NOW + 10).unwrap().0, &here);
    assert!(lines.iter().all(|line| line.disputed.is_empty()), "{lines:?}");
    let is_it = |one: &Rep| one.id == rep.id;
    let after = opened(&here).0.reps.into_iter().find(is_it).unwrap();
    assert_eq!((after.region, after.role.as_deref()), (None, Some("AE")));
}

#[test]
fn what_can_not_be_read_of_others_is_in_no_file_of_one_rep_and_theirs_is_erased() {
    let (backend, rep) = two_reps();
    let halves = |name: &str| {
        let id = format!(":{}", RepId::first_seen_as(name));
        let is_pack = |key: &&String| key.starts_with("ridealong:deals:") && key.contains(&id);
        let keys: Vec<String> = backend.keys().unwrap().iter().filter(is_pack).cloned().collect();
        assert!(!keys.is_empty());
        for key in keys {
            backend.set(&key, &format!("half of {name}")).unwrap();
        }
    };
    halves("Rep 1");
    let (text, damaged) = write_rep(&backend, &rep, NOW + 5).unwrap();
    assert!(!text.contains("Rep 1") && damaged == 0);
    assert_eq!(BackupFile::read(text.as_bytes()).unwrap().deals.len(), of_rep(&backend, "Rep 0"));
    halves("Rep 0");
    let (text, damaged) = write_rep(&backend, &rep, NOW + 5).unwrap();
    assert!(text.contains("half of Rep 0") && !text.contains("Rep 1") && damaged > 0);
    erased(&backend, &rep);
    let left = backend.snapshot();
    assert!(!left.values().any(|text| text.contains("Rep 0")));
    assert!(left.values().any(|text| text.contains("half of Rep 1")));
}

#[test]
fn who_turned_out_to_be_an_erased_rep_is_nowhere_left_either() {
    let (backend, mut rep) = two_reps();
    // Known elsewhere as one who was joined here, and whose name is not written any more.
    rep.also_known_as.clear();
    rep.formerly = vec![RepId::first_seen_as("R. Zero")];
    let other = Rep { region: Some("Far West".to_owned()), ..Rep::named("R. Zero") };
    team(&backend).save_rep(&other, NOW + 2).unwrap();
    team(&backend).delete_rep(other.id, NOW + 3).unwrap();
    team(&backend).save_rep(&rep, NOW + 3).unwrap();
    let there = MemoryBackend::default();
    there.set(DEVICE_KEY, "far").unwrap();
    team(&there).save_rep(&other, NOW).unwrap();
    let answers = serde_json::json!({ "same": { "x": "Rep 0" } });
    NewRecord::of_shape("cc".to_owned(), answers).save(&there, NOW).unwrap();
    let answers = serde_json::json!({ "same": { "x": "nobody" } });
    NewRecord::of_shape("cc".to_owned(), answers).save(&backend, NOW).unwrap();
    let file = BackupFile::read(write_backup(&there, NOW + 4).unwrap().as_bytes()).unwrap();
    file.records.put(&backend, ridealong::store::Take::Kept, NOW + 4).unwrap();
    team(&backend).delete_rep(other.id, NOW + 4).unwrap();
    assert!(backend.snapshot().values().any(|text| text.contains("Far West")));
    erased(&backend, &rep);
    for (key, text) in backend.snapshot() {
        let names = ["Rep 0", "R. Zero", "Far West"];
        assert!(!names.iter().any(|name| text.contains(name)), "{key}: {text}");
    }
}

#[test]
fn what_was_handed_over_and_undone_is_not_left_in_an_older_copy() {
    let (backend, rep) = two_reps();
    let key = |backend: &MemoryBackend| {
        let keys = backend.keys().unwrap();
        keys.into_iter().filter(|key| key.starts_with("ridealong:handover:")).collect::<Vec<_>>()
    };
    // Undone, a mark stands over it.
    let empty = MemoryBackend::holding(
        backend.snapshot().into_iter().filter(|(at, _)| !key(&backend).contains(at)),
    );
    let without = ridealong::store::Snapshot::take(&empty).unwrap();
    go_back_to(&backend, &without, Budget::LOCAL_STORAGE, NOW + 2).unwrap();
    assert!(key(&backend).iter().any(|key| backend.snapshot()[key].contains("Rep 0")));
    erased(&backend, &rep);
    for (key, text) in backend.snapshot() {
        assert!(!text.contains("Rep 0"), "{key}: {text}");
    }
}

#[test]
fn another_rep_of_the_same_name_as_one_is_also_written_keeps_their_deals() {
    let (backend, mut rep) = two_reps();
    rep.also_known_as.push("Rep 1".to_owned());
    team(&backend).save_rep(&rep, NOW + 2).unwrap();
    let others = of_rep(&backend, "Rep 1");
    assert!(!write_rep(&backend, &rep, NOW + 3).unwrap().0.contains("\"rep\":\"Rep 1\""));
    erased(&backend, &rep);
    assert_eq!(of_rep(&backend, "Rep 1"), others);
    assert_eq!(opened(&backend).0.reps, [Rep::named("Rep 1")]);
}
