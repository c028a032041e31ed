//! How many deals created today would bring the wanted chance of quota.

use crate::domain::Money;
use crate::engine::form::FormNode;
use crate::engine::money_grid::FINE_CELLS;
use crate::engine::pipeline_need::{MOST_DEALS, Seat};
use crate::engine::reach::Reach;

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
///
/// At each form factor the number won of n such deals is binomial, and with j of them in hand the
/// target is missed as often as it is with j times their amount on top: so the total of all other
/// deals is worked out once, as for `quota_chance`, and no n is searched for.
pub fn deals_to_add(seat: Seat<'_>, wanted: f64) -> DealsToAdd {
    if seat.now.share() >= wanted {
        return DealsToAdd::Enough;
    }
    let Some(each) = Money::from_units(seat.outlook.sizes.mean()).filter(|each| each.is_positive())
    else {
        return DealsToAdd::CannotBeDone;
    };
    let reach = Reach::new(seat.outlook, seat.left, FINE_CELLS);
    let nodes = seat.form.nodes_for_a_chance();
    let mut added: Vec<Added> =
        nodes.iter().map(|node| Added::new(&reach, seat, each, node)).collect();
    for deals in 1..=MOST_DEALS {
        for node in &mut added {
            node.add_one();
        }
        if 1.0 - added.iter().map(Added::missed).sum::<f64>() >= wanted {
            return DealsToAdd::Deals { deals, each };
        }
    }
    DealsToAdd::CannotBeDone
}

/// Equal deals that are added one by one, at one form factor.
struct Added {
    weight: f64,
    chance_won: f64,
    /// The chance that the target is missed with so many of them won; none where they settle it.
    missed_with: Vec<f64>,
    /// The chance that so many of them are won.
    won: Vec<f64>,
}

impl Added {
    fn new(reach: &Reach<'_>, seat: Seat<'_>, each: Money, node: &FormNode) -> Self {
        let (by_end, by_start) = seat.outlook.created_today;
        let chance = by_end.chance_won(node.factor) - by_start.chance_won(node.factor);
        let others = reach.total(*node);
        let in_hand = std::iter::successors(Some(Money::ZERO), |sum| Some(*sum + each));
        let missed_with: Vec<f64> = in_hand
            .take(MOST_DEALS + 1)
            .take_while(|sum| *sum < seat.left)
            .map(|sum| others.chance_with(sum))
            .collect();
        let mut won = vec![0.0; missed_with.len()];
        if let Some(none) = won.first_mut() {
            *none = 1.0;
        }
        Self { weight: node.weight, chance_won: chance.clamp(0.0, 1.0), missed_with, won }
    }

    fn add_one(&mut self) {
        let mut fewer = 0.0;
        for won in &mut self.won {
            let now = *won;
            *won = now * (1.0 - self.chance_won) + fewer * self.chance_won;
            fewer = now;
        }
    }

    fn missed(&self) -> f64 {
        let missed = self.won.iter().zip(&self.missed_with).map(|(won, missed)| won * missed);
        self.weight * missed.sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::form::Form;
    use crate::engine::made_up::{outlook, seat, units};
    use crate::engine::outlook::{Decision, Prospect};
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
        assert!(chance(deals) >= 0.8 && chance(deals - 1) < 0.8, "{deals}");
    }

    #[test]
    fn the_fewest_deals_are_enough_and_one_fewer_is_not() {
        case(&[(4_321, 0.4), (2_345, 0.3), (6_789, 0.2)], 1.5, 19_876);
        // Round amounts, among which the added deal's lies nowhere.
        case(&[(20_000, 0.3); 4], 0.0, 60_000);
        case(&[], 0.0, 35_000);
        // Three of a third each are all needed, unless new deals of odd sizes come.
        case(&[(20_000, 0.9); 3], 0.2, 60_000);
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
