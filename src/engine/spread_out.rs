//! Deals so many and so different that no tie of their total matters.

use crate::domain::Money;
use crate::engine::form::Form;
use crate::engine::money_grid::{COARSE_CELLS, CONFIRMING_CELLS, MoneyGrid};
use crate::engine::outlook::Outlook;
use std::collections::BTreeMap;

/// How uncertain different deals are together, at least: the sum of p (1 - p), and of the wins to come.
/// Any one way for them to come out is then less likely than 1 in 1,000.
const LEAST_UNCERTAIN: f64 = 8.0;

/// The most that amounts that are alike may carry of the variance of all that are different.
const MOST_ALIKE: f64 = 0.2;

/// Cells of a grid in one standard deviation of the total of different deals, at least.
const CELLS_IN_A_DEVIATION: f64 = 8.0;

/// The grid may add at most this part to the variance: 0.0003 to a chance. It adds some where deals
/// are nearly certain.
const MOST_ADDED: f64 = 1.0 / 512.0;

/// How much the skewness of a total may be off for a chance: less than 0.0004 of one.
pub(crate) const SKEW_OF_A_CHANCE: f64 = 0.005;

/// ... for the ends of a range: 0.6% of a standard deviation.
pub(crate) const SKEW_OF_A_RANGE: f64 = 0.05;

/// Few cells that tell the chance of such deals as well as many would; `None` for any others.
pub(crate) fn few_cells(outlook: &Outlook, target: Money) -> Option<MoneyGrid> {
    let cells = [COARSE_CELLS, 2 * COARSE_CELLS, CONFIRMING_CELLS];
    smooth_grid(&[outlook], target, &cells, SKEW_OF_A_CHANCE)
}

/// A grid of as few of these cells as tell the total of the deals of some reps up to a target; `None`
/// where ties matter, or these cells are too few.
///
/// Without ties the chance that a total misses the target is a smooth curve of the target. A grid
/// with the target in the middle of a cell reads it off without a bias (the midpoint rule): what is
/// left is a hundredth of a cell's width over the deviation, squared: 0.0002 here. With the
/// target on the edge of a cell, where ties count as they should, it would be off by half a cell. What
/// else may be off, as mean and variance are kept, is the skewness; by how much is known.
///
/// One smooth part makes the whole total smooth: deals that are alike are left out until those
/// that remain are different, and what these are is asked for.
pub(crate) fn smooth_grid(
    outlooks: &[&Outlook],
    target: Money,
    cells: &[usize],
    most_skew: f64,
) -> Option<MoneyGrid> {
    let outlooks: Vec<InFormOne<'_>> = outlooks.iter().map(|it| InFormOne::of(it)).collect();
    let different = variance_of_different_ones(&outlooks)?;
    let variance: f64 = outlooks.iter().map(|it| it.outlook.moments(Form::NONE).1).sum();
    let enough = |grid: &MoneyGrid| {
        let cell = grid.amount_of(1.0);
        if different.sqrt() < CELLS_IN_A_DEVIATION * cell {
            return false;
        }
        let off = outlooks.iter().map(|it| Off::of(it, *grid));
        let off = off.fold(Off::default(), |sum, one| Off {
            variance: sum.variance + one.variance,
            third: sum.third + one.third,
        });
        off.variance * cell * cell <= MOST_ADDED * variance
            && off.third.abs() <= most_skew * (variance.sqrt() / cell).powi(3)
    };
    cells.iter().map(|cells| MoneyGrid::midway(target, *cells)).find(enough)
}

/// What a rep's deals can bring, with the chance of each open deal in form 1, which is asked for often.
struct InFormOne<'a> {
    outlook: &'a Outlook,
    open: Vec<(Money, f64)>,
}

impl<'a> InFormOne<'a> {
    fn of(outlook: &'a Outlook) -> Self {
        Self { outlook, open: outlook.open_at(1.0) }
    }

    /// Each amount and how uncertain it is, of open deals and of wins to come.
    fn uncertain(&self) -> impl Iterator<Item = (Money, f64)> {
        let open = self.open.iter().map(|(amount, p)| (*amount, p * (1.0 - p)));
        let sizes = self.outlook.sizes.amounts();
        let each = self.outlook.new_wins.mean / count(sizes.len().max(1));
        open.chain(sizes.iter().map(move |size| (*size, each)))
    }
}

/// By how much moments of a total are off on a grid, in cells squared and cubed.
#[derive(Clone, Copy, Default)]
struct Off {
    variance: f64,
    third: f64,
}

impl Off {
    /// What a cubic misses of a parabola through three points: an open deal of a cells is split
    /// between 0, k and k + 1, a win's size between k - 1, k and k + 1.
    fn of(of: &InFormOne<'_>, grid: MoneyGrid) -> Self {
        let mut off = Self::default();
        for &(amount, chance) in &of.open {
            let place = grid.place(amount);
            off.variance += place.added(chance);
            let u = place.upper;
            off.third += chance * (count(place.cells) + u) * u * (u - 1.0);
        }
        // A hundred of the sizes, from the smallest to the largest, are as good as all.
        let sizes = of.outlook.sizes.amounts();
        let some = sizes.iter().step_by(sizes.len().div_ceil(100).max(1));
        let (sum, sizes) = some.fold((0.0, 0.0), |(sum, sizes), size| {
            let u = grid.place(*size).upper;
            (sum + u * (u * u - 1.0), sizes + 1.0)
        });
        if sizes > 0.0 {
            off.third += of.outlook.new_wins.mean * sum / sizes;
        }
        off
    }
}

/// What amounts in one step of 1/64 of a power of two carry.
#[derive(Clone, Copy, Default)]
struct Carried {
    uncertain: f64,
    variance: f64,
}

/// The variance of the total of those deals, open and new, that are not alike, in units squared;
/// `None` where they are few. Amounts lie in steps of a hundredth or so; those in neighbouring steps
/// are alike, for totals of them lie together.
fn variance_of_different_ones(outlooks: &[InFormOne<'_>]) -> Option<f64> {
    let mut steps: BTreeMap<u64, Carried> = BTreeMap::new();
    for (amount, uncertain) in outlooks.iter().flat_map(InFormOne::uncertain) {
        if amount.is_positive() {
            let carried = steps.entry(step(amount)).or_default();
            carried.uncertain += uncertain;
            carried.variance += uncertain * amount.units().powi(2);
        }
    }
    loop {
        let uncertain: f64 = steps.values().map(|carried| carried.uncertain).sum();
        let variance: f64 = steps.values().map(|carried| carried.variance).sum();
        if uncertain < LEAST_UNCERTAIN {
            return None;
        }
        let alike = |at: u64| -> f64 {
            steps.range(at - 1..=at + 1).map(|(_, carried)| carried.variance).sum()
        };
        let heaviest = steps.keys().map(|at| (*at, alike(*at)));
        let (at, heaviest) = heaviest.max_by(|one, other| one.1.total_cmp(&other.1))?;
        if heaviest <= MOST_ALIKE * variance {
            return Some(variance);
        }
        steps.retain(|step, _| !(at - 1..=at + 1).contains(step));
    }
}

/// The exponent and the first six bits of the fraction.
fn step(amount: Money) -> u64 {
    amount.units().to_bits() >> 46
}

#[expect(clippy::cast_precision_loss, reason = "a number of deals or cells")]
fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::below_target::BelowTarget;
    use crate::engine::made_up::{outlook, units};
    use crate::engine::money_grid::FINE_CELLS;
    use crate::engine::quota_chance::quota_chance;
    use proptest::prelude::*;

    /// On 32,768 cells, deals one on top of the other.
    fn on_very_many(outlook: &Outlook, target: Money) -> f64 {
        let grid = MoneyGrid::even(target, 16 * FINE_CELLS);
        let new = outlook.sizes.on(grid).totals(outlook.new_wins);
        let mut below = BelowTarget::from_cells(grid, new);
        outlook.add_open_deals(&mut below, grid, 1.0);
        1.0 - below.chance()
    }

    #[test]
    fn few_or_equal_or_nearly_equal_deals_are_not_spread_out() {
        let spread = |deals: &[(i64, f64)]| {
            let outlook = outlook(deals, 1.0);
            few_cells(&outlook, units(100_003)).is_some()
        };
        let different: Vec<(i64, f64)> = (0..60).map(|nth| (1_009 + 317 * nth, 0.3)).collect();
        assert!(spread(&different));
        assert!(!spread(&different[..30]));
        let unlikely: Vec<(i64, f64)> = different.iter().map(|deal| (deal.0, 0.03)).collect();
        assert!(!spread(&unlikely));
        assert!(!spread(&[(9_001, 0.3); 60]));
        let nearly: Vec<(i64, f64)> = (0..60).map(|nth| (9_001 + nth, 0.3)).collect();
        assert!(!spread(&nearly));
        // Whatever else there is, different ones make a total smooth.
        assert!(spread(&[&different[..], &[(9_001, 0.3); 60], &[(90_001, 0.5)]].concat()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn few_cells_tell_the_chance_as_very_many_do(
            different in prop::collection::vec((900_i64..60_000, 0.05..0.6), 50..160),
            equal in (900_i64..90_000, 0.05..0.9), equals in 0_usize..80,
            new_wins in 0.0..12.0, aim in 0.5..1.6,
        ) {
            let deals = [different, vec![equal; equals]].concat();
            let outlook = outlook(&deals, new_wins);
            let (mean, _) = outlook.moments(Form::NONE);
            let target = Money::from_units(mean * aim).unwrap();
            prop_assume!(few_cells(&outlook, target).is_some());
            let ours = quota_chance(&outlook, target, Form::NONE).share();
            let theirs = on_very_many(&outlook, target);
            prop_assert!((ours - theirs).abs() < 5e-4, "{ours} and {theirs}");
        }
    }
}
