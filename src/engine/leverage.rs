//! What each open deal can still change.

use crate::domain::{Money, Rate};
use crate::engine::money_grid::CONFIRMING_CELLS;
use crate::engine::pipeline_need::Seat;
use crate::engine::reach::{Reach, Total};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// What one open deal does to the chance of quota.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leverage {
    /// The deal's place in the list that the history was made of.
    pub index: usize,
    /// What winning it brings.
    pub amount: Money,
    /// The chance that it is decided in time, won or lost, over the form factor.
    pub decided: Rate,
    /// Of such deals that are decided in time, the share that the rep wins.
    pub won_of_decided: Rate,
    /// The chance that it is won in time, over the form factor.
    pub chance_won: Rate,
    /// The group's deals of its age, which that rests on.
    pub of_its_age: OfItsAge,
    /// The chance of quota with it in hand.
    pub if_won: Rate,
    /// The chance of quota without it.
    pub if_lost: Rate,
}

/// What became of the group's deals of an age; all 0 where it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OfItsAge {
    /// How many were watched at that age.
    pub watched: f64,
    /// The share that was decided within as many days as are left, by the calendar of these.
    pub decided: f64,
    /// Of those decided the share that was won.
    pub won_of_decided: f64,
}

impl Leverage {
    /// What the deal is worth on average, amount x p, in units.
    pub fn expected(self) -> f64 {
        self.amount.units() * self.chance_won.share()
    }

    /// What a visit may be worth: how fast the chance of quota rises with the logarithm of the
    /// deal's odds, p (1 - p) (chance if won - chance if lost). It is small for a deal that hardly
    /// lands in time, for one that is as good as won, and for one that changes nothing.
    pub fn worth_a_visit(self) -> f64 {
        let won = self.chance_won.share();
        won * (1.0 - won) * (self.if_won.share() - self.if_lost.share())
    }

    /// The order of a manager's visits: the worthiest first; alike ones by amount x p, then by place.
    pub fn before(&self, other: &Self) -> Ordering {
        other
            .worth_a_visit()
            .total_cmp(&self.worth_a_visit())
            .then(other.expected().total_cmp(&self.expected()))
            .then(self.index.cmp(&other.index))
    }
}

/// Every live deal's leverage, in the outlook's order (largest amount first).
///
/// "If it is won" and "without it" are the chance with everything else as it is: the deal's
/// outcome is not taken as news about how the period runs. Each deal's others are added up by
/// adding, at each halving of the list, the other half's deals (leave-one-out by divide and
/// conquer: n log n additions instead of n^2); where there is no exact way, on 1,024 cells (on 256 or more
/// where deals are so many and different that these do).
/// The chance with all of them lies between the two.
pub fn leverage(seat: Seat<'_>) -> Vec<Leverage> {
    let deals = &seat.outlook.deals;
    let nodes = seat.form.nodes();
    let reach = Reach::new(seat.outlook, seat.left, CONFIRMING_CELLS);
    let mut missed = vec![(0.0, 0.0); deals.len()];
    for node in &seat.form.nodes_for_a_chance() {
        let likely = seat.outlook.open_at(node.factor);
        let nothing_yet = reach.new_alone(*node).beside();
        all_but_one(nothing_yet, &likely, &mut missed, node.weight);
    }
    let each = deals.iter().zip(missed).map(|(deal, (without, with))| Leverage {
        index: deal.index,
        amount: deal.amount,
        decided: Rate::clamped(deal.decided_over(&nodes)),
        won_of_decided: Rate::clamped(deal.by_end.share_won),
        of_its_age: OfItsAge::default(),
        chance_won: Rate::clamped(deal.chance_over(&nodes)),
        if_won: Rate::clamped((1.0 - with).max(seat.now.share())),
        if_lost: Rate::clamped((1.0 - without).min(seat.now.share())),
    });
    each.collect()
}

/// Adds to each deal's pair the weighted chance that the target is missed without it and with it.
fn all_but_one(others: Total, deals: &[(Money, f64)], missed: &mut [(f64, f64)], weight: f64) {
    match (deals, missed) {
        ([], _) | (_, []) => {}
        ([(amount, _)], [pair, ..]) => {
            pair.0 += weight * others.chance();
            pair.1 += weight * others.chance_with(*amount);
        }
        (deals, missed) => {
            let middle = deals.len() / 2;
            let (first, second) = deals.split_at(middle);
            let (missed_first, missed_second) = missed.split_at_mut(middle.min(missed.len()));
            all_but_one(with_all(others.clone(), second), first, missed_first, weight);
            all_but_one(with_all(others, first), second, missed_second, weight);
        }
    }
}

fn with_all(mut total: Total, deals: &[(Money, f64)]) -> Total {
    for (amount, chance) in deals.iter().rev() {
        total.add(*amount, *chance);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{outlook, seat, units};

    /// Without form: chance = p x if won + (1 - p) x if lost, for every deal.
    #[track_caller]
    fn adds_up(deals: &[(i64, f64)], tolerance: f64) {
        let outlook = outlook(deals, 1.2);
        let seat = seat(&outlook, units(21_000));
        let chance = seat.now.share();
        let leverage = leverage(seat);
        assert_eq!(leverage.len(), deals.len());
        for deal in leverage {
            let p = deal.chance_won.share();
            let total = p * deal.if_won.share() + (1.0 - p) * deal.if_lost.share();
            assert!((total - chance).abs() < tolerance, "{total} and {chance} for {deal:?}");
        }
    }

    #[test]
    fn won_and_lost_together_make_the_chance() {
        adds_up(&[(9_000, 0.3), (21_000, 0.2), (4_321, 0.5), (4_321, 0.1)], 0.002);
        let many: Vec<(i64, f64)> = (0..30).map(|n| (1_000 + 137 * n, 0.1 + 0.01 * 30.0)).collect();
        adds_up(&many, 0.002);
        // All of 21,000 hangs on three odd deals beside nine small ones.
        let mut tied = vec![(7_001, 0.9), (7_003, 0.9), (6_996, 0.9)];
        tied.extend((0..9).map(|n| (117 + 37 * n * n, 0.02)));
        adds_up(&tied, 0.002);
    }

    #[test]
    fn a_visit_goes_where_a_deal_can_be_moved_and_moves_the_chance() {
        let deal = |index, amount, won: f64, changes: f64| Leverage {
            index,
            amount: units(amount),
            decided: Rate::ONE,
            won_of_decided: Rate::clamped(won),
            of_its_age: OfItsAge::default(),
            chance_won: Rate::clamped(won),
            if_won: Rate::clamped(0.2 + changes),
            if_lost: Rate::clamped(0.2),
        };
        // The one that changes most hardly lands in time; another is as good as won.
        let mut deals = [
            deal(0, 90_000, 0.001, 0.6),
            deal(1, 50_000, 0.99, 0.4),
            deal(2, 40_000, 0.4, 0.2),
            deal(3, 5_000, 0.5, 0.0),
            deal(4, 6_000, 0.5, 0.0),
        ];
        deals.sort_by(Leverage::before);
        assert_eq!(deals.map(|deal| deal.index), [2, 1, 0, 4, 3]);
    }

    #[test]
    fn what_a_visit_is_worth_is_the_slope_in_the_deals_log_odds() {
        // Without form the chance is linear in p, so a small change of the odds tells.
        let chance = |p: f64| {
            let outlook = outlook(&[(9_000, p), (14_000, 0.3), (8_000, 0.4)], 0.0);
            seat(&outlook, units(20_000)).now.share()
        };
        let p: f64 = 0.35;
        let shifted = |by: f64| 1.0 / (1.0 + (1.0 - p) / p * (-by).exp());
        let slope = (chance(shifted(1e-4)) - chance(shifted(-1e-4))) / 2e-4;
        let outlook = outlook(&[(9_000, p), (14_000, 0.3), (8_000, 0.4)], 0.0);
        let all = leverage(seat(&outlook, units(20_000)));
        let deal = all.iter().find(|deal| deal.amount == units(9_000)).unwrap();
        assert!((deal.worth_a_visit() - slope).abs() < 1e-6, "{slope} and {deal:?}");
    }

    #[test]
    fn what_is_won_in_time_is_decided_in_time_and_won_of_that() {
        let outlook = outlook(&[(9_000, 0.3), (14_000, 0.6), (500, 0.01)], 0.0);
        for deal in leverage(seat(&outlook, units(20_000))) {
            let won = deal.decided.share() * deal.won_of_decided.share();
            assert!((won - deal.chance_won.share()).abs() < 1e-12, "{deal:?}");
        }
    }

    #[test]
    fn a_deal_as_large_as_what_is_left_settles_it() {
        let outlook = outlook(&[(21_000, 0.2), (1_000, 0.5)], 0.0);
        let seat = seat(&outlook, units(21_000));
        let leverage = leverage(seat);
        assert_eq!((leverage[0].if_won, leverage[0].if_lost), (Rate::ONE, Rate::ZERO));
        assert!((leverage[0].expected() - 4_200.0).abs() < 1e-6);
    }
}
