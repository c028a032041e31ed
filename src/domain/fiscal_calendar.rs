//! How a company cuts the year into periods.

use crate::domain::{Period, PeriodLength};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The month that the fiscal year starts in, and how long a period is.
///
/// ```
/// use ridealong::domain::{FiscalCalendar, PeriodLength};
/// use jiff::civil::date;
/// let calendar = FiscalCalendar::new(PeriodLength::Quarter, 2).unwrap();
/// let period = calendar.period_of(date(2026, 1, 31));
/// assert_eq!((period.start, period.end), (date(2025, 11, 1), date(2026, 2, 1)));
/// assert_eq!((calendar.fiscal_year(period), calendar.ordinal(period)), (2026, 4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct FiscalCalendar {
    length: PeriodLength,
    first_month: i8,
}

#[derive(Serialize, Deserialize)]
struct Parts {
    length: PeriodLength,
    first_month: i8,
}

impl TryFrom<Parts> for FiscalCalendar {
    type Error = &'static str;
    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        Self::new(parts.length, parts.first_month).ok_or("a month is 1 to 12")
    }
}

impl From<FiscalCalendar> for Parts {
    fn from(calendar: FiscalCalendar) -> Self {
        Self { length: calendar.length, first_month: calendar.first_month }
    }
}

impl Default for FiscalCalendar {
    fn default() -> Self {
        Self { length: PeriodLength::default(), first_month: 1 }
    }
}

impl FiscalCalendar {
    /// `first_month` is the month that the fiscal year starts in, 1 to 12; `None` for another.
    pub fn new(length: PeriodLength, first_month: i8) -> Option<Self> {
        (1..=12).contains(&first_month).then_some(Self { length, first_month })
    }

    /// How long its periods are.
    pub const fn length(self) -> PeriodLength {
        self.length
    }

    /// The month that the fiscal year starts in, 1 to 12.
    pub const fn first_month(self) -> i8 {
        self.first_month
    }

    /// The same year cut into periods of another length.
    #[must_use]
    pub const fn with_length(self, length: PeriodLength) -> Self {
        Self { length, ..self }
    }

    /// The period that a day lies in. At the very ends of the calendar (years -9999 and 9999)
    /// it is cut off there.
    pub fn period_of(self, day: Date) -> Period {
        let month = i32::from(day.month()) - i32::from(self.first_month);
        let into = month.rem_euclid(self.length.months());
        let start = day.first_of_month().saturating_sub(into.months());
        Period { start, end: start.saturating_add(self.length.months().months()) }
    }

    /// The period after one of this calendar's.
    pub fn next(self, period: Period) -> Period {
        self.period_of(period.end)
    }

    /// The period before one of this calendar's.
    pub fn previous(self, period: Period) -> Period {
        self.period_of(period.start.saturating_sub(1.day()))
    }

    /// The same period of the year before.
    pub fn a_year_before(self, period: Period) -> Period {
        self.period_of(period.start.saturating_sub(12.months()))
    }

    /// The fiscal year that a period lies in, named after the calendar year in which it ends.
    pub fn fiscal_year(self, period: Period) -> i16 {
        let starts_next = self.first_month > 1 && period.start.month() >= self.first_month;
        period.start.year().saturating_add(i16::from(starts_next))
    }

    /// Which period of its fiscal year it is, from 1.
    pub fn ordinal(self, period: Period) -> u8 {
        let months = i32::from(period.start.month() - self.first_month).rem_euclid(12);
        u8::try_from(months / self.length.months()).unwrap_or(0) + 1
    }

    /// The period of a fiscal year by its number, from 1; `None` where the year has no such
    /// period or the calendar no such year.
    pub fn period(self, fiscal_year: i16, ordinal: u8) -> Option<Period> {
        if !(1..=self.length.in_a_year()).contains(&ordinal) {
            return None;
        }
        let year = fiscal_year.checked_sub(i16::from(self.first_month > 1))?;
        let first = Date::new(year, self.first_month, 1).ok()?;
        let months = self.length.months() * i32::from(ordinal - 1);
        first.checked_add(months.months()).ok().map(|day| self.period_of(day))
    }

    /// The periods of a fiscal year in order.
    pub fn periods_of_year(self, fiscal_year: i16) -> Vec<Period> {
        (1..=self.length.in_a_year()).filter_map(|n| self.period(fiscal_year, n)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[track_caller]
    fn case(length: PeriodLength, first_month: i8, of: &str, start: &str, end: &str) {
        let calendar = FiscalCalendar::new(length, first_month).unwrap();
        let expected = Period { start: day(start), end: day(end) };
        assert_eq!(calendar.period_of(day(of)), expected);
    }

    #[test]
    fn the_fiscal_year_may_start_in_any_month() {
        case(PeriodLength::Quarter, 1, "2026-05-31", "2026-04-01", "2026-07-01");
        case(PeriodLength::Quarter, 2, "2026-01-31", "2025-11-01", "2026-02-01");
        case(PeriodLength::Year, 7, "2026-06-30", "2025-07-01", "2026-07-01");
        case(PeriodLength::Month, 4, "2024-02-29", "2024-02-01", "2024-03-01");
        case(PeriodLength::Quarter, 1, "2017-05-09", "2017-04-01", "2017-07-01");
        case(PeriodLength::Quarter, 2, "2017-01-31", "2016-11-01", "2017-02-01");
        case(PeriodLength::Quarter, 12, "2017-12-01", "2017-12-01", "2018-03-01");
        case(PeriodLength::Year, 4, "2017-03-31", "2016-04-01", "2017-04-01");
        case(PeriodLength::Month, 7, "2024-02-29", "2024-02-01", "2024-03-01");
    }

    #[test]
    fn a_fiscal_year_is_named_after_the_year_it_ends_in() {
        let from_july = FiscalCalendar::new(PeriodLength::Quarter, 7).unwrap();
        assert_eq!(from_july.fiscal_year(from_july.period_of(day("2025-07-01"))), 2026);
        assert_eq!(from_july.fiscal_year(from_july.period_of(day("2026-06-30"))), 2026);
        let from_january = FiscalCalendar::default();
        assert_eq!(from_january.fiscal_year(from_january.period_of(day("2026-06-30"))), 2026);
    }

    #[test]
    fn a_year_without_such_a_month_or_period_is_refused() {
        assert_eq!(FiscalCalendar::new(PeriodLength::Month, 13), None);
        assert_eq!(FiscalCalendar::new(PeriodLength::Year, 13), None);
        assert_eq!(FiscalCalendar::default().period(2026, 5), None);
        assert_eq!(FiscalCalendar::default().period(i16::MAX, 1), None);
        assert!(
            serde_json::from_str::<FiscalCalendar>(r#"{"length":"year","first_month":0}"#).is_err()
        );
    }

    proptest! {
        #[test]
        fn a_period_is_found_again_by_its_year_and_number(
            year in 1950_i16..2200, month in 1_i8..=12, of_month in 1_i8..=28, first in 1_i8..=12,
            length in prop_oneof![
                Just(PeriodLength::Month), Just(PeriodLength::Quarter), Just(PeriodLength::Year)
            ],
        ) {
            let calendar = FiscalCalendar::new(length, first).unwrap();
            let date = Date::new(year, month, of_month).unwrap();
            let period = calendar.period_of(date);
            prop_assert!(period.contains(date));
            prop_assert_eq!(calendar.period(calendar.fiscal_year(period), calendar.ordinal(period)), Some(period));
            prop_assert_eq!(calendar.previous(calendar.next(period)), period);
        }
    }
}
