//! How long deals live: who was at risk at each age, who was won, who was lost.

use crate::domain::Outcome;

/// One deal as the curves see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Its age in days when watching began, 0 where it was watched from its creation.
    pub entry_age: usize,
    /// Its age in days when it was decided, or the first age not seen yet where it is open.
    pub age: usize,
    /// Won or lost at `age`, or still open (censored) there.
    pub outcome: Outcome,
}

impl Watched {
    /// The ages on which it is at risk of being decided: from the first up to but not on the
    /// second.
    pub fn ages_at_risk(self) -> (usize, usize) {
        (self.entry_age, self.age.saturating_add(usize::from(self.outcome != Outcome::Open)))
    }

    /// What was decided: 1 won, 1 lost, or nothing.
    pub fn decision(self) -> Hazard {
        match self.outcome {
            Outcome::Won => Hazard { won: 1.0, lost: 0.0 },
            Outcome::Lost => Hazard { won: 0.0, lost: 1.0 },
            Outcome::Open => Hazard::default(),
        }
    }
}

/// What was seen of one day of age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct AgeDay {
    at_risk: u64,
    won: u64,
    lost: u64,
}

/// The chance, for a deal still open at some age, to be decided on that day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hazard {
    /// ... to be won.
    pub won: f64,
    /// ... to be lost.
    pub lost: f64,
}

/// Deals at risk, won and lost by age in days, with delayed entry: a deal joins the risk set at
/// the age it had when watching began, so that days before anything was recorded do not count
/// as survival (left truncation: Klein and Moeschberger, *Survival Analysis*, 2003, section 4.6).
///
/// A decided deal is at risk up to and on the day of its decision; an open one of age a on the
/// days before a, since its day a has not been seen yet. A deal decided before watching began
/// takes no part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LifeTable {
    days: Vec<AgeDay>,
    /// Sums of the hazards over the days before each age; one entry more than `days`.
    cumulative: Vec<Hazard>,
}

impl LifeTable {
    /// From the deals watched. Their order changes nothing: only counts are kept. Takes memory
    /// in proportion to the highest age.
    pub fn new(deals: impl IntoIterator<Item = Watched>) -> Self {
        let mut days: Vec<AgeDay> = Vec::new();
        let mut leaving: Vec<u64> = Vec::new();
        for deal in deals {
            let (entry_age, first_unseen) = deal.ages_at_risk();
            if entry_age >= first_unseen {
                continue;
            }
            if days.len() < first_unseen {
                days.resize(first_unseen, AgeDay::default());
                leaving.resize(first_unseen + 1, 0);
            }
            // Joiners for now; turned into those at risk below.
            if let Some(day) = days.get_mut(entry_age) {
                day.at_risk += 1;
            }
            if let Some(count) = leaving.get_mut(first_unseen) {
                *count += 1;
            }
            if let Some(day) = days.get_mut(deal.age) {
                match deal.outcome {
                    Outcome::Won => day.won += 1,
                    Outcome::Lost => day.lost += 1,
                    Outcome::Open => {}
                }
            }
        }
        let mut at_risk = 0;
        for (day, left) in days.iter_mut().zip(leaving) {
            at_risk = at_risk + day.at_risk - left;
            day.at_risk = at_risk;
        }
        Self::with_sums(days)
    }

    fn with_sums(days: Vec<AgeDay>) -> Self {
        let mut sum = Hazard::default();
        let mut cumulative = vec![sum];
        for day in &days {
            let hazard = day.hazard();
            sum = Hazard { won: sum.won + hazard.won, lost: sum.lost + hazard.lost };
            cumulative.push(sum);
        }
        Self { days, cumulative }
    }

    /// The hazard on one day of age; none where nobody was at risk.
    pub fn hazard(&self, age: usize) -> Hazard {
        self.days.get(age).map_or_else(Hazard::default, |day| day.hazard())
    }

    /// How many deals were at risk on a day of age.
    #[expect(clippy::cast_precision_loss, reason = "counts of deals, far below 2^53")]
    pub fn at_risk(&self, age: usize) -> f64 {
        self.days.get(age).map_or(0.0, |day| day.at_risk as f64)
    }

    /// The share of those at risk on a day of age that stays open: exactly 0 where all were decided.
    pub fn staying(&self, age: usize) -> f64 {
        self.days.get(age).map_or(1.0, |day| day.staying())
    }

    /// The highest age at which a deal was won: an older one can no longer be won by these curves.
    pub fn oldest_win(&self) -> Option<usize> {
        self.days.iter().rposition(|day| day.won > 0)
    }

    /// Whether any deal was won or lost at a known age.
    pub fn has_decisions(&self) -> bool {
        (0..self.length()).any(|age| {
            let hazard = self.hazard(age);
            hazard.won > 0.0 || hazard.lost > 0.0
        })
    }

    /// How many days of age the curves have.
    pub fn length(&self) -> usize {
        self.days.len()
    }

    /// Hazards summed over the ages from `from` up to but not on `to`: the number of decisions
    /// to expect of one deal watched over those days (Nelson, Technometrics 14, 1972; Aalen,
    /// Annals of Statistics 6, 1978).
    pub fn expected_between(&self, from: usize, to: usize) -> Hazard {
        let sum = |age: usize| {
            let last = self.cumulative.len().saturating_sub(1);
            self.cumulative.get(age.min(last)).copied().unwrap_or_default()
        };
        let (start, end) = (sum(from), sum(to.max(from)));
        Hazard { won: end.won - start.won, lost: end.lost - start.lost }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of deals, far below 2^53")]
impl AgeDay {
    fn hazard(self) -> Hazard {
        let share = |count: u64| {
            if self.at_risk == 0 { 0.0 } else { count as f64 / self.at_risk as f64 }
        };
        Hazard { won: share(self.won), lost: share(self.lost) }
    }

    fn staying(self) -> f64 {
        let stay = self.at_risk.saturating_sub(self.won + self.lost);
        if self.at_risk == 0 { 1.0 } else { stay as f64 / self.at_risk as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::any_watched;
    use proptest::prelude::*;

    #[test]
    fn a_deal_decided_before_watching_began_takes_no_part() {
        let before = Watched { entry_age: 9, age: 8, outcome: Outcome::Lost };
        assert_eq!(LifeTable::new([before]), LifeTable::new([]));
    }

    #[test]
    fn an_open_deal_is_at_risk_up_to_the_day_before_its_age() {
        let table = LifeTable::new([Watched { entry_age: 2, age: 4, outcome: Outcome::Open }]);
        let at_risk: Vec<f64> = (0..6).map(|age| table.at_risk(age)).collect();
        assert_eq!(at_risk, [0.0, 0.0, 1.0, 1.0, 0.0, 0.0]);
        assert_eq!(table.oldest_win(), None);
    }

    proptest! {
        #[test]
        fn the_decisions_expected_of_all_are_those_that_happened(deals in any_watched()) {
            let table = LifeTable::new(deals.iter().copied());
            let expected: f64 = deals.iter().map(|deal| {
                let (first, end) = deal.ages_at_risk();
                table.expected_between(first, end).won
            }).sum();
            let won = deals.iter().filter(|deal| deal.outcome == Outcome::Won && deal.entry_age <= deal.age).count();
            prop_assert!((expected - f64::from(u32::try_from(won).unwrap())).abs() < 1e-9);
        }
    }
}
