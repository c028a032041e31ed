//! One rep alone: in a file of their own, or erased with all that is known of them.

use crate::domain::{Rep, RepId};
use crate::store::aside::all_aside;
use crate::store::backend::{Backend, BackendError};
use crate::store::backup::BackupWriting;
use crate::store::budget::Budget;
use crate::store::deals_found::find_deals;
use crate::store::deals_import::INDEX_ID;
use crate::store::deals_index::{DealsIndex, PackData};
use crate::store::envelope::{Envelope, Reading};
use crate::store::going_back::go_back_to;
use crate::store::handover::{DEVICE_KEY, Handover};
use crate::store::in_tasks::NotKept;
use crate::store::keys::{Key, Kind, Slot};
use crate::store::memory::MemoryBackend;
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
    for kind in Kind::RECORDS.into_iter().filter(|kind| *kind != Kind::DealsIndex) {
        for record in slots::load_all(&all, kind)? {
            if !is_rep(kind.name(), &record.id, rep) {
                slots::erase(&all, kind, &record.id)?;
            }
        }
    }
    let mut handover = Handover::kept(backend)?;
    handover.retain(|record| is_rep(&record.kind, &record.id, rep));
    handover.keep(&all, now)?;
    keep_packs(&all, |pack| is_of(pack, rep), |pack| lies_under(pack, rep), now)?;
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

/// The reps who were removed or erased, as far as their marks are still there.
///
/// # Errors
/// Where what is kept can't be read.
pub fn gone_reps<B: Backend>(backend: &B) -> Result<Vec<RepId>, BackendError> {
    let records = slots::load_all(backend, Kind::Rep)?;
    let gone = records.iter().filter_map(|record| record.newest.as_ref());
    let gone = gone.filter(|newest| newest.is_deleted());
    Ok(gone.filter_map(|newest| newest.id.parse().ok()).collect())
}

/// What was erased.
#[derive(Clone, Debug, PartialEq)]
pub struct ErasedRep {
    /// How many deals.
    pub deals: usize,
    /// Everything as it was, to undo it.
    pub before: Snapshot,
}

/// Erases a rep: what is known of them, their deals, what was put aside of these, and whatever else
/// names them.
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
    let id = rep.id.to_string();
    slots::erase(&then, Kind::Rep, &id)?;
    let named: Vec<String> = naming(&then, rep)?;
    for shape in &named {
        slots::erase(&then, Kind::FileShape, shape)?;
    }
    keep_packs(&then, |pack| !is_of(pack, rep), |pack| !lies_under(pack, rep), now)?;
    let mut handover = Handover::kept(&then)?;
    handover.retain(|record| match Kind::named(&record.kind) {
        Some(Kind::Rep) => record.id != id,
        Some(Kind::FileShape) => !named.contains(&record.id),
        _ => true,
    });
    if handover != Handover::kept(&then)? {
        handover.keep(&then, now)?;
    }
    let before = go_back_to(backend, &Snapshot::take(&then)?, budget, now)?;
    // From here on nothing of the rep counts any more; what still lies there goes.
    let cleared = clear_old_copies(backend, rep, &named, &handover, now);
    match cleared {
        Ok(()) => {
            let deals = deals_before.saturating_sub(find_deals(backend)?.index.deals());
            Ok(ErasedRep { deals, before })
        }
        // Half erased is not erased, and not kept either.
        Err(error) => {
            let is_back = go_back_to(backend, &before, budget, now).is_ok();
            Err(NotKept { error, before: (!is_back).then_some(before) })
        }
    }
}

/// The older slots of what was deleted or changed still say what it was.
fn clear_old_copies<B: Backend>(
    backend: &B,
    rep: &Rep,
    shapes: &[String],
    handover: &Handover,
    now: u64,
) -> Result<(), SaveError> {
    let id = rep.id.to_string();
    // Deals that come back under another way to write the name are known by its mark.
    let reps = slots::load_all(backend, Kind::Rep)?;
    let is_anothers = |id: &String| {
        let mut found = reps.iter().filter(|record| record.id == *id);
        found.any(|record| record.newest.as_ref().is_some_and(|newest| !newest.is_deleted()))
    };
    let others = rep.also_known_as.iter().map(|name| RepId::first_seen_as(name).to_string());
    let ids: Vec<String> =
        std::iter::once(id.clone()).chain(others.filter(|id| !is_anothers(id))).collect();
    let deleted = ids.iter().map(|id| (Kind::Rep, id));
    for (kind, id) in deleted.chain(shapes.iter().map(|shape| (Kind::FileShape, shape))) {
        slots::save::<_, ()>(backend, kind, id, None, now)?;
    }
    if Handover::kept_at(backend)?.is_some() {
        handover.keep(backend, now)?;
    }
    let of_rep = |found_at: &str| match Key::parse(found_at) {
        Some(Key::Record { kind, id, .. }) => is_rep(kind.name(), &id, rep),
        Some(Key::Deals { rep: pack, .. }) => lies_under(&pack, rep),
        _ => false,
    };
    for text in all_aside(backend)? {
        if of_rep(&text.found_at) || names(rep).any(|name| is_named_in(&text.text, name)) {
            backend.remove(&text.key)?;
        }
    }
    Ok(())
}

/// The shapes of files of which something was answered that names a rep.
fn naming<B: Backend>(backend: &B, rep: &Rep) -> Result<Vec<String>, BackendError> {
    let mut found = Vec::new();
    for shape in slots::load_all(backend, Kind::FileShape)? {
        let mut named = false;
        for slot in Slot::BOTH {
            let key = Key::Record { kind: Kind::FileShape, id: shape.id.clone(), slot };
            let text = backend.get(&key.to_string())?.unwrap_or_default();
            named |= names(rep).any(|name| text.contains(&quoted(name)));
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

fn is_of(pack: &PackData, rep: &Rep) -> bool {
    pack.rep.as_ref().is_some_and(|name| names(rep).any(|other| other == name))
}

/// Whether a record is that of a rep.
fn is_rep(kind: &str, id: &str, rep: &Rep) -> bool {
    kind == Kind::Rep.name() && id == rep.id.to_string()
}

/// Whether a pack lies under the number of a rep.
fn lies_under(pack: &str, rep: &Rep) -> bool {
    pack.split('.').next() == Some(rep.id.to_string().as_str())
}

/// What a rep is or was called.
fn names(rep: &Rep) -> impl Iterator<Item = &String> {
    std::iter::once(&rep.name).chain(&rep.also_known_as)
}

/// Whether a text holds a name as JSON does, or as JSON does that lies in JSON as a text.
fn is_named_in(text: &str, name: &str) -> bool {
    let once = quoted(name);
    let twice = quoted(&once);
    text.contains(&once) || text.contains(twice.trim_matches('"'))
}

/// As a name stands in JSON.
fn quoted(name: &str) -> String {
    serde_json::to_string(name).unwrap_or_default()
}
