//! Counts as people type them into a field.

use super::affix::Affixes;
use super::cell::split;
use super::number::{DecimalMark, Number};
use thiserror::Error;

/// Why a typed count was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CountError {
    /// Nothing was typed.
    #[error("Type a whole number, such as 12.")]
    Empty,
    /// Something that is no whole number.
    #[error("That is not a whole number: type it like 12 or 1,200.")]
    NotACount,
    /// More than anybody counts.
    #[error("That is too large: type a whole number below one billion, such as 1,200.")]
    TooLarge,
}

/// The most that is taken for a count.
const MOST_COUNTED: u64 = 999_999_999;

/// Reads a count of deals or calls: `12`, `1,200`, `1 200`, `1.200`, `1.2k`. A mark before three
/// digits always groups, for nobody counts thousandths.
///
/// # Errors
/// Says in one sentence what to type instead; a fraction or a negative number is refused.
pub fn parse_typed_count(text: &str) -> Result<u64, CountError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CountError::Empty);
    }
    let (before, number, behind) = split(text).ok_or(CountError::NotACount)?;
    let affixes = Affixes::read(before, behind).ok_or(CountError::NotACount)?;
    if affixes.negative || affixes.currency.is_some() {
        return Err(CountError::NotACount);
    }
    let number = Number::read(number).ok_or(CountError::NotACount)?;
    let readings =
        [DecimalMark::Point, DecimalMark::Comma].map(|mark| number.hundredths(mark, affixes.power));
    let [Some(one), Some(other)] = readings else { return Err(CountError::TooLarge) };
    // A grouped reading is the larger one; a size word (`1.25k`) makes the smaller one whole too.
    let hundredths = if affixes.power == 0 { one.max(other) } else { one.min(other) };
    if hundredths % 100 != 0 {
        return Err(CountError::NotACount);
    }
    u64::try_from(hundredths / 100)
        .ok()
        .filter(|count| *count <= MOST_COUNTED)
        .ok_or(CountError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_are_whole() {
        for (text, count) in [("12", 12), ("1,200", 1_200), ("1.200", 1_200), ("1.2k", 1_200)] {
            assert_eq!(parse_typed_count(text), Ok(count), "{text}");
        }
        for text in ["1.5", "-3", "$3", "three", "1/2"] {
            assert_eq!(parse_typed_count(text), Err(CountError::NotACount), "{text}");
        }
        assert_eq!(parse_typed_count("1bn"), Err(CountError::TooLarge));
        assert_eq!(parse_typed_count(""), Err(CountError::Empty));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = parse_typed_count(&text);
        }
    }
}
