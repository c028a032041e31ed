//! From the desk to the tablet and back: neither side loses an edit.

use super::{NOW, opened, team};
use proptest::prelude::*;
use ridealong::domain::{FiscalCalendar, Money, Quota, QuotaSource, Rep, RepId, Settings};
use ridealong::store::{
    Backend, BackupFile, Choices, Compared, DEVICE_KEY, Kind, MemoryBackend, RestoreLine, Take,
    write_backup,
};

fn device(name: &str) -> MemoryBackend {
    let backend = MemoryBackend::default();
    backend.set(DEVICE_KEY, name).unwrap();
    backend
}

fn with_reps(name: &str) -> MemoryBackend {
    let backend = device(name);
    team(&backend).save_reps(&[Rep::named("Dana"), Rep::named("Tom")], NOW).unwrap();
    backend
}

/// Loads on one device what the other saves; gives what it was said to change.
fn load(from: &MemoryBackend, to: &MemoryBackend, take: Take, now: u64) -> Vec<RestoreLine> {
    let file = BackupFile::read(write_backup(from, now).unwrap().as_bytes()).unwrap();
    let lines = file.records.preview(to).unwrap();
    file.records.put(to, take, now).unwrap();
    lines
}

fn change(backend: &MemoryBackend, name: &str, now: u64, change: impl FnOnce(&mut Rep)) {
    let mut rep = rep(backend, name);
    change(&mut rep);
    team(backend).save_rep(&rep, now).unwrap();
}

fn rep(backend: &MemoryBackend, name: &str) -> Rep {
    let reps = opened(backend).0.reps;
    reps.into_iter().find(|rep| rep.id == RepId::first_seen_as(name)).unwrap()
}

fn quota(quarter: u8, amount: i64) -> Quota {
    let period = FiscalCalendar::default().period(2026, quarter).unwrap();
    Quota { period, amount: Money::from_hundredths(amount), source: QuotaSource::Set }
}

fn said(lines: &[RestoreLine], name: &str) -> (Compared, Vec<String>) {
    let line = lines.iter().find(|line| line.name.as_deref() == Some(name)).unwrap();
    let mut fields: Vec<String> =
        line.disputed.iter().filter_map(|disputed| disputed.path.first().cloned()).collect();
    fields.dedup();
    (line.compared, fields)
}

#[test]
fn what_each_side_changed_of_one_rep_is_there_on_both() {
    let (desk, tablet) = (with_reps("desk"), device("tablet"));
    load(&desk, &tablet, Take::Backup, NOW + 1);
    // The desk is the older change, and is written more often.
    for amount in [1, 2, 3] {
        change(&desk, "Dana", NOW + 2, |rep| rep.set_quota(quota(1, amount)));
    }
    change(&tablet, "Dana", NOW + 3, |rep| rep.region = Some("West".to_owned()));
    let lines = load(&tablet, &desk, Take::Backup, NOW + 4);
    assert_eq!(said(&lines, "Dana"), (Compared::Together, Vec::new()));
    let lines = load(&desk, &tablet, Take::Backup, NOW + 5);
    assert_eq!(said(&lines, "Dana"), (Compared::Changed, Vec::new()));
    for device in [&desk, &tablet] {
        let dana = rep(device, "Dana");
        assert_eq!((dana.region.as_deref(), dana.quotas), (Some("West"), vec![quota(1, 3)]));
    }
    assert!(
        load(&tablet, &desk, Take::Backup, NOW + 6)
            .iter()
            .all(|line| line.compared == Compared::Same)
    );
}

#[test]
fn of_what_both_changed_differently_the_user_takes_one_and_the_rest_of_both() {
    for (take, amount) in [(Take::Kept, 1), (Take::Backup, 2)] {
        let (desk, tablet) = (with_reps("desk"), device("tablet"));
        load(&desk, &tablet, Take::Backup, NOW + 1);
        change(&desk, "Dana", NOW + 2, |rep| {
            rep.set_quota(quota(1, 1));
            rep.set_quota(quota(2, 20));
        });
        change(&tablet, "Dana", NOW + 3, |rep| {
            rep.set_quota(quota(1, 2));
            rep.manager = Some("Kim".to_owned());
        });
        let lines = load(&tablet, &desk, take, NOW + 4);
        assert_eq!(said(&lines, "Dana"), (Compared::Conflict, vec!["quotas".to_owned()]));
        let dana = rep(&desk, "Dana");
        assert_eq!(dana.quotas, [quota(1, amount), quota(2, 20)]);
        assert_eq!(dana.manager.as_deref(), Some("Kim"));
    }
}

#[test]
fn which_side_counts_is_chosen_of_each_rep() {
    let (desk, tablet) = (with_reps("desk"), device("tablet"));
    load(&desk, &tablet, Take::Backup, NOW + 1);
    for (nth, name) in (0_u64..).zip(["Dana", "Tom"]) {
        change(&desk, name, NOW + 2 + nth, |rep| rep.set_quota(quota(1, 1)));
        change(&tablet, name, NOW + 4 + nth, |rep| rep.set_quota(quota(1, 2)));
    }
    let file = BackupFile::read(write_backup(&tablet, NOW + 6).unwrap().as_bytes()).unwrap();
    let mut choices = Choices::from(Take::Backup);
    choices.choose(Kind::Rep, &RepId::first_seen_as("Dana").to_string(), Take::Kept);
    file.records.put(&desk, choices, NOW + 7).unwrap();
    // What was chosen here is so there too.
    load(&desk, &tablet, Take::Kept, NOW + 8);
    for side in [&desk, &tablet] {
        assert_eq!(rep(side, "Dana").quotas, [quota(1, 1)]);
        assert_eq!(rep(side, "Tom").quotas, [quota(1, 2)]);
    }
}

#[test]
fn who_was_removed_on_one_side_alone_is_removed_on_both() {
    let (desk, tablet) = (with_reps("desk"), device("tablet"));
    load(&desk, &tablet, Take::Backup, NOW + 1);
    team(&tablet).delete_rep(RepId::first_seen_as("Tom"), NOW + 2).unwrap();
    change(&desk, "Dana", NOW + 3, |rep| rep.role = Some("AE".to_owned()));
    load(&tablet, &desk, Take::Backup, NOW + 4);
    let reps = opened(&desk).0.reps;
    assert_eq!(reps.len(), 1);
    assert_eq!(reps[0].role.as_deref(), Some("AE"));
}

#[test]
fn two_devices_that_never_met_lose_nothing_either() {
    let (desk, tablet) = (with_reps("desk"), with_reps("tablet"));
    change(&desk, "Dana", NOW + 9, |rep| rep.set_quota(quota(1, 1)));
    change(&tablet, "Dana", NOW + 2, |rep| rep.set_quota(quota(2, 2)));
    change(&tablet, "Tom", NOW + 2, |rep| rep.manager = Some("Kim".to_owned()));
    let settings = Settings { as_of: "2026-03-31".parse().ok(), ..Settings::default() };
    team(&tablet).save_settings(&settings, NOW + 2).unwrap();
    let lines = load(&tablet, &desk, Take::Kept, NOW + 10);
    assert_eq!(said(&lines, "Dana"), (Compared::Together, Vec::new()));
    assert_eq!(said(&lines, "Tom"), (Compared::Changed, Vec::new()));
    assert_eq!(rep(&desk, "Dana").quotas, [quota(1, 1), quota(2, 2)]);
    assert_eq!(rep(&desk, "Tom").manager.as_deref(), Some("Kim"));
    assert_eq!(opened(&desk).0.settings, settings);
}

#[test]
fn a_rep_renamed_on_one_of_two_devices_that_never_met_keeps_the_new_name() {
    let (desk, tablet) = (with_reps("desk"), with_reps("tablet"));
    change(&desk, "Dana", NOW + 1, |rep| {
        rep.name = "Dee".to_owned();
        rep.also_known_as = vec!["Dana".to_owned()];
    });
    let lines = load(&tablet, &desk, Take::Backup, NOW + 2);
    assert!(lines.iter().all(|line| line.disputed.is_empty()), "{lines:?}");
    load(&desk, &tablet, Take::Backup, NOW + 3);
    for side in [&desk, &tablet] {
        assert_eq!(rep(side, "Dana").name, "Dee");
    }
    // Renamed on both, it is asked.
    let (desk, tablet) = (with_reps("desk"), with_reps("tablet"));
    change(&desk, "Dana", NOW + 1, |rep| rep.name = "Dee".to_owned());
    change(&tablet, "Dana", NOW + 1, |rep| rep.name = "Dan".to_owned());
    let lines = load(&tablet, &desk, Take::Kept, NOW + 2);
    assert_eq!(said(&lines, "Dan"), (Compared::Conflict, vec!["name".to_owned()]));
}

#[test]
fn of_what_was_removed_on_one_of_two_devices_that_never_met_it_is_asked() {
    for (removed, other) in [("desk", "tablet"), ("tablet", "desk")] {
        let (here, there) = (with_reps(removed), with_reps(other));
        team(&here).delete_rep(RepId::first_seen_as("Dana"), NOW + 1).unwrap();
        for (from, to) in [(&here, &there), (&there, &here)] {
            let file = BackupFile::read(write_backup(from, NOW + 2).unwrap().as_bytes()).unwrap();
            let lines = file.records.preview(to).unwrap();
            assert_eq!(said(&lines, "Dana").0, Compared::Conflict);
        }
    }
}

#[test]
fn a_devices_own_older_file_takes_nothing_back() {
    let desk = with_reps("desk");
    let file = write_backup(&desk, NOW + 1).unwrap();
    change(&desk, "Dana", NOW + 2, |rep| rep.region = Some("West".to_owned()));
    let file = BackupFile::read(file.as_bytes()).unwrap();
    let lines = file.records.preview(&desk).unwrap();
    assert_eq!(said(&lines, "Dana"), (Compared::KeptIsNewer, Vec::new()));
    file.records.put(&desk, Take::Backup, NOW + 3).unwrap();
    assert_eq!(rep(&desk, "Dana").region.as_deref(), Some("West"));
}

#[test]
fn a_record_that_could_never_be_changed_again_is_left_out() {
    let desk = with_reps("desk");
    let file = write_backup(&desk, NOW).unwrap();
    let hostile = ridealong::store::Envelope::new("rep", "x", u64::MAX, NOW, "x").unwrap();
    assert!(file.contains("\"rev\":1"));
    let backup = |record: &str| {
        let data = serde_json::value::RawValue::from_string(format!("{{\"records\":[{record}]}}"))
            .unwrap();
        ridealong::store::Envelope::new("backup", "", 0, NOW, &data).unwrap().write()
    };
    let read = BackupFile::read(backup(&hostile.write()).as_bytes()).unwrap();
    assert_eq!(read.rejected.unreadable, 1);
}

/// One thing that happens on one of two devices.
#[derive(Clone, Debug)]
enum Happens {
    /// A quota of a quarter is set for a rep, on the desk or on the tablet.
    Edit { on_desk: bool, rep: bool, quarter: u8 },
    /// A file goes from one to the other.
    File { to_desk: bool },
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        3 => (any::<bool>(), any::<bool>(), 1_u8..=4)
            .prop_map(|(on_desk, rep, quarter)| Happens::Edit { on_desk, rep, quarter }),
        2 => any::<bool>().prop_map(|to_desk| Happens::File { to_desk }),
    ]
}

proptest! {
    /// The desk sets the quotas of quarters 1 and 2, the tablet those of 3 and 4: they dispute nothing.
    #[test]
    fn whatever_is_handed_over_when_no_edit_is_lost(happens in proptest::collection::vec(happens(), 0..24)) {
        let (desk, tablet) = (with_reps("desk"), device("tablet"));
        load(&desk, &tablet, Take::Backup, NOW);
        let mut last = std::collections::BTreeMap::new();
        for (now, what) in (NOW + 1..).zip(happens) {
            match what {
                Happens::Edit { on_desk, rep, quarter } => {
                    let quarter = if on_desk { 1 + quarter % 2 } else { 3 + quarter % 2 };
                    let name = if rep { "Dana" } else { "Tom" };
                    let amount = i64::try_from(now - NOW).unwrap();
                    let device = if on_desk { &desk } else { &tablet };
                    change(device, name, now, |rep| rep.set_quota(quota(quarter, amount)));
                    last.insert((name, quarter), amount);
                }
                Happens::File { to_desk } => {
                    let (from, to) = if to_desk { (&tablet, &desk) } else { (&desk, &tablet) };
                    let lines = load(from, to, Take::Kept, now);
                    prop_assert!(lines.iter().all(|line| line.disputed.is_empty()), "{lines:?}");
                }
            }
        }
        load(&desk, &tablet, Take::Kept, NOW + 100);
        load(&tablet, &desk, Take::Kept, NOW + 101);
        for device in [&desk, &tablet] {
            for ((name, quarter), amount) in &last {
                let period = quota(*quarter, 0).period;
                let kept = rep(device, name).quota(period).map(|quota| quota.amount.hundredths());
                prop_assert_eq!(kept, Some(*amount), "{} {}", name, quarter);
            }
        }
    }
}

/// Each of three devices sets and clears the quota of a quarter of its own.
#[derive(Clone, Copy, Debug)]
enum OfThree {
    Edit {
        on: usize,
        rep: bool,
        clear: bool,
    },
    /// A file is saved, to be loaded whenever.
    Save {
        on: usize,
    },
    /// One of the files saved so far is loaded.
    Load {
        on: usize,
        file: usize,
    },
    /// A file is saved on one and loaded on another at once.
    Bring {
        from: usize,
        to: usize,
    },
}

fn edit() -> impl Strategy<Value = OfThree> {
    (0_usize..3, any::<bool>(), any::<bool>()).prop_map(|(on, rep, clear)| OfThree::Edit {
        on,
        rep,
        clear,
    })
}

fn bring() -> impl Strategy<Value = OfThree> {
    (0_usize..3, 1_usize..3).prop_map(|(from, by)| OfThree::Bring { from, to: (from + by) % 3 })
}

/// The first is the desk.
fn with_desk() -> impl Strategy<Value = OfThree> {
    (1_usize..3, any::<bool>()).prop_map(|(tablet, to_desk)| {
        let (from, to) = if to_desk { (tablet, 0) } else { (0, tablet) };
        OfThree::Bring { from, to }
    })
}

fn any_of_three() -> impl Strategy<Value = OfThree> {
    prop_oneof![
        4 => edit(),
        2 => (0_usize..3).prop_map(|on| OfThree::Save { on }),
        3 => (0_usize..3, 0_usize..9).prop_map(|(on, file)| OfThree::Load { on, file }),
        1 => bring(),
    ]
}

/// Three devices, each with a clock of its own.
struct Three {
    devices: [MemoryBackend; 3],
    clocks: [u64; 3],
    files: Vec<String>,
    /// What each quota was set to last; `None` where it was cleared.
    last: std::collections::BTreeMap<(&'static str, usize), Option<i64>>,
    /// The reps of whom somebody was asked.
    disputed: std::collections::BTreeSet<String>,
    step: u64,
}

impl Three {
    fn new(clocks: [u64; 3]) -> Self {
        let devices = [with_reps("a"), device("b"), device("c")];
        let mut three = Self {
            devices,
            clocks,
            files: Vec::new(),
            last: std::collections::BTreeMap::new(),
            disputed: std::collections::BTreeSet::new(),
            step: 0,
        };
        three.happens(OfThree::Bring { from: 0, to: 1 });
        three.happens(OfThree::Bring { from: 0, to: 2 });
        three
    }

    fn save(&self, on: usize) -> String {
        write_backup(&self.devices[on], self.now(on)).unwrap()
    }

    fn load(&mut self, on: usize, file: &str) {
        let file = BackupFile::read(file.as_bytes()).unwrap();
        for line in file.records.preview(&self.devices[on]).unwrap() {
            if line.compared == Compared::Conflict {
                self.disputed.extend(line.name);
            }
        }
        file.records.put(&self.devices[on], Take::Kept, self.now(on)).unwrap();
    }

    /// Clocks differ, and one goes back now and then.
    fn now(&self, on: usize) -> u64 {
        let back = if self.step.is_multiple_of(3) { 50 } else { 0 };
        NOW + self.clocks[on] + self.step - back * (on as u64 % 2)
    }

    fn happens(&mut self, what: OfThree) {
        self.step += 1;
        match what {
            OfThree::Edit { on, rep, clear } => {
                let name = if rep { "Dana" } else { "Tom" };
                let quarter = u8::try_from(on + 1).unwrap();
                let amount = (!clear).then(|| i64::try_from(self.step).unwrap());
                change(&self.devices[on], name, self.now(on), |rep| match amount {
                    Some(amount) => rep.set_quota(quota(quarter, amount)),
                    None => rep.quotas.retain(|set| set.period != quota(quarter, 0).period),
                });
                self.last.insert((name, on), amount);
            }
            OfThree::Save { on } => self.files.push(self.save(on)),
            OfThree::Load { on, file } => {
                if let Some(file) = self.files.get(file % self.files.len().max(1)).cloned() {
                    self.load(on, &file);
                }
            }
            OfThree::Bring { from, to } => {
                let file = self.save(from);
                self.load(to, &file);
            }
        }
    }

    /// Files go round until all have heard of all.
    fn go_round(&mut self) {
        for (from, to) in [(1, 0), (2, 0), (0, 1), (0, 2)] {
            self.happens(OfThree::Bring { from, to });
        }
    }

    #[track_caller]
    fn nothing_is_lost(&self) {
        for ((name, on), amount) in &self.last {
            if self.disputed.contains(*name) {
                continue;
            }
            let period = quota(u8::try_from(on + 1).unwrap(), 0).period;
            for device in &self.devices {
                let kept = rep(device, name).quota(period).map(|quota| quota.amount.hundredths());
                assert_eq!(kept, *amount, "{name}, of device {on}");
            }
        }
    }
}

#[test]
fn what_one_of_three_cleared_stays_cleared_where_it_was_carried_on() {
    let mut three = Three::new([0, 900, 500]);
    three.happens(OfThree::Edit { on: 0, rep: true, clear: false });
    three.happens(OfThree::Bring { from: 0, to: 1 });
    // The third has it from the second alone.
    three.happens(OfThree::Bring { from: 1, to: 2 });
    change(&three.devices[2], "Dana", NOW + 7, |rep| rep.quotas.clear());
    let lines = load(&three.devices[2], &three.devices[0], Take::Kept, NOW + 8);
    assert_eq!(said(&lines, "Dana"), (Compared::Changed, Vec::new()));
    assert_eq!(rep(&three.devices[0], "Dana").quotas, []);
}

#[test]
fn who_each_loaded_the_others_file_is_asked_of_nothing_that_one_changes_then() {
    let (desk, tablet) = (with_reps("desk"), device("tablet"));
    load(&desk, &tablet, Take::Backup, NOW + 1);
    change(&desk, "Dana", NOW + 2, |rep| rep.region = Some("West".to_owned()));
    change(&tablet, "Dana", NOW + 2, |rep| rep.role = Some("AE".to_owned()));
    let files = [&desk, &tablet].map(|device| write_backup(device, NOW + 3).unwrap());
    for (file, to) in files.iter().zip([&tablet, &desk]) {
        BackupFile::read(file.as_bytes()).unwrap().records.put(to, Take::Kept, NOW + 4).unwrap();
    }
    change(&tablet, "Dana", NOW + 5, |rep| rep.region = None);
    let lines = load(&tablet, &desk, Take::Kept, NOW + 6);
    assert_eq!(said(&lines, "Dana"), (Compared::Changed, Vec::new()));
    assert_eq!(rep(&desk, "Dana").region, None);
}

#[test]
fn what_each_side_chose_for_itself_is_asked_again() {
    let (desk, tablet) = (with_reps("desk"), device("tablet"));
    load(&desk, &tablet, Take::Backup, NOW + 1);
    change(&desk, "Dana", NOW + 2, |rep| rep.region = Some("West".to_owned()));
    change(&tablet, "Dana", NOW + 2, |rep| rep.region = Some("East".to_owned()));
    let files = [&desk, &tablet].map(|device| write_backup(device, NOW + 3).unwrap());
    for (file, to) in files.iter().zip([&tablet, &desk]) {
        BackupFile::read(file.as_bytes()).unwrap().records.put(to, Take::Kept, NOW + 4).unwrap();
    }
    let lines = load(&tablet, &desk, Take::Kept, NOW + 6);
    assert_eq!(said(&lines, "Dana"), (Compared::Conflict, vec!["region".to_owned()]));
}

proptest! {
    #[test]
    fn of_three_devices_no_edit_is_lost_unless_somebody_is_asked(
        happens in proptest::collection::vec(any_of_three(), 0..40),
        clocks in proptest::array::uniform3(100_u64..10_000),
    ) {
        let mut three = Three::new(clocks);
        for what in happens {
            three.happens(what);
        }
        three.go_round();
        three.nothing_is_lost();
    }

    #[test]
    fn nobody_is_asked_where_each_file_goes_from_the_desk_or_to_it(
        happens in proptest::collection::vec(prop_oneof![edit(), with_desk()], 0..40),
        clocks in proptest::array::uniform3(100_u64..10_000),
    ) {
        let mut three = Three::new(clocks);
        for what in happens {
            three.happens(what);
        }
        three.go_round();
        prop_assert_eq!(&three.disputed.len(), &0);
        three.nothing_is_lost();
    }
}
