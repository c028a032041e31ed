//! Undoing the last act that replaced or removed something.

use super::TeamState;
use crate::browser::clock::now_ms;
use crate::domain::Rep;
use crate::store::Snapshot;
use crate::store::browser::LocalBackend;
use leptos::prelude::*;

/// What an act is undone with.
#[derive(Clone)]
pub(super) enum Undo {
    /// Everything as it was before.
    Everything(Snapshot),
    /// The rep who was removed.
    Removal(Box<Rep>),
    /// The reps as they were before.
    Reps(Vec<Rep>),
}

impl TeamState {
    /// Says what was done, and offers to undo it until something else is changed or the page is
    /// closed.
    pub(super) fn offer_undo(self, sentence: &str, undo: Undo) {
        self.notice.set(Some(sentence.to_owned()));
        self.can_undo(sentence, undo);
    }

    /// Lets an act that is said elsewhere be undone.
    pub(super) fn can_undo(self, act: &str, undo: Undo) {
        self.undoable.set(Some(act.to_owned()));
        self.undo.set_value(Some(undo));
    }

    pub(super) fn forget_undo(self) {
        self.undoable.set(None);
        self.undo.set_value(None);
    }

    /// Makes everything what it was before the last act.
    pub fn undo(self) {
        if self.has_to_wait() {
            return;
        }
        let undone = match self.undo.with_value(Clone::clone) {
            None => return,
            Some(Undo::Removal(rep)) => {
                let reps = self.team.with_untracked(|team| team.reps.clone());
                if self.take_reps(reps.into_iter().chain([*rep]).collect()) {
                    self.notice.set(Some(UNDONE.to_owned()));
                }
                return;
            }
            Some(Undo::Reps(before)) => {
                if self.put_back_reps(before) {
                    self.notice.set(Some(UNDONE.to_owned()));
                }
                return;
            }
            Some(Undo::Everything(before)) => before.put_back(&LocalBackend),
        };
        match undone {
            Ok(()) => {
                self.forget_undo();
                // What is open stands beside what is no more.
                self.cancel();
                self.close_backup();
                self.open();
                self.notice.set(Some(UNDONE.to_owned()));
            }
            Err(error) => self.notice.set(Some(error.to_string())),
        }
    }

    /// Takes the reps of before, and removes those added since.
    fn put_back_reps(self, before: Vec<Rep>) -> bool {
        let is_new = |rep: &&Rep| before.iter().all(|other| other.id != rep.id);
        let added: Vec<_> = self
            .team
            .with_untracked(|team| team.reps.iter().filter(is_new).map(|rep| rep.id).collect());
        self.take_reps(before)
            && self.keep(|store| added.iter().try_for_each(|id| store.delete_rep(*id, now_ms())))
    }
}

const UNDONE: &str = "Undone: everything is as it was before.";
