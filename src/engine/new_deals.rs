//! What deals not created yet may still bring.

use crate::domain::{Money, Rate};
use crate::engine::money_grid::{FINE_CELLS, MoneyGrid};
use crate::engine::win_moves::Moves;

/// How many wins are to come from deals not created yet: Poisson, or negative binomial where the
/// rate itself is uncertain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WinCount {
    /// The expected number.
    pub mean: f64,
    /// r of the negative binomial, whose variance is mean + mean^2 / r; `None` for Poisson.
    pub dispersion: Option<f64>,
}

impl WinCount {
    /// No win at all.
    pub const NONE: Self = Self { mean: 0.0, dispersion: None };

    /// With its mean multiplied.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { mean: self.mean * factor, ..self }
    }

    /// Its variance.
    pub fn variance(self) -> f64 {
        self.mean + self.dispersion.map_or(0.0, |r| self.mean * self.mean / r)
    }

    /// The chance of no win at all.
    pub fn chance_of_none(self) -> f64 {
        self.ln_chance_of_none(1.0).exp()
    }

    /// The log of the chance of no win, where only this share of the wins counts.
    fn ln_chance_of_none(self, share: f64) -> f64 {
        match self.dispersion {
            None => -self.mean * share,
            Some(r) => -r * (self.mean * share / r).ln_1p(),
        }
    }

    /// Panjer's a and b: P(n) = (a + b / n) P(n - 1).
    fn panjer(self) -> (f64, f64) {
        match self.dispersion {
            None => (0.0, self.mean),
            Some(r) => {
                let a = self.mean / (r + self.mean);
                (a, (r - 1.0) * a)
            }
        }
    }

    /// One of `parts` independent, equal parts of it.
    fn part(self, parts: f64) -> Self {
        Self { mean: self.mean / parts, dispersion: self.dispersion.map(|r| r / parts) }
    }

    fn is_something(self) -> bool {
        self.mean.is_finite()
            && self.mean > 0.0
            && self.dispersion.is_none_or(|r| r.is_finite() && r > 0.0)
    }
}

/// What deals not created yet can bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewDealsChance {
    /// The chance that the target is reached.
    pub probability: Rate,
    /// The expected amount, in units.
    pub mean: f64,
}

/// The chance that wins still to come, each of a size drawn with equal chance from `win_sizes`,
/// together bring at least `target`: the collective risk model by Panjer's recursion (Panjer,
/// ASTIN Bulletin 12, 1981). Exact on the lattice of the sizes where the target is at most 4,096
/// of it, else on 2,048 cells.
///
/// A target of nothing is always reached; without sizes above zero or wins nothing else is.
pub fn chance_new_deals(wins: WinCount, win_sizes: &[Money], target: Money) -> NewDealsChance {
    let sizes = WinSizes::new(win_sizes);
    let mean = if wins.is_something() { wins.mean * sizes.mean() } else { 0.0 };
    let probability = if target.is_positive() {
        let grid = MoneyGrid::lattice(sizes.amounts.iter().copied(), target).unwrap_or_else(|| {
            let likely = sizes.amounts.iter().map(|size| (*size, 1.0));
            MoneyGrid::aligned(likely, target, FINE_CELLS)
        });
        Rate::clamped(1.0 - sizes.on(grid).totals(wins).iter().sum::<f64>())
    } else {
        Rate::ONE
    };
    NewDealsChance { probability, mean }
}

/// Sizes of wins, each as likely as the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WinSizes {
    amounts: Vec<Money>,
}

impl WinSizes {
    /// Those above zero, sorted.
    pub fn new(amounts: &[Money]) -> Self {
        let mut amounts: Vec<Money> =
            amounts.iter().filter(|amount| amount.is_positive()).copied().collect();
        amounts.sort_unstable();
        Self { amounts }
    }

    /// In rising order.
    pub fn amounts(&self) -> &[Money] {
        &self.amounts
    }

    /// The mean size in units, 0 of none.
    pub fn mean(&self) -> f64 {
        self.mean_of(Money::units)
    }

    /// The mean of the squared size.
    pub fn mean_square(&self) -> f64 {
        self.mean_of(|amount| amount.units().powi(2))
    }

    #[expect(clippy::cast_precision_loss, reason = "a number of deals")]
    fn mean_of(&self, value: impl Fn(Money) -> f64) -> f64 {
        let sum: f64 = self.amounts.iter().map(|amount| value(*amount)).sum();
        if self.amounts.is_empty() { 0.0 } else { sum / self.amounts.len() as f64 }
    }

    /// As chances of a number of cells.
    ///
    /// On a grid that only approximates amounts and has its target on an edge, totals of new deals are told apart only by every
    /// fourth cell (every second, each) as long as the mean size is 12 such steps or more: their
    /// variance is then off by at most a fifth of a percent, and the recursion is 4 to 16 times
    /// shorter.
    #[expect(clippy::cast_precision_loss, reason = "a number of deals")]
    pub fn on(&self, grid: MoneyGrid) -> SizesOnGrid {
        const LEAST_STEPS: f64 = 12.0;
        let stride = [(4, 4.0), (2, 2.0)]
            .into_iter()
            .filter(|_| !grid.is_exact() && !grid.is_without_ties())
            .find(|(_, cells)| grid.amount_of(*cells) * LEAST_STEPS <= self.mean())
            .map_or(1, |(stride, _)| stride);
        let steps = grid.coarser(stride);
        let each = 1.0 / self.amounts.len().max(1) as f64;
        let by_step = steps.spread(self.amounts.iter().map(|amount| (*amount, each)));
        let none = by_step.first().copied().unwrap_or(0.0);
        let moves = Moves::of(&by_step);
        SizesOnGrid { cells: grid.cells(), stride, none, moves, any: !self.amounts.is_empty() }
    }
}

/// [`WinSizes`] on a grid: the chances of the steps that a win moves the total by. What reaches
/// the target at once is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct SizesOnGrid {
    cells: usize,
    /// Cells in a step.
    stride: usize,
    /// The chance that a win is so small that it is no step.
    none: f64,
    moves: Moves,
    any: bool,
}

impl SizesOnGrid {
    /// The chance of each total below the target, by cell.
    pub fn totals(&self, wins: WinCount) -> Vec<f64> {
        /// Below e^-600 the first term would be lost to underflow.
        const LEAST_LN: f64 = -600.0;
        let mut cells = vec![0.0; self.cells];
        if !self.any || !wins.is_something() {
            if let Some(first) = cells.first_mut() {
                *first = 1.0;
            }
            return cells;
        }
        // So many wins are summed as independent equal parts, folded together afterwards.
        let mut doublings = 0;
        let mut part = wins;
        while part.ln_chance_of_none(1.0 - self.none) < LEAST_LN && doublings < 64 {
            doublings += 1;
            part = part.part(2.0);
        }
        let mut totals = self.recur(part);
        for _ in 0..doublings {
            totals = folded_with_itself(&totals);
        }
        for (cell, total) in cells.iter_mut().step_by(self.stride).zip(totals) {
            *cell = total;
        }
        cells
    }

    /// g(0) = P(no win that moves the total), and
    /// g(s) = sum over j of (a + b j / s) q(j) g(s - j) / (1 - a q(0)).
    #[expect(clippy::cast_precision_loss, reason = "thousands of cells")]
    fn recur(&self, wins: WinCount) -> Vec<f64> {
        let mut totals = vec![0.0; self.cells.div_ceil(self.stride)];
        let (a, b) = wins.panjer();
        let scale = 1.0 / (1.0 - a * self.none);
        for s in 0..totals.len() {
            let (below, rest) = totals.split_at_mut(s);
            let Some(total) = rest.first_mut() else { break };
            if s == 0 {
                *total = wins.ln_chance_of_none(1.0 - self.none).exp();
                continue;
            }
            let (once, by_steps) = self.moves.sums(below);
            *total = (a * once + b / s as f64 * by_steps) * scale;
        }
        totals
    }
}

/// The totals of two independent, equal parts.
fn folded_with_itself(totals: &[f64]) -> Vec<f64> {
    let mut folded = vec![0.0; totals.len()];
    for (shift, chance) in totals.iter().enumerate().filter(|(_, chance)| chance.abs() > 0.0) {
        for (new, old) in folded.iter_mut().skip(shift).zip(totals) {
            *new += chance * old;
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const POISSON: WinCount = WinCount { mean: 2.0, dispersion: None };

    fn amounts(units: &[i64]) -> Vec<Money> {
        units.iter().map(|amount| Money::from_hundredths(amount * 100)).collect()
    }

    #[test]
    fn no_size_or_no_win_reaches_nothing_but_a_target_of_nothing() {
        let target = Money::from_hundredths(1);
        for (wins, sizes) in [
            (POISSON, vec![]),
            (POISSON, amounts(&[0, -5])),
            (WinCount::NONE, amounts(&[9])),
            (WinCount { mean: f64::NAN, dispersion: None }, amounts(&[9])),
            (WinCount { mean: 2.0, dispersion: Some(0.0) }, amounts(&[9])),
        ] {
            assert_eq!(chance_new_deals(wins, &sizes, target).probability, Rate::ZERO);
            assert_eq!(chance_new_deals(wins, &sizes, Money::ZERO).probability, Rate::ONE);
        }
    }

    #[test]
    fn equal_sizes_are_a_count_of_wins() {
        let chance = chance_new_deals(POISSON, &amounts(&[500]), Money::from_hundredths(100_001));
        let three_or_more = 1.0 - (-2.0_f64).exp() * (1.0 + 2.0 + 2.0);
        assert!((chance.probability.share() - three_or_more).abs() < 1e-12);
    }

    #[test]
    fn thousands_of_wins_do_not_underflow() {
        for dispersion in [None, Some(1e6)] {
            let wins = WinCount { mean: 3_000.0, dispersion };
            let chance = chance_new_deals(wins, &amounts(&[1]), Money::from_hundredths(300_000));
            assert!((chance.probability.share() - 0.502).abs() < 0.005, "{chance:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn more_wins_never_lower_the_chance(
            mean in 0.0..40.0, more in 0.0..5.0, dispersion in prop::option::of(0.2..200.0),
            sizes in prop::collection::vec(1_i64..90_000, 1..20), target in 1_i64..900_000,
        ) {
            let chance = |mean| {
                let target = Money::from_hundredths(target * 100);
                chance_new_deals(WinCount { mean, dispersion }, &amounts(&sizes), target).probability.share()
            };
            prop_assert!(chance(mean + more) >= chance(mean) - 1e-9);
        }
    }
}
