//! The last state of a record that two devices had in common, as far as anybody knows.
//!
//! A state is in the past of a copy if all changes in it are in the copy too. Of the states in the past
//! of both copies those count that no other one came after. Where there are several, they are put
//! together by their own past first (a virtual ancestor, as of *merge-recursive* in git); where that
//! leaves a choice the copies are put together by each, and where the outcomes differ somebody has to
//! choose: at worst a question too many.

use crate::store::backend::{Backend, BackendError};
use crate::store::envelope::Envelope;
use crate::store::handover::{DEVICE_KEY, Handover, Revisions, State, States};
use crate::store::keys::Kind;
use crate::store::slots::{self, SaveError};
use crate::store::standing::{Take, data_of};
use crate::store::three_way::together_by_all;
use serde_json::Value;

/// What this device and the one that wrote a file know of each other.
#[derive(Debug)]
pub struct CommonPast {
    here: Side,
    there: Side,
}

/// What one device knows.
#[derive(Debug)]
struct Side {
    /// Its number; empty where it has none yet, and so is known to nobody.
    device: String,
    known: States,
}

impl Side {
    fn of(&self, kind: &str, id: &str) -> &[State] {
        let found = self.known.get(&(kind.to_owned(), id.to_owned()));
        found.map_or(&[], Vec::as_slice)
    }

    /// Its record as it is now. It was changed here since a file was last loaded if it is not as it was
    /// then.
    fn as_is(&self, record: &Envelope) -> State {
        let known = self.of(&record.kind, &record.id);
        let then = known.iter().find(|state| state.device == self.device);
        let mut changes = Revisions::new();
        match then {
            Some(then) => changes.clone_from(&then.changes),
            None => known.iter().for_each(|state| join(&mut changes, &state.changes)),
        }
        if then
            .is_none_or(|then| (then.record.rev, &then.record.data) != (record.rev, &record.data))
        {
            changes.insert(self.device.clone(), record.rev);
        }
        State { device: self.device.clone(), record: record.clone(), changes }
    }

    /// Takes down a state, unless a later one of that device is known.
    fn note(&mut self, state: State) {
        let key = (state.record.kind.clone(), state.record.id.clone());
        let known = self.known.entry(key).or_default();
        let is_later = |known: &State| is_within(&state.changes, &known.changes);
        match known.iter_mut().find(|known| known.device == state.device) {
            Some(known) if known.device != self.device && is_later(known) => {}
            Some(known) => *known = state,
            None => known.push(state),
        }
    }
}

impl CommonPast {
    /// With the device that wrote a file; `None` where that is this one. (A file that does not say whose
    /// it is was written before devices had numbers.)
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub fn with<B: Backend>(file: &Handover, backend: &B) -> Result<Option<Self>, BackendError> {
        let here = backend.get(DEVICE_KEY)?.unwrap_or_default();
        let Some(there) = file.device.clone().filter(|there| *there != here) else {
            return Ok(None);
        };
        let here = Side { device: here, known: Handover::kept(backend)?.states() };
        Ok(Some(Self { here, there: Side { device: there, known: file.states() } }))
    }

    /// The number of this device.
    pub fn here(&self) -> String {
        self.here.device.clone()
    }

    /// What both copies of a record came from. None of two that never met; where they met and nobody
    /// knows what they had in common then, the copies themselves.
    pub fn bases(&self, kept: &Envelope, theirs: &Envelope) -> Vec<Value> {
        let (ours, others) = (self.here.as_is(kept), self.there.as_is(theirs));
        let known = self.here.of(&kept.kind, &kept.id).iter();
        let known = known.chain(self.there.of(&kept.kind, &kept.id)).chain([&ours, &others]);
        let pool: Vec<Past> = known.map(Past::of).collect();
        let last = last_of_both(&pool, &ours.changes, &others.changes);
        if last.is_empty() && ours.changes.keys().any(|device| others.changes.contains_key(device))
        {
            return vec![data_of(kept), data_of(theirs)];
        }
        match virtual_ancestor(&pool, &last, MOST_DEEP) {
            Some(one) => vec![one.data],
            None => last.into_iter().map(|past| past.data.clone()).collect(),
        }
    }

    /// Whose changes are in a copy of a file and in the one here, if there is one.
    pub fn changes(&self, kept: Option<&Envelope>, theirs: &Envelope) -> Revisions {
        let mut changes = self.there.as_is(theirs).changes;
        if let Some(kept) = kept {
            join(&mut changes, &self.here.as_is(kept).changes);
        }
        changes
    }

    /// Takes down that records of a file were put together with what was here, each with the changes
    /// that are in what came of it.
    ///
    /// # Errors
    /// Where that is not kept; what was known before goes on to count.
    pub fn keep_loaded<'r, B: Backend>(
        mut self,
        backend: &B,
        records: impl IntoIterator<Item = (Kind, &'r Envelope, Revisions)>,
        now: u64,
    ) -> Result<(), SaveError> {
        for (kind, theirs, changes) in records {
            let at_second_hand = self.there.of(&theirs.kind, &theirs.id).iter();
            let is_others = |state: &&State| {
                state.device != self.here.device && state.device != self.there.device
            };
            let others: Vec<State> = at_second_hand.filter(is_others).cloned().collect();
            for state in others {
                self.here.note(state);
            }
            self.here.note(self.there.as_is(theirs));
            let kept = slots::load(backend, kind, &theirs.id)?.newest;
            if let Some(record) = kept.filter(|_| !self.here.device.is_empty()) {
                let device = self.here.device.clone();
                self.here.note(State { device, record, changes });
            }
        }
        Handover::of_states(&self.here.known).keep(backend, now)
    }
}

/// How deep virtual ancestors go, and of how many states they are made: a team has a few devices, and a
/// file may say anything.
const MOST_DEEP: usize = 4;
const MOST_STATES: usize = 8;

/// A state that may be in the past of two copies.
#[derive(Clone, Debug)]
struct Past {
    data: Value,
    changes: Revisions,
}

impl Past {
    fn of(state: &State) -> Self {
        Self { data: data_of(&state.record), changes: state.changes.clone() }
    }
}

/// The states in the past of both that no other one came after; of equal ones the first.
fn last_of_both<'p>(pool: &'p [Past], one: &Revisions, other: &Revisions) -> Vec<&'p Past> {
    let is_past = |past: &&Past| is_within(&past.changes, one) && is_within(&past.changes, other);
    let common: Vec<&Past> = pool.iter().filter(is_past).collect();
    let came_before = |one: &Past, other: &Past| {
        is_within(&one.changes, &other.changes) && !is_within(&other.changes, &one.changes)
    };
    let mut last: Vec<&Past> = Vec::new();
    for past in &common {
        let is_known = last.iter().any(|known| known.data == past.data);
        if !is_known && !common.iter().any(|other| came_before(past, other)) {
            last.push(past);
        }
    }
    last
}

/// What the last states make together by their own past, where that leaves nothing to choose.
fn virtual_ancestor(pool: &[Past], last: &[&Past], depth: usize) -> Option<Past> {
    let depth = depth.checked_sub(1)?;
    let (first, rest) = last.split_first().filter(|(_, rest)| rest.len() < MOST_STATES)?;
    rest.iter().try_fold((*first).clone(), |one, other| {
        let before = last_of_both(pool, &one.changes, &other.changes);
        let before = virtual_ancestor(pool, &before, depth)?;
        let merged = together_by_all(&[before.data], &one.data, &other.data, Take::Kept);
        let mut changes = one.changes;
        join(&mut changes, &other.changes);
        merged.disputed.is_empty().then_some(Past { data: merged.data, changes })
    })
}

/// Whether all changes of the one are among those of the other.
fn is_within(one: &Revisions, other: &Revisions) -> bool {
    one.iter().all(|(device, rev)| other.get(device).is_some_and(|known| known >= rev))
}

fn join(one: &mut Revisions, other: &Revisions) {
    for (device, rev) in other {
        let known = one.entry(device.clone()).or_default();
        *known = (*known).max(*rev);
    }
}
