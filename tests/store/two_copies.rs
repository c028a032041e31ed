//! Two copies on one device: whichever of them loses something, and whenever the browser is killed,
//! what was said to be saved is there again.

#[path = "device.rs"]
mod device;

use super::{NOW, book, contents, import, ready, record};
use device::{Device, Seen, Texts};
use proptest::prelude::*;
use ridealong::domain::{DealBook, PeersBy, Rep, RepId, Settings};
use ridealong::store::{
    Backend, Budget, Confirmed, DealsImport, Envelope, Finding, InTasks, Key, Kind, NewRecord,
    OldDealsAreSafe, Packing, SCHEMA, Slot, Snapshot, TeamStore, all_aside, go_back_to, heal_pack,
};

fn store(device: &Device) -> TeamStore<&Device> {
    TeamStore::open(device, Budget::LOCAL_STORAGE).unwrap().0
}

fn rep(name: &str, region: u8) -> Rep {
    Rep { region: Some(format!("Region {region}")), ..Rep::named(name) }
}

/// A device on which a team is kept, in both copies.
fn with_team() -> Device {
    let device = Device::new();
    device.start();
    for name in ["Dana", "Tom"] {
        store(&device).save_rep(&rep(name, 1), NOW).unwrap();
    }
    import(&device, &book(30, 5)).unwrap();
    assert!(device.flush());
    device
}

fn both(device: &Device) -> (Texts, Texts) {
    (device.local.snapshot(), device.mirror.borrow().clone())
}

#[test]
fn the_mirror_holds_what_the_store_holds() {
    let (local, mirror) = both(&with_team());
    assert_eq!(local, mirror);
    assert!(local.len() > 6);
}

#[test]
fn fault_13_an_emptied_store_comes_back_from_the_mirror_and_says_so() {
    let device = with_team();
    let (before, _) = device.start();
    let kept = both(&device);
    device.clear();
    let (after, findings) = device.start();
    assert_eq!((after, findings), (before.clone(), vec![Finding::BroughtBack]));
    assert_eq!(both(&device), kept);
    assert_eq!(device.start(), (before, Vec::new()));
}

#[test]
fn which_tab_writes_and_the_figures_of_the_last_visit_have_no_second_copy() {
    let device = with_team();
    let of_this_moment = ["ridealong/writer", "ridealong/last-figures"];
    for key in of_this_moment {
        device.local.set(key, "Dana").unwrap();
        // As an older version of the app left it.
        device.mirror.borrow_mut().insert(key.to_owned(), "Dana".to_owned());
    }
    device.local.set("ridealong/calculator", "{}").unwrap();
    device.start();
    assert!(device.flush());
    let mirrored = |key: &str| device.mirror.borrow().contains_key(key);
    assert!(mirrored("ridealong/calculator") && !of_this_moment.into_iter().any(mirrored));
    // Where only these are left everything comes back, and none of another tab's mark.
    device.clear();
    device.local.set("ridealong/writer", "7").unwrap();
    let (_, findings) = device.start();
    assert_eq!(findings, [Finding::BroughtBack]);
    assert_eq!(device.local.get("ridealong/writer"), Ok(Some("7".to_owned())));
}

#[test]
fn fault_15_an_emptied_store_without_its_mirror_is_empty_and_empties_nothing() {
    let device = with_team();
    let (before, _) = device.start();
    device.clear();
    device.reach_mirror(false);
    let ((_, reps, deals), findings) = device.start();
    assert_eq!((reps, deals, findings), (Vec::new(), Vec::new(), Vec::new()));
    store(&device).save_rep(&rep("Ana", 1), NOW).unwrap();
    assert!(!device.flush());
    // With the mirror everything is back, and what was typed meanwhile too.
    device.reach_mirror(true);
    let (after, _) = device.start();
    assert_eq!((&after.0, &after.2), (&before.0, &before.2));
    let names: Vec<_> = after.1.iter().map(|rep| rep.name.as_str()).collect();
    assert_eq!(names, ["Ana", "Dana", "Tom"]);
}

#[test]
fn fault_11_what_was_saved_last_is_there_where_the_browser_forgot_it() {
    let device = with_team();
    let changed = rep("Dana", 9);
    for region in 2..10 {
        store(&device).save_rep(&rep("Dana", region), NOW).unwrap();
        assert!(device.flush());
    }
    for forgotten in 0..40 {
        device.kill(forgotten);
        let ((_, reps, deals), findings) = device.start();
        assert!(reps.contains(&changed), "{forgotten}");
        assert_eq!(deals, contents(&book(30, 5)), "{forgotten}");
        assert!(findings.is_empty() || findings == [Finding::BroughtBack], "{findings:?}");
    }
}

#[test]
fn fault_14_a_clock_set_back_does_not_bring_an_older_copy_forward() {
    let device = with_team();
    store(&device).save_rep(&rep("Dana", 2), NOW).unwrap();
    store(&device).save_rep(&rep("Dana", 3), NOW - 900_000_000).unwrap();
    assert!(device.flush());
    device.kill(1);
    assert!(device.start().0.1.contains(&rep("Dana", 3)));
}

/// The key under which the newest copy of a rep lies.
fn newest_key(device: &Device, name: &str) -> String {
    let id = RepId::first_seen_as(name).to_string();
    let rev = |slot| {
        let text = device.local.get(&record(Kind::Rep, &id, slot)).unwrap();
        match text.as_deref().map(Envelope::read) {
            Some(ridealong::store::Reading::Whole(envelope)) => envelope.rev,
            _ => 0,
        }
    };
    let newest = if rev(Slot::Even) > rev(Slot::Odd) { Slot::Even } else { Slot::Odd };
    record(Kind::Rep, &id, newest)
}

#[test]
fn faults_5_and_6_a_record_damaged_in_one_copy_is_taken_from_the_other() {
    for spoil in
        [|text: &str| text[..text.len() / 2].to_owned(), |text: &str| text.replace("Dana", "Dena")]
    {
        let device = with_team();
        let (before, _) = device.start();
        let key = newest_key(&device, "Dana");
        let damaged = spoil(&device.local.get(&key).unwrap().unwrap());
        device.local.set(&key, &damaged).unwrap();
        let (after, findings) = device.start();
        assert_eq!(after, before);
        assert_eq!(findings, [Finding::SecondCopyUsed { what: "Dana".to_owned() }]);
        let aside: Vec<_> =
            all_aside(&device.local).unwrap().into_iter().map(|it| it.text).collect();
        assert_eq!(aside, [damaged]);
        assert_eq!(device.start(), (before, Vec::new()));
    }
}

#[test]
fn faults_5_and_6_a_record_damaged_in_the_mirror_is_kept_aside_there() {
    let device = with_team();
    let (before, _) = device.start();
    let key = newest_key(&device, "Dana");
    device.mirror.borrow_mut().insert(key.clone(), "half a rec".to_owned());
    assert_eq!(device.start(), (before, Vec::new()));
    let mirror = device.mirror.borrow().clone();
    assert_eq!(mirror.get(&key), device.local.get(&key).unwrap().as_ref());
    assert!(mirror.values().any(|text| text == "half a rec"));
}

#[test]
fn a_record_damaged_in_both_copies_stays_as_it_is_in_both() {
    let device = with_team();
    let id = RepId::first_seen_as("Dana").to_string();
    for slot in Slot::BOTH {
        let key = record(Kind::Rep, &id, slot);
        device.local.set(&key, "cut here").unwrap();
        device.mirror.borrow_mut().insert(key, "cut there".to_owned());
    }
    for _ in 0..2 {
        let ((_, reps, _), findings) = device.start();
        assert_eq!(reps.len(), 1);
        assert!(matches!(&findings[..], [Finding::Lost { .. }]), "{findings:?}");
        for slot in Slot::BOTH {
            let key = record(Kind::Rep, &id, slot);
            assert_eq!(device.local.get(&key).unwrap().as_deref(), Some("cut here"));
            assert_eq!(device.mirror.borrow().get(&key).map(String::as_str), Some("cut there"));
        }
    }
}

#[test]
fn fault_7_an_index_damaged_in_both_slots_comes_from_the_mirror() {
    let device = with_team();
    let (before, _) = device.start();
    for slot in Slot::BOTH {
        let key = record(Kind::DealsIndex, "deals", slot);
        if device.local.get(&key).unwrap().is_some() {
            device.local.set(&key, "{").unwrap();
        }
    }
    let (after, findings) = device.start();
    assert_eq!(after, before);
    let what = "The list of your deals".to_owned();
    assert_eq!(findings, [Finding::SecondCopyUsed { what }]);
}

#[test]
fn fault_8_what_a_newer_app_wrote_in_either_copy_is_not_touched() {
    for in_mirror in [false, true] {
        let device = with_team();
        let key = newest_key(&device, "Dana");
        let newer = device.local.get(&key).unwrap().unwrap();
        let ridealong::store::Reading::Whole(mut newer) = Envelope::read(&newer) else { continue };
        newer.schema = SCHEMA + 1;
        newer.rev += 1;
        if in_mirror {
            device.mirror.borrow_mut().insert(key, newer.write());
        } else {
            device.local.set(&key, &newer.write()).unwrap();
        }
        let before = both(&device);
        let (_, findings) = device.start();
        assert!(findings.contains(&Finding::Newer { schema: SCHEMA + 1 }));
        assert_eq!(both(&device), before);
    }
}

#[test]
fn a_damaged_or_missing_pack_comes_from_the_mirror() {
    let device = with_team();
    let (before, _) = device.start();
    let keys = device.local.keys().unwrap();
    let pack = keys.iter().find(|key| matches!(Key::parse(key), Some(Key::Deals { .. }))).unwrap();
    device.local.remove(pack).unwrap();
    assert_eq!(device.start(), (before.clone(), Vec::new()));
    device.local.set(pack, "half").unwrap();
    let Some(Key::Deals { rep, .. }) = Key::parse(pack) else { return };
    let of_mirror = device.mirror.borrow().get(pack).cloned();
    assert!(heal_pack(&device, pack, &rep, of_mirror).unwrap().is_some());
    assert_eq!(device.start(), (before, Vec::new()));
    assert_eq!(all_aside(&device.local).unwrap().len(), 1);
    assert_eq!(heal_pack(&device, pack, &rep, Some("half".to_owned())), Ok(None));
}

/// Keeps deals with the reps that they name, as the app does.
fn keep(device: &Device, deals: &DealBook, reps: &[Rep]) -> Option<Snapshot> {
    let import = DealsImport::begin(device).ok()?;
    let packs = Packing::whole(deals, RepId::first_seen_as);
    let generation = import.generation();
    let packs = packs.iter().map(|pack| pack.written(generation, NOW).unwrap()).collect();
    let records = reps.iter().map(|rep| NewRecord::of_rep(rep).unwrap()).collect();
    let confirmed = Confirmed { import, packs, records, old_are_safe: Some(OldDealsAreSafe) };
    let tasks = InTasks::over(device, async || ());
    let kept = tasks.keep_import(confirmed, Budget::LOCAL_STORAGE, NOW, |_, _| ());
    ready(kept).ok().map(|(_, before)| before)
}

#[test]
fn what_was_undone_does_not_come_back_from_a_mirror_that_never_heard_of_it() {
    let device = with_team();
    let (before, _) = device.start();
    let snapshot = keep(&device, &book(60, 8), &[rep("Dana", 7), rep("New", 1)]).unwrap();
    assert!(device.flush());
    device.reach_mirror(false);
    go_back_to(&&device, &snapshot, Budget::LOCAL_STORAGE, NOW).unwrap();
    device.reach_mirror(true);
    assert_eq!(device.start(), (before.clone(), Vec::new()));
    // Nor does another import take the undone one's place by its number.
    keep(&device, &book(10, 3), &[]).unwrap();
    assert!(device.flush());
    device.clear();
    assert_eq!(device.start().0.2, contents(&book(10, 3)));
}

#[test]
fn an_import_that_was_killed_after_the_old_deals_went_leaves_them_in_the_mirror() {
    let device = with_team();
    let (before, _) = device.start();
    let mut begun = DealsImport::begin(&device).unwrap();
    device.begin_act();
    begun.let_old_go(&device, OldDealsAreSafe, NOW).unwrap();
    ridealong::store::sweep(&device, begun.generation()).unwrap();
    // Killed: the act never ended.
    device.kill(0);
    let (after, findings) = device.start();
    assert_eq!((after, findings), (before, Vec::new()));
}

#[derive(Clone, Debug)]
enum Act {
    Rep(u8, u8),
    Delete(u8),
    Settings(bool),
    Import(u8),
    Undo,
    Flush,
    Kill(usize),
    KillIn(Box<Act>, usize, usize),
    Clear,
    Without(Box<Act>),
}

fn act() -> impl Strategy<Value = Act> {
    let edit = prop_oneof![
        4 => (0_u8..3, any::<u8>()).prop_map(|(rep, region)| Act::Rep(rep, region)),
        1 => (0_u8..3).prop_map(Act::Delete),
        1 => any::<bool>().prop_map(Act::Settings),
        2 => (1_u8..40).prop_map(Act::Import),
        1 => Just(Act::Undo),
    ];
    let edit = edit.boxed();
    prop_oneof![
        6 => edit.clone(),
        4 => Just(Act::Flush),
        2 => (0_usize..30).prop_map(Act::Kill),
        3 => (edit.clone(), 0_usize..14, 0_usize..10)
            .prop_map(|(act, writes, forgotten)| Act::KillIn(Box::new(act), writes, forgotten)),
        1 => Just(Act::Clear),
        1 => edit.prop_map(|act| Act::Without(Box::new(act))),
    ]
}

/// Somebody at the device, who remembers what may be there.
struct Somebody {
    device: Device,
    /// Every state since the last one that was said to be saved, that one first.
    possible: Vec<Seen>,
    undo: Option<Snapshot>,
}

const NAMES: [&str; 3] = ["Dana", "Tom", "Zoë"];

impl Somebody {
    fn new() -> Self {
        let device = Device::new();
        let possible = vec![device.start().0];
        Self { device, possible, undo: None }
    }

    fn edit(&mut self, act: &Act) {
        let device = &self.device;
        // An edit may fail where the page is killed in it.
        match act {
            Act::Rep(who, region) => {
                let _ = store(device).save_rep(&rep(NAMES[usize::from(*who)], *region), NOW);
            }
            Act::Delete(who) => {
                let id = RepId::first_seen_as(NAMES[usize::from(*who)]);
                let _ = store(device).delete_rep(id, NOW);
            }
            Act::Settings(by_region) => {
                let peers_by = if *by_region { PeersBy::Region } else { PeersBy::default() };
                let _ =
                    store(device).save_settings(&Settings { peers_by, ..Settings::default() }, NOW);
            }
            Act::Import(deals) => {
                let reps = [rep("Dana", *deals)];
                self.undo = keep(device, &book(usize::from(*deals), 5), &reps);
            }
            Act::Undo => {
                if let Some(before) = self.undo.take() {
                    let _ = go_back_to(device, &before, Budget::LOCAL_STORAGE, NOW);
                }
            }
            _ => {}
        }
    }

    fn looks(&self) -> Seen {
        let opened = TeamStore::open_whole(&self.device.local, Budget::LOCAL_STORAGE).unwrap().1;
        let workspace = opened.workspace;
        (workspace.settings, workspace.reps, contents(&workspace.deals))
    }

    fn starts_again(&mut self) -> Result<(), TestCaseError> {
        let (seen, _) = self.device.start();
        prop_assert!(
            self.possible.contains(&seen),
            "{:?} with {} deals, none of {:?}",
            seen.1,
            seen.2.len(),
            self.possible.iter().map(|one| (&one.0, &one.1, one.2.len())).collect::<Vec<_>>(),
        );
        self.possible = vec![seen];
        self.undo = None;
        Ok(())
    }

    fn does(&mut self, act: &Act) -> Result<(), TestCaseError> {
        match act {
            Act::Flush => {
                if self.device.flush() {
                    self.possible = vec![self.looks()];
                }
            }
            Act::Kill(forgotten) => {
                self.device.kill(*forgotten);
                self.starts_again_with_reps_of_either()?;
            }
            Act::KillIn(act, writes, forgotten) => {
                let before = self.looks();
                // Whole, and on a device of its own, to know what may be there.
                let (local, mirror) = both(&self.device);
                let mut other = Somebody {
                    device: Device::holding(local, mirror),
                    possible: Vec::new(),
                    undo: self.undo.clone(),
                };
                other.edit(act);
                let after = other.looks();
                self.device.kill_after_writes(*writes);
                self.edit(act);
                self.device.kill(*forgotten);
                self.possible.extend([before, after]);
                self.starts_again_with_reps_of_either()?;
            }
            Act::Clear => {
                self.device.flush();
                self.possible = vec![self.looks()];
                self.device.clear();
                self.starts_again()?;
            }
            Act::Without(act) => {
                self.device.reach_mirror(false);
                self.edit(act);
                self.possible = vec![self.looks()];
                self.device.reach_mirror(true);
                self.starts_again()?;
            }
            edit => {
                self.edit(edit);
                let now = self.looks();
                self.possible.push(now);
            }
        }
        Ok(())
    }

    /// Of an act of many records that was killed, reps and settings come one by one, before its
    /// deals; each is as it was or as it was to be.
    fn starts_again_with_reps_of_either(&mut self) -> Result<(), TestCaseError> {
        let (seen, _) = self.device.start();
        let all = &self.possible;
        let reps_are_known = NAMES.iter().all(|name| {
            let of = |seen: &Seen| seen.1.iter().find(|rep| rep.name == *name).cloned();
            all.iter().any(|one| of(one) == of(&seen))
        });
        prop_assert!(reps_are_known, "{:?}", seen.1);
        prop_assert!(all.iter().any(|one| one.0 == seen.0));
        prop_assert!(all.iter().any(|one| one.2 == seen.2), "{} deals", seen.2.len());
        self.possible = vec![seen];
        self.undo = None;
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(soak(64)))]

    #[test]
    fn fault_12_whatever_happens_the_device_shows_a_state_that_was_there_since_the_last_saved_one(
        acts in prop::collection::vec(act(), 1..25),
    ) {
        let mut somebody = Somebody::new();
        for act in &acts {
            somebody.does(act)?;
        }
        somebody.device.kill(0);
        somebody.starts_again()?;
    }
}

/// So many cases, or as many as `SOAK_CASES` says.
fn soak(cases: u32) -> u32 {
    std::env::var("SOAK_CASES").ok().and_then(|more| more.parse().ok()).unwrap_or(cases)
}

#[test]
fn what_lay_aside_of_an_erased_rep_does_not_come_back_from_a_mirror_that_never_heard_of_it() {
    let device = with_team();
    let key = "ridealong:aside:0:ridealong:rep:x:0";
    device.local.set(key, "half of {\"name\":\"Dana\"").unwrap();
    device.start();
    assert!(device.flush());
    assert!(device.mirror.borrow().contains_key(key));
    device.reach_mirror(false);
    ridealong::store::erase_rep(&&device, &rep("Dana", 1), Budget::LOCAL_STORAGE, NOW + 1).unwrap();
    device.reach_mirror(true);
    for _ in 0..3 {
        device.start();
        assert!(device.flush());
        assert_eq!(all_aside(&&device).unwrap(), []);
    }
    let (local, mirror) = both(&device);
    assert!(!local.contains_key(key) && !mirror.contains_key(key));
}
