//! The periods that quotas are set for, and their thirds.

use crate::engine::day::Day;
use jiff::ToSpan;
use jiff::civil::Date;

/// A span of days, [start, end).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Its first day.
    pub start: Day,
    /// The day after its last.
    pub end: Day,
}

impl Span {
    /// Its length in days, 0 where it ends before it starts.
    pub fn days(self) -> usize {
        self.end.since(self.start)
    }

    /// Whether the day lies in it.
    pub fn contains(self, day: Day) -> bool {
        self.start <= day && day < self.end
    }

    /// Whether all of `other` lies in it.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// How long a quota runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Length {
    /// A month.
    Month,
    /// Three months.
    #[default]
    Quarter,
    /// Twelve months.
    Year,
}

impl Length {
    const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }
}

/// One period: its civil dates, first day included and `end` not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The day after the last.
    pub end: Date,
}

impl Period {
    /// Its days.
    pub fn span(self) -> Span {
        Span { start: self.start.into(), end: self.end.into() }
    }
}

/// How a company cuts the year into periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FiscalCalendar {
    length: Length,
    first_month: i8,
}

impl Default for FiscalCalendar {
    fn default() -> Self {
        Self { length: Length::default(), first_month: 1 }
    }
}

impl FiscalCalendar {
    /// `first_month` is the month that the fiscal year starts in, 1 to 12; `None` for another.
    pub fn new(length: Length, first_month: i8) -> Option<Self> {
        (1..=12).contains(&first_month).then_some(Self { length, first_month })
    }

    /// The period that a date lies in. At the very ends of the calendar (years -9999 and 9999)
    /// it is cut off there.
    pub fn period_of(self, date: Date) -> Period {
        let month = i32::from(date.month()) - i32::from(self.first_month);
        let into = month.rem_euclid(self.length.months());
        let start = date.first_of_month().saturating_sub(into.months());
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

    /// The thirds of one of this calendar's periods: whole months where they go in, else days
    /// as evenly as they go.
    pub fn thirds(self, period: Period) -> [Span; 3] {
        let whole = period.span();
        let cut = |third: i32| match self.length {
            Length::Month => {
                let days = i32::try_from(whole.days()).unwrap_or(0);
                whole.start + days * third / 3
            }
            Length::Quarter | Length::Year => {
                let months = self.length.months() / 3 * third;
                Day::from(period.start.saturating_add(months.months()))
            }
        };
        let (first, second) = (cut(1), cut(2));
        [
            Span { start: whole.start, end: first },
            Span { start: first, end: second },
            Span { start: second, end: whole.end },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[track_caller]
    fn case(length: Length, first_month: i8, day: Date, start: Date, end: Date) {
        let calendar = FiscalCalendar::new(length, first_month).unwrap();
        assert_eq!(calendar.period_of(day), Period { start, end });
    }

    #[test]
    fn a_date_lies_in_the_period_of_its_fiscal_year() {
        case(Length::Quarter, 1, date(2017, 5, 9), date(2017, 4, 1), date(2017, 7, 1));
        case(Length::Quarter, 2, date(2017, 1, 31), date(2016, 11, 1), date(2017, 2, 1));
        case(Length::Quarter, 12, date(2017, 12, 1), date(2017, 12, 1), date(2018, 3, 1));
        case(Length::Year, 4, date(2017, 3, 31), date(2016, 4, 1), date(2017, 4, 1));
        case(Length::Month, 7, date(2024, 2, 29), date(2024, 2, 1), date(2024, 3, 1));
    }

    #[test]
    fn a_quarter_is_cut_at_its_months_and_a_month_at_its_days() {
        let quarters = FiscalCalendar::default();
        let thirds = quarters.thirds(quarters.period_of(date(2017, 2, 3)));
        assert_eq!(thirds.map(Span::days), [31, 28, 31]);
        let months = FiscalCalendar::new(Length::Month, 1).unwrap();
        let thirds = months.thirds(months.period_of(date(2017, 2, 3)));
        assert_eq!(thirds.map(Span::days), [9, 9, 10]);
    }

    #[test]
    fn no_month_thirteen() {
        assert_eq!(FiscalCalendar::new(Length::Year, 13), None);
    }

    proptest! {
        #[test]
        fn periods_follow_each_other_without_a_gap(year in 1900_i16..2100, month in 1_i8..=12, day in 1_i8..=28, first in 1_i8..=12, length in 0..3) {
            let length = [Length::Month, Length::Quarter, Length::Year][usize::try_from(length).unwrap()];
            let calendar = FiscalCalendar::new(length, first).unwrap();
            let period = calendar.period_of(date(year, month, day));
            prop_assert!(period.span().contains(date(year, month, day).into()));
            prop_assert_eq!(calendar.next(period).start, period.end);
            prop_assert_eq!(calendar.next(calendar.previous(period)), period);
            let thirds = calendar.thirds(period);
            prop_assert_eq!(thirds.map(Span::days).iter().sum::<usize>(), period.span().days());
        }
    }
}
