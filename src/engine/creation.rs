//! How many deals each rep creates a day.

use crate::engine::gamma_prior::{Count, Gamma, pooled_rate};
use crate::engine::known::Known;
use crate::engine::prior::FEWEST_PEERS;

/// The shape of the prior lies between these: reps' creation rates differ by 141% at the least
/// shape, by 3% at the most.
const SHAPES: (f64, f64) = (0.5, 1_000.0);

/// Each rep's deals created a day as a posterior, and the group's own as its prior.
///
/// Created in the look-back over the days of it since the rep's first deal, with a Gamma prior by
/// marginal likelihood over the group, so that the number to come is negative binomial
/// (Greenwood and Yule, JRSS 83, 1920). Fewer than [`FEWEST_PEERS`] reps who created anything:
/// the pooled rate, worth half a deal. Nobody created anything: nothing is to come (shape 0).
#[derive(Clone, Debug, PartialEq)]
pub struct CreationRates {
    /// Before a rep's own deals are looked at: any rep of the group.
    pub group: Gamma,
    /// By place in the group.
    pub by_rep: Vec<Gamma>,
}

impl CreationRates {
    /// From what was created in the look-back.
    #[expect(clippy::cast_precision_loss, reason = "counts of deals and days")]
    pub fn of(known: &Known) -> Self {
        let counts: Vec<Count> = known
            .reps
            .iter()
            .map(|rep| Count { seen: rep.created as f64, exposure: rep.creating_days as f64 })
            .collect();
        let (least, most) = SHAPES;
        let active = counts.iter().filter(|count| count.seen > 0.0).count();
        let fitted = if active < FEWEST_PEERS {
            pooled_rate(&counts).map(|mean| Gamma { shape: least, rate: least / mean })
        } else {
            Gamma::around_own_mean(&counts, least, most)
        };
        let group = fitted.unwrap_or(Gamma { shape: 0.0, rate: 1.0 });
        let by_rep = counts.into_iter().map(|count| group.given(count)).collect();
        Self { group, by_rep }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::history::DealHistory;
    use crate::engine::made_up::deal;
    use crate::engine::viewpoint::Viewpoint;
    use jiff::ToSpan;
    use jiff::civil::date;

    fn rates(days_between: &[i64]) -> CreationRates {
        let mut deals = Vec::new();
        for (rep, every) in days_between.iter().enumerate() {
            deals.extend(
                (0..200 / every).map(|nth| {
                    deal(rep, date(2024, 1, 1).saturating_add((nth * every).days()), None)
                }),
            );
        }
        let known = DealHistory::new(days_between.len() + 1, &deals)
            .known(Viewpoint::live(date(2024, 7, 19)));
        CreationRates::of(&known)
    }

    #[test]
    fn a_rep_creates_as_before_and_a_newcomer_as_the_group_does() {
        let rates = rates(&[2, 4, 5, 8, 10]);
        let means: Vec<f64> = rates.by_rep.iter().map(|rate| rate.mean()).collect();
        assert!((means[0] - 0.5).abs() < 0.03 && (means[4] - 0.1).abs() < 0.02, "{means:?}");
        assert!((means[5] - rates.group.mean()).abs() < 1e-12);
    }

    #[test]
    fn two_reps_and_none_at_all_have_rates_too() {
        let few = rates(&[4, 4]);
        assert!((few.by_rep[0].mean() - 0.25).abs() < 0.01 && few.by_rep[2].shape < 1.0);
        let none = rates(&[]);
        assert!(none.by_rep[0].mean().abs() < f64::EPSILON);
    }
}
