//! Inside a browser: WebAssembly has its own `ln`, `exp` and `pow`, so the engine's figures are
//! held against the golden vectors there too, a whole forecast against a native run's, and what is
//! kept is kept in a real localStorage.
//! `make test-wasm` runs this file.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::panic, clippy::expect_used, reason = "a test says what is wrong by panicking")]

use ridealong::domain::{Deal, DealBook, Outcome, Rate, Rep, RepId};
use ridealong::engine::chance::{WinRate, chance_equal_deals, deals_needed};
use ridealong::engine::win_rate::{beta_interval, wilson_interval};
use ridealong::intake::{clean, read_deals};
use ridealong::store::browser::LocalBackend;
use ridealong::store::browser::keep::{in_tasks, kept_pack};
use ridealong::store::{
    Backend, BackendError, Budget, Confirmed, DealsImport, NewRecord, NotKept, Packing, SaveError,
    TeamStore, write_backup,
};
use serde_json::Value;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "forecast/agreement.rs"]
mod agreement;
#[path = "forecast/team.rs"]
mod team;

wasm_bindgen_test_configure!(run_in_browser);

/// Calls `check` with the inputs, the expected outputs and the tolerance of every case.
fn each_case(vectors: &str, check: impl Fn(&Value, &Value, f64)) {
    let vectors: Value = serde_json::from_str(vectors).expect("a golden file");
    let tolerance = number(&vectors, "tolerance");
    let cases = vectors["cases"].as_array().expect("cases");
    assert!(!cases.is_empty());
    for case in cases {
        check(&case["in"], &case["out"], tolerance);
    }
}

#[track_caller]
fn number(value: &Value, name: &str) -> f64 {
    value[name].as_f64().unwrap_or_else(|| panic!("no number {name} in {value}"))
}

#[track_caller]
fn count(value: &Value, name: &str) -> u64 {
    value[name].as_u64().unwrap_or_else(|| panic!("no count {name} in {value}"))
}

fn win_rate(case: &Value) -> WinRate {
    if case.get("win_rate").is_some() {
        WinRate::Stated(Rate::new(number(case, "win_rate")).expect("a rate"))
    } else {
        WinRate::Learned { alpha: number(case, "alpha"), beta: number(case, "beta") }
    }
}

#[track_caller]
fn expect_close(case: &Value, ours: f64, theirs: f64, tolerance: f64) {
    assert!((ours - theirs).abs() <= tolerance, "{ours}, the vector says {theirs}, for {case}");
}

#[wasm_bindgen_test]
fn the_likely_range_of_a_share_is_the_same_in_the_browser() {
    each_case(include_str!("golden/wilson_interval.json"), |case, out, tolerance| {
        let (wins, decided) = (count(case, "wins"), count(case, "decided"));
        let ours = wilson_interval(wins, decided, number(case, "confidence")).expect("a range");
        expect_close(case, ours.low.share(), number(out, "low"), tolerance);
        expect_close(case, ours.high.share(), number(out, "high"), tolerance);
    });
}

#[wasm_bindgen_test]
fn the_likely_range_of_a_win_rate_is_the_same_in_the_browser() {
    each_case(include_str!("golden/beta_interval.json"), |case, out, tolerance| {
        let (alpha, beta) = (number(case, "alpha"), number(case, "beta"));
        let ours = beta_interval(alpha, beta, number(case, "confidence")).expect("a range");
        expect_close(case, ours.low.share(), number(out, "low"), tolerance);
        expect_close(case, ours.high.share(), number(out, "high"), tolerance);
    });
}

#[wasm_bindgen_test]
fn the_chance_of_quota_is_the_same_in_the_browser() {
    each_case(include_str!("golden/chance_equal_deals.json"), |case, out, tolerance| {
        let (deals, wins) = (count(case, "deals"), count(case, "wins_needed"));
        let ours = chance_equal_deals(deals, wins, win_rate(case));
        expect_close(case, ours.share(), number(out, "probability"), tolerance);
    });
}

#[wasm_bindgen_test]
fn the_deals_needed_are_the_same_in_the_browser() {
    each_case(include_str!("golden/deals_needed.json"), |case, out, _| {
        let wins = count(case, "wins_needed");
        let ours = deals_needed(wins, number(case, "confidence"), win_rate(case));
        assert_eq!(ours, out["deals"].as_u64(), "for {case}");
    });
}

#[wasm_bindgen_test]
fn a_whole_forecast_is_the_same_in_the_browser() {
    agreement::expect_those_kept(&agreement::figures());
}

/// Removes what the test kept, also of a run before that failed.
fn cleared() -> TeamStore<LocalBackend> {
    let (store, _) = TeamStore::open(LocalBackend, Budget::LOCAL_STORAGE).expect("a storage");
    store.erase_everything().expect("an empty storage");
    store
}

#[wasm_bindgen_test]
async fn a_team_and_its_deals_are_kept_in_the_browser_and_there_again() {
    let store = cleared();
    LocalBackend.set("another app's", "left alone").expect("room");
    store.save_rep(&Rep::named("Zoë 👧"), 1).expect("a saved rep");
    let book: DealBook = (0..100)
        .map(|at| {
            let mut deal = Deal::new(Outcome::Won);
            deal.id = Some(format!("D{at}"));
            deal.rep = Some("Zoë 👧".to_owned());
            deal
        })
        .collect();
    let import = DealsImport::begin(&LocalBackend).expect("an import");
    let packs = Packing::whole(&book, RepId::first_seen_as);
    let generation = import.generation();
    let packs = packs.iter().map(|pack| pack.written(generation, 2).expect("a text")).collect();
    let tom = NewRecord::of_rep(&Rep::named("Tom")).expect("a record");
    let confirmed = Confirmed { import, packs, records: vec![tom], old_are_safe: None };
    let (index, before) = in_tasks()
        .keep_import(confirmed, Budget::LOCAL_STORAGE, 2, |_, _| {})
        .await
        .expect("kept deals");
    let pack = index.packs.first().expect("a pack");
    assert!(kept_pack(&index, pack).expect("a pack").contains("ridealong"));

    let (store, opened) =
        TeamStore::open_whole(LocalBackend, Budget::LOCAL_STORAGE).expect("a storage");
    assert_eq!(opened.findings, []);
    assert_eq!(opened.workspace.deals.len(), 100);
    assert_eq!(opened.workspace.reps, [Rep::named("Tom"), Rep::named("Zoë 👧")]);
    assert_eq!(
        in_tasks().backup(3).await.map(|(parts, damaged)| (parts.concat(), damaged)),
        Ok((write_backup(&LocalBackend, 3).expect("a backup"), 0))
    );
    before.put_back(&LocalBackend).expect("everything as it was");
    let (_, opened) =
        TeamStore::open_whole(LocalBackend, Budget::LOCAL_STORAGE).expect("a storage");
    assert_eq!((opened.workspace.deals.len(), opened.workspace.reps.len()), (0, 1));
    store.erase_everything().expect("an empty storage");
    assert_eq!(LocalBackend.get("another app's"), Ok(Some("left alone".to_owned())));
    LocalBackend.remove("another app's").expect("an empty storage");
}

#[wasm_bindgen_test]
async fn fault_1_an_import_that_does_not_fit_in_the_browser_leaves_the_old_deals_whole() {
    let store = cleared();
    let one: DealBook = [Deal::new(Outcome::Open)].into_iter().collect();
    let texts = |import: &DealsImport| {
        let packs = Packing::whole(&one, RepId::first_seen_as);
        let pack = packs.first().expect("a pack");
        vec![pack.written(import.generation(), 2).expect("a text")]
    };
    let import = DealsImport::begin(&LocalBackend).expect("an import");
    let packs = texts(&import);
    let confirmed = Confirmed { import, packs, records: Vec::new(), old_are_safe: None };
    in_tasks().keep_import(confirmed, Budget::LOCAL_STORAGE, 2, |_, _| {}).await.expect("kept");
    let before = in_tasks().used().await.expect("a storage");
    let import = DealsImport::begin(&LocalBackend).expect("an import");
    let mut packs = texts(&import);
    // More than any browser keeps, though the budget says that there is room.
    packs[0].text = "x".repeat(6_000_000);
    let records = vec![NewRecord::of_rep(&Rep::named("Tom")).expect("a record")];
    let confirmed = Confirmed { import, packs, records, old_are_safe: None };
    let failed =
        in_tasks().keep_import(confirmed, Budget::of_units(99_000_000), 2, |_, _| {}).await;
    let error = SaveError::Backend(BackendError::Full);
    assert_eq!(failed.map(drop), Err(NotKept { error, before: None }));
    assert_eq!(in_tasks().used().await, Ok(before));
    let (_, opened) =
        TeamStore::open_whole(LocalBackend, Budget::LOCAL_STORAGE).expect("a storage");
    assert_eq!((opened.findings.len(), opened.workspace.deals.len()), (0, 1));
    store.erase_everything().expect("an empty storage");
}

/// WebAssembly looks at sixteen bytes together to find where a cell ends; natively it is one.
#[wasm_bindgen_test]
fn cells_of_every_length_and_kind_are_found_where_they_end() {
    const KINDS: [&str; 9] = ["~", " ", "\u{7f}", "\t", "é", "\u{200b}", "\u{1f}", ";", "東"];
    let cell = |row: usize, column: usize| {
        let (length, odd) = ((row * 7 + column * 13) % 90, (row + column) % 12);
        let mut cell = format!("x{}", "y".repeat(length));
        cell.insert_str(1 + row * 3 % (length + 1), KINDS.get(odd).copied().unwrap_or_default());
        cell
    };
    let mut text = "opportunity name,stage,account\n".to_owned();
    for row in 0..1_000 {
        let end = if row % 3 == 0 { "\r\n" } else { "\n" };
        text.extend([cell(row, 0).as_str(), ",Won,", cell(row, 1).as_str(), end]);
    }
    let read = read_deals(&text).expect("an export");
    assert_eq!(read.deals.len(), 1_000);
    for (row, deal) in read.deals.iter().enumerate() {
        assert_eq!(deal.name.as_deref(), Some(clean(&cell(row, 0)).as_ref()), "row {row}");
        assert_eq!(deal.account.as_deref(), Some(clean(&cell(row, 1)).as_ref()), "row {row}");
    }
}
