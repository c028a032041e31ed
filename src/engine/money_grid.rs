//! Amounts of money as whole numbers of cells below a target.

use crate::domain::Money;
use std::collections::BTreeMap;

/// Cells up to which an exact lattice is used: every total that can occur is then told apart.
pub const MOST_LATTICE_CELLS: usize = 4_096;

/// Cells of a grid that only approximates amounts, for a chance that is shown: it is then off by
/// some 0.0001, a thirtieth of what 10,000 random trials are. (Totals of many different deals have no
/// ties, and take fewer: `spread_out`.)
pub const FINE_CELLS: usize = 2_048;

/// ... for what each deal changes, which is worked out for all of them at once, and for the need
/// that a search found, which is told to a thousandth of the pipeline.
pub const CONFIRMING_CELLS: usize = 1_024;

/// ... for a search whose result is then confirmed on more, unless deals are so many and different
/// that these tell their chance as well (`spread_out`).
pub const COARSE_CELLS: usize = 256;

/// A row of cells from 0 up to a target, which lies on the edge after the last, or inside the last
/// where amounts on the edges can't reach it there: a total counts as reached exactly where it is
/// not in any of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MoneyGrid {
    cells: usize,
    /// In hundredths.
    target: i64,
    /// How many hundredths a cell is wide.
    width: Width,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Width {
    /// A common divisor of all the amounts: each is a whole number of cells.
    Divisor(i64),
    /// Any number: amounts lie between two cell edges.
    Share(f64),
    /// Likewise, for totals without ties: the target halves the last cell.
    Midway(f64),
}

/// Where an amount lies on a grid: between two neighbouring cell edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Whole cells.
    pub cells: usize,
    /// How far it lies on the way to the next, in [0, 1); or before it, from -1, where a grid without
    /// ties has an amount below one cell.
    pub upper: f64,
}

impl Place {
    /// How the chance p of an amount a = k + u cells is given to k and to k + 1 cells so that the
    /// total keeps both its mean, p a, and its variance (local moment matching: Gerber, ASTIN
    /// Bulletin 13, 1982). Together they take p (1 + u (1 - u) / (k (k + 1))): the little more
    /// comes from the chance of nothing, as far as there is one; beyond that, and below one cell,
    /// only the mean is kept. As p rises, k or more never gets less likely, and k + 1 neither.
    ///
    /// Where u is below 0 what k + 1 gets is a little below 0, too: no chance by itself, but the total
    /// of many has its mean and its variance.
    #[expect(clippy::cast_precision_loss, reason = "thousands of cells")]
    pub fn shares(self, chance: f64) -> (f64, f64) {
        let (k, u) = (self.cells as f64, self.upper);
        if self.cells == 0 || u == 0.0 {
            return (chance * (1.0 - u), chance * u);
        }
        let both = (chance * (1.0 + u * (1.0 - u) / (k * (k + 1.0)))).min(1.0);
        let high = chance * (k + u) - k * both;
        let high = if u > 0.0 { high.clamp(0.0, both) } else { high };
        (both - high, high)
    }

    /// What is added to the variance by that, for a deal won with this chance, in cells squared.
    #[expect(clippy::cast_precision_loss, reason = "thousands of cells")]
    pub fn added(self, chance: f64) -> f64 {
        let (low, high) = self.shares(chance);
        let (k, a) = (self.cells as f64, self.cells as f64 + self.upper);
        low * k * k + high * (k + 1.0) * (k + 1.0) - chance * a * a
    }
}

impl MoneyGrid {
    /// The lattice of the amounts' greatest common divisor, where the target is at most
    /// [`MOST_LATTICE_CELLS`] of it: the target is rounded up to the lattice, which loses
    /// nothing. Amounts of the target or more don't matter to it. `None` where there is no such
    /// lattice, or the target is not above zero.
    pub fn lattice(amounts: impl IntoIterator<Item = Money>, target: Money) -> Option<Self> {
        if !target.is_positive() {
            return None;
        }
        let divisor = amounts
            .into_iter()
            .filter(|amount| amount.is_positive() && *amount < target)
            .fold(0, |divisor, amount| greatest_common_divisor(divisor, amount.hundredths()));
        let target = target.hundredths();
        if divisor == 0 {
            // Nothing smaller than the target: one cell tells "reached" from "not".
            return Some(Self { cells: 1, target, width: Width::Divisor(target) });
        }
        let cells = usize::try_from(divided_up(target, divisor))
            .ok()
            .filter(|cells| *cells <= MOST_LATTICE_CELLS)?;
        Some(Self { cells, target, width: Width::Divisor(divisor) })
    }

    /// A grid of so many even cells (at least one).
    #[expect(clippy::cast_precision_loss, reason = "approximate by intention")]
    pub fn even(target: Money, cells: usize) -> Self {
        let (target, cells) = (target.hundredths().max(1), cells.max(1));
        Self { cells, target, width: Width::Share(target as f64 / cells as f64) }
    }

    /// A grid of so many even cells, the last of which the target halves, for totals without ties.
    #[expect(clippy::cast_precision_loss, reason = "approximate by intention")]
    pub fn midway(target: Money, cells: usize) -> Self {
        let (target, cells) = (target.hundredths().max(1), cells.max(1));
        Self { cells, target, width: Width::Midway(target as f64 / (cells as f64 - 0.5)) }
    }

    /// An even grid of so many cells, or up to about twice as many so that as many as possible of
    /// the amounts lie on its edges, those that weigh most first (amount x chance): what weighs
    /// most makes the ties that matter. The target is rounded up to a cell, which for totals of
    /// such amounts loses nothing.
    ///
    /// They lie on every fourth edge, so that a grid of every fourth cell has them, too.
    #[expect(clippy::cast_precision_loss, reason = "approximate by intention")]
    pub fn aligned(
        likely: impl IntoIterator<Item = (Money, f64)>,
        target: Money,
        cells: usize,
    ) -> Self {
        let mut weights: BTreeMap<i64, f64> = BTreeMap::new();
        for (amount, chance) in likely {
            if amount.is_positive() && amount < target {
                *weights.entry(amount.hundredths()).or_insert(0.0) += amount.units() * chance;
            }
        }
        let mut weights: Vec<(i64, f64)> = weights.into_iter().collect();
        weights.sort_by(|one, other| other.1.total_cmp(&one.1).then(other.0.cmp(&one.0)));
        let cells = cells.max(1);
        let whole = target.hundredths().max(1);
        let steps = |divisor: i64| {
            usize::try_from(divided_up(whole, divisor)).ok().filter(|steps| *steps <= cells / 4)
        };
        let divisor = weights.into_iter().fold(0, |divisor, (amount, _)| {
            let with = greatest_common_divisor(divisor, amount);
            if steps(with).is_some() { with } else { divisor }
        });
        if divisor == 0 {
            return Self::even(target, cells);
        }
        // In whole numbers: a rounded quotient would lose the ties.
        let (wide, divisor) = (i128::from(whole), i128::from(divisor));
        let parts = (i128::try_from(cells).unwrap_or(1) * divisor / wide / 4 + 1) * 4;
        let in_all = (wide * parts + divisor - 1) / divisor;
        Self {
            cells: usize::try_from(in_all).unwrap_or(cells),
            target: whole,
            width: Width::Share(divisor as f64 / parts as f64),
        }
    }

    /// With so many cells taken together, at least one; a lattice stays as it is.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a small number of cells")]
    pub fn coarser(self, together: usize) -> Self {
        let times = together as f64;
        let width = match self.width {
            Width::Share(width) => Width::Share(width * times),
            Width::Midway(width) => Width::Midway(width * times),
            exact @ Width::Divisor(_) => exact,
        };
        let cells = if self.is_exact() { self.cells } else { self.cells.div_ceil(together) };
        Self { cells, width, ..self }
    }

    /// How many cells lie below the target.
    pub const fn cells(self) -> usize {
        self.cells
    }

    /// A lattice, on which no amount is approximated.
    pub const fn is_exact(self) -> bool {
        matches!(self.width, Width::Divisor(_))
    }

    /// One for totals without ties, which keeps their variance.
    pub const fn is_without_ties(self) -> bool {
        matches!(self.width, Width::Midway(_))
    }

    /// Where an amount lies; what is not above zero lies at 0, what reaches the target beyond
    /// the last cell.
    ///
    /// A lattice holds one amount more that is not on it: totals of the others that miss the
    /// target with it are those in cells that lie below the target less that amount, and so many
    /// cells short of the target is its place. (Two such amounts would be rounded together.)
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 up to the number of cells"
    )]
    pub fn place(self, amount: Money) -> Place {
        let hundredths = amount.hundredths().max(0);
        if hundredths >= self.target {
            return Place { cells: self.cells, upper: 0.0 };
        }
        match self.width {
            Width::Divisor(divisor) => {
                let still_below = divided_up(self.target - hundredths, divisor);
                let still_below = usize::try_from(still_below).unwrap_or(self.cells);
                Place { cells: self.cells.saturating_sub(still_below), upper: 0.0 }
            }
            Width::Share(width) | Width::Midway(width) => {
                let cells = hundredths as f64 / width;
                let least = if matches!(self.width, Width::Midway(_)) { 1.0 } else { 0.0 };
                let whole = cells.floor().max(least);
                if whole >= self.cells as f64 {
                    Place { cells: self.cells, upper: 0.0 }
                } else {
                    Place { cells: whole as usize, upper: cells - whole }
                }
            }
        }
    }

    /// Chances of totals by cell, each total split between two cells so that the mean is kept; those
    /// that reach the target are left out. Without ties, between three, so that the variance is, too
    /// (quadratic interpolation: where totals are many, what is below 0 in one is made up by others).
    pub fn spread(self, totals: impl IntoIterator<Item = (Money, f64)>) -> Vec<f64> {
        let mut cells = vec![0.0; self.cells];
        let mut add = |cell: usize, chance: f64| {
            if let Some(cell) = cells.get_mut(cell) {
                *cell += chance;
            }
        };
        for (total, chance) in totals {
            let Place { cells: k, upper: u } = self.place(total);
            // What goes from the middle to the sides beyond what keeps the mean.
            let aside = match self.width {
                Width::Midway(_) => -u * (1.0 - u) / 2.0,
                _ => 0.0,
            };
            add(k.saturating_sub(1), chance * aside);
            add(k, chance * (1.0 - u - 2.0 * aside));
            add(k + 1, chance * (u + aside));
        }
        cells
    }

    /// Up to which cell lies this share of the chances, from the chance of each; the end of the grid
    /// where it lies beyond. Where there are no ties a cell's chance lies evenly around it, and so it
    /// may be a part of one.
    #[expect(clippy::cast_precision_loss, reason = "approximate by intention")]
    pub fn quantile(self, chances: &[f64], share: f64) -> f64 {
        let mut below = 0.0;
        for (cell, chance) in chances.iter().enumerate() {
            if below + chance >= share {
                let part =
                    if self.is_without_ties() { (share - below) / chance - 0.5 } else { 0.0 };
                return (cell as f64 + part).max(0.0);
            }
            below += chance;
        }
        chances.len() as f64
    }

    /// The amount that so many cells hold, in units.
    #[expect(clippy::cast_precision_loss, reason = "approximate by intention")]
    pub fn amount_of(self, cells: f64) -> f64 {
        let width = match self.width {
            Width::Divisor(divisor) => divisor as f64,
            Width::Share(width) | Width::Midway(width) => width,
        };
        cells * width / 100.0
    }
}

/// Rounded up.
const fn divided_up(amount: i64, divisor: i64) -> i64 {
    amount / divisor + (amount % divisor > 0) as i64
}

/// Euclid's; the other where one is 0.
pub(super) fn greatest_common_divisor(one: i64, other: i64) -> i64 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(amount: f64) -> Money {
        Money::from_units(amount).unwrap()
    }

    #[test]
    fn a_target_between_two_lattice_points_is_rounded_up() {
        let amounts = [units(15_000.0), units(9_000.0), units(42_501.0)];
        let grid = MoneyGrid::lattice(amounts, units(42_500.0)).unwrap();
        assert_eq!((grid.cells(), grid.is_exact()), (15, true));
        assert_eq!(grid.place(units(9_000.0)), Place { cells: 3, upper: 0.0 });
        assert_eq!(grid.place(units(42_501.0)), Place { cells: 15, upper: 0.0 });
    }

    #[test]
    fn one_amount_beside_the_lattice_misses_the_target_with_whatever_is_below_the_rest() {
        let grid = MoneyGrid::lattice([units(10.0), units(20.0)], units(55.0)).unwrap();
        assert_eq!(grid.cells(), 6);
        // With 15 in, 0 to 30 still miss 55 and 40 does not: four cells of six.
        assert_eq!(grid.place(units(15.0)).cells, 2);
        assert_eq!(grid.place(units(15.01)).cells, 2);
        assert_eq!(grid.place(units(14.99)).cells, 1);
        assert_eq!(grid.place(units(55.0)).cells, 6);
    }

    #[test]
    fn odd_amounts_have_no_lattice_and_are_split_so_that_the_mean_is_kept() {
        let amounts = [units(1_054.01), units(4_514.0)];
        assert_eq!(MoneyGrid::lattice(amounts, units(60_000.0)), None);
        let grid = MoneyGrid::even(units(1_000.0), 100);
        assert_eq!(grid.place(units(25.0)), Place { cells: 2, upper: 0.5 });
        assert_eq!(grid.place(units(1e12)).cells, 100);
        assert_eq!(grid.place(units(-5.0)), Place { cells: 0, upper: 0.0 });
    }

    #[test]
    fn amounts_that_weigh_most_lie_on_edges_where_all_have_no_lattice() {
        let place = |grid: MoneyGrid, amount: f64| {
            let place = grid.place(units(amount));
            f64::from(u32::try_from(place.cells).unwrap()) + place.upper
        };
        // However far the target lies from their multiples.
        for target in [60_000.0, 59_999.0, 60_001.5] {
            let likely = [(20_000.0, 0.9), (317.01, 0.1), (57_131.03, 0.01)]
                .map(|(amount, chance)| (units(amount), chance));
            let grid = MoneyGrid::aligned(likely, units(target), 2_048);
            assert!((2_048..4_096).contains(&grid.cells()), "{grid:?}");
            let third = place(grid, 20_000.0);
            assert!((third / 4.0 - (third / 4.0).round()).abs() < 1e-9, "{third} for {target}");
            assert_eq!(
                3.0 * third + 1e-6 > f64::from(u32::try_from(grid.cells()).unwrap()),
                target <= 60_000.0
            );
            assert_eq!(grid.place(units(target)).cells, grid.cells());
        }
        // Nothing to align to: as even as asked for.
        let odd = [(units(0.07), 0.5), (units(0.11), 0.5)];
        assert_eq!(MoneyGrid::aligned(odd, units(60_000.03), 2_048).cells(), 2_048);
        assert_eq!(MoneyGrid::aligned([], Money::ZERO, 0).cells(), 1);
    }

    #[track_caller]
    fn case(cells: u32, upper: f64, chance: f64, variance_kept: bool) {
        let place = Place { cells: usize::try_from(cells).unwrap(), upper };
        let (low, high) = place.shares(chance);
        let (k, a) = (f64::from(cells), f64::from(cells) + upper);
        let mean = low * k + high * (k + 1.0);
        assert!((mean - chance * a).abs() < 1e-12 && low + high <= 1.0, "{low} and {high}");
        let square = low * k * k + high * (k + 1.0) * (k + 1.0);
        assert_eq!((square - chance * a * a).abs() < 1e-12, variance_kept);
    }

    #[test]
    fn a_deal_keeps_its_mean_on_the_grid_and_its_variance_where_it_can() {
        case(0, 0.3, 0.5, false);
        case(1, 0.35, 0.3, true);
        case(40, 0.5, 0.99, true);
        case(1, 0.5, 0.95, false);
        case(7, 0.2, 1.0, false);
        case(7, 0.0, 1.0, true);
    }

    #[test]
    fn without_ties_mean_and_variance_are_kept_below_one_cell_too() {
        let grid = MoneyGrid::midway(units(95.0), 10);
        for (amount, cells) in [(0.0, 0.0), (3.0, 0.3), (7.5, 0.75), (10.0, 1.0), (46.0, 4.6)] {
            let (low, high) = grid.place(units(amount)).shares(0.4);
            let k = f64::from(u32::try_from(grid.place(units(amount)).cells).unwrap());
            assert!((low * k + high * (k + 1.0) - 0.4 * cells).abs() < 1e-12, "{amount}");
            let square = low * k * k + high * (k + 1.0) * (k + 1.0);
            assert!((square - 0.4 * cells * cells).abs() < 1e-12, "{amount}");
            assert!(grid.place(units(amount)).added(0.4).abs() < 1e-12);
            let spread = grid.spread([(units(amount), 0.4)]);
            let moment = |power: i32| -> f64 {
                spread
                    .iter()
                    .enumerate()
                    .map(|(at, p)| p * f64::from(u32::try_from(at).unwrap()).powi(power))
                    .sum()
            };
            for (power, expected) in [(0, 0.4), (1, 0.4 * cells), (2, 0.4 * cells * cells)] {
                assert!((moment(power) - expected).abs() < 1e-12, "{amount} to the {power}");
            }
        }
        assert_eq!(grid.place(units(94.0)).cells, 9);
        assert_eq!(grid.place(units(95.0)).cells, 10);
    }

    #[test]
    fn a_target_of_nothing_has_no_lattice() {
        assert_eq!(MoneyGrid::lattice([units(5.0)], Money::ZERO), None);
        assert_eq!(MoneyGrid::even(Money::ZERO, 0).cells(), 1);
    }
}
