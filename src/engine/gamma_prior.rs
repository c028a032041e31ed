//! How the rates of a group's reps are spread, where what is seen of each is a count.

use crate::engine::maximum::{place_of_maximum, zero_of_falling};
use statrs::function::gamma::{digamma, ln_gamma};

/// One rep's count, and how much of it was to be expected at a rate of 1 (deals expected, or
/// days watched).
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Count {
    /// What was seen.
    pub seen: f64,
    /// The exposure that it was seen in.
    pub exposure: f64,
}

/// Gamma(shape, rate): a rate not known for sure. As a prior it says how reps differ, as a
/// posterior what one rep's counts have made of that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gamma {
    /// As many counts as it is worth; the squared coefficient of variation is 1 / shape.
    pub shape: f64,
    /// In as much exposure.
    pub rate: f64,
}

impl Gamma {
    /// A rate of 1, known for sure.
    pub const CERTAINLY_ONE: Self = Self { shape: f64::INFINITY, rate: f64::INFINITY };

    /// Its mean; 0 where the rate is 0.
    pub fn mean(self) -> f64 {
        if self == Self::CERTAINLY_ONE {
            1.0
        } else if self.rate > 0.0 {
            self.shape / self.rate
        } else {
            0.0
        }
    }

    /// What a count makes of it: Gamma(shape + seen, rate + exposure), the conjugate posterior of
    /// a Poisson count (Raiffa and Schlaifer, *Applied Statistical Decision Theory*, 1961).
    #[must_use]
    pub fn given(self, count: Count) -> Self {
        Self { shape: self.shape + count.seen, rate: self.rate + count.exposure }
    }

    /// The prior Gamma(k, k) with mean 1 whose k in [`least`, `most`] makes the counts likeliest.
    ///
    /// Count i is then negative binomial (Greenwood and Yule, JRSS 83, 1920) with log likelihood
    /// ln G(k + O) - ln G(k) + k ln(k / (k + E)) + O ln(E / (k + E)), up to a constant.
    pub fn around_one(counts: &[Count], least: f64, most: f64) -> Self {
        let counts = in_one_order(counts);
        let shape = best_shape(least, most, |_| 1.0, &counts);
        Self { shape, rate: shape }
    }

    /// The prior whose shape in [`least`, `most`] and mean together make the counts likeliest.
    /// `None` where nothing was seen or there was no exposure.
    pub fn around_own_mean(counts: &[Count], least: f64, most: f64) -> Option<Self> {
        let counts = in_one_order(counts);
        let pooled = pooled_rate(&counts)?;
        let mean = |shape| best_mean(shape, pooled, &counts);
        let shape = best_shape(least, most, mean, &counts);
        Some(Self { shape, rate: shape / mean(shape) })
    }
}

/// All that was seen over all the exposure; `None` where either is nothing.
pub fn pooled_rate(counts: &[Count]) -> Option<f64> {
    let (seen, exposure) = counts
        .iter()
        .fold((0.0, 0.0), |(seen, exposure), count| (seen + count.seen, exposure + count.exposure));
    (seen > 0.0 && exposure > 0.0).then(|| seen / exposure)
}

/// Sorted, so that the order of the reps can't change the last bit of a sum; without the counts
/// that say nothing.
fn in_one_order(counts: &[Count]) -> Vec<Count> {
    let mut counts: Vec<Count> =
        counts.iter().filter(|count| count.exposure > 0.0).copied().collect();
    counts.sort_by(|one, other| {
        one.seen.total_cmp(&other.seen).then(one.exposure.total_cmp(&other.exposure))
    });
    counts
}

fn best_shape(least: f64, most: f64, mean: impl Fn(f64) -> f64, counts: &[Count]) -> f64 {
    place_of_maximum(
        least.ln(),
        most.ln(),
        |ln_shape| ln_likelihood(ln_shape.exp(), mean(ln_shape.exp()), counts),
        |ln_shape| slope_in_ln_shape(ln_shape.exp(), mean(ln_shape.exp()), counts),
    )
    .exp()
}

fn ln_likelihood(shape: f64, mean: f64, counts: &[Count]) -> f64 {
    let of_one = |count: &Count| {
        let expected = mean * count.exposure;
        ln_gamma(shape + count.seen) - ln_gamma(shape)
            + shape * (shape / (shape + expected)).ln()
            + count.seen * (expected / (shape + expected)).ln()
    };
    counts.iter().map(of_one).sum()
}

/// The slope of the log likelihood in ln shape, the mean held (where the mean is the best for the
/// shape, its own slope is zero and drops out).
fn slope_in_ln_shape(shape: f64, mean: f64, counts: &[Count]) -> f64 {
    let of_one = |count: &Count| {
        let expected = mean * count.exposure;
        digamma(shape + count.seen) - digamma(shape) + (shape / (shape + expected)).ln() + 1.0
            - (shape + count.seen) / (shape + expected)
    };
    shape * counts.iter().map(of_one).sum::<f64>()
}

/// The likeliest mean for a shape: its slope in ln mean, the sum of
/// O - (k + O) m E / (k + m E), falls through zero once. No rep's own rate lies further off the
/// pooled one than the reps' number times.
fn best_mean(shape: f64, pooled: f64, counts: &[Count]) -> f64 {
    let slope = |ln_mean: f64| {
        let mean = ln_mean.exp();
        counts
            .iter()
            .map(|count| {
                let expected = mean * count.exposure;
                count.seen - (shape + count.seen) * expected / (shape + expected)
            })
            .sum()
    };
    zero_of_falling(pooled.ln() - 12.0, pooled.ln() + 12.0, slope).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_counts() -> impl Strategy<Value = Vec<Count>> {
        let count = (0_u32..300, 0.0..300.0)
            .prop_map(|(seen, exposure)| Count { seen: f64::from(seen), exposure });
        prop::collection::vec(count, 1..30)
    }

    #[test]
    fn reps_alike_are_pooled_and_reps_unlike_are_not() {
        let alike = [Count { seen: 50.0, exposure: 50.0 }; 12];
        assert!((Gamma::around_one(&alike, 2.0, 1_000.0).shape - 1_000.0).abs() < 1e-6);
        let unlike: Vec<Count> =
            (1..=12).map(|n| Count { seen: f64::from(n * n), exposure: 50.0 }).collect();
        assert!(Gamma::around_one(&unlike, 2.0, 1_000.0).shape < 4.0);
    }

    #[test]
    fn nothing_seen_has_no_mean_of_its_own() {
        assert_eq!(Gamma::around_own_mean(&[], 0.5, 1_000.0), None);
        let idle = Count { seen: 0.0, exposure: 90.0 };
        assert_eq!(Gamma::around_own_mean(&[idle], 0.5, 1_000.0), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_shape_nearby_is_likelier(counts in any_counts(), nudge in 0.9..1.1_f64) {
            let fitted = Gamma::around_one(&counts, 2.0, 1_000.0);
            let counts = in_one_order(&counts);
            let other = (fitted.shape * nudge).clamp(2.0, 1_000.0);
            prop_assert!(ln_likelihood(fitted.shape, 1.0, &counts) >= ln_likelihood(other, 1.0, &counts) - 1e-6);
        }

        #[test]
        fn no_mean_nearby_is_likelier(counts in any_counts(), nudge in 0.9..1.1_f64) {
            if let Some(fitted) = Gamma::around_own_mean(&counts, 0.5, 1_000.0) {
                let counts = in_one_order(&counts);
                let here = ln_likelihood(fitted.shape, fitted.mean(), &counts);
                prop_assert!(here >= ln_likelihood(fitted.shape, fitted.mean() * nudge, &counts) - 1e-6);
                prop_assert!(fitted.mean().is_finite());
            }
        }
    }
}
