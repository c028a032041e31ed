//! The store over a backend that fails on demand: the faults of storage, by number, as far as
//! they need no browser.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[path = "store/backup.rs"]
mod backup;
#[path = "store/erasing.rs"]
mod erasing;
#[path = "store/frozen.rs"]
mod frozen;
#[path = "store/handover.rs"]
mod handover;
#[path = "store/kinds.rs"]
mod kinds;
#[path = "store/one_rep.rs"]
mod one_rep;
#[path = "store/two_copies.rs"]
mod two_copies;
#[path = "store/whole_acts.rs"]
mod whole_acts;

use ridealong::domain::{Deal, DealBook, Money, Outcome, Rep, RepId, Settings, Workspace};
use ridealong::store::{
    Backend, BackendError, BackupFile, Budget, DealsImport, Envelope, Finding, Key, Kind,
    MemoryBackend, OldDealsAreSafe, Packing, Room, SCHEMA, SaveError, Slot, TeamStore, all_aside,
    find_deals, sweep, used, write_backup,
};
use std::collections::BTreeMap;
use std::task::{Context, Poll, Waker};

const NOW: u64 = 1_770_000_000_000;

/// `count` deals of two reps, worth `units` each, some open.
fn book(count: usize, units: i64) -> DealBook {
    (0..count)
        .map(|at| {
            let outcome = match at % 3 {
                0 => Outcome::Won,
                1 => Outcome::Lost,
                _ => Outcome::Open,
            };
            let mut deal = Deal::new(outcome);
            deal.id = Some(format!("D{at}"));
            deal.rep = (at % 7 != 0).then(|| format!("Rep {}", at % 2));
            deal.amount = Some(Money::from_hundredths(units * 100));
            deal.created = "2026-01-05".parse().ok();
            deal
        })
        .collect()
}

/// What a deal book holds, whatever its order.
fn contents(book: &DealBook) -> Vec<(u64, String)> {
    let mut all: Vec<_> =
        book.iter().map(|(key, deal)| (key.number(), format!("{deal:?}"))).collect();
    all.sort();
    all
}

/// What never waits is there at the first look.
#[track_caller]
fn ready<T>(future: impl Future<Output = T>) -> T {
    let looked = std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop()));
    let there = if let Poll::Ready(done) = looked { Some(done) } else { None };
    there.unwrap()
}

/// An import with all of its packs.
fn begun<B: Backend>(backend: &B, book: &DealBook) -> Result<DealsImport, SaveError> {
    let mut import = DealsImport::begin(backend)?;
    let packs = Packing::whole(book, RepId::first_seen_as);
    let written = packs.iter().map(|pack| pack.written(import.generation(), NOW));
    import.bring(written.collect::<Result<_, _>>()?);
    Ok(import)
}

fn import<B: Backend>(backend: &B, book: &DealBook) -> Result<(), SaveError> {
    let mut import = begun(backend, book)?;
    while !import.write_next(backend, NOW)? {}
    import.finish(backend, NOW).map(|_| ())
}

fn opened(backend: &MemoryBackend) -> (Workspace, Vec<Finding>) {
    let (_, opened) = TeamStore::open_whole(backend, Budget::LOCAL_STORAGE).unwrap();
    (opened.workspace, opened.findings)
}

fn tidied(backend: &MemoryBackend) -> (Workspace, Vec<Finding>) {
    let (store, opened) = TeamStore::open_whole(backend, Budget::LOCAL_STORAGE).unwrap();
    store.tidy(&opened.deals, NOW).unwrap();
    (opened.workspace, opened.findings)
}

fn team(backend: &MemoryBackend) -> TeamStore<&MemoryBackend> {
    TeamStore::open(backend, Budget::LOCAL_STORAGE).unwrap().0
}

fn record(kind: Kind, id: &str, slot: Slot) -> String {
    Key::Record { kind, id: id.to_owned(), slot }.to_string()
}

#[test]
fn a_team_is_there_again_after_a_reload() {
    let backend = MemoryBackend::default();
    let store = team(&backend);
    let settings = Settings { peers_by: ridealong::domain::PeersBy::Region, ..Settings::default() };
    store.save_settings(&settings, NOW).unwrap();
    store.save_rep(&Rep::named("Zoë"), NOW).unwrap();
    store.save_rep(&Rep::named("Dana"), NOW).unwrap();
    import(&backend, &book(20, 5)).unwrap();
    let (workspace, findings) = opened(&backend);
    assert_eq!(findings, []);
    assert_eq!(workspace.settings, settings);
    let names: Vec<_> = workspace.reps.iter().map(|rep| rep.name.as_str()).collect();
    assert_eq!(names, ["Dana", "Zoë"]);
    assert_eq!(contents(&workspace.deals), contents(&book(20, 5)));
}

#[test]
fn a_deleted_rep_stays_deleted_until_it_is_saved_again() {
    let backend = MemoryBackend::default();
    let store = team(&backend);
    let dana = Rep::named("Dana");
    store.save_rep(&dana, NOW).unwrap();
    store.delete_rep(dana.id, NOW).unwrap();
    assert_eq!(opened(&backend).0.reps, []);
    store.save_rep(&dana, NOW).unwrap();
    assert_eq!(opened(&backend).0.reps, std::slice::from_ref(&dana));
    store.delete_rep(dana.id, NOW).unwrap();
    let (_, found) = TeamStore::open(&backend, Budget::LOCAL_STORAGE).unwrap();
    let month_later = NOW + 31 * 24 * 60 * 60 * 1_000;
    store.tidy(&found.deals, NOW + 1_000).unwrap();
    assert!(!backend.snapshot().is_empty());
    store.tidy(&found.deals, month_later).unwrap();
    assert!(backend.snapshot().is_empty());
}

#[test]
fn fault_1_an_import_that_fails_anywhere_leaves_the_old_deals_or_the_new_ones_whole() {
    let (old, new) = (book(30, 5), book(40, 6));
    let backend = MemoryBackend::default();
    import(&backend, &old).unwrap();
    let before = backend.snapshot();
    let mut seen_new = false;
    for writes in 0..60 {
        let backend = MemoryBackend::holding(before.clone());
        backend.fail_after_writes(writes);
        let done = import(&backend, &new).is_ok();
        backend.heal();
        let (workspace, findings) = tidied(&backend);
        assert_eq!(findings, [], "after {writes} writes");
        let expected = if done { &new } else { &old };
        assert_eq!(contents(&workspace.deals), contents(expected), "after {writes} writes");
        // What the failure left behind is gone after the start.
        let generations: Vec<u64> = backend
            .snapshot()
            .keys()
            .filter_map(|key| match Key::parse(key) {
                Some(Key::Deals { generation, .. }) => Some(generation),
                _ => None,
            })
            .collect();
        assert!(generations.windows(2).all(|pair| pair[0] == pair[1]), "after {writes} writes");
        seen_new |= done;
    }
    assert!(seen_new);
}

#[test]
fn an_import_killed_anywhere_leaves_the_old_deals_or_the_new_ones_whole() {
    // As above, but the page is gone at once: nothing is cleaned up before the next start.
    let (old, new) = (book(30, 5), book(40, 6));
    let backend = MemoryBackend::default();
    import(&backend, &old).unwrap();
    let before = backend.snapshot();
    for writes in 0..30 {
        let backend = MemoryBackend::holding(before.clone());
        backend.fail_after_writes(writes);
        let mut import = begun(&backend, &new).unwrap();
        while import.write_next(&backend, NOW) == Ok(false) {}
        let _ = import.finish(&backend, NOW);
        backend.heal();
        let (workspace, findings) = tidied(&backend);
        assert_eq!(findings, [], "after {writes} writes");
        let found = contents(&workspace.deals);
        assert!(found == contents(&old) || found == contents(&new), "after {writes} writes");
        assert_eq!(contents(&opened(&backend).0.deals), found);
    }
}

#[test]
fn an_import_in_place_of_the_old_deals_is_whole_or_says_that_it_was_interrupted() {
    let (old, new) = (book(30, 5), book(40, 6));
    let backend = MemoryBackend::default();
    import(&backend, &old).unwrap();
    let before = backend.snapshot();
    let mut outcomes = [0; 3];
    for writes in 0..30 {
        let backend = MemoryBackend::holding(before.clone());
        backend.fail_after_writes(writes);
        let mut import = begun(&backend, &new).unwrap();
        let gone = import.let_old_go(&backend, OldDealsAreSafe, NOW);
        if gone.is_ok() && sweep(&backend, import.generation()).is_ok() {
            while import.write_next(&backend, NOW) == Ok(false) {}
            let _ = import.finish(&backend, NOW);
        }
        backend.heal();
        let (workspace, findings) = tidied(&backend);
        let found = contents(&workspace.deals);
        if findings == [Finding::ImportInterrupted] {
            outcomes[0] += 1;
        } else if found == contents(&new) {
            outcomes[1] += 1;
        } else {
            assert_eq!(found, contents(&old), "after {writes} writes");
            outcomes[2] += 1;
        }
    }
    assert!(outcomes.iter().all(|times| *times > 0), "{outcomes:?}");
}

#[test]
fn an_import_says_before_whether_there_is_room() {
    let deals = book(3_000, 5);
    let needs = {
        let backend = MemoryBackend::default();
        let import = begun(&backend, &deals).unwrap();
        import.units()
    };
    let room = |kept: bool, units: usize| {
        let backend = MemoryBackend::default();
        if kept {
            self::import(&backend, &deals).unwrap();
        }
        let import = begun(&backend, &deals).unwrap();
        import.room(used(&backend).unwrap(), Budget::of_units(units))
    };
    assert_eq!(room(false, needs * 2), Room::Beside);
    assert!(matches!(room(false, needs), Room::TooMuch { .. }));
    assert_eq!(room(true, needs * 3), Room::Beside);
    assert_eq!(room(true, needs * 2), Room::InPlace);
}

#[test]
fn fault_2_reps_saved_together_stop_where_they_would_one_by_one() {
    let budget = Budget::of_units(10_000);
    let reps: Vec<Rep> = (10..99).map(|rep| Rep::named(&format!("Rep {rep}"))).collect();
    let kept = |save: &dyn Fn(&TeamStore<&MemoryBackend>) -> Result<(), SaveError>| {
        let backend = MemoryBackend::with_budget(budget);
        let (store, _) = TeamStore::open(&backend, budget).unwrap();
        assert_eq!(save(&store), Err(SaveError::NoRoomToGrow));
        opened(&backend).0.reps.len()
    };
    let together = kept(&|store| store.save_reps(&reps, NOW));
    let one_by_one = kept(&|store| reps.iter().try_for_each(|rep| store.save_rep(rep, NOW)));
    // What is still to be written is taken for a little longer than it is.
    assert!(together + 1 == one_by_one || together == one_by_one, "{together} of {one_by_one}");
    assert!(together > 20);
}

#[test]
fn fault_2_above_eighty_percent_nothing_new_is_added_and_the_rest_works() {
    let backend = MemoryBackend::with_budget(Budget::of_units(10_000));
    let (store, _) = TeamStore::open(&backend, Budget::of_units(10_000)).unwrap();
    let mut dana = Rep::named("Dana");
    store.save_rep(&dana, NOW).unwrap();
    backend.set("another app's", &"x".repeat(7_700)).unwrap();
    assert_eq!(store.save_rep(&Rep::named("Tom"), NOW), Err(SaveError::NoRoomToGrow));
    // Of settings there is one: the first change of them is no growth.
    let settings = Settings { as_of: "2026-03-31".parse().ok(), ..Settings::default() };
    store.save_settings(&settings, NOW).unwrap();
    assert_eq!(opened(&backend).0.settings, settings);
    dana.region = Some("West 👧".to_owned());
    store.save_rep(&dana, NOW).unwrap();
    assert_eq!(opened(&backend).0.reps, std::slice::from_ref(&dana));
    assert!(BackupFile::read(write_backup(&backend, NOW).unwrap().as_bytes()).is_ok());
    store.delete_rep(dana.id, NOW).unwrap();
    assert_eq!(opened(&backend).0.reps, []);
}

#[test]
fn fault_3_a_blocked_storage_is_said() {
    let backend = MemoryBackend::default();
    backend.block(true);
    let opened = TeamStore::open(&backend, Budget::LOCAL_STORAGE).err();
    assert_eq!(opened, Some(BackendError::Blocked));
}

#[test]
fn fault_4_what_can_not_be_read_is_not_taken_for_nothing() {
    let backend = MemoryBackend::default();
    let store = team(&backend);
    store.save_rep(&Rep::named("Dana"), NOW).unwrap();
    import(&backend, &book(9, 5)).unwrap();
    let before = backend.snapshot();
    backend.fail_reads(true);
    assert!(TeamStore::open(&backend, Budget::LOCAL_STORAGE).is_err());
    assert!(store.save_rep(&Rep::named("Tom"), NOW).is_err());
    assert!(begun(&backend, &book(9, 6)).is_err());
    assert_eq!(backend.snapshot(), before);
}

#[test]
fn faults_5_and_6_a_damaged_record_is_said_and_kept_aside_when_it_is_written_over() {
    let dana = Rep::named("Dana");
    let id = dana.id.to_string();
    let backend = MemoryBackend::default();
    team(&backend).save_rep(&dana, NOW).unwrap();
    let key = record(Kind::Rep, &id, Slot::Odd);
    let whole = backend.get(&key).unwrap().unwrap();
    for damaged in [whole[..whole.len() / 2].to_owned(), whole.replace("Dana", "Dena")] {
        let backend = MemoryBackend::default();
        backend.set(&key, &damaged).unwrap();
        let (workspace, findings) = opened(&backend);
        assert_eq!(workspace.reps, []);
        assert_eq!(findings, [Finding::Lost { what: "A rep".to_owned() }]);
        assert_eq!(backend.get(&key).unwrap(), Some(damaged.clone()));
        team(&backend).save_rep(&dana, NOW).unwrap();
        let kept: Vec<_> =
            all_aside(&backend).unwrap().into_iter().map(|aside| aside.text).collect();
        assert_eq!(kept, [damaged]);
        assert_eq!(opened(&backend).0.reps, std::slice::from_ref(&dana));
    }
}

#[test]
fn a_damaged_pack_costs_its_rep_alone_and_is_kept_aside() {
    let backend = MemoryBackend::default();
    import(&backend, &book(30, 5)).unwrap();
    let id = format!("{}.0", RepId::first_seen_as("Rep 1"));
    let key = Key::Deals { generation: 1, rep: id.clone() }.to_string();
    let damaged = backend.get(&key).unwrap().unwrap().replace("packed", "pecked");
    backend.set(&key, &damaged).unwrap();
    let (workspace, findings) = opened(&backend);
    assert_eq!(findings, [Finding::DealsLost { rep: id }]);
    assert!(workspace.deals.deals().iter().all(|deal| deal.rep.as_deref() != Some("Rep 1")));
    assert!(!workspace.deals.is_empty());
    import(&backend, &book(30, 5)).unwrap();
    assert_eq!(contents(&opened(&backend).0.deals), contents(&book(30, 5)));
    assert!(all_aside(&backend).unwrap().iter().any(|aside| aside.text == damaged));
}

#[test]
fn fault_7_a_lost_index_is_made_anew_from_the_newest_whole_import() {
    let (old, new) = (book(30, 5), book(40, 6));
    let backend = MemoryBackend::default();
    import(&backend, &old).unwrap();
    let old_packs: BTreeMap<String, String> = packs(&backend);
    import(&backend, &new).unwrap();
    for (key, text) in &old_packs {
        backend.set(key, text).unwrap();
    }
    for slot in Slot::BOTH {
        let key = record(Kind::DealsIndex, "deals", slot);
        let text = backend.get(&key).unwrap().unwrap();
        backend.set(&key, &text[..text.len() / 2]).unwrap();
    }
    let (workspace, findings) = tidied(&backend);
    assert_eq!(findings, [Finding::IndexRebuilt { deals: 40 }]);
    assert_eq!(contents(&workspace.deals), contents(&new));
    let (workspace, findings) = opened(&backend);
    assert_eq!((contents(&workspace.deals), findings), (contents(&new), vec![]));
    // With one pack of the newest missing, the whole older import is the better one.
    for slot in Slot::BOTH {
        backend.remove(&record(Kind::DealsIndex, "deals", slot)).unwrap();
    }
    for (key, text) in &old_packs {
        backend.set(key, text).unwrap();
    }
    let newest = packs(&backend).into_keys().rfind(|key| !old_packs.contains_key(key)).unwrap();
    backend.remove(&newest).unwrap();
    assert_eq!(contents(&opened(&backend).0.deals), contents(&old));
}

fn packs(backend: &MemoryBackend) -> BTreeMap<String, String> {
    let is_pack = |key: &String| matches!(Key::parse(key), Some(Key::Deals { .. }));
    backend.snapshot().into_iter().filter(|(key, _)| is_pack(key)).collect()
}

#[test]
fn fault_8_what_a_newer_app_wrote_is_shown_no_more_and_left_alone() {
    let backend = MemoryBackend::default();
    team(&backend).save_rep(&Rep::named("Dana"), NOW).unwrap();
    let mut newer = Envelope::new("settings", "team", 9, NOW, &Settings::default()).unwrap();
    newer.schema = SCHEMA + 1;
    backend.set(&record(Kind::Settings, "team", Slot::Odd), &newer.write()).unwrap();
    let before = backend.snapshot();
    let (store, opened) = TeamStore::open(&backend, Budget::LOCAL_STORAGE).unwrap();
    assert_eq!(opened.findings, [Finding::Newer { schema: SCHEMA + 1 }]);
    assert!(!store.is_writable());
    assert_eq!(store.save_settings(&Settings::default(), NOW), Err(SaveError::Newer));
    assert_eq!(store.save_rep(&Rep::named("Tom"), NOW), Err(SaveError::Newer));
    store.tidy(&opened.deals, NOW).unwrap();
    assert_eq!(backend.snapshot(), before);
}

#[test]
fn erasing_everything_leaves_what_belongs_to_others() {
    let backend = MemoryBackend::default();
    let store = team(&backend);
    store.save_rep(&Rep::named("Dana"), NOW).unwrap();
    import(&backend, &book(9, 5)).unwrap();
    backend.set("another app's", "x").unwrap();
    backend.set("ridealong/calculator", "typed figures").unwrap();
    store.erase_everything().unwrap();
    assert_eq!(backend.keys().unwrap(), ["another app's"]);
    // A tab that slept through it knows by the mark that it does not write.
    backend.set("ridealong/writer", "7").unwrap();
    store.erase_everything().unwrap();
    assert_eq!(backend.keys().unwrap(), ["another app's", "ridealong/writer"]);
}

#[test]
fn a_year_9999_is_kept_like_any_other() {
    let mut deal = Deal::new(Outcome::Open);
    deal.created = Some("9999-12-31".parse().unwrap());
    deal.expected_close = Some("-009999-01-01".parse().unwrap());
    let book: DealBook = [deal].into_iter().collect();
    let backend = MemoryBackend::default();
    import(&backend, &book).unwrap();
    assert_eq!(opened(&backend).0.deals, book);
}

#[test]
fn no_deals_at_all_are_an_import_too() {
    let backend = MemoryBackend::default();
    import(&backend, &book(5, 5)).unwrap();
    import(&backend, &DealBook::new()).unwrap();
    let (workspace, findings) = opened(&backend);
    assert_eq!((workspace.deals.len(), findings.len()), (0, 0));
    assert_eq!(find_deals(&backend).unwrap().index.generation, 2);
}

/// Deals as the largest team has them: ids of 18 characters that follow no pattern, 5,000
/// accounts, one deal in five open. The numbers come from a fixed sequence.
fn large_book(deals: usize, reps: usize) -> DealBook {
    let mut state = 7_u64;
    let mut below = move |bound: u64| {
        // Knuth's linear congruential generator (MMIX); its upper bits are the good ones.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let letters: Vec<char> = ('a'..='z').chain('A'..='Z').chain('0'..='9').collect();
    let first: jiff::civil::Date = "2024-07-01".parse().unwrap();
    (0..deals)
        .map(|at| {
            let mut deal = Deal::new(match below(10) {
                0 | 1 => Outcome::Open,
                2..=5 => Outcome::Won,
                _ => Outcome::Lost,
            });
            let day =
                |days: u64| first.checked_add(jiff::Span::new().days(days.cast_signed())).ok();
            let created = below(700);
            let account = format!("Account {} Ltd", below(5_000));
            let id = (0..18).map(|_| letters[usize::try_from(below(62)).unwrap()]);
            deal.id = Some(id.collect());
            deal.rep = Some(format!("Rep Number {}", at % reps));
            deal.name = Some(format!("{account} - {}", below(1_000)));
            deal.account = Some(account);
            deal.created = day(created);
            let close = day(created + 5 + below(150));
            deal.stage = Some("Negotiation/Review".to_owned());
            deal.amount = Some(Money::from_hundredths(below(9_000_000).cast_signed()));
            if deal.outcome == Outcome::Open {
                deal.expected_close = close;
            } else {
                deal.closed = close;
            }
            deal
        })
        .collect()
}

#[test]
fn ten_thousand_deals_take_a_quarter_of_a_million_characters_and_less_than_twice_that_with_names() {
    let mut book = large_book(10_000, 4);
    let units = |book: &DealBook| begun(&MemoryBackend::default(), book).unwrap().units();
    let named = units(&book);
    assert!(named <= 420_000, "{named} characters");
    book.drop_names();
    let bare = units(&book);
    assert!(bare <= 250_000, "{bare} characters");
}
