//! The kept deals as they are found when the app starts.

use crate::domain::DealBook;
use crate::store::backend::{Backend, BackendError};
use crate::store::deals_import::INDEX_ID;
use crate::store::deals_index::{DealsIndex, PackEntry};
use crate::store::finding::Finding;
use crate::store::keys::Kind;
use crate::store::migrations::up_to_date;
use crate::store::packs::{PackReading, packs_by_generation, read_pack};
use crate::store::slots;
use std::collections::BTreeMap;

/// The deals kept, and what was wrong with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundDeals {
    /// The packs that hold them.
    pub index: DealsIndex,
    /// Whether the index is as it is kept; else it is to be written again.
    pub index_is_kept: bool,
    /// What was wrong.
    pub findings: Vec<Finding>,
}

/// Finds which deals are the kept ones. None of them is read yet but to make a damaged index anew.
///
/// # Errors
/// Where the browser can't read them.
pub fn find_deals<B: Backend>(backend: &B) -> Result<FoundDeals, BackendError> {
    let record = slots::load(backend, Kind::DealsIndex, INDEX_ID)?;
    let mut findings = Vec::new();
    if let Some(schema) = record.newer {
        findings.push(Finding::Newer { schema });
    }
    let index: Option<DealsIndex> = record
        .newest
        .as_ref()
        .and_then(up_to_date)
        .and_then(|data| serde_json::from_value(data).ok());
    let packs = packs_by_generation(backend)?;
    let Some(index) = index else {
        return rebuilt(backend, &packs, findings);
    };
    let Some(next) = index.replaced_by else {
        return Ok(FoundDeals { index, index_is_kept: true, findings });
    };
    // The old packs had to go first. If the new ones are all there, they are the kept ones; if the
    // old ones still are, nothing happened yet.
    if let Some(index) = whole_generation(backend, next, packs.get(&next))? {
        return Ok(FoundDeals { index, index_is_kept: false, findings });
    }
    let there = packs.get(&index.generation).map_or(&[][..], Vec::as_slice);
    if index.packs.iter().all(|pack| there.contains(&pack.id)) {
        let index = DealsIndex { replaced_by: None, ..index };
        return Ok(FoundDeals { index, index_is_kept: false, findings });
    }
    findings.push(Finding::ImportInterrupted);
    let packs = index.packs.into_iter().filter(|pack| there.contains(&pack.id)).collect();
    let index = DealsIndex { packs, ..index };
    Ok(FoundDeals { index, index_is_kept: true, findings })
}

/// The index by the packs alone: the newest import of which every pack is whole, else the one
/// with the most deals left.
fn rebuilt<B: Backend>(
    backend: &B,
    packs: &BTreeMap<u64, Vec<String>>,
    mut findings: Vec<Finding>,
) -> Result<FoundDeals, BackendError> {
    if packs.is_empty() {
        return Ok(FoundDeals { findings, index_is_kept: true, ..FoundDeals::default() });
    }
    let mut best = DealsIndex::default();
    for (generation, ids) in packs.iter().rev() {
        if let Some(index) = whole_generation(backend, *generation, Some(ids))? {
            best = index;
            break;
        }
        let index = readable(backend, *generation, ids)?;
        if deals_in(&index) > deals_in(&best) {
            best = index;
        }
    }
    findings.push(Finding::IndexRebuilt { deals: deals_in(&best) });
    Ok(FoundDeals { index: best, index_is_kept: false, findings })
}

fn deals_in(index: &DealsIndex) -> usize {
    index.packs.iter().map(|pack| pack.deals).sum()
}

/// The index of an import if each of its packs is there and whole.
fn whole_generation<B: Backend>(
    backend: &B,
    generation: u64,
    ids: Option<&Vec<String>>,
) -> Result<Option<DealsIndex>, BackendError> {
    let Some(ids) = ids else { return Ok(None) };
    let mut packs = Vec::new();
    for id in ids {
        match read_pack(backend, generation, id)? {
            PackReading::Whole { of, deals, .. } if of == ids.len() => {
                packs.push(PackEntry { id: id.clone(), deals: deals.len() });
            }
            _ => return Ok(None),
        }
    }
    Ok(Some(DealsIndex { generation, packs, replaced_by: None }))
}

/// What can be read of an import.
fn readable<B: Backend>(
    backend: &B,
    generation: u64,
    ids: &[String],
) -> Result<DealsIndex, BackendError> {
    let mut packs = Vec::new();
    for id in ids {
        if let PackReading::Whole { deals, .. } = read_pack(backend, generation, id)? {
            packs.push(PackEntry { id: id.clone(), deals: deals.len() });
        }
    }
    Ok(DealsIndex { generation, packs, replaced_by: None })
}

/// Reads the deals of a pack of the index into a book; says what was wrong with it.
///
/// # Errors
/// Where the browser can't read it.
pub fn read_into<B: Backend>(
    backend: &B,
    generation: u64,
    pack: &PackEntry,
    book: &mut DealBook,
) -> Result<Option<Finding>, BackendError> {
    match read_pack(backend, generation, &pack.id)? {
        PackReading::Whole { deals, .. } => {
            for (key, deal) in deals {
                book.keep_as(key, deal);
            }
            Ok(None)
        }
        PackReading::Newer { schema } => Ok(Some(Finding::Newer { schema })),
        PackReading::Missing | PackReading::Damaged => {
            Ok(Some(Finding::DealsLost { rep: pack.id.clone() }))
        }
    }
}
