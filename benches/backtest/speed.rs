//! How long the parts take, natively, and how that grows with the deals.

use crate::crm_sales::CrmSales;
use crate::exact::dollars;
use crate::numbers::Numbers;
use ridealong::domain::FiscalCalendar;
use ridealong::domain::{Money, Multiple};
use ridealong::engine::coverage_curve::coverage_curve;
use ridealong::engine::forecast::Forecaster;
use ridealong::engine::goal::RepQuota;
use ridealong::engine::group::Depth;
use ridealong::engine::known::KnownRep;
use ridealong::engine::ladder::ladder;
use ridealong::engine::leverage::leverage;
use ridealong::engine::likely_total::LikelyTotal;
use ridealong::engine::new_deals::{WinCount, WinSizes};
use ridealong::engine::outlook::{Decision, Outlook, Prospect};
use ridealong::engine::pipeline_need::{Seat, pipeline_need};
use ridealong::engine::prior::beta_prior;
use ridealong::engine::quota_chance::quota_chance;
use ridealong::engine::tau::{TauEvidence, past_periods};
use ridealong::engine::viewpoint::Viewpoint;
use std::hint::black_box;
use std::time::Instant;

/// The shortest of several runs, in milliseconds.
fn milliseconds<T>(mut work: impl FnMut() -> T) -> f64 {
    let mut best = f64::INFINITY;
    let begin = Instant::now();
    for run in 0.. {
        let start = Instant::now();
        black_box(work());
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
        if run >= 2 && begin.elapsed().as_millis() > 100 {
            break;
        }
    }
    best
}

/// Of one rep, by number of live deals.
pub fn of_one_rep() {
    println!("\nmilliseconds by live deals (odd amounts, new deals, 13 forms)");
    println!(
        "{:>8}{:>9}{:>9}{:>9}{:>9}{:>11}",
        "deals", "chance", "range", "need", "curve", "if won"
    );
    for count in [5, 20, 50, 200, 1_000] {
        let mut numbers = Numbers::new(9);
        let deals: Vec<Prospect> = (0..count)
            .map(|index| Prospect {
                amount: dollars(numbers.between(300, 9_000)),
                by_end: Decision { rate: numbers.share(), share_won: 0.6 * numbers.share() },
                by_start: Decision::default(),
                index,
            })
            .collect();
        let sizes: Vec<Money> = (0..60).map(|_| dollars(numbers.between(300, 9_000))).collect();
        let outlook = Outlook {
            deals,
            stale: Vec::new(),
            new_wins: WinCount { mean: 4.0, dispersion: Some(30.0) },
            sizes: WinSizes::new(&sizes),
            created_today: (Decision { rate: 0.7, share_won: 0.4 }, Decision::default()),
            log_variance: 0.05,
        };
        let mean = outlook.open_mean() + outlook.new_mean();
        let left = dollars((1.4 * mean).round() as i64);
        let form = outlook.form(0.4);
        let seat = Seat::new(&outlook, left, form);
        let top = Multiple::new(8.0).expect("a multiple");
        println!(
            "{count:>8}{:>9.2}{:>9.2}{:>9.2}{:>9.2}{:>11.2}",
            milliseconds(|| quota_chance(&outlook, left, form)),
            milliseconds(|| LikelyTotal::of(&outlook, form)),
            milliseconds(|| pipeline_need(seat, 0.8)),
            milliseconds(|| coverage_curve(seat, top)),
            milliseconds(|| leverage(seat)),
        );
    }
}

/// Of the whole team of the data set.
pub fn of_a_team(sales: &CrmSales) {
    let fiscal = FiscalCalendar::default();
    let quarter = CrmSales::quarters(fiscal)[2];
    let before = past_periods(&sales.history, fiscal, quarter.start);
    let viewpoint = Viewpoint::replay(quarter.start);
    let evidence = milliseconds(|| {
        TauEvidence::of_period(&sales.history, fiscal, before[0], Depth::default())
    });
    let forecaster = Forecaster::new(&sales.history, fiscal, viewpoint);
    let fit = milliseconds(|| {
        Forecaster::with_tau(&sales.history, fiscal, viewpoint, forecaster.tau, Depth::default())
    });
    let quota =
        RepQuota { quota: Some(dollars(90_000)), booked: Money::ZERO, without_a_deal: Money::ZERO };
    let counts: Vec<_> = forecaster.group.known().reps.iter().map(KnownRep::counts).collect();
    let prior = beta_prior(&counts);
    let forecasts = |rep| forecaster.rep(rep, quarter, quota).expect("a rep");
    let reps = sales.history.reps();
    let rows = milliseconds(|| (0..reps).map(forecasts).collect::<Vec<_>>());
    let ladders = milliseconds(|| {
        (0..reps)
            .filter_map(|rep| {
                let forecast = forecasts(rep);
                let rate = prior.trusted_rate(counts[rep]);
                Some(ladder(forecast.seat()?, rate, true, 0.8))
            })
            .collect::<Vec<_>>()
    });
    println!(
        "\n{reps} reps, 8,800 deals: fit {fit:.0} ms, a past quarter's evidence on tau {evidence:.0} ms, \
         chances and ranges {rows:.0} ms, with ladders {ladders:.0} ms"
    );
}
