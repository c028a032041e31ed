//! The small records of a backup beside those that are kept.

use crate::domain::Rep;
use crate::store::backend::{Backend, BackendError};
use crate::store::backup_file::rep_of;
use crate::store::choices::Choices;
use crate::store::common_past::CommonPast;
use crate::store::envelope::{Envelope, Reading};
use crate::store::handover::{Handover, Revisions};
use crate::store::keys::Kind;
use crate::store::mark::Mark;
use crate::store::slots::{self, SaveError};
use crate::store::standing::{Compared, Stands, Take, changes, data_of, merged, stands};
use crate::store::three_way::Disputed;
use serde_json::Value;

/// The settings, reps and file shapes of a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupRecords {
    records: Vec<(Kind, Envelope)>,
    /// Who wrote it, and what that device knows of others.
    handover: Handover,
}

/// A record of a backup in the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreLine {
    /// What it is about.
    pub kind: Kind,
    /// Which of its kind it is.
    pub id: String,
    /// The rep's name, of a rep; of one deleted in the backup the name kept.
    pub name: Option<String>,
    /// Whether it was deleted where the backup comes from.
    pub is_deleted: bool,
    /// Deals here that go with it, of a rep who was erased there.
    pub deals_here: usize,
    /// How it stands to the one kept.
    pub compared: Compared,
    /// What both changed differently.
    pub disputed: Vec<Disputed>,
    /// What of the settings changes, in the place of what is kept.
    pub changes: Vec<Disputed>,
}

impl BackupRecords {
    pub(super) fn add(&mut self, kind: Kind, envelope: Envelope) {
        self.records.push((kind, envelope));
    }

    pub(super) fn came_with(&mut self, handover: Handover) {
        self.handover = handover;
    }

    /// As texts, to be sent.
    pub fn texts(&self) -> Vec<String> {
        let handover = self.handover.record(0);
        let records = self.records.iter().map(|(_, envelope)| envelope);
        records.chain(&handover).map(Envelope::write).collect()
    }

    /// From texts as they were sent; what is none is left out.
    pub fn of_texts(texts: &[String]) -> Self {
        let mut sent = Self::default();
        for text in texts {
            let Reading::Whole(envelope) = Envelope::read(text) else { continue };
            match Kind::named(&envelope.kind) {
                Some(Kind::Handover) => {
                    sent.handover = Handover::of_record(&envelope).unwrap_or_default();
                }
                Some(kind) => sent.records.push((kind, envelope)),
                None => {}
            }
        }
        sent
    }

    /// The reps among them, but those deleted.
    pub fn reps(&self) -> impl Iterator<Item = Rep> {
        let reps = self.records.iter().filter(|(kind, _)| *kind == Kind::Rep);
        reps.filter_map(|(_, envelope)| rep_of(envelope))
    }

    /// How each of them stands to the one kept.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub fn preview<B: Backend>(&self, backend: &B) -> Result<Vec<RestoreLine>, SaveError> {
        let past = CommonPast::with(&self.handover, backend)?;
        let mut lines = Vec::with_capacity(self.records.len());
        for (kind, envelope) in &self.records {
            let kept = here(backend, *kind, &envelope.id)?;
            let stands = stands(backend, past.as_ref(), *kind, kept.as_ref(), envelope)?;
            let Stands { compared, disputed, still_here } = stands;
            let deals_here = still_here.as_ref().map_or(0, |still| still.deals);
            let changes = match *kind {
                Kind::Settings => changes(past.as_ref(), compared, kept.as_ref(), envelope),
                _ => Vec::new(),
            };
            let rep = rep_of(envelope).or_else(|| kept.as_ref().and_then(rep_of));
            let rep = rep.or_else(|| still_here.map(|still| still.rep));
            lines.push(RestoreLine {
                kind: *kind,
                id: envelope.id.clone(),
                name: rep.map(|rep| rep.name).filter(|_| *kind == Kind::Rep),
                is_deleted: envelope.is_deleted(),
                deals_here,
                compared,
                disputed,
                changes,
            });
        }
        Ok(lines)
    }

    /// Puts them into the place of those kept, where they are newer; of conflicts as the user
    /// chose. Records that only the kept data has stay; so do the reps who are to be erased
    /// ([`Self::to_erase`]).
    ///
    /// # Errors
    /// Where one is not kept; those before it are.
    pub fn put<B: Backend>(
        &self,
        backend: &B,
        of_conflicts: impl Into<Choices>,
        now: u64,
    ) -> Result<(), SaveError> {
        let choices = of_conflicts.into();
        let past = CommonPast::with(&self.handover, backend)?;
        let mut changes = Vec::with_capacity(self.records.len());
        for (kind, theirs) in &self.records {
            let kept = here(backend, *kind, &theirs.id)?;
            let mut in_both = past.as_ref().map(|past| past.changes(kept.as_ref(), theirs));
            match &kept {
                None => put_new(backend, *kind, theirs, now)?,
                Some(kept) => {
                    let take = choices.of(*kind, &theirs.id);
                    let chosen = put_one(backend, past.as_ref(), (*kind, kept, theirs), take, now)?;
                    // What somebody chose is a change of this device.
                    let here = past.as_ref().zip(chosen).map(|(past, rev)| (past.here(), rev));
                    in_both = in_both.map(|changes| changes.into_iter().chain(here).collect());
                }
            }
            changes.push(in_both.unwrap_or_default());
        }
        self.keep_loaded(past, backend, changes, now);
        Ok(())
    }

    /// The reps whom the other device erased and who are still here, as far as the user says that they
    /// are erased here too: to be asked for before anything is put.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub(super) fn to_erase<B: Backend>(
        &self,
        backend: &B,
        choices: &Choices,
    ) -> Result<Vec<Rep>, BackendError> {
        let past = CommonPast::with(&self.handover, backend)?;
        let mut found = Vec::new();
        for (kind, theirs) in self.records.iter().filter(|(kind, _)| *kind == Kind::Rep) {
            let kept = here(backend, *kind, &theirs.id)?;
            let still = stands(backend, past.as_ref(), *kind, kept.as_ref(), theirs)?.still_here;
            let chosen = still.filter(|_| choices.of(*kind, &theirs.id) == Take::Backup);
            found.extend(chosen.map(|still| still.rep));
        }
        Ok(found)
    }

    /// Whether it is of another device, which lacks something of what is here.
    ///
    /// # Errors
    /// Where what is kept can't be read.
    pub fn leaves_other_behind<B: Backend>(&self, backend: &B) -> Result<bool, SaveError> {
        let is_others = CommonPast::with(&self.handover, backend)?.is_some();
        let has_more = |line: &RestoreLine| {
            matches!(
                line.compared,
                Compared::Together
                    | Compared::Conflict
                    | Compared::KeptIsNewer
                    | Compared::ErasedHere
            )
        };
        Ok(is_others && self.preview(backend)?.iter().any(has_more))
    }

    /// Takes down that all of it is in what is here already.
    pub fn remember<B: Backend>(&self, backend: &B, now: u64) {
        let Ok(Some(past)) = CommonPast::with(&self.handover, backend) else { return };
        let in_both = |(kind, theirs): &(Kind, Envelope)| {
            let kept = here(backend, *kind, &theirs.id)?;
            Ok::<_, BackendError>(past.changes(kept.as_ref(), theirs))
        };
        if let Ok(changes) = self.records.iter().map(in_both).collect() {
            self.keep_loaded(Some(past), backend, changes, now);
        }
    }

    /// Where it can't be taken down, what was known before goes on to count: at worst the user is asked
    /// what could have been known.
    fn keep_loaded<B: Backend>(
        &self,
        past: Option<CommonPast>,
        backend: &B,
        changes: Vec<Revisions>,
        now: u64,
    ) {
        let records = self.records.iter().zip(changes);
        let records = records.map(|((kind, theirs), changes)| (*kind, theirs, changes));
        let _ = past.map(|past| past.keep_loaded(backend, records, now));
    }
}

/// The record that is kept here; one that was undone is as good as none.
fn here<B: Backend>(backend: &B, kind: Kind, id: &str) -> Result<Option<Envelope>, BackendError> {
    let newest = slots::load(backend, kind, id)?.newest;
    Ok(newest.filter(|newest| newest.mark() != Some(Mark::Undone)))
}

/// Puts a record that is not here, above what may be left in its place.
fn put_new<B: Backend>(
    backend: &B,
    kind: Kind,
    theirs: &Envelope,
    now: u64,
) -> Result<(), SaveError> {
    let left = slots::load(backend, kind, &theirs.id)?.newest;
    if left.is_some_and(|left| left.rev >= theirs.rev) {
        save(backend, kind, theirs, data_of(theirs), now).map(drop)
    } else {
        slots::put(backend, kind, theirs)
    }
}

/// Puts a record of a backup into the place of the one kept, or together with it. Gives the revision of
/// what somebody chose, if anything was left to choose.
fn put_one<B: Backend>(
    backend: &B,
    past: Option<&CommonPast>,
    (kind, kept, theirs): (Kind, &Envelope, &Envelope),
    of_conflicts: Take,
    now: u64,
) -> Result<Option<u64>, SaveError> {
    let Stands { compared, .. } = stands(backend, past, kind, Some(kept), theirs)?;
    let is_ahead = theirs.rev > kept.rev;
    match compared {
        Compared::New | Compared::Changed | Compared::Same if is_ahead => {
            slots::put(backend, kind, theirs)?;
        }
        // Who left the team here was erased there, and no deals of theirs are here.
        Compared::Same if theirs.mark() == Some(Mark::Erased) && kept.mark() != theirs.mark() => {
            slots::leave_mark(backend, kind, &theirs.id, Mark::Erased, now)?;
        }
        Compared::ErasedHere if of_conflicts == Take::Backup => {
            return save(backend, kind, theirs, data_of(theirs), now).map(Some);
        }
        // The other device is to hear that they stay.
        Compared::ErasedThere
            if of_conflicts == Take::Kept && past.is_some() && !kept.is_deleted() =>
        {
            return save(backend, kind, theirs, data_of(kept), now).map(Some);
        }
        // Who is erased here too is erased with all that belongs to them, once the rest is there.
        Compared::Same | Compared::KeptIsNewer | Compared::ErasedHere | Compared::ErasedThere => {}
        Compared::New | Compared::Changed => {
            save(backend, kind, theirs, data_of(theirs), now)?;
        }
        Compared::Together => {
            let data = merged(past, kind, kept, theirs, of_conflicts).data;
            save(backend, kind, theirs, data, now)?;
        }
        Compared::Conflict => {
            let data = merged(past, kind, kept, theirs, of_conflicts).data;
            if past.is_none() && data == data_of(kept) {
                return Ok(None);
            }
            // Also where what is kept was chosen: the other device is to hear of it.
            return save(backend, kind, theirs, data, now).map(Some);
        }
    }
    Ok(None)
}

/// Saves what came of a copy here and one of a backup, as newer than both.
fn save<B: Backend>(
    backend: &B,
    kind: Kind,
    theirs: &Envelope,
    data: Value,
    now: u64,
) -> Result<u64, SaveError> {
    let mark = theirs.mark().filter(|_| data.is_null());
    let saved = match mark {
        Some(mark) => slots::save_above(backend, kind, &theirs.id, Some(&mark), theirs.rev, now),
        None => slots::save_above(backend, kind, &theirs.id, Some(&data), theirs.rev, now),
    };
    saved.map(|saved| saved.rev)
}
