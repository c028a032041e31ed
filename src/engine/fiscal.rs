//! Spans of days, and the thirds of a period.

use crate::domain::{FiscalCalendar, Period, PeriodLength};
use crate::engine::day::Day;
use jiff::ToSpan;

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

impl Period {
    /// Its days.
    pub fn span(self) -> Span {
        Span { start: self.start.into(), end: self.end.into() }
    }
}

impl FiscalCalendar {
    /// The thirds of one of this calendar's periods: whole months where they go in, else days
    /// as evenly as they go.
    pub fn thirds(self, period: Period) -> [Span; 3] {
        let whole = period.span();
        let cut = |third: i32| match self.length() {
            PeriodLength::Month => {
                let days = i32::try_from(whole.days()).unwrap_or(0);
                whole.start + days * third / 3
            }
            PeriodLength::Quarter | PeriodLength::Year => {
                let months = self.length().months() / 3 * third;
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

    #[test]
    fn a_quarter_is_cut_at_its_months_and_a_month_at_its_days() {
        let quarters = FiscalCalendar::default();
        let thirds = quarters.thirds(quarters.period_of(date(2017, 2, 3)));
        assert_eq!(thirds.map(Span::days), [31, 28, 31]);
        let months = FiscalCalendar::new(PeriodLength::Month, 1).unwrap();
        let thirds = months.thirds(months.period_of(date(2017, 2, 3)));
        assert_eq!(thirds.map(Span::days), [9, 9, 10]);
    }

    proptest! {
        #[test]
        fn periods_follow_each_other_without_a_gap(year in 1900_i16..2100, month in 1_i8..=12, day in 1_i8..=28, first in 1_i8..=12, length in 0..3) {
            let length = [PeriodLength::Month, PeriodLength::Quarter, PeriodLength::Year][usize::try_from(length).unwrap()];
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
