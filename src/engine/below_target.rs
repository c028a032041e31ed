//! How likely each total below a target is, as independent deals are added one by one.

use crate::engine::money_grid::{MoneyGrid, Place};

/// The chance of each total below the target, by cell of a [`MoneyGrid`]; whatever is missing
/// from 1 has reached the target, where no further deal can take it back.
///
/// Adding a deal is one step of De Pril's and Kornya's convolution for the individual risk model
/// (Panjer and Willmot, *Insurance Risk Models*, 1992, chapter 6).
#[derive(Clone, Debug, PartialEq)]
pub struct BelowTarget {
    cells: Vec<f64>,
    /// Cells from here on are still empty.
    filled: usize,
    spare: Vec<f64>,
}

impl BelowTarget {
    /// Nothing won yet, for sure.
    pub fn nothing_yet(grid: MoneyGrid) -> Self {
        let mut cells = vec![0.0; grid.cells()];
        if let Some(first) = cells.first_mut() {
            *first = 1.0;
        }
        Self { spare: cells.clone(), cells, filled: 1 }
    }

    /// Nothing won yet, in one of several cases, which is this likely.
    pub fn nothing_yet_in(grid: MoneyGrid, likely: f64) -> Self {
        let mut below = Self::nothing_yet(grid);
        if let Some(first) = below.cells.first_mut() {
            *first = likely;
        }
        below
    }

    /// From the chance of each cell.
    pub fn from_cells(cells: Vec<f64>) -> Self {
        Self { spare: cells.clone(), filled: cells.len(), cells }
    }

    /// Adds a deal that is won with this chance.
    pub fn add(&mut self, place: Place, chance: f64) {
        if chance <= 0.0 {
            return;
        }
        let (low, high) = place.shares(chance);
        let stay = 1.0 - low - high;
        let reach = if high > 0.0 { place.cells + 1 } else { place.cells };
        self.filled = (self.filled + reach).min(self.cells.len());
        let (Some(old), Some(new)) =
            (self.cells.get(..self.filled), self.spare.get_mut(..self.filled))
        else {
            return;
        };
        with_one_more(old, new, place.cells, [stay, low, high]);
        std::mem::swap(&mut self.cells, &mut self.spare);
    }

    /// The chance that the target is not reached.
    pub fn chance(&self) -> f64 {
        self.cells.iter().take(self.filled).sum()
    }

    /// The chance that another sum, known to lie at `place`, does not reach the target with
    /// this one.
    pub fn chance_with(&self, place: Place) -> f64 {
        (1.0 - place.upper) * self.short_by(place.cells)
            + place.upper * self.short_by(place.cells + 1)
    }

    /// [`Self::chance`] after one more [`Self::add`], which is not done.
    pub fn chance_after(&self, place: Place, chance: f64) -> f64 {
        let (low, high) = place.shares(chance);
        (1.0 - low - high) * self.chance()
            + low * self.short_by(place.cells)
            + high * self.short_by(place.cells + 1)
    }

    /// The chance of totals that so many cells on are still below the target.
    fn short_by(&self, cells: usize) -> f64 {
        self.cells.iter().take(self.cells.len().saturating_sub(cells)).sum()
    }

    /// The chance of each cell.
    pub fn cells(&self) -> &[f64] {
        &self.cells
    }
}

/// Cells below the deal's amount only lose; the others gain from one or two cells below. Plain
/// slices of equal length, which the compiler turns into vector instructions: for a browser it has
/// to be told that there are any.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn with_one_more(old: &[f64], new: &mut [f64], cells: usize, [stay, low, high]: [f64; 3]) {
    let (new_below, new_above) = new.split_at_mut(cells.min(old.len()));
    let (old_below, old_above) = old.split_at(new_below.len());
    for (new, old) in new_below.iter_mut().zip(old_below) {
        *new = stay * old;
    }
    if let ([new_first, new_above @ ..], [old_first, old_above @ ..], [origin, ..]) =
        (new_above, old_above, old)
    {
        *new_first = stay * old_first + low * origin;
        let gain = old.iter().zip(old.get(1..).unwrap_or_default());
        for ((new, old), (below, just_below)) in new_above.iter_mut().zip(old_above).zip(gain) {
            *new = stay * old + (high * below + low * just_below);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;

    #[test]
    fn three_deals_of_a_third_of_the_target_need_all_three() {
        let third = Money::from_hundredths(100_000);
        let target = third + third + third;
        let grid = MoneyGrid::lattice([third], target).unwrap();
        let mut below = BelowTarget::nothing_yet(grid);
        for _ in 0..3 {
            below.add(grid.place(third), 0.8);
        }
        assert!((1.0 - below.chance() - 0.512).abs() < 1e-15);
        let two_certain = grid.place(third + third);
        assert!((1.0 - below.chance_with(two_certain) - 0.992).abs() < 1e-15);
    }

    #[test]
    fn a_look_at_one_more_deal_is_what_adding_it_brings() {
        let target = Money::from_hundredths(100_000);
        let grid = MoneyGrid::even(target, 64);
        let mut below = BelowTarget::nothing_yet(grid);
        for amount in [31_234, 8_001, 47_777, 200_000, 612] {
            let place = grid.place(Money::from_hundredths(amount));
            let looked = below.chance_after(place, 0.37);
            below.add(place, 0.37);
            assert!((below.chance() - looked).abs() < 1e-15, "{amount}");
        }
    }
}
