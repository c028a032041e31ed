//! What a rep is to bring in, in a period.

use crate::domain::{Money, Period};
use serde::{Deserialize, Serialize};

/// A rep's quota for a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// For when.
    pub period: Period,
    /// How much.
    pub amount: Money,
    /// Where the number comes from.
    #[serde(default)]
    pub source: QuotaSource,
}

/// Where a quota comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaSource {
    /// It was set for this very period.
    #[default]
    Set,
    /// A number for a longer time, such as the year, divided evenly.
    Divided,
    /// Nobody set one: what was booked in the same period a year before stands in.
    StandIn,
}

/// Divides an amount into `parts` that differ by at most a hundredth and add up to it exactly;
/// the larger ones come first. Nothing for no parts.
pub fn divided(amount: Money, parts: u8) -> Vec<Money> {
    let count = i64::from(parts);
    (0..count)
        .map(|part| {
            let (each, rest) =
                (amount.hundredths().div_euclid(count), amount.hundredths().rem_euclid(count));
            Money::from_hundredths(each + i64::from(part < rest))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_year_that_does_not_divide_evenly_still_adds_up() {
        let parts = divided(Money::from_hundredths(100_001), 4);
        let hundredths: Vec<_> = parts.iter().map(|part| part.hundredths()).collect();
        assert_eq!(hundredths, [25_001, 25_000, 25_000, 25_000]);
        assert_eq!(divided(Money::ZERO, 0), []);
    }

    proptest! {
        #[test]
        fn the_parts_add_up(hundredths in any::<i64>(), parts in 1_u8..=12) {
            let amount = Money::from_hundredths(hundredths);
            prop_assert_eq!(divided(amount, parts).into_iter().sum::<Money>(), amount);
        }
    }
}
