//! How many deals created today would bring the wanted chance of quota.

use crate::domain::Money;
use crate::engine::below_target::BelowTarget;
use crate::engine::money_grid::{COARSE_CELLS, CONFIRMING_CELLS};
use crate::engine::outlook::Decision;
use crate::engine::pipeline_need::{MOST_DEALS, Seat};
use crate::engine::quota_chance::Reach;

/// What to add to the live deals: counted in deals created today, the only ones a rep can add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DealsToAdd {
    /// The chance is there already.
    Enough,
    /// So many.
    Deals {
        /// How many.
        deals: usize,
        /// What each is worth: the rep's mean win.
        each: Money,
    },
    /// More than [`MOST_DEALS`], or no number at all.
    CannotBeDone,
}

/// The fewest deals created today, of the rep's mean win, that bring the chance up to `wanted`.
/// Counted on 256 cells and confirmed on 1,024.
pub fn deals_to_add(seat: Seat<'_>, wanted: f64) -> DealsToAdd {
    let each = Money::from_units(seat.outlook.sizes.mean()).unwrap_or_default();
    let added = Added { each, decision: seat.outlook.created_today };
    let Some(near) = added.fewest(seat, COARSE_CELLS, wanted, 0) else {
        return DealsToAdd::CannotBeDone;
    };
    // The fine grid may need one or two fewer or more: start a little below.
    let start = near.saturating_sub(2 + near / 50);
    let confirmed = match added.fewest(seat, CONFIRMING_CELLS, wanted, start) {
        // Enough at once: it may have been enough before.
        Some(deals) if deals == start && start > 0 => {
            added.fewest(seat, CONFIRMING_CELLS, wanted, 0)
        }
        other => other,
    };
    match confirmed {
        Some(0) => DealsToAdd::Enough,
        Some(deals) => DealsToAdd::Deals { deals, each },
        None => DealsToAdd::CannotBeDone,
    }
}

/// Equal deals that are added one by one.
struct Added {
    each: Money,
    decision: (Decision, Decision),
}

impl Added {
    /// The fewest, `start` or more, whose chance reaches `wanted`; `None` beyond the most.
    fn fewest(&self, seat: Seat<'_>, cells: usize, wanted: f64, start: usize) -> Option<usize> {
        let reach = Reach::with_room_for(Some(self.each), seat.outlook, seat.left, cells);
        let place = reach.grid().place(self.each);
        let mut nodes: Vec<(f64, f64, BelowTarget)> = seat
            .form
            .nodes()
            .into_iter()
            .map(|node| {
                let (by_end, by_start) = self.decision;
                let chance = by_end.chance_won(node.factor) - by_start.chance_won(node.factor);
                (node.weight, chance.clamp(0.0, 1.0), reach.totals(node.factor))
            })
            .collect();
        for deals in 0..=MOST_DEALS {
            if deals >= start {
                let below: f64 =
                    nodes.iter().map(|(weight, _, below)| weight * below.chance()).sum();
                if 1.0 - below >= wanted {
                    return Some(deals);
                }
            }
            if !self.each.is_positive() {
                return None;
            }
            for (_, chance, below) in &mut nodes {
                below.add(place, *chance);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::form::Form;
    use crate::engine::made_up::{outlook, seat, units};
    use crate::engine::outlook::Prospect;
    use crate::engine::quota_chance::quota_chance;

    #[track_caller]
    fn case(deals: &[(i64, f64)], new_wins: f64, left: i64) {
        let outlook = outlook(deals, new_wins);
        let left = units(left);
        let DealsToAdd::Deals { deals, each } = deals_to_add(seat(&outlook, left), 0.8) else {
            panic!("no number of deals")
        };
        assert_eq!(each, units(7_000));
        let chance = |added: usize| {
            let (by_end, by_start) = outlook.created_today;
            let index = usize::MAX;
            let new = Prospect { amount: each, by_end, by_start, index };
            let mut all = outlook.deals.clone();
            all.extend(std::iter::repeat_n(new, added));
            quota_chance(&outlook.with_deals(all), left, Form::NONE).share()
        };
        assert!(chance(deals) >= 0.799 && chance(deals - 1) < 0.801, "{deals}");
    }

    #[test]
    fn the_fewest_deals_are_enough_and_one_fewer_is_not() {
        case(&[(4_321, 0.4), (2_345, 0.3), (6_789, 0.2)], 1.5, 19_876);
        // Round amounts, among which the added deal's lies nowhere.
        case(&[(20_000, 0.3); 4], 0.0, 60_000);
        case(&[], 0.0, 35_000);
    }

    #[test]
    fn enough_is_enough_and_what_nothing_wins_can_not_be_done() {
        let plenty = outlook(&[(10_000, 0.6); 9], 0.0);
        assert_eq!(deals_to_add(seat(&plenty, units(10_000)), 0.8), DealsToAdd::Enough);
        let mut hopeless = outlook(&[], 0.0);
        hopeless.created_today = (Decision::default(), Decision::default());
        assert_eq!(deals_to_add(seat(&hopeless, units(10)), 0.8), DealsToAdd::CannotBeDone);
    }
}
