//! What a team means by "win rate".

use serde::{Deserialize, Serialize};

/// A definition. What each gives is worked out by
/// [`WinRateDefinition::of`](crate::engine::win_rate_definitions).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WinRateDefinition {
    /// (a) won / (won + lost), by number of deals.
    #[default]
    ByCount,
    /// (b) won / (won + lost), by what they were worth.
    ByValue,
    /// (c) won / (won + lost + stale): an open deal that can't be won any more counts as lost.
    StaleAsLost,
    /// (d) won / created, open deals included, of cohorts old enough to be judged.
    CreatedCohort,
    /// (e) the share won by time to event, which uses open deals instead of dropping them.
    TimeToEvent,
}

impl WinRateDefinition {
    /// Whether it is a share of deals: of money or of time it is none.
    pub const fn counts_deals(self) -> bool {
        matches!(self, Self::ByCount | Self::StaleAsLost | Self::CreatedCohort)
    }

    /// The definitions in order.
    pub const ALL: [Self; 5] =
        [Self::ByCount, Self::ByValue, Self::StaleAsLost, Self::CreatedCohort, Self::TimeToEvent];
}
