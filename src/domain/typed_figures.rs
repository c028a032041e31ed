//! What a manager types about a rep whose deals are not imported.

use crate::domain::Money;
use serde::{Deserialize, Serialize};

/// Figures typed by hand: enough for all that needs no dates. What nobody typed is `None`. The
/// rep's quota and bookings are typed too, and kept with the period that they are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedFigures {
    /// What the open deals are worth together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<Money>,
    /// Deals won in the look-back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub won: Option<u64>,
    /// Deals lost in the look-back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<u64>,
    /// What a won deal brings on average.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_deal: Option<Money>,
}

impl TypedFigures {
    /// With what newer figures say in the place of these; what they do not say stays.
    #[must_use]
    pub fn updated(self, newer: Self) -> Self {
        Self {
            pipeline: newer.pipeline.or(self.pipeline),
            won: newer.won.or(self.won),
            lost: newer.lost.or(self.lost),
            average_deal: newer.average_deal.or(self.average_deal),
        }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Rep;

    #[test]
    fn a_rep_of_whom_nothing_was_typed_is_kept_as_before() {
        let rep = Rep::named("Dana Okafor");
        let text = serde_json::to_string(&rep).unwrap();
        assert!(!text.contains("typed"), "{text}");
        assert!(serde_json::from_str::<Rep>(&text).unwrap().typed.is_empty());
    }

    #[test]
    fn what_was_typed_reads_back() {
        let mut rep = Rep::named("Dana Okafor");
        rep.typed = TypedFigures { won: Some(12), lost: Some(0), ..TypedFigures::default() };
        let text = serde_json::to_string(&rep).unwrap();
        assert!(text.ends_with(r#""typed":{"won":12,"lost":0}}"#), "{text}");
        assert_eq!(serde_json::from_str::<Rep>(&text).unwrap(), rep);
    }
}
