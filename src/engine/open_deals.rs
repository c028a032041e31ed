//! The chance that a list of open deals brings in what is left to quota.

use crate::domain::{Money, Rate};
use crate::engine::below_target::BelowTarget;
use crate::engine::exact_sums::chance_below_by_sums;
use crate::engine::money_grid::{FINE_CELLS, MoneyGrid};

/// An open deal and the chance that it is won in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LikelyDeal {
    /// What winning it brings.
    pub amount: Money,
    /// How likely that is.
    pub chance: Rate,
}

/// What a list of open deals can bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenDealsChance {
    /// The chance that the target is reached; a total equal to it has reached it.
    pub probability: Rate,
    /// The expected amount, in units.
    pub mean: f64,
}

/// The chance that independent deals together bring at least `target`: the individual risk model
/// (Klugman, Panjer and Willmot, *Loss Models*, 2012, section 9.10). Ties matter: three deals of a
/// third of the target, at 0.8 each, reach it with 0.512. So it is exact where it can be:
///
/// 1. on the lattice of the amounts' common divisor, where the target is at most 4,096 of it;
/// 2. else from all totals, where two halves of the deals have at most 4,096 each (24 deals do);
/// 3. else on 2,048 even cells or more with the target on an edge, each amount split between the
///    two nearest cells so that its mean is kept, those that weigh most on edges where they can be.
///
/// A target of nothing is always reached. Deals without a chance or an amount above zero add
/// nothing. The order of the deals changes nothing, scaling all money neither.
pub fn chance_open_deals(deals: &[LikelyDeal], target: Money) -> OpenDealsChance {
    let deals = in_one_order(deals);
    let mean = deals.iter().map(|deal| deal.amount.units() * deal.chance.share()).sum();
    let pairs: Vec<(Money, f64)> =
        deals.iter().map(|deal| (deal.amount, deal.chance.share())).collect();
    let probability = if target.is_positive() {
        Rate::clamped(1.0 - chance_below(&pairs, target))
    } else {
        Rate::ONE
    };
    OpenDealsChance { probability, mean }
}

fn in_one_order(deals: &[LikelyDeal]) -> Vec<LikelyDeal> {
    let mut deals: Vec<LikelyDeal> =
        deals.iter().filter(|deal| deal.amount.is_positive()).copied().collect();
    // Largest first: a total beyond the target is dropped early.
    deals.sort_by(|one, other| {
        other.amount.cmp(&one.amount).then(other.chance.share().total_cmp(&one.chance.share()))
    });
    deals
}

/// The chance that deals of amounts above zero, in order, stay below a target above zero.
pub(crate) fn chance_below(deals: &[(Money, f64)], target: Money) -> f64 {
    if let Some(exact) = exact_chance_below(deals, target) {
        return exact;
    }
    let variance = deals.iter().map(|&(amount, p)| p * (1.0 - p) * amount.units().powi(2)).sum();
    let cells = cells_for(deals, target, variance);
    let grid = MoneyGrid::aligned(deals.iter().copied(), target, cells);
    let mut below = BelowTarget::nothing_yet(grid);
    for (amount, chance) in deals {
        below.add(grid.place(*amount), *chance);
    }
    below.chance()
}

/// Likewise, or `None` where only a grid can tell.
fn exact_chance_below(deals: &[(Money, f64)], target: Money) -> Option<f64> {
    if let Some(grid) = MoneyGrid::lattice(deals.iter().map(|(amount, _)| *amount), target) {
        let mut below = BelowTarget::nothing_yet(grid);
        for (amount, chance) in deals {
            below.add(grid.place(*amount), *chance);
        }
        return Some(below.chance());
    }
    let whole: Vec<(i64, f64)> =
        deals.iter().map(|(amount, chance)| (amount.hundredths(), *chance)).collect();
    chance_below_by_sums(&whole, target.hundredths())
}

/// Cells enough that the grid adds at most a 128th to the variance of the total (a 256th to its
/// standard deviation, at most 0.001 to a chance), from 2,048 up to 8,192. `variance` is the whole
/// total's, these deals' and whatever else, in units squared. Only thousands of deals smaller than a
/// cell need more than the least.
#[expect(clippy::cast_precision_loss, reason = "thousands of cells")]
pub(crate) fn cells_for(deals: &[(Money, f64)], target: Money, variance: f64) -> usize {
    const MOST: usize = 4 * FINE_CELLS;
    let mut cells = FINE_CELLS;
    while cells < MOST {
        let grid = MoneyGrid::even(target, cells);
        let width = target.units() / cells as f64;
        let added = deals.iter().map(|(amount, chance)| grid.place(*amount).added(*chance));
        let added = added.sum::<f64>() * width * width;
        if added * 128.0 <= variance {
            break;
        }
        cells *= 2;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn deal(amount: i64, chance: f64) -> LikelyDeal {
        LikelyDeal { amount: Money::from_hundredths(amount), chance: Rate::clamped(chance) }
    }

    fn any_deals(most: usize) -> impl Strategy<Value = Vec<LikelyDeal>> {
        prop::collection::vec((1_i64..9_000_000, 0.0..=1.0), 0..most)
            .prop_map(|deals| deals.into_iter().map(|(amount, p)| deal(amount, p)).collect())
    }

    fn chance(deals: &[LikelyDeal], target: i64) -> f64 {
        chance_open_deals(deals, Money::from_hundredths(target)).probability.share()
    }

    #[test]
    fn a_deal_without_an_amount_adds_nothing() {
        assert!(chance(&[deal(0, 1.0), deal(-500, 1.0)], 1) < f64::EPSILON);
        assert!((chance(&[], 0) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn twenty_thousand_small_deals_keep_their_spread() {
        // 20,000 deals of 9.73 at 0.3: mean 58,380, standard deviation 631 by the binomial.
        let deals = vec![deal(973, 0.3); 20_000];
        let one_above = chance(&deals, 5_838_000 + 63_057);
        assert!((one_above - 0.158_7).abs() < 0.005, "{one_above}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn one_more_deal_never_lowers_the_chance(deals in any_deals(40), more in 1_i64..9_000_000, p in 0.0..=1.0, target in 1_i64..90_000_000) {
            let with: Vec<_> = deals.iter().copied().chain([deal(more, p)]).collect();
            // Both on whichever method their number asks for, so to the promised accuracy.
            prop_assert!(chance(&with, target) >= chance(&deals, target) - 0.005);
        }

        #[test]
        fn the_order_of_the_deals_changes_nothing(deals in any_deals(40), target in 1_i64..90_000_000) {
            let reversed: Vec<_> = deals.iter().rev().copied().collect();
            prop_assert_eq!(chance(&deals, target).to_bits(), chance(&reversed, target).to_bits());
        }

        #[test]
        fn scaling_all_money_changes_nothing(deals in any_deals(40), target in 1_i64..90_000_000, times in 2_i64..1_000) {
            let scaled: Vec<_> = deals.iter().map(|d| deal(d.amount.hundredths() * times, d.chance.share())).collect();
            prop_assert!((chance(&deals, target) - chance(&scaled, target * times)).abs() < 1e-9);
        }

        #[test]
        fn a_higher_target_is_never_easier(deals in any_deals(24), target in 1_i64..90_000_000, more in 1_i64..1_000_000) {
            prop_assert!(chance(&deals, target + more) <= chance(&deals, target) + 1e-12);
        }
    }
}
