//! Packing deals for an import, pack by pack.

use crate::domain::{DealBook, RepId};
use crate::store::deals_index::PackData;
use crate::store::envelope::Envelope;
use crate::store::keys::{Key, Kind};
use crate::store::packed_deals::pack;
use crate::store::slots::SaveError;
use std::collections::BTreeMap;

/// Deals in a pack: packing so many takes a few milliseconds, and a damaged one costs no more.
const MOST_IN_A_PACK: usize = 2_500;

/// Packs the deals of a book in steps.
#[derive(Clone, Debug)]
pub struct Packing {
    planned: Vec<Planned>,
    packed: Vec<PackedDeals>,
}

#[derive(Clone, Debug)]
struct Planned {
    id: String,
    rep: Option<String>,
    places: Vec<usize>,
}

/// A pack that no import has a number for yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedDeals {
    id: String,
    data: PackData,
}

/// A pack as it is written: the text goes under a key of its import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenPack {
    /// Which of its import it is.
    pub id: String,
    /// How many deals are in it.
    pub deals: usize,
    /// Its envelope.
    pub text: String,
}

impl Packing {
    /// Plans the packs. `number` gives the number of a rep by name.
    pub fn begin(book: &DealBook, number: impl Fn(&str) -> RepId) -> Self {
        Self { planned: planned(book, number), packed: Vec::new() }
    }

    /// Packs the next pack of the same book; says whether all are packed.
    pub fn advance(&mut self, book: &DealBook) -> bool {
        let of = self.planned.len();
        if let Some(Planned { id, rep, places }) = self.planned.get(self.packed.len()) {
            let deals = places
                .iter()
                .filter_map(|place| Some((*book.keys().get(*place)?, book.deals().get(*place)?)));
            let packed = pack(deals);
            let data = PackData { rep: rep.clone(), of, deals: places.len(), packed };
            self.packed.push(PackedDeals { id: id.clone(), data });
        }
        self.packed.len() >= of
    }

    /// The packs, when all are packed.
    pub fn finish(self) -> Vec<PackedDeals> {
        self.packed
    }

    /// All packs of a book at once.
    pub fn whole(book: &DealBook, number: impl Fn(&str) -> RepId) -> Vec<PackedDeals> {
        let mut packing = Self::begin(book, number);
        while !packing.advance(book) {}
        packing.finish()
    }
}

impl PackedDeals {
    /// As it is written for the import of this number.
    ///
    /// # Errors
    /// Where it can't be written as text.
    pub fn written(&self, generation: u64, now: u64) -> Result<WrittenPack, SaveError> {
        let envelope = Envelope::new(Kind::Deals.name(), &self.id, generation, now, &self.data)
            .map_err(|_| SaveError::Unwritable)?;
        let (id, deals) = (self.id.clone(), self.data.deals);
        Ok(WrittenPack { id, deals, text: envelope.write() })
    }
}

impl WrittenPack {
    /// The key that it lies under in the import of this number.
    pub fn key(&self, generation: u64) -> String {
        Key::Deals { generation, rep: self.id.clone() }.to_string()
    }
}

/// The deals of each rep in packs of at most so many.
fn planned(book: &DealBook, number: impl Fn(&str) -> RepId) -> Vec<Planned> {
    let mut by_rep: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (place, deal) in book.deals().iter().enumerate() {
        by_rep.entry(deal.rep.as_deref()).or_default().push(place);
    }
    let mut packs = Vec::new();
    for (rep, places) in by_rep {
        let id = rep.map_or_else(|| "nobody".to_owned(), |name| number(name).to_string());
        for (part, places) in places.chunks(MOST_IN_A_PACK).enumerate() {
            let (id, places) = (format!("{id}.{part}"), places.to_vec());
            packs.push(Planned { id, rep: rep.map(str::to_owned), places });
        }
    }
    packs
}
