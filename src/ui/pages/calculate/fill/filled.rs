//! What a file's deals add up to, and how that fills the inputs.

use crate::domain::{CalculatorInputs, Money, Rate, RateFrom};
use crate::engine::stale::Staleness;
use crate::engine::tally::Tally;
use crate::reader::Figures;
use std::collections::BTreeMap;

/// Below this share of lost deals among the decided, losses are not recorded.
const LEAST_LOST: f64 = 0.15;

/// A file's deals added up: by rep and for the whole team.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// The file's name.
    pub file: String,
    /// What each rep's deals add up to.
    pub reps: BTreeMap<String, Tally>,
    /// What all deals add up to.
    pub team: Tally,
    /// Whose figures are filled in; `None` for the whole team.
    pub rep: Option<String>,
    /// What makes a deal stale; `None` where the file has no dates.
    pub staleness: Option<Staleness>,
    /// Whether stale deals count as pipeline all the same.
    pub with_stale: bool,
    /// Rows that were no deal.
    pub skipped: usize,
    /// Cells that could not be read.
    pub left_out: usize,
    /// Stages that were guessed, with their rows.
    pub unsure: Vec<(String, usize)>,
    /// The inputs as they were before.
    pub before: CalculatorInputs,
}

impl Filled {
    /// What was read of a file, for the whole team.
    pub fn of(file: String, figures: Figures, before: CalculatorInputs) -> Self {
        let Figures { reps, team, staleness, skipped, left_out, unsure } = figures;
        let (rep, with_stale) = (None, false);
        Self { file, reps, team, rep, staleness, with_stale, skipped, left_out, unsure, before }
    }

    /// What the chosen rep's deals, or the team's, add up to.
    pub fn chosen(&self) -> Tally {
        self.rep.as_ref().and_then(|rep| self.reps.get(rep)).copied().unwrap_or(self.team)
    }

    /// The open pipeline of the chosen, as the calculators take it.
    pub fn pipeline(&self) -> Money {
        let tally = self.chosen();
        let stale = if self.with_stale { Money::ZERO } else { tally.stale_pipeline(&self.team) };
        tally.pipeline(&self.team) - stale
    }

    /// Whether losses are recorded: where under 15% of the team's decided deals are lost, they
    /// are not, and won over decided is no win rate.
    pub fn losses_recorded(&self) -> bool {
        let decided = self.team.won + self.team.lost;
        Rate::of_counts(self.team.lost, decided).is_none_or(|lost| lost.share() >= LEAST_LOST)
    }

    /// Puts the chosen figures into the inputs, amounts from 1,000 on as whole units. What the
    /// file can't say stays as it was: the average won deal where none carries an amount, the
    /// win rate where losses are not recorded.
    pub fn fill(&self, inputs: &mut CalculatorInputs) {
        let tally = self.chosen();
        // Stricter than "over half": with some losses left out the rate is too high.
        let every_loss_has_an_amount = tally.lost_with_amount == tally.lost;
        if self.losses_recorded() {
            inputs.rate_from = RateFrom::Counts;
            inputs.won = tally.won;
            inputs.lost = tally.lost;
        } else {
            inputs.rate_from = RateFrom::Stated;
        }
        inputs.pipeline = readable(self.pipeline());
        inputs.won_amount = tally.won_amount;
        inputs.lost_amount = if every_loss_has_an_amount { tally.lost_amount } else { Money::ZERO };
        if let Some(average) = tally.average_won().or_else(|| self.team.average_won()) {
            inputs.average_deal = readable(average);
        }
    }

    /// Gives the inputs back what [`Filled::fill`] changed; what was typed elsewhere stays.
    pub fn undo(&self, inputs: &mut CalculatorInputs) {
        let before = &self.before;
        inputs.rate_from = before.rate_from;
        inputs.won = before.won;
        inputs.lost = before.lost;
        inputs.pipeline = before.pipeline;
        inputs.won_amount = before.won_amount;
        inputs.lost_amount = before.lost_amount;
        inputs.average_deal = before.average_deal;
    }
}

/// An amount as it is shown: without cents from 1,000 on.
fn readable(amount: Money) -> Money {
    if amount.units().abs() < 1_000.0 {
        return amount;
    }
    Money::from_units(amount.units().round()).unwrap_or(amount)
}
