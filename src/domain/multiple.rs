//! Coverage: open pipeline as a multiple of what is left to quota.

use crate::domain::Money;
use serde::{Deserialize, Serialize};

/// A coverage multiple, at least 0 and finite: 3x is `3.0`.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Multiple(f64);

impl Multiple {
    /// The flat rule that every sales floor knows.
    pub const FLAT_RULE: Self = Self(3.0);

    /// `None` below 0 and where not finite.
    pub fn new(times: f64) -> Option<Self> {
        (times.is_finite() && times >= 0.0).then_some(Self(times))
    }

    /// Pipeline over what is left; `None` where nothing is left or the pipeline is below 0.
    pub fn of(pipeline: Money, left_to_quota: Money) -> Option<Self> {
        left_to_quota
            .is_positive()
            .then(|| Self::new(pipeline.units() / left_to_quota.units()))
            .flatten()
    }

    /// The pipeline that this coverage of what is left comes to.
    pub fn pipeline(self, left_to_quota: Money) -> Money {
        Money::from_units(self.0 * left_to_quota.units()).unwrap_or_default()
    }

    /// How many times.
    pub const fn times(self) -> f64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_is_pipeline_over_what_is_left() {
        let units = |n| Money::from_units(n).unwrap_or_default();
        assert_eq!(
            Multiple::of(units(283_000.0), units(118_000.0)).map(Multiple::times),
            Some(283.0 / 118.0)
        );
        assert_eq!(Multiple::of(units(283_000.0), Money::ZERO), None);
        assert_eq!(Multiple::new(f64::INFINITY), None);
    }
}
