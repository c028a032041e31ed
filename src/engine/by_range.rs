//! What the likely range of a need tells where the deals are too few for a chance.

use crate::domain::Money;
use crate::engine::coverage::Answer;

/// The pipeline there is against both ends of the likely need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByRange {
    /// Even the least that may be needed is more.
    Short {
        /// The least that may be needed less what there is.
        missing: Money,
    },
    /// Even the most that may be needed is there.
    Enough,
    /// It lies between the two.
    CannotTell,
}

impl ByRange {
    /// Weighs an answer's pipeline against its likely need.
    pub fn of(answer: &Answer) -> Self {
        let has = answer.question().pipeline;
        let ends = answer.likely.map(|likely| (likely.at_high, likely.at_low));
        match ends {
            Some((Some(least), _)) if least.pipeline > has => {
                Self::Short { missing: least.pipeline - has }
            }
            Some((_, Some(most))) if most.pipeline <= has => Self::Enough,
            _ => Self::CannotTell,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Rate;
    use crate::engine::coverage::{Question, WinRateSource, answer};

    fn weighed(pipeline: f64) -> (ByRange, Answer) {
        let units = |amount| Money::from_units(amount).unwrap();
        let question = Question {
            left_to_quota: units(100_000.0),
            average_deal: units(10_000.0),
            win_rate: WinRateSource::Counts { won: 3, lost: 5 },
            pipeline: units(pipeline),
            wanted: Rate::clamped(0.8),
        };
        let answer = answer(question).unwrap();
        (ByRange::of(&answer), answer)
    }

    #[test]
    fn only_what_lies_outside_the_range_is_told() {
        let (_, answer) = weighed(0.0);
        let likely = answer.likely.unwrap();
        let [least, most] = [likely.at_high, likely.at_low].map(|need| need.unwrap().pipeline);
        assert!(least < most);
        let at = |pipeline: Money| weighed(pipeline.units()).0;
        assert_eq!(at(Money::ZERO), ByRange::Short { missing: least });
        assert_eq!(at(least), ByRange::CannotTell);
        let cent = Money::from_hundredths(1);
        assert_eq!(at(least - cent), ByRange::Short { missing: cent });
        assert_eq!(at(most - cent), ByRange::CannotTell);
        assert_eq!(at(most), ByRange::Enough);
    }
}
