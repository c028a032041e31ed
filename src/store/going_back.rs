//! Going back to a snapshot, as an act that is newer than what it undoes.
//!
//! Putting the old texts back as they were would let a copy elsewhere, which has not heard of it,
//! bring back what was undone. So each record that changes is saved anew, and the deals are kept
//! like an import.

use crate::store::aside::{AsideText, put_back};
use crate::store::backend::{ActEnd, Backend};
use crate::store::budget::{Budget, used};
use crate::store::deals_found::find_deals;
use crate::store::deals_import::{
    DealsImport, OldDealsAreSafe, Room, old_packs, sweep, sweep_pack,
};
use crate::store::deals_index::DealsIndex;
use crate::store::envelope::{Envelope, Reading};
use crate::store::in_tasks::NotKept;
use crate::store::keys::Kind;
use crate::store::mark::Mark;
use crate::store::memory::MemoryBackend;
use crate::store::migrations::up_to_date;
use crate::store::packing::WrittenPack;
use crate::store::slots::{self, SaveError};
use crate::store::snapshot::Snapshot;
use serde_json::Value;
use std::collections::BTreeSet;

/// What was there before an act that can be undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    /// Everything as it was.
    pub everything: Snapshot,
    /// What lay aside and went with the act.
    pub aside: Vec<AsideText>,
}

impl From<Snapshot> for Before {
    fn from(everything: Snapshot) -> Self {
        Self { everything, aside: Vec::new() }
    }
}

impl Before {
    /// Makes everything what it was.
    ///
    /// # Errors
    /// Where that is not kept.
    pub fn undo<B: Backend>(&self, backend: &B, budget: Budget, now: u64) -> Result<(), NotKept> {
        go_back_to(backend, &self.everything, budget, now)?;
        put_back(backend, &self.aside)?;
        Ok(())
    }
}

/// Makes the settings, reps and deals what they were, all of it or nothing. What was put aside since
/// stays, and what is unreadable there is left as it is. Gives what was there before.
///
/// # Errors
/// Where a part is not kept; everything is then as it was, or what it was is given back.
pub fn go_back_to<B: Backend>(
    backend: &B,
    then: &Snapshot,
    budget: Budget,
    now: u64,
) -> Result<Snapshot, NotKept> {
    let before = Snapshot::take(backend)?;
    backend.begin_act();
    let then = MemoryBackend::holding(then.texts());
    match records_back(backend, &then, now).and_then(|()| deals_back(backend, &then, budget, now)) {
        Ok(()) => {
            backend.end_act(ActEnd::Whole);
            Ok(before)
        }
        Err(error) => {
            let before = before.put_back(backend).is_err().then_some(before);
            let is_broken = before.is_some();
            backend.end_act(if is_broken { ActEnd::Broken } else { ActEnd::Whole });
            Err(NotKept { error, before })
        }
    }
}

/// What a record says, or the mark in its place; one that was undone is as good as none.
fn says(envelope: Option<&Envelope>) -> Option<(Value, Option<Mark>)> {
    let envelope = envelope.filter(|envelope| envelope.mark() != Some(Mark::Undone))?;
    Some((up_to_date(envelope)?, envelope.mark()))
}

fn records_back<B: Backend>(backend: &B, then: &MemoryBackend, now: u64) -> Result<(), SaveError> {
    for kind in Kind::RECORDS.into_iter().filter(|kind| *kind != Kind::DealsIndex) {
        let (now_there, then_there) =
            (slots::load_all(backend, kind)?, slots::load_all(then, kind)?);
        let ids: BTreeSet<&String> =
            now_there.iter().chain(&then_there).map(|record| &record.id).collect();
        for id in ids {
            let (newest, wanted) =
                (slots::load(backend, kind, id)?.newest, slots::load(then, kind, id)?.newest);
            if says(newest.as_ref()) == says(wanted.as_ref()) {
                continue;
            }
            let data = wanted.as_ref().and_then(up_to_date).filter(|data| !data.is_null());
            if let Some(data) = data {
                slots::save(backend, kind, id, Some(&data), now)?;
            } else {
                // What came since is as if it had never come: nobody removed it.
                let mark = wanted.and_then(|wanted| wanted.mark()).unwrap_or(Mark::Undone);
                slots::leave_mark(backend, kind, id, mark, now)?;
            }
        }
    }
    Ok(())
}

fn deals_back<B: Backend>(
    backend: &B,
    then: &MemoryBackend,
    budget: Budget,
    now: u64,
) -> Result<(), SaveError> {
    let index = find_deals(then)?.index;
    let there = find_deals(backend)?;
    if there.index_is_kept && are_the_same(backend, &there.index, then, &index)? {
        return Ok(());
    }
    let mut import = DealsImport::begin(backend)?;
    let mut packs = Vec::with_capacity(index.packs.len());
    for pack in &index.packs {
        let Some(text) = then.get(&index.key(&pack.id))? else { continue };
        let text = match Envelope::read(&text) {
            Reading::Whole(envelope) => Envelope { rev: import.generation(), ..envelope }.write(),
            Reading::Newer { .. } | Reading::Damaged => text,
        };
        packs.push(WrittenPack { id: pack.id.clone(), deals: pack.deals, text });
    }
    import.bring(packs);
    if import.room(used(backend)?, budget) != Room::Beside {
        // What is there is in the snapshot that was taken before.
        import.let_old_go(backend, OldDealsAreSafe, now)?;
        for key in old_packs(backend, import.generation())? {
            sweep_pack(backend, &key)?;
        }
    }
    while !import.write_next(backend, now)? {}
    let kept = import.make_kept(backend, now)?;
    // What can't be removed goes at the next start.
    let _ = sweep(backend, kept.generation);
    Ok(())
}

fn are_the_same<B: Backend>(
    backend: &B,
    index: &DealsIndex,
    then: &MemoryBackend,
    index_then: &DealsIndex,
) -> Result<bool, SaveError> {
    if index != index_then {
        return Ok(false);
    }
    for pack in &index.packs {
        let key = index.key(&pack.id);
        if backend.get(&key)? != then.get(&key)? {
            return Ok(false);
        }
    }
    Ok(true)
}
