//! A backup file on its way back: its deals beside those that are kept.

use crate::domain::{DealBook, DealDiff, Rep, RepId};
use crate::reader::session::said;
use crate::reader::summary::KeptDeals;
use crate::store::{BackupError, BackupFile, BackupRecords, Compared, Packing, Take};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a backup file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// How many deals it has of each rep who was erased here, by name: they stay away unless the user
    /// says otherwise.
    pub of_erased: BTreeMap<String, usize>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeDeals {
    /// The number of the import that they become (`store::DealsImport::generation`).
    pub generation: u64,
    /// What is taken where both changed.
    pub of_conflicts: Take,
    /// Who of those erased here comes back, by name.
    pub bring_back: BTreeSet<String>,
}

/// A backup that was read and not yet taken over.
#[derive(Debug)]
pub(super) struct Restoring {
    kept: KeptDeals,
    /// Its deals but those of reps who were erased here.
    deals: DealBook,
    of_erased: OfErased,
    deals_saved_at: u64,
    diff: DealDiff,
    compared: Compared,
    numbers: BTreeMap<String, RepId>,
}

impl Restoring {
    /// Reads a file and compares it; also gives its small records. `erased` are the reps who were erased
    /// here.
    pub(super) fn open(
        bytes: &[u8],
        kept: KeptDeals,
        reps: &[Rep],
        erased: &[RepId],
    ) -> Result<(Self, BackupRead, BackupRecords), BackupError> {
        let BackupFile { saved_at, records, deals, deals_saved_at, rejected } =
            BackupFile::read(bytes)?;
        let file_reps: Vec<Rep> = records.reps().collect();
        let is_erased = erased_here(&kept.book, reps, erased);
        let (deals, of_erased) = OfErased::part(deals, &file_reps, is_erased);
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
            of_erased: of_erased.counted(),
        };
        let numbers = reps.iter().cloned().chain(file_reps).map(|rep| (rep.name, rep.id));
        let numbers = numbers.collect();
        let restoring = Self { kept, deals, of_erased, deals_saved_at, diff, compared, numbers };
        Ok((restoring, read, records))
    }

    /// The packs of both together: of each its id, how many deals it holds, and its text.
    pub(super) fn packs(&self, taking: &TakeDeals) -> Result<Vec<(String, usize, String)>, String> {
        let together = self.together(taking);
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

    fn together(&self, taking: &TakeDeals) -> DealBook {
        let kept = &self.kept.book;
        let with_erased = self.of_erased.brought_back(&self.deals, &taking.bring_back);
        let with_erased = with_erased.map(|deals| (DealDiff::between(kept, &deals), deals));
        let (diff, deals) =
            with_erased.as_ref().map_or((&self.diff, &self.deals), |(diff, deals)| (diff, deals));
        let takes_theirs = self.compared.taken(taking.of_conflicts) == Take::Backup;
        let pairs = diff.changed.iter().chain(&diff.moved);
        let theirs: BTreeMap<usize, usize> = pairs.copied().filter(|_| takes_theirs).collect();
        let mut together = DealBook::new();
        let mut add = |book: &DealBook, place: usize| {
            if let (Some(key), Some(deal)) = (book.keys().get(place), book.deals().get(place)) {
                together.keep_as(*key, deal.clone());
            }
        };
        for place in 0..kept.len() {
            match theirs.get(&place) {
                Some(of_file) => add(deals, *of_file),
                None => add(kept, place),
            }
        }
        diff.new.iter().for_each(|place| add(deals, *place));
        together
    }
}

/// Tells who was erased here: who has no deals here, and by whose name nobody in the team goes.
fn erased_here<'a>(
    kept: &'a DealBook,
    reps: &'a [Rep],
    erased: &[RepId],
) -> impl Fn(&str) -> bool + 'a {
    let erased: BTreeSet<RepId> = erased.iter().copied().collect();
    let with_deals: BTreeSet<&str> =
        kept.deals().iter().filter_map(|deal| deal.rep.as_deref()).collect();
    move |name| {
        erased.contains(&RepId::first_seen_as(name))
            && !with_deals.contains(name)
            && Rep::place_by_name(reps, name).is_none()
    }
}

/// The deals of a file of reps who were erased here, each with the name that the file's rep goes by.
#[derive(Debug, Default)]
struct OfErased {
    deals: DealBook,
    names: Vec<String>,
}

impl OfErased {
    /// Parts them from the other deals, which come first.
    fn part(
        file: DealBook,
        file_reps: &[Rep],
        is_erased: impl Fn(&str) -> bool,
    ) -> (DealBook, Self) {
        let names: BTreeSet<&str> =
            file.deals().iter().filter_map(|deal| deal.rep.as_deref()).collect();
        let goes_by = |name: &str| {
            let rep = Rep::place_by_name(file_reps, name).and_then(|place| file_reps.get(place));
            rep.map_or(name, |rep| rep.name.as_str()).to_owned()
        };
        let erased = names.into_iter().filter(|name| is_erased(name));
        let erased: BTreeMap<String, String> =
            erased.map(|name| (name.to_owned(), goes_by(name))).collect();
        if erased.is_empty() {
            return (file, Self::default());
        }
        let (mut others, mut parted) = (DealBook::new(), Self::default());
        for (key, deal) in file.iter() {
            match deal.rep.as_ref().and_then(|name| erased.get(name)) {
                Some(name) => {
                    parted.names.push(name.clone());
                    parted.deals.keep_as(key, deal.clone());
                }
                None => others.keep_as(key, deal.clone()),
            }
        }
        (others, parted)
    }

    /// How many of each rep there are.
    fn counted(&self) -> BTreeMap<String, usize> {
        let mut counted = BTreeMap::new();
        for name in &self.names {
            *counted.entry(name.clone()).or_default() += 1;
        }
        counted
    }

    /// Other deals with those of who comes back; none where none of these has any.
    fn brought_back(&self, others: &DealBook, who: &BTreeSet<String>) -> Option<DealBook> {
        let back = self.names.iter().zip(self.deals.iter());
        let mut back = back.filter(|(name, _)| who.contains(*name)).peekable();
        back.peek()?;
        let mut deals = others.clone();
        for (_, (key, deal)) in back {
            deals.keep_as(key, deal.clone());
        }
        Some(deals)
    }
}
