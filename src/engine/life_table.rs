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

    /// The highest age at which a deal was won: an older one can no longer be won by these curves.
    pub fn oldest_win(&self) -> Option<usize> {
        self.days.iter().rposition(|day| day.won > 0)
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

    /// The Aalen-Johansen estimator, see [`cumulative_incidence`].
    pub fn incidence(&self) -> Incidence {
        let mut state = Shares { open: 1.0, won: 0.0, lost: 0.0 };
        let by_day = self
            .days
            .iter()
            .map(|day| {
                let hazard = day.hazard();
                state = Shares {
                    open: state.open * day.staying(),
                    won: state.won + state.open * hazard.won,
                    lost: state.lost + state.open * hazard.lost,
                };
                state
            })
            .collect();
        Incidence { by_day }
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

    /// The share that stays open: exactly 0 where everyone was decided.
    fn staying(self) -> f64 {
        let stay = self.at_risk.saturating_sub(self.won + self.lost);
        if self.at_risk == 0 { 1.0 } else { stay as f64 / self.at_risk as f64 }
    }
}

/// Of deals created alike: the shares still open, won and lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Still open.
    pub open: f64,
    /// Won.
    pub won: f64,
    /// Lost.
    pub lost: f64,
}

/// Cumulative incidence of won and lost by age in days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incidence {
    by_day: Vec<Shares>,
}

impl Incidence {
    /// The shares at the end of a day of age; unchanged after the last day that was seen.
    pub fn at(&self, age: usize) -> Shares {
        let last = self.by_day.len().saturating_sub(1);
        self.by_day.get(age.min(last)).copied().unwrap_or(Shares::ALL_OPEN)
    }

    /// The shares at the beginning of a day of age.
    fn before(&self, age: usize) -> Shares {
        age.checked_sub(1).map_or(Shares::ALL_OPEN, |day| self.at(day))
    }

    /// The shares after the last day that was seen.
    pub fn in_the_end(&self) -> Shares {
        self.at(usize::MAX)
    }
}

impl Shares {
    const ALL_OPEN: Self = Self { open: 1.0, won: 0.0, lost: 0.0 };
}

/// The cumulative incidence of winning and of losing by age, with open deals as censored and
/// losing as the competing risk: the Aalen-Johansen estimator (Aalen and Johansen, Scandinavian
/// Journal of Statistics 5, 1978)
///
/// F(t) = sum over u <= t of S(u - 1) d(u) / n(u), S(t) = product over u <= t of
/// (1 - (won(u) + lost(u)) / n(u))
///
/// Days with nobody at risk change nothing. No deals: everything stays open.
pub fn cumulative_incidence(deals: impl IntoIterator<Item = Watched>) -> Incidence {
    LifeTable::new(deals).incidence()
}

/// The chance that a deal still open at `age_days` is won on one of the next `window_days`
/// days, today included: (F(age + window - 1) - F(age - 1)) / S(age - 1). 0 where S(age - 1)
/// is 0: by these curves no deal is open that long.
pub fn win_within_window(incidence: &Incidence, age_days: usize, window_days: usize) -> f64 {
    let now = incidence.before(age_days);
    if now.open <= 0.0 {
        return 0.0;
    }
    let then = incidence.before(age_days.saturating_add(window_days));
    ((then.won - now.won) / now.open).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_deals() -> impl Strategy<Value = Vec<Watched>> {
        let outcome = prop_oneof![Just(Outcome::Won), Just(Outcome::Lost), Just(Outcome::Open)];
        let deal = (0_usize..40, 0_usize..80, outcome)
            .prop_map(|(entry_age, age, outcome)| Watched { entry_age, age, outcome });
        prop::collection::vec(deal, 0..60)
    }

    #[test]
    fn nothing_watched_leaves_everything_open() {
        let curve = cumulative_incidence([]);
        assert_eq!(curve.in_the_end(), Shares::ALL_OPEN);
        assert!(win_within_window(&curve, 3, 90).abs() < f64::EPSILON);
    }

    #[test]
    fn a_deal_decided_before_watching_began_takes_no_part() {
        let before = Watched { entry_age: 9, age: 8, outcome: Outcome::Lost };
        assert_eq!(LifeTable::new([before]), LifeTable::new([]));
    }

    proptest! {
        #[test]
        fn won_lost_and_open_add_up_to_everything(deals in any_deals(), age in 0_usize..100) {
            let shares = cumulative_incidence(deals).at(age);
            prop_assert!((shares.open + shares.won + shares.lost - 1.0).abs() < 1e-12);
            prop_assert!(shares.open >= 0.0 && shares.won >= 0.0 && shares.lost >= 0.0);
        }

        #[test]
        fn a_longer_window_never_lowers_the_chance(deals in any_deals(), age in 0_usize..90, window in 0_usize..90) {
            let curve = cumulative_incidence(deals);
            let (short, long) = (win_within_window(&curve, age, window), win_within_window(&curve, age, window + 1));
            prop_assert!((0.0..=1.0).contains(&short) && short <= long);
        }

        #[test]
        fn the_decisions_expected_of_all_are_those_that_happened(deals in any_deals()) {
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
