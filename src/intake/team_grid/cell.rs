//! One cell of a pasted team.

use crate::domain::Money;
use crate::intake::amounts::{
    AmountCell, AmountError, CountError, DecimalMark, means_missing, parse_typed_amount,
    parse_typed_count,
};
use crate::intake::team_grid::column::GridColumn;
use crate::intake::team_grid::problem::GridProblem;

/// Characters of a cell that are repeated to the user.
const MOST_REPEATED: usize = 40;

/// Where a cell stands and what it says.
#[derive(Clone, Copy, Debug)]
pub struct GridCell<'a> {
    pub row: usize,
    pub column: GridColumn,
    pub text: &'a str,
}

/// The decimal mark of pasted amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which.
    pub mark: DecimalMark,
    /// Whether other amounts prove it; else it is that of the user's language.
    pub is_proved: bool,
}

impl GridCell<'_> {
    /// The amount; `None` where the cell says that there is none.
    pub fn amount(self, mark: Mark) -> Result<Option<Money>, GridProblem> {
        if means_missing(self.text) {
            return Ok(None);
        }
        let (row, column, text) = (self.row, self.column, self.repeated());
        let amount = match parse_typed_amount(self.text, mark.mark) {
            Ok(amount) => amount,
            Err(AmountError::TooLarge) => return Err(GridProblem::TooLarge { row, column, text }),
            Err(AmountError::Empty | AmountError::NotAnAmount) => {
                return Err(GridProblem::NotAnAmount { row, column, text });
            }
        };
        if !mark.is_proved && self.may_be_thousands(amount) {
            return Err(GridProblem::ReadsBothWays { row, column, text });
        }
        // A credit note can turn bookings negative; nothing else here can be.
        if amount < Money::ZERO && self.column != GridColumn::Booked {
            return Err(GridProblem::BelowZero { row, column, text });
        }
        Ok(Some(amount))
    }

    /// The number of deals; `None` where the cell says that there is none.
    pub fn count(self) -> Result<Option<u64>, GridProblem> {
        if means_missing(self.text) {
            return Ok(None);
        }
        let (row, column, text) = (self.row, self.column, self.repeated());
        parse_typed_count(self.text).map(Some).map_err(|error| match error {
            CountError::TooLarge => GridProblem::TooLarge { row, column, text },
            CountError::Empty | CountError::NotACount => {
                GridProblem::NotACount { row, column, text }
            }
        })
    }

    /// `1.200` taken as 1.2: nobody writes three decimals of so small an amount.
    fn may_be_thousands(self, taken: Money) -> bool {
        match AmountCell::read(self.text) {
            AmountCell::Amount(read) => {
                let larger = read.point.hundredths().abs().max(read.comma.hundredths().abs());
                let taken = taken.hundredths().abs();
                taken < larger && taken < 100_000
            }
            AmountCell::Missing | AmountCell::Unreadable => false,
        }
    }

    fn repeated(self) -> String {
        let mut text: String = self.text.chars().take(MOST_REPEATED).collect();
        if text.len() < self.text.len() {
            text.push('…');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINT: Mark = Mark { mark: DecimalMark::Point, is_proved: false };

    fn amount(text: &str, mark: Mark) -> Result<Option<i64>, GridProblem> {
        let cell = GridCell { row: 2, column: GridColumn::Quota, text };
        cell.amount(mark).map(|amount| amount.map(|amount| amount.hundredths() / 100))
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        assert_eq!(amount("250k", POINT), Ok(Some(250_000)));
        assert_eq!(amount("$1,200", POINT), Ok(Some(1_200)));
        assert_eq!(amount("200k - 82k", POINT), Ok(Some(118_000)));
        assert_eq!(amount("1.250m", POINT), Ok(Some(1_250_000)));
        assert_eq!((amount("", POINT), amount("n/a", POINT)), (Ok(None), Ok(None)));
    }

    #[test]
    fn what_may_be_thousands_or_decimals_is_not_guessed() {
        let (row, column) = (2, GridColumn::Quota);
        let both = |text: &str| GridProblem::ReadsBothWays { row, column, text: text.to_owned() };
        assert_eq!(amount("1.200", POINT), Err(both("1.200")));
        assert_eq!(amount("1.200", Mark { is_proved: true, ..POINT }), Ok(Some(1)));
        let comma = Mark { mark: DecimalMark::Comma, is_proved: false };
        assert_eq!(amount("1.200", comma), Ok(Some(1_200)));
        assert_eq!(amount("1,200", comma), Err(both("1,200")));
    }

    #[test]
    fn a_long_cell_is_repeated_in_part() {
        let text = "ä".repeat(100);
        let error = amount(&text, POINT).unwrap_err().to_string();
        assert!(error.contains(&format!("\"{}…\"", "ä".repeat(40))), "{error}");
    }
}
