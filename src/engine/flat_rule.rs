//! What flat 3x gets wrong for a rep, as far as the rep's deals can tell.

use crate::domain::{Money, Multiple};
use crate::engine::coverage::Answer;

/// The flat rule against what a rep needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlatRule {
    /// Even at the high end of the likely win rate more than 3x is needed.
    TooLittle {
        /// Needed pipeline less 3x, at the win rate itself.
        by: Money,
    },
    /// Even at the low end of the likely win rate less than 3x is needed.
    TooMuch {
        /// 3x less the needed pipeline, at the win rate itself.
        by: Money,
    },
    /// 3x lies within what the likely range of the win rate asks for: it may be right.
    MayBeRight,
}

impl FlatRule {
    /// Weighs 3x against an answer. A stated win rate has no range, so there the need itself
    /// decides.
    ///
    /// The need can lie beyond 3x while its range holds 3x, and then nobody can say that 3x is
    /// wrong. The other way round can't be: where both ends lie on one side, so does the need.
    pub fn of(answer: &Answer) -> Self {
        let flat = Multiple::FLAT_RULE;
        let need = answer.need.coverage;
        let (least, most) = answer.likely.map_or((Some(need), Some(need)), |likely| {
            (likely.at_high.map(|need| need.coverage), likely.at_low.map(|need| need.coverage))
        });
        let by = answer.need.pipeline - flat.pipeline(answer.question().left_to_quota);
        if need > flat && least.is_some_and(|least| least > flat) {
            Self::TooLittle { by }
        } else if need < flat && most.is_some_and(|most| most < flat) {
            Self::TooMuch { by: -by }
        } else {
            Self::MayBeRight
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Rate;
    use crate::engine::coverage::{Question, WinRateSource, answer};

    fn weigh(win_rate: WinRateSource) -> FlatRule {
        let units = |amount| Money::from_units(amount).unwrap();
        let question = Question {
            left_to_quota: units(300_000.0),
            average_deal: units(10_000.0),
            win_rate,
            pipeline: units(500_000.0),
            wanted: Rate::clamped(0.8),
        };
        FlatRule::of(&answer(question).unwrap())
    }

    #[test]
    fn three_times_is_wrong_only_where_the_range_says_so() {
        let counts = |won, lost| weigh(WinRateSource::Counts { won, lost });
        assert!(matches!(counts(160, 40), FlatRule::TooMuch { .. }));
        assert!(matches!(counts(40, 160), FlatRule::TooLittle { .. }));
        // 30% of 10 deals may be anything from 16% to 50%.
        assert_eq!(counts(3, 7), FlatRule::MayBeRight);
    }

    #[test]
    fn a_stated_rate_is_taken_at_its_word() {
        let stated = |share| weigh(WinRateSource::Stated(Rate::clamped(share)));
        assert!(matches!(stated(0.5), FlatRule::TooMuch { by } if by.is_positive()));
        assert!(matches!(stated(0.2), FlatRule::TooLittle { by } if by.is_positive()));
    }
}
