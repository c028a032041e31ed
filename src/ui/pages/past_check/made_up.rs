//! A past for tests.

use crate::domain::{FiscalCalendar, PeriodLength};
use crate::engine::grade::{Method, Pointed};
use crate::engine::past_check::{PastCheck, QuotasTried};
use crate::engine::scores::{ChanceScores, PairedDifference, RangeScores, ReliabilityBin};
use crate::ui::team::PastFound;
use jiff::civil::date;
use std::sync::Arc;

/// A difference of scores.
pub fn difference(mean: f64, standard_error: Option<f64>, fates: usize) -> PairedDifference {
    PairedDifference { mean, standard_error, fates }
}

/// Three quarters, of which two could be replayed.
pub fn check() -> PastCheck {
    let period = |month| FiscalCalendar::default().period_of(date(2017, month, 1));
    let scores = |brier| ChanceScores { trials: 180, brier, log_loss: brier * 3.0 };
    let ranges = |held, interval_score| RangeScores { ranges: 60, held, interval_score };
    let bin = |tenth: usize, happened, trials| ReliabilityBin {
        tenth,
        given: tenth as f64 / 10.0 + 0.05,
        happened,
        trials,
        fates: trials / 3,
    };
    PastCheck {
        periods: [1, 4, 7].map(period).to_vec(),
        losses_recorded: true,
        quotas: QuotasTried::Quartiles,
        methods: vec![
            (Method::Ridealong, scores(0.124)),
            (Method::BaseRate, scores(0.25)),
            (Method::RunRate, scores(0.140)),
            (Method::FlatRule, scores(0.396)),
            (Method::BreakEven, scores(0.23)),
        ],
        against: Some((Method::RunRate, difference(-0.016, Some(0.006), 90))),
        ranges: Some(ranges(0.79, Some(1.1))),
        run_rate_ranges: Some(ranges(0.9, None)),
        reliability: vec![bin(0, 0.02, 60), bin(5, 0.5, 90), bin(9, 1.0, 30)],
        pointed: vec![
            Pointed {
                as_of: date(2017, 4, 1),
                by_flat_rule: vec![(0, false), (1, true)],
                by_chance: vec![(2, true), (1, true)],
            },
            Pointed {
                as_of: date(2017, 7, 1),
                by_flat_rule: vec![(0, true)],
                by_chance: vec![(0, true)],
            },
        ],
    }
}

/// A past of Tom, Dana and Luis, told by the quarter.
pub fn found(check: PastCheck) -> PastFound {
    PastFound {
        check: Arc::new(check),
        any_deals: true,
        undated: false,
        names: ["Tom", "Dana", "Luis"].map(str::to_owned).to_vec(),
        length: PeriodLength::Quarter,
    }
}
