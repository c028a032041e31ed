//! The last day on which a new deal still counts for a period.

use crate::engine::fiscal::Period;
use crate::engine::group::GroupModel;
use crate::engine::landing::landing;
use crate::engine::life_table::Hazard;
use crate::engine::outlook::Decision;
use jiff::ToSpan;
use jiff::civil::Date;

/// Until when creating deals helps this period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastDay {
    /// Up to and on this day.
    Until(Date),
    /// New pipeline already counts for the next period.
    Passed,
    /// By the curves no new deal is ever won.
    NothingIsWon,
}

/// The share of a new deal's win rate that must still land in the period.
const LEAST_SHARE: f64 = 0.1;

/// The last day after which a deal created then has less than a tenth of its chance of ever being
/// won left for this period. "Ever" is the curves' whole length, without the calendar.
pub fn last_day_that_counts(group: &GroupModel, rep: usize, period: Period) -> Option<LastDay> {
    let model = group.reps().get(rep)?;
    let table = group.life_table();
    let pace = model.pace.mean();
    let chance = |days: &[Hazard]| {
        Decision::new(landing(table, 0, days), pace, model.ability).chance_won(1.0)
    };
    let ever = chance(&vec![Hazard { won: 1.0, lost: 1.0 }; table.length()]);
    if ever <= 0.0 {
        return Some(LastDay::NothingIsWon);
    }
    let today = group.known().viewpoint.as_of;
    let days = group.calendar().by_day(today, period.end.max(today));
    let last = (0..days.len())
        .rev()
        .find(|day| days.get(*day..).is_some_and(|rest| chance(rest) >= LEAST_SHARE * ever));
    Some(last.map_or(LastDay::Passed, |day| {
        LastDay::Until(today.saturating_add(i64::try_from(day).unwrap_or(0).days()))
    }))
}
