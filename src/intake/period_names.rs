//! Periods as the columns of a quota sheet name them.

use crate::domain::{FiscalCalendar, Period, PeriodLength};
use crate::intake::dates::{DateCell, DayOrder, month};
use crate::intake::field::plain;
use jiff::civil::Date;

/// What a name says of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedPeriod {
    /// When.
    pub period: Period,
    /// How long.
    pub length: PeriodLength,
}

impl NamedPeriod {
    /// Reads `Q3 2026`, `2026-Q3`, `FY26 Q3`, `FY 2026`, `Jan 2026`, `2026-01`, `01/2026`, `2026`, `FY2026`,
    /// or a date, which stands for the period it begins. Quarters and years are those of the
    /// fiscal calendar; a month without a year lies in the fiscal year of `today`.
    pub fn read(name: &str, calendar: FiscalCalendar, today: Date) -> Option<Self> {
        let words = plain(name);
        // `FY 26` is one word.
        let words = words.replace("fy ", "fy");
        let words: Vec<&str> = words.split(' ').filter(|word| !IGNORED.contains(word)).collect();
        from_words(&words, calendar, today).or_else(|| from_date(name, calendar))
    }
}

/// Words beside a period's name that say nothing of it.
const IGNORED: [&str; 13] = [
    "quota", "target", "goal", "plan", "quarter", "month", "year", "for", "usd", "total", "annual",
    "fiscal", "full",
];

fn from_words(words: &[&str], calendar: FiscalCalendar, today: Date) -> Option<NamedPeriod> {
    let in_length = |length| calendar.with_length(length);
    let this_year = || in_length(PeriodLength::Year).period_of(today);
    let of_quarter = |year: i16, quarter| {
        let period = in_length(PeriodLength::Quarter).period(year, quarter)?;
        Some(NamedPeriod { period, length: PeriodLength::Quarter })
    };
    match words {
        [one] => {
            if let Some(year) = fiscal_year(one) {
                let period = in_length(PeriodLength::Year).period(year, 1)?;
                return Some(NamedPeriod { period, length: PeriodLength::Year });
            }
            if let Some((year, quarter)) = year_and_quarter(one) {
                return of_quarter(year, quarter);
            }
            let current = in_length(PeriodLength::Year).fiscal_year(this_year());
            if let Some(quarter) = quarter(one) {
                return of_quarter(current, quarter);
            }
            let month = month(one)?;
            let year = this_year();
            let first = Date::new(year.start.year(), month, 1).ok()?;
            let later = Date::new(year.start.year().checked_add(1)?, month, 1).ok()?;
            Some(of_month(if year.contains(first) { first } else { later }))
        }
        [one, other] => {
            for (one, other) in [(one, other), (other, one)] {
                if let (Some(quarter), Some(year)) = (quarter(one), fiscal_year(other)) {
                    return of_quarter(year, quarter);
                }
                if let (Some(month), Some(year)) = (month_or_number(one), calendar_year(other)) {
                    return Date::new(year, month, 1).ok().map(of_month);
                }
            }
            None
        }
        [one, number, year] | [year, one, number] if matches!(*one, "q" | "qtr") => {
            of_quarter(fiscal_year(year)?, quarter(&format!("q{number}"))?)
        }
        _ => None,
    }
}

fn of_month(first: Date) -> NamedPeriod {
    let months = FiscalCalendar::default().with_length(PeriodLength::Month);
    NamedPeriod { period: months.period_of(first), length: PeriodLength::Month }
}

/// A date is the period of the calendar's own length that it lies in.
fn from_date(name: &str, calendar: FiscalCalendar) -> Option<NamedPeriod> {
    let day = match DateCell::read(name) {
        DateCell::Day(day) => day,
        // The first of a month, whichever way round.
        cell @ DateCell::Numbers { first: 1, .. } => cell.under(DayOrder::DayFirst)?,
        cell @ DateCell::Numbers { second: 1, .. } => cell.under(DayOrder::MonthFirst)?,
        _ => return None,
    };
    Some(NamedPeriod { period: calendar.period_of(day), length: calendar.length() })
}

/// `q3`, `3q`, `t3`.
fn quarter(word: &str) -> Option<u8> {
    match word.as_bytes() {
        [b'q' | b't', number @ b'1'..=b'4'] | [number @ b'1'..=b'4', b'q'] => Some(number - b'0'),
        _ => None,
    }
}

/// `2026`, `fy2026`, `fy26`.
fn fiscal_year(word: &str) -> Option<i16> {
    match word.strip_prefix("fy") {
        Some(year) if year.len() == 2 => year.parse::<i16>().ok().map(|year| year + 2_000),
        Some(year) => calendar_year(year),
        None => calendar_year(word),
    }
}

fn calendar_year(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten().filter(|year| (1_990..=2_199).contains(year))
}

/// `2026q3`, `q326`, `q32026`.
fn year_and_quarter(word: &str) -> Option<(i16, u8)> {
    if let Some((year, number)) = word.split_once('q')
        && let (Some(year), Some(quarter)) = (fiscal_year(year), quarter(&format!("q{number}")))
    {
        return Some((year, quarter));
    }
    let (number, year) = (word.get(..2)?, word.get(2..)?);
    let year = if year.len() == 2 { fiscal_year(&format!("fy{year}")) } else { fiscal_year(year) };
    Some((year?, quarter(number)?))
}

fn month_or_number(word: &str) -> Option<i8> {
    let number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    if number {
        return word.parse().ok().filter(|month| (1..=12).contains(month));
    }
    month(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[track_caller]
    fn case(name: &str, length: PeriodLength, start: &str) {
        let read = NamedPeriod::read(name, FiscalCalendar::default(), day("2026-03-01"));
        let read = read.map(|named| (named.length, named.period.start));
        assert_eq!(read, Some((length, day(start))), "{name}");
    }

    #[test]
    fn periods_are_read_as_sheets_name_them() {
        for name in [
            "Q3 2026",
            "2026-Q3",
            "2026 Q3",
            "Q3-2026",
            "FY26 Q3",
            "Quota Q3 FY2026",
            "2026Q3",
            "Q3",
            "Q326",
            "q 3 2026",
        ] {
            case(name, PeriodLength::Quarter, "2026-07-01");
        }
        for name in ["Feb 2026", "2026-02", "02/2026", "February", "Feb quota", "2026 February"] {
            case(name, PeriodLength::Month, "2026-02-01");
        }
        for name in
            ["2026", "FY2026", "FY26", "FY 2026", "2026 target", "Total 2026", "Fiscal year 2026"]
        {
            case(name, PeriodLength::Year, "2026-01-01");
        }
        case("2026-04-01", PeriodLength::Quarter, "2026-04-01");
        case("4/1/2026", PeriodLength::Quarter, "2026-04-01");
    }

    #[test]
    fn quarters_and_months_follow_the_fiscal_year() {
        let from_july = FiscalCalendar::new(PeriodLength::Quarter, 7).unwrap();
        let start = |name| {
            NamedPeriod::read(name, from_july, day("2026-03-01")).map(|named| named.period.start)
        };
        assert_eq!(start("Q1 FY26"), Some(day("2025-07-01")));
        assert_eq!(start("FY2026"), Some(day("2025-07-01")));
        assert_eq!(start("August"), Some(day("2025-08-01")));
        assert_eq!(start("Feb"), Some(day("2026-02-01")));
    }

    #[test]
    fn what_names_no_period_is_none() {
        for name in ["", "Rep", "Q5 2026", "13/2026", "Quota", "1026", "Region 2"] {
            let read = NamedPeriod::read(name, FiscalCalendar::default(), day("2026-03-01"));
            assert_eq!(read, None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_name_panics(name in "\\PC{0,20}") {
            let _ = NamedPeriod::read(&name, FiscalCalendar::default(), day("2026-03-01"));
        }
    }
}
