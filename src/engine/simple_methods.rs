//! The simple ways to judge a rep's chance of quota that the forecast is measured against.

use crate::domain::{Money, Rate};
use crate::engine::likely_total::LikelyTotal;
use statrs::distribution::{ContinuousCDF, Normal};

/// What the simple methods look at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AtAGlance {
    /// Won in the period so far.
    pub booked: Money,
    /// All open deals with what they are said to be worth, stale ones too.
    pub pipeline: Money,
    /// The rep's raw win rate; `None` where nothing was decided.
    pub raw_rate: Option<Rate>,
    /// Won in the look-back.
    pub won: Money,
    /// Days of the look-back that decisions were watched on.
    pub watched_days: usize,
    /// Days left in the period.
    pub days_left: usize,
}

/// How far a rep's run-rate usually lies off, as the standard deviation of the log.
const RUN_RATE_SPREAD: f64 = 0.4;

impl AtAGlance {
    /// Flat 3x, as the yes-or-no rule that it is: the pipeline is at least three times what is
    /// left.
    pub fn flat_rule(self, quota: Money) -> bool {
        self.pipeline.units() >= 3.0 * (quota - self.booked).units()
    }

    /// Break-even, likewise: the pipeline times the raw win rate is at least what is left.
    pub fn break_even(self, quota: Money) -> bool {
        let rate = self.raw_rate.map_or(0.0, Rate::share);
        self.pipeline.units() * rate >= (quota - self.booked).units()
    }

    /// What comes if the rep goes on winning as in the look-back: won a day x days left, in units.
    #[expect(clippy::cast_precision_loss, reason = "a number of days")]
    pub fn run_rate(self) -> f64 {
        self.won.units() / self.watched_days.max(1) as f64 * self.days_left as f64
    }

    /// The chance by run-rate: what is still to come is log-normal with the run-rate as its mean
    /// and a standard deviation of 0.4 in the log.
    pub fn run_rate_chance(self, quota: Money) -> Rate {
        let left = (quota - self.booked).units();
        if left <= 0.0 {
            return Rate::ONE;
        }
        let distance = (left / self.run_rate_median()).ln() / RUN_RATE_SPREAD;
        Normal::new(0.0, 1.0).map_or(Rate::ZERO, |normal| Rate::clamped(normal.sf(distance)))
    }

    /// The range by run-rate, booked included.
    pub fn run_rate_range(self) -> LikelyTotal {
        /// The standard normal's 90% quantile.
        const Z: f64 = 1.281_551_565_544_600_4;
        let (booked, median) = (self.booked.units(), self.run_rate_median());
        let end = |sign: f64| booked + median * (sign * Z * RUN_RATE_SPREAD).exp();
        LikelyTotal { mean: booked + self.run_rate(), low: end(-1.0), high: end(1.0) }
    }

    fn run_rate_median(self) -> f64 {
        self.run_rate() * (-RUN_RATE_SPREAD * RUN_RATE_SPREAD / 2.0).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(booked: i64, pipeline: i64, won: i64) -> AtAGlance {
        let units = |amount: i64| Money::from_hundredths(amount * 100);
        AtAGlance {
            booked: units(booked),
            pipeline: units(pipeline),
            raw_rate: Rate::new(0.25),
            won: units(won),
            watched_days: 100,
            days_left: 50,
        }
    }

    #[test]
    fn the_two_rules_say_yes_from_their_multiple_on() {
        let quota = Money::from_hundredths(10_000);
        assert!(seen(0, 300, 0).flat_rule(quota) && !seen(0, 299, 0).flat_rule(quota));
        assert!(seen(0, 400, 0).break_even(quota) && !seen(0, 399, 0).break_even(quota));
        assert!(seen(100, 0, 0).flat_rule(quota) && seen(100, 0, 0).break_even(quota));
    }

    #[test]
    fn the_run_rate_goes_on_as_before() {
        let quota = Money::from_hundredths(10_000);
        let on_course = seen(50, 0, 100);
        assert!((on_course.run_rate() - 50.0).abs() < 1e-12);
        // Left 50 against a mean of 50: the median lies 8% below the mean.
        assert!((on_course.run_rate_chance(quota).share() - 0.420_740).abs() < 1e-5);
        assert_eq!(seen(0, 0, 0).run_rate_chance(quota), Rate::ZERO);
        assert_eq!(seen(100, 0, 0).run_rate_chance(quota), Rate::ONE);
        let range = on_course.run_rate_range();
        assert!(range.low < range.mean && range.mean < range.high);
    }
}
