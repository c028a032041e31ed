//! A column of dates, and which order of day and month it proves.

use crate::intake::dates::{DateCell, DateForm, DayOrder};
use crate::intake::text::clean;
use jiff::civil::Date;

/// The rows of a date column.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    rows: Vec<DateCell>,
    unreadable: Vec<(usize, String)>,
    proof: OrderProof,
    day_numbers: usize,
    two_digit_years: usize,
}

/// What the cells of one or more columns prove of the order of day and month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderProof {
    /// Cells that can only have the day first.
    pub day_first: usize,
    /// Cells that can only have the month first.
    pub month_first: usize,
    /// Cells that can be read both ways and mean two days.
    pub ambiguous: usize,
    /// Those of them written with full stops.
    pub with_full_stops: usize,
    /// The first cell that can be read both ways.
    pub example: Option<String>,
}

impl OrderProof {
    fn add(&mut self, cell: DateCell, text: &str) {
        let DateCell::Numbers { first, second, full_stops, .. } = cell else { return };
        match cell.evidence() {
            Some(DayOrder::DayFirst) => self.day_first += 1,
            Some(DayOrder::MonthFirst) => self.month_first += 1,
            None if first == second => {}
            None => {
                self.ambiguous += 1;
                self.with_full_stops += usize::from(full_stops);
                self.example.get_or_insert_with(|| clean(text).into_owned());
            }
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            day_first: self.day_first + other.day_first,
            month_first: self.month_first + other.month_first,
            ambiguous: self.ambiguous + other.ambiguous,
            with_full_stops: self.with_full_stops + other.with_full_stops,
            example: self.example.or(other.example),
        }
    }

    /// The order that is proved: by cells of one kind and none of the other, and so many of them
    /// that they are no slip of the pen. Three days in five lie behind the twelfth; where fewer
    /// than one date in five shows it, something is odd, and it is asked.
    pub fn proved(&self) -> Option<DayOrder> {
        let proofs = self.day_first + self.month_first;
        let enough = proofs * 5 >= proofs + self.ambiguous;
        match (self.day_first, self.month_first) {
            (1.., 0) if enough => Some(DayOrder::DayFirst),
            (0, 1..) if enough => Some(DayOrder::MonthFirst),
            // With full stops the day is first wherever they are used.
            (0, 0) if self.with_full_stops == self.ambiguous => Some(DayOrder::DayFirst),
            _ => None,
        }
    }

    /// The likelier order, where none is proved.
    pub const fn likelier(&self) -> DayOrder {
        if self.month_first > self.day_first { DayOrder::MonthFirst } else { DayOrder::DayFirst }
    }
}

impl Dates {
    /// Makes room for so many more rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.rows.reserve(rows);
    }

    /// Adds the cell of the next row.
    pub fn push(&mut self, cell: &str) {
        let (read, form) = DateCell::read_with_form(cell);
        match (read, form) {
            (DateCell::Unreadable, _) => {
                self.unreadable.push((self.rows.len(), clean(cell).into_owned()));
            }
            (_, DateForm::DayNumber) => self.day_numbers += 1,
            (_, DateForm::TwoDigitYear) => self.two_digit_years += 1,
            (_, DateForm::Plain) => {}
        }
        self.proof.add(read, cell);
        self.rows.push(read);
    }

    /// The day in a row, under an order of day and month.
    pub fn day(&self, row: usize, order: DayOrder) -> Option<Date> {
        self.rows.get(row)?.under(order)
    }

    /// Whether there is a day in a row, whichever it is.
    pub fn has_day(&self, row: usize) -> bool {
        !matches!(self.rows.get(row), None | Some(DateCell::Missing | DateCell::Unreadable))
    }

    /// What the cells prove.
    pub const fn proof(&self) -> &OrderProof {
        &self.proof
    }

    /// Rows whose cell is no date, with what it says.
    pub fn unreadable(&self) -> &[(usize, String)] {
        &self.unreadable
    }

    /// How many cells are spreadsheets' day numbers.
    pub const fn day_numbers(&self) -> usize {
        self.day_numbers
    }

    /// How many cells have a year of two digits.
    pub const fn two_digit_years(&self) -> usize {
        self.two_digit_years
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> Dates {
        let mut dates = Dates::default();
        for cell in cells {
            dates.push(cell);
        }
        dates
    }

    #[track_caller]
    fn case(cells: &[&str], proved: Option<DayOrder>) {
        assert_eq!(column(cells).proof().proved(), proved, "{cells:?}");
    }

    #[test]
    fn one_day_above_twelve_settles_the_column() {
        case(&["05/03/2021", "27/05/2021"], Some(DayOrder::DayFirst));
        case(&["05/03/2021", "05/27/2021"], Some(DayOrder::MonthFirst));
        let dates = column(&["05/03/2021", "05/27/2021"]);
        assert_eq!(dates.day(0, DayOrder::MonthFirst), "2021-05-03".parse().ok());
    }

    #[test]
    fn nothing_is_settled_where_all_can_be_read_both_ways() {
        case(&["05/03/2021", "2021-05-27", "01/02/2021"], None);
        assert_eq!(
            column(&["2021-05-27", "05/03/2021"]).proof().example.as_deref(),
            Some("05/03/2021")
        );
    }

    #[test]
    fn nothing_is_settled_where_the_cells_contradict_each_other() {
        case(&["05/03/2021", "27/05/2021", "05/27/2021"], None);
    }

    #[test]
    fn one_odd_cell_among_many_settles_nothing() {
        let mut cells = vec!["01/02/2021"; 20];
        cells.push("27/05/2021");
        case(&cells, None);
    }

    #[test]
    fn full_stops_put_the_day_first_unless_a_cell_says_otherwise() {
        case(&["05.03.2021", "01.02.2021"], Some(DayOrder::DayFirst));
        case(&["05.03.2021", "05.27.2021"], Some(DayOrder::MonthFirst));
    }

    #[test]
    fn the_same_number_twice_is_no_doubt() {
        assert_eq!(column(&["05/05/2021"]).proof().ambiguous, 0);
    }

    #[test]
    fn what_was_interpreted_is_counted() {
        let dates = column(&["45631.0", "1/2/21", "01-Jan-15", "soon", "-"]);
        assert_eq!((dates.day_numbers(), dates.two_digit_years()), (1, 2));
        assert_eq!(dates.unreadable(), [(3, "soon".to_owned())]);
    }
}
