//! The day that a team's data is looked at from, unless the user chooses another.

use crate::domain::{Deal, FiscalCalendar};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An export of up to so many days ago is taken for today's: deals go on after it, and what is
/// left of the period is counted from today.
pub const RECENT_DAYS: i32 = 31;

/// Which day was proposed, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AsOf {
    /// Today: the data reaches up to it, or is recent, or there is none.
    Today(#[serde(with = "crate::domain::day")] Date),
    /// The last day that the data knows of, long ago.
    LastSeen(#[serde(with = "crate::domain::day")] Date),
    /// The day after it, for it ends a period: the one that begins is what is ahead.
    DayAfterLastSeen(#[serde(with = "crate::domain::day")] Date),
}

impl AsOf {
    /// The day itself.
    pub const fn day(self) -> Date {
        match self {
            Self::Today(day) | Self::LastSeen(day) | Self::DayAfterLastSeen(day) => day,
        }
    }

    /// The last day up to today on which one of these deals was created or decided. (A later one is
    /// a slip of the pen; an expected close lies ahead.)
    pub fn last_seen<'a>(deals: impl IntoIterator<Item = &'a Deal>, today: Date) -> Option<Date> {
        let days = deals.into_iter().flat_map(|deal| [deal.created, deal.closed]);
        days.flatten().filter(|day| *day <= today).max()
    }

    /// Proposes a day for these deals.
    pub fn of<'a>(
        deals: impl IntoIterator<Item = &'a Deal>,
        today: Date,
        calendar: FiscalCalendar,
    ) -> Self {
        Self::proposed(Self::last_seen(deals, today), today, calendar)
    }

    /// Proposes a day for data whose last created or decided deal is of `last_seen`.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use ridealong::domain::FiscalCalendar;
    /// use ridealong::engine::as_of::AsOf;
    /// let day = AsOf::proposed(Some(date(2017, 12, 31)), date(2026, 11, 21), FiscalCalendar::default());
    /// assert_eq!(day, AsOf::DayAfterLastSeen(date(2018, 1, 1)));
    /// ```
    pub fn proposed(last_seen: Option<Date>, today: Date, calendar: FiscalCalendar) -> Self {
        let Some(last) = last_seen else { return Self::Today(today) };
        if last >= today.saturating_sub(RECENT_DAYS.days()) {
            return Self::Today(today);
        }
        let after = last.saturating_add(1.day());
        if after == calendar.period_of(last).end {
            Self::DayAfterLastSeen(after)
        } else {
            Self::LastSeen(last)
        }
    }

    /// Why the day is not today, in a sentence; nothing where it is. Days are written by the
    /// edge, for its reader.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use ridealong::engine::as_of::AsOf;
    /// let said = AsOf::DayAfterLastSeen(date(2018, 1, 1)).sentence(|day| day.to_string()).unwrap();
    /// assert_eq!(said, "Your data ends on 2017-12-31, so the day after is taken as today.");
    /// ```
    pub fn sentence(self, written: impl FnOnce(Date) -> String) -> Option<String> {
        let (last, taken) = match self {
            Self::Today(_) => return None,
            Self::LastSeen(last) => (last, "that day"),
            Self::DayAfterLastSeen(day) => (day.saturating_sub(1.day()), "the day after"),
        };
        Some(format!("Your data ends on {}, so {taken} is taken as today.", written(last)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PeriodLength;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 21);

    #[track_caller]
    fn case(last_seen: Option<Date>, proposed: AsOf) {
        assert_eq!(AsOf::proposed(last_seen, TODAY, FiscalCalendar::default()), proposed);
    }

    #[test]
    fn recent_data_is_looked_at_from_today() {
        case(None, AsOf::Today(TODAY));
        case(Some(TODAY), AsOf::Today(TODAY));
        case(Some(date(2026, 10, 21)), AsOf::Today(TODAY));
        case(Some(date(2027, 1, 5)), AsOf::Today(TODAY));
    }

    #[test]
    fn data_of_long_ago_is_looked_at_from_its_end() {
        case(Some(date(2026, 10, 20)), AsOf::LastSeen(date(2026, 10, 20)));
        case(Some(date(2017, 12, 30)), AsOf::LastSeen(date(2017, 12, 30)));
        case(Some(date(2017, 12, 31)), AsOf::DayAfterLastSeen(date(2018, 1, 1)));
        case(Some(date(2017, 6, 30)), AsOf::DayAfterLastSeen(date(2017, 7, 1)));
    }

    #[test]
    fn what_ends_a_period_depends_on_its_length() {
        let proposed = |length, last| {
            let calendar = FiscalCalendar::new(length, 1).unwrap();
            AsOf::proposed(Some(last), TODAY, calendar)
        };
        let leap = date(2024, 2, 29);
        assert_eq!(proposed(PeriodLength::Quarter, leap), AsOf::LastSeen(leap));
        let after = AsOf::DayAfterLastSeen(date(2024, 3, 1));
        assert_eq!(proposed(PeriodLength::Month, leap), after);
        assert_eq!(proposed(PeriodLength::Year, Date::MIN), AsOf::LastSeen(Date::MIN));
        assert_eq!(proposed(PeriodLength::Year, Date::MAX), AsOf::Today(TODAY));
    }

    #[test]
    fn what_is_said_names_the_day_that_the_data_ends_on() {
        let said = |as_of: AsOf| as_of.sentence(|day| day.to_string());
        assert_eq!(
            said(AsOf::LastSeen(date(2017, 11, 3))).as_deref(),
            Some("Your data ends on 2017-11-03, so that day is taken as today.")
        );
        assert_eq!(said(AsOf::Today(TODAY)), None);
    }

    proptest! {
        #[test]
        fn the_day_is_never_after_today_nor_more_than_a_day_after_the_data(
            back in -400_i64..4_000, first_month in 1_i8..=12,
        ) {
            let last = TODAY.saturating_sub(back.days());
            let calendar = FiscalCalendar::new(PeriodLength::Quarter, first_month).unwrap();
            let day = AsOf::proposed(Some(last), TODAY, calendar).day();
            prop_assert!(day <= TODAY);
            prop_assert!(day == TODAY || day == last || day == last.saturating_add(1.day()));
        }
    }
}
