//! A backup made on one machine gives the same on another, and changes nothing where it can't.

use super::{NOW, Page, data_set, opening, packs};
use ridealong::domain::{
    Deal, DealBook, FiscalCalendar, GoneDeals, Money, Outcome, PeersBy, Period, Quota, QuotaSource,
    Rep, RepId, Settings,
};
use ridealong::reader::{BackupRead, DealsCompared, Message, Reply, Request, TakeDeals};
use ridealong::store::{
    Backend, BackupRecords, Before, Budget, Choices, Compared, DEVICE_KEY, DealsImport, InTasks,
    Kind, MemoryBackend, Opened, Packing, Snapshot, Take, TakenOver, TeamStore, erase_rep,
    erased_reps, go_back_to, load_all, write_backup,
};
use std::collections::BTreeSet;
use std::task::{Context, Poll, Waker};

fn store(backend: &MemoryBackend) -> TeamStore<&MemoryBackend> {
    TeamStore::open(backend, Budget::LOCAL_STORAGE).unwrap().0
}

fn opened(backend: &MemoryBackend) -> Opened {
    let opened = TeamStore::open_whole(backend, Budget::LOCAL_STORAGE).unwrap().1;
    assert_eq!(opened.findings, []);
    opened
}

/// Deals in whatever order.
fn contents(book: &DealBook) -> Vec<(u64, String)> {
    let deals = book.iter().map(|(key, deal)| (key.number(), format!("{deal:?}")));
    let mut deals: Vec<_> = deals.collect();
    deals.sort();
    deals
}

/// Keeps deals as an import at that time.
fn keep(backend: &MemoryBackend, deals: &[(&str, &str, i64)], now: u64) {
    let deal = |(id, rep, units): &(&str, &str, i64)| {
        let mut deal = Deal::new(Outcome::Open);
        deal.id = Some((*id).to_owned());
        deal.rep = Some((*rep).to_owned());
        deal.name = Some(format!("Deal {id}"));
        deal.amount = Some(Money::from_hundredths(units * 100));
        deal
    };
    let book: DealBook = deals.iter().map(deal).collect();
    let mut import = DealsImport::begin(backend).unwrap();
    let packs = Packing::whole(&book, RepId::first_seen_as);
    let written = packs.iter().map(|pack| pack.written(import.generation(), now).unwrap());
    import.bring(written.collect());
    while !import.write_next(backend, now).unwrap() {}
    import.finish(backend, now).unwrap();
}

/// What a machine has read of a backup file.
struct Loading<'a> {
    page: Page,
    backend: &'a MemoryBackend,
    read: BackupRead,
    records: BackupRecords,
}

impl<'a> Loading<'a> {
    fn read(backend: &'a MemoryBackend, file: &[u8]) -> Result<Self, String> {
        let mut page = Page::default();
        let reps = opened(backend).workspace.reps;
        page.send_kept(&packs(backend));
        let erased = erased_reps(backend).unwrap();
        page.ask(&Request::Backup { reps, erased }, Some(file), &[]);
        let read = match page.last.take() {
            Some(Reply::Backup(read)) => read,
            Some(Reply::Refused { sentence }) => return Err(sentence),
            other => panic!("{other:?}"),
        };
        let arrived: Option<BackupRead> =
            Message::of(&Reply::Backup(read.clone()), Vec::new()).read();
        assert_eq!(arrived.as_ref(), Some(&*read));
        let records = BackupRecords::of_texts(&page.texts);
        Ok(Self { page, backend, read: *read, records })
    }

    /// Takes it over as a page does.
    fn take(self, of_conflicts: Take) -> Before {
        self.take_with(of_conflicts.into(), &[])
    }

    /// As a page does where reps who were erased come back.
    fn take_with(mut self, choices: Choices, bring_back: &[&str]) -> Before {
        let mut deals = None;
        let of_conflicts = choices.of_deals();
        if self.read.deals.change_something(of_conflicts) || !bring_back.is_empty() {
            let import = DealsImport::begin(self.backend).unwrap();
            let bring_back = bring_back.iter().map(|name| (*name).to_owned()).collect();
            let taking = TakeDeals { generation: import.generation(), of_conflicts, bring_back };
            self.page.ask(&Request::TakeDeals(taking), None, &[]);
            let Some(Reply::DealsTaken(_)) = self.page.last.take() else { panic!() };
            deals = Some((import, self.page.arriving.all().unwrap()));
        }
        let backup = TakenOver { records: self.records, deals, of_conflicts: choices };
        let tasks = InTasks::over(self.backend, async || ());
        let taken =
            tasks.take_over(backup, Budget::LOCAL_STORAGE, async || None, NOW + 99, |_, _| ());
        let mut taken = std::pin::pin!(taken);
        // Without a pause there is nothing to wait for.
        let taken = taken.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let Poll::Ready(Ok(before)) = taken else { panic!("{taken:?}") };
        before
    }
}

fn backup(backend: &MemoryBackend, now: u64) -> Vec<u8> {
    write_backup(backend, now).unwrap().into_bytes()
}

#[test]
fn a_backup_of_one_machine_gives_everything_on_an_empty_one() {
    let Some(file) = data_set("sales_pipeline.csv") else { return };
    let desk = MemoryBackend::default();
    let mut page = Page::default();
    page.open(opening(), &file, &[]);
    page.ask(&Request::Beside, data_set("sales_teams.csv").as_deref(), &[]);
    let packed = page.keep(&desk, GoneDeals::Keep);
    let on_desk = store(&desk);
    on_desk.save(Kind::FileShape, &packed.shape, &packed.remembered, NOW).unwrap();
    let settings = Settings { peers_by: PeersBy::Region, ..Settings::default() };
    on_desk.save_settings(&settings, NOW).unwrap();
    for mut rep in super::whole(&packed.reps) {
        let (start, end) = ("2018-01-01".parse().unwrap(), "2018-04-01".parse().unwrap());
        rep.set_quota(Quota {
            period: Period { start, end },
            amount: Money::from_hundredths(12_345_600),
            source: QuotaSource::Divided,
        });
        on_desk.save_rep(&rep, NOW).unwrap();
    }

    let tablet = MemoryBackend::default();
    let loading = Loading::read(&tablet, &backup(&desk, NOW)).unwrap();
    assert_eq!(loading.read.deals.new, 8_800);
    assert_eq!((loading.read.unreadable, loading.read.twice), (0, 0));
    loading.take(Take::Backup);
    let (there, here) = (opened(&tablet).workspace, opened(&desk).workspace);
    assert_eq!((there.settings, &there.reps), (here.settings, &here.reps));
    assert_eq!(there.reps.len(), 35);
    assert_eq!(contents(&there.deals), contents(&here.deals));
    let shapes = |backend| load_all(backend, Kind::FileShape).unwrap();
    assert_eq!(shapes(&tablet), shapes(&desk));
    // The same once more changes nothing, and the tablet's own file nothing on the desk.
    for (backend, file) in [(&tablet, backup(&desk, NOW)), (&desk, backup(&tablet, NOW + 1))] {
        let again = Loading::read(backend, &file).unwrap();
        let DealsCompared { new, differing, same, only_here, .. } = again.read.deals;
        assert_eq!((new, differing, same, only_here), (0, 0, 8_800, 0));
        let lines = again.records.preview(backend).unwrap();
        assert!(lines.iter().all(|line| line.compared == Compared::Same));
    }
    // And the export itself is the same as what was restored.
    let mut page = Page::default();
    page.open(super::Opening { reps: there.reps, ..opening() }, &file, &packs(&tablet));
    assert!(page.report().0.changes.is_nothing());
}

#[test]
fn deals_of_the_newer_import_count_and_none_is_lost() {
    let deals = |backend: &MemoryBackend| {
        let deals = opened(backend).workspace.deals;
        let mut deals: Vec<_> = deals
            .deals()
            .iter()
            .map(|deal| (deal.id.clone().unwrap(), deal.amount.unwrap().units()))
            .collect();
        deals.sort_by(|one, other| one.0.cmp(&other.0));
        deals.into_iter().map(|(id, units)| format!("{id}:{units}")).collect::<Vec<_>>().join(" ")
    };
    let make = |rows: &[(&str, &str, i64)], now| {
        let backend = MemoryBackend::default();
        keep(&backend, rows, now);
        backend
    };
    let old = || make(&[("1", "Dana", 10), ("2", "Dana", 20), ("3", "Tom", 30)], NOW);
    let new = || make(&[("1", "Dana", 10), ("2", "Tom", 25), ("4", "Tom", 40)], NOW + 1);
    let case = |here: &MemoryBackend, file: &MemoryBackend, take, compared, expected: &str| {
        let loading = Loading::read(here, &backup(file, NOW + 9)).unwrap();
        let all = DealsCompared { new: 1, differing: 1, compared, same: 1, only_here: 1 };
        assert_eq!(loading.read.deals, all);
        loading.take(take);
        assert_eq!(deals(here), expected);
    };
    case(&old(), &new(), Take::Backup, Compared::Changed, "1:10 2:25 3:30 4:40");
    case(&new(), &old(), Take::Backup, Compared::KeptIsNewer, "1:10 2:25 3:30 4:40");
    let same_age = || make(&[("1", "Dana", 10), ("2", "Tom", 25), ("4", "Tom", 40)], NOW);
    case(&old(), &same_age(), Take::Backup, Compared::Conflict, "1:10 2:25 3:30 4:40");
    case(&old(), &same_age(), Take::Kept, Compared::Conflict, "1:10 2:20 3:30 4:40");
}

#[test]
fn a_file_that_can_not_be_used_is_refused_in_one_sentence_and_nothing_changes() {
    let backend = MemoryBackend::default();
    keep(&backend, &[("1", "Dana", 10)], NOW);
    store(&backend).save_rep(&Rep::named("Dana"), NOW).unwrap();
    let before = backend.snapshot();
    let whole = String::from_utf8(backup(&backend, NOW)).unwrap();
    let newer = whole.replacen("\"schema\":1", "\"schema\":2", 1);
    let bad: [&[u8]; 7] = [
        b"",
        b"\x89PNG\r\n\xff",
        &whole.as_bytes()[..whole.len() / 2],
        &whole.replace("Dana", "Dena").into_bytes(),
        newer.as_bytes(),
        b"{\"app\":\"another\"}",
        b"Owner,Stage\nDana,Won\n",
    ];
    for file in bad {
        let Err(sentence) = Loading::read(&backend, file).map(|_| ()) else { panic!() };
        assert!(sentence.ends_with('.') && sentence.contains(": "), "{sentence}");
        assert_eq!(backend.snapshot(), before);
    }
    // Without a file that was read there is nothing to take.
    let mut page = Page::default();
    let taking =
        TakeDeals { generation: 2, of_conflicts: Take::Backup, bring_back: BTreeSet::new() };
    page.ask(&Request::TakeDeals(taking), None, &[]);
    assert!(matches!(page.last, Some(Reply::Refused { .. })));
}

#[test]
fn packs_here_that_can_not_be_read_are_said() {
    let backend = MemoryBackend::default();
    keep(&backend, &[("1", "Dana", 10), ("2", "Tom", 20)], NOW);
    let mut page = Page::default();
    let mut kept = packs(&backend);
    kept[0].truncate(40);
    let file = backup(&backend, NOW);
    page.send_kept(&kept);
    let request = Request::Backup { reps: Vec::new(), erased: Vec::new() };
    page.ask(&request, Some(&file), &[]);
    let Some(Reply::Backup(read)) = &page.last else { panic!("{:?}", page.last) };
    assert_eq!((read.unreadable_here, read.deals.new, read.deals.same), (1, 1, 1));
}

#[test]
fn deals_of_a_rep_who_was_erased_here_stay_away() {
    let (here, there) = (MemoryBackend::default(), MemoryBackend::default());
    let deals = [("1", "Dana", 10), ("2", "Tom", 20), ("3", "T. Reed", 30), ("4", "Kim", 40)];
    keep(&there, &deals, NOW);
    keep(&here, &deals, NOW);
    let mut tom = Rep::named("Tom");
    tom.also_known_as = vec!["T. Reed".to_owned()];
    for rep in [&Rep::named("Dana"), &tom, &Rep::named("Kim")] {
        store(&here).save_rep(rep, NOW).unwrap();
    }
    erase_rep(&here, &tom, Budget::LOCAL_STORAGE, NOW + 1).unwrap();
    // Of one who was only removed the deals stay, and what is new of them comes.
    store(&here).delete_rep(Rep::named("Kim").id, NOW + 1).unwrap();
    keep(&there, &[&deals[..], &[("5", "Kim", 50)]].concat(), NOW + 2);
    let loading = Loading::read(&here, &backup(&there, NOW + 3)).unwrap();
    let of_erased = [("T. Reed", 1), ("Tom", 1)].map(|(name, deals)| (name.to_owned(), deals));
    assert_eq!((&loading.read.of_erased, loading.read.deals.new), (&of_erased.into(), 1));
    loading.take(Take::Backup);
    let mut reps: Vec<_> =
        opened(&here).workspace.deals.deals().iter().map(|deal| deal.rep.clone()).collect();
    reps.sort();
    assert_eq!(reps, ["Dana", "Kim", "Kim"].map(|name| Some(name.to_owned())));
    // Who is added again by hand may have them.
    store(&here).save_rep(&tom, NOW + 4).unwrap();
    let loading = Loading::read(&here, &backup(&there, NOW + 5)).unwrap();
    assert!(loading.read.of_erased.is_empty());
    assert_eq!(loading.read.deals.new, 2);
}

/// Two devices that have met, with what one of them has loaded of the other.
fn desk_and_tablet() -> (MemoryBackend, MemoryBackend, Rep) {
    let (desk, tablet) = (MemoryBackend::default(), MemoryBackend::default());
    desk.set(DEVICE_KEY, "desk").unwrap();
    tablet.set(DEVICE_KEY, "tablet").unwrap();
    keep(&desk, &[("1", "Dana", 10), ("2", "Tom", 20), ("3", "Tom", 30)], NOW);
    let mut tom = Rep::named("Tom");
    let period = FiscalCalendar::default().period(2026, 1).unwrap();
    let amount = Money::from_hundredths(5);
    tom.set_quota(Quota { period, amount, source: QuotaSource::Set });
    for rep in [&Rep::named("Dana"), &tom] {
        store(&desk).save_rep(rep, NOW).unwrap();
    }
    (desk, tablet, tom)
}

/// What somebody sees: the reps, and deals by rep.
fn seen(backend: &MemoryBackend) -> (Vec<Rep>, Vec<(u64, String)>) {
    let workspace = opened(backend).workspace;
    (workspace.reps, contents(&workspace.deals))
}

#[test]
fn a_load_that_was_undone_is_as_if_it_had_never_been() {
    let (desk, tablet, _) = desk_and_tablet();
    let file = backup(&desk, NOW + 1);
    let first = Loading::read(&tablet, &file).unwrap();
    let (lines, read) = (first.records.preview(&tablet).unwrap(), first.read.clone());
    assert!(lines.iter().all(|line| line.compared == Compared::New));
    let before = first.take(Take::Backup);
    let loaded = seen(&tablet);
    before.undo(&tablet, Budget::LOCAL_STORAGE, NOW + 2).unwrap();
    assert_eq!(seen(&tablet), (Vec::new(), Vec::new()));
    // Nothing of it leaves the device: at the desk nobody is removed by it.
    let back = Loading::read(&desk, &backup(&tablet, NOW + 3)).unwrap();
    assert!(back.records.preview(&desk).unwrap().iter().all(|line| !line.is_deleted));
    // The same file says the same again, and does.
    let again = Loading::read(&tablet, &file).unwrap();
    assert_eq!((again.records.preview(&tablet).unwrap(), &again.read), (lines, &read));
    again.take(Take::Backup);
    assert_eq!(seen(&tablet), loaded);
    // And what is changed after that is heard of at the desk.
    let mut dana = Rep::named("Dana");
    dana.manager = Some("Kim".to_owned());
    store(&tablet).save_rep(&dana, NOW + 4).unwrap();
    Loading::read(&desk, &backup(&tablet, NOW + 5)).unwrap().take(Take::Kept);
    assert_eq!(seen(&desk).0[0], dana);
}

#[test]
fn what_an_import_brought_that_was_undone_comes_back_with_ones_own_file() {
    let (desk, _, _) = desk_and_tablet();
    let empty = Snapshot::default();
    let (file, there) = (backup(&desk, NOW + 1), seen(&desk));
    go_back_to(&desk, &empty, Budget::LOCAL_STORAGE, NOW + 2).unwrap();
    assert_eq!(seen(&desk), (Vec::new(), Vec::new()));
    let loading = Loading::read(&desk, &file).unwrap();
    let lines = loading.records.preview(&desk).unwrap();
    assert!(lines.iter().all(|line| line.compared == Compared::New), "{lines:?}");
    loading.take(Take::Kept);
    assert_eq!(seen(&desk), there);
}

#[test]
fn who_was_erased_on_one_device_is_erased_on_the_other_with_their_deals_if_one_says_so() {
    for is_erased_too in [true, false] {
        let (desk, tablet, tom) = desk_and_tablet();
        Loading::read(&tablet, &backup(&desk, NOW + 1)).unwrap().take(Take::Backup);
        let before = seen(&tablet);
        erase_rep(&desk, &tom, Budget::LOCAL_STORAGE, NOW + 2).unwrap();
        let loading = Loading::read(&tablet, &backup(&desk, NOW + 3)).unwrap();
        let lines = loading.records.preview(&tablet).unwrap();
        let line = lines.iter().find(|line| line.name.as_deref() == Some("Tom")).unwrap();
        assert_eq!((line.compared, line.deals_here), (Compared::ErasedThere, 2));
        let mut choices = Choices::from(Take::Backup);
        if !is_erased_too {
            choices.choose(Kind::Rep, &tom.id.to_string(), Take::Kept);
        }
        let undo = loading.take_with(choices, &[]);
        if is_erased_too {
            assert_eq!(seen(&tablet), seen(&desk));
            assert!(tablet.snapshot().values().all(|text| !text.contains("\"Tom\"")));
            undo.undo(&tablet, Budget::LOCAL_STORAGE, NOW + 4).unwrap();
        }
        assert_eq!(seen(&tablet), before);
        // The desk is asked about who stays there.
        let back = Loading::read(&desk, &backup(&tablet, NOW + 5)).unwrap();
        let lines = back.records.preview(&desk).unwrap();
        let line = lines.iter().find(|line| line.name.as_deref() == Some("Tom")).unwrap();
        assert_eq!(line.compared, Compared::ErasedHere);
        // Erased there is not asked again of who was kept.
        if !is_erased_too {
            let again = Loading::read(&tablet, &backup(&desk, NOW + 6)).unwrap();
            let lines = again.records.preview(&tablet).unwrap();
            assert!(lines.iter().all(|line| line.compared != Compared::ErasedThere), "{lines:?}");
        }
    }
}

#[test]
fn who_was_erased_comes_back_whole_or_not_at_all() {
    for comes_back in [true, false] {
        for file_of_another in [true, false] {
            let (desk, tablet, tom) = desk_and_tablet();
            Loading::read(&tablet, &backup(&desk, NOW + 1)).unwrap().take(Take::Backup);
            let (all, own) = (seen(&desk), backup(&desk, NOW + 1));
            erase_rep(&desk, &tom, Budget::LOCAL_STORAGE, NOW + 2).unwrap();
            let erased = seen(&desk);
            let file = if file_of_another { backup(&tablet, NOW + 3) } else { own };
            let loading = Loading::read(&desk, &file).unwrap();
            assert_eq!(loading.read.of_erased, [("Tom".to_owned(), 2)].into());
            let take = if comes_back { Take::Backup } else { Take::Kept };
            let mut choices = Choices::from(Take::Backup);
            choices.choose(Kind::Rep, &tom.id.to_string(), take);
            loading.take_with(choices, if comes_back { &["Tom"] } else { &[] });
            assert_eq!(seen(&desk), if comes_back { all } else { erased });
        }
    }
}
