//! The range that a rep's total likely lies in.

use crate::domain::Money;
use crate::engine::form::Form;
use crate::engine::money_grid::MoneyGrid;
use crate::engine::outlook::Outlook;
use crate::engine::total_by_cell::{Ends, TotalByCell, chances, ends};
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

/// Cells that a total with ties is told apart by, from 0 to beyond its upper end.
const CELLS: usize = 512;

impl LikelyTotal {
    /// From the same model as `quota_chance`.
    pub fn of(outlook: &Outlook, form: Form) -> Self {
        Self::and_by_cell(outlook, form).0
    }

    /// Likewise, with the chance of each cell where there are no ties. Else it is told on 512 cells
    /// up to the mean and three standard deviations: above that lies at most a tenth of any
    /// distribution (Cantelli, 1928). Where one huge deal stretches them so far that the middle 80%
    /// lies in a few of the cells, they are laid anew over what matters.
    pub(super) fn and_by_cell(outlook: &Outlook, form: Form) -> (Self, Option<TotalByCell>) {
        let (mean, variance) = outlook.moments(form);
        if let Some(by_cell) = TotalByCell::of(outlook, form, (mean, variance)) {
            let Ends { low, high, .. } = by_cell.ends();
            return (Self { mean, low, high }, Some(by_cell));
        }
        let far = mean + 3.0 * variance.sqrt();
        // Beyond what money can be there is nothing to tell apart.
        let furthest = || if far > 0.0 { Money::from_hundredths(1 << 53) } else { Money::ZERO };
        let mut top = Money::from_units(far).unwrap_or_else(furthest);
        while top.is_positive() {
            let grid = MoneyGrid::even(one_cell_on(top), CELLS);
            let Ends { low, high, enough_cells } = ends(grid, &chances(outlook, form, grid));
            if enough_cells || top.hundredths() <= 8 {
                return (Self { mean, low, high }, None);
            }
            // Little more than a quarter of what it was: it ends.
            top = Money::from_units(2.0 * (high + grid.amount_of(1.0))).unwrap_or_default();
        }
        (Self { mean, low: mean, high: mean }, None)
    }
}

/// An amount and a little more than a cell, so that a total that is certain still lies on the cells.
pub(super) fn one_cell_on(top: Money) -> Money {
    top + Money::from_hundredths(top.hundredths() / 500 + 1)
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
