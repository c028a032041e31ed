//! A number as people write it, before it is settled which mark is the decimal one.

use serde::{Deserialize, Serialize};

/// The mark before the hundredths: `1,234.50` or `1.234,50`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DecimalMark {
    /// `1,234.50`
    #[default]
    Point,
    /// `1.234,50`
    Comma,
}

impl DecimalMark {
    /// The mark itself.
    pub const fn character(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    /// The other one, which then groups thousands.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// More digits than any amount has; floating-point exports write up to 17 behind the mark.
const MOST_DIGITS: usize = 40;
const MOST_MARKS: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Point,
    Comma,
    /// A space or an apostrophe: it can only group.
    Grouping,
}

impl Mark {
    const fn of(character: char) -> Option<Self> {
        match character {
            '.' => Some(Self::Point),
            ',' => Some(Self::Comma),
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\'' | '’' | '_' => {
                Some(Self::Grouping)
            }
            _ => None,
        }
    }

    const fn as_decimal(self) -> Option<DecimalMark> {
        match self {
            Self::Point => Some(DecimalMark::Point),
            Self::Comma => Some(DecimalMark::Comma),
            Self::Grouping => None,
        }
    }
}

/// Digits, and how many of them stand before the decimal mark under either convention.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    digits: [u8; MOST_DIGITS],
    len: usize,
    whole_if_point: usize,
    whole_if_comma: usize,
    /// The decimal mark that this number can only have been written with.
    pub(super) evidence: Option<DecimalMark>,
}

impl Number {
    /// Digits with marks between them and nothing else; `None` where they make no number.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut digits = [0; MOST_DIGITS];
        let mut len = 0;
        let mut marks = [(Mark::Grouping, 0); MOST_MARKS];
        let mut marked = 0;
        for character in text.chars() {
            if let Some(digit) = character.to_digit(10) {
                *digits.get_mut(len)? = u8::try_from(digit).ok()?;
                len += 1;
            } else {
                *marks.get_mut(marked)? = (Mark::of(character)?, len);
                marked += 1;
            }
        }
        if len == 0 {
            return None;
        }
        let (point, comma, evidence) = places(marks.get(..marked)?, digits.get(..len)?)?;
        Some(Self { digits, len, whole_if_point: point, whole_if_comma: comma, evidence })
    }

    /// Hundredths under `mark`, times ten to `power`; halves are rounded away from zero.
    /// `None` where it is too large to hold.
    pub(super) fn hundredths(&self, mark: DecimalMark, power: usize) -> Option<i64> {
        let whole = match mark {
            DecimalMark::Point => self.whole_if_point,
            DecimalMark::Comma => self.whole_if_comma,
        };
        let digits = self.digits.get(..self.len)?;
        let kept = whole + power + 2;
        let mut sum = 0_i64;
        for place in 0..kept {
            let digit = digits.get(place).copied().unwrap_or(0);
            sum = sum.checked_mul(10)?.checked_add(i64::from(digit))?;
        }
        let rounds_up = digits.get(kept).is_some_and(|digit| *digit >= 5);
        sum.checked_add(i64::from(rounds_up))
    }
}

type Places = (usize, usize, Option<DecimalMark>);

/// How many of the digits are whole under either convention, and what that proves.
fn places(marks: &[(Mark, usize)], digits: &[u8]) -> Option<Places> {
    let len = digits.len();
    let count = |mark| marks.iter().filter(|(found, _)| *found == mark).count();
    let (points, commas) = (count(Mark::Point), count(Mark::Comma));
    let Some(&(last, at)) = marks.last() else { return Some((len, len, None)) };
    let Some(decimal) = last.as_decimal() else {
        return (points + commas == 0 && groups_are_whole(marks, len)).then_some((len, len, None));
    };
    let (own, others) = match last {
        Mark::Point => (points, marks.len() - points),
        _ => (commas, marks.len() - commas),
    };
    let before = marks.get(..marks.len() - 1)?;
    if own > 1 {
        // Said twice it groups, so the decimal mark is the other one.
        let grouped = others == 0 && groups_are_whole(marks, len);
        return grouped.then_some((len, len, Some(decimal.other())));
    }
    if others > 0 {
        // One kind of mark groups, the last one is decimal.
        let one_kind = before.iter().all(|(mark, _)| Some(mark) == before.first().map(|(m, _)| m));
        return (one_kind && groups_are_whole(before, at)).then_some((at, at, Some(decimal)));
    }
    let after = len - at;
    if after == 0 {
        return Some((at, at, None));
    }
    // `0.123` and `1234.567` cannot be grouped; `1.234` can.
    let can_group = after == 3 && (1..=3).contains(&at) && digits.first() != Some(&0);
    Some(match (can_group, decimal) {
        (true, DecimalMark::Point) => (at, len, None),
        (true, DecimalMark::Comma) => (len, at, None),
        (false, _) => (at, at, Some(decimal)),
    })
}

/// Groups of three, or as in India of two before the last three.
fn groups_are_whole(marks: &[(Mark, usize)], len: usize) -> bool {
    let mut end = len;
    let mut least_of_last = 3;
    for (from_the_right, (_, at)) in marks.iter().rev().enumerate() {
        let group = end - at;
        let fits = if from_the_right == 0 { group == 3 } else { group == 3 || group == 2 };
        if !fits {
            return false;
        }
        least_of_last = group;
        end = *at;
    }
    (1..=least_of_last).contains(&end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, point: Option<i64>, comma: Option<i64>, evidence: Option<DecimalMark>) {
        let number = Number::read(text);
        assert_eq!(number.and_then(|n| n.hundredths(DecimalMark::Point, 0)), point, "{text}");
        assert_eq!(number.and_then(|n| n.hundredths(DecimalMark::Comma, 0)), comma, "{text}");
        assert_eq!(number.and_then(|n| n.evidence), evidence, "{text}");
    }

    #[track_caller]
    fn sure(text: &str, hundredths: i64, evidence: Option<DecimalMark>) {
        case(text, Some(hundredths), Some(hundredths), evidence);
    }

    #[test]
    fn two_kinds_of_marks_say_which_is_decimal() {
        sure("1,234.50", 123_450, Some(DecimalMark::Point));
        sure("1.234,50", 123_450, Some(DecimalMark::Comma));
        sure("1 234 567,8", 123_456_780, Some(DecimalMark::Comma));
        sure("1’234.55", 123_455, Some(DecimalMark::Point));
        sure("12,34,567.80", 123_456_780, Some(DecimalMark::Point));
    }

    #[test]
    fn a_mark_said_twice_groups() {
        sure("1,234,567", 123_456_700, Some(DecimalMark::Point));
        sure("1.234.567", 123_456_700, Some(DecimalMark::Comma));
    }

    #[test]
    fn one_mark_before_three_digits_is_left_open() {
        case("1,234", Some(123_400), Some(123), None);
        case("485.000", Some(48_500), Some(48_500_000), None);
    }

    #[test]
    fn one_mark_elsewhere_is_decimal() {
        sure("12.5", 1_250, Some(DecimalMark::Point));
        sure("12,50", 1_250, Some(DecimalMark::Comma));
        sure("1234.567", 123_457, Some(DecimalMark::Point));
        sure("0.123", 12, Some(DecimalMark::Point));
        sure(".5", 50, Some(DecimalMark::Point));
        sure("12.", 1_200, None);
        sure("1234.5600000000000001", 123_456, Some(DecimalMark::Point));
    }

    #[test]
    fn what_makes_no_number_is_refused() {
        for text in ["", ".", "1,23,4", "1,2345,678", "1.234,567,890", "1,234 567", "12a", "1 23"] {
            case(text, None, None, None);
        }
        case("99999999999999999999", None, None, None);
    }
}
