//! Civil days as numbers, so that ages are subtractions.

use jiff::civil::Date;
use std::ops::{Add, Sub};

/// A civil day, counted from 1970-01-01. A day has no time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The first of January 1970, day 0.
    const EPOCH: Date = Date::constant(1970, 1, 1);

    /// As a number.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// How many whole days this lies after `earlier`, 0 where it lies before it.
    pub fn since(self, earlier: Self) -> usize {
        usize::try_from(self - earlier).unwrap_or(0)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        // A span between two civil dates is in days unless asked otherwise, and never fails.
        Self(date.since(Self::EPOCH).map_or(0, |span| span.get_days()))
    }
}

impl Add<i32> for Day {
    type Output = Self;
    fn add(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl Sub for Day {
    type Output = i32;
    fn sub(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn ages_count_days_across_leap_years_and_centuries() {
        let age = |from, to| Day::from(to) - Day::from(from);
        assert_eq!(age(date(2024, 2, 28), date(2024, 3, 1)), 2);
        assert_eq!(age(date(2023, 12, 31), date(2024, 12, 31)), 366);
        assert_eq!(age(date(2024, 1, 2), date(2024, 1, 1)), -1);
        assert_eq!(age(Date::MIN, Date::MAX), 7_304_483);
        assert_eq!(Day::from(date(2024, 1, 1)).since(Day::from(date(2024, 1, 2))), 0);
    }
}
