//! How fast each rep's deals are decided beside the group's.

use crate::engine::gamma_prior::{Count, Gamma};
use crate::engine::known::Known;
use crate::engine::life_table::LifeTable;
use crate::engine::prior::FEWEST_PEERS;

/// The shape of the prior lies between these: reps' paces differ by 71% at the least shape, by 3%
/// at the most.
const SHAPES: (f64, f64) = (2.0, 1_000.0);

/// Each rep's pace as a posterior, by the rep's place in the group. A pace of 1.2 decides deals at
/// 1.2 times the group's daily rate.
///
/// O = the rep's decided deals; E = the decisions to expect of them: the group's hazard at that
/// age (Nelson-Aalen), summed over the rep's at-risk days. Pace given O and E is
/// Gamma(k + O, k + E), so its mean is (k + O) / (k + E), with k by marginal likelihood over the
/// group (the shared frailty model: Clayton, Biometrika 65, 1978; Klein and Moeschberger,
/// *Survival Analysis*, 2003, chapter 13).
///
/// Over the group O and E then add up to the same, so an average rep has pace 1. (Summing
/// -ln(1 - hazard) instead is larger, and infinite where all at risk were decided: the average
/// would lie below 1.)
///
/// Fewer than [`FEWEST_PEERS`] reps with decided deals can't tell how reps differ: the least k,
/// which leaves the pace to the rep's own deals.
pub fn paces(known: &Known, table: &LifeTable) -> Vec<Gamma> {
    let mut counts = vec![Count::default(); known.reps.len()];
    for deal in &known.watched {
        let (first, end) = deal.life.ages_at_risk();
        if let Some(count) = counts.get_mut(deal.rep).filter(|_| first < end) {
            let decision = deal.life.decision();
            count.seen += decision.won + decision.lost;
            let expected = table.expected_between(first, end);
            count.exposure += expected.won + expected.lost;
        }
    }
    let (least, most) = SHAPES;
    let prior = if counts.iter().filter(|count| count.seen > 0.0).count() < FEWEST_PEERS {
        Gamma { shape: least, rate: least }
    } else {
        Gamma::around_one(&counts, least, most)
    };
    counts.into_iter().map(|count| prior.given(count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::history::DealHistory;
    use crate::engine::made_up::deal;
    use crate::engine::viewpoint::Viewpoint;
    use jiff::civil::date;

    /// Reps whose deals are decided after so many days, 40 each.
    fn paces_of(ages: &[i64]) -> Vec<f64> {
        let mut deals = Vec::new();
        for (rep, age) in ages.iter().enumerate() {
            deals.extend(
                (0..40).map(|nth| deal(rep, date(2024, 1, 1), Some((age + nth % 7, nth % 3 == 0)))),
            );
        }
        let known = DealHistory::new(ages.len(), &deals).known(Viewpoint::live(date(2024, 12, 1)));
        let table = LifeTable::new(known.watched.iter().map(|deal| deal.life));
        paces(&known, &table).into_iter().map(Gamma::mean).collect()
    }

    #[test]
    fn who_decides_sooner_has_the_faster_pace() {
        let paces = paces_of(&[20, 40, 60, 80]);
        assert!(paces.is_sorted_by(|faster, slower| faster > slower), "{paces:?}");
        assert!(paces[0] > 1.2 && paces[3] < 0.8, "{paces:?}");
    }

    #[test]
    fn alike_and_alone_the_pace_is_one() {
        for paces in [paces_of(&[30, 30, 30, 30, 30]), paces_of(&[30])] {
            assert!(paces.iter().all(|pace| (pace - 1.0).abs() < 1e-9), "{paces:?}");
        }
    }
}
