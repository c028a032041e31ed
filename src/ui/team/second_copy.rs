//! What the second copy of the data on this device says while the app is open.

use super::auto_backup;
use super::{Import, Restoring, Saving, Team, TeamState, saving};
use crate::store::browser::LocalBackend;
use crate::store::browser::mirroring::{self, Heard};
use crate::store::{Backend, Finding, PREFIX, Stands};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};

const OTHER_DEALS: &str =
    "The deals that are kept have changed in another tab: choose the file again.";

thread_local! {
    /// What was found when the two copies were made one.
    static FOUND: RefCell<Vec<Finding>> = const { RefCell::new(Vec::new()) };
    /// Whether what is on the screen is being kept anew: an empty store is no surprise then.
    static KEEPS_ANEW: Cell<bool> = const { Cell::new(false) };
}

/// Takes what was found when the two copies were made one; it is said with what is found in them.
pub(super) fn found_at_the_start(findings: Vec<Finding>) {
    FOUND.set(findings);
}

/// What was found then.
pub(super) fn found() -> Vec<Finding> {
    FOUND.with_borrow(Clone::clone)
}

impl TeamState {
    /// Hears of the mirror, and of other pages of the site that remove what is kept.
    pub(super) fn follow_the_mirror(self) {
        mirroring::listen(move |heard| match heard {
            Heard::Stands(standing) => Saving::here().mirror_stands(standing),
            Heard::CameBack(findings) => {
                found_at_the_start(findings);
                self.read_again();
            }
            Heard::Healed(finding) => {
                let sentence = finding.to_string();
                self.findings.update(|findings| {
                    if !findings.contains(&sentence) {
                        findings.push(sentence);
                    }
                });
            }
        });
        // The state lives as long as the page, so nobody has to stop listening.
        let _writing = window_event_listener(ev::storage, move |event: web_sys::StorageEvent| {
            let is_ours = event.key().is_none_or(|key| key.starts_with(PREFIX));
            if is_ours && self.watches() {
                self.follow_the_writer_soon();
            } else if is_ours && event.new_value().is_none() && self.has_lost_everything() {
                self.bring_back();
            }
        });
    }

    /// Whether nothing of what is on the screen is in the store any more: another page of the site
    /// has cleared it.
    pub(super) fn has_lost_everything(self) -> bool {
        // What was stored, not what is on the screen: the first change of all is there already.
        let is_something = saving::stored_reps() > 0
            || self.team.with_untracked(|team| !team.deals.packs.is_empty());
        is_something
            && !KEEPS_ANEW.get()
            && LocalBackend.keys().is_ok_and(|keys| !keys.iter().any(|key| key.starts_with(PREFIX)))
    }

    /// Brings what was lost back from the mirror, and keeps what is on the screen.
    pub(super) fn bring_back(self) {
        spawn_local(async move {
            mirroring::compare_again().await;
            self.read_again();
        });
    }

    /// Reads the store again. What is on the screen and was not kept yet is kept then; where the store
    /// is empty, all that is on the screen.
    fn read_again(self) {
        if !self.has_lost_everything() {
            self.read_again_with_changes();
            return;
        }
        let Team { settings, reps, deals } = self.team.get_untracked();
        self.open();
        let now = self.team.get_untracked();
        KEEPS_ANEW.set(true);
        if now.settings != settings {
            self.change_settings(|new| *new = settings);
        }
        if now.reps != reps {
            self.take_reps(reps);
        }
        KEEPS_ANEW.set(false);
        if now.deals.packs.is_empty() && !deals.packs.is_empty() {
            self.findings.update(|said| said.push(Finding::ClearedElsewhere.to_string()));
            auto_backup::is_missing_something(true);
        }
    }

    /// Closes a file that is open and was compared with deals that are no longer those kept: what was
    /// kept since would be lost under it.
    pub(super) fn close_what_was_read_beside(self) {
        let is_compared =
            |import: &Import| matches!(import, Import::Reading(..) | Import::Report { .. });
        let has_import = self.import.with_untracked(is_compared);
        let has_backup = self.restoring.with_untracked(|restoring| *restoring != Restoring::None);
        if (has_import || has_backup) && !untrack(|| self.is_writing()) {
            self.cancel();
            self.close_backup();
            self.notice.set(Some(OTHER_DEALS.to_owned()));
        }
    }

    /// Reads the store after an act that changed much. What is on the screen and could not be kept
    /// before stays there, and is tried again.
    pub(super) fn open_after_an_act(self) {
        if Saving::here().refused.with_untracked(Option::is_some) {
            self.read_again_with_changes();
        } else {
            self.open();
        }
    }

    /// Reads what the tab that writes has written. What is on the screen and not kept stays there.
    pub(super) fn read_again_to_watch(self) {
        // Where nothing can be read, what is on the screen stays.
        let Ok((stored, mut found)) = self.changes_since_agreed() else { return };
        self.open();
        Saving::here().say_replaced(std::mem::take(&mut found.replaced));
        if found.is_empty() {
            Saving::here().is_settled();
        } else {
            let Stands { settings, reps } = found.put_into(stored.clone());
            self.team.update(|team| {
                team.settings = settings;
                team.reps = reps;
            });
        }
        Self::agree_with(stored);
    }

    fn read_again_with_changes(self) {
        let changed = self.changes_since_agreed().ok();
        self.open();
        let Some((stored, mut found)) = changed else { return };
        Saving::here().say_replaced(std::mem::take(&mut found.replaced));
        let changed = found.put_into(stored);
        if changed == self.on_screen() {
            return;
        }
        let Stands { settings, reps } = changed;
        self.change_settings(|new| *new = settings);
        self.take_reps(reps);
    }
}
