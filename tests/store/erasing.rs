//! Three devices that change and erase reps, hand files round and undo loads, in any order.

use super::{NOW, book, import, opened, ready, team};
use proptest::prelude::*;
use ridealong::domain::Rep;
use ridealong::domain::RepId;
use ridealong::store::{
    Backend, BackupFile, Before, Budget, Choices, Compared, DEVICE_KEY, InTasks, MemoryBackend,
    Take, TakenOver, erase_rep, write_backup,
};
use std::collections::BTreeSet;

const NAMES: [&str; 2] = ["Rep 0", "Rep 1"];

#[derive(Clone, Copy, Debug)]
enum Happens {
    /// Something is typed of a rep.
    Edit {
        on: usize,
        rep: usize,
    },
    Erase {
        on: usize,
        rep: usize,
    },
    /// A file is saved, to be loaded whenever.
    Save {
        on: usize,
    },
    /// One of the files saved so far is loaded, and that may be undone at once.
    Load {
        on: usize,
        file: usize,
        is_undone: bool,
    },
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        4 => (0_usize..3, 0_usize..2).prop_map(|(on, rep)| Happens::Edit { on, rep }),
        1 => (0_usize..3, 0_usize..2).prop_map(|(on, rep)| Happens::Erase { on, rep }),
        3 => (0_usize..3).prop_map(|on| Happens::Save { on }),
        4 => (0_usize..3, 0_usize..9, any::<bool>())
            .prop_map(|(on, file, is_undone)| Happens::Load { on, file, is_undone }),
    ]
}

fn device(name: &str) -> MemoryBackend {
    let backend = MemoryBackend::default();
    backend.set(DEVICE_KEY, name).unwrap();
    import(&backend, &book(30, 5)).unwrap();
    backend
}

/// The rep, where they are in the team.
fn rep(backend: &MemoryBackend, name: &str) -> Option<Rep> {
    let reps = opened(backend).0.reps;
    reps.into_iter().find(|rep| rep.id == RepId::first_seen_as(name))
}

/// Loads a file with what is chosen unless the user says otherwise: who was erased stays so.
fn load(backend: &MemoryBackend, file: &str, now: u64) -> Before {
    let records = BackupFile::read(file.as_bytes()).unwrap().records;
    let mut of_conflicts = Choices::from(Take::Backup);
    for line in records.preview(backend).unwrap() {
        if line.compared == Compared::ErasedHere {
            of_conflicts.choose(line.kind, &line.id, Take::Kept);
        }
    }
    let backup = TakenOver { records, deals: None, of_conflicts };
    let tasks = InTasks::over(backend, async || ());
    let taken = tasks.take_over(backup, Budget::LOCAL_STORAGE, async || None, now, |_, _| ());
    ready(taken).unwrap()
}

/// What somebody sees: the reps, and of how many deals whose.
fn seen(backend: &MemoryBackend) -> (Vec<Rep>, Vec<Option<String>>) {
    let workspace = opened(backend).0;
    let mut deals: Vec<_> = workspace.deals.deals().iter().map(|deal| deal.rep.clone()).collect();
    deals.sort();
    (workspace.reps, deals)
}

proptest! {
    #[test]
    fn who_was_erased_is_nowhere_once_all_have_heard_and_nobody_else_is_missing(
        happens in proptest::collection::vec(happens(), 0..24),
    ) {
        let devices = ["a", "b", "c"].map(device);
        team(&devices[0]).save_reps(&NAMES.map(Rep::named), NOW).unwrap();
        // The others have heard of nothing yet: this file is there to be loaded.
        let mut files = vec![write_backup(&devices[0], NOW).unwrap()];
        let mut erased = BTreeSet::new();
        for (now, what) in (NOW + 1..).zip(happens) {
            match what {
                Happens::Edit { on, rep: which } => {
                    if let Some(mut rep) = rep(&devices[on], NAMES[which]) {
                        rep.region = Some(now.to_string());
                        team(&devices[on]).save_rep(&rep, now).unwrap();
                    }
                }
                Happens::Erase { on, rep: which } => {
                    if let Some(rep) = rep(&devices[on], NAMES[which]) {
                        erase_rep(&&devices[on], &rep, Budget::LOCAL_STORAGE, now).unwrap();
                        erased.insert(NAMES[which]);
                    }
                }
                Happens::Save { on } => files.push(write_backup(&devices[on], now).unwrap()),
                Happens::Load { on, file, is_undone } => {
                    let file = &files[file % files.len()];
                    let before = seen(&devices[on]);
                    let undo = load(&devices[on], file, now);
                    if is_undone {
                        undo.undo(&&devices[on], Budget::LOCAL_STORAGE, now).unwrap();
                        prop_assert_eq!(seen(&devices[on]), before);
                    }
                }
            }
        }
        for (now, (from, to)) in (NOW + 100..).zip([(1, 0), (2, 0), (0, 1), (0, 2)]) {
            let file = write_backup(&devices[from], now).unwrap();
            load(&devices[to], &file, now);
        }
        let left = |name: &&str| !erased.contains(*name);
        for device in &devices {
            let (reps, deals) = seen(device);
            let names: Vec<&str> = reps.iter().map(|rep| rep.name.as_str()).collect();
            prop_assert_eq!(&names, &NAMES.into_iter().filter(left).collect::<Vec<_>>());
            for name in &erased {
                prop_assert!(deals.iter().all(|of| of.as_deref() != Some(*name)));
            }
            prop_assert_eq!(&reps, &seen(&devices[0]).0);
        }
    }
}
