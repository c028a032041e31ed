//! A deal as the CRM knows it.

use crate::domain::Money;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where a deal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outcome {
    /// Decided for us.
    Won,
    /// Decided against us.
    Lost,
    /// Not decided yet.
    Open,
}

/// One deal. What an export does not say is `None`, never a made-up value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Deal {
    /// The CRM's own id.
    pub id: Option<String>,
    /// Who owns it, as the export writes the name.
    pub rep: Option<String>,
    /// The customer.
    pub account: Option<String>,
    /// What the rep called it.
    pub name: Option<String>,
    /// The day it was created (or first engaged).
    pub created: Option<Date>,
    /// Won, lost or open.
    pub outcome: Outcome,
    /// The day it was decided.
    pub closed: Option<Date>,
    /// The day it is expected to be decided, for an open deal.
    pub expected_close: Option<Date>,
    /// What it is worth.
    pub amount: Option<Money>,
    /// The CRM's stage, as written.
    pub stage: Option<String>,
    /// A segment, product or region, where a column was chosen for it.
    pub segment: Option<String>,
}

impl Deal {
    /// A deal of which only the outcome is known.
    pub const fn new(outcome: Outcome) -> Self {
        Self {
            id: None,
            rep: None,
            account: None,
            name: None,
            created: None,
            outcome,
            closed: None,
            expected_close: None,
            amount: None,
            stage: None,
            segment: None,
        }
    }

    /// With the id and the names of an earlier copy of the deal, as far as this one has none: a file
    /// without a column for them says nothing about them.
    #[must_use]
    pub fn with_names_of(self, before: &Self) -> Self {
        let or = |own: Option<String>, before: &Option<String>| own.or_else(|| before.clone());
        Self {
            id: or(self.id, &before.id),
            account: or(self.account, &before.account),
            name: or(self.name, &before.name),
            ..self
        }
    }
}
