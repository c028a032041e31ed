//! How likely each total below a target is, as independent deals are added one by one.

use crate::engine::money_grid::{MoneyGrid, Place};
use std::rc::Rc;

/// Totals at either end that are less likely than this are taken to reach the target: hundreds of deals
/// and cells together change a chance by less than 1e-13, which nobody sees.
const NEXT_TO_NEVER: f64 = 1e-17;

/// Likewise where there are no ties, and where the cells are told to 0.0001 all the same.
const NEXT_TO_NEVER_WITHOUT_TIES: f64 = 1e-12;

/// The chance of each total below the target, by cell of a [`MoneyGrid`]; whatever is missing
/// from 1 has reached the target, where no further deal can take it back.
///
/// Adding a deal is one step of De Pril's and Kornya's convolution for the individual risk model
/// (Panjer and Willmot, *Insurance Risk Models*, 1992, chapter 6).
#[derive(Clone, Debug)]
pub struct BelowTarget {
    cells: Vec<f64>,
    /// Cells before this one are empty.
    first: usize,
    /// Cells from here on are empty, whatever is written there.
    filled: usize,
    /// As many cells, empty before the first.
    spare: Vec<f64>,
    /// What is less likely is forgotten.
    next_to_never: f64,
    /// Another total beside this one, independent of it: the chance that it lies in a cell or below.
    beside: Option<Rc<[f64]>>,
}

impl BelowTarget {
    /// Nothing won yet, for sure.
    pub fn nothing_yet(grid: MoneyGrid) -> Self {
        let mut cells = vec![0.0; grid.cells()];
        if let Some(first) = cells.first_mut() {
            *first = 1.0;
        }
        let next_to_never = next_to_never(grid);
        Self { spare: cells.clone(), cells, first: 0, filled: 1, next_to_never, beside: None }
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
    pub fn from_cells(grid: MoneyGrid, cells: Vec<f64>) -> Self {
        let spare = vec![0.0; cells.len()];
        let (filled, next_to_never) = (cells.len(), next_to_never(grid));
        let mut below = Self { spare, first: 0, filled, cells, next_to_never, beside: None };
        below.forget_what_never_happens();
        below
    }

    /// Nothing won yet beside this total, which stays as it is. What deals are then added lies in few
    /// cells for long, so that adding them takes a fraction of the work; the two are put together
    /// only where a chance is asked for. The order in which deals are added matters for that: the
    /// smallest first.
    #[must_use]
    pub fn beside(&self) -> Self {
        let mut cells = vec![0.0; self.cells.len()];
        if let Some(first) = cells.first_mut() {
            *first = 1.0;
        }
        let own = self.cells().iter().copied().chain(std::iter::repeat(0.0));
        let up_to: Vec<f64> = own
            .take(self.cells.len())
            .scan(0.0, |sum, chance| {
                *sum += chance;
                Some(*sum)
            })
            .collect();
        let beside = Some(up_to.into());
        let next_to_never = self.next_to_never;
        Self { spare: cells.clone(), cells, first: 0, filled: 1, next_to_never, beside }
    }

    /// Adds a deal that is won with this chance.
    pub fn add(&mut self, place: Place, chance: f64) {
        if chance <= 0.0 {
            return;
        }
        let (low, high) = place.shares(chance);
        let stay = 1.0 - low - high;
        let reach = if high.abs() > 0.0 { place.cells + 1 } else { place.cells };
        let before = self.filled;
        self.filled = (before + reach).min(self.cells.len());
        let (Some(old), Some(new)) = (
            self.cells.get_mut(self.first..self.filled),
            self.spare.get_mut(self.first..self.filled),
        ) else {
            return;
        };
        old.iter_mut().skip(before - self.first).for_each(|cell| *cell = 0.0);
        with_one_more(old, new, place.cells, [stay, low, high]);
        std::mem::swap(&mut self.cells, &mut self.spare);
        self.forget_what_never_happens();
    }

    fn forget_what_never_happens(&mut self) {
        let happens = |chance: &f64| chance.abs() >= self.next_to_never;
        let filled = self.cells().iter().rposition(happens).map_or(0, |last| last + 1);
        let old = self.first.min(filled);
        let all = self.cells.get(old..filled).unwrap_or_default();
        let first = all.iter().position(happens).map_or(old, |at| old + at);
        for cells in [&mut self.cells, &mut self.spare] {
            cells.get_mut(old..first).unwrap_or_default().fill(0.0);
        }
        (self.first, self.filled) = (first, filled);
    }

    /// The chance that the target is not reached.
    pub fn chance(&self) -> f64 {
        self.short_by(0)
    }

    /// The chance that another sum, known to lie at `place`, does not reach the target with
    /// this one.
    pub fn chance_with(&self, place: Place) -> f64 {
        if place.upper < 0.0 {
            // Below one cell, on the way from none.
            return -place.upper * self.short_by(0) + (1.0 + place.upper) * self.short_by(1);
        }
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
    pub fn short_by(&self, cells: usize) -> f64 {
        let below = self.cells.len().saturating_sub(cells);
        let own = self.cells().get(..below.min(self.filled)).unwrap_or_default();
        match &self.beside {
            None => own.iter().sum(),
            Some(beside) => together(own, beside.get(..below).unwrap_or_default()),
        }
    }

    /// The chance of each cell, up to the last that is not empty; of this total alone.
    pub fn cells(&self) -> &[f64] {
        self.cells.get(..self.filled).unwrap_or_default()
    }
}

const fn next_to_never(grid: MoneyGrid) -> f64 {
    if grid.is_without_ties() { NEXT_TO_NEVER_WITHOUT_TIES } else { NEXT_TO_NEVER }
}

/// The chance that two totals stay in so many cells together, from the chance of each cell of one,
/// and from the chance of each cell or less of the other.
fn together(own: &[f64], up_to: &[f64]) -> f64 {
    own.iter().zip(up_to.iter().rev()).map(|(own, other)| own * other).sum()
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

    #[test]
    fn deals_beside_a_total_are_as_likely_as_deals_on_top_of_it() {
        let target = Money::from_hundredths(1_000_000);
        let grid = MoneyGrid::even(target, 256);
        let place = |amount| grid.place(Money::from_hundredths(amount));
        let mut first = BelowTarget::nothing_yet_in(grid, 0.9);
        for nth in 0..30 {
            first.add(place(9_000 + 711 * nth), 0.3);
        }
        let (mut on_top, mut beside) = (first.clone(), first.beside());
        assert!((beside.chance() - first.chance()).abs() < 1e-15);
        for nth in 0..40 {
            on_top.add(place(3_000 + 577 * nth), 0.2);
            beside.add(place(3_000 + 577 * nth), 0.2);
            for cells in [0, 1, 17, 255, 256, 300] {
                let (one, other) = (on_top.short_by(cells), beside.short_by(cells));
                assert!((one - other).abs() < 1e-13, "{one} and {other}");
            }
        }
        let more = place(123_456);
        assert!((on_top.chance_after(more, 0.4) - beside.chance_after(more, 0.4)).abs() < 1e-13);
    }

    #[test]
    fn what_next_to_never_happens_is_not_carried_along() {
        // 2,000 wins of one cell at a thousandth each: 2 on average, and never 100.
        let grid = MoneyGrid::even(Money::from_hundredths(400_000), 4_000);
        let mut below = BelowTarget::nothing_yet(grid);
        for _ in 0..2_000 {
            below.add(grid.place(Money::from_hundredths(100)), 0.001);
        }
        assert!((below.chance() - 1.0).abs() < 1e-12);
        assert!(below.cells().len() < 60, "{}", below.cells().len());
        // Nothing of what was there before comes up again.
        below.add(grid.place(Money::from_hundredths(20_000)), 0.5);
        let moved: f64 = below.cells().iter().skip(200).sum();
        assert!((moved - 0.5).abs() < 1e-12 && (below.chance() - 1.0).abs() < 1e-12);
        assert!(below.cells()[60..200].iter().all(|cell| *cell == 0.0));
    }
}
