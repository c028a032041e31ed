//! Why a forecast has no number, and what had to be set right to get one, in the user's words:
//! a sentence of what happened and what to do.

use crate::engine::forecast::Standing;
use crate::engine::history::{DealHistory, Findings};
use crate::engine::known::{Known, KnownRep, OpenDeal};
use crate::engine::ladder::{Ladder, Need};
use crate::engine::last_day::LastDay;
use crate::engine::outlook::Outlook;
use crate::engine::pipeline_need::MOST_DEALS;
use crate::engine::prior::Basis;
use crate::engine::verdict::{OverCoverage, ToAdd};
use crate::engine::viewpoint::Knowledge;

/// A number of deals that something is said about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How many deals; the words go on after the number.
    pub deals: usize,
    /// What is wrong with them, what was done about it, and what would mend it.
    pub words: &'static str,
}

fn remarks<const N: usize>(of: [(usize, &'static str); N]) -> Vec<Remark> {
    let some = of.into_iter().filter(|(deals, _)| *deals > 0);
    some.map(|(deals, words)| Remark { deals, words }).collect()
}

impl Findings {
    fn remarks(self) -> Vec<Remark> {
        remarks([
            (
                self.unknown_rep,
                "belong to nobody in this group and are left out: check who owns them.",
            ),
            (
                self.decided_without_a_day,
                "are won or lost without a close date and are left out: fill the date in.",
            ),
            (
                self.decided_without_created,
                "were won or lost without a created date: they count as won or lost, but not for timing, until it is filled in.",
            ),
            (
                self.closed_before_created,
                "were closed before they were created: they count as won or lost, but not for timing, until a date is mended.",
            ),
            (
                self.impossibly_old,
                "were over 20 years old when they closed, likely a slip in the year: they count as won or lost, but not for timing, until it is mended.",
            ),
            (
                self.amount_not_positive,
                "carry an amount of zero or below, which is taken as not filled in: type what they are worth.",
            ),
        ])
    }
}

impl Known {
    /// What is to be said of the deals that this was made of, as known on the day.
    pub fn remarks(&self, history: &DealHistory) -> Vec<Remark> {
        let open = |which: fn(&OpenDeal) -> bool| {
            self.reps.iter().flat_map(|rep: &KnownRep| &rep.open).filter(|deal| which(deal)).count()
        };
        let mut all = history.findings().remarks();
        all.extend(remarks([
            (
                self.created_later,
                "are created after today and are left out until then: check the date if that is not meant.",
            ),
            (
                // A replay's deals all close later: that is its point.
                if self.viewpoint.knowledge == Knowledge::Live { self.closed_later } else { 0 },
                "are won or lost on a day after today and count as open until then: check the date if that is not meant.",
            ),
            (
                self.open_without_amount,
                "are open without an amount, and no win tells what they may be worth: they are left out until an amount is filled in.",
            ),
            (
                open(|deal| deal.amount_assumed),
                "are open without an amount and taken to be worth the average won deal: fill the amount in.",
            ),
            (
                open(|deal| deal.created_assumed),
                "are open without a created date and taken to be created today: fill the date in.",
            ),
        ]));
        all
    }
}

impl Standing {
    /// Why there is no chance of quota, or nothing more to win it with; `None` where there is one.
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Self::NoQuota => {
                Some("No quota is set for this period: type one to see the chance of reaching it.")
            }
            Self::PeriodOver => {
                Some("This period is over, and what was booked is its result: look at the next.")
            }
            Self::Met => Some("Quota met: nothing is left for deals to bring in this period."),
            Self::NothingDecidedYet => Some(
                "No deal won or lost in the time looked back on has both its dates, so nothing tells when deals close: fill the dates in, or use the coverage calculator until then.",
            ),
            Self::Open { .. } => None,
        }
    }
}

impl Need {
    /// Why a rung has no multiple; `None` where it has one.
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Self::Coverage(_) => None,
            Self::NothingDecided => Some(
                "No deal of this rep was decided yet, so there is no win rate of their own: the next rung goes by the peers.",
            ),
            Self::NothingWon => Some(
                "No deal was won yet, so no pipeline breaks even: count a longer time, or go by the next rung.",
            ),
            Self::LossesNotRecorded => Some(
                "Hardly a loss is recorded, so won / decided is no win rate: close lost deals as lost, or say how many of ten quotes come in.",
            ),
            Self::NothingCanLand => {
                Some("Nothing can land in time: what is created now counts for the next period.")
            }
            Self::NoneOnAverage => Some(
                "New deals bring on average just enough, a chance a little under even: don't rely on them alone.",
            ),
            Self::NoPipelineNeeded => Some(
                "New deals alone give the wanted chance: no open pipeline is needed, only the usual pace of new deals.",
            ),
            Self::NoPipelineCanDoIt => Some(
                "No pipeline can do it in the days left: help the open deals along, and build for the next period.",
            ),
        }
    }
}

impl Ladder {
    /// What makes its multiples misleading, most misleading first.
    pub fn warnings(&self) -> Vec<&'static str> {
        let warnings = [
            (
                self.less_than_a_deal_left,
                "Less than one average deal is left, where a multiple misleads: go by the number of deals.",
            ),
            (
                self.need_without_the_biggest.is_some(),
                "One deal is over half of the pipeline: look at the need without it too, and check its amount.",
            ),
        ];
        warnings.into_iter().filter(|(holds, _)| *holds).map(|(_, words)| words).collect()
    }
}

impl ToAdd {
    /// Why there is no number of deals to add; `None` where there is one.
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Self::Deals { .. } => None,
            Self::Nothing => Some("The wanted chance is there: nothing needs adding."),
            Self::CountsForNextPeriod => Some(
                "New pipeline counts for the next period: only the open deals can still move this one.",
            ),
            Self::CannotBeDone => Some(
                "No number of new deals gives the wanted chance in the days left: help the open deals along, and build for the next period.",
            ),
        }
    }
}

impl LastDay {
    /// Why there is no such day; `None` where there is one.
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Self::Until(_) => None,
            Self::Passed => Some(
                "A deal created today hardly lands in this period any more: it counts for the next.",
            ),
            Self::NothingIsWon => Some(
                "No deal was ever won, so nothing tells how long a win takes: record wins to see the last day that counts.",
            ),
        }
    }
}

impl Basis {
    /// What a prior leaves to be wished for; `None` where the group's spread was fitted.
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Self::Fitted => None,
            Self::NoPeersYet => Some(
                "No peers yet: fewer than 4 reps have decided deals, so win rates rest on each rep's own.",
            ),
            Self::AllAlike => Some(
                "The whole team won everything or nothing, so how reps differ can't be told yet: check that losses and wins are both recorded.",
            ),
        }
    }
}

impl OverCoverage {
    /// What it means.
    pub const fn words(self) -> &'static str {
        "That is more open deals than this rep has ever worked at once: better odds or larger deals may be easier than more of them."
    }
}

impl Outlook {
    /// What is odd about the open deals as a whole; `None` where nothing is.
    pub const fn words(&self) -> Option<&'static str> {
        if self.deals.is_empty() && !self.stale.is_empty() {
            return Some(
                "Every open deal is stale, so none is in the pipeline: bring them up to date or close them.",
            );
        }
        if self.deals.len() > MOST_DEALS {
            return Some(
                "Nobody works over 500 open deals at once: close those that are over, or check how the file was read.",
            );
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{outlook, units};

    #[track_caller]
    fn case(words: Option<&str>) {
        let words = words.unwrap();
        assert!(words.ends_with('.') && words.contains([':', ',']), "{words}");
        assert_eq!(words.matches(". ").count(), 0, "one sentence: {words}");
    }

    #[test]
    fn every_missing_number_has_one_sentence_and_every_number_none() {
        for standing in
            [Standing::NoQuota, Standing::PeriodOver, Standing::Met, Standing::NothingDecidedYet]
        {
            case(standing.words());
        }
        for need in [
            Need::NothingDecided,
            Need::NothingWon,
            Need::LossesNotRecorded,
            Need::NothingCanLand,
            Need::NoneOnAverage,
            Need::NoPipelineNeeded,
            Need::NoPipelineCanDoIt,
        ] {
            case(need.words());
        }
        for to_add in [ToAdd::Nothing, ToAdd::CountsForNextPeriod, ToAdd::CannotBeDone] {
            case(to_add.words());
        }
        for last_day in [LastDay::Passed, LastDay::NothingIsWon] {
            case(last_day.words());
        }
        case(Basis::NoPeersYet.words());
        case(Basis::AllAlike.words());
        case(Some(OverCoverage { needed: 9.0, most_worked: 3 }.words()));
        assert_eq!(ToAdd::Deals { deals: 3, each: units(5) }.words(), None);
        assert_eq!(Basis::Fitted.words(), None);
    }

    #[test]
    fn each_finding_is_a_remark_and_nothing_found_is_none() {
        let findings = Findings {
            unknown_rep: 1,
            decided_without_a_day: 2,
            decided_without_created: 3,
            closed_before_created: 4,
            impossibly_old: 5,
            amount_not_positive: 6,
        };
        let remarks = findings.remarks();
        assert_eq!(remarks.iter().map(|r| r.deals).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
        for remark in remarks {
            case(Some(remark.words));
        }
        assert_eq!(Findings::default().remarks(), []);
    }

    #[test]
    fn over_500_live_deals_are_too_many_to_be_worked() {
        assert_eq!(outlook(&[(100, 0.5); MOST_DEALS], 0.0).words(), None);
        case(outlook(&[(100, 0.5); MOST_DEALS + 1], 0.0).words());
        assert_eq!(outlook(&[], 0.0).words(), None);
    }
}
