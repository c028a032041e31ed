//! The deals that are kept.

use crate::domain::{Deal, DealKey, Money, Outcome};
use jiff::ToSpan;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Deals above which decided ones are kept without id and names, and those long decided not at
/// all: 20,000 whole ones take less than a megabyte of storage, 100,000 would take most of it.
pub const MOST_WITH_NAMES: usize = 20_000;

/// Deals and, in the same order, what each is recognised by in the next file.
///
/// An open deal is kept whole. A decided one is kept as what the numbers need, its rep, dates,
/// amount, outcome and segment, and with its id and names while there is room for those: so that
/// who checks a number finds the deal again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DealBook {
    deals: Vec<Deal>,
    keys: Vec<DealKey>,
    is_bare: bool,
}

impl DealBook {
    /// A book without deals.
    pub const fn new() -> Self {
        Self { deals: Vec::new(), keys: Vec::new(), is_bare: false }
    }

    /// Adds a deal as it comes from a file.
    pub fn keep(&mut self, deal: Deal) {
        let key = DealKey::of(&deal);
        self.keep_as(key, deal);
    }

    /// Adds a deal whose key is known already.
    pub fn keep_as(&mut self, key: DealKey, deal: Deal) {
        if self.deals.len() == MOST_WITH_NAMES {
            self.drop_names();
        }
        self.keys.push(key);
        self.deals.push(if self.is_bare { bare(deal) } else { as_kept(deal) });
    }

    /// Drops the ids and names of decided deals, of those to come too. Says whether there were
    /// any.
    pub fn drop_names(&mut self) -> bool {
        let mut had_names = false;
        for deal in self.deals.iter_mut().filter(|deal| has_names_to_drop(deal)) {
            had_names = true;
            (deal.id, deal.account, deal.name) = (None, None, None);
        }
        self.is_bare = true;
        had_names
    }

    /// Gives open deals that come without an amount the one that they were kept with: it came
    /// from a price list or an earlier file, and nothing says that it is past. Says how many do.
    pub fn take_missing_amounts(&mut self, kept: &Self) -> usize {
        let amounts: BTreeMap<DealKey, Money> = kept
            .iter()
            .filter(|(_, deal)| deal.outcome == Outcome::Open)
            .filter_map(|(key, deal)| Some((key, deal.amount?)))
            .collect();
        let deals = self.keys.iter().zip(&mut self.deals);
        let open = deals.filter(|(_, deal)| deal.outcome == Outcome::Open);
        let mut taken = 0;
        for (key, deal) in open.filter(|(_, deal)| deal.amount.is_none()) {
            deal.amount = amounts.get(key).copied();
            taken += usize::from(deal.amount.is_some());
        }
        taken
    }

    /// Gives reps the names that they are called by now, by the other ways to write them. What
    /// the deals are recognised by stays.
    pub fn call_reps(&mut self, called: &BTreeMap<String, String>) {
        if called.is_empty() {
            return;
        }
        for rep in self.deals.iter_mut().filter_map(|deal| deal.rep.as_mut()) {
            if let Some(name) = called.get(rep.as_str()) {
                rep.clone_from(name);
            }
        }
    }

    /// The deals.
    pub fn deals(&self) -> &[Deal] {
        &self.deals
    }

    /// The deals alone.
    pub fn into_deals(self) -> Vec<Deal> {
        self.deals
    }

    /// Their keys, in the same order.
    pub fn keys(&self) -> &[DealKey] {
        &self.keys
    }

    /// Both together.
    pub fn iter(&self) -> impl Iterator<Item = (DealKey, &Deal)> {
        self.keys.iter().copied().zip(&self.deals)
    }

    /// How many deals there are.
    pub const fn len(&self) -> usize {
        self.deals.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.deals.is_empty()
    }
}

impl FromIterator<Deal> for DealBook {
    fn from_iter<I: IntoIterator<Item = Deal>>(deals: I) -> Self {
        let mut book = Self::new();
        for deal in deals {
            book.keep(deal);
        }
        book
    }
}

/// A deal without what is never kept of it.
pub fn as_kept(deal: Deal) -> Deal {
    match deal.outcome {
        Outcome::Open => Deal { closed: None, ..deal },
        Outcome::Won | Outcome::Lost => Deal { stage: None, expected_close: None, ..deal },
    }
}

/// A deal with nothing but what the numbers need, where it is decided.
fn bare(deal: Deal) -> Deal {
    let deal = as_kept(deal);
    match deal.outcome {
        Outcome::Open => deal,
        Outcome::Won | Outcome::Lost => Deal { id: None, account: None, name: None, ..deal },
    }
}

const fn has_names_to_drop(deal: &Deal) -> bool {
    let has_names = deal.id.is_some() || deal.account.is_some() || deal.name.is_some();
    has_names && !matches!(deal.outcome, Outcome::Open)
}

/// What two copies of a deal are compared by: whether a decided one has its names depends on how
/// many deals there were beside it.
pub(super) fn comparable(deal: &Deal) -> Cow<'_, Deal> {
    if has_names_to_drop(deal) { Cow::Owned(bare(deal.clone())) } else { Cow::Borrowed(deal) }
}

/// The first day whose decided deals are kept where all are too many: the look-back and a year before the last day of
/// which anything is known, so that an export that lay for a while is kept as it was when it was
/// made. Open deals are always kept.
pub fn kept_since(last_known: Date, look_back_months: u8) -> Date {
    last_known.saturating_sub((i32::from(look_back_months) + 12).months())
}

/// Whether a deal is young enough to be kept. One without any date is: nothing says that it is
/// old, and the figures that need no dates use it.
pub fn is_kept(deal: &Deal, since: Date) -> bool {
    deal.outcome == Outcome::Open || deal.closed.or(deal.created).is_none_or(|day| day >= since)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deal(outcome: Outcome, closed: Option<&str>) -> Deal {
        let mut deal = Deal::new(outcome);
        deal.id = Some("7".to_owned());
        deal.account = Some("Acme".to_owned());
        deal.closed = closed.map(|day| day.parse().unwrap());
        deal
    }

    #[test]
    fn an_open_deal_without_an_amount_keeps_the_one_it_had() {
        let book = |outcome, amount| -> DealBook {
            let amount = Some(amount).filter(|amount| *amount > 0).map(Money::from_hundredths);
            [Deal { amount, ..deal(outcome, None) }].into_iter().collect()
        };
        let case = |outcome, amount, kept_outcome, kept| {
            let mut later = book(outcome, amount);
            later.take_missing_amounts(&book(kept_outcome, kept));
            later.deals()[0].amount.map(Money::hundredths)
        };
        assert_eq!(case(Outcome::Open, 0, Outcome::Open, 500), Some(500));
        assert_eq!(case(Outcome::Open, 700, Outcome::Open, 500), Some(700));
        assert_eq!(case(Outcome::Open, 0, Outcome::Won, 500), None);
        assert_eq!(case(Outcome::Won, 0, Outcome::Open, 500), None);
    }

    #[test]
    fn a_decided_deal_is_kept_with_its_names_while_there_is_room_for_them() {
        let won = || deal(Outcome::Won, Some("2026-01-05"));
        let named = |deals| {
            let book: DealBook = std::iter::repeat_with(won).take(deals).collect();
            assert_eq!(book.keys()[0], DealKey::of_id("7"));
            let named = book.deals().iter().filter(|deal| deal.account.is_some());
            named.count()
        };
        assert_eq!(named(MOST_WITH_NAMES), MOST_WITH_NAMES);
        assert_eq!(named(MOST_WITH_NAMES + 2), 0);
    }

    #[test]
    fn names_that_are_dropped_stay_away() {
        let deals = || [deal(Outcome::Won, None), deal(Outcome::Open, None)];
        let mut book: DealBook = deals().into_iter().collect();
        assert!(book.drop_names());
        assert!(!book.drop_names());
        for deal in deals() {
            book.keep(deal);
        }
        let named: Vec<bool> = book.deals().iter().map(|deal| deal.id.is_some()).collect();
        assert_eq!(named, [false, true, false, true]);
    }

    #[test]
    fn an_open_deal_is_kept_whole() {
        let book: DealBook = [deal(Outcome::Open, None)].into_iter().collect();
        assert_eq!(book.deals(), [deal(Outcome::Open, None)]);
    }

    #[test]
    fn decided_deals_are_kept_for_the_look_back_and_a_year() {
        let since = kept_since("2026-03-31".parse().unwrap(), 12);
        assert_eq!(since, "2024-03-31".parse().unwrap());
        assert!(is_kept(&deal(Outcome::Lost, Some("2024-03-31")), since));
        assert!(!is_kept(&deal(Outcome::Lost, Some("2024-03-30")), since));
        assert!(is_kept(&deal(Outcome::Won, None), since));
        assert!(is_kept(&deal(Outcome::Open, None), since));
    }
}
