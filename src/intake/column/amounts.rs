//! A column of amounts, and which decimal mark it proves.

use crate::domain::Money;
use crate::intake::amounts::{AmountCell, CurrencyCode, DecimalMark, Readings};
use crate::intake::text::clean;
use std::collections::BTreeMap;

/// The rows of a column of amounts.
#[derive(Clone, Debug, Default)]
pub struct Amounts {
    /// Each under a decimal point; under a comma only where that is another amount.
    rows: Vec<Option<Money>>,
    under_comma: BTreeMap<usize, Money>,
    unreadable: Vec<(usize, String)>,
    proof: MarkProof,
    currencies: BTreeMap<CurrencyCode, usize>,
}

/// What the cells of one or more columns prove of the decimal mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkProof {
    /// Cells that can only have a decimal point.
    pub point: usize,
    /// Cells that can only have a decimal comma.
    pub comma: usize,
    /// Cells such as `1.234`, which are thousands unless the point is decimal.
    pub ambiguous_points: usize,
    /// Cells such as `1,234`, which are thousands unless the comma is decimal.
    pub ambiguous_commas: usize,
    /// The first cell that can be read both ways.
    pub example: Option<String>,
}

impl MarkProof {
    fn add(&mut self, read: Readings, text: &str) {
        match read.evidence {
            Some(DecimalMark::Point) => self.point += 1,
            Some(DecimalMark::Comma) => self.comma += 1,
            None if !read.is_ambiguous() => {}
            None => {
                let with_point = text.contains('.');
                self.ambiguous_points += usize::from(with_point);
                self.ambiguous_commas += usize::from(!with_point);
                self.example.get_or_insert_with(|| clean(text).into_owned());
            }
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            point: self.point + other.point,
            comma: self.comma + other.comma,
            ambiguous_points: self.ambiguous_points + other.ambiguous_points,
            ambiguous_commas: self.ambiguous_commas + other.ambiguous_commas,
            example: self.example.or(other.example),
        }
    }

    /// Cells that can be read both ways.
    pub const fn ambiguous(&self) -> usize {
        self.ambiguous_points + self.ambiguous_commas
    }

    /// The mark that is proved. Where no cell proves one, `485,000` is taken for thousands:
    /// amounts are not written with three decimals. `485.000` is not, for programs print
    /// fractions of any length with a point. So `485,000` speaks against a decimal comma, which
    /// then stays unproved.
    pub const fn proved(&self) -> Option<DecimalMark> {
        match (self.point, self.comma) {
            (1.., 0) => Some(DecimalMark::Point),
            (0, 1..) if self.ambiguous_commas == 0 => Some(DecimalMark::Comma),
            (0, 0) if self.ambiguous_points == 0 => Some(DecimalMark::Point),
            _ => None,
        }
    }

    /// The likelier mark, where none is proved: that under which no amount has three decimals,
    /// or which more amounts prove.
    pub const fn likelier(&self) -> DecimalMark {
        let only_commas = self.ambiguous_commas > 0 && self.ambiguous_points == 0;
        if only_commas || self.comma < self.point {
            DecimalMark::Point
        } else if self.comma > self.point || self.ambiguous_commas == 0 {
            DecimalMark::Comma
        } else {
            DecimalMark::Point
        }
    }
}

impl Amounts {
    /// Makes room for so many more rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.rows.reserve(rows);
    }

    /// Adds the cell of the next row.
    pub fn push(&mut self, cell: &str) {
        let row = self.rows.len();
        let read = match AmountCell::read(cell) {
            AmountCell::Missing => None,
            AmountCell::Unreadable => {
                self.unreadable.push((row, clean(cell).into_owned()));
                None
            }
            AmountCell::Amount(read) => {
                self.proof.add(read, cell);
                if read.is_ambiguous() {
                    self.under_comma.insert(row, read.comma);
                }
                if let Some(currency) = read.currency {
                    *self.currencies.entry(currency).or_default() += 1;
                }
                Some(read.point)
            }
        };
        self.rows.push(read);
    }

    /// The amount in a row, under a decimal mark.
    pub fn amount(&self, row: usize, mark: DecimalMark) -> Option<Money> {
        let other = match mark {
            DecimalMark::Point => None,
            DecimalMark::Comma => self.under_comma.get(&row),
        };
        other.copied().or_else(|| self.rows.get(row).copied().flatten())
    }

    /// What the cells prove.
    pub const fn proof(&self) -> &MarkProof {
        &self.proof
    }

    /// Rows whose cell is no amount, with what it says.
    pub fn unreadable(&self) -> &[(usize, String)] {
        &self.unreadable
    }

    /// The currencies written beside amounts, with how many.
    pub const fn currencies(&self) -> &BTreeMap<CurrencyCode, usize> {
        &self.currencies
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> Amounts {
        let mut amounts = Amounts::default();
        for cell in cells {
            amounts.push(cell);
        }
        amounts
    }

    #[track_caller]
    fn case(cells: &[&str], proved: Option<DecimalMark>) {
        assert_eq!(column(cells).proof().proved(), proved, "{cells:?}");
    }

    #[test]
    fn one_sure_amount_settles_the_column() {
        case(&["1,234", "12.50"], Some(DecimalMark::Point));
        case(&["1.234", "12,50"], Some(DecimalMark::Comma));
        case(&["1.234", "1.234,50 €"], Some(DecimalMark::Comma));
        let amounts = column(&["1.234", "12,50"]);
        assert_eq!(amounts.amount(0, DecimalMark::Comma), Some(Money::from_hundredths(123_400)));
        assert_eq!(amounts.amount(1, DecimalMark::Comma), Some(Money::from_hundredths(1_250)));
    }

    #[test]
    fn thousands_with_a_comma_need_no_proof_and_with_a_point_they_do() {
        case(&["485,000", "1200"], Some(DecimalMark::Point));
        case(&["485.000", "1200"], None);
        assert_eq!(column(&["485.000"]).proof().likelier(), DecimalMark::Comma);
    }

    #[test]
    fn contradicting_amounts_settle_nothing() {
        case(&["90,000", "1.250,00"], None);
        assert_eq!(column(&["90,000", "1.250,00"]).proof().likelier(), DecimalMark::Point);
        case(&["12.50", "12,50"], None);
        case(&["1.234", "1,234"], None);
    }

    #[test]
    fn currencies_and_what_is_no_amount_are_counted() {
        let amounts = column(&["€5", "USD 5", "$6", "lots", "-"]);
        let found: Vec<_> =
            amounts.currencies().iter().map(|(code, rows)| (code.as_str(), *rows)).collect();
        assert_eq!(found, [("EUR", 1), ("USD", 2)]);
        assert_eq!(amounts.unreadable(), [(3, "lots".to_owned())]);
    }
}
