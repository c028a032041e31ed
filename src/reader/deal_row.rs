//! A deal as the table behind a rep's figures shows it.

use crate::domain::{Deal, Money, Outcome};
use crate::engine::day::Day;
use crate::engine::known::OpenDeal;
use crate::engine::viewpoint::Viewpoint;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a deal counts as, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DealStanding {
    /// Open, and in the pipeline.
    Open,
    /// Open, but in no pipeline figure: it can't be won any more.
    Stale,
    /// Won in the look-back.
    Won,
    /// Lost in the look-back.
    Lost,
    /// Decided before the look-back: not in the win rate.
    BeforeTheLookBack,
    /// Won or lost on a day that nobody wrote down, where other deals have one: in no figure.
    NoCloseDate,
}

impl DealStanding {
    /// Won or lost, whenever.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Won | Self::Lost | Self::BeforeTheLookBack | Self::NoCloseDate)
    }
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealRow {
    /// The CRM's own id, where it is kept.
    pub id: Option<String>,
    /// The customer.
    pub account: Option<String>,
    /// What the rep called it.
    pub name: Option<String>,
    /// The CRM's stage.
    pub stage: Option<String>,
    /// What it counts as.
    pub standing: DealStanding,
    /// Won, lost or open on the day.
    pub outcome: Outcome,
    /// What it counts with.
    pub amount: Option<Money>,
    /// The amount is the average won deal: the deal has none.
    pub amount_assumed: bool,
    /// The day it was created.
    #[serde(with = "crate::domain::day::optional")]
    pub created: Option<Date>,
    /// The day it was decided; of an open deal the day it is expected to be.
    #[serde(with = "crate::domain::day::optional")]
    pub day: Option<Date>,
    /// Its age on the day in days, of an open deal whose creation is known.
    pub age: Option<usize>,
}

#[cfg(test)]
impl DealRow {
    /// A won deal of which nothing but its standing is known.
    pub(crate) const fn made_up(standing: DealStanding) -> Self {
        Self {
            id: None,
            account: None,
            name: None,
            stage: None,
            standing,
            outcome: Outcome::Won,
            amount: None,
            amount_assumed: false,
            created: None,
            day: None,
            age: None,
        }
    }
}

impl DealRow {
    pub(super) fn open(deal: &Deal, known: &OpenDeal, stale: bool) -> Self {
        Self {
            standing: if stale { DealStanding::Stale } else { DealStanding::Open },
            outcome: Outcome::Open,
            amount: Some(known.amount),
            amount_assumed: known.amount_assumed,
            // How a deal stands that is decided by now is not how it stood then.
            stage: deal.stage.clone().filter(|_| deal.outcome == Outcome::Open),
            day: deal.expected_close.filter(|_| deal.outcome == Outcome::Open),
            age: (!known.created_assumed).then_some(known.age),
            ..Self::of(deal)
        }
    }

    /// A deal won or lost by then; `None` for one that was not, or was not created yet.
    pub(super) fn decided(
        deal: &Deal,
        viewpoint: Viewpoint,
        from: Day,
        undated_count: bool,
    ) -> Option<Self> {
        let by_outcome = match deal.outcome {
            Outcome::Won => DealStanding::Won,
            Outcome::Lost => DealStanding::Lost,
            Outcome::Open => return None,
        };
        let standing = match deal.closed.map(Day::from) {
            Some(day) if viewpoint.unseen() <= day => return None,
            Some(day) if from <= day => by_outcome,
            None if undated_count => by_outcome,
            Some(_) => DealStanding::BeforeTheLookBack,
            None => DealStanding::NoCloseDate,
        };
        Some(Self { standing, ..Self::of(deal) })
    }

    fn of(deal: &Deal) -> Self {
        Self {
            id: deal.id.clone(),
            account: deal.account.clone(),
            name: deal.name.clone(),
            stage: deal.stage.clone(),
            standing: DealStanding::BeforeTheLookBack,
            outcome: deal.outcome,
            amount: deal.amount.filter(|amount| *amount != Money::ZERO),
            amount_assumed: false,
            created: deal.created,
            day: deal.closed,
            age: None,
        }
    }
}
