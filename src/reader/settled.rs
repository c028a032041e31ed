//! What the answers so far make of an open import: its deals beside those kept, and their packs.

use crate::domain::{
    DealBook, DealDiff, GoneDeals, MOST_WITH_NAMES, Rep, RepId, Workspace, is_kept, kept_since,
};
use crate::intake::{Report, Rules, Settlement, StagedDeals};
use crate::reader::changed::{ChangeKind, ChangedDeals, called, listed};
use crate::reader::found_again::FoundAgain;
use crate::reader::protocol::{Changes, Fits, Opening, Size};
use crate::store::{PackedDeals, Packing, cost, fits_since};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A settled import.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) report: Report,
    pub(super) workspace: Workspace,
    pub(super) changes: Changes,
    /// Decided deals that are too old to be kept.
    pub(super) too_old: usize,
    /// Open deals that come without an amount and keep the one that they had.
    pub(super) amounts_kept: usize,
    diff: DealDiff,
    rules: Rules,
    since: Date,
    /// The places in the file of deals that are too old, where there is something to compare with.
    left_out: BTreeSet<usize>,
    /// What is to be kept: the deals of the file, then the kept ones that are not in it. Made
    /// for the report only where there is something to compare with: it is waited for.
    deals: Option<DealBook>,
    packs: Vec<PackedDeals>,
}

impl Settled {
    /// Counts what the file brings, and compares it with what is kept.
    pub(super) fn of(
        settlement: Settlement,
        workspace: Workspace,
        opening: &Opening,
        staged: &StagedDeals,
        kept: &DealBook,
    ) -> Self {
        let Settlement { rules, report, decided } = settlement;
        let mut settled = Self {
            report,
            workspace,
            changes: Changes::default(),
            too_old: 0,
            amounts_kept: 0,
            diff: DealDiff::default(),
            rules,
            since: Date::MIN,
            left_out: BTreeSet::new(),
            deals: None,
            packs: Vec::new(),
        };
        settled.draw_the_line(&decided, opening, kept);
        let of_file = settled.report.deals.all().saturating_sub(settled.too_old);
        if kept.is_empty() {
            settled.changes.new = of_file;
            return settled;
        }
        let mut book = settled.book(staged, kept);
        settled.amounts_kept = book.take_missing_amounts(kept);
        let diff = DealDiff::between(kept, &book);
        settled.changes = Changes {
            kept: kept.len(),
            new: diff.new.len(),
            changed: diff.changed.len(),
            moved: diff.moved.len(),
            gone: diff.gone.len(),
            same: diff.same,
        };
        settled.deals = Some(GoneDeals::Keep.merged(kept, book, &diff));
        settled.diff = diff;
        settled
    }

    /// Finds the first day whose decided deals are kept, and how many of the file's are older. As
    /// long as all are few, none is too old: one mistyped year must not send the others away.
    fn draw_the_line(&mut self, decided: &[Date], opening: &Opening, kept: &DealBook) {
        if self.report.deals.all().max(kept.len()) <= MOST_WITH_NAMES {
            return;
        }
        let of_kept = kept.deals().iter().filter_map(|deal| deal.closed);
        let past = decided.iter().copied().chain(of_kept).filter(|day| *day <= opening.today);
        let last_known = past.max().unwrap_or(opening.today);
        self.since = kept_since(last_known, opening.look_back_months);
        self.too_old = decided.iter().filter(|day| **day < self.since).count();
    }

    /// The deals of the file that are young enough to be kept, and those that are kept already.
    fn book(&mut self, staged: &StagedDeals, kept: &DealBook) -> DealBook {
        let reps = self.report.reps.iter();
        let reps: BTreeMap<&str, &Rep> = reps
            .filter_map(|rep| Some((rep.name.as_str(), self.workspace.rep_named(&rep.name)?)))
            .collect();
        let mut found_again = FoundAgain::among(kept, &self.workspace);
        let (mut book, mut left_out) = (DealBook::new(), BTreeSet::new());
        for (place, deal) in self.rules.rows(staged).deals(0..staged.rows()).enumerate() {
            let rep = deal.rep.as_deref().and_then(|name| reps.get(name).copied());
            let (key, found) = found_again.find(&deal, rep);
            if let Some(before) = found.and_then(|place| kept.deals().get(place)) {
                book.keep_as(key, deal.with_names_of(before));
            } else if is_kept(&deal, self.since) {
                book.keep_as(key, deal);
            } else {
                left_out.insert(place);
            }
        }
        if !kept.is_empty() {
            self.too_old = left_out.len();
        }
        self.left_out = left_out;
        book
    }

    /// The next of the deals that change in this way.
    pub(super) fn changed(
        &self,
        which: (ChangeKind, usize),
        staged: &StagedDeals,
        kept: &DealBook,
    ) -> ChangedDeals {
        let none = DealBook::new();
        let file = self.deals.as_ref().unwrap_or(&none);
        listed(which, &self.diff, kept, file, |places| self.names(staged, places))
    }

    /// The names of the deals in these places of the book, as the file has them.
    fn names(&self, staged: &StagedDeals, places: &[usize]) -> BTreeMap<usize, String> {
        let wanted: BTreeSet<usize> = places.iter().copied().collect();
        let rows = self.rules.rows(staged);
        let deals = rows.deals(0..staged.rows()).enumerate();
        let deals = deals.filter(|(place, _)| !self.left_out.contains(place)).map(|(_, deal)| deal);
        let named = deals.enumerate().filter(|(place, _)| wanted.contains(place));
        named.filter_map(|(place, deal)| Some((place, called(&deal)?))).collect()
    }

    /// Packs the deals and says how much they take, of so many units free, with what is kept
    /// `beside` them.
    pub(super) fn size(&mut self, staged: &StagedDeals, free: usize, beside: usize) -> Size {
        let mut deals = match self.deals.take() {
            Some(deals) => deals,
            None => self.book(staged, &DealBook::new()),
        };
        self.packs = packed(&deals, &self.workspace);
        let mut of_deals = self.packs.iter().map(units).sum();
        let for_deals = free.saturating_sub(beside);
        // Names of decided deals go before any deal does.
        if of_deals > for_deals && deals.drop_names() {
            self.packs = packed(&deals, &self.workspace);
            of_deals = self.packs.iter().map(units).sum();
        }
        let fits = if of_deals <= for_deals {
            Fits::All
        } else {
            fits_since(&deals, of_deals, for_deals).map_or(Fits::No, Fits::Since)
        };
        let size = Size { deals: deals.len(), units: of_deals + beside, fits };
        self.deals = Some(deals);
        size
    }

    /// The packs of what was decided to be kept.
    pub(super) fn packs(&self, gone: GoneDeals, since: Option<Date>) -> Cow<'_, [PackedDeals]> {
        let Some(deals) = &self.deals else { return Cow::Borrowed(&self.packs) };
        // Those gone from the file stand behind those of it.
        let end = match gone {
            GoneDeals::Keep => deals.len(),
            GoneDeals::Remove => deals.len().saturating_sub(self.changes.gone),
        };
        if end == deals.len() && since.is_none() {
            return Cow::Borrowed(&self.packs);
        }
        let mut fewer = DealBook::new();
        for (key, deal) in deals.iter().take(end) {
            if since.is_none_or(|since| is_kept(deal, since)) {
                fewer.keep_as(key, deal.clone());
            }
        }
        Cow::Owned(packed(&fewer, &self.workspace))
    }
}

fn packed(deals: &DealBook, workspace: &Workspace) -> Vec<PackedDeals> {
    Packing::whole(deals, |name| {
        workspace.rep_named(name).map_or_else(|| RepId::first_seen_as(name), |rep| rep.id)
    })
}

/// What a pack takes, with room for the longest numbers in its envelope.
fn units(pack: &PackedDeals) -> usize {
    let longest = u64::from(u32::MAX);
    pack.written(longest, 10_000_000_000_000)
        .map_or(0, |pack| cost(&pack.text) + cost(&pack.key(longest)))
}
