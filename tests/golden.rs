//! Every function that has golden vectors, against them. The vectors were computed
//! independently (see `tests/golden/README.md`); `GOLDEN_DIR` points at another set.

#![expect(clippy::panic, clippy::expect_used, reason = "a test says what is wrong by panicking")]

use ridealong::domain::{Interval, Money, Outcome, Rate};
use ridealong::engine::chance::{WinRate, chance_equal_deals, deals_needed};
use ridealong::engine::cumulative_incidence::{cumulative_incidence, win_within_window};
use ridealong::engine::life_table::Watched;
use ridealong::engine::new_deals::{WinCount, chance_new_deals};
use ridealong::engine::open_deals::{LikelyDeal, chance_open_deals};
use ridealong::engine::prior::{Decided, beta_prior};
use ridealong::engine::win_rate::{beta_interval, wilson_interval};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Functions that have vectors, each of which must have run.
const IMPLEMENTED: [&str; 10] = [
    "beta_interval",
    "beta_prior",
    "chance_equal_deals",
    "chance_new_deals",
    "chance_open_deals",
    "cumulative_incidence",
    "cumulative_incidence_delayed_entry",
    "deals_needed",
    "wilson_interval",
    "win_within_window",
];

/// Functions whose vectors are there before the function is.
const STILL_TO_COME: [&str; 2] = ["chance_below_peers", "funnel_limits"];

#[derive(Deserialize)]
struct Vectors {
    function: String,
    #[serde(default)]
    history: Vec<WatchedDeal>,
    tolerance: f64,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct WatchedDeal {
    #[serde(default)]
    entry_age_days: usize,
    age_days: usize,
    outcome: String,
}

impl WatchedDeal {
    fn watched(&self) -> Watched {
        let outcome = match self.outcome.as_str() {
            "won" => Outcome::Won,
            "lost" => Outcome::Lost,
            "open" => Outcome::Open,
            other => panic!("no outcome {other}"),
        };
        Watched { entry_age: self.entry_age_days, age: self.age_days, outcome }
    }
}

#[derive(Deserialize)]
struct Case {
    r#in: Value,
    out: Value,
}

impl Case {
    fn number(&self, name: &str) -> f64 {
        self.r#in[name].as_f64().unwrap_or_else(|| panic!("no number {name} in {}", self.r#in))
    }

    fn count(&self, name: &str) -> u64 {
        self.r#in[name].as_u64().unwrap_or_else(|| panic!("no count {name} in {}", self.r#in))
    }

    fn win_rate(&self) -> WinRate {
        if self.r#in.get("win_rate").is_some() {
            WinRate::Stated(Rate::new(self.number("win_rate")).expect("a rate"))
        } else {
            WinRate::Learned { alpha: self.number("alpha"), beta: self.number("beta") }
        }
    }

    #[track_caller]
    fn expect_close(&self, name: &str, ours: f64, tolerance: f64) {
        let theirs = self.out[name].as_f64().unwrap_or_else(|| panic!("no {name} in {}", self.out));
        assert!(
            (ours - theirs).abs() <= tolerance,
            "{name} is {ours}, the vector says {theirs}, for {}",
            self.r#in
        );
    }

    fn list<T: serde::de::DeserializeOwned>(&self, name: &str) -> Vec<T> {
        serde_json::from_value(self.r#in[name].clone())
            .unwrap_or_else(|error| panic!("no list {name} in {}: {error}", self.r#in))
    }

    #[track_caller]
    fn expect_all_close(&self, name: &str, ours: &[f64], tolerance: f64) {
        let theirs: Vec<f64> = serde_json::from_value(self.out[name].clone()).expect("numbers");
        assert_eq!(ours.len(), theirs.len(), "{name} for {}", self.r#in);
        for (place, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
            assert!(
                (ours - theirs).abs() <= tolerance,
                "{name}[{place}] is {ours}, the vector says {theirs}, for {}",
                self.r#in
            );
        }
    }

    fn likely_deals(&self) -> Vec<LikelyDeal> {
        #[derive(Deserialize)]
        struct Deal {
            amount: f64,
            probability: f64,
        }
        let deals: Vec<Deal> = self.list("deals");
        let likely = |deal: &Deal| LikelyDeal {
            amount: money(deal.amount),
            chance: Rate::new(deal.probability).expect("a rate"),
        };
        deals.iter().map(likely).collect()
    }

    /// The tolerance of money is relative.
    #[track_caller]
    fn expect_money(&self, name: &str, ours: f64, tolerance: f64) {
        let theirs = self.out[name].as_f64().unwrap_or_else(|| panic!("no {name} in {}", self.out));
        self.expect_close(name, ours, tolerance * theirs.abs());
    }

    #[track_caller]
    fn expect_interval(&self, ours: Option<Interval>, tolerance: f64) {
        let ours = ours.expect("an interval");
        self.expect_close("low", ours.low.share(), tolerance);
        self.expect_close("high", ours.high.share(), tolerance);
    }
}

/// Checks one case.
fn check(vectors: &Vectors, case: &Case) {
    let tolerance = vectors.tolerance;
    match vectors.function.as_str() {
        "wilson_interval" => case.expect_interval(
            wilson_interval(case.count("wins"), case.count("decided"), case.number("confidence")),
            tolerance,
        ),
        "beta_interval" => case.expect_interval(
            beta_interval(case.number("alpha"), case.number("beta"), case.number("confidence")),
            tolerance,
        ),
        "chance_equal_deals" => {
            let chance =
                chance_equal_deals(case.count("deals"), case.count("wins_needed"), case.win_rate());
            case.expect_close("probability", chance.share(), tolerance);
        }
        "deals_needed" => {
            let ours =
                deals_needed(case.count("wins_needed"), case.number("confidence"), case.win_rate());
            assert_eq!(ours, case.out["deals"].as_u64(), "for {}", case.r#in);
        }
        "beta_prior" => check_prior(case, tolerance),
        "cumulative_incidence" | "cumulative_incidence_delayed_entry" => {
            let deals: Vec<WatchedDeal> = case.list("deals");
            let curve = cumulative_incidence(deals.iter().map(WatchedDeal::watched));
            let won: Vec<f64> = (0..=60).map(|age| curve.at(age).won).collect();
            let lost: Vec<f64> = (0..=60).map(|age| curve.at(age).lost).collect();
            case.expect_all_close("won_by_day", &won, tolerance);
            case.expect_all_close("lost_by_day", &lost, tolerance);
        }
        "win_within_window" => {
            let curve = cumulative_incidence(vectors.history.iter().map(WatchedDeal::watched));
            let days = |name| usize::try_from(case.count(name)).expect("a number of days");
            let chance = win_within_window(&curve, days("age_days"), days("window_days"));
            case.expect_close("probability", chance, tolerance);
        }
        "chance_open_deals" => {
            let ours = chance_open_deals(&case.likely_deals(), money(case.number("target")));
            case.expect_close("probability", ours.probability.share(), tolerance);
            case.expect_money("mean", ours.mean, tolerance);
        }
        "chance_new_deals" => {
            let sizes: Vec<f64> = case.list("win_sizes");
            let sizes: Vec<Money> = sizes.into_iter().map(money).collect();
            let dispersion = case.r#in.get("dispersion").and_then(Value::as_f64);
            let wins = WinCount { mean: case.number("mean_wins"), dispersion };
            let ours = chance_new_deals(wins, &sizes, money(case.number("target")));
            case.expect_close("probability", ours.probability.share(), tolerance);
            case.expect_money("mean", ours.mean, tolerance);
        }
        other => panic!("no function {other}, and it is not on the list of those to come"),
    }
}

fn check_prior(case: &Case, tolerance: f64) {
    #[derive(Deserialize)]
    struct Counts {
        wins: u64,
        decided: u64,
    }
    let groups: Vec<Counts> = case.list("groups");
    let decided = |group: &Counts| Decided { won: group.wins, lost: group.decided - group.wins };
    let prior = beta_prior(&groups.iter().map(decided).collect::<Vec<_>>());
    case.expect_close("prior_mean", prior.mean().share(), tolerance);
    let rates: Vec<f64> =
        groups.iter().map(|group| prior.trusted_rate(decided(group)).trusted.share()).collect();
    case.expect_all_close("shrunken_rates", &rates, tolerance);
}

fn money(units: f64) -> Money {
    Money::from_units(units).expect("an amount")
}

fn golden_dir() -> PathBuf {
    std::env::var_os("GOLDEN_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden"), PathBuf::from)
}

#[test]
fn every_function_agrees_with_its_golden_vectors() {
    let dir = golden_dir();
    let mut files: Vec<_> = std::fs::read_dir(&dir)
        .unwrap_or_else(|error| panic!("{}: {error}", dir.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no vectors in {}", dir.display());

    let mut ran: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a readable file");
        let vectors: Vectors = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        if STILL_TO_COME.contains(&vectors.function.as_str()) {
            println!("{}: {} cases still to come", vectors.function, vectors.cases.len());
            continue;
        }
        for case in &vectors.cases {
            check(&vectors, case);
        }
        println!("{}: {} cases ran", vectors.function, vectors.cases.len());
        *ran.entry(vectors.function).or_default() += vectors.cases.len();
    }
    for function in IMPLEMENTED {
        assert!(ran.get(function).is_some_and(|cases| *cases > 0), "no case of {function} ran");
    }
    println!("{} golden cases ran", ran.values().sum::<usize>());
}
