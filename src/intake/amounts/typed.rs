//! Amounts, percentages and counts as people type them into a field.

use super::affix::Affixes;
use super::cell::split;
use super::number::{DecimalMark, Number};
use crate::domain::{Currency, Money, Rate};
use thiserror::Error;

/// Why a typed amount was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AmountError {
    /// Nothing was typed.
    #[error("Type an amount, such as 250,000 or 250k.")]
    Empty,
    /// Something that is no amount.
    #[error("That is not an amount: type it like 250,000, 250k, 1.2m or 200k - 82k.")]
    NotAnAmount,
    /// More than can be held.
    #[error("That is too large: type an amount below 90 trillion, such as 1.2m.")]
    TooLarge,
}

/// Why a typed percentage was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PercentError {
    /// Nothing was typed.
    #[error("Type a percentage, such as 35% or 1 in 4.")]
    Empty,
    /// Something that is no percentage.
    #[error("That is not a percentage: type it like 35%, 0.35 or 1 in 4.")]
    NotAPercentage,
    /// Below 0% or above 100%.
    #[error("A percentage lies between 0 and 100: type it like 35% or 1 in 4.")]
    OutOfRange,
}

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

/// A typed amount with the currency beside it, if one was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedAmount {
    /// How much.
    pub money: Money,
    /// In what, where it is a currency that can be shown.
    pub currency: Option<Currency>,
}

/// Reads an amount as people type it: `1.2m`, `30k`, `$1,234.50`, `1.234,50 €`, `USD 485,000`,
/// `(1,200)`, and a difference such as `200k - 82k` (a quota less what is closed).
///
/// `decimal` is the mark of the reader's own locale. It only matters where one mark stands
/// before exactly three digits: that mark is decimal if it is the locale's, else it groups.
///
/// # Errors
/// Says in one sentence what to type instead.
///
/// ```
/// use ridealong::intake::amounts::{DecimalMark, parse_typed_amount};
/// let amount = |text| parse_typed_amount(text, DecimalMark::Point).unwrap().units();
/// assert_eq!(amount("1.2m"), 1_200_000.0);
/// assert_eq!(amount("200k - 82k"), 118_000.0);
/// assert_eq!(amount("1,200"), 1_200.0);
/// ```
pub fn parse_typed_amount(text: &str, decimal: DecimalMark) -> Result<Money, AmountError> {
    parse_typed(text, decimal).map(|typed| typed.money)
}

/// As [`parse_typed_amount`], with the currency that was typed beside it.
///
/// # Errors
/// Says in one sentence what to type instead.
pub fn parse_typed(text: &str, decimal: DecimalMark) -> Result<TypedAmount, AmountError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AmountError::Empty);
    }
    match single(text, decimal) {
        Err(AmountError::NotAnAmount) => difference(text, decimal),
        read => read,
    }
}

fn single(text: &str, decimal: DecimalMark) -> Result<TypedAmount, AmountError> {
    let (before, number, behind) = split(text).ok_or(AmountError::NotAnAmount)?;
    // Behind the number a minus is a difference not yet typed to its end.
    if behind.trim_start().starts_with(['-', '−', '–']) {
        return Err(AmountError::NotAnAmount);
    }
    let affixes = Affixes::read(before, behind).ok_or(AmountError::NotAnAmount)?;
    let number = Number::read(number).ok_or(AmountError::NotAnAmount)?;
    let hundredths = number.hundredths(decimal, affixes.power).ok_or(AmountError::TooLarge)?;
    let money = Money::from_units(Money::from_hundredths(hundredths).units())
        .ok_or(AmountError::TooLarge)?;
    let money = if affixes.negative { -money } else { money };
    Ok(TypedAmount { money, currency: affixes.currency })
}

/// `200k - 82k`: amounts, each less the one before; the first currency typed counts.
fn difference(text: &str, decimal: DecimalMark) -> Result<TypedAmount, AmountError> {
    let mut parts = text.split(['-', '−', '–']);
    let mut sum = single(parts.next().unwrap_or(""), decimal)?;
    for part in parts {
        let less = single(part, decimal)?;
        if let (Some(one), Some(other)) = (sum.currency, less.currency)
            && one != other
        {
            return Err(AmountError::NotAnAmount);
        }
        sum =
            TypedAmount { money: sum.money - less.money, currency: sum.currency.or(less.currency) };
    }
    Ok(sum)
}

/// Reads a percentage as people type it: `35 %`, `35` and `0.35` are all 35%, since a number
/// below 1 without a sign is taken for a share; `0.5%` is half a percent; `1 in 4`, `1 of 4`
/// and `1/4` are 25%. Either mark may be decimal.
///
/// # Errors
/// Says in one sentence what to type instead.
///
/// ```
/// use ridealong::intake::amounts::parse_typed_percent;
/// let percent = |text| parse_typed_percent(text).unwrap().percent();
/// assert_eq!((percent("35 %"), percent(".35"), percent("1 in 4")), (35.0, 35.0, 25.0));
/// ```
pub fn parse_typed_percent(text: &str) -> Result<Rate, PercentError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(PercentError::Empty);
    }
    let lower = text.to_lowercase();
    for between in [" in ", " out of ", " of ", "/"] {
        if let Some((part, whole)) = lower.split_once(between) {
            return share(decimal_number(part), decimal_number(whole));
        }
    }
    let (number, signed) = ["%", "percent", "per cent", "pct"]
        .into_iter()
        .find_map(|sign| lower.strip_suffix(sign).map(|number| (number, true)))
        .unwrap_or((&lower, false));
    let number = decimal_number(number).ok_or(PercentError::NotAPercentage)?;
    let share = if signed || number >= 1.0 { number / 100.0 } else { number };
    Rate::new(share).ok_or(PercentError::OutOfRange)
}

fn share(part: Option<f64>, whole: Option<f64>) -> Result<Rate, PercentError> {
    let (Some(part), Some(whole)) = (part, whole) else {
        return Err(PercentError::NotAPercentage);
    };
    Rate::new(part / whole).ok_or(PercentError::OutOfRange)
}

/// Digits with at most one mark, which is decimal.
fn decimal_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix(['-', '−']).map_or((1.0, text), |rest| (-1.0, rest));
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',');
    let number: f64 = plain.then(|| digits.replace(',', ".").parse().ok()).flatten()?;
    number.is_finite().then_some(sign * number)
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

    #[track_caller]
    fn amount(text: &str, mark: DecimalMark, decimal: &str) {
        let read = parse_typed_amount(text, mark).map(Money::decimal);
        assert_eq!(read.as_deref(), Ok(decimal), "{text}");
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for mark in [DecimalMark::Point, DecimalMark::Comma] {
            amount("1.2m", mark, "1200000.00");
            amount("1,2M", mark, "1200000.00");
            amount(" 30k ", mark, "30000.00");
            amount("$ 1,234.50", mark, "1234.50");
            amount("1.234,50 €", mark, "1234.50");
            amount("1 000 000", mark, "1000000.00");
            amount("2 billion", mark, "2000000000.00");
            amount("1.5 Mio", mark, "1500000.00");
            amount("usd 30", mark, "30.00");
            amount("(1200)", mark, "-1200.00");
            amount("0", mark, "0.00");
        }
    }

    #[test]
    fn the_locale_decides_where_a_mark_stands_before_three_digits() {
        amount("1,200", DecimalMark::Point, "1200.00");
        amount("1,200", DecimalMark::Comma, "1.20");
        amount("1.200", DecimalMark::Point, "1.20");
        amount("1.200", DecimalMark::Comma, "1200.00");
        amount("1,250k", DecimalMark::Point, "1250000.00");
        amount("1.2345m", DecimalMark::Point, "1234500.00");
    }

    #[test]
    fn a_difference_is_worked_out() {
        amount("200k - 82k", DecimalMark::Point, "118000.00");
        amount("200k-82k", DecimalMark::Point, "118000.00");
        amount("$1.2m − $400k – 1", DecimalMark::Point, "799999.00");
        assert_eq!(
            parse_typed("€200k - 82k", DecimalMark::Point).map(|typed| typed.currency),
            Ok(Some(Currency::Eur))
        );
    }

    #[test]
    fn nonsense_gets_a_sentence_with_an_example() {
        let read = |text| parse_typed_amount(text, DecimalMark::Point);
        assert_eq!(read("  "), Err(AmountError::Empty));
        for text in ["abc", "12 deals", "1e999", "NaN", "$5 - €3", "5 -", "35%", "1.2.3"] {
            assert_eq!(read(text), Err(AmountError::NotAnAmount), "{text}");
        }
        for text in ["99999999999999999999", "999999999 bn", "100000000000000"] {
            assert_eq!(read(text), Err(AmountError::TooLarge), "{text}");
        }
    }

    #[track_caller]
    fn percent(text: &str, share: f64) {
        let read = parse_typed_percent(text).map(Rate::share);
        assert!(read.is_ok_and(|read| (read - share).abs() < 1e-12), "{text}: {read:?}");
    }

    #[test]
    fn percentages_are_read_as_people_type_them() {
        for text in ["35 %", "35", "0.35", ".35", "0,35", "35,0%", "35 percent", "35/100"] {
            percent(text, 0.35);
        }
        percent("0.5%", 0.005);
        percent("1", 0.01);
        percent("100", 1.0);
        percent("0", 0.0);
        percent("1 in 4", 0.25);
        percent("1 out of 4", 0.25);
        percent("33.333%", 0.33333);
    }

    #[test]
    fn what_is_no_percentage_is_refused() {
        for text in ["abc", "1..2", "x in y", "%", "1,000.5"] {
            assert_eq!(parse_typed_percent(text), Err(PercentError::NotAPercentage), "{text}");
        }
        for text in ["101", "-5", "4 in 1", "0/0", "1/0"] {
            assert_eq!(parse_typed_percent(text), Err(PercentError::OutOfRange), "{text}");
        }
        assert_eq!(parse_typed_percent(" "), Err(PercentError::Empty));
    }

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
            let _ = parse_typed(&text, DecimalMark::Comma);
            let _ = parse_typed_percent(&text);
            let _ = parse_typed_count(&text);
        }

        #[test]
        fn a_percentage_stays_in_its_range(text in "[0-9.,]{0,6}( in |/|%)?[0-9]{0,4}") {
            if let Ok(rate) = parse_typed_percent(&text) {
                prop_assert!((0.0..=1.0).contains(&rate.share()));
            }
        }
    }
}
