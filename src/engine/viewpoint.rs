//! The day that a team is looked at from, and what is known on it.

use crate::engine::day::Day;
use jiff::ToSpan;
use jiff::civil::Date;

/// From when the deals are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewpoint {
    /// The day itself: the window of a forecast begins with it.
    pub as_of: Date,
    /// Whether it is looked at as it comes or looked back at.
    pub knowledge: Knowledge,
    /// Months before `as_of` whose deals count.
    pub look_back_months: i32,
}

/// What is known on the day itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// Today: what was created or decided today counts, and today is still in the window.
    Live,
    /// A day before the data's end, that day included. Of a deal decided later the final amount and
    /// the expected close are not used, for they are what became of it; nor is an open deal without
    /// a created date, which may not have been there yet. What an export says of a deal that is still
    /// open is taken to have been so.
    Earlier,
    /// Looking back at that morning: only what was created and decided before counts. Expected
    /// close dates, and the final amounts of deals that were open then, are not used: an export
    /// holds today's.
    Replay,
}

impl Viewpoint {
    /// The usual look-back: a year.
    pub const YEAR: i32 = 12;

    /// Today, over the last 12 months.
    pub const fn live(as_of: Date) -> Self {
        Self { as_of, knowledge: Knowledge::Live, look_back_months: Self::YEAR }
    }

    /// A day before the data's end, over the 12 months before it.
    pub const fn earlier(as_of: Date) -> Self {
        Self { as_of, knowledge: Knowledge::Earlier, look_back_months: Self::YEAR }
    }

    /// The morning of a past day, over the 12 months before it.
    pub const fn replay(as_of: Date) -> Self {
        Self { as_of, knowledge: Knowledge::Replay, look_back_months: Self::YEAR }
    }

    /// The day itself.
    pub fn today(self) -> Day {
        self.as_of.into()
    }

    /// The first day that nothing is known of.
    pub fn unseen(self) -> Day {
        match self.knowledge {
            Knowledge::Live | Knowledge::Earlier => self.today() + 1,
            Knowledge::Replay => self.today(),
        }
    }

    /// The first day of the look-back.
    pub fn look_back_from(self) -> Day {
        self.as_of.saturating_sub(self.look_back_months.max(0).months()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn today_is_known_live_and_not_yet_in_a_replay() {
        let day = date(2024, 2, 29);
        assert_eq!(Viewpoint::live(day).unseen(), Day::from(date(2024, 3, 1)));
        assert_eq!(Viewpoint::earlier(day).unseen(), Viewpoint::live(day).unseen());
        assert_eq!(Viewpoint::replay(day).unseen(), Day::from(day));
        assert_eq!(Viewpoint::live(day).look_back_from(), Day::from(date(2023, 2, 28)));
    }
}
