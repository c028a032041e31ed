//! An amount in a cell of an export.

use super::affix::{Affixes, CurrencyCode};
use super::number::{DecimalMark, Number};
use crate::domain::Money;

/// What a cell of an amount column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountCell {
    /// Empty, or one of the ways in which exports write that nothing is there (`-`, `n/a`).
    Missing,
    /// An amount, under either decimal mark.
    Amount(Readings),
    /// Something else.
    Unreadable,
}

/// One amount under both conventions: `1,234` is 1234 where the point is the decimal mark and
/// 1.23 where the comma is. Most amounts read alike under both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// Where the decimal mark is the point.
    pub point: Money,
    /// Where the decimal mark is the comma.
    pub comma: Money,
    /// The mark that this amount can only have been written with, whatever the column's.
    pub evidence: Option<DecimalMark>,
    /// The currency beside it.
    pub currency: Option<CurrencyCode>,
}

impl Readings {
    /// Under one convention.
    pub const fn under(self, mark: DecimalMark) -> Money {
        match mark {
            DecimalMark::Point => self.point,
            DecimalMark::Comma => self.comma,
        }
    }

    /// Whether the conventions disagree.
    pub fn is_ambiguous(self) -> bool {
        self.point != self.comma
    }
}

impl AmountCell {
    /// Reads one cell: `$1,234.50`, `1.234,50 €`, `USD 485,000.00`, `(1,200)`, `1.2m`, `4.85E+05`,
    /// with any spaces around it.
    pub fn read(cell: &str) -> Self {
        if let Some((hundredths, evidence)) = plain_number(cell.as_bytes()) {
            let point = Money::from_hundredths(hundredths);
            return Self::Amount(Readings { point, comma: point, evidence, currency: None });
        }
        let cell = cell.trim();
        if means_missing(cell) {
            return Self::Missing;
        }
        read_around_number(cell).map_or(Self::Unreadable, Self::Amount)
    }
}

/// `1234`, `1234.5` or `1234.50`, which most amounts are: its hundredths.
fn plain_number(cell: &[u8]) -> Option<(i64, Option<DecimalMark>)> {
    let digits = |bytes: &[u8]| {
        bytes.iter().try_fold(0_i64, |sum, byte| {
            byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0'))
        })
    };
    let point = cell.iter().position(|byte| *byte == b'.').unwrap_or(cell.len());
    let (whole, fraction) = cell.split_at(point);
    if !(1..=15).contains(&whole.len()) {
        return None;
    }
    let whole = digits(whole)? * 100;
    match fraction {
        [] => Some((whole, None)),
        [_, tenths] => Some((whole + digits(&[*tenths])? * 10, Some(DecimalMark::Point))),
        [_, rest @ ..] if rest.len() == 2 => {
            Some((whole + digits(rest)?, Some(DecimalMark::Point)))
        }
        _ => None,
    }
}

/// The ways in which exports write an empty cell.
pub(crate) fn means_missing(cell: &str) -> bool {
    const WORDS: [&str; 10] =
        ["-", "–", "—", "--", "n/a", "#n/a", "null", "none", "(no value)", "not set"];
    cell.is_empty()
        || (cell.len() <= 10 && WORDS.iter().any(|word| cell.eq_ignore_ascii_case(word)))
}

fn read_around_number(cell: &str) -> Option<Readings> {
    let (before, number, behind) = split(cell)?;
    let affixes = Affixes::read(before, behind)?;
    let reading = |hundredths: i64| {
        Money::from_hundredths(if affixes.negative { -hundredths } else { hundredths })
    };
    if let Some(number) = Number::read(number) {
        return Some(Readings {
            point: reading(number.hundredths(DecimalMark::Point, affixes.power)?),
            comma: reading(number.hundredths(DecimalMark::Comma, affixes.power)?),
            evidence: number.evidence,
            currency: affixes.currency,
        });
    }
    let units = scientific(number).filter(|_| affixes.power == 0)?;
    let amount = reading(Money::from_units(units)?.hundredths());
    let evidence = number.contains('.').then_some(DecimalMark::Point);
    Some(Readings { point: amount, comma: amount, evidence, currency: affixes.currency })
}

/// Splits at the first and behind the last digit; a mark right before the first digit (`.5`)
/// belongs to the number.
pub(super) fn split(text: &str) -> Option<(&str, &str, &str)> {
    let digit = |c: char| c.is_ascii_digit();
    let mut start = text.find(digit)?;
    let end = text.rfind(digit)? + 1;
    if text[..start].ends_with(['.', ',']) {
        let before = text[..start - 1].chars().next_back();
        // The point of `Fr.5` belongs to the letters.
        if !before.is_some_and(char::is_alphabetic) {
            start -= 1;
        }
    }
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// `4.85E+05`, as spreadsheets write large numbers in narrow columns.
fn scientific(text: &str) -> Option<f64> {
    let plain =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-');
    let written_so = text.bytes().all(plain) && text.contains(['e', 'E']);
    written_so.then(|| text.parse().ok()).flatten().filter(|units: &f64| units.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;
    use proptest::prelude::*;

    #[track_caller]
    fn sure(cell: &str, decimal: &str, currency: Option<Currency>) {
        let AmountCell::Amount(read) = AmountCell::read(cell) else {
            panic!("{cell:?} is no amount");
        };
        assert_eq!((read.point.decimal(), read.comma.decimal()), (decimal.into(), decimal.into()));
        assert_eq!(read.currency, currency.map(CurrencyCode::from), "{cell}");
    }

    #[test]
    fn amounts_are_read_as_exports_print_them() {
        sure("1054", "1054.00", None);
        sure("$1,234.50", "1234.50", Some(Currency::Usd));
        sure("1.234,50 €", "1234.50", Some(Currency::Eur));
        sure("1.234,50\u{a0}€", "1234.50", Some(Currency::Eur));
        sure("1\u{202f}234,50\u{a0}€", "1234.50", Some(Currency::Eur));
        sure("USD 485,000.00", "485000.00", Some(Currency::Usd));
        sure("$7,450,000.00 ", "7450000.00", Some(Currency::Usd));
        sure("95,570.69", "95570.69", None);
        sure("($1,200.00)", "-1200.00", Some(Currency::Usd));
        sure("-12.5", "-12.50", None);
        sure("CHF 1’200.-", "1200.00", Some(Currency::Chf));
        sure("4.85E+05", "485000.00", None);
        sure("1.25m", "1250000.00", None);
        sure("0", "0.00", None);
        sure(".5", "0.50", None);
    }

    #[test]
    fn an_amount_that_reads_two_ways_keeps_both() {
        let AmountCell::Amount(read) = AmountCell::read("(1,200)") else { panic!("no amount") };
        assert!(read.is_ambiguous());
        assert_eq!(read.under(DecimalMark::Point).decimal(), "-1200.00");
        assert_eq!(read.under(DecimalMark::Comma).decimal(), "-1.20");
    }

    #[test]
    fn the_signs_for_nothing_are_missing() {
        for cell in ["", "  ", "-", " – ", "N/A", "null", "(No value)"] {
            assert_eq!(AmountCell::read(cell), AmountCell::Missing, "{cell:?}");
        }
    }

    #[test]
    fn what_is_no_amount_is_unreadable() {
        for cell in
            ["tbd", "5 deals", "1e999", "12%", "2021-05-27", "1/4", "=1+1", "99999999999999999999"]
        {
            assert_eq!(AmountCell::read(cell), AmountCell::Unreadable, "{cell:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(cell in "\\PC*") {
            AmountCell::read(&cell);
        }

        #[test]
        fn a_written_amount_reads_back(hundredths in -1_000_000_000_000_i64..1_000_000_000_000) {
            let money = Money::from_hundredths(hundredths);
            let AmountCell::Amount(read) = AmountCell::read(&money.decimal()) else {
                return Err(TestCaseError::fail("no amount"));
            };
            prop_assert_eq!(read.point, money);
            prop_assert_eq!(read.comma, money);
        }
    }
}
