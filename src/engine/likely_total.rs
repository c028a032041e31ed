//! The range that a rep's total likely lies in.

use crate::domain::Money;
use crate::engine::form::Form;
use crate::engine::money_grid::MoneyGrid;
use crate::engine::outlook::Outlook;
use crate::engine::reach::Reach;

/// What open deals and deals not created yet bring: its mean and its middle 80%, in units.
#[derive(Clone, Copy, Debug, PartialEq)]
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

impl LikelyTotal {
    /// From the same model as `quota_chance`, on 512 cells up to the mean and three standard
    /// deviations: above that lies at most a tenth of any distribution (Cantelli, 1928).
    pub fn of(outlook: &Outlook, form: Form) -> Self {
        let (mean, variance) = outlook.moments(form);
        let top = Money::from_units(mean + 3.0 * variance.sqrt()).filter(|top| top.is_positive());
        let Some(top) = top else { return Self { mean, low: mean, high: mean } };
        // One cell on, so that a total that is certain still lies on the grid.
        let top = top + Money::from_hundredths(top.hundredths() / 500 + 1);
        let grid = MoneyGrid::even(top, CELLS);
        let reach = Reach::on(outlook, grid);
        let mut cells = vec![0.0; grid.cells()];
        for node in form.nodes() {
            for (sum, chance) in cells.iter_mut().zip(reach.total(node.factor).cells()) {
                *sum += node.weight * chance;
            }
        }
        let quantile = |share: f64| {
            let mut sum = 0.0;
            let cell = cells.iter().position(|chance| {
                sum += chance;
                sum >= share
            });
            grid.amount_at(cell.unwrap_or(grid.cells()))
        };
        Self { mean, low: quantile(0.1), high: quantile(0.9) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::outlook;

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
