//! The packs of deals as they lie in storage.

use crate::domain::{Deal, DealKey};
use crate::store::backend::{Backend, BackendError};
use crate::store::deals_index::PackData;
use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::{Key, Kind};
use crate::store::migrations::up_to_date;
use crate::store::packed_deals::unpack_within;
use crate::store::unfold_limit::UnfoldLimit;
use std::collections::BTreeMap;

/// A pack as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackReading {
    /// It is whole.
    Whole {
        /// The rep's name.
        rep: Option<String>,
        /// How many packs its import has.
        of: usize,
        /// Its deals.
        deals: Vec<(DealKey, Deal)>,
    },
    /// There is none.
    Missing,
    /// It can't be read.
    Damaged,
    /// A newer version of the app wrote it.
    Newer {
        /// The version of its data.
        schema: u32,
    },
}

/// Reads a pack.
///
/// # Errors
/// Where the browser can't read it.
pub fn read_pack<B: Backend>(
    backend: &B,
    generation: u64,
    id: &str,
) -> Result<PackReading, BackendError> {
    let key = Key::Deals { generation, rep: id.to_owned() }.to_string();
    let Some(text) = backend.get(&key)? else { return Ok(PackReading::Missing) };
    Ok(match Envelope::read(&text) {
        Reading::Whole(envelope) if envelope.kind == Kind::Deals.name() && envelope.id == id => {
            from_envelope(&envelope).unwrap_or(PackReading::Damaged)
        }
        Reading::Newer { schema } => PackReading::Newer { schema },
        Reading::Whole(_) | Reading::Damaged => PackReading::Damaged,
    })
}

/// The pack in an envelope; `None` where it holds none.
pub(super) fn from_envelope(envelope: &Envelope) -> Option<PackReading> {
    from_envelope_within(&mut UnfoldLimit::default(), envelope)
}

/// As [`from_envelope`], of several that may unfold to so much together.
pub(super) fn from_envelope_within(
    limit: &mut UnfoldLimit,
    envelope: &Envelope,
) -> Option<PackReading> {
    let data: PackData = serde_json::from_value(up_to_date(envelope)?).ok()?;
    // One that is refused takes nothing from the others.
    let mut rest = *limit;
    let deals = unpack_within(&mut rest, &data.packed, data.rep.as_deref())?;
    *limit = rest;
    let PackData { rep, of, deals: count, .. } = data;
    (deals.len() == count).then_some(PackReading::Whole { rep, of, deals })
}

/// A pack as it lies in storage, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackText {
    /// When it was kept, in milliseconds since 1970.
    pub saved_at: u64,
    /// Its deals.
    pub deals: Vec<(DealKey, Deal)>,
}

impl PackText {
    /// Reads it; `None` where it can't be read.
    pub fn read(text: &str) -> Option<Self> {
        match Envelope::read(text) {
            Reading::Whole(envelope) if envelope.kind == Kind::Deals.name() => {
                match from_envelope(&envelope)? {
                    PackReading::Whole { deals, .. } => {
                        Some(Self { saved_at: envelope.saved_at, deals })
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// The ids of all packs, by import.
///
/// # Errors
/// Where the keys can't be listed.
pub fn packs_by_generation<B: Backend>(
    backend: &B,
) -> Result<BTreeMap<u64, Vec<String>>, BackendError> {
    let mut packs: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for key in backend.keys()? {
        if let Some(Key::Deals { generation, rep }) = Key::parse(&key) {
            packs.entry(generation).or_default().push(rep);
        }
    }
    Ok(packs)
}
