//! Inside a browser: WebAssembly has its own `ln`, `exp` and `pow`, so the engine's figures are
//! held against the golden vectors there too, and a whole forecast against a native run's.
//! `make test-wasm` runs this file.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::panic, clippy::expect_used, reason = "a test says what is wrong by panicking")]

use ridealong::domain::Rate;
use ridealong::engine::chance::{WinRate, chance_equal_deals, deals_needed};
use ridealong::engine::win_rate::{beta_interval, wilson_interval};
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
