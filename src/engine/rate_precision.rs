//! How sure a win rate is, and how many more deals would make it tight (the Win rate calculator).

use crate::domain::{Interval, Money, Multiple, Rate};
use crate::engine::win_rate::{LIKELY, score_interval, wilson_interval};

/// What is known of the decided deals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decided {
    /// Deals won.
    pub won: u64,
    /// Deals lost.
    pub lost: u64,
    /// What the won deals were worth together.
    pub won_amount: Option<Money>,
    /// What the lost deals were worth together; exports often leave it out.
    pub lost_amount: Option<Money>,
}

/// A win rate with all that it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Won over decided.
    pub rate: Rate,
    /// Where the true rate likely lies (8 in 10, Wilson 1927).
    pub likely: Interval,
    /// Deals decided.
    pub decided: u64,
    /// 1 / rate; `None` where nothing was won.
    pub break_even: Option<Multiple>,
    /// 1 / the range's high end: the least coverage that may be break-even.
    pub break_even_at_high: Option<Multiple>,
    /// 1 / the range's low end; `None` where that is 0.
    pub break_even_at_low: Option<Multiple>,
    /// Won amount over won and lost amount.
    pub by_value: Result<Rate, NoRateByValue>,
    /// Decided deals at which the range is tight, if the rate stays.
    pub tight_at: Option<u64>,
}

impl Precision {
    /// How many more decided deals until the range is tight: 0 where it is.
    pub fn more_until_tight(&self) -> Option<u64> {
        self.tight_at.map(|tight| tight.saturating_sub(self.decided))
    }

    /// The likely range if the rate stays and `decided` deals had been decided.
    pub fn likely_at(&self, decided: f64) -> Option<Interval> {
        score_interval(self.rate.share(), decided, LIKELY)
    }
}

/// Why there is no win rate by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRateByValue {
    /// No amount of won deals.
    NoWonAmount,
    /// Lost deals carry no amount: the careless rate would be 100%.
    NoLostAmount,
}

/// Works out a win rate's precision. `within` is half the width of a range that counts as
/// tight: 0.05 for "give or take 5 points". `None` where nothing was decided.
pub fn precision(deals: Decided, within: f64) -> Option<Precision> {
    let decided = deals.won.saturating_add(deals.lost);
    let rate = Rate::of_counts(deals.won, decided)?;
    let likely = wilson_interval(deals.won, decided, LIKELY)?;
    Some(Precision {
        rate,
        likely,
        decided,
        break_even: break_even(rate),
        break_even_at_high: break_even(likely.high),
        break_even_at_low: break_even(likely.low),
        by_value: rate_by_value(deals),
        tight_at: decided_until_tight(rate.share(), within),
    })
}

fn break_even(rate: Rate) -> Option<Multiple> {
    Multiple::new(1.0 / rate.share())
}

/// Definition (b) of the win-rate lab: won amount over won and lost amount.
fn rate_by_value(deals: Decided) -> Result<Rate, NoRateByValue> {
    let present = |amount: Option<Money>| amount.filter(|amount| amount.is_positive());
    let won = match present(deals.won_amount) {
        Some(amount) => amount,
        None if deals.won == 0 => Money::ZERO,
        None => return Err(NoRateByValue::NoWonAmount),
    };
    let lost = match present(deals.lost_amount) {
        Some(amount) => amount,
        None if deals.lost == 0 => Money::ZERO,
        None => return Err(NoRateByValue::NoLostAmount),
    };
    Rate::new(won.units() / (won + lost).units()).ok_or(NoRateByValue::NoWonAmount)
}

/// The fewest decided deals whose range at this rate is at most 2 x `within` wide. `None` for a
/// width of nothing or below, or past 2^53 deals.
fn decided_until_tight(rate: f64, within: f64) -> Option<u64> {
    let tight = |decided: u64| {
        score_interval(rate, decided as f64, LIKELY)
            .is_some_and(|range| range.width() <= 2.0 * within)
    };
    let mut enough = 1_u64;
    while !tight(enough) {
        enough = enough.checked_mul(2).filter(|deals| *deals <= 1 << 53)?;
    }
    let mut too_few = enough / 2;
    while enough - too_few > 1 {
        let middle = u64::midpoint(too_few, enough);
        if tight(middle) { enough = middle } else { too_few = middle }
    }
    Some(enough)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(won: u64, lost: u64) -> Decided {
        Decided { won, lost, won_amount: None, lost_amount: None }
    }

    #[track_caller]
    fn by_value(won: Option<f64>, lost: Option<f64>, expected: Result<f64, NoRateByValue>) {
        let amount = |units: Option<f64>| units.and_then(Money::from_units);
        let deals =
            Decided { won_amount: amount(won), lost_amount: amount(lost), ..counts(12, 36) };
        assert_eq!(precision(deals, 0.05).unwrap().by_value.map(Rate::share), expected);
    }

    #[test]
    fn lost_deals_without_amounts_never_make_a_rate_of_all() {
        by_value(Some(300.0), Some(700.0), Ok(0.3));
        by_value(Some(300.0), Some(0.0), Err(NoRateByValue::NoLostAmount));
        by_value(Some(300.0), None, Err(NoRateByValue::NoLostAmount));
        by_value(None, Some(700.0), Err(NoRateByValue::NoWonAmount));
    }

    #[test]
    fn nothing_decided_has_no_precision_and_nothing_won_no_break_even() {
        assert_eq!(precision(counts(0, 0), 0.05), None);
        let none_won = precision(counts(0, 9), 0.05).unwrap();
        assert_eq!((none_won.break_even, none_won.break_even_at_low), (None, None));
        assert!(none_won.break_even_at_high.is_some());
    }

    #[test]
    fn a_range_of_no_width_is_never_reached() {
        for within in [0.0, -1.0, f64::NAN] {
            assert_eq!(precision(counts(12, 36), within).unwrap().tight_at, None);
        }
    }

    proptest! {
        #[test]
        fn at_the_deals_named_the_range_is_tight_and_one_fewer_is_not(
            won in 0_u64..300, lost in 0_u64..300, within in 0.005..0.2,
        ) {
            prop_assume!(won + lost > 0);
            let found = precision(counts(won, lost), within).unwrap();
            let tight = found.tight_at.unwrap();
            let width = |decided: u64| found.likely_at(decided as f64).unwrap().width();
            prop_assert!(width(tight) <= 2.0 * within);
            prop_assert!(tight == 1 || width(tight - 1) > 2.0 * within);
        }

        #[test]
        fn coverage_at_the_ends_lies_around_break_even(won in 1_u64..300, lost in 0_u64..300) {
            let found = precision(counts(won, lost), 0.05).unwrap();
            let (low, middle, high) = (found.break_even_at_high, found.break_even, found.break_even_at_low);
            prop_assert!(low <= middle && middle <= high);
        }
    }
}
