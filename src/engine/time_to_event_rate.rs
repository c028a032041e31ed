//! The win rate by time to event: open deals are used instead of dropped.

use crate::domain::{Interval, Rate};
use crate::engine::life_table::{LifeTable, Watched};
use crate::engine::win_rate::{LIKELY, beta_interval};

/// What becomes of deals in the end, as far as the curves go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeToEventRate {
    /// The share won.
    pub won: Rate,
    /// The share lost.
    pub lost: Rate,
    /// The share still open after the oldest age seen.
    pub still_open: Rate,
    /// The likely range of the share won; `None` where its variance is nothing.
    pub range: Option<Interval>,
    /// Deals that it rests on.
    pub deals: usize,
    /// Decided deals whose share won would vary as this rate does; not finite where its variance is
    /// nothing.
    pub effective_deals: f64,
}

/// The share won by the Aalen-Johansen estimator at the oldest age seen. `None` where nothing was
/// decided. With a handful of deals that entered late it may hang on a single one: show it with
/// its range.
///
/// The variance follows the estimator day by day, taking the day's decisions as multinomial
/// (Greenwood's formula for competing risks: Aalen, Annals of Statistics 6, 1978; Klein and
/// Moeschberger, *Survival Analysis*, 2003, section 4.7). With a = won / n, h = (won + lost) / n:
///
/// var F' = var F + 2 a cov(F, S) + a^2 var S + S^2 a (1 - a) / n,
/// cov(F, S)' = (1 - h) cov(F, S) + a (1 - h) var S - S^2 a (1 - h) / n,
/// var S' = (1 - h)^2 var S + S^2 h (1 - h) / n.
///
/// The range is that of the Beta with this mean and variance.
pub fn time_to_event_rate(deals: &[Watched]) -> Option<TimeToEventRate> {
    let table = LifeTable::new(deals.iter().copied());
    let (mut open, mut won, mut lost) = (1.0, 0.0, 0.0);
    let (mut var_won, mut cov, mut var_open) = (0.0, 0.0, 0.0);
    let mut any = false;
    for age in 0..table.length() {
        let (hazard, n) = (table.hazard(age), table.at_risk(age));
        let (a, h) = (hazard.won, (hazard.won + hazard.lost).min(1.0));
        if h <= 0.0 {
            continue;
        }
        any = true;
        let square = open * open / n;
        var_won += 2.0 * a * cov + a * a * var_open + square * a * (1.0 - a);
        cov = (1.0 - h) * (cov + a * var_open - square * a);
        var_open = (1.0 - h) * ((1.0 - h) * var_open + square * h);
        won += open * a;
        lost += open * hazard.lost;
        open *= 1.0 - h;
    }
    // Beta(m k, (1 - m) k) has mean m and variance m (1 - m) / (k + 1).
    let strength = won * (1.0 - won) / var_won - 1.0;
    any.then(|| TimeToEventRate {
        won: Rate::clamped(won),
        lost: Rate::clamped(lost),
        still_open: Rate::clamped(open),
        range: beta_interval(won * strength, (1.0 - won) * strength, LIKELY),
        deals: deals.len(),
        effective_deals: strength + 1.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Outcome;
    use crate::engine::cumulative_incidence::cumulative_incidence;
    use proptest::prelude::*;

    fn deals(of: &[(usize, Outcome, usize)]) -> Vec<Watched> {
        let watched = |age, outcome| Watched { entry_age: 0, age, outcome };
        of.iter()
            .flat_map(|(age, outcome, times)| std::iter::repeat_n(watched(*age, *outcome), *times))
            .collect()
    }

    #[test]
    fn without_open_deals_it_is_the_rate_by_count_and_the_binomials_variance() {
        let deals = deals(&[(3, Outcome::Won, 12), (5, Outcome::Lost, 30), (9, Outcome::Won, 8)]);
        let rate = time_to_event_rate(&deals).unwrap();
        assert!((rate.won.share() - 0.4).abs() < 1e-12);
        assert!((rate.still_open.share()).abs() < 1e-12);
        // Binomial: variance 0.4 x 0.6 / 50, so Beta(0.4 x 49, 0.6 x 49).
        let binomial = beta_interval(0.4 * 49.0, 0.6 * 49.0, LIKELY).unwrap();
        let range = rate.range.unwrap();
        assert!((range.low.share() - binomial.low.share()).abs() < 1e-9);
        assert!((range.high.share() - binomial.high.share()).abs() < 1e-9);
    }

    #[test]
    fn open_deals_are_not_dropped() {
        // Wins come early and losses late: dropping the open deals would say 50%.
        let deals =
            deals(&[(5, Outcome::Won, 20), (50, Outcome::Lost, 20), (20, Outcome::Open, 60)]);
        let rate = time_to_event_rate(&deals).unwrap();
        assert!((rate.won.share() - 0.2).abs() < 1e-12);
        assert!((rate.lost.share() - 0.8).abs() < 1e-12);
    }

    #[test]
    fn nothing_decided_has_no_rate() {
        assert_eq!(time_to_event_rate(&[]), None);
        assert_eq!(time_to_event_rate(&deals(&[(9, Outcome::Open, 5)])), None);
    }

    proptest! {
        #[test]
        fn it_ends_where_the_curve_does(ages in prop::collection::vec((0_usize..30, 0_usize..60, 0..3), 1..60)) {
            let outcomes = [Outcome::Won, Outcome::Lost, Outcome::Open];
            let deals: Vec<_> = ages.iter().map(|(entry_age, age, outcome)| Watched {
                entry_age: *entry_age, age: *age, outcome: outcomes[usize::try_from(*outcome).unwrap()],
            }).collect();
            if let Some(rate) = time_to_event_rate(&deals) {
                let end = cumulative_incidence(deals).in_the_end();
                prop_assert!((rate.won.share() - end.won).abs() < 1e-9);
                prop_assert!(rate.range.is_none_or(|range| range.low <= range.high));
            }
        }
    }
}
