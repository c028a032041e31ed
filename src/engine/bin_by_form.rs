//! The chance that a rep's total falls into one bin, at any form of the period.

use crate::domain::Money;
use crate::engine::below_target::BelowTarget;
use crate::engine::form::Form;
use crate::engine::money_grid::MoneyGrid;
use crate::engine::new_deals::SizesOnGrid;
use crate::engine::outlook::Outlook;

/// Where the bins are cut, in times the mean in form 1.
const CUTS: [f64; 7] = [0.4, 0.6, 0.8, 1.0, 1.25, 1.6, 2.2];

/// Cells up to the last cut: 40 to the mean, so that every cut lies on the edge of one.
const CELLS: usize = 88;

/// The cuts in cells of the grid that ends at the last.
const CUT_CELLS: [usize; 7] = [16, 24, 32, 40, 50, 64, 88];

/// How far apart the values of ln f lie that the chance is worked out at.
const STEP: f64 = 0.05;

/// Values of ln f on either side of 0, at most: as far as e^8 and back.
const MOST_STEPS: i32 = 160;

/// The chance of one bin at even steps of ln f, as far as it changes with f. It is the same for every
/// variance of ln f, so that to try out many of these is no more work than to try one.
pub(super) struct BinByForm {
    /// The step of the first of the chances: 0 is form 1.
    first: i32,
    chances: Vec<f64>,
    /// The chance in a worse form than any of these.
    worse: f64,
    /// ... and in a better one.
    better: f64,
}

impl BinByForm {
    /// The bin that `actual` falls into; `None` where nothing is expected.
    pub(super) fn of(outlook: &Outlook, actual: Money) -> Option<Self> {
        // The mean in form 1: bins that moved with the variance would be other bins for each.
        let (mean, _) = outlook.moments(Form::NONE);
        let top = Money::from_units(mean * CUTS.last()?).filter(|top| top.is_positive())?;
        let grid = MoneyGrid::even(top, CELLS);
        let bin = CUTS.iter().filter(|cut| actual.units() >= mean * **cut).count();
        let bin = Bin {
            from: bin.checked_sub(1).and_then(|cut| CUT_CELLS.get(cut)).copied(),
            to: CUT_CELLS.get(bin).copied(),
            outlook,
            grid,
            sizes: outlook.sizes.on(grid),
        };
        let (worse, better) =
            (if bin.from.is_none() { 1.0 } else { 0.0 }, if bin.to.is_none() { 1.0 } else { 0.0 });
        let mut down = bin.until_settled((0..MOST_STEPS).map(|step| -step));
        let up = bin.until_settled(1..MOST_STEPS);
        let first = 1 - i32::try_from(down.len()).unwrap_or(MOST_STEPS);
        down.reverse();
        down.extend(up);
        Some(Self { first, chances: down, worse, better })
    }

    /// The chance over a form: the trapezoid rule on ln f, normal with mean -variance / 2. For so
    /// smooth an integrand it is exact to many digits as long as the steps are smaller than the
    /// standard deviation (Trefethen and Weideman, SIAM Review 56, 2014), also where many deals
    /// make the chance fall off faster than the nodes of a quadrature lie apart.
    pub(super) fn chance(&self, form: Form) -> f64 {
        /// Standard deviations on either side: beyond lies 1e-9.
        const FAR: f64 = 6.0;
        let deviation = form.log_variance.max(0.0).sqrt().max(STEP);
        let middle = -form.log_variance / 2.0;
        let (from, to) = (middle - FAR * deviation, middle + FAR * deviation);
        let (mut sum, mut weights) = (0.0, 0.0);
        for step in whole(from / STEP)..=whole(to / STEP) {
            let z = (f64::from(step) * STEP - middle) / deviation;
            let weight = (-z * z / 2.0).exp();
            weights += weight;
            sum += weight * self.at(step);
        }
        sum / weights
    }

    fn at(&self, step: i32) -> f64 {
        match usize::try_from(step - self.first) {
            Ok(place) => self.chances.get(place).copied().unwrap_or(self.better),
            Err(_) => self.worse,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "saturates")]
const fn whole(steps: f64) -> i32 {
    steps as i32
}

/// The bin and what falls into it.
struct Bin<'a> {
    /// The cells that it begins and ends at; none where it is open on that side.
    from: Option<usize>,
    to: Option<usize>,
    outlook: &'a Outlook,
    grid: MoneyGrid,
    sizes: SizesOnGrid,
}

impl Bin<'_> {
    /// The chances at these steps, up to the first from which on nothing changes.
    fn until_settled(&self, steps: impl Iterator<Item = i32>) -> Vec<f64> {
        let mut chances = Vec::new();
        for step in steps {
            let (chance, settled) = self.at((f64::from(step) * STEP).exp());
            chances.push(chance);
            if settled {
                break;
            }
        }
        chances
    }

    /// The chance at a form factor, and whether both cuts are as good as surely reached or missed.
    fn at(&self, factor: f64) -> (f64, bool) {
        const SETTLED: f64 = 1e-9;
        let new_wins = self.outlook.new_wins.times(factor);
        let mut total = BelowTarget::from_cells(self.grid, self.sizes.totals(new_wins)).beside();
        self.outlook.add_open_deals(&mut total, self.grid, factor);
        let below = |cell: Option<usize>| cell.map(|cell| total.short_by(CELLS - cell));
        let (from, to) = (below(self.from), below(self.to));
        let sides = [from, to].into_iter().flatten();
        let missed = sides.clone().all(|below| below >= 1.0 - SETTLED);
        let reached = sides.clone().all(|below| below <= SETTLED);
        ((to.unwrap_or(1.0) - from.unwrap_or(0.0)).max(0.0), missed || reached)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::outlook;

    #[test]
    fn every_cut_lies_on_the_edge_of_a_cell() {
        let cells = f64::from(u32::try_from(CELLS).unwrap());
        for (cut, cell) in CUTS.into_iter().zip(CUT_CELLS) {
            let edge = f64::from(u32::try_from(cell).unwrap()) / cells * 2.2;
            assert!((edge - cut).abs() < 1e-12, "{cut}");
        }
    }

    /// One actual in each bin, in times the mean.
    const IN_EACH: [f64; 8] = [0.1, 0.5, 0.7, 0.9, 1.1, 1.4, 2.0, 5.0];

    #[test]
    fn the_chances_of_all_bins_add_up_to_one() {
        let outlook = outlook(&[(900, 0.4); 20], 3.0);
        let mean = outlook.moments(Form::NONE).0;
        for log_variance in [0.0, 0.01, 0.2, 0.7] {
            let of = |times: f64| {
                let actual = Money::from_units(times * mean).unwrap();
                BinByForm::of(&outlook, actual).unwrap().chance(Form { log_variance })
            };
            let total: f64 = IN_EACH.into_iter().map(of).sum();
            assert!((total - 1.0).abs() < 1e-6, "{total}");
        }
    }

    #[test]
    fn it_is_what_the_nodes_of_a_forecast_say_where_these_lie_close() {
        let outlook = outlook(&[(900, 0.4); 12], 2.0);
        let (mean, _) = outlook.moments(Form::NONE);
        for log_variance in [0.02, 0.06] {
            let form = Form { log_variance };
            for times in IN_EACH {
                let actual = Money::from_units(times * mean).unwrap();
                let bin = BinByForm::of(&outlook, actual).unwrap();
                let grid = MoneyGrid::even(Money::from_units(mean * 2.2).unwrap(), CELLS);
                let cut = CUTS.iter().filter(|cut| times >= **cut).count();
                let cells = cut.checked_sub(1).map(|cut| CUT_CELLS[cut]);
                let of = Bin {
                    from: cells,
                    to: CUT_CELLS.get(cut).copied(),
                    outlook: &outlook,
                    grid,
                    sizes: outlook.sizes.on(grid),
                };
                let by_nodes: f64 =
                    form.nodes().iter().map(|node| node.weight * of.at(node.factor).0).sum();
                let ours = bin.chance(form);
                assert!((ours - by_nodes).abs() < 1e-5, "{ours} and {by_nodes} for {times}");
            }
        }
    }

    #[test]
    fn nothing_expected_has_no_bins() {
        assert!(BinByForm::of(&outlook(&[], 0.0), Money::ZERO).is_none());
    }
}
