//! The engine graded on the public CRM data set, beside simple methods and beside the reference
//! that the model's definition came with; and its chances beside exact ones.
//!
//! `cargo bench --bench backtest -- --figures FILE` writes the figures to a file, by name.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::expect_used,
    reason = "small numbers, and a bench that can't go on says why by panicking"
)]

mod crm_sales;
mod exact;
mod figure;
#[path = "../numbers.rs"]
mod numbers;
mod reference;
mod speed;

use crm_sales::CrmSales;
use figure::Figures;
use ridealong::domain::{FiscalCalendar, Period};
use ridealong::engine::grade::{Graded, Method, Plan, grade};
use ridealong::engine::group::Depth;
use ridealong::engine::replay::Moment;

fn main() {
    let mut figures = Figures::default();
    match CrmSales::read("../shared/data/crm-sales-opportunities") {
        Ok(sales) => backtest(&sales, &mut figures),
        Err(why) => println!("backtest skipped: {why}"),
    }
    exact::compare(&mut figures);
    speed::of_one_rep();
    figures.report();
}

fn backtest(sales: &CrmSales, figures: &mut Figures) {
    let fiscal = FiscalCalendar::default();
    let quarters = CrmSales::quarters(fiscal);
    let quotas = |_: usize, period: Period| sales.quartiles_won(period);
    let graded = |depth, moments: &[Moment]| {
        grade(Plan { history: &sales.history, fiscal, moments, depth }, &quarters, quotas)
    };
    println!(
        "CRM Sales Opportunities, 2017 Q2 to Q4 from their first mornings, {} reps,",
        sales.history.reps()
    );
    println!("quotas at the three quartiles of what reps then won. In brackets: the reference.\n");
    println!(
        "{:44}{:>29}{:>16}{:>16}{:>19}",
        "", "Brier Q2, Q3, Q4", "mean", "log loss", "80% range held"
    );
    let whole = graded(Depth::Calendar, &[Moment::Start]);
    for row in reference::ROWS {
        let at_depth = row.depth.map(|depth| graded(depth, &[Moment::Start]));
        print_row(row, at_depth.as_ref().unwrap_or(&whole), &quarters);
    }
    println!();
    print_ranges(&whole, &quarters);
    print_reliability(&whole);
    print_difference(&whole, figures);
    let all_day = graded(Depth::Calendar, &Moment::ALL);
    print_moments(&all_day, &quarters);
    add_figures(&whole, figures);
    speed::of_a_team(sales);
}

/// Trials of the whole replay that lie in one quarter.
fn brier(graded: &Graded, method: Method, quarter: Option<Period>) -> f64 {
    let part = Graded {
        trials: graded
            .trials
            .iter()
            .filter(|trial| {
                quarter.is_none_or(|quarter| quarter.span().contains(trial.as_of.into()))
            })
            .copied()
            .collect(),
        ..Graded::default()
    };
    part.scores(method).map_or(f64::NAN, |scores| scores.brier)
}

fn print_row(row: &reference::Row, graded: &Graded, quarters: &[Period]) {
    let beside = |ours: f64, theirs: Option<f64>, digits: usize| {
        let theirs = theirs.map_or(String::new(), |value| format!(" ({value:.digits$})"));
        format!("{ours:.digits$}{theirs}")
    };
    let by_quarter: Vec<String> = quarters
        .iter()
        .map(|quarter| format!("{:.3}", brier(graded, row.method, Some(*quarter))))
        .collect();
    let scores = graded.scores(row.method).expect("trials");
    let log_loss =
        row.log_loss.map_or(String::new(), |theirs| beside(scores.log_loss, Some(theirs), 3));
    let held = match row.method {
        Method::Ridealong => graded.range_scores(),
        Method::RunRate => graded.run_rate_range_scores(),
        _ => None,
    };
    let held = held.map_or(String::new(), |held| beside(100.0 * held.held, row.held, 0) + "%");
    println!(
        "{:44}{:>29}{:>16}{:>16}{:>19}",
        row.name,
        by_quarter.join(" "),
        beside(scores.brier, row.brier, 3),
        log_loss,
        held
    );
}

fn print_ranges(graded: &Graded, quarters: &[Period]) {
    let reps = graded.ranges.len() / quarters.len();
    let by_quarter = |ranges: &[_]| -> Vec<String> {
        ranges
            .chunks(reps)
            .filter_map(ridealong::engine::scores::RangeScores::of)
            .map(|scores| format!("{:.0}%", 100.0 * scores.held))
            .collect()
    };
    let score = |scores: Option<ridealong::engine::scores::RangeScores>| {
        scores.and_then(|scores| scores.interval_score).unwrap_or(f64::NAN)
    };
    println!(
        "80% ranges held by quarter: Ridealong {}, run-rate {}; interval score {:.2} and {:.2} of the mean",
        by_quarter(&graded.ranges).join(" "),
        by_quarter(&graded.run_rate_ranges).join(" "),
        score(graded.range_scores()),
        score(graded.run_rate_range_scores()),
    );
}

fn print_reliability(graded: &Graded) {
    let bins: Vec<String> = graded
        .reliability()
        .iter()
        .map(|bin| format!("{:.2}:{:.2} ({})", bin.given, bin.happened, bin.trials))
        .collect();
    println!("reliability, chance given : share reached (trials): {}", bins.join("  "));
}

fn print_difference(graded: &Graded, figures: &mut Figures) {
    let Some((best, difference)) = graded.against_best_simple() else { return };
    println!(
        "Ridealong less {best:?}, the best simple method: {:+.3}, standard error {:.3}",
        difference.mean,
        difference.standard_error.unwrap_or(f64::NAN)
    );
    println!(
        "Read with care: three quarters of one data set, quotas made from what was reached, and a model\n\
         that some 25 variants were tried for on this very set. Another set, with real quotas, is the judge."
    );
    let ratio = brier(graded, Method::Ridealong, None) / brier(graded, best, None);
    figures.add("backtest_brier_vs_best_simple", ratio);
    let misses = |pointed: &[(usize, bool)]| pointed.iter().filter(|(_, missed)| *missed).count();
    for pointed in graded.pointed_to(5) {
        println!(
            "{}: of the 5 reps that 3x sent you to {} missed, of the 5 that the chance pointed to {}",
            pointed.as_of,
            misses(&pointed.by_flat_rule),
            misses(&pointed.by_chance)
        );
    }
}

fn print_moments(graded: &Graded, quarters: &[Period]) {
    for moment in Moment::ALL {
        let days: Vec<_> = quarters.iter().map(|quarter| moment.date(*quarter)).collect();
        let part = Graded {
            trials: graded.trials.iter().filter(|t| days.contains(&t.as_of)).copied().collect(),
            ..Graded::default()
        };
        let briers: Vec<String> = Method::ALL
            .into_iter()
            .map(|method| format!("{method:?} {:.3}", brier(&part, method, None)))
            .collect();
        println!("Brier at {moment:?}: {}", briers.join(", "));
    }
}

fn add_figures(graded: &Graded, figures: &mut Figures) {
    let ours = brier(graded, Method::Ridealong, None);
    figures.add("backtest_brier_ridealong", ours);
    for (method, name) in [
        (Method::BaseRate, "backtest_brier_base_rate"),
        (Method::RunRate, "backtest_brier_run_rate"),
        (Method::FlatRule, "backtest_brier_flat3x"),
        (Method::BreakEven, "backtest_brier_breakeven"),
    ] {
        figures.add(name, brier(graded, method, None));
    }
    if let Some(scores) = graded.range_scores() {
        figures.add("backtest_range80_held", scores.held);
    }
}
