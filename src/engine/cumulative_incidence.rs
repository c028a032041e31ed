//! The share of deals won and lost by age, open deals included.

use crate::engine::life_table::{LifeTable, Watched};

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
    /// By the hazards of a life table, see [`cumulative_incidence`].
    pub fn of(table: &LifeTable) -> Self {
        let mut state = Shares::ALL_OPEN;
        let by_day = (0..table.length()).map(|age| {
            let hazard = table.hazard(age);
            state = Shares {
                open: state.open * table.staying(age),
                won: state.won + state.open * hazard.won,
                lost: state.lost + state.open * hazard.lost,
            };
            state
        });
        Self { by_day: by_day.collect() }
    }

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
    Incidence::of(&LifeTable::new(deals))
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
    use crate::engine::made_up::any_watched;
    use proptest::prelude::*;

    #[test]
    fn nothing_watched_leaves_everything_open() {
        let curve = cumulative_incidence([]);
        assert_eq!(curve.in_the_end(), Shares::ALL_OPEN);
        assert!(win_within_window(&curve, 3, 90).abs() < f64::EPSILON);
    }

    proptest! {
        #[test]
        fn won_lost_and_open_add_up_to_everything(deals in any_watched(), age in 0_usize..100) {
            let shares = cumulative_incidence(deals).at(age);
            prop_assert!((shares.open + shares.won + shares.lost - 1.0).abs() < 1e-12);
            prop_assert!(shares.open >= 0.0 && shares.won >= 0.0 && shares.lost >= 0.0);
        }

        #[test]
        fn a_longer_window_never_lowers_the_chance(deals in any_watched(), age in 0_usize..90, window in 0_usize..90) {
            let curve = cumulative_incidence(deals);
            let (short, long) = (win_within_window(&curve, age, window), win_within_window(&curve, age, window + 1));
            prop_assert!((0.0..=1.0).contains(&short) && short <= long);
        }
    }
}
