//! The quotas of the sample team: set from what is true, not from what was drawn.

use crate::domain::{Money, Quota, QuotaSource};
use crate::intake::sample_team::roster::TrueRates;
use crate::intake::sample_team::timeline::Timeline;
use jiff::civil::Date;

/// Quotas are set in steps of 5,000.
const STEP: i64 = 500_000;

/// A quota for this quarter, and for each past one that began after the rep did.
pub fn quotas_of(rep: TrueRates, started: Option<Date>, timeline: Timeline) -> Vec<Quota> {
    let now = timeline.this_period();
    let periods = timeline.periods().into_iter();
    let periods =
        periods.filter(|period| *period == now || started.is_none_or(|day| day <= period.start));
    let amount = amount(rep);
    periods.map(|period| Quota { period, amount, source: QuotaSource::Set }).collect()
}

/// What the rates bring in a quarter, less or more a share of it, in a round sum.
fn amount(rep: TrueRates) -> Money {
    let asked = rep.booked_a_quarter().hundredths() * i64::from(rep.quota_percent) / 100;
    Money::from_hundredths(((asked + STEP / 2) / STEP).max(1) * STEP)
}
