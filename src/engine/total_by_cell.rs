//! The total of a rep's deals without ties, by cell.

use crate::domain::Money;
use crate::engine::below_target::BelowTarget;
use crate::engine::form::Form;
use crate::engine::money_grid::MoneyGrid;
use crate::engine::outlook::Outlook;
use crate::engine::spread_out::{SKEW_OF_A_RANGE, smooth_grid};

/// Cells of it: as many as do.
const CELLS: [usize; 2] = [256, MOST_CELLS];
const MOST_CELLS: usize = 512;

/// How far it may reach, in standard deviations beyond the mean: as far as is enough.
const FAR: [f64; 3] = [8.0, 16.0, 32.0];

/// So little may lie beyond, as a chance: of 40 reps together less than a thousandth.
const MOST_BEYOND: f64 = 1e-5;

/// How likely each total is that a rep's many different deals can bring, those not created yet
/// included.
#[derive(Clone, Debug, PartialEq)]
pub struct TotalByCell {
    grid: MoneyGrid,
    chances: Vec<f64>,
}

impl TotalByCell {
    /// Of a total with this mean and variance; `None` where ties matter, or where too much lies too far
    /// off (one huge deal, for instance).
    pub(super) fn of(outlook: &Outlook, form: Form, moments: (f64, f64)) -> Option<Self> {
        let told = Self::up_to(outlook, form, moments, |far| {
            smooth_grid(outlook, far, &CELLS, SKEW_OF_A_RANGE)
        });
        // One huge deal may stretch the cells so far that all the rest lies in a few.
        told.filter(|by_cell| by_cell.ends().enough_cells)
    }

    /// Of any total, to be added to others beside which its ties don't matter.
    pub(super) fn beside_others(outlook: &Outlook, form: Form) -> Option<Self> {
        Self::up_to(outlook, form, outlook.moments(form), |far| {
            Some(MoneyGrid::midway(far, MOST_CELLS))
        })
    }

    fn up_to(
        outlook: &Outlook,
        form: Form,
        (mean, variance): (f64, f64),
        grid: impl Fn(Money) -> Option<MoneyGrid>,
    ) -> Option<Self> {
        FAR.into_iter().find_map(|far| {
            let far = Money::from_units(mean + far * variance.sqrt())?;
            let grid = grid(Some(far).filter(|far| far.is_positive())?)?;
            let by_cell = Self { chances: chances(outlook, form, grid), grid };
            let beyond = 1.0 - by_cell.chances.iter().sum::<f64>();
            (beyond < MOST_BEYOND).then_some(by_cell)
        })
    }

    /// How wide a cell is, in units.
    pub(super) fn cell(&self) -> f64 {
        self.grid.amount_of(1.0)
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
