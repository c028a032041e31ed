//! Shares of one: win rates, conversions, chances, and the range that one likely lies in.

use serde::{Deserialize, Serialize};

/// A share in [0, 1]: a win rate, a conversion, a chance.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Rate(f64);

impl Rate {
    /// Never.
    pub const ZERO: Self = Self(0.0);
    /// Always.
    pub const ONE: Self = Self(1.0);

    /// `None` outside [0, 1] and for NaN.
    pub fn new(share: f64) -> Option<Self> {
        (0.0..=1.0).contains(&share).then_some(Self(share))
    }

    /// The nearest share to a computed one: rounding may leave it an ulp outside [0, 1], and
    /// NaN (which no caller should make) becomes 0 rather than travel on.
    pub fn clamped(share: f64) -> Self {
        if share.is_nan() { Self::ZERO } else { Self(share.clamp(0.0, 1.0)) }
    }

    /// From a percentage, `35.0` for 35%. `None` outside [0, 100].
    pub fn from_percent(percent: f64) -> Option<Self> {
        Self::new(percent / 100.0)
    }

    /// `part` of `whole`; `None` where the whole is nothing or the part is more than it.
    pub fn of_counts(part: u64, whole: u64) -> Option<Self> {
        (whole > 0).then(|| Self::new(part as f64 / whole as f64)).flatten()
    }

    /// As a share in [0, 1].
    pub const fn share(self) -> f64 {
        self.0
    }

    /// As a percentage in [0, 100].
    pub fn percent(self) -> f64 {
        self.0 * 100.0
    }

    /// The rest up to one.
    #[must_use]
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }
}

impl TryFrom<f64> for Rate {
    type Error = &'static str;
    fn try_from(share: f64) -> Result<Self, Self::Error> {
        Self::new(share).ok_or("a rate lies between 0 and 1")
    }
}

impl From<Rate> for f64 {
    fn from(rate: Rate) -> Self {
        rate.0
    }
}

/// The range that a rate likely lies in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Its lower end.
    pub low: Rate,
    /// Its upper end, not below `low`.
    pub high: Rate,
}

impl Interval {
    /// How far apart the ends are.
    pub fn width(self) -> f64 {
        self.high.share() - self.low.share()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_lies_between_nothing_and_one() {
        assert_eq!(Rate::new(0.25).map(Rate::percent), Some(25.0));
        for share in [-0.01, 1.01, f64::NAN, f64::INFINITY] {
            assert_eq!(Rate::new(share), None, "{share}");
        }
    }

    #[test]
    fn nothing_decided_has_no_rate() {
        assert_eq!(Rate::of_counts(0, 0), None);
        assert_eq!(Rate::of_counts(12, 48), Rate::new(0.25));
        assert_eq!(Rate::of_counts(5, 4), None);
    }

    #[test]
    fn a_stored_rate_outside_its_range_is_refused() {
        assert!(serde_json::from_str::<Rate>("1.5").is_err());
        assert_eq!(serde_json::from_str::<Rate>("0.5").ok(), Rate::new(0.5));
    }
}
