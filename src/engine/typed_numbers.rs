//! What a manager types about a rep who has no deals here, as the figures that deals would come to.

use crate::domain::Money;
use crate::engine::deal_figures::{AverageOf, AverageWon, DealFigures};
use crate::engine::prior::Decided;
use crate::engine::rep_now::{CountsTyped, NotTyped};
use serde::{Deserialize, Serialize};

/// What a manager types about a rep who has no deals here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedNumbers {
    /// Open pipeline.
    pub pipeline: Option<Money>,
    /// Deals won.
    pub won: Option<u64>,
    /// Deals lost. A win rate takes both: won deals alone would be one of 100%.
    pub lost: Option<u64>,
    /// The average won deal.
    pub average_deal: Option<Money>,
}

impl TypedNumbers {
    /// Won and lost, where both were typed.
    fn decided(self) -> Option<Decided> {
        Some(Decided { won: self.won?, lost: self.lost? })
    }

    /// What is missing of them.
    pub const fn missing(self) -> NotTyped {
        let counts = match (self.won, self.lost) {
            (Some(_), Some(_)) => CountsTyped::Both,
            (None, None) => CountsTyped::Neither,
            _ => CountsTyped::One,
        };
        NotTyped { counts, pipeline: self.pipeline.is_none() }
    }

    /// As a rep's deals would come to; the team's average won deal where none is typed.
    pub fn figures(self, team_average: Option<AverageWon>) -> DealFigures {
        let decided = self.decided().unwrap_or_default();
        let own = self.average_deal.filter(|amount| amount.is_positive());
        let average_won = own
            .map(|amount| AverageWon { amount, deals: decided.won, of: AverageOf::Rep })
            .or(team_average);
        let mut figures = DealFigures { decided, average_won, ..DealFigures::default() };
        figures.live.amount = self.pipeline.unwrap_or_default();
        figures
    }
}
