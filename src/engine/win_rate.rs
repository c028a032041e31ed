//! The likely range of a win rate.

use crate::domain::{Interval, Rate};
use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::beta::checked_beta_reg;

/// How sure the "likely range" on screen is: 8 times in 10.
pub const LIKELY: f64 = 0.80;

/// The range that the true win rate likely lies in, from `wins` out of `decided` deals: the
/// score interval without continuity correction (Wilson, "Probable inference, the law of
/// succession, and statistical inference", JASA 22, 1927). Unlike the textbook interval it
/// stays inside [0, 1] and is honest at 0 or all wins.
///
/// `confidence` lies strictly between 0 and 1. `None` where nothing was decided, where there
/// are more wins than decisions, and for a confidence outside that range.
///
/// ```
/// use ridealong::engine::win_rate::{LIKELY, wilson_interval};
/// let range = wilson_interval(12, 48, LIKELY).unwrap();
/// assert_eq!((range.low.percent().round(), range.high.percent().round()), (18.0, 34.0));
/// ```
pub fn wilson_interval(wins: u64, decided: u64, confidence: f64) -> Option<Interval> {
    let rate = Rate::of_counts(wins, decided)?;
    score_interval(rate.share(), decided as f64, confidence)
}

/// Wilson's interval for an observed `rate` out of `decided` deals, which need not be whole:
/// how the range would narrow if the rate stays. `None` as in [`wilson_interval`].
pub fn score_interval(rate: f64, decided: f64, confidence: f64) -> Option<Interval> {
    if !(0.0..=1.0).contains(&rate) || !decided.is_finite() || decided <= 0.0 {
        return None;
    }
    let z = standard_normal_quantile(midpoint_of_upper_tail(confidence)?)?;
    let z2 = z * z;
    let centre = (rate + z2 / (2.0 * decided)) / (1.0 + z2 / decided);
    let spread = rate * (1.0 - rate) / decided + z2 / (4.0 * decided * decided);
    let half = z / (1.0 + z2 / decided) * spread.sqrt();
    // At no win or all wins the ends are exactly 0 and 1; the formula leaves them an ulp off.
    let low = if rate <= 0.0 { 0.0 } else { centre - half };
    let high = if rate >= 1.0 { 1.0 } else { centre + half };
    Some(Interval { low: Rate::clamped(low), high: Rate::clamped(high) })
}

/// The equal-tailed range of a rate that is Beta(`alpha`, `beta`): its quantiles at
/// (1 - confidence)/2 and (1 + confidence)/2.
///
/// `None` unless both parameters are positive and finite and 0 < `confidence` < 1.
pub fn beta_interval(alpha: f64, beta: f64, confidence: f64) -> Option<Interval> {
    let upper = midpoint_of_upper_tail(confidence)?;
    Some(Interval {
        low: Rate::clamped(beta_quantile(alpha, beta, 1.0 - upper)?),
        high: Rate::clamped(beta_quantile(alpha, beta, upper)?),
    })
}

/// Where the upper tail begins: 0.9 for a confidence of 0.8.
fn midpoint_of_upper_tail(confidence: f64) -> Option<f64> {
    (confidence > 0.0 && confidence < 1.0).then_some(f64::midpoint(1.0, confidence))
}

fn standard_normal_quantile(probability: f64) -> Option<f64> {
    Normal::new(0.0, 1.0).ok().map(|normal| normal.inverse_cdf(probability))
}

/// The quantile by halving: 64 steps end at the last bit, whatever the parameters. (The
/// library's own inverse is quicker and can loop for ever on extreme ones.)
fn beta_quantile(alpha: f64, beta: f64, probability: f64) -> Option<f64> {
    let valid = |parameter: f64| parameter.is_finite() && parameter > 0.0;
    if !valid(alpha) || !valid(beta) {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..64 {
        let middle = f64::midpoint(low, high);
        if checked_beta_reg(alpha, beta, middle).ok()? < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_decided_has_no_range() {
        assert_eq!(wilson_interval(0, 0, LIKELY), None);
        assert_eq!(wilson_interval(3, 2, LIKELY), None);
        assert_eq!(wilson_interval(1, 2, 1.0), None);
        assert_eq!(beta_interval(0.0, 1.0, LIKELY), None);
        assert_eq!(beta_interval(f64::NAN, 1.0, LIKELY), None);
    }

    proptest! {
        #[test]
        fn the_range_holds_the_observed_rate(wins in 0_u64..5_000, lost in 0_u64..5_000, confidence in 0.01..0.99) {
            prop_assume!(wins + lost > 0);
            let range = wilson_interval(wins, wins + lost, confidence).unwrap();
            let rate = Rate::of_counts(wins, wins + lost).unwrap();
            prop_assert!(range.low <= rate && rate <= range.high);
        }

        #[test]
        fn more_deals_at_the_same_rate_narrow_the_range(wins in 1_u64..500, lost in 1_u64..500) {
            let once = wilson_interval(wins, wins + lost, LIKELY).unwrap();
            let twice = wilson_interval(2 * wins, 2 * (wins + lost), LIKELY).unwrap();
            prop_assert!(twice.width() < once.width());
        }

        #[test]
        fn the_beta_range_is_ordered_and_finite(alpha in 1e-3..1e7, beta in 1e-3..1e7) {
            let range = beta_interval(alpha, beta, LIKELY).unwrap();
            prop_assert!(range.low <= range.high);
        }
    }
}
