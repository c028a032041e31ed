//! A backup file on its way back: its deals beside those that are kept.

use crate::domain::{DealBook, DealDiff, Rep, RepId};
use crate::reader::session::said;
use crate::reader::summary::KeptDeals;
use crate::store::{BackupError, BackupFile, BackupRecords, Compared, Packing, Take};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a backup file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupRead {
    /// When it was saved, in milliseconds since 1970.
    pub saved_at: u64,
    /// How its deals stand to those kept.
    pub deals: DealsCompared,
    /// Parts of it that can't be read and are left out.
    pub unreadable: usize,
    /// Parts that it holds twice, of which the first counts.
    pub twice: usize,
    /// Kept packs that can't be read.
    pub unreadable_here: usize,
    /// Its deals of reps who were erased here: they stay away.
    pub of_erased: usize,
}

/// How the deals of a backup stand to those kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealsCompared {
    /// Not kept here.
    pub new: usize,
    /// Kept here too, and saying something else.
    pub differing: usize,
    /// How those differing stand: all deals of one import are of one age.
    pub compared: Compared,
    /// The same here.
    pub same: usize,
    /// Only here; they stay.
    pub only_here: usize,
}

impl DealsCompared {
    /// Whether taking them over changes what is kept.
    pub fn change_something(self, of_conflicts: Take) -> bool {
        let differing = self.differing > 0 && self.compared.taken(of_conflicts) == Take::Backup;
        self.new > 0 || differing
    }
}

/// How the deals of a backup are to be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeDeals {
    /// The number of the import that they become (`store::DealsImport::generation`).
    pub generation: u64,
    /// What is taken where both changed.
    pub of_conflicts: Take,
}

/// A backup that was read and not yet taken over.
#[derive(Debug)]
pub(super) struct Restoring {
    kept: KeptDeals,
    deals: DealBook,
    deals_saved_at: u64,
    diff: DealDiff,
    compared: Compared,
    numbers: BTreeMap<String, RepId>,
}

impl Restoring {
    /// Reads a file and compares it; also gives its small records. Of `gone` are those who were removed
    /// here, whose deals stay, and those who were erased with them.
    pub(super) fn open(
        bytes: &[u8],
        kept: KeptDeals,
        reps: &[Rep],
        gone: &[RepId],
    ) -> Result<(Self, BackupRead, BackupRecords), BackupError> {
        let BackupFile { saved_at, records, deals, deals_saved_at, rejected } =
            BackupFile::read(bytes)?;
        let (deals, of_erased) = without_erased(deals, &kept.book, reps, gone);
        let diff = DealDiff::between(&kept.book, &deals);
        let compared = match deals_saved_at.cmp(&kept.saved_at) {
            std::cmp::Ordering::Greater => Compared::Changed,
            std::cmp::Ordering::Less => Compared::KeptIsNewer,
            std::cmp::Ordering::Equal => Compared::Conflict,
        };
        let counted = DealsCompared {
            new: diff.new.len(),
            differing: diff.changed.len() + diff.moved.len(),
            compared,
            same: diff.same,
            only_here: diff.gone.len(),
        };
        let read = BackupRead {
            saved_at,
            deals: counted,
            unreadable: rejected.unreadable,
            twice: rejected.twice,
            unreadable_here: kept.unreadable,
            of_erased,
        };
        let numbers = reps.iter().cloned().chain(records.reps()).map(|rep| (rep.name, rep.id));
        let numbers = numbers.collect();
        Ok((Self { kept, deals, deals_saved_at, diff, compared, numbers }, read, records))
    }

    /// The packs of both together: of each its id, how many deals it holds, and its text.
    pub(super) fn packs(&self, taking: TakeDeals) -> Result<Vec<(String, usize, String)>, String> {
        let together = self.together(taking.of_conflicts);
        let number = |name: &str| {
            self.numbers.get(name).copied().unwrap_or_else(|| RepId::first_seen_as(name))
        };
        // As old as the newer of both: what is taken over does not become newer by that.
        let saved_at = self.deals_saved_at.max(self.kept.saved_at);
        let packs = Packing::whole(&together, number);
        let written = packs.iter().map(|pack| pack.written(taking.generation, saved_at));
        written
            .map(|pack| pack.map(|pack| (pack.id, pack.deals, pack.text)).map_err(said))
            .collect()
    }

    fn together(&self, of_conflicts: Take) -> DealBook {
        let kept = &self.kept.book;
        let takes_theirs = self.compared.taken(of_conflicts) == Take::Backup;
        let pairs = self.diff.changed.iter().chain(&self.diff.moved);
        let theirs: BTreeMap<usize, usize> = pairs.copied().filter(|_| takes_theirs).collect();
        let mut together = DealBook::new();
        let mut add = |book: &DealBook, place: usize| {
            if let (Some(key), Some(deal)) = (book.keys().get(place), book.deals().get(place)) {
                together.keep_as(*key, deal.clone());
            }
        };
        for place in 0..kept.len() {
            match theirs.get(&place) {
                Some(of_file) => add(&self.deals, *of_file),
                None => add(kept, place),
            }
        }
        self.diff.new.iter().for_each(|place| add(&self.deals, *place));
        together
    }
}

/// The deals of a file but those of reps who were erased here, and how many these are. Somebody gone is
/// erased who has no deals here and by whose name nobody in the team goes.
fn without_erased(
    file: DealBook,
    kept: &DealBook,
    reps: &[Rep],
    gone: &[RepId],
) -> (DealBook, usize) {
    let gone: BTreeSet<RepId> = gone.iter().copied().collect();
    let with_deals: BTreeSet<&str> =
        kept.deals().iter().filter_map(|deal| deal.rep.as_deref()).collect();
    let is_erased = |name: &str| {
        gone.contains(&RepId::first_seen_as(name))
            && !with_deals.contains(name)
            && Rep::place_by_name(reps, name).is_none()
    };
    let names: BTreeSet<&str> =
        file.deals().iter().filter_map(|deal| deal.rep.as_deref()).collect();
    let erased: BTreeSet<String> =
        names.into_iter().filter(|name| is_erased(name)).map(str::to_owned).collect();
    if erased.is_empty() {
        return (file, 0);
    }
    let mut left = DealBook::new();
    for (key, deal) in file.keys().iter().zip(file.deals()) {
        if deal.rep.as_ref().is_none_or(|name| !erased.contains(name)) {
            left.keep_as(*key, deal.clone());
        }
    }
    let of_erased = file.len() - left.len();
    (left, of_erased)
}
