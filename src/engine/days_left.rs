//! How much of a period is ahead.

use crate::domain::Period;
use crate::engine::day::Day;
use jiff::civil::Date;

/// Days from a day, that one among them, to the end of a period.
///
/// ```
/// use jiff::civil::date;
/// use ridealong::domain::FiscalCalendar;
/// use ridealong::engine::days_left::days_left;
/// let day = date(2026, 11, 21);
/// assert_eq!(days_left(FiscalCalendar::default().period_of(day), day), 41);
/// ```
pub fn days_left(period: Period, day: Date) -> u64 {
    Day::from(period.end).since(Day::from(day)) as u64
}
