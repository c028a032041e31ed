//! What is said of a deal's standing, so that what is booked and what a quota stands for can be
//! followed down to the deals.

use crate::domain::{Outcome, Period};
use crate::reader::{DealRow, DealStanding};
use jiff::civil::Date;

/// What deals count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealMarks {
    /// The period that is looked at.
    pub period: Period,
    /// The period a year before, where what was booked then stands in for the quota.
    pub stand_in: Option<Period>,
}

impl DealMarks {
    /// Its standing in words, and whether something is odd about it. `None` says nothing of periods.
    pub fn said(marks: Option<Self>, row: &DealRow) -> (&'static str, bool) {
        match row.standing {
            DealStanding::Open => ("", false),
            DealStanding::Stale => ("stale: hardly won any more", true),
            DealStanding::Won => (marks.map_or("won", |marks| marks.won(row)), false),
            DealStanding::Lost => ("lost", false),
            DealStanding::BeforeTheLookBack if marks.is_some_and(|it| it.stands_in(row)) => (
                "won before the look-back: a part of the stand-in quota, not in the win rate",
                true,
            ),
            DealStanding::BeforeTheLookBack => ("before the look-back: not in the win rate", true),
            DealStanding::NoCloseDate => ("no close date: in no figure", true),
        }
    }

    fn won(self, row: &DealRow) -> &'static str {
        if row.day.is_some_and(|day| self.period.contains(day)) {
            "won, booked in this period"
        } else if self.stands_in(row) {
            "won, a part of the stand-in quota"
        } else {
            "won"
        }
    }

    fn stands_in(self, row: &DealRow) -> bool {
        let in_it = |(then, day): (Period, Date)| then.contains(day);
        row.outcome == Outcome::Won && self.stand_in.zip(row.day).is_some_and(in_it)
    }

    /// "after the period" where an open deal is said to close then.
    pub fn late(marks: Option<Self>, row: &DealRow) -> &'static str {
        let is_late = marks.zip(row.day).is_some_and(|(marks, day)| {
            row.standing == DealStanding::Open && day >= marks.period.end
        });
        if is_late { "after the period" } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn row(standing: DealStanding, day: Date) -> DealRow {
        DealRow { day: Some(day), ..DealRow::made_up(standing) }
    }

    #[test]
    fn what_is_booked_and_what_a_stand_in_is_made_of_is_marked() {
        let period = Period { start: date(2018, 1, 1), end: date(2018, 4, 1) };
        let then = Period { start: date(2017, 1, 1), end: date(2017, 4, 1) };
        let marks =
            |stands_in: bool| Some(DealMarks { period, stand_in: stands_in.then_some(then) });
        let won = |day| row(DealStanding::Won, day);
        let said = |stand_in, day| DealMarks::said(marks(stand_in), &won(day)).0;
        assert_eq!(said(true, date(2018, 1, 1)), "won, booked in this period");
        assert_eq!(said(false, date(2018, 3, 31)), "won, booked in this period");
        assert_eq!(said(true, date(2017, 3, 31)), "won, a part of the stand-in quota");
        assert_eq!(said(false, date(2017, 3, 31)), "won");
        assert_eq!(said(true, date(2017, 4, 1)), "won");
        let before = row(DealStanding::BeforeTheLookBack, date(2017, 2, 1));
        let said = |stand_in| DealMarks::said(marks(stand_in), &before).0;
        assert!(said(true).contains("stand-in") && !said(false).contains("stand-in"));
        assert_eq!(DealMarks::said(None, &won(date(2018, 1, 1))), ("won", false));
    }

    #[test]
    fn an_open_deal_that_closes_after_the_period_is_marked() {
        let period = Period { start: date(2018, 1, 1), end: date(2018, 4, 1) };
        let marks = Some(DealMarks { period, stand_in: None });
        let late = |standing, day| DealMarks::late(marks, &row(standing, day));
        assert_eq!(late(DealStanding::Open, date(2018, 4, 1)), "after the period");
        assert_eq!(late(DealStanding::Open, date(2018, 3, 31)), "");
        assert_eq!(late(DealStanding::Lost, date(2018, 4, 1)), "");
    }
}
