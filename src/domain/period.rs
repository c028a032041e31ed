//! A span of days that a quota is set for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A period: its first day is in it, `end` is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    #[serde(with = "crate::domain::day")]
    pub start: Date,
    /// The day after the last.
    #[serde(with = "crate::domain::day")]
    pub end: Date,
}

impl Period {
    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        self.start <= day && day < self.end
    }

    /// The last day in it; its end where the calendar has no day before that.
    pub fn last_day(self) -> Date {
        self.end.yesterday().unwrap_or(self.end)
    }
}

/// How long a quota runs.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum PeriodLength {
    /// A month.
    Month,
    /// Three months.
    #[default]
    Quarter,
    /// Twelve months.
    Year,
}

impl PeriodLength {
    /// In months.
    pub const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// How many of them make a year.
    pub const fn in_a_year(self) -> u8 {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Year => 1,
        }
    }
}
