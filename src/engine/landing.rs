//! Where a deal may land in a window of days: won, lost, or still open.

use crate::engine::life_table::{Hazard, LifeTable};

/// The chance that a deal open today is won, and that it is decided at all, in a window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Landing {
    /// W: won in the window.
    pub won: f64,
    /// D: won or lost in it, at least `won`.
    pub decided: f64,
}

impl Landing {
    /// s = W / D, the share won of what is decided; 0 where nothing can be decided.
    pub fn share_won(self) -> f64 {
        if self.decided > 0.0 { (self.won / self.decided).min(1.0) } else { 0.0 }
    }
}

/// What can become of a deal of the given age on the days of a window, the first of which is
/// today. The daily hazards of its age are multiplied by the day's calendar ratios, their sum
/// held to 1. Ages beyond the curves have no hazard: such a deal stays open.
///
/// This is the conditional cumulative incidence of `win_within_window` taken day by day; with
/// all ratios 1 the two agree. (Where the curve fell to 0 at a young age because only a few deals
/// were watched there, this still uses what was seen of older ones.)
pub fn landing(table: &LifeTable, age: usize, days: &[Hazard]) -> Landing {
    let mut open = 1.0;
    let mut result = Landing::default();
    for (day, ratio) in days.iter().enumerate() {
        let hazard = table.hazard(age.saturating_add(day));
        let (won, lost) = (hazard.won * ratio.won, hazard.lost * ratio.lost);
        let held = (won + lost).max(1.0);
        let (won, decided) = (won / held, ((won + lost) / held).min(1.0));
        result.won += open * won;
        result.decided += open * decided;
        open *= 1.0 - decided;
    }
    let won = result.won.min(1.0);
    Landing { won, decided: result.decided.clamp(won, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Outcome;
    use crate::engine::cumulative_incidence::{Incidence, win_within_window};
    use crate::engine::life_table::Watched;
    use proptest::prelude::*;

    const EVEN: Hazard = Hazard { won: 1.0, lost: 1.0 };

    fn any_history() -> impl Strategy<Value = Vec<Watched>> {
        let outcome = prop_oneof![Just(Outcome::Won), Just(Outcome::Lost), Just(Outcome::Open)];
        let deal = (0_usize..80, outcome).prop_map(|(age, outcome)| Watched {
            entry_age: 0,
            age,
            outcome,
        });
        prop::collection::vec(deal, 1..60)
    }

    proptest! {
        #[test]
        fn without_a_calendar_it_is_the_cumulative_incidence(deals in any_history(), age in 0_usize..90, window in 0_usize..100) {
            let table = LifeTable::new(deals);
            let by_day = landing(&table, age, &vec![EVEN; window]).won;
            let by_curve = win_within_window(&Incidence::of(&table), age, window);
            prop_assert!((by_day - by_curve).abs() < 1e-12, "{by_day} and {by_curve}");
        }

        #[test]
        fn the_calendar_never_makes_more_than_everything(deals in any_history(), age in 0_usize..90, won in 0.0..9.0, lost in 0.0..9.0) {
            let table = LifeTable::new(deals);
            let landing = landing(&table, age, &[Hazard { won, lost }; 60]);
            prop_assert!(0.0 <= landing.won && landing.won <= landing.decided && landing.decided <= 1.0);
            prop_assert!((0.0..=1.0).contains(&landing.share_won()));
        }
    }
}
