//! What is left for deals to bring in until the period ends.

use crate::domain::Money;
use crate::domain::Period;
use crate::engine::day::Day;

/// What is asked of a rep in one period, and what is in already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepQuota {
    /// The period's quota; `None` where none was set.
    pub quota: Option<Money>,
    /// Won so far in the period: typed by hand, or the sum of the deals won in it.
    pub booked: Money,
    /// What comes in over a whole period without a deal: reorders, renewals.
    pub without_a_deal: Money,
}

/// Where a rep stands with a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// There is nothing to forecast against.
    NoQuota,
    /// The period is over: what was booked is the result.
    PeriodOver,
    /// The quota is in, or will be without another deal.
    Met,
    /// So much is left for deals to bring.
    Left(Money),
}

impl RepQuota {
    /// R = quota - booked so far - what comes in without a deal in the days left, in proportion to
    /// them. A quota of 0 or less is met.
    pub fn goal(self, period: Period, today: Day) -> Goal {
        let Some(quota) = self.quota else { return Goal::NoQuota };
        let span = period.span();
        if today >= span.end {
            return Goal::PeriodOver;
        }
        let left = quota - self.booked - self.without_a_deal_ahead(period, today);
        if left.is_positive() { Goal::Left(left) } else { Goal::Met }
    }

    /// What still comes in without a deal: the period's, in proportion to the days left.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a share of an amount, to the hundredth"
    )]
    pub fn without_a_deal_ahead(self, period: Period, today: Day) -> Money {
        let span = period.span();
        let days_left = span.end.since(today.max(span.start));
        let share = days_left as f64 / span.days().max(1) as f64;
        let hundredths = self.without_a_deal.hundredths() as f64 * share;
        Money::from_hundredths(hundredths.round() as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};

    const QUARTER: Period = Period { start: date(2024, 1, 1), end: date(2024, 3, 31) };

    #[track_caller]
    fn case(quota: Option<i64>, booked: i64, without: i64, today: Date, goal: Goal) {
        let units = |amount: i64| Money::from_hundredths(amount * 100);
        let rep = RepQuota {
            quota: quota.map(units),
            booked: units(booked),
            without_a_deal: units(without),
        };
        assert_eq!(rep.goal(QUARTER, today.into()), goal);
    }

    #[test]
    fn what_is_left_is_the_quota_less_what_is_in_and_what_comes_by_itself() {
        let left = |units: i64| Goal::Left(Money::from_hundredths(units * 100));
        case(Some(100), 30, 0, date(2024, 2, 1), left(70));
        case(Some(100), 30, 45, date(2024, 1, 31), left(40));
        case(Some(100), 30, 90, date(2024, 3, 30), left(69));
        case(Some(100), 30, 90, date(2023, 12, 1), Goal::Met);
    }

    #[test]
    fn without_a_quota_or_after_the_period_there_is_nothing_to_forecast() {
        case(None, 30, 0, date(2024, 2, 1), Goal::NoQuota);
        case(Some(100), 30, 0, date(2024, 3, 31), Goal::PeriodOver);
        case(Some(0), 0, 0, date(2024, 2, 1), Goal::Met);
        case(Some(100), 100, 0, date(2024, 2, 1), Goal::Met);
    }
}
