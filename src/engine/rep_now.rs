//! What one rep needs this period, by equal deals: no timing, so it works for typed numbers too.

use crate::domain::{Interval, Money, Rate};
use crate::engine::by_range::ByRange;
use crate::engine::counted_deals::OwnRate;
use crate::engine::coverage::{Answer, NoAnswer, Question, WinRateSource, answer};
use crate::engine::deal_figures::DealFigures;
use crate::engine::flat_rule::FlatRule;
use crate::engine::goal::{Goal, RepQuota};
use crate::engine::prior::{Basis, Decided, TrustedRate};

/// A rep's own decided deals below which no chance is shown: too few deals to tell.
pub const FEWEST_DECIDED: u64 = 10;

/// Where a rep's figures come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiguresFrom {
    /// The deals that are kept.
    Deals,
    /// What was typed about the rep, whom no deal counts for: none is kept, or none was open,
    /// created or decided from the look-back to the day.
    Typed,
    /// Neither.
    Nothing,
}

/// The win rate that a rep's need rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RateUsed {
    /// The rep's own deals, with the peers' as far as they are few.
    Trusted(OwnRate),
    /// The manager's answer to "of ten quotes, how many come in?", the same for everybody.
    OfTen(Rate),
    /// The team records no losses, has no stale deals either, and nobody answered that question.
    LossesNotRecorded,
}

impl RateUsed {
    /// The rate; `None` where there is none.
    pub const fn rate(&self) -> Option<Rate> {
        match self {
            Self::Trusted(own) => Some(own.rate.trusted),
            Self::OfTen(rate) => Some(*rate),
            Self::LossesNotRecorded => None,
        }
    }

    /// Its likely range; `None` for an answer and where there is no rate.
    pub const fn likely(&self) -> Option<Interval> {
        match self {
            Self::Trusted(own) => own.rate.likely,
            Self::OfTen(_) | Self::LossesNotRecorded => None,
        }
    }

    fn source(&self) -> Result<WinRateSource, NoNeed> {
        match *self {
            Self::Trusted(OwnRate { rate: TrustedRate { decided, .. }, prior, .. }) => {
                if decided.count() == 0 && prior.basis == Basis::NoPeersYet {
                    return Err(NoNeed::NothingDecided);
                }
                let Decided { won, lost } = decided;
                Ok(WinRateSource::Trusted {
                    alpha: prior.alpha + won as f64,
                    beta: prior.beta + lost as f64,
                    decided: decided.count(),
                    peers: prior.basis != Basis::NoPeersYet,
                })
            }
            Self::OfTen(rate) => Ok(WinRateSource::Stated(rate)),
            Self::LossesNotRecorded => Err(NoNeed::LossesNotRecorded),
        }
    }
}

/// Why there is no need for a rep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNeed {
    /// No quota is set for the period.
    NoQuota,
    /// The period is over.
    PeriodOver,
    /// The quota is in, or will be without another deal.
    QuotaMet,
    /// Nothing is known of the rep but a quota: neither deals nor typed numbers.
    NothingKnown,
    /// Losses are not recorded, so there is no win rate.
    LossesNotRecorded,
    /// Of won and lost deals only one was typed, and there are not enough peers, so there is no win
    /// rate.
    OneCountTyped,
    /// Neither won nor lost deals were typed, and there are not enough peers, so there is no win
    /// rate.
    NoCountsTyped,
    /// Neither the rep nor enough peers have a decided deal, so there is no win rate.
    NothingDecided,
    /// Nobody has won a deal with an amount, so there is no size of a deal.
    NoDealSize,
    /// No average deal above 0 was typed, and nobody has won a deal with an amount either.
    NoAverageTyped,
    /// The calculator has no answer.
    Calculator(NoAnswer),
}

/// What was typed of won and lost deals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CountsTyped {
    /// Both, or nothing had to be.
    #[default]
    Both,
    /// Only one of them, so neither counts.
    One,
    /// Neither.
    Neither,
}

/// What is missing among figures that were typed; nothing of a rep whose figures are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotTyped {
    /// Won and lost deals.
    pub counts: CountsTyped,
    /// The pipeline was left blank: nobody knows what there is, and it is not 0.
    pub pipeline: bool,
}

/// Why a need is told as a range, and no chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoChance {
    /// Fewer than [`FEWEST_DECIDED`] of the rep's own deals count.
    TooFewDeals,
    /// On the team's own past chances were no better than a simple method's.
    OnThePast,
}

/// One rep's period.
#[derive(Clone, Debug, PartialEq)]
pub struct RepNow {
    /// Where the figures come from.
    pub from: FiguresFrom,
    /// What the deals come to, or what was typed.
    pub figures: DealFigures,
    /// What is asked of the rep, and what is in.
    pub quota: RepQuota,
    /// What still comes in without a deal in the days left.
    pub ahead: Money,
    /// What is left of it.
    pub goal: Goal,
    /// The win rate.
    pub rate: RateUsed,
    /// What is missing among the typed figures.
    pub not_typed: NotTyped,
    /// What is needed for the wanted chance, and the chance of what there is.
    pub need: Result<Answer, NoNeed>,
    /// Chances are not told: on the team's own past they were no better than a simple method.
    pub withheld: bool,
}

impl RepNow {
    pub(super) fn new(
        from: FiguresFrom,
        figures: DealFigures,
        (quota, ahead, goal): (RepQuota, Money, Goal),
        (rate, not_typed): (RateUsed, NotTyped),
        wanted: Rate,
    ) -> Self {
        let counts = not_typed.counts;
        let need = match goal {
            Goal::NoQuota => Err(NoNeed::NoQuota),
            Goal::PeriodOver => Err(NoNeed::PeriodOver),
            Goal::Met => Err(NoNeed::QuotaMet),
            Goal::Left(_) if from == FiguresFrom::Nothing => Err(NoNeed::NothingKnown),
            Goal::Left(left) => {
                need(&figures, left, &rate, wanted).map_err(|reason| match (reason, counts) {
                    (NoNeed::NothingDecided, CountsTyped::One) => NoNeed::OneCountTyped,
                    (NoNeed::NothingDecided, CountsTyped::Neither) => NoNeed::NoCountsTyped,
                    (NoNeed::NoDealSize, _) if from == FiguresFrom::Typed => NoNeed::NoAverageTyped,
                    (other, _) => other,
                })
            }
        };
        Self { from, figures, quota, ahead, goal, rate, not_typed, need, withheld: false }
    }

    /// Whether the rep's own decided deals are too few for a chance of quota; the need is then
    /// shown as a range. Never for a rate that somebody stated.
    pub const fn is_too_few_to_tell(&self) -> bool {
        match self.rate {
            RateUsed::Trusted(own) => own.rate.decided.count() < FEWEST_DECIDED,
            RateUsed::OfTen(_) | RateUsed::LossesNotRecorded => false,
        }
    }

    /// Why no chance is told, whatever the pipeline; `None` where one may be.
    pub const fn no_chance(&self) -> Option<NoChance> {
        if self.is_too_few_to_tell() {
            Some(NoChance::TooFewDeals)
        } else if self.withheld {
            Some(NoChance::OnThePast)
        } else {
            None
        }
    }

    /// Whether the need is told as a range, and no chance.
    pub const fn is_told_as_range(&self) -> bool {
        self.no_chance().is_some()
    }

    /// The chance of quota by equal deals: of the pipeline that there is. `None` where there is no
    /// need, no pipeline was typed, or the need is told as a range; certain where the quota is
    /// met.
    pub fn chance(&self) -> Option<Rate> {
        let is_told = !self.is_told_as_range() && !self.not_typed.pipeline;
        match &self.need {
            Ok(answer) => is_told.then_some(answer.have.chance),
            Err(NoNeed::QuotaMet) => Some(Rate::ONE),
            Err(_) => None,
        }
    }

    /// What the likely range of the need tells of the pipeline, where that is all that is told;
    /// `None` where there is more to tell, or no need, or no pipeline was typed.
    pub fn by_range(&self) -> Option<ByRange> {
        let told_as_range = self.is_told_as_range() && !self.not_typed.pipeline;
        self.need.as_ref().ok().filter(|_| told_as_range).map(ByRange::of)
    }

    /// What flat 3x gets wrong; `None` where there is no need to hold it against. Where the need is
    /// told as a range, by how much at least.
    pub fn flat_rule(&self) -> Option<FlatRule> {
        let weigh = if self.is_told_as_range() { FlatRule::at_least } else { FlatRule::of };
        self.need.as_ref().ok().map(weigh)
    }

    /// What is in, or comes in without another deal, over the quota.
    pub fn over_quota(&self) -> Money {
        let over = self.quota.quota.map(|quota| self.quota.booked + self.ahead - quota);
        over.filter(|over| over.is_positive()).unwrap_or_default()
    }
}

fn need(
    figures: &DealFigures,
    left: Money,
    rate: &RateUsed,
    wanted: Rate,
) -> Result<Answer, NoNeed> {
    let win_rate = rate.source()?;
    let average_deal =
        figures.average_won.map(|average| average.amount).ok_or(NoNeed::NoDealSize)?;
    let pipeline = figures.live.amount;
    answer(Question { left_to_quota: left, average_deal, win_rate, pipeline, wanted })
        .map_err(NoNeed::Calculator)
}
