//! What a file changes in the deals that are kept.

use crate::domain::deal_book::comparable;
use crate::domain::{Deal, DealBook, DealKey};
use fnv::FnvHasher;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};

/// What a second import changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DealDiff {
    /// Deals of the file that are not kept yet, by their place in it.
    pub new: Vec<usize>,
    /// Deals that say something else now: the place kept and the place in the file.
    pub changed: Vec<(usize, usize)>,
    /// Deals that another rep owns now, whatever else changed in them.
    pub moved: Vec<(usize, usize)>,
    /// Kept deals that the file does not hold, by their place.
    pub gone: Vec<usize>,
    /// How many deals are as they were.
    pub same: usize,
}

impl DealDiff {
    /// Compares the deals kept with those of a file.
    pub fn between(kept: &DealBook, file: &DealBook) -> Self {
        let mut diffing = Diffing::begin(kept);
        while !diffing.advance(kept, file, usize::MAX) {}
        diffing.finish()
    }

    /// Whether keeping the file would change nothing.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty()
            && self.changed.is_empty()
            && self.moved.is_empty()
            && self.gone.is_empty()
    }
}

/// Deals of the file that replace those kept, and what becomes of those that it does not hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GoneDeals {
    /// They stay: the export may cover a shorter time.
    #[default]
    Keep,
    /// They go: the export is everything there is.
    Remove,
}

impl GoneDeals {
    /// The deals to keep after an import: those of the file, then those gone from it that stay.
    pub fn merged(self, kept: &DealBook, file: DealBook, diff: &DealDiff) -> DealBook {
        let mut merged = file;
        if self == Self::Keep {
            for place in &diff.gone {
                if let (Some(key), Some(deal)) = (kept.keys().get(*place), kept.deals().get(*place))
                {
                    merged.keep_as(*key, deal.clone());
                }
            }
        }
        merged
    }
}

/// Comparing in steps. Deals are paired by their keys; where several share one, which only
/// happens without ids, first those that are equal in all, then in the order of the files.
#[derive(Clone, Debug)]
pub struct Diffing {
    step: Step,
    next: usize,
    content: fn(DealKey, &Deal) -> u64,
    by_content: Chains,
    by_key: Chains,
    claimed: Vec<bool>,
    left: Vec<usize>,
    diff: DealDiff,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    IndexContents,
    MatchContents,
    IndexKeys,
    MatchKeys,
    CollectGone,
    Done,
}

impl Diffing {
    /// Begins comparing with the deals kept.
    pub fn begin(kept: &DealBook) -> Self {
        Self {
            step: Step::IndexContents,
            next: 0,
            content,
            by_content: Chains::new(kept.len()),
            by_key: Chains::new(kept.len()),
            claimed: vec![false; kept.len()],
            left: Vec::new(),
            diff: DealDiff::default(),
        }
    }

    /// Does up to `count` more comparisons of the same deals; says whether it is done.
    pub fn advance(&mut self, kept: &DealBook, file: &DealBook, count: usize) -> bool {
        let all = match self.step {
            Step::IndexContents | Step::IndexKeys | Step::CollectGone => kept.len(),
            Step::MatchContents => file.len(),
            Step::MatchKeys => self.left.len(),
            Step::Done => return true,
        };
        let end = self.next.saturating_add(count).min(all);
        for at in self.next..end {
            match self.step {
                // From behind, so that the chains give the first back first.
                Step::IndexContents => self.index_content(kept, all - 1 - at),
                Step::MatchContents => self.match_content(kept, file, at),
                Step::IndexKeys => self.index_key(kept, all - 1 - at),
                Step::MatchKeys => self.match_key(kept, file, at),
                Step::CollectGone if self.claimed.get(at) == Some(&false) => {
                    self.diff.gone.push(at);
                }
                Step::CollectGone | Step::Done => {}
            }
        }
        self.next = end;
        if end == all {
            self.next = 0;
            self.step = match self.step {
                Step::IndexContents => Step::MatchContents,
                Step::MatchContents => Step::IndexKeys,
                Step::IndexKeys => Step::MatchKeys,
                Step::MatchKeys => Step::CollectGone,
                Step::CollectGone | Step::Done => Step::Done,
            };
        }
        self.step == Step::Done
    }

    /// What was found, when it is done.
    pub fn finish(self) -> DealDiff {
        self.diff
    }

    fn index_content(&mut self, kept: &DealBook, at: usize) {
        if let Some((key, deal)) = at_place(kept, at) {
            self.by_content.push((self.content)(key, deal), at);
        }
    }

    fn match_content(&mut self, kept: &DealBook, file: &DealBook, at: usize) {
        let Some((key, deal)) = at_place(file, at) else { return };
        let found = self.by_content.pop((self.content)(key, deal));
        let is_equal = |found: &usize| {
            at_place(kept, *found)
                .is_some_and(|(other, kept)| other == key && are_equal(kept, deal))
        };
        match found.filter(is_equal) {
            Some(found) => {
                self.claim(found);
                self.diff.same += 1;
            }
            None => self.left.push(at),
        }
    }

    fn index_key(&mut self, kept: &DealBook, at: usize) {
        if self.claimed.get(at) == Some(&false)
            && let Some(key) = kept.keys().get(at)
        {
            self.by_key.push(key.number(), at);
        }
    }

    fn match_key(&mut self, kept: &DealBook, file: &DealBook, at: usize) {
        let Some(place) = self.left.get(at).copied() else { return };
        let Some((key, deal)) = at_place(file, place) else { return };
        let Some(found) = self.by_key.pop(key.number()) else {
            self.diff.new.push(place);
            return;
        };
        self.claim(found);
        let before = kept.deals().get(found);
        // Its hash was another deal's too, which it was compared with.
        if before.is_some_and(|before| are_equal(before, deal)) {
            self.diff.same += 1;
        } else if before.is_some_and(|before| before.rep == deal.rep) {
            self.diff.changed.push((found, place));
        } else {
            self.diff.moved.push((found, place));
        }
    }

    fn claim(&mut self, place: usize) {
        if let Some(claimed) = self.claimed.get_mut(place) {
            *claimed = true;
        }
    }
}

fn at_place(book: &DealBook, at: usize) -> Option<(DealKey, &Deal)> {
    Some((*book.keys().get(at)?, book.deals().get(at)?))
}

fn are_equal(one: &Deal, other: &Deal) -> bool {
    comparable(one) == comparable(other)
}

/// A hash of 64 bits wherever it runs. That of `FxHasher` is as wide as the machine's words, and
/// with 32 bits a pair of 100,000 deals has one hash.
fn content(key: DealKey, deal: &Deal) -> u64 {
    let mut hasher = FnvHasher::default();
    key.hash(&mut hasher);
    comparable(deal).hash(&mut hasher);
    hasher.finish()
}

/// Places by hash; several under one are chained, and the last pushed comes first.
#[derive(Clone, Debug)]
struct Chains {
    head: FxHashMap<u64, usize>,
    behind: Vec<Option<usize>>,
}

impl Chains {
    fn new(places: usize) -> Self {
        Self { head: FxHashMap::default(), behind: vec![None; places] }
    }

    fn push(&mut self, hash: u64, place: usize) {
        let before = self.head.insert(hash, place);
        if let Some(behind) = self.behind.get_mut(place) {
            *behind = before;
        }
    }

    fn pop(&mut self, hash: u64) -> Option<usize> {
        let place = self.head.remove(&hash)?;
        if let Some(behind) = self.behind.get(place).copied().flatten() {
            self.head.insert(hash, behind);
        }
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Money, Outcome};
    use proptest::prelude::*;

    fn deal(id: Option<&str>, rep: &str, units: i64) -> Deal {
        let mut deal = Deal::new(Outcome::Open);
        deal.id = id.map(str::to_owned);
        deal.rep = Some(rep.to_owned());
        deal.amount = Some(Money::from_hundredths(units));
        deal
    }

    fn book(deals: &[Deal]) -> DealBook {
        deals.iter().cloned().collect()
    }

    #[test]
    fn a_second_file_is_new_changed_moved_gone_and_same() {
        let kept = book(&[
            deal(Some("1"), "Dana", 5),
            deal(Some("2"), "Dana", 5),
            deal(Some("3"), "Dana", 5),
            deal(Some("4"), "Dana", 5),
        ]);
        let file = book(&[
            deal(Some("9"), "Dana", 5),
            deal(Some("3"), "Tom", 6),
            deal(Some("2"), "Dana", 6),
            deal(Some("1"), "Dana", 5),
        ]);
        let diff = DealDiff::between(&kept, &file);
        let expected = DealDiff {
            new: vec![0],
            changed: vec![(1, 2)],
            moved: vec![(2, 1)],
            gone: vec![3],
            same: 1,
        };
        assert_eq!(diff, expected);
        assert_eq!(GoneDeals::Remove.merged(&kept, file.clone(), &diff).len(), 4);
        assert_eq!(GoneDeals::Keep.merged(&kept, file, &diff).len(), 5);
    }

    #[test]
    fn without_ids_equal_deals_are_paired_first_and_the_amount_names_none() {
        let kept = book(&[deal(None, "Dana", 5), deal(None, "Dana", 6)]);
        let file = book(&[deal(None, "Dana", 6), deal(None, "Dana", 7)]);
        let diff = DealDiff::between(&kept, &file);
        assert_eq!((diff.same, diff.changed.as_slice()), (1, [(0, 1)].as_slice()));
    }

    #[test]
    fn deals_whose_contents_hash_alike_are_still_the_same() {
        let deals = [deal(Some("1"), "Dana", 5), deal(Some("2"), "Tom", 6)];
        let (kept, file) = (book(&deals), book(&[deals[1].clone(), deals[0].clone()]));
        let mut diffing = Diffing::begin(&kept);
        diffing.content = |_, _| 7;
        while !diffing.advance(&kept, &file, 1) {}
        assert_eq!(diffing.finish(), DealDiff { same: 2, ..DealDiff::default() });
    }

    #[test]
    fn names_of_a_decided_deal_are_no_change_and_those_of_an_open_one_are() {
        let same = |outcome| {
            let bare = Deal { outcome, ..deal(Some("1"), "Dana", 5) };
            let named = Deal { account: Some("Acme".to_owned()), ..bare.clone() };
            DealDiff::between(&book(&[named]), &book(&[bare])).same
        };
        assert_eq!((same(Outcome::Won), same(Outcome::Open)), (1, 0));
    }

    fn deals() -> impl Strategy<Value = Vec<Deal>> {
        let id = prop::option::of("[1-5]");
        let one = (id, "[AB]", 0_i64..3, prop::bool::ANY).prop_map(|(id, rep, units, won)| {
            let mut deal = deal(id.as_deref(), &rep, units);
            deal.outcome = if won { Outcome::Won } else { Outcome::Open };
            deal
        });
        prop::collection::vec(one, 0..12)
    }

    proptest! {
        #[test]
        fn the_same_file_twice_changes_nothing(deals in deals()) {
            prop_assert!(DealDiff::between(&book(&deals), &book(&deals)).is_empty());
        }

        #[test]
        fn the_order_of_the_rows_changes_nothing(deals in deals()) {
            let mut turned = deals.clone();
            turned.reverse();
            prop_assert!(DealDiff::between(&book(&deals), &book(&turned)).is_empty());
        }

        #[test]
        fn every_deal_is_counted_once(kept in deals(), file in deals(), step in 1_usize..4) {
            let (kept, file) = (book(&kept), book(&file));
            let mut diffing = Diffing::begin(&kept);
            while !diffing.advance(&kept, &file, step) {}
            let diff = diffing.finish();
            prop_assert_eq!(&diff, &DealDiff::between(&kept, &file));
            let paired = diff.same + diff.changed.len() + diff.moved.len();
            prop_assert_eq!(paired + diff.new.len(), file.len());
            prop_assert_eq!(paired + diff.gone.len(), kept.len());
        }

        #[test]
        fn after_an_import_the_same_file_changes_nothing_more(kept in deals(), file in deals()) {
            let (kept, file) = (book(&kept), book(&file));
            let diff = DealDiff::between(&kept, &file);
            let merged = GoneDeals::Remove.merged(&kept, file.clone(), &diff);
            prop_assert!(DealDiff::between(&merged, &file).is_empty());
        }
    }
}
