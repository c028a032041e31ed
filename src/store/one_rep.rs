//! One rep alone: in a file of their own, or erased with all that is known of them.

use crate::domain::{Rep, RepId};
use crate::store::aside::{AsideText, all_aside, empty, put_back};
use crate::store::backend::{Backend, BackendError};
use crate::store::backup::BackupWriting;
use crate::store::budget::Budget;
use crate::store::deals_found::find_deals;
use crate::store::deals_import::INDEX_ID;
use crate::store::deals_index::{DealsIndex, PackData};
use crate::store::envelope::{Envelope, Reading};
use crate::store::going_back::{Before, go_back_to};
use crate::store::handover::{DEVICE_KEY, Handover};
use crate::store::in_tasks::NotKept;
use crate::store::keys::{Key, Kind, Slot};
use crate::store::mark::Mark;
use crate::store::memory::MemoryBackend;
use crate::store::of_rep::OfRep;
use crate::store::slots::{self, SaveError};
use crate::store::snapshot::Snapshot;

/// A rep with their deals as the text of a backup file, and how many packs of their deals are not whole.
///
/// # Errors
/// Where what is kept can't be read.
pub fn write_rep<B: Backend>(
    backend: &B,
    rep: &Rep,
    now: u64,
) -> Result<(String, usize), SaveError> {
    let all = MemoryBackend::holding(Snapshot::take(backend)?.texts());
    let of = OfRep::new(&all, rep)?;
    for kind in Kind::RECORDS.into_iter().filter(|kind| *kind != Kind::DealsIndex) {
        for record in slots::load_all(&all, kind)? {
            if !of.is_record(kind.name(), &record.id) {
                slots::erase(&all, kind, &record.id)?;
            }
        }
    }
    let mut handover = Handover::kept(backend)?;
    handover.retain(|states| {
        states.iter().all(|state| of.is_record(&state.record.kind, &state.record.id))
    });
    handover.keep(&all, now)?;
    keep_packs(&all, |pack| of.has_pack(pack), |pack| of.lies_under(pack), now)?;
    for text in all_aside(&all)? {
        all.remove(&text.key)?;
    }
    if let Some(device) = backend.get(DEVICE_KEY)? {
        all.set(DEVICE_KEY, &device)?;
    }
    let mut writing = BackupWriting::begin(&all, now)?;
    while writing.advance(&all)? {}
    let damaged = writing.damaged();
    Ok((writing.finish(&all)?.concat(), damaged))
}

/// The reps who were erased, as far as their marks are still there.
///
/// # Errors
/// Where what is kept can't be read.
pub fn erased_reps<B: Backend>(backend: &B) -> Result<Vec<RepId>, BackendError> {
    let records = slots::load_all(backend, Kind::Rep)?;
    let newest = records.iter().filter_map(|record| record.newest.as_ref());
    let erased = newest.filter(|newest| newest.mark() == Some(Mark::Erased));
    Ok(erased.filter_map(|erased| erased.id.parse().ok()).collect())
}

/// What was erased.
#[derive(Clone, Debug, PartialEq)]
pub struct ErasedRep {
    /// How many deals.
    pub deals: usize,
    /// What undoes it.
    pub before: Before,
}

/// Erases a rep: what is known of them, their deals, what was put aside of these, and whatever else
/// names them, but as the manager of others.
///
/// # Errors
/// Where that is not kept; everything is as it was before, unless the error says otherwise.
pub fn erase_rep<B: Backend>(
    backend: &B,
    rep: &Rep,
    budget: Budget,
    now: u64,
) -> Result<ErasedRep, NotKept> {
    let deals_before = find_deals(backend)?.index.deals();
    let then = MemoryBackend::holding(Snapshot::take(backend)?.texts());
    let of = OfRep::new(&then, rep)?;
    slots::erase(&then, Kind::Rep, &rep.id.to_string())?;
    let named: Vec<String> = naming(&then, &of)?;
    for shape in &named {
        slots::erase(&then, Kind::FileShape, shape)?;
    }
    keep_packs(&then, |pack| !of.has_pack(pack), |pack| !of.lies_under(pack), now)?;
    let mut handover = Handover::kept(&then)?;
    let names_them = |record: &Envelope| {
        let is_named = record.kind == Kind::FileShape.name() && named.contains(&record.id);
        is_named || of.tells_of(record)
    };
    handover.retain(|states| !states.iter().any(|state| names_them(&state.record)));
    if handover != Handover::kept(&then)? {
        handover.keep(&then, now)?;
    }
    let before = go_back_to(backend, &Snapshot::take(&then)?, budget, now)?;
    // From here on nothing of the rep counts any more; what still lies there goes.
    let mut aside = Vec::new();
    let cleared = clear_old_copies(backend, &of, &named, &handover, now)
        .and_then(|()| clear_aside(backend, &of, &mut aside));
    match cleared {
        Ok(()) => {
            let deals = deals_before.saturating_sub(find_deals(backend)?.index.deals());
            Ok(ErasedRep { deals, before: Before { everything: before, aside } })
        }
        // Half erased is not erased, and not kept either.
        Err(error) => {
            let is_back = go_back_to(backend, &before, budget, now).is_ok()
                && put_back(backend, &aside).is_ok();
            Err(NotKept { error, before: (!is_back).then_some(before) })
        }
    }
}

/// The older slots of what was deleted or changed still say what it was.
fn clear_old_copies<B: Backend>(
    backend: &B,
    of: &OfRep,
    shapes: &[String],
    handover: &Handover,
    now: u64,
) -> Result<(), SaveError> {
    // Deals that come back under another way to write the name are known by its mark.
    let reps = of.numbers().iter().map(|number| (Kind::Rep, number));
    for (kind, id) in reps.chain(shapes.iter().map(|shape| (Kind::FileShape, shape))) {
        slots::leave_mark(backend, kind, id, Mark::Erased, now)?;
    }
    handover.keep_over_the_older(backend, now)
}

/// What lay aside of the rep goes, and is given.
fn clear_aside<B: Backend>(
    backend: &B,
    of: &OfRep,
    gone: &mut Vec<AsideText>,
) -> Result<(), SaveError> {
    let of_rep = |found_at: &str| match Key::parse(found_at) {
        Some(Key::Record { kind, id, .. }) => of.is_record(kind.name(), &id),
        Some(Key::Deals { rep: pack, .. }) => of.lies_under(&pack),
        _ => false,
    };
    for text in all_aside(backend)? {
        if of_rep(&text.found_at) || of.is_named_in(&text.text) {
            empty(backend, &text.key)?;
            gone.push(text);
        }
    }
    Ok(())
}

/// The shapes of files of which something was answered that names a rep.
fn naming<B: Backend>(backend: &B, of: &OfRep) -> Result<Vec<String>, BackendError> {
    let mut found = Vec::new();
    for shape in slots::load_all(backend, Kind::FileShape)? {
        let mut named = false;
        for slot in Slot::BOTH {
            let key = Key::Record { kind: Kind::FileShape, id: shape.id.clone(), slot };
            let text = backend.get(&key.to_string())?.unwrap_or_default();
            named |= of.is_answered_in(&text);
        }
        if named {
            found.push(shape.id);
        }
    }
    Ok(found)
}

/// Lets the packs of deals go that are not wanted; of those that can't be read the id tells.
fn keep_packs(
    backend: &MemoryBackend,
    wanted: impl Fn(&PackData) -> bool,
    wanted_unread: impl Fn(&str) -> bool,
    now: u64,
) -> Result<(), SaveError> {
    let index = find_deals(backend)?.index;
    let mut kept = Vec::new();
    for pack in &index.packs {
        let key = index.key(&pack.id);
        let text = backend.get(&key)?.unwrap_or_default();
        let data = match Envelope::read(&text) {
            Reading::Whole(envelope) => {
                serde_json::from_str(&envelope.data).ok().map(|data: PackData| (envelope, data))
            }
            Reading::Newer { .. } => return Err(SaveError::Newer),
            Reading::Damaged => None,
        };
        match data {
            Some((envelope, data)) if wanted(&data) => kept.push((pack, Some((envelope, data)))),
            None if wanted_unread(&pack.id) => kept.push((pack, None)),
            Some(_) | None => backend.remove(&key)?,
        }
    }
    let of = kept.len();
    let packs = kept.iter().map(|(pack, _)| (*pack).clone()).collect();
    for (pack, read) in kept {
        if let Some((envelope, data)) = read {
            let data = PackData { of, ..data };
            let Envelope { kind, id, rev, saved_at, .. } = envelope;
            let written = Envelope::new(&kind, &id, rev, saved_at, &data);
            let written = written.map_err(|_| SaveError::Unwritable)?.write();
            backend.set(&index.key(&pack.id), &written)?;
        }
    }
    let index = DealsIndex { packs, ..index };
    slots::save(backend, Kind::DealsIndex, INDEX_ID, Some(&index), now).map(drop)
}
