//! Which deals a second file changes, a few at a time.

use crate::domain::{Deal, DealBook, DealDiff, Money, Outcome, day};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a deal changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ChangeKind {
    /// It is not kept yet.
    New,
    /// It says something else now.
    Changed,
    /// Another rep owns it now.
    Moved,
    /// The file does not hold it.
    Gone,
}

/// Some of the deals that change in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedDeals {
    /// How they change.
    pub kind: ChangeKind,
    /// How many of them were asked for before.
    pub from: usize,
    /// How many there are in all.
    pub all: usize,
    /// The next ones.
    pub deals: Vec<ChangedDeal>,
}

/// A deal that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedDeal {
    /// What it is called: its name, else its account, else its id. Of very many deals none of
    /// these is kept of a decided one that the file does not hold.
    pub name: Option<String>,
    /// As it is kept; `None` of a new one.
    pub before: Option<DealSeen>,
    /// As it is kept from now on; `None` of one that is gone.
    pub after: Option<DealSeen>,
}

/// What is kept of a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealSeen {
    /// Won, lost or open.
    pub outcome: Outcome,
    /// Who owns it.
    pub rep: Option<String>,
    /// The customer.
    pub account: Option<String>,
    /// What it is worth.
    pub amount: Option<Money>,
    /// The day it was created.
    #[serde(with = "day::optional")]
    pub created: Option<Date>,
    /// The day it was decided.
    #[serde(with = "day::optional")]
    pub closed: Option<Date>,
    /// The day it is expected to be decided.
    #[serde(with = "day::optional")]
    pub expected: Option<Date>,
    /// The CRM's stage.
    pub stage: Option<String>,
    /// The segment.
    pub segment: Option<String>,
}

impl DealSeen {
    fn of(deal: &Deal) -> Self {
        Self {
            outcome: deal.outcome,
            rep: deal.rep.clone(),
            account: deal.account.clone(),
            amount: deal.amount,
            created: deal.created,
            closed: deal.closed,
            expected: deal.expected_close,
            stage: deal.stage.clone(),
            segment: deal.segment.clone(),
        }
    }
}

/// Deals listed at a time.
const AT_ONCE: usize = 50;

/// The next of the deals that change in this way. `names` gives the names of deals of the file by
/// their places in it.
pub(super) fn listed(
    (kind, from): (ChangeKind, usize),
    diff: &DealDiff,
    kept: &DealBook,
    file: &DealBook,
    names: impl Fn(&[usize]) -> BTreeMap<usize, String>,
) -> ChangedDeals {
    let pairs: Vec<(Option<usize>, Option<usize>)> = match kind {
        ChangeKind::New => diff.new.iter().map(|place| (None, Some(*place))).collect(),
        ChangeKind::Changed => diff.changed.iter().map(both).collect(),
        ChangeKind::Moved => diff.moved.iter().map(both).collect(),
        ChangeKind::Gone => diff.gone.iter().map(|place| (Some(*place), None)).collect(),
    };
    let all = pairs.len();
    let next: Vec<_> = pairs.into_iter().skip(from).take(AT_ONCE).collect();
    let places: Vec<usize> = next.iter().filter_map(|(_, place)| *place).collect();
    let names = names(&places);
    let deals = next.into_iter().map(|(before, after)| {
        let before = before.and_then(|place| kept.deals().get(place));
        let name = after.and_then(|place| names.get(&place).cloned());
        ChangedDeal {
            name: name.or_else(|| before.and_then(called)),
            before: before.map(DealSeen::of),
            after: after.and_then(|place| file.deals().get(place)).map(DealSeen::of),
        }
    });
    ChangedDeals { kind, from, all, deals: deals.collect() }
}

/// What a deal is called.
pub(super) fn called(deal: &Deal) -> Option<String> {
    deal.name.clone().or_else(|| deal.account.clone()).or_else(|| deal.id.clone())
}

const fn both(pair: &(usize, usize)) -> (Option<usize>, Option<usize>) {
    (Some(pair.0), Some(pair.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(deals: usize, units: i64) -> DealBook {
        (0..deals)
            .map(|at| {
                let mut deal = Deal::new(Outcome::Open);
                deal.id = Some(at.to_string());
                deal.name = Some(format!("Deal {at}"));
                deal.amount = Some(Money::from_hundredths(units));
                deal
            })
            .collect()
    }

    #[test]
    fn a_long_list_comes_in_parts_and_none_of_it_is_left_out() {
        let (kept, file) = (book(120, 100), book(120, 200));
        let diff = DealDiff::between(&kept, &file);
        let mut names = Vec::new();
        while names.len() < 120 {
            let part = listed((ChangeKind::Changed, names.len()), &diff, &kept, &file, |_| {
                BTreeMap::new()
            });
            assert_eq!((part.all, part.from), (120, names.len()));
            assert!(!part.deals.is_empty());
            names.extend(part.deals.into_iter().filter_map(|deal| deal.name));
        }
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 120);
        let beyond = listed((ChangeKind::Changed, 120), &diff, &kept, &file, |_| BTreeMap::new());
        assert!(beyond.deals.is_empty());
    }
}
