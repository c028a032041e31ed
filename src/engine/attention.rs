//! Who needs the manager first. Never a league table: the order has a reason for each.

use crate::domain::{Money, Rate};
use crate::engine::by_range::ByRange;
use crate::engine::rep_now::NoNeed;
use crate::engine::rep_seen::RepSeen;
use std::cmp::Reverse;

/// Why a rep stands where they stand, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attention {
    /// Below the wanted chance, the most money short first.
    Short {
        /// What is left less what is expected of the deals.
        by: Reverse<Money>,
    },
    /// Something is left, but the numbers can't say how likely it is.
    CannotTell,
    /// There is no quota to look at.
    NoQuota,
    /// At the wanted chance or above, or at quota.
    OnCourse,
}

impl Attention {
    /// Of one rep. Where the rep's deals are too few to tell, the ends of the likely need decide: who
    /// lacks even the least is short, who has even the most is on course.
    pub fn of(rep: RepSeen<'_>, wanted: Rate) -> Self {
        if !rep.has_need() {
            return match rep.now.need {
                Err(NoNeed::NoQuota | NoNeed::PeriodOver) => Self::NoQuota,
                Err(NoNeed::QuotaMet) => Self::OnCourse,
                _ => Self::CannotTell,
            };
        }
        let short = || Self::Short { by: Reverse(rep.expected_short().unwrap_or_default()) };
        match (rep.chance(), rep.by_range()) {
            (Some(chance), _) if is_told_below(chance, wanted) => short(),
            (None, Some(ByRange::Short { .. })) => short(),
            (Some(_), _) | (None, Some(ByRange::Enough)) => Self::OnCourse,
            (None, _) => Self::CannotTell,
        }
    }
}

/// Parts of one that a chance is told in: nearer than that nobody can tell it from another.
const TOLD_IN: f64 = 20.0;

/// Whether a chance is below the wanted one, as it is told: who reads "80%" is not short of 80%.
fn is_told_below(chance: Rate, wanted: Rate) -> bool {
    let told = (chance.share() * TOLD_IN).round() / TOLD_IN;
    chance < wanted && told < wanted.share()
}

/// The places of reps in the order in which they need attention, each with its reason; those alike
/// by name.
pub fn by_attention(reps: &[RepSeen<'_>], names: &[&str], wanted: Rate) -> Vec<(usize, Attention)> {
    let mut order: Vec<(usize, Attention)> =
        reps.iter().map(|rep| Attention::of(*rep, wanted)).enumerate().collect();
    order.sort_by_key(|(place, attention)| (*attention, names.get(*place).copied(), *place));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_told_the_wanted_chance_is_not_short_of_it() {
        let below =
            |chance: f64, wanted: f64| is_told_below(Rate::clamped(chance), Rate::clamped(wanted));
        assert!(below(0.774, 0.8) && !below(0.776, 0.8) && !below(0.8, 0.8));
        assert!(below(0.5, 0.53) && !below(0.6, 0.53));
        assert!(below(0.0, 0.01) && !below(1.0, 0.99));
    }
}
