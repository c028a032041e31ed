//! Past periods, forecast from what was known on a day within them.

use crate::domain::{FiscalCalendar, Period};
use crate::domain::{Money, Rate};
use crate::engine::forecast::Forecaster;
use crate::engine::form::Form;
use crate::engine::group::Depth;
use crate::engine::history::DealHistory;
use crate::engine::known::{Known, KnownRep};
use crate::engine::likely_total::LikelyTotal;
use crate::engine::outlook::Outlook;
use crate::engine::quota_chance::quota_chance;
use crate::engine::simple_methods::AtAGlance;
use crate::engine::tau::Tau;
use crate::engine::viewpoint::Viewpoint;
use jiff::ToSpan;
use jiff::civil::Date;

/// When in a period it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// On its first morning.
    Start,
    /// After a third of its days.
    OneThird,
    /// After two thirds.
    TwoThirds,
}

impl Moment {
    /// All three, in order.
    pub const ALL: [Self; 3] = [Self::Start, Self::OneThird, Self::TwoThirds];

    /// The day of a period.
    pub fn date(self, period: Period) -> Date {
        let days = i64::try_from(period.span().days()).unwrap_or(0);
        let passed = match self {
            Self::Start => 0,
            Self::OneThird => days / 3,
            Self::TwoThirds => days * 2 / 3,
        };
        period.start.saturating_add(passed.days())
    }
}

/// One rep's past period as it looked on a day within it, and what came of it.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// The rep's place in the group.
    pub rep: usize,
    /// The period.
    pub period: Period,
    /// The morning that it is looked at from.
    pub as_of: Date,
    /// What the simple methods saw.
    pub at_a_glance: AtAGlance,
    /// What came: everything won in the period.
    pub actual: Money,
    outlook: Outlook,
    form: Form,
}

impl Replayed {
    /// The chance of a quota, as it would have been shown.
    pub fn chance(&self, quota: Money) -> Rate {
        quota_chance(&self.outlook, quota - self.at_a_glance.booked, self.form)
    }

    /// The range of the total, likewise.
    pub fn range(&self) -> LikelyTotal {
        let (booked, deals) =
            (self.at_a_glance.booked.units(), LikelyTotal::of(&self.outlook, self.form));
        LikelyTotal {
            mean: booked + deals.mean,
            low: booked + deals.low,
            high: booked + deals.high,
        }
    }
}

/// Replays every rep of the group on one day of a past period. Only what was created and decided
/// before that day is used; deals open then have the amount that was known while they were open,
/// or the mean win (see `Knowledge::Replay`). Owners are today's: an export has no others. Reps of
/// whom nothing was known yet are left out: nobody could have been told a chance. Empty where
/// nothing was decided yet.
pub fn replay(
    history: &DealHistory,
    fiscal: FiscalCalendar,
    period: Period,
    moment: Moment,
    tau: Tau,
    depth: Depth,
) -> Vec<Replayed> {
    let as_of = moment.date(period);
    let forecaster = Forecaster::with_tau(history, fiscal, Viewpoint::replay(as_of), tau, depth);
    let known = forecaster.group.known();
    if known.watched_from.is_none() {
        return Vec::new();
    }
    let span = period.span();
    let booked = history.won_between(span.start, as_of.into());
    let actual = history.won_between(span.start, span.end);
    booked
        .into_iter()
        .zip(actual)
        .enumerate()
        .filter_map(|(rep, (booked, actual))| {
            let seen = known.reps.get(rep).filter(|rep| rep.is_seen())?;
            let outlook = forecaster.group.outlook(rep, period)?;
            let at_a_glance = AtAGlance {
                booked,
                days_left: span.end.since(as_of.into()),
                ..glance(known, seen)
            };
            let form = forecaster.form(&outlook);
            Some(Replayed { rep, period, as_of, at_a_glance, actual, outlook, form })
        })
        .collect()
}

fn glance(known: &Known, rep: &KnownRep) -> AtAGlance {
    let from = known.watched_from.unwrap_or(known.viewpoint.today());
    AtAGlance {
        booked: Money::ZERO,
        pipeline: rep.open.iter().map(|deal| deal.amount).sum(),
        raw_rate: rep.counts().rate(),
        won: rep.won_amounts().sum(),
        watched_days: known.viewpoint.unseen().since(from),
        days_left: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{deal, units};
    use jiff::civil::date;

    #[test]
    fn what_came_in_the_period_so_far_is_booked_and_the_rest_is_forecast() {
        let deals = [
            deal(0, date(2024, 1, 1), Some((20, true))),
            deal(0, date(2024, 3, 20), Some((20, true))),
            deal(0, date(2024, 4, 20), Some((20, true))),
        ];
        let history = DealHistory::new(1, &deals);
        let fiscal = FiscalCalendar::default();
        let quarter = fiscal.period_of(date(2024, 4, 1));
        let at = |moment| replay(&history, fiscal, quarter, moment, Tau::USUAL, Depth::default());
        let third = at(Moment::OneThird).remove(0);
        assert_eq!(third.as_of, date(2024, 5, 1));
        assert_eq!((third.at_a_glance.booked, third.actual), (units(10_000), units(20_000)));
        assert_eq!(third.at_a_glance.days_left, 61);
        assert_eq!(third.chance(units(10_000)), Rate::ONE);
        assert!(third.range().low >= 10_000.0);
        assert_eq!(at(Moment::Start)[0].at_a_glance.booked, units(0));
    }

    #[test]
    fn a_rep_of_whom_nothing_was_known_yet_is_not_replayed() {
        let deals = [
            deal(0, date(2024, 1, 1), Some((20, true))),
            deal(1, date(2024, 4, 2), Some((20, true))),
        ];
        let history = DealHistory::new(2, &deals);
        let fiscal = FiscalCalendar::default();
        let quarter = fiscal.period_of(date(2024, 4, 1));
        let reps = |moment| -> Vec<usize> {
            let all = replay(&history, fiscal, quarter, moment, Tau::USUAL, Depth::default());
            all.into_iter().map(|replayed| replayed.rep).collect()
        };
        assert_eq!((reps(Moment::Start), reps(Moment::OneThird)), (vec![0], vec![0, 1]));
    }

    #[test]
    fn the_moments_lie_a_third_apart() {
        let quarter = FiscalCalendar::default().period_of(date(2024, 4, 1));
        let dates = Moment::ALL.map(|moment| moment.date(quarter));
        assert_eq!(dates, [date(2024, 4, 1), date(2024, 5, 1), date(2024, 5, 31)]);
    }
}
