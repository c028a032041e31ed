//! Who needs the manager first. Never a league table: the order has a reason for each.

use crate::domain::{Money, Rate};
use crate::engine::by_range::ByRange;
use crate::engine::rep_now::{NoNeed, RepNow};
use std::cmp::Reverse;

/// Why a rep stands where they stand, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attention {
    /// Below the wanted chance, the most pipeline missing first.
    Short {
        /// Needed pipeline less what there is.
        missing: Reverse<Money>,
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
    pub fn of(rep: &RepNow, wanted: Rate) -> Self {
        let answer = match &rep.need {
            Ok(answer) => answer,
            Err(NoNeed::NoQuota | NoNeed::PeriodOver) => return Self::NoQuota,
            Err(NoNeed::QuotaMet) => return Self::OnCourse,
            Err(_) => return Self::CannotTell,
        };
        if rep.not_typed.pipeline {
            return Self::CannotTell;
        }
        if let Some(by_range) = rep.by_range() {
            return match by_range {
                ByRange::Short { missing } => Self::Short { missing: Reverse(missing) },
                ByRange::Enough => Self::OnCourse,
                ByRange::CannotTell => Self::CannotTell,
            };
        }
        if answer.have.chance < wanted {
            Self::Short { missing: Reverse(answer.short) }
        } else {
            Self::OnCourse
        }
    }
}

/// The places of reps in the order in which they need attention, each with its reason; those alike
/// by name.
pub fn by_attention(reps: &[RepNow], names: &[&str], wanted: Rate) -> Vec<(usize, Attention)> {
    let mut order: Vec<(usize, Attention)> =
        reps.iter().map(|rep| Attention::of(rep, wanted)).enumerate().collect();
    order.sort_by_key(|(place, attention)| (*attention, names.get(*place).copied(), *place));
    order
}
