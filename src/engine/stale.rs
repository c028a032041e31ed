//! Open deals that can hardly be won any more.

use crate::domain::{Deal, Outcome};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An expected close that passed more days ago than this was never moved: nobody works the deal.
const OVERDUE_DAYS: i64 = 30;

/// Whether an expected close that lies so many days back has passed for good.
pub const fn is_overdue(days: i64) -> bool {
    days > OVERDUE_DAYS
}

/// Whether an open deal can't be won any more: overdue, or older than the oldest win. One whose age
/// is not known is not too old, and where no win is known none is.
pub fn is_stale<Days: Ord>(overdue: bool, age: Option<Days>, oldest_win: Option<Days>) -> bool {
    overdue || age.zip(oldest_win).is_some_and(|(age, oldest)| age > oldest)
}

/// What makes a deal stale in a group: having been open for longer than any deal that was won
/// took, or an expected close that passed over 30 days ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staleness {
    /// The day it is looked at.
    #[serde(with = "crate::domain::day")]
    pub as_of: Date,
    /// The longest that a won deal took, in days; `None` where no won deal has both dates.
    pub longest_won: Option<i64>,
}

impl Staleness {
    /// For a group of deals as an export shows it: the day is the last one that it mentions.
    /// (An expected close lies ahead, so it is not one.) `None` where no deal has a date.
    pub fn of<'a>(deals: impl IntoIterator<Item = &'a Deal> + Clone) -> Option<Self> {
        let mentioned = |deal: &Deal| deal.created.max(deal.closed);
        let as_of = deals.clone().into_iter().filter_map(mentioned).max()?;
        let took = |deal: &Deal| Some(days(deal.created?, deal.closed?)).filter(|days| *days >= 0);
        let longest_won =
            deals.into_iter().filter(|deal| deal.outcome == Outcome::Won).filter_map(took).max();
        Some(Self { as_of, longest_won })
    }

    /// Whether an open deal is stale. One without a created date counts as created today.
    pub fn is_stale(&self, deal: &Deal) -> bool {
        let since = |day: Date| days(day, self.as_of);
        let overdue = deal.expected_close.is_some_and(|day| is_overdue(since(day)));
        deal.outcome == Outcome::Open
            && is_stale(overdue, deal.created.map(since), self.longest_won)
    }
}

/// Days from one date to a later one.
fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_secs().div_euclid(86_400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn won(created: Date, closed: Date) -> Deal {
        Deal { created: Some(created), closed: Some(closed), ..Deal::new(Outcome::Won) }
    }

    fn open(created: Option<Date>) -> Deal {
        Deal { created, ..Deal::new(Outcome::Open) }
    }

    fn group() -> Vec<Deal> {
        vec![
            won(date(2017, 1, 1), date(2017, 3, 1)),
            won(date(2017, 6, 1), date(2017, 12, 31)),
            open(Some(date(2017, 12, 1))),
        ]
    }

    #[test]
    fn a_deal_older_than_any_that_was_won_is_stale() {
        let staleness = Staleness::of(&group()).unwrap();
        assert_eq!((staleness.as_of, staleness.longest_won), (date(2017, 12, 31), Some(213)));
        assert!(!staleness.is_stale(&open(Some(date(2017, 6, 1)))));
        assert!(staleness.is_stale(&open(Some(date(2017, 5, 31)))));
        assert!(!staleness.is_stale(&open(None)));
    }

    #[test]
    fn a_deal_whose_expected_close_passed_long_ago_is_stale() {
        let staleness = Staleness::of(&group()).unwrap();
        let expected = |day| Deal { expected_close: Some(day), ..open(None) };
        assert!(staleness.is_stale(&expected(date(2017, 11, 30))));
        assert!(!staleness.is_stale(&expected(date(2017, 12, 1))));
    }

    #[test]
    fn a_decided_deal_is_never_stale_and_no_dates_say_nothing() {
        let staleness = Staleness::of(&group()).unwrap();
        assert!(!staleness.is_stale(&won(date(2010, 1, 1), date(2017, 1, 1))));
        assert_eq!(Staleness::of(&[open(None)]), None);
    }
}
