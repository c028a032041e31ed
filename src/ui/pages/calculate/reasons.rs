//! Why there is no number, and what would give one, in plain words.

use crate::engine::activity_numbers::NoNumbers;
use crate::engine::coverage::{MOST_WINS, NoAnswer};
use crate::ui::format;
use crate::ui::pages::calculate::activities::in_sentence;

/// A headline in the number's place and a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In the number's place.
    pub headline: &'static str,
    /// What would give a number.
    pub sentence: String,
}

/// For coverage.
pub fn no_answer(reason: NoAnswer) -> Reason {
    let (headline, sentence) = match reason {
        NoAnswer::QuotaMet => {
            ("Quota met", "Nothing is left to quota, so no pipeline is needed for it.".to_owned())
        }
        NoAnswer::NoDealSize => {
            ("No number yet", "Type what a won deal brings on average, above 0.".to_owned())
        }
        NoAnswer::NothingDecided => (
            "No number yet",
            "No deal is decided yet: type deals won and lost, or a win rate.".to_owned(),
        ),
        NoAnswer::NothingWon => (
            "No number yet",
            "No deal is won yet, so no amount of pipeline can be named: count a longer time, or type a win rate."
                .to_owned(),
        ),
        NoAnswer::WinRateZero => (
            "No number",
            "At a win rate of 0% no pipeline is enough: type a win rate above 0%.".to_owned(),
        ),
        NoAnswer::TooManyWins { wins } => (
            "No number",
            format!(
                "That would take {} wins, more than the {} worked out here: check what is left to quota and the average won deal.",
                format::count(wins as f64),
                format::count(MOST_WINS as f64)
            ),
        ),
        NoAnswer::OutOfReach => (
            "No number",
            "No pipeline gives that chance: lower the chance you want or check the win rate.".to_owned(),
        ),
    };
    Reason { headline, sentence }
}

/// For the win rate: nothing is decided.
pub fn no_rate() -> Reason {
    Reason {
        headline: "No rate yet",
        sentence: "No deal is decided yet: type deals won and lost.".to_owned(),
    }
}

/// For activity numbers.
pub fn no_numbers(reason: NoNumbers, steps: &[String]) -> Reason {
    match reason {
        NoNumbers::Coverage(reason) => no_answer(reason),
        NoNumbers::PipelineCovers => Reason {
            headline: "Covered on average",
            sentence: "The open pipeline should bring those wins on average, which is not certain: Coverage says how likely it is.".to_owned(),
        },
        NoNumbers::ConversionZero { step } => Reason {
            headline: "No number",
            sentence: format!(
                "At 0% no number of {} is enough: type how many of 100 lead on.",
                steps.get(step).map_or_else(|| "activities".to_owned(), |name| in_sentence(name))
            ),
        },
        NoNumbers::NoWeekLeft => Reason {
            headline: "No week left",
            sentence: "Type how many working weeks are left, 1 or more.".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_says_what_would_help() {
        for reason in [
            NoAnswer::QuotaMet,
            NoAnswer::NoDealSize,
            NoAnswer::NothingDecided,
            NoAnswer::NothingWon,
            NoAnswer::WinRateZero,
            NoAnswer::TooManyWins { wins: 1_000_000 },
            NoAnswer::OutOfReach,
        ] {
            let words = no_answer(reason);
            assert!(words.sentence.ends_with('.') && !words.headline.is_empty(), "{reason:?}");
        }
    }

    #[test]
    fn a_conversion_of_nothing_is_named() {
        let words = no_numbers(
            NoNumbers::ConversionZero { step: 1 },
            &["A".into(), "Conversations".into()],
        );
        assert!(words.sentence.contains("conversations"), "{}", words.sentence);
    }
}
