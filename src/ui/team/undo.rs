//! Undoing the last act that replaced or removed something.

use super::TeamState;
use crate::reader::Import;
use crate::store::Snapshot;
use crate::store::browser::LocalBackend;
use leptos::prelude::*;

impl TeamState {
    /// Everything as it is now, to go back to; `None` where it can't be read.
    pub(super) fn as_it_is() -> Option<Snapshot> {
        Snapshot::take(&LocalBackend).ok()
    }

    /// Says what was done, and offers to undo it until something else is changed or the page is
    /// closed.
    pub(super) fn offer_undo(self, sentence: &str, before: Option<Snapshot>) {
        self.notice.set(Some(sentence.to_owned()));
        self.can_undo(sentence, before);
    }

    /// Lets an act that is said elsewhere be undone.
    pub(super) fn can_undo(self, act: &str, before: Option<Snapshot>) {
        self.undoable.set(before.is_some().then(|| act.to_owned()));
        self.before.set_value(before);
    }

    pub(super) fn forget_undo(self) {
        self.undoable.set(None);
        self.before.set_value(None);
    }

    /// Makes everything what it was before the last act.
    pub fn undo(self) {
        let Some(before) = self.before.with_value(Clone::clone) else { return };
        match before.put_back(&LocalBackend) {
            Ok(()) => {
                self.forget_undo();
                self.open();
                self.import.set(Import::None);
                self.notice.set(Some("Undone: everything is as it was before.".to_owned()));
            }
            Err(error) => self.notice.set(Some(error.to_string())),
        }
    }
}
