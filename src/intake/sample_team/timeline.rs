//! The days of the sample team, counted back from the day it is made for.

use crate::domain::{FiscalCalendar, Period};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Past periods of which everything decided is known.
pub const PAST_PERIODS: usize = 8;
/// Deals may be pulled to the end of a period from so many days before it.
const PULLED_FROM: i64 = 21;

/// The calendar as the sample team sees it. Near the calendar's ends a day may be missing.
#[derive(Clone, Copy, Debug)]
pub struct Timeline {
    /// Today.
    pub as_of: Date,
    /// How the year is cut.
    pub calendar: FiscalCalendar,
    /// The first day of the first of the past periods.
    pub since: Date,
}

impl Timeline {
    /// Of the day it is made for.
    pub fn new(as_of: Date, calendar: FiscalCalendar) -> Self {
        let now = calendar.period_of(as_of);
        let first = (0..PAST_PERIODS).fold(now, |period, _| calendar.previous(period));
        Self { as_of, calendar, since: first.start }
    }

    /// The period that today lies in.
    pub fn this_period(self) -> Period {
        self.calendar.period_of(self.as_of)
    }

    /// The past periods and this one, in order.
    pub fn periods(self) -> Vec<Period> {
        let mut periods = vec![self.this_period()];
        for _ in 0..PAST_PERIODS {
            let earliest = periods.last().copied().unwrap_or_else(|| self.this_period());
            periods.push(self.calendar.previous(earliest));
        }
        // At the calendar's first day a period has none before it but itself.
        periods.dedup();
        periods.reverse();
        periods
    }

    /// The Monday of the week so many weeks before today's.
    pub fn monday(self, weeks_back: u32) -> Option<Date> {
        let days =
            i64::from(weeks_back) * 7 + i64::from(self.as_of.weekday().to_monday_zero_offset());
        self.as_of.checked_sub(days.days()).ok()
    }

    /// The working day that a deal is decided on, which it would have been `days` after `from`:
    /// never at a weekend, and a share of those due shortly before a period ends in its last week.
    pub fn decided_on(self, from: Date, days: i64, pulled: bool, spare_days: i64) -> Option<Date> {
        let day = not_at_weekend(from.checked_add(days.days()).ok()?)?;
        let end = self.calendar.period_of(day).end;
        if !pulled || days_between(day, end) > PULLED_FROM {
            return Some(day);
        }
        let last = end.checked_sub((1 + spare_days).days()).ok()?;
        let working = match last.weekday() {
            Weekday::Saturday => last.checked_sub(1.day()).ok()?,
            Weekday::Sunday => last.checked_sub(2.days()).ok()?,
            _ => last,
        };
        Some(working.max(day))
    }
}

/// The day itself, or the Monday after.
fn not_at_weekend(day: Date) -> Option<Date> {
    let ahead = match day.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    day.checked_add(ahead.days()).ok()
}

/// Days from one day to a later one.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_secs().div_euclid(86_400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn timeline(as_of: Date) -> Timeline {
        Timeline::new(as_of, FiscalCalendar::default())
    }

    #[test]
    fn it_reaches_back_eight_whole_quarters() {
        let timeline = timeline(date(2024, 2, 29));
        assert_eq!(timeline.since, date(2022, 1, 1));
        assert_eq!(timeline.periods().len(), 9);
        assert_eq!(timeline.monday(0), Some(date(2024, 2, 26)));
        assert_eq!(timeline.monday(2), Some(date(2024, 2, 12)));
    }

    #[test]
    fn deals_are_decided_on_working_days_some_of_them_in_the_last_week_of_the_quarter() {
        let timeline = timeline(date(2024, 2, 29));
        let decided = |days, pulled| timeline.decided_on(date(2024, 1, 1), days, pulled, 0);
        // 6 January 2024 is a Saturday.
        assert_eq!(decided(5, true), Some(date(2024, 1, 8)));
        // 31 March 2024 is a Sunday.
        assert_eq!(decided(80, true), Some(date(2024, 3, 29)));
        assert_eq!(decided(80, false), Some(date(2024, 3, 21)));
        assert_eq!(decided(90, true), Some(date(2024, 4, 1)));
    }

    #[test]
    fn days_beyond_the_calendar_are_missing() {
        assert_eq!(timeline(Date::MIN).monday(1), None);
        assert_eq!(timeline(Date::MAX).decided_on(Date::MAX, 1, false, 0), None);
        assert_eq!(timeline(Date::MIN).periods().len(), 1);
    }
}
