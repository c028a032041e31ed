//! What a team's deals will likely bring by the end of the period.

use crate::domain::{Money, Rate};
use crate::engine::forecast::RepForecast;
use crate::engine::likely_total::{LikelyTotal, one_cell_on};
use crate::engine::money_grid::MoneyGrid;
use crate::engine::outlook::Outlook;
use crate::engine::spread_out::Smooth;
use crate::engine::total_by_cell::{Ends, TotalByCell, chances, ends};
use serde::{Deserialize, Serialize};

/// The total of all reps by the period's end, in units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamTotal {
    /// Booked so far, and what comes in without a deal.
    pub secured: f64,
    /// The total: its mean and the ends of its middle 80%. What can be promised, for it holds 9
    /// times in 10, is the lower end.
    pub total: LikelyTotal,
    /// The chance that it reaches the quotas together; `None` where there is none.
    pub chance: Option<Rate>,
}

/// Cells that the total is told apart by.
const CELLS: usize = 1_024;

/// ... where it has no ties, and its ends are told between two cells: as many as do.
const CELLS_WITHOUT_TIES: [usize; 2] = [512, 1_024];

impl TeamTotal {
    /// Adds reps up who are taken to be independent of each other: each rep's total on even cells,
    /// then one after the other (convolution). What lifts or sinks all of them at once, a market or
    /// a price, is not in it, so that the true range is rather wider.
    ///
    /// Most deals are far smaller than a cell of all that a large team sells. So a rep's total is
    /// told on cells of the rep's own where that can be, and these are put on the team's so that mean
    /// and variance are kept.
    pub fn of(reps: &[&RepForecast], quota: Option<Money>) -> Self {
        let secured: f64 = reps.iter().map(|rep| rep.secured).sum();
        let (mean, variance) = reps
            .iter()
            .map(|rep| rep.outlook.moments(rep.form))
            .fold((0.0, 0.0), |sum, rep| (sum.0 + rep.0, sum.1 + rep.1));
        // Above that lies at most a tenth of any distribution (Cantelli, 1928).
        let team = Team::of(reps);
        let middle = team.middle(mean + 3.0 * variance.sqrt());
        let (low, high) = middle.unwrap_or((mean, mean));
        Self {
            secured,
            total: LikelyTotal { mean: secured + mean, low: secured + low, high: secured + high },
            chance: quota.map(|quota| team.chance(quota.units() - secured)),
        }
    }
}

/// The reps, and how smooth the total of their deals is; `None` where ties matter.
struct Team<'a> {
    reps: &'a [&'a RepForecast],
    smooth: Option<Smooth>,
}

impl<'a> Team<'a> {
    fn of(reps: &'a [&'a RepForecast]) -> Self {
        let outlooks: Vec<&Outlook> = reps.iter().map(|rep| &rep.outlook).collect();
        Self { reps, smooth: Smooth::of_all(&outlooks) }
    }

    /// The ends of the middle 80% of what deals bring, where it is below `far` 9 times in 10. Where one
    /// huge deal stretches the cells so far that it lies in a few of them, they are laid anew.
    fn middle(&self, far: f64) -> Option<(f64, f64)> {
        let mut top = Money::from_units(far).filter(|far| far.is_positive())?;
        loop {
            let grid = self.grid(one_cell_on(top));
            let Ends { low, high, enough_cells } = ends(grid, &self.sum_on(grid));
            let nearer = Money::from_units(2.0 * (high + grid.amount_of(1.0))).unwrap_or_default();
            // Little more than a quarter of what it was, or as near as it gets: it ends.
            if enough_cells || nearer.hundredths() <= 8 || nearer >= top {
                return Some((low, high));
            }
            top = nearer;
        }
    }

    /// The chance that deals bring at least so many units.
    fn chance(&self, left: f64) -> Rate {
        if left <= 0.0 {
            return Rate::ONE;
        }
        // What is more than money can be is never reached.
        Money::from_units(left).map_or(Rate::ZERO, |left| {
            if !left.is_positive() {
                return Rate::ONE;
            }
            Rate::clamped(1.0 - self.sum_on(self.grid(left)).iter().sum::<f64>())
        })
    }

    fn grid(&self, target: Money) -> MoneyGrid {
        let smooth = self.smooth.as_ref();
        let smooth = smooth.and_then(|smooth| smooth.grid(target, &CELLS_WITHOUT_TIES));
        smooth.unwrap_or_else(|| MoneyGrid::even(target, CELLS))
    }

    /// The chance of each cell: that what all reps' deals bring lies in it.
    fn sum_on(&self, grid: MoneyGrid) -> Vec<f64> {
        let mut sum = vec![0.0; grid.cells()];
        if let Some(none) = sum.first_mut() {
            *none = 1.0;
        }
        self.reps.iter().fold(sum, |sum, rep| convolved(&sum, &chances_of(rep, grid)))
    }
}

/// The chance of each cell of the team's grid: that what one rep's deals bring lies in it. Beside those
/// of others a rep's ties don't matter either, so that each is told on finer cells of the rep's own,
/// where the team's are wider.
fn chances_of(rep: &RepForecast, grid: MoneyGrid) -> Vec<f64> {
    let is_finer = |by_cell: &TotalByCell| by_cell.cell() <= grid.amount_of(1.0);
    let known = || rep.by_cell.clone().filter(is_finer);
    let worked_out = || TotalByCell::beside_others(&rep.outlook, rep.form).filter(is_finer);
    let by_cell = Some(grid).filter(|grid| grid.is_without_ties());
    match by_cell.and_then(|_| known().or_else(worked_out)) {
        Some(by_cell) => by_cell.on(grid),
        None => chances(&rep.outlook, rep.form, grid),
    }
}

/// The chances of sums; those beyond the last cell are left out.
fn convolved(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; one.len()];
    for (at, chance) in other.iter().enumerate().filter(|(_, chance)| chance.abs() > 0.0) {
        let above = sums.get_mut(at..).unwrap_or_default();
        for (sum, before) in above.iter_mut().zip(one) {
            *sum += chance * before;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FiscalCalendar;
    use crate::engine::below_target::BelowTarget;
    use crate::engine::forecast::Standing;
    use crate::engine::form::Form;
    use crate::engine::made_up::{outlook, units};
    use crate::engine::quota_chance::quota_chance;
    use jiff::civil::date;

    fn rep(deals: &[(i64, f64)], new_wins: f64, log_variance: f64, secured: f64) -> RepForecast {
        let (outlook, form) = (outlook(deals, new_wins), Form { log_variance });
        let (from_deals, by_cell) = LikelyTotal::and_by_cell(&outlook, form);
        RepForecast {
            period: FiscalCalendar::default().period_of(date(2026, 11, 22)),
            standing: Standing::NoQuota,
            from_deals,
            by_cell,
            outlook,
            form,
            secured,
        }
    }

    #[test]
    fn a_team_of_one_is_that_rep() {
        let deals: Vec<(i64, f64)> = (0..25).map(|nth| (3_000 + 417 * nth, 0.3)).collect();
        let rep = rep(&deals, 2.0, 0.2, 5_000.0);
        let team = TeamTotal::of(&[&rep], Some(units(60_000)));
        let own = rep.total();
        assert!((team.total.mean - own.mean).abs() < 1e-6);
        assert!((team.total.low / own.low - 1.0).abs() < 0.01, "{team:?} and {own:?}");
        assert!((team.total.high / own.high - 1.0).abs() < 0.01, "{team:?} and {own:?}");
        let chance = quota_chance(&rep.outlook, units(55_000), rep.form).share();
        assert!((team.chance.unwrap().share() - chance).abs() < 0.003, "{team:?} and {chance}");
    }

    #[test]
    fn many_alike_come_near_the_normal_distribution() {
        let deals: Vec<(i64, f64)> = (0..20).map(|nth| (9_000 + 100 * nth, 0.4)).collect();
        let reps: Vec<RepForecast> = (0..40).map(|_| rep(&deals, 1.0, 0.1, 0.0)).collect();
        let reps: Vec<&RepForecast> = reps.iter().collect();
        let team = TeamTotal::of(&reps, None);
        let (mean, variance) = reps[0].outlook.moments(reps[0].form);
        let (mean, spread) = (40.0 * mean, (40.0 * variance).sqrt());
        // 10% and 90% of a normal distribution lie 1.2816 standard deviations off.
        assert!((team.total.low - (mean - 1.2816 * spread)).abs() < 0.1 * spread, "{team:?}");
        assert!((team.total.high - (mean + 1.2816 * spread)).abs() < 0.1 * spread, "{team:?}");
        assert_eq!(team.chance, None);
    }

    #[test]
    fn a_large_team_of_small_deals_is_as_sure_as_its_deals_are() {
        // A cell of all that 40 reps sell is larger than most deals: split over two cells, deals that keep
        // only their mean would make the range 1.6 times as wide.
        let deals: Vec<(i64, f64)> = (0..150).map(|nth| (500 + 31 * nth, 0.4)).collect();
        let reps: Vec<RepForecast> = (0..40).map(|_| rep(&deals, 5.0, 0.0, 0.0)).collect();
        let reps: Vec<&RepForecast> = reps.iter().collect();
        let (mean, variance) = reps[0].outlook.moments(reps[0].form);
        let (mean, spread) = (40.0 * mean, (40.0 * variance).sqrt());
        let quota = Money::from_units(mean + spread).unwrap();
        let team = TeamTotal::of(&reps, Some(quota));
        assert!((team.total.low - (mean - 1.2816 * spread)).abs() < 0.01 * spread, "{team:?}");
        assert!((team.total.high - (mean + 1.2816 * spread)).abs() < 0.01 * spread, "{team:?}");
        // 1 - Phi(1)
        assert!((team.chance.unwrap().share() - 0.1587).abs() < 0.002, "{team:?}");
    }

    /// All deals of all reps one on top of the other, a unit a cell.
    fn by_the_unit(deals: &[(i64, f64)], reps: usize, target: i64) -> f64 {
        let cells = usize::try_from(target).unwrap();
        let grid = MoneyGrid::even(units(target), cells);
        let mut nothing_yet = vec![0.0; cells];
        nothing_yet[0] = 1.0;
        let mut below = BelowTarget::from_cells(grid, nothing_yet);
        for (amount, chance) in deals.iter().cycle().take(reps * deals.len()) {
            below.add(grid.place(units(*amount)), *chance);
        }
        1.0 - below.chance()
    }

    #[track_caller]
    fn case(deals: &[(i64, f64)], reps: usize, aim: f64) {
        let one = rep(deals, 0.0, 0.0, 0.0);
        let team: Vec<&RepForecast> = std::iter::repeat_n(&one, reps).collect();
        let (mean, variance) = one.outlook.moments(Form::NONE);
        let count = f64::from(u32::try_from(reps).unwrap());
        let quota = Money::from_units(count * mean + aim * (count * variance).sqrt()).unwrap();
        let ours = TeamTotal::of(&team, Some(quota)).chance.unwrap().share();
        let exact = by_the_unit(deals, reps, quota.hundredths() / 100);
        assert!((ours - exact).abs() < 0.002, "{ours} and {exact} for {reps} at {aim}");
    }

    #[test]
    fn a_teams_chance_is_that_of_all_its_deals_told_to_the_unit() {
        let small: Vec<(i64, f64)> = (0..45).map(|nth| (50 + 2 * nth, 0.8)).collect();
        let different: Vec<(i64, f64)> = (0..60).map(|nth| (90 + 31 * nth, 0.3)).collect();
        // What is far beyond its usual total is a rep's too.
        let with_one_huge = [&different[..], &[(80_000, 0.01)]].concat();
        for aim in [-1.28, 0.0, 1.28, 3.0] {
            case(&small, 40, aim);
            for reps in [1, 3, 10] {
                case(&different, reps, aim);
            }
            case(&with_one_huge, 10, aim);
        }
    }

    #[test]
    fn what_is_in_is_certain() {
        let rep = rep(&[], 0.0, 0.0, 7_000.0);
        let team = TeamTotal::of(&[&rep, &rep], Some(units(14_000)));
        assert_eq!(team.total, LikelyTotal { mean: 14_000.0, low: 14_000.0, high: 14_000.0 });
        assert_eq!(team.chance, Some(Rate::ONE));
        assert_eq!(TeamTotal::of(&[&rep], Some(units(14_000))).chance, Some(Rate::ZERO));
        assert_eq!(TeamTotal::of(&[], None).total.mean, 0.0);
    }

    #[test]
    fn one_huge_unlikely_deal_leaves_the_range_of_the_rest() {
        let usual: Vec<(i64, f64)> = (0..20).map(|nth| (5_000 + 100 * nth, 0.4)).collect();
        let one = rep(&usual, 1.0, 0.1, 0.0);
        let huge = rep(&[(10_000_000_000, 0.02)], 0.0, 0.0, 0.0);
        let (without, with) = (TeamTotal::of(&[&one], None), TeamTotal::of(&[&one, &huge], None));
        assert!((with.total.low / without.total.low - 1.0).abs() < 0.03, "{with:?}");
        assert!((1.0..1.1).contains(&(with.total.high / without.total.high)), "{with:?}");
    }
}
