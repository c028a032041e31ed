//! The range that a rep's total likely lies in.

use crate::domain::Money;
use crate::engine::below_target::BelowTarget;
use crate::engine::form::Form;
use crate::engine::money_grid::MoneyGrid;
use crate::engine::outlook::Outlook;
use crate::engine::spread_out::{SKEW_OF_A_RANGE, smooth_grid};
use serde::{Deserialize, Serialize};

/// What open deals and deals not created yet bring: its mean and its middle 80%, in units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LikelyTotal {
    /// The expected total.
    pub mean: f64,
    /// The total is below this 1 time in 10.
    pub low: f64,
    /// The total is above this 1 time in 10.
    pub high: f64,
}

/// Cells that the total is told apart by, from 0 to beyond its upper end.
const CELLS: usize = 512;

/// ... where it has no ties, and its ends are told between two cells: as many as do.
const CELLS_WITHOUT_TIES: [usize; 3] = [128, 256, 512];

impl LikelyTotal {
    /// From the same model as `quota_chance`, on 512 cells (as few as do, where deals are many and
    /// different) up to the mean and three standard deviations: above that lies at most a tenth of any distribution (Cantelli, 1928). Where one
    /// huge deal stretches them so far that the middle 80% lies in a few of the cells, they are
    /// laid anew over what matters.
    pub fn of(outlook: &Outlook, form: Form) -> Self {
        let (mean, variance) = outlook.moments(form);
        let far = mean + 3.0 * variance.sqrt();
        // Beyond what money can be there is nothing to tell apart.
        let furthest = || if far > 0.0 { Money::from_hundredths(1 << 53) } else { Money::ZERO };
        let mut top = Money::from_units(far).unwrap_or_else(furthest);
        while top.is_positive() {
            let end = one_cell_on(top);
            let grid = smooth_grid(&[outlook], end, &CELLS_WITHOUT_TIES, SKEW_OF_A_RANGE)
                .unwrap_or_else(|| MoneyGrid::even(end, CELLS));
            let Ends { low, high, enough_cells } = ends(grid, &chances(outlook, form, grid));
            if enough_cells || top.hundredths() <= 8 {
                return Self { mean, low, high };
            }
            // Little more than a quarter of what it was: it ends.
            top = Money::from_units(2.0 * (high + grid.amount_of(1.0))).unwrap_or_default();
        }
        Self { mean, low: mean, high: mean }
    }
}

/// The ends of the middle 80%, in units.
pub(super) struct Ends {
    pub(super) low: f64,
    pub(super) high: f64,
    /// It does not lie in a few of the cells.
    pub(super) enough_cells: bool,
}

/// From the chance of each cell.
pub(super) fn ends(grid: MoneyGrid, chances: &[f64]) -> Ends {
    let (low, high) = (grid.quantile(chances, 0.1), grid.quantile(chances, 0.9));
    let cells = grid.cells().min(1 << 16);
    let enough_cells = high * 8.0 > f64::from(u32::try_from(cells).unwrap_or(u32::MAX));
    Ends { low: grid.amount_of(low), high: grid.amount_of(high), enough_cells }
}

/// An amount and a little more than a cell, so that a total that is certain still lies on the cells.
pub(super) fn one_cell_on(top: Money) -> Money {
    top + Money::from_hundredths(top.hundredths() / 500 + 1)
}

/// The chance of each cell: that what open deals and deals not created yet bring lies in it.
pub(super) fn chances(outlook: &Outlook, form: Form, grid: MoneyGrid) -> Vec<f64> {
    let sizes = outlook.sizes.on(grid);
    let mut cells = vec![0.0; grid.cells()];
    for node in form.nodes_for_a_chance() {
        let new_wins = outlook.new_wins.times(node.factor);
        let mut total = BelowTarget::from_cells(sizes.totals(new_wins));
        outlook.add_open_deals(&mut total, grid, node.factor);
        for (sum, chance) in cells.iter_mut().zip(total.cells()) {
            *sum += node.weight * chance;
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::outlook;

    #[test]
    fn one_huge_unlikely_deal_leaves_the_range_of_the_rest() {
        let deals: Vec<(i64, f64)> = (0..20).map(|nth| (5_000 + 100 * nth, 0.4)).collect();
        let without = LikelyTotal::of(&outlook(&deals, 2.0), Form::NONE);
        for huge in [10_000_000, 1_000_000_000_000] {
            let with: Vec<_> = deals.iter().copied().chain([(huge, 0.02)]).collect();
            let with = LikelyTotal::of(&outlook(&with, 2.0), Form::NONE);
            assert!((with.low / without.low - 1.0).abs() < 0.03, "{with:?} and {without:?}");
            assert!((1.0..1.08).contains(&(with.high / without.high)), "{with:?} and {without:?}");
        }
    }

    #[test]
    fn a_certain_total_has_no_range_to_speak_of() {
        let mut certain = outlook(&[(10_000, 0.5)], 0.0);
        for deal in &mut certain.deals {
            deal.by_end = crate::engine::outlook::Decision { rate: f64::INFINITY, share_won: 1.0 };
        }
        let total = LikelyTotal::of(&certain, Form::NONE);
        assert!((total.mean - 10_000.0).abs() < 1e-9);
        assert!(
            (total.low - 10_000.0).abs() < 50.0 && (total.high - 10_000.0).abs() < 50.0,
            "{total:?}"
        );
    }

    #[test]
    fn nothing_to_come_is_nothing() {
        let total = LikelyTotal::of(&outlook(&[], 0.0), Form { log_variance: 0.2 });
        assert_eq!(total, LikelyTotal { mean: 0.0, low: 0.0, high: 0.0 });
    }

    #[test]
    fn the_quantiles_are_the_binomials() {
        // 100 deals of 100 at 0.5: 10% and 90% quantiles 44 and 56 wins.
        let total = LikelyTotal::of(&outlook(&[(100, 0.5); 100], 0.0), Form::NONE);
        assert!(
            (total.low - 4_400.0).abs() < 60.0 && (total.high - 5_600.0).abs() < 60.0,
            "{total:?}"
        );
    }

    #[test]
    fn a_changeable_form_widens_the_range() {
        let outlook = outlook(&[(900, 0.4); 30], 3.0);
        let width = |tau| {
            let total = LikelyTotal::of(&outlook, outlook.form(tau));
            total.high - total.low
        };
        assert!(width(0.8) > 1.3 * width(0.1));
    }
}
