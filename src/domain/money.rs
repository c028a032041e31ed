//! An amount of money in the team's one currency.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// An amount in hundredths of the currency's unit, kept whole so that sums are exact and ties
/// (three deals that add up to just the target) stay ties. Holds ±92 quadrillion units; sums
/// stop at that bound rather than wrap.
///
/// ```
/// use ridealong::domain::Money;
/// let deal = Money::from_units(1_234.5).unwrap();
/// assert_eq!(deal.decimal(), "1234.50");
/// assert_eq!((deal + deal).units(), 2_469.0);
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// Nothing at all.
    pub const ZERO: Self = Self(0);

    /// The largest amount that reads back from `f64` to the cent: 2^53 hundredths.
    const MOST_UNITS: f64 = 9.007_199_254_740_992e13;

    /// From hundredths of a unit (cents).
    pub const fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// From units (dollars), rounded to the hundredth, halves away from zero. `None` where the
    /// number is not finite or beyond ±90 trillion, past which cents are no longer exact.
    pub fn from_units(units: f64) -> Option<Self> {
        let in_range = units.is_finite() && units.abs() <= Self::MOST_UNITS;
        #[expect(clippy::cast_possible_truncation, reason = "checked against MOST_UNITS")]
        in_range.then(|| Self((units * 100.0).round() as i64))
    }

    /// In hundredths of a unit.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// In units, for arithmetic with rates and for drawing.
    pub fn units(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// As a plain decimal number, `-1234.50`: what `Intl.NumberFormat` takes without loss.
    pub fn decimal(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", whole / 100, whole % 100)
    }

    /// More than nothing.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.decimal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(units: f64, decimal: &str) {
        assert_eq!(Money::from_units(units).map(Money::decimal).as_deref(), Some(decimal));
    }

    #[test]
    fn an_amount_is_kept_to_the_hundredth() {
        case(0.0, "0.00");
        case(1_054.0, "1054.00");
        case(-0.05, "-0.05");
        case(1.005_000_1, "1.01");
        case(1e12, "1000000000000.00");
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for units in [f64::NAN, f64::INFINITY, -1e300, 1e14] {
            assert_eq!(Money::from_units(units), None, "{units}");
        }
    }

    #[test]
    fn a_sum_stops_at_the_bound_instead_of_wrapping() {
        let most = Money::from_hundredths(i64::MAX);
        assert_eq!(most + most, most);
        assert_eq!(-most - most - most, Money::from_hundredths(i64::MIN));
    }
}
