//! Undoing the last act that replaced or removed something.

use super::TeamState;
use super::keeping::IMPORT_KEPT;
use crate::browser::clock::now_ms;
use crate::domain::Rep;
use crate::store::browser::LocalBackend;
use crate::store::{Before, Budget, NotKept};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

thread_local! {
    /// Whether what was done was put away by a page, and not by the user.
    static PUT_AWAY: Cell<bool> = const { Cell::new(false) };
    /// What was said last of something that changed nothing.
    static IN_PASSING: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What an act is undone with.
#[derive(Clone)]
pub(super) enum Undo {
    /// Everything as it was before.
    Everything(Before),
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

    /// Says what changed nothing here: it is said until one goes to another page.
    pub(super) fn say_in_passing(self, sentence: Option<String>) {
        IN_PASSING.set(sentence.clone());
        self.notice.set(sentence);
    }

    /// On another page.
    pub fn forget_what_was_said_in_passing(self) {
        let said = IN_PASSING.take();
        if said.is_some() && self.notice.get_untracked() == said {
            self.notice.set(None);
            self.offer_undo_again();
        }
    }

    /// Lets an act that is said elsewhere be undone.
    pub(super) fn can_undo(self, act: &str, undo: Undo) {
        self.undoable.set(Some(act.to_owned()));
        self.undo.set_value(Some(undo));
    }

    /// What was done can't be undone any more, and is said no more.
    pub(super) fn forget_undo(self) {
        if let Some(act) = self.undoable.try_update(Option::take).flatten()
            && self.notice.with_untracked(|notice| notice.as_ref() == Some(&act))
        {
            self.notice.set(None);
        }
        self.undo.set_value(None);
    }

    /// Puts what was done away on a page that does not change it; it is offered again on the next
    /// that does.
    pub fn put_away_what_was_done(self) {
        let done = self.undoable.get_untracked();
        if done.is_some() && self.notice.get_untracked() == done {
            PUT_AWAY.set(true);
            self.notice.set(None);
        }
    }

    /// Offers again what was put away.
    pub fn offer_what_was_put_away(self) {
        if PUT_AWAY.replace(false) {
            self.offer_undo_again();
        }
    }

    /// Offers it again, once what stood in its place is closed: looking at something undoes nothing.
    pub(super) fn offer_undo_again(self) {
        let act = self.undoable.get_untracked().filter(|act| act != IMPORT_KEPT);
        if self.notice.with_untracked(Option::is_none) && act.is_some() {
            self.notice.set(act);
        }
    }

    /// Makes everything what it was before the last act.
    pub fn undo(self) {
        if self.has_to_wait() || self.has_to_watch() {
            return;
        }
        let undone = match self.undo.with_value(Clone::clone) {
            None => return,
            Some(Undo::Reps(before)) => {
                if self.take_reps(before) {
                    self.notice.set(Some(UNDONE.to_owned()));
                }
                return;
            }
            Some(Undo::Everything(before)) => {
                before.undo(&LocalBackend, Budget::LOCAL_STORAGE, now_ms())
            }
        };
        match undone {
            Ok(()) => {
                self.forget_undo();
                // What is open stands beside what is no more.
                self.cancel();
                self.close_backup();
                self.open_after_an_act();
                self.notice.set(Some(UNDONE.to_owned()));
            }
            Err(NotKept { error, .. }) => self.notice.set(Some(error.to_string())),
        }
    }
}

const UNDONE: &str = "Undone: everything is as it was before.";
