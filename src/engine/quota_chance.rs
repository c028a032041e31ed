//! The chance that a rep brings in what is left to quota.

use crate::domain::{Money, Rate};
use crate::engine::form::{Form, FormNode};
use crate::engine::outlook::Outlook;
use crate::engine::reach::Reach;

impl Outlook {
    /// The form factor of this rep's period: the rep's own uncertainty and tau^2.
    pub fn form(&self, tau: f64) -> Form {
        Form { log_variance: self.log_variance + tau * tau }
    }

    /// Each live deal's amount and its chance at one form factor.
    pub(crate) fn open_at(&self, factor: f64) -> Vec<(Money, f64)> {
        self.deals.iter().map(|deal| (deal.amount, deal.chance(factor))).collect()
    }

    /// The chance that no deal not created yet is won, at one form factor.
    pub(crate) fn chance_of_no_new_win(&self, factor: f64) -> f64 {
        if self.new_mean() > 0.0 { self.new_wins.times(factor).chance_of_none() } else { 1.0 }
    }

    /// The mean and the variance of the total over the form factor, in units.
    pub fn moments(&self, form: Form) -> (f64, f64) {
        let size = self.sizes.mean();
        let size_variance = (self.sizes.mean_square() - size * size).max(0.0);
        let at = |node: &FormNode| {
            let open = self.deals.iter().map(|deal| {
                let (amount, p) = (deal.amount.units(), deal.chance(node.factor));
                (amount * p, amount * amount * p * (1.0 - p))
            });
            let (mean, variance) =
                open.fold((0.0, 0.0), |sum, deal| (sum.0 + deal.0, sum.1 + deal.1));
            let wins = self.new_wins.times(node.factor);
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
/// At each of the nodes of [`Form`] the deals are independent: the individual risk model for
/// the open ones (see `chance_open_deals`) and the collective one for the new ones (see
/// `chance_new_deals`). Exact at each node where all amounts have a common lattice; what happens
/// without any new win is exact, too, where the open deals have one or at most 4,096 totals (any
/// 12 deals do): with few deals ties matter most. The rest is on 2,048 cells or more (on fewer at the
/// outer nodes, which carry next to nothing), laid for the amounts that weigh most; or on fewer where deals are so many and
/// different that no tie matters. What no grid tells is whether 13 or more deals of odd amounts, a few of
/// which carry nearly all of the chance, just reach what is left or miss it by less than a cell.
pub fn quota_chance(outlook: &Outlook, left: Money, form: Form) -> Rate {
    if !left.is_positive() {
        return Rate::ONE;
    }
    let reach = Reach::for_a_chance(outlook, left, form);
    let nodes = form.nodes_for_a_chance().into_iter();
    let missed = nodes.map(|node| node.weight * reach.total(node).chance());
    Rate::clamped(1.0 - missed.sum::<f64>())
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
