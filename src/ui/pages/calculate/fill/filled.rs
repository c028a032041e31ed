//! What a file's deals add up to, and how that fills the inputs.

use crate::domain::{CalculatorInputs, Deal, Money, RateFrom};
use crate::engine::stale::Staleness;
use crate::engine::tally::Tally;
use crate::intake::read_deals;
use std::collections::BTreeMap;

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
    /// Whether stale deals are left out of the pipeline.
    pub without_stale: bool,
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
    /// Reads an export.
    ///
    /// # Errors
    /// One plain sentence: why it can't be used and what to do.
    pub fn read(file: String, text: &str, before: CalculatorInputs) -> Result<Self, String> {
        let export = read_deals(text).map_err(|error| error.to_string())?;
        let staleness = Staleness::of(&export.deals);
        let mut by_rep: BTreeMap<String, Vec<&Deal>> = BTreeMap::new();
        for deal in &export.deals {
            if let Some(rep) = &deal.rep {
                by_rep.entry(rep.clone()).or_default().push(deal);
            }
        }
        let tally = |deals: Vec<&Deal>| Tally::of(deals, staleness.as_ref());
        let guessed = export.stages.iter().filter(|stage| !stage.sure);
        Ok(Self {
            file,
            reps: by_rep.into_iter().map(|(rep, deals)| (rep, tally(deals))).collect(),
            team: Tally::of(&export.deals, staleness.as_ref()),
            rep: None,
            staleness,
            without_stale: false,
            skipped: export.skipped.len(),
            left_out: export.left_out.len(),
            unsure: guessed.map(|stage| (stage.value.clone(), stage.rows)).collect(),
            before,
        })
    }

    /// What the chosen rep's deals, or the team's, add up to.
    pub fn chosen(&self) -> Tally {
        self.rep.as_ref().and_then(|rep| self.reps.get(rep)).copied().unwrap_or(self.team)
    }

    /// The open pipeline of the chosen, as the calculators take it.
    pub fn pipeline(&self) -> Money {
        let tally = self.chosen();
        let stale = if self.without_stale { tally.stale_pipeline(&self.team) } else { Money::ZERO };
        tally.pipeline(&self.team) - stale
    }

    /// Puts the chosen figures into the inputs. What the file does not say stays as it was.
    pub fn fill(&self, inputs: &mut CalculatorInputs) {
        let tally = self.chosen();
        let every_loss_has_an_amount = tally.lost_with_amount == tally.lost;
        inputs.rate_from = RateFrom::Counts;
        inputs.won = tally.won;
        inputs.lost = tally.lost;
        inputs.pipeline = self.pipeline();
        inputs.won_amount = tally.won_amount;
        inputs.lost_amount = if every_loss_has_an_amount { tally.lost_amount } else { Money::ZERO };
        if let Some(average) = tally.average_won().or_else(|| self.team.average_won()) {
            inputs.average_deal = average;
        }
    }
}
