//! The win-rate lab: every definition side by side, for the team and for each rep.

use crate::domain::WinRateDefinition;
use crate::engine::deal_figures::{DealFigures, TeamFigures};
use crate::engine::known::Known;
use crate::engine::ladder::losses_are_recorded;
use crate::engine::win_rate_definitions::{DefinedRate, RateEvidence};
use serde::{Deserialize, Serialize};

/// A win rate by each definition, in the order of [`WinRateDefinition::ALL`].
pub type DefinedRates = Vec<DefinedRate>;

/// The win rates of a team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WinRateLab {
    /// Of all deals of the team, those without an owner among them.
    pub team: DefinedRates,
    /// Of each rep's, by place.
    pub reps: Vec<DefinedRates>,
    /// Whether losses are recorded: at least 15% of what was decided.
    pub losses_recorded: bool,
}

impl WinRateLab {
    /// From what was known of the team's deals and what these come to. Deals without an owner stand
    /// behind the reps in `known`.
    pub fn of(known: &Known, figures: &TeamFigures) -> Self {
        let all: Vec<&DealFigures> = figures.reps.iter().chain([&figures.unowned]).collect();
        let losses_recorded = losses_are_recorded(all.iter().map(|rep| rep.decided));
        let rates = |figures: &DealFigures, rep| -> DefinedRates {
            let evidence = RateEvidence { figures, losses_recorded, known, rep };
            WinRateDefinition::ALL.iter().map(|definition| definition.of(evidence)).collect()
        };
        let reps = figures.reps.iter().enumerate();
        Self {
            team: rates(&DealFigures::together(all.iter().copied()), None),
            reps: reps.map(|(place, figures)| rates(figures, Some(place))).collect(),
            losses_recorded,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FiscalCalendar;
    use crate::engine::history::{DealHistory, DealRecord};
    use crate::engine::made_up::deal;
    use crate::engine::viewpoint::Viewpoint;
    use jiff::civil::{Date, date};

    const TODAY: Date = date(2024, 6, 30);

    /// The lab of so many reps; what is of the place behind them has no owner.
    fn lab(reps: usize, deals: &[DealRecord]) -> WinRateLab {
        let history = DealHistory::new(reps + 1, deals);
        let viewpoint = Viewpoint::live(TODAY);
        let period = FiscalCalendar::default().period_of(TODAY);
        let figures = TeamFigures::of(&history, viewpoint, period, &[]).with_unowned(reps);
        WinRateLab::of(&history.known(viewpoint), &figures)
    }

    fn decided(rep: usize, won: usize, lost: usize) -> Vec<DealRecord> {
        let of = |won: bool| deal(rep, date(2024, 3, 1), Some((20, won)));
        [vec![of(true); won], vec![of(false); lost]].concat()
    }

    fn share(rate: DefinedRate) -> (f64, u64) {
        match rate {
            DefinedRate::Rate { rate, deals, .. } => (rate.share(), deals),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_team_is_all_of_its_deals_under_every_definition() {
        let deals = [decided(0, 3, 7), decided(1, 6, 4), decided(2, 1, 9)].concat();
        let lab = lab(2, &deals);
        assert!(lab.losses_recorded);
        for (at, rate) in lab.team.iter().enumerate() {
            let (of_team, deals) = share(*rate);
            assert!((of_team - 10.0 / 30.0).abs() < 1e-9, "{at}: {of_team}");
            assert_eq!(deals, 30);
            assert!((share(lab.reps[0][at]).0 - 0.3).abs() < 1e-9);
            assert!((share(lab.reps[1][at]).0 - 0.6).abs() < 1e-9);
        }
        assert_eq!((lab.team.len(), lab.reps.len()), (5, 2));
    }

    #[test]
    fn without_losses_only_what_counts_open_deals_is_a_rate() {
        let lab = lab(1, &decided(0, 20, 1));
        assert!(!lab.losses_recorded);
        let is_rate = |rate: &DefinedRate| matches!(rate, DefinedRate::Rate { .. });
        let rates: Vec<bool> = lab.reps[0].iter().map(is_rate).collect();
        assert_eq!(rates, [false, false, true, true, false]);
    }
}
