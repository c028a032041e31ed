//! A date in a cell of an export.

use super::month_names::with_month_name;
use crate::intake::amounts::means_missing;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// Which of two numbers is the day: `05/03` is 5 March or May 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DayOrder {
    /// 27/5/2021
    DayFirst,
    /// 5/27/2021
    MonthFirst,
}

/// What a cell of a date column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateCell {
    /// Empty, or one of the signs for it.
    Missing,
    /// A day that can only be read one way.
    Day(Date),
    /// Two numbers and a year: which is the day is the column's to say.
    Numbers {
        /// The number written first.
        first: i8,
        /// The number written second.
        second: i8,
        /// The year, with its century.
        year: i16,
        /// Written `5.3.2021`: with full stops the day is first wherever that is followed.
        full_stops: bool,
    },
    /// Something else.
    Unreadable,
}

/// What in the way a date is written had to be interpreted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// Nothing.
    Plain,
    /// A spreadsheet's day number, `45631`.
    DayNumber,
    /// A year of two digits.
    TwoDigitYear,
}

impl DateCell {
    /// Reads one cell. The time of day and the time zone behind a date are left out: the day
    /// counts as it is written.
    pub fn read(cell: &str) -> Self {
        Self::read_with_form(cell).0
    }

    /// As [`Self::read`], with what had to be interpreted.
    pub fn read_with_form(cell: &str) -> (Self, DateForm) {
        if let Some(day) = iso(cell.as_bytes()) {
            return (Self::Day(day), DateForm::Plain);
        }
        let cell = cell.trim();
        if means_missing(cell) {
            return (Self::Missing, DateForm::Plain);
        }
        if let Some(day) = iso(cell.as_bytes()) {
            return (Self::Day(day), DateForm::Plain);
        }
        if let Some(day) = excel_serial(cell) {
            return (Self::Day(day), DateForm::DayNumber);
        }
        if let Some((day, form)) = with_month_name(cell) {
            return (Self::Day(day), form);
        }
        numbers(cell).unwrap_or((Self::Unreadable, DateForm::Plain))
    }

    /// The order that this cell can only have been written in: a number above 12 is no month.
    pub const fn evidence(self) -> Option<DayOrder> {
        match self {
            Self::Numbers { first, second, .. } if first > 12 && second <= 12 => {
                Some(DayOrder::DayFirst)
            }
            Self::Numbers { first, second, .. } if second > 12 && first <= 12 => {
                Some(DayOrder::MonthFirst)
            }
            _ => None,
        }
    }

    /// The day under `order`; a cell that can only be written in the other order is read in
    /// that one.
    pub fn under(self, order: DayOrder) -> Option<Date> {
        match self {
            Self::Missing | Self::Unreadable => None,
            Self::Day(day) => Some(day),
            Self::Numbers { first, second, year, .. } => match self.evidence().unwrap_or(order) {
                DayOrder::DayFirst => Date::new(year, second, first).ok(),
                DayOrder::MonthFirst => Date::new(year, first, second).ok(),
            },
        }
    }
}

/// Deals were made in these years; anything else is a misread cell.
pub(super) fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    (1950..=2199).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

/// `2021-05-27`, `2021/05/27`, `2021.5.27`, `20210527`, each with or without a time behind it.
fn iso(cell: &[u8]) -> Option<Date> {
    if let [y0, y1, y2, y3, mark @ (b'-' | b'/' | b'.'), m0, m1, again, d0, d1, rest @ ..] = cell
        && mark == again
        && is_time(rest)
    {
        let year = i16::from(two(*y0, *y1)?) * 100 + i16::from(two(*y2, *y3)?);
        return day(year, two(*m0, *m1)?, two(*d0, *d1)?);
    }
    if let [y0, y1, y2, y3, m0, m1, d0, d1] = cell {
        let year = i16::from(two(*y0, *y1)?) * 100 + i16::from(two(*y2, *y3)?);
        return day(year, two(*m0, *m1)?, two(*d0, *d1)?);
    }
    None
}

fn two(tens: u8, ones: u8) -> Option<i8> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| byte - b'0');
    i8::try_from(digit(tens)? * 10 + digit(ones)?).ok()
}

/// Nothing, or a time of day as it follows a date: ` 0:00`, `T23:30:00Z`, ` 12:00:00 AM`.
fn is_time(rest: &[u8]) -> bool {
    let Some((first, time)) = rest.split_first() else { return true };
    let parts = |byte: &u8| {
        byte.is_ascii_digit()
            || byte.is_ascii_whitespace()
            || matches!(byte, b':' | b'.' | b'+' | b'-' | b',')
            || byte.is_ascii_alphabetic()
            || !byte.is_ascii()
    };
    let starts = matches!(first, b' ' | b'T' | b't' | b',') && time.len() <= 40;
    let o_clock = time.iter().find(|byte| !byte.is_ascii_whitespace());
    starts && o_clock.is_some_and(u8::is_ascii_digit) && time.iter().all(parts)
}

/// Days since 1899-12-30, as spreadsheets count them, from 1954 to 2119: `45631` or `45631.0`.
fn excel_serial(cell: &str) -> Option<Date> {
    const EPOCH: Date = jiff::civil::date(1899, 12, 30);
    let (days, time) = cell.split_once(['.', ',']).unwrap_or((cell, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if days.len() != 5 || !is_number(days) || !is_number(time) {
        return None;
    }
    let days: i32 = days.parse().ok().filter(|days| (20_000..80_000).contains(days))?;
    let span: Span = days.days();
    EPOCH.checked_add(span).ok()
}

/// `5/27/2021 0:00`, `27.05.21`, `27-5-2021`.
fn numbers(cell: &str) -> Option<(DateCell, DateForm)> {
    let end = cell.find(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '.' | '-'));
    let (date, rest) = cell.split_at(end.unwrap_or(cell.len()));
    if !is_time(rest.as_bytes()) {
        return None;
    }
    let mark = date.chars().find(|c| !c.is_ascii_digit())?;
    let mut parts = date.trim_end_matches('.').split(mark);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || first.len() > 2 || second.len() > 2 {
        return None;
    }
    let (first, second): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
    let (year, form) = with_century(year)?;
    let possible = |order| {
        let (month, of_month) =
            if order == DayOrder::DayFirst { (second, first) } else { (first, second) };
        day(year, month, of_month).is_some()
    };
    let readable = possible(DayOrder::DayFirst) || possible(DayOrder::MonthFirst);
    let cell = DateCell::Numbers { first, second, year, full_stops: mark == '.' };
    readable.then_some((cell, form))
}

/// Two digits are 1970 to 2069.
pub(super) fn with_century(year: &str) -> Option<(i16, DateForm)> {
    let number: i16 = year.parse().ok()?;
    match year.len() {
        4 => Some((number, DateForm::Plain)),
        2 if number >= 70 => Some((number + 1_900, DateForm::TwoDigitYear)),
        2 => Some((number + 2_000, DateForm::TwoDigitYear)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(cell: &str, day: &str) {
        assert_eq!(DateCell::read(cell), DateCell::Day(day.parse().unwrap()), "{cell}");
    }

    #[track_caller]
    fn open(cell: &str, day_first: Option<&str>, month_first: Option<&str>) {
        let read = DateCell::read(cell);
        let parsed = |day: Option<&str>| day.map(|day| day.parse::<Date>().unwrap());
        assert_eq!(read.under(DayOrder::DayFirst), parsed(day_first), "{cell}");
        assert_eq!(read.under(DayOrder::MonthFirst), parsed(month_first), "{cell}");
    }

    #[test]
    fn iso_dates_are_read_with_and_without_a_time() {
        case("2017-03-01", "2017-03-01");
        case("2017-03-01 14:05", "2017-03-01");
        case("2017-03-01 14:05:59", "2017-03-01");
        case("2017-03-01T23:30:00.000Z", "2017-03-01");
        case("2017-03-01T23:30:00+02:00", "2017-03-01");
        case(" 2017/03/01 ", "2017-03-01");
        case("20170301", "2017-03-01");
    }

    #[test]
    fn spreadsheet_day_numbers_are_dates() {
        case("45631", "2024-12-05");
        case("45631.0", "2024-12-05");
        case("45631.75", "2024-12-05");
    }

    #[test]
    fn two_numbers_leave_the_order_to_the_column() {
        open("05/03/2021", Some("2021-03-05"), Some("2021-05-03"));
        open("5.3.21", Some("2021-03-05"), Some("2021-05-03"));
        open("5-3-21", Some("2021-03-05"), Some("2021-05-03"));
        open("5/3/21 0:00", Some("2021-03-05"), Some("2021-05-03"));
    }

    #[test]
    fn a_number_above_twelve_is_the_day() {
        open("5/27/2021 0:00", Some("2021-05-27"), Some("2021-05-27"));
        open("27/5/2021", Some("2021-05-27"), Some("2021-05-27"));
        assert_eq!(DateCell::read("5/27/2021").evidence(), Some(DayOrder::MonthFirst));
        assert_eq!(DateCell::read("27/5/2021").evidence(), Some(DayOrder::DayFirst));
    }

    #[test]
    fn what_is_no_date_is_unreadable() {
        for cell in [
            "soon",
            "2021-02-30",
            "13/13/2021",
            "9999-12-31",
            "1/2",
            "1/2/3/2021",
            "Q3-2026",
            "12",
            "99999",
            "0000-00-00",
            "2021-03-01 tomorrow",
            "Jan 2015",
            "monday",
        ] {
            assert_eq!(DateCell::read(cell), DateCell::Unreadable, "{cell}");
        }
        assert_eq!(DateCell::read(" - "), DateCell::Missing);
    }

    proptest! {
        #[test]
        fn no_text_panics(cell in "\\PC*", order in prop::bool::ANY) {
            let order = if order { DayOrder::DayFirst } else { DayOrder::MonthFirst };
            DateCell::read(&cell).under(order);
        }

        #[test]
        fn numbers_and_signs_never_panic(cell in "[0-9./: -]{0,20}") {
            DateCell::read(&cell).under(DayOrder::DayFirst);
        }
    }
}
