//! The win rate of everything created, open deals included.

use crate::domain::{Interval, Rate};
use crate::engine::day::Day;
use crate::engine::known::{Known, KnownRep};
use crate::engine::win_rate::{LIKELY, wilson_interval};

/// The win rate of cohorts old enough to be judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CohortRate {
    /// Of so many created, so many were won by now.
    Known {
        /// Won by now.
        won: u64,
        /// Created, whatever became of them.
        created: u64,
        /// Won over created.
        rate: Rate,
        /// The likely range.
        range: Interval,
        /// The cohorts were created up to and on this day.
        until: Day,
        /// That many days ago: the age by which 9 in 10 decided deals were decided.
        age_needed: usize,
    },
    /// No deal of the look-back is as old as 9 in 10 decided deals were.
    TooRecent {
        /// That age in days.
        age_needed: usize,
    },
    /// Nothing of known age was decided, so no age is old enough.
    NothingDecided,
}

/// Won over created, of the deals created in the look-back at least as long ago as 90% of the
/// group's decided deals took. An open deal counts as not won: at that age few come back.
///
/// `reps` are the reps it is worked out for: one, or all of the group.
pub fn created_cohort_rate(known: &Known, reps: &[KnownRep]) -> CohortRate {
    let Some(age_needed) = age_when_most_are_decided(&known.reps) else {
        return CohortRate::NothingDecided;
    };
    let today = known.viewpoint.today();
    let from = known.viewpoint.look_back_from();
    let until = today + -i32::try_from(age_needed).unwrap_or(i32::MAX);
    let (mut won, mut created) = (0, 0);
    for rep in reps {
        let decided = rep.decided.iter().filter_map(|deal| {
            let age = i32::try_from(deal.age?).ok()?;
            Some((deal.day + -age, deal.won))
        });
        let open = rep.open.iter().filter(|deal| !deal.created_assumed).filter_map(|deal| {
            let age = i32::try_from(deal.age).ok()?;
            Some((today + -age, false))
        });
        for (day, is_won) in decided.chain(open) {
            if from <= day && day <= until {
                created += 1;
                won += u64::from(is_won);
            }
        }
    }
    let rate = Rate::of_counts(won, created).zip(wilson_interval(won, created, LIKELY));
    rate.map_or(CohortRate::TooRecent { age_needed }, |(rate, range)| CohortRate::Known {
        won,
        created,
        rate,
        range,
        until,
        age_needed,
    })
}

/// The least age by which 90% of the decided deals were decided.
fn age_when_most_are_decided(reps: &[KnownRep]) -> Option<usize> {
    let mut ages: Vec<usize> =
        reps.iter().flat_map(|rep| &rep.decided).filter_map(|deal| deal.age).collect();
    ages.sort_unstable();
    let place = (ages.len() * 9).div_ceil(10).checked_sub(1)?;
    ages.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::history::DealHistory;
    use crate::engine::made_up::deal;
    use crate::engine::viewpoint::Viewpoint;
    use jiff::civil::{Date, date};

    /// Ten deals decided after 1 to 10 days (so 9 in 10 after 9), four of them won; one open since
    /// January, one since yesterday.
    fn rate(as_of: Date) -> CohortRate {
        let mut deals: Vec<_> =
            (1..=10).map(|age| deal(0, date(2024, 3, 1), Some((age, age % 3 == 1)))).collect();
        deals.extend([date(2024, 1, 5), date(2024, 4, 30)].map(|created| deal(0, created, None)));
        let known = DealHistory::new(1, &deals).known(Viewpoint::live(as_of));
        created_cohort_rate(&known, &known.reps)
    }

    #[test]
    fn open_deals_of_old_cohorts_count_as_not_won_and_young_ones_not_at_all() {
        let CohortRate::Known { won, created, until, .. } = rate(date(2024, 5, 1)) else {
            panic!("no rate")
        };
        assert_eq!((won, created, until), (4, 11, date(2024, 4, 22).into()));
    }

    #[test]
    fn cohorts_younger_than_most_decisions_take_are_too_recent() {
        let deals = [deal(0, date(2022, 1, 1), Some((700, true))), deal(0, date(2024, 4, 1), None)];
        let known = DealHistory::new(1, &deals).known(Viewpoint::live(date(2024, 5, 1)));
        let too_recent = CohortRate::TooRecent { age_needed: 700 };
        assert_eq!(created_cohort_rate(&known, &known.reps), too_recent);
        let nothing = DealHistory::new(1, &[]).known(Viewpoint::live(date(2024, 5, 1)));
        assert_eq!(created_cohort_rate(&nothing, &nothing.reps), CohortRate::NothingDecided);
    }
}
