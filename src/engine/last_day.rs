//! The last day on which a new deal still counts for a period.

use crate::domain::{Period, Rate};
use crate::engine::day::Day;
use crate::engine::group::GroupModel;
use crate::engine::landing::landing;
use crate::engine::life_table::Hazard;
use crate::engine::outlook::{Decision, FURTHEST_DAYS};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Until when creating deals helps this period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LastDay {
    /// Up to and on this day.
    Until(#[serde(with = "crate::domain::day")] Date),
    /// New pipeline already counts for the next period.
    Passed,
    /// By the curves no new deal is ever won.
    NothingIsWon,
}

/// The share of a new deal's win rate that must still land in the period.
const LEAST_SHARE: f64 = 0.1;

/// The last day, and what it is held against.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastDayThatCounts {
    /// The day.
    pub day: LastDay,
    /// The chance that a new deal of the rep is ever won.
    pub ever: Rate,
}

/// The last day after which a deal created then has less than a tenth of its chance of ever being
/// won left for this period. "Ever" is the curves' whole length, without the calendar. `None` for a
/// place that is no rep's, and for a period that ends over [`FURTHEST_DAYS`] from today.
pub fn last_day_that_counts(
    group: &GroupModel,
    rep: usize,
    period: Period,
) -> Option<LastDayThatCounts> {
    let model = group.reps().get(rep)?;
    let table = group.life_table();
    let pace = model.pace.mean();
    let chance = |days: &[Hazard]| {
        Decision::new(landing(table, 0, days), pace, model.ability).chance_won(1.0)
    };
    let ever = chance(&vec![Hazard { won: 1.0, lost: 1.0 }; table.length()]);
    let of = |day| Some(LastDayThatCounts { day, ever: Rate::clamped(ever) });
    if ever <= 0.0 {
        return of(LastDay::NothingIsWon);
    }
    let today = group.known().viewpoint.as_of;
    if period.span().end - Day::from(today) > FURTHEST_DAYS {
        return None;
    }
    let days = group.calendar().by_day(today, period.end.max(today));
    let last = (0..days.len())
        .rev()
        .find(|day| days.get(*day..).is_some_and(|rest| chance(rest) >= LEAST_SHARE * ever));
    of(last.map_or(LastDay::Passed, |day| {
        LastDay::Until(today.saturating_add(i64::try_from(day).unwrap_or(0).days()))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FiscalCalendar;
    use crate::engine::group::Depth;
    use crate::engine::history::DealHistory;
    use crate::engine::made_up::deal;
    use crate::engine::viewpoint::Viewpoint;
    use jiff::civil::date;

    /// Deals won after 30 to 39 days, one in two.
    fn last_day(as_of: Date, won: bool) -> LastDay {
        let deals: Vec<_> = (0..200)
            .map(|nth| {
                deal(
                    0,
                    date(2024, 1, 1 + i8::try_from(nth % 20).unwrap()),
                    Some((30 + nth % 10, won && nth % 2 == 0)),
                )
            })
            .collect();
        let known = DealHistory::new(1, &deals).known(Viewpoint::live(as_of));
        let group = GroupModel::fit(known, FiscalCalendar::default(), Depth::Pace);
        last_day_that_counts(&group, 0, FiscalCalendar::default().period_of(as_of)).unwrap().day
    }

    #[test]
    fn a_deal_must_have_the_days_that_a_win_takes() {
        // Wins on days 30, 32 ... 38: the first of them carries over a tenth, so 31 days must be left.
        assert_eq!(last_day(date(2024, 4, 10), true), LastDay::Until(date(2024, 5, 31)));
        assert_eq!(last_day(date(2024, 6, 1), true), LastDay::Passed);
        assert_eq!(last_day(date(2024, 4, 10), false), LastDay::NothingIsWon);
    }
}
