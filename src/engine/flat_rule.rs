//! What flat 3x gets wrong for a rep, as far as the rep's deals can tell.

use crate::domain::{Money, Multiple, Rate};
use crate::engine::coverage::Answer;
use crate::engine::prior::TrustedRate;

/// The flat rule against what a rep needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlatRule {
    /// Even at the high end of the likely win rate more than 3x is needed.
    TooLittle {
        /// Needed pipeline less 3x.
        by: Money,
        /// Whether that is of the least need of the likely range, and not of the win rate itself.
        at_least: bool,
    },
    /// Even at the low end of the likely win rate less than 3x is needed.
    TooMuch {
        /// 3x less the needed pipeline.
        by: Money,
        /// Whether that is of the most need of the likely range, and not of the win rate itself.
        at_least: bool,
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
            Self::TooLittle { by, at_least: false }
        } else if need < flat && most.is_some_and(|most| most < flat) {
            Self::TooMuch { by: -by, at_least: false }
        } else {
            Self::MayBeRight
        }
    }

    /// Weighs 3x against a forecast need, in times what is left. A need is about as much larger as
    /// the win rate is smaller, so its range follows from that of the win rate.
    pub fn against(need: Multiple, left: Money, rate: TrustedRate) -> Self {
        let flat = Multiple::FLAT_RULE;
        let at = |end: Rate| need.times() * rate.trusted.share() / end.share();
        let (least, most) =
            rate.likely.map_or((need.times(), need.times()), |it| (at(it.high), at(it.low)));
        let by = need.pipeline(left) - flat.pipeline(left);
        if need > flat && least > flat.times() {
            Self::TooLittle { by, at_least: false }
        } else if need < flat && most < flat.times() {
            Self::TooMuch { by: -by, at_least: false }
        } else {
            Self::MayBeRight
        }
    }

    /// The same where the need is only told as a range: by what 3x is wrong at least, which is at
    /// the end of the range that lies nearest to it.
    pub fn at_least(answer: &Answer) -> Self {
        let Some(likely) = answer.likely else { return Self::of(answer) };
        let flat = Multiple::FLAT_RULE.pipeline(answer.question().left_to_quota);
        match (Self::of(answer), likely.at_high, likely.at_low) {
            (Self::TooLittle { .. }, Some(least), _) => {
                Self::TooLittle { by: least.pipeline - flat, at_least: true }
            }
            (Self::TooMuch { .. }, _, Some(most)) => {
                Self::TooMuch { by: flat - most.pipeline, at_least: true }
            }
            (weighed, ..) => weighed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Rate;
    use crate::engine::coverage::{Question, WinRateSource, answer};

    fn asked(win_rate: WinRateSource) -> Answer {
        let units = |amount| Money::from_units(amount).unwrap();
        let question = Question {
            left_to_quota: units(300_000.0),
            average_deal: units(10_000.0),
            win_rate,
            pipeline: units(500_000.0),
            wanted: Rate::clamped(0.8),
        };
        answer(question).unwrap()
    }

    fn weigh(win_rate: WinRateSource) -> FlatRule {
        FlatRule::of(&asked(win_rate))
    }

    #[test]
    fn what_it_is_wrong_by_at_least_is_at_the_nearer_end_of_the_range() {
        let units = |amount| Money::from_units(amount).unwrap();
        let flat = units(900_000.0);
        let counts = |won, lost| asked(WinRateSource::Counts { won, lost });
        let weak = counts(1, 8);
        let least = weak.likely.unwrap().at_high.unwrap().pipeline - flat;
        assert_eq!(FlatRule::at_least(&weak), FlatRule::TooLittle { by: least, at_least: true });
        assert!(
            matches!(FlatRule::of(&weak), FlatRule::TooLittle { by, at_least: false } if by > least && least.is_positive())
        );
        let strong = counts(8, 0);
        let most = flat - strong.likely.unwrap().at_low.unwrap().pipeline;
        assert_eq!(FlatRule::at_least(&strong), FlatRule::TooMuch { by: most, at_least: true });
        assert!(
            matches!(FlatRule::of(&strong), FlatRule::TooMuch { by, .. } if by > most && most.is_positive())
        );
        assert_eq!(FlatRule::at_least(&counts(3, 7)), FlatRule::MayBeRight);
        let stated = asked(WinRateSource::Stated(Rate::clamped(0.5)));
        assert_eq!(FlatRule::at_least(&stated), FlatRule::of(&stated));
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
        assert!(matches!(stated(0.5), FlatRule::TooMuch { by, .. } if by.is_positive()));
        assert!(matches!(stated(0.2), FlatRule::TooLittle { by, .. } if by.is_positive()));
    }
}
