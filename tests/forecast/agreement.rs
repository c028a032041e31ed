//! A whole forecast as a list of figures. They were written down by a native run
//! (`forecast/figures.json`); natively and in the browser they must come out the same.

use crate::team::{TODAY, team};
use ridealong::domain::FiscalCalendar;
use ridealong::domain::{Money, Multiple, Rate};
use ridealong::engine::coverage_curve::coverage_curve;
use ridealong::engine::forecast::{Forecaster, RepForecast};
use ridealong::engine::goal::RepQuota;
use ridealong::engine::history::DealHistory;
use ridealong::engine::known::KnownRep;
use ridealong::engine::ladder::ladder;
use ridealong::engine::prior::beta_prior;
use ridealong::engine::viewpoint::Viewpoint;

/// How far a figure may lie off the one that was written down, in itself where it is above 1.
const TOLERANCE: f64 = 1e-9;

/// Everything of two reps of a team of four, this period and the next.
pub fn figures() -> Vec<(String, f64)> {
    let history = DealHistory::new(4, &team(4));
    let forecaster = Forecaster::new(&history, FiscalCalendar::default(), Viewpoint::live(TODAY));
    let mut figures = vec![("tau".to_owned(), forecaster.tau.tau)];
    let this = forecaster.period();
    for (name, period) in [("this", this), ("next", forecaster.fiscal.next(this))] {
        for rep in [0, 3] {
            let quota = RepQuota {
                quota: Some(Money::from_hundredths(5_432_100)),
                booked: Money::ZERO,
                without_a_deal: Money::from_hundredths(100_000),
            };
            let forecast = forecaster.rep(rep, period, quota).expect("a rep");
            let mut add = |figure: &str, value: f64| {
                figures.push((format!("{name} period, rep {rep}, {figure}"), value));
            };
            add_rep(&forecaster, rep, &forecast, &mut add);
        }
    }
    figures
}

fn add_rep(
    forecaster: &Forecaster,
    rep: usize,
    forecast: &RepForecast,
    add: &mut impl FnMut(&str, f64),
) {
    let model = &forecaster.group.reps()[rep];
    add("pace", model.pace.mean());
    add("odds ratio", model.ability.odds_ratio);
    add("created a day", model.creation.mean());
    add("log variance", forecast.form.log_variance);
    add("chance", forecast.standing.chance().map_or(-1.0, Rate::share));
    let total = forecast.total();
    add("mean", total.mean);
    add("low", total.low);
    add("high", total.high);
    let counts: Vec<_> = forecaster.group.known().reps.iter().map(KnownRep::counts).collect();
    let rate = beta_prior(&counts).trusted_rate(counts[rep]);
    let seat = forecast.seat().expect("something left");
    let ladder = ladder(seat, rate, true, 0.8);
    for (nth, rung) in ladder.rungs.iter().enumerate() {
        add(&format!("rung {}", nth + 1), rung.need.times().unwrap_or(-1.0));
    }
    let verdict = forecaster.verdict(rep, forecast, &ladder, 0.8).expect("a verdict");
    add("average rep", verdict.average_rep.share());
    // Those that would change the chance most, whatever a visit to them is worth.
    let mut movers = verdict.movers;
    movers.sort_by(|one, other| {
        let by_chance = other.if_won.share().total_cmp(&one.if_won.share());
        by_chance.then(other.amount.cmp(&one.amount)).then(one.index.cmp(&other.index))
    });
    for (nth, deal) in movers.iter().enumerate().take(3) {
        add(&format!("mover {nth} if won"), deal.if_won.share());
        add(&format!("mover {nth} if lost"), deal.if_lost.share());
    }
    let top = Multiple::new(8.0).expect("a multiple");
    for (coverage, chance) in coverage_curve(seat, top) {
        add(&format!("chance at {:.1}x", coverage.times()), chance.share());
    }
}

/// Where the figures were written down.
const KEPT: &str = include_str!("figures.json");

/// Panics where a figure is not the one that was written down.
pub fn expect_those_kept(figures: &[(String, f64)]) {
    let kept: Vec<(String, f64)> = serde_json::from_str(KEPT).expect("figures");
    assert_eq!(figures.len(), kept.len(), "another number of figures than were written down");
    for ((name, value), (kept_name, kept)) in figures.iter().zip(kept) {
        assert_eq!(*name, kept_name);
        let off = (value - kept).abs() / kept.abs().max(1.0);
        assert!(off <= TOLERANCE, "{name} is {value}, written down is {kept}");
    }
}
