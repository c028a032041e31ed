//! What the deals of a file add up to, for the calculators. Nothing of it is kept.

use crate::domain::Deal;
use crate::engine::stale::Staleness;
use crate::engine::tally::Tally;
use crate::intake::{IntakeError, read_deals};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A file's deals added up: by rep and for the whole team.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// What each rep's deals add up to.
    pub reps: BTreeMap<String, Tally>,
    /// What all deals add up to.
    pub team: Tally,
    /// What makes a deal stale; `None` where the file has no dates.
    pub staleness: Option<Staleness>,
    /// Rows that were no deal.
    pub skipped: usize,
    /// Cells that could not be read.
    pub left_out: usize,
    /// Stages that were guessed, with their rows.
    pub unsure: Vec<(String, usize)>,
}

impl Figures {
    /// Reads an export with every guess taken.
    ///
    /// # Errors
    /// Why it can't be used and what to do.
    pub fn read(text: &str) -> Result<Self, IntakeError> {
        let export = read_deals(text)?;
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
            reps: by_rep.into_iter().map(|(rep, deals)| (rep, tally(deals))).collect(),
            team: Tally::of(&export.deals, staleness.as_ref()),
            staleness,
            skipped: export.skipped.len(),
            left_out: export.left_out.len(),
            unsure: guessed.map(|stage| (stage.value.clone(), stage.rows)).collect(),
        })
    }
}
