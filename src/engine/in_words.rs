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
use serde::{Deserialize, Serialize};

/// A number of deals that something is said about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// How many deals; the words go on after the number and "deals".
    pub deals: usize,
    /// What is wrong with them, what was done about it, and what would mend it.
    pub words: String,
}

/// The remarks on more deals than none. Of what stands as `[one|many]` in the words, the one that
/// suits the number is taken.
fn remarks<const N: usize>(of: [(usize, &'static str); N]) -> Vec<Remark> {
    let some = of.into_iter().filter(|(deals, _)| *deals > 0);
    some.map(|(deals, words)| Remark { deals, words: in_number(words, deals == 1) }).collect()
}

fn in_number(words: &str, is_one: bool) -> String {
    let mut parts = words.split('[');
    let start = parts.next().unwrap_or_default().to_owned();
    parts.fold(start, |said, part| match part.split_once(']') {
        Some((choice, rest)) => {
            let (one, many) = choice.split_once('|').unwrap_or((choice, choice));
            said + if is_one { one } else { many } + rest
        }
        None => said + part,
    })
}

const DECIDED_WITHOUT_A_DAY: &str =
    "[is|are] won or lost without a close date and [is|are] left out: fill the date in.";
const CREATED_LATER: &str = "[is|are] created after the day looked from and left out until then: check the date if that is not meant.";
const OPEN_WITHOUT_AMOUNT: &str = "[is|are] open without an amount, and no win tells what [it|they] may be worth: left out until an amount is filled in.";
const OPEN_WITHOUT_CREATED: &str = "[was|were] perhaps open that day, but without a created date nobody knows: left out until the date is filled in.";

impl Findings {
    fn remarks(self) -> Vec<Remark> {
        remarks([
            (
                self.unknown_rep,
                "[belongs|belong] to nobody in this group and [is|are] left out: check the owner.",
            ),
            (self.decided_without_a_day, DECIDED_WITHOUT_A_DAY),
            (
                self.decided_without_created,
                "[was|were] won or lost without a created date: [it counts|they count] as won or lost, but not for timing, until it is filled in.",
            ),
            (
                self.closed_before_created,
                "[was|were] closed before [it was|they were] created: [it counts|they count] as won or lost, but not for timing, until a date is mended.",
            ),
            (
                self.impossibly_old,
                "[was|were] over 20 years old when [it|they] closed, likely a slip in the year: [it counts|they count] as won or lost, but not for timing, until it is mended.",
            ),
            (
                self.amount_not_positive,
                "[carries|carry] an amount of zero or below, which is taken as not filled in: type what [it is|they are] worth.",
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
        let is_live = self.viewpoint.knowledge == Knowledge::Live;
        let mut findings = history.findings();
        if !history.undated().is_empty() {
            // Without a day on any, all of them count.
            findings.decided_without_a_day = 0;
        }
        let mut all = findings.remarks();
        all.extend(remarks([
            (
                if is_live { self.created_later } else { 0 },
                CREATED_LATER,
            ),
            (
                // Looked back at, deals close later: that is the point.
                if is_live { self.closed_later } else { 0 },
                "[is|are] won or lost after the day looked from and [counts|count] as open until then: check the date if that is not meant.",
            ),
            (
                self.open_without_amount,
                OPEN_WITHOUT_AMOUNT,
            ),
            (self.without_created(), OPEN_WITHOUT_CREATED),
            (
                open(|deal| deal.amount_assumed),
                "[is|are] open without an amount and taken to be worth the average won deal: fill the amount in.",
            ),
            (
                open(|deal| deal.created_assumed),
                "[is|are] open without a created date and taken to be created on the day looked from: fill the date in.",
            ),
        ]));
        all
    }

    /// What is to be said of the deals that are in no figure of the day.
    pub fn left_out(&self, history: &DealHistory) -> Vec<Remark> {
        let is_live = self.viewpoint.knowledge == Knowledge::Live;
        let counts = !history.undated().is_empty();
        remarks([
            (
                if counts { 0 } else { history.findings().decided_without_a_day },
                DECIDED_WITHOUT_A_DAY,
            ),
            (if is_live { self.created_later } else { 0 }, CREATED_LATER),
            (self.open_without_amount, OPEN_WITHOUT_AMOUNT),
            (self.without_created(), OPEN_WITHOUT_CREATED),
        ])
    }

    /// Left out for want of a created date. A replay is graded, not read.
    const fn without_created(&self) -> usize {
        match self.viewpoint.knowledge {
            Knowledge::Earlier => self.open_without_created,
            Knowledge::Live | Knowledge::Replay => 0,
        }
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
                "New deals bring just enough on average, and so often not enough: don't rely on them alone.",
            ),
            Self::NoPipelineNeeded => Some(
                "New deals alone give the wanted chance: no open pipeline is needed, only the usual pace of new deals.",
            ),
            Self::NoPipelineCanDoIt => Some(
                "Not even 500 open deals would do it, more than anybody works: help the open deals along, and build for the next period.",
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
                "Not even 500 new deals give the wanted chance, more than anybody creates: help the open deals along, and build for the next period.",
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
            case(Some(&remark.words));
        }
        assert_eq!(Findings::default().remarks(), []);
    }

    #[test]
    fn one_deal_is_not_spoken_of_as_many() {
        assert_eq!(
            in_number("[is|are] late: [it counts|they count].", true),
            "is late: it counts."
        );
        assert_eq!(in_number("[is|are] late: [it|they].", false), "are late: they.");
        for (odd, said) in [("", ""), ("a [b", "a b"), ("[a] b]", "a b]"), ("[|x]y", "y")] {
            assert_eq!(in_number(odd, true), said);
        }
    }

    #[test]
    fn over_500_live_deals_are_too_many_to_be_worked() {
        assert_eq!(outlook(&[(100, 0.5); MOST_DEALS], 0.0).words(), None);
        case(outlook(&[(100, 0.5); MOST_DEALS + 1], 0.0).words());
        assert_eq!(outlook(&[], 0.0).words(), None);
    }
}
