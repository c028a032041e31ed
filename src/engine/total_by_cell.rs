//! The total of a rep's deals without ties, by cell.

use crate::domain::Money;
use crate::engine::below_target::BelowTarget;
use crate::engine::form::Form;
use crate::engine::money_grid::MoneyGrid;
use crate::engine::outlook::Outlook;
use crate::engine::spread_out::{SKEW_OF_A_RANGE, smooth_grid};

/// Cells of it: as many as do.
const CELLS: [usize; 2] = [256, 512];

/// How far it reaches, in standard deviations beyond the mean: nothing to speak of lies above that.
const FAR: f64 = 8.0;

/// How likely each total is that a rep's many different deals can bring, those not created yet
/// included.
#[derive(Clone, Debug, PartialEq)]
pub struct TotalByCell {
    grid: MoneyGrid,
    chances: Vec<f64>,
}

impl TotalByCell {
    /// Of a total with this mean and variance; `None` where ties matter.
    pub(super) fn of(outlook: &Outlook, form: Form, moments: (f64, f64)) -> Option<Self> {
        let far = Money::from_units(moments.0 + FAR * moments.1.sqrt())?;
        let far = Some(far).filter(|far| far.is_positive())?;
        let grid = smooth_grid(&[outlook], far, &CELLS, SKEW_OF_A_RANGE)?;
        let by_cell = Self { chances: chances(outlook, form, grid), grid };
        // One huge deal may stretch the cells so far that all the rest lies in a few.
        Some(by_cell).filter(|by_cell| by_cell.ends().enough_cells)
    }

    /// The ends of its middle 80%.
    pub(super) fn ends(&self) -> Ends {
        ends(self.grid, &self.chances)
    }

    /// The same on the cells of another grid without ties.
    pub(super) fn on(&self, grid: MoneyGrid) -> Vec<f64> {
        let cells = (0_u32..).map(f64::from).zip(&self.chances);
        grid.spread(cells.map(|(cell, chance)| {
            (Money::from_units(self.grid.amount_of(cell)).unwrap_or_default(), *chance)
        }))
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

/// The chance of each cell: that what open deals and deals not created yet bring lies in it.
pub(super) fn chances(outlook: &Outlook, form: Form, grid: MoneyGrid) -> Vec<f64> {
    let sizes = outlook.sizes.on(grid);
    let mut cells = vec![0.0; grid.cells()];
    for node in form.nodes_for_a_chance() {
        let new_wins = outlook.new_wins.times(node.factor);
        let mut total = BelowTarget::from_cells(grid, sizes.totals(new_wins));
        outlook.add_open_deals(&mut total, grid, node.factor);
        for (sum, chance) in cells.iter_mut().zip(total.cells()) {
            *sum += node.weight * chance;
        }
    }
    cells
}
