//! A rep's period, forecast.

use crate::domain::{FiscalCalendar, Period};
use crate::domain::{Money, Rate};
use crate::engine::form::Form;
use crate::engine::goal::{Goal, RepQuota};
use crate::engine::group::{Depth, GroupModel};
use crate::engine::history::DealHistory;
use crate::engine::likely_total::LikelyTotal;
use crate::engine::outlook::Outlook;
use crate::engine::pipeline_need::Seat;
use crate::engine::quota_chance::quota_chance;
use crate::engine::tau::{Tau, TauEvidence, past_periods};
use crate::engine::total_by_cell::TotalByCell;
use crate::engine::viewpoint::Viewpoint;
use serde::{Deserialize, Serialize};

/// A peer group, fitted once, from which every rep's periods are forecast.
#[derive(Clone, Debug)]
pub struct Forecaster {
    /// The fitted group.
    pub group: GroupModel,
    /// How much whole periods vary.
    pub tau: Tau,
    /// How the year is cut.
    pub fiscal: FiscalCalendar,
}

/// Where a rep stands, and why there may be no chance of quota.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Standing {
    /// No quota was set: there is only an expected total.
    NoQuota,
    /// The period is over.
    PeriodOver,
    /// The quota is in.
    Met,
    /// Nothing with both its dates was decided in this group in the look-back, so there is nothing to learn timing from. The
    /// calculators with equal deals still work.
    NothingDecidedYet,
    /// So much is left, with this chance.
    Open {
        /// R: what deals must still bring.
        left: Money,
        /// The chance that they do.
        chance: Rate,
    },
}

impl Standing {
    /// The chance of quota; `None` where there is none to speak of.
    pub const fn chance(self) -> Option<Rate> {
        match self {
            Self::Open { chance, .. } => Some(chance),
            Self::Met => Some(Rate::ONE),
            Self::NoQuota | Self::PeriodOver | Self::NothingDecidedYet => None,
        }
    }
}

/// One rep's forecast for one period.
#[derive(Clone, Debug)]
pub struct RepForecast {
    /// The period.
    pub period: Period,
    /// Where the rep stands.
    pub standing: Standing,
    /// What deals can still bring.
    pub outlook: Outlook,
    /// How the period may run.
    pub form: Form,
    /// What is in and will come without a deal, in units.
    pub secured: f64,
    /// What deals are likely to add to that.
    pub from_deals: LikelyTotal,
    /// ... by cell, where there are no ties.
    pub by_cell: Option<TotalByCell>,
}

impl RepForecast {
    /// What is needed for the ladder and all that hangs on it; `None` unless something is left.
    pub const fn seat(&self) -> Option<Seat<'_>> {
        match self.standing {
            Standing::Open { left, chance } => {
                Some(Seat { outlook: &self.outlook, left, form: self.form, now: chance })
            }
            _ => None,
        }
    }

    /// The total by the period's end: mean, and the ends of its middle 80%, in units.
    pub fn total(&self) -> LikelyTotal {
        LikelyTotal {
            mean: self.secured + self.from_deals.mean,
            low: self.secured + self.from_deals.low,
            high: self.secured + self.from_deals.high,
        }
    }
}

impl Forecaster {
    /// Learns tau from the periods that ended by the viewpoint's day, and fits the group as known
    /// on it.
    pub fn new(history: &DealHistory, fiscal: FiscalCalendar, viewpoint: Viewpoint) -> Self {
        let evidence: Vec<TauEvidence> = past_periods(history, fiscal, viewpoint.as_of)
            .into_iter()
            .map(|period| TauEvidence::of_period(history, fiscal, period, Depth::default()))
            .collect();
        Self::with_tau(history, fiscal, viewpoint, Tau::learned(&evidence), Depth::default())
    }

    /// With a tau learned before.
    pub fn with_tau(
        history: &DealHistory,
        fiscal: FiscalCalendar,
        viewpoint: Viewpoint,
        tau: Tau,
        depth: Depth,
    ) -> Self {
        Self { group: GroupModel::fit(history.known(viewpoint), fiscal, depth), tau, fiscal }
    }

    /// The period that the viewpoint's day lies in.
    pub fn period(&self) -> Period {
        self.fiscal.period_of(self.group.known().viewpoint.as_of)
    }

    /// Rep `rep`'s forecast for a period: this one, or one still to come (with nothing booked in
    /// it yet). `None` for a place that is no rep's, and for a period that ends over
    /// [`crate::engine::outlook::FURTHEST_DAYS`] from today.
    pub fn rep(&self, rep: usize, period: Period, quota: RepQuota) -> Option<RepForecast> {
        Some(self.forecast(self.group.outlook(rep, period)?, period, quota))
    }

    /// What an average rep of the group would reach in this rep's seat: its deals, deal sizes,
    /// period and quota with the group's win rate, pace and creation rate. The rest is the rep.
    pub fn average_rep_in_seat(
        &self,
        rep: usize,
        period: Period,
        quota: RepQuota,
    ) -> Option<RepForecast> {
        Some(self.forecast(self.group.outlook_of_average_rep(rep, period)?, period, quota))
    }

    /// How a rep's period may run.
    pub fn form(&self, outlook: &Outlook) -> Form {
        if self.group.depth() >= Depth::EntryAndForm {
            outlook.form(self.tau.tau)
        } else {
            Form::NONE
        }
    }

    fn forecast(&self, outlook: Outlook, period: Period, quota: RepQuota) -> RepForecast {
        let today = self.group.known().viewpoint.today();
        let form = self.form(&outlook);
        let nothing_decided = !self.group.life_table().has_decisions();
        let standing = match quota.goal(period, today) {
            Goal::NoQuota => Standing::NoQuota,
            Goal::PeriodOver => Standing::PeriodOver,
            Goal::Met => Standing::Met,
            Goal::Left(_) if nothing_decided => Standing::NothingDecidedYet,
            Goal::Left(left) => Standing::Open { left, chance: quota_chance(&outlook, left, form) },
        };
        let (from_deals, by_cell) = LikelyTotal::and_by_cell(&outlook, form);
        let secured = (quota.booked + quota.without_a_deal_ahead(period, today)).units();
        RepForecast { period, standing, outlook, form, secured, from_deals, by_cell }
    }
}
