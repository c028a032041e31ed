//! How a rep's own calls came out.

use crate::domain::Money;

/// Past calls beside what came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallBias {
    /// How many.
    pub calls: usize,
    /// What was called, all together.
    pub called: Money,
    /// What came of it, all together.
    pub came: Money,
}

impl CallBias {
    /// Of calls of periods that are over, each with what was booked in the period. `None` without
    /// any that called something.
    pub fn of(calls: impl IntoIterator<Item = (Money, Money)>) -> Option<Self> {
        let none = Self { calls: 0, called: Money::ZERO, came: Money::ZERO };
        let all = calls.into_iter().filter(|(called, _)| called.is_positive());
        let all = all.fold(none, |sum, (called, came)| Self {
            calls: sum.calls + 1,
            called: sum.called + called,
            came: sum.came + came,
        });
        (all.calls > 0).then_some(all)
    }

    /// What came over what was called, less one: -0.12 where 12% less came than was called. Of sums,
    /// so that a small period does not count as much as a large one.
    pub fn share(&self) -> f64 {
        self.came.units() / self.called.units() - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::units;

    #[test]
    fn a_bias_is_of_all_calls_together() {
        let bias = CallBias::of([
            (units(100), units(80)),
            (units(300), units(290)),
            (Money::ZERO, units(50)),
        ]);
        let bias = bias.unwrap();
        assert_eq!((bias.calls, bias.called, bias.came), (2, units(400), units(370)));
        assert!((bias.share() + 0.075).abs() < 1e-12);
        assert_eq!(CallBias::of([(Money::ZERO, units(9))]), None);
        assert_eq!(CallBias::of([]), None);
    }
}
