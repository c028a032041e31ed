//! Acts of many writes: whichever of them fails, what is kept is what was there before; and wherever
//! the page is closed, the deals are those of before or all of the new, with their reps.

use super::{NOW, book, contents, import, ready, team, tidied};
use ridealong::domain::{DealBook, Rep, RepId};
use ridealong::store::{
    Backend, BackendError, Budget, Confirmed, DealsImport, Finding, InTasks, Key, MemoryBackend,
    NewRecord, NotKept, OldDealsAreSafe, Packing, SaveError, Snapshot, used, write_backup,
};
use std::collections::BTreeMap;

async fn no_pause() {}

/// An import of these deals with the reps that they name.
fn confirmed(
    backend: &MemoryBackend,
    deals: &DealBook,
    reps: &[&str],
    old_are_safe: bool,
) -> Result<Confirmed, SaveError> {
    let import = DealsImport::begin(backend)?;
    let packs = Packing::whole(deals, RepId::first_seen_as);
    let generation = import.generation();
    let packs = packs.iter().map(|pack| pack.written(generation, NOW));
    let records = reps.iter().map(|name| NewRecord::of_rep(&Rep::named(name)));
    Ok(Confirmed {
        import,
        packs: packs.collect::<Result<_, _>>()?,
        records: records.collect::<Result<_, _>>()?,
        old_are_safe: old_are_safe.then_some(OldDealsAreSafe),
    })
}

fn keep(
    backend: &MemoryBackend,
    deals: &DealBook,
    budget: Budget,
    old_are_safe: bool,
) -> Result<Snapshot, NotKept> {
    let confirmed = confirmed(backend, deals, &["Rep 0", "Rep 1", "New"], old_are_safe)?;
    let tasks = InTasks::over(backend, no_pause);
    let kept = tasks.keep_import(confirmed, budget, NOW, |_, _| ());
    ready(kept).map(|(_, before)| before)
}

/// With the old deals and their reps, or without any.
fn started(old: Option<&DealBook>) -> MemoryBackend {
    let backend = MemoryBackend::default();
    if let Some(old) = old {
        for name in ["Rep 0", "Rep 1"] {
            team(&backend).save_rep(&Rep::named(name), NOW).unwrap();
        }
        import(&backend, old).unwrap();
    }
    backend
}

/// Room for the old or the new deals, and not for both.
fn tight(backend: &MemoryBackend, new: &DealBook) -> Budget {
    let import = confirmed(backend, new, &[], true).unwrap();
    let mut begun = import.import;
    begun.bring(import.packs);
    let used = used(backend).unwrap();
    let least = used.others + begun.units();
    // 80 of a hundred units may be filled.
    let budget = Budget::of_units((least / 80 + 1) * 100);
    assert!(budget.free(used) < begun.units());
    budget
}

/// The reps by name are those of the deals.
fn reps(backend: &MemoryBackend) -> Vec<String> {
    tidied(backend).0.reps.into_iter().map(|rep| rep.name).collect()
}

#[derive(Clone, Copy, Debug)]
enum Where {
    Empty,
    Beside,
    Instead,
}

const PLACES: [Where; 3] = [Where::Empty, Where::Beside, Where::Instead];

fn set_up(place: Where, old: &DealBook, new: &DealBook) -> (BTreeMap<String, String>, Budget) {
    let backend = started((!matches!(place, Where::Empty)).then_some(old));
    let budget = match place {
        Where::Instead => tight(&backend, new),
        Where::Empty | Where::Beside => Budget::LOCAL_STORAGE,
    };
    (backend.snapshot(), budget)
}

#[test]
fn whichever_write_of_an_import_fails_everything_is_as_it_was() {
    let (old, new) = (book(30, 5), book(40, 6));
    for place in PLACES {
        let (before, budget) = set_up(place, &old, &new);
        let mut failed = 0;
        for writes in 0.. {
            let backend = MemoryBackend::holding(before.clone());
            backend.fail_one_write_after(writes);
            let kept = keep(&backend, &new, budget, true);
            if !backend.has_failed() {
                assert!(kept.is_ok(), "{place:?}: {kept:?}");
                break;
            }
            backend.heal();
            match kept {
                Err(not_kept) => {
                    let error = SaveError::Backend(BackendError::Full);
                    assert_eq!(not_kept, NotKept { error, before: None }, "{place:?} {writes}");
                    assert_eq!(backend.snapshot(), before, "{place:?} after {writes} writes");
                    failed += 1;
                }
                // Only what is left of the old deals may stay until the next start.
                Ok(_) => assert_eq!(contents(&tidied(&backend).0.deals), contents(&new)),
            }
        }
        assert!(failed > 5, "{place:?}: {failed}");
    }
}

#[test]
fn an_import_killed_at_any_write_leaves_the_old_deals_or_the_new_ones_with_their_reps() {
    let (old, new) = (book(30, 5), book(40, 6));
    let none = DealBook::new();
    for place in PLACES {
        let (before, budget) = set_up(place, &old, &new);
        let before_it = if matches!(place, Where::Empty) { &none } else { &old };
        let mut seen = [0; 3];
        let mut reps_ahead = 0;
        for writes in 0..60 {
            let backend = MemoryBackend::holding(before.clone());
            backend.fail_after_writes(writes);
            let _ = keep(&backend, &new, budget, true);
            backend.heal();
            let (found, findings) = tidied(&backend);
            let deals = contents(&found.deals);
            if deals == contents(&new) {
                assert_eq!(reps(&backend), ["New", "Rep 0", "Rep 1"], "{place:?} {writes}");
                assert_eq!(findings, []);
                seen[0] += 1;
            } else if deals == contents(before_it) {
                assert_eq!(findings, [], "{place:?} {writes}");
                reps_ahead += usize::from(reps(&backend).contains(&"New".to_owned()));
                seen[1] += 1;
            } else {
                assert!(matches!(place, Where::Instead), "{place:?} {writes}: {findings:?}");
                assert_eq!(findings, [Finding::ImportInterrupted]);
                seen[2] += 1;
            }
        }
        assert!(seen[0] > 0 && seen[1] > 0, "{place:?}: {seen:?}");
        // The reps come last but for the index.
        assert!(reps_ahead <= 2, "{place:?}: {reps_ahead} times");
    }
}

#[test]
fn going_back_killed_at_any_write_leaves_one_of_both_whole() {
    let (old, new) = (book(30, 5), book(40, 6));
    let none = DealBook::new();
    for place in [Where::Empty, Where::Beside] {
        let (kept_before, budget) = set_up(place, &old, &new);
        let backend = MemoryBackend::holding(kept_before.clone());
        let before = keep(&backend, &new, budget, true).unwrap();
        let after = backend.snapshot();
        let old = if matches!(place, Where::Empty) { &none } else { &old };
        let mut seen = [0; 2];
        for writes in 0.. {
            let backend = MemoryBackend::holding(after.clone());
            backend.fail_after_writes(writes);
            let done = before.put_back(&backend).is_ok();
            backend.heal();
            if done {
                assert_eq!(backend.snapshot(), kept_before);
                break;
            }
            let (found, findings) = tidied(&backend);
            assert_eq!(findings, [], "{place:?} after {writes} writes");
            if contents(&found.deals) == contents(&new) {
                assert_eq!(reps(&backend), ["New", "Rep 0", "Rep 1"], "{place:?} {writes}");
                seen[0] += 1;
            } else {
                assert_eq!(contents(&found.deals), contents(old), "{place:?} {writes}");
                seen[1] += 1;
            }
        }
        assert!(seen.iter().all(|times| *times > 0), "{place:?}: {seen:?}");
    }
}

#[test]
fn where_not_even_the_old_can_be_put_back_it_is_given_back() {
    let (old, new) = (book(30, 5), book(40, 6));
    let (before, budget) = set_up(Where::Instead, &old, &new);
    let backend = MemoryBackend::holding(before.clone());
    // The old packs are gone, and nothing is taken any more.
    backend.fail_after_writes(6);
    let not_kept = keep(&backend, &new, budget, true).unwrap_err();
    assert_ne!(backend.snapshot(), before);
    backend.heal();
    not_kept.before.unwrap().put_back(&backend).unwrap();
    assert_eq!(backend.snapshot(), before);
}

#[test]
fn old_deals_that_are_not_safe_stay() {
    let (old, new) = (book(30, 5), book(40, 6));
    let (before, budget) = set_up(Where::Instead, &old, &new);
    let backend = MemoryBackend::holding(before.clone());
    let not_kept = keep(&backend, &new, budget, false).unwrap_err();
    assert_eq!(not_kept, NotKept { error: SaveError::NoRoomToGrow, before: None });
    assert_eq!(backend.snapshot(), before);
}

#[test]
fn a_pack_that_somebody_else_removed_is_missed_before_the_index_says_it_is_kept() {
    let backend = started(None);
    let Confirmed { mut import, packs, .. } =
        confirmed(&backend, &book(30, 5), &[], false).unwrap();
    let stolen = packs[0].key(import.generation());
    import.bring(packs);
    while !import.write_next(&backend, NOW).unwrap() {}
    backend.remove(&stolen).unwrap();
    assert_eq!(import.make_kept(&backend, NOW), Err(SaveError::Backend(BackendError::NotKept)));
    assert_eq!(contents(&tidied(&backend).0.deals), []);
}

#[test]
fn a_backup_counts_the_packs_that_are_not_whole_and_holds_them_as_they_are() {
    let backend = started(Some(&book(30, 5)));
    let damaged = |backend: &MemoryBackend| {
        let (parts, damaged) = ready(InTasks::over(backend, no_pause).backup(NOW)).unwrap();
        (parts.concat(), damaged)
    };
    assert_eq!(damaged(&backend), (write_backup(&backend, NOW).unwrap(), 0));
    let is_pack = |key: &&String| matches!(Key::parse(key), Some(Key::Deals { .. }));
    let keys: Vec<String> = backend.snapshot().keys().filter(is_pack).cloned().collect();
    let [first, second, ..] = &keys[..] else { panic!("{keys:?}") };
    backend.set(first, "half of a pack").unwrap();
    backend.remove(second).unwrap();
    let (text, count) = damaged(&backend);
    assert_eq!(count, 2);
    assert!(text.contains("half of a pack"));
    assert!(ridealong::store::BackupFile::read(text.as_bytes()).is_ok());
}
