//! Amounts as people type them into a field.

use super::affix::{Affixes, CurrencyCode};
use super::cell::split;
use super::number::{DecimalMark, Number};
use crate::domain::{Currency, Money};
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
    let currency = affixes.currency.and_then(CurrencyCode::ours);
    Ok(TypedAmount { money, currency })
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

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = parse_typed(&text, DecimalMark::Comma);
        }
    }
}
