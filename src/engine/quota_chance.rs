//! The chance that a rep brings in what is left to quota.

use crate::domain::{Money, Rate};
use crate::engine::below_target::BelowTarget;
use crate::engine::form::{Form, FormNode};
use crate::engine::money_grid::{CONFIRMING_CELLS, MoneyGrid, Place};
use crate::engine::new_deals::SizesOnGrid;
use crate::engine::open_deals::{cells_for, exact_chance_below};
use crate::engine::outlook::Outlook;

/// The total of open deals and deals not created yet, on one grid up to a target, ready for any
/// form factor.
pub(crate) struct Reach<'a> {
    outlook: &'a Outlook,
    target: Money,
    grid: MoneyGrid,
    places: Vec<Place>,
    sizes: SizesOnGrid,
}

impl<'a> Reach<'a> {
    /// Exact where the amounts of open deals and new ones have a lattice (where few cells are asked
    /// for, for a search: a lattice of no more than those), else on so many cells. The target
    /// is meant to be above zero.
    pub(crate) fn new(outlook: &'a Outlook, target: Money, cells: usize) -> Self {
        Self::with_room_for(None, outlook, target, cells)
    }

    /// Likewise, on a grid for deals of one amount more.
    pub(crate) fn with_room_for(
        more: Option<Money>,
        outlook: &'a Outlook,
        target: Money,
        cells: usize,
    ) -> Self {
        let amounts = outlook.deals.iter().map(|deal| deal.amount);
        let sizes = outlook.sizes.amounts().iter().copied();
        let has_new = outlook.new_mean() > 0.0;
        let all = amounts.chain(sizes.filter(|_| has_new)).chain(more);
        let grid = MoneyGrid::lattice(all, target)
            .filter(|lattice| cells >= CONFIRMING_CELLS || lattice.cells() <= cells)
            .unwrap_or_else(|| MoneyGrid::even(target, cells));
        Self::on(outlook, target, grid)
    }

    /// On a given grid.
    pub(crate) fn on(outlook: &'a Outlook, target: Money, grid: MoneyGrid) -> Self {
        let places = outlook.deals.iter().map(|deal| grid.place(deal.amount)).collect();
        Self { outlook, target, grid, places, sizes: outlook.sizes.on(grid) }
    }

    /// The chance of each total below the target, at one form factor.
    pub(crate) fn totals(&self, factor: f64) -> BelowTarget {
        self.add_open(self.new_totals(factor), factor)
    }

    /// Where amounts lie on its grid.
    pub(crate) const fn grid(&self) -> MoneyGrid {
        self.grid
    }

    /// Likewise of new deals alone.
    pub(crate) fn new_totals(&self, factor: f64) -> BelowTarget {
        BelowTarget::from_cells(self.sizes.totals(self.outlook.new_wins.times(factor)))
    }

    /// Each live deal's place and its chance at one form factor.
    pub(crate) fn placed_chances(&self, factor: f64) -> Vec<(Place, f64)> {
        let chances = self.outlook.deals.iter().map(|deal| deal.chance(factor));
        self.places.iter().copied().zip(chances).collect()
    }

    fn add_open(&self, mut below: BelowTarget, factor: f64) -> BelowTarget {
        for (deal, place) in self.outlook.deals.iter().zip(&self.places) {
            below.add(*place, deal.chance(factor));
        }
        below
    }

    /// The chance that the target is not reached, over the form factor. Where only a grid holds
    /// the amounts, what can happen without any new win is still taken from the open deals' exact
    /// totals if they are few: with few deals ties matter most.
    pub(crate) fn chance_below(&self, form: Form) -> f64 {
        let mut few = !self.grid.is_exact();
        let mut sum = 0.0;
        for node in form.nodes() {
            // Whether they are few depends on the amounts alone: the first node tells.
            let exact = if few { self.open_chance_below(node.factor) } else { None };
            few = exact.is_some();
            sum += node.weight * self.chance_below_at(node.factor, exact);
        }
        sum
    }

    fn open_chance_below(&self, factor: f64) -> Option<f64> {
        let deals = self.outlook.deals.iter();
        let open: Vec<(Money, f64)> =
            deals.map(|deal| (deal.amount, deal.chance(factor))).collect();
        exact_chance_below(&open, self.target)
    }

    /// At one form factor, given the chance that open deals alone miss the target.
    fn chance_below_at(&self, factor: f64, open_alone: Option<f64>) -> f64 {
        let Some(open_alone) = open_alone else { return self.totals(factor).chance() };
        let wins = self.outlook.new_wins.times(factor);
        let none = if self.outlook.new_mean() > 0.0 { wins.chance_of_none() } else { 1.0 };
        if none >= 1.0 {
            return open_alone;
        }
        let mut new = self.sizes.totals(wins);
        if let Some(first) = new.first_mut() {
            *first = (*first - none).max(0.0);
        }
        none * open_alone + self.add_open(BelowTarget::from_cells(new), factor).chance()
    }
}

impl Outlook {
    /// The form factor of this rep's period: the rep's own uncertainty and tau^2.
    pub fn form(&self, tau: f64) -> Form {
        Form { log_variance: self.log_variance + tau * tau }
    }

    /// The mean and the variance of the total over the form factor, in units.
    pub fn moments(&self, form: Form) -> (f64, f64) {
        let at = |node: &FormNode| {
            let open = self.deals.iter().map(|deal| {
                let (amount, p) = (deal.amount.units(), deal.chance(node.factor));
                (amount * p, amount * amount * p * (1.0 - p))
            });
            let (mean, variance) =
                open.fold((0.0, 0.0), |sum, deal| (sum.0 + deal.0, sum.1 + deal.1));
            let wins = self.new_wins.times(node.factor);
            let size = self.sizes.mean();
            let size_variance = (self.sizes.mean_square() - size * size).max(0.0);
            (
                mean + wins.mean * size,
                variance + wins.mean * size_variance + wins.variance() * size * size,
            )
        };
        let (mut mean, mut square, mut within) = (0.0, 0.0, 0.0);
        for node in form.nodes() {
            let (m, v) = at(&node);
            mean += node.weight * m;
            square += node.weight * m * m;
            within += node.weight * v;
        }
        (mean, within + (square - mean * mean).max(0.0))
    }
}

/// The chance that open deals and deals not created yet together bring at least `left`, over the
/// form factor. Nothing left: reached.
///
/// At each of the 13 nodes of [`Form`] the deals are independent: the individual risk model for
/// the open ones (see `chance_open_deals`) and the collective one for the new ones (see
/// `chance_new_deals`). Exact at each node where all amounts have a common lattice, or where the
/// few open deals have few totals and nothing new is won; else on 2,048 cells or more.
pub fn quota_chance(outlook: &Outlook, left: Money, form: Form) -> Rate {
    if !left.is_positive() {
        return Rate::ONE;
    }
    let (_, variance) = outlook.moments(form);
    let open: Vec<(Money, f64)> =
        outlook.deals.iter().map(|deal| (deal.amount, deal.chance(1.0))).collect();
    let reach = Reach::new(outlook, left, cells_for(&open, left, variance));
    Rate::clamped(1.0 - reach.chance_below(form))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{outlook, units};
    use proptest::prelude::*;

    fn chance(outlook: &Outlook, left: i64, tau: f64) -> f64 {
        quota_chance(outlook, units(left), outlook.form(tau)).share()
    }

    #[test]
    fn ties_count_as_reached_in_any_form() {
        let thirds = outlook(&[(30_000, 0.5); 3], 0.0);
        assert!((chance(&thirds, 90_000, 0.0) - 0.125).abs() < 1e-12);
        let odd = outlook(&[(30_001, 0.5), (30_002, 0.5), (30_004, 0.5)], 0.0);
        assert!((chance(&odd, 90_007, 0.0) - 0.125).abs() < 1e-12);
        assert!(chance(&odd, 90_008, 0.0) < 1e-12);
    }

    #[test]
    fn form_speeds_deals_up_and_leaves_their_money_alone() {
        // A factor on the money would turn this even chance into 0.31.
        let one = outlook(&[(50_001, 0.5)], 0.0);
        assert!((0.44..0.5).contains(&chance(&one, 50_000, 0.4)));
    }

    #[test]
    fn nothing_left_is_reached_and_nothing_to_come_is_not() {
        let nothing = outlook(&[], 0.0);
        assert!((chance(&nothing, 0, 0.4) - 1.0).abs() < f64::EPSILON);
        assert!(chance(&nothing, 1, 0.4) < f64::EPSILON);
    }

    #[test]
    fn the_moments_are_those_of_the_total() {
        let outlook = outlook(&[(1_000, 0.5)], 4.0);
        let (mean, variance) = outlook.moments(Form::NONE);
        assert!((mean - 28_500.0).abs() < 1e-6);
        // 1,000^2 / 4; sizes 7,000 +- 2,000; count 4 + 16 / 30.
        let expected = 250_000.0 + 4.0 * 4e6 + (4.0 + 16.0 / 30.0) * 49e6;
        assert!((variance - expected).abs() < 1.0, "{variance} and {expected}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn one_more_deal_never_lowers_the_chance(
            deals in prop::collection::vec((100_i64..20_000, 0.0..0.6), 0..20),
            more in 100_i64..20_000, p in 0.0..0.6, new_wins in 0.0..6.0, left in 1_i64..120_000, tau in 0.0..0.8,
        ) {
            let with: Vec<_> = deals.iter().copied().chain([(more, p)]).collect();
            let (before, after) = (outlook(&deals, new_wins), outlook(&with, new_wins));
            prop_assert!(chance(&after, left, tau) >= chance(&before, left, tau) - 0.002);
        }
    }
}
