//! Snapshots of everything, to go back to.

use super::TeamState;
use super::undo::Undo;
use crate::browser::clock::now_ms;
use crate::store::browser::LocalBackend;
use crate::store::browser::keep::in_tasks;
use crate::store::browser::snapshots;
use crate::store::{Budget, NotKept, Snapshot, SnapshotMark, go_back_to};
use crate::ui::format;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// So long after the start the page has better to do.
const LATER: Duration = Duration::from_secs(5);

impl TeamState {
    /// Takes a snapshot some time after the start, unless something was not as it should be: what is
    /// degraded must not take the place of what was whole.
    pub(super) fn take_snapshot_at_the_start(self) {
        set_timeout(
            move || {
                let is_whole = self.findings.with_untracked(Vec::is_empty);
                if is_whole && !self.watches() && !untrack(|| self.is_writing()) {
                    let forgotten = snapshots::forgotten();
                    spawn_local(async move {
                        if let Ok(snapshot) = in_tasks().snapshot().await {
                            snapshots::keep(&snapshot, self.how_much(), false, forgotten).await;
                        }
                    });
                }
            },
            LATER,
        );
    }

    /// How many reps and deals there are.
    pub(super) fn how_much(self) -> (usize, usize) {
        self.team.with_untracked(|team| (team.reps.len(), team.deals.deals()))
    }

    /// Keeps what was there before an act that changed much.
    pub(super) fn keep_what_was_before(before: &Snapshot, reps: usize, deals: usize) {
        let before = before.clone();
        let forgotten = snapshots::forgotten();
        spawn_local(async move {
            snapshots::keep(&before, (reps, deals), true, forgotten).await;
        });
    }

    /// Makes everything what it was in a snapshot, to be undone.
    pub fn go_back(self, mark: SnapshotMark) {
        if self.may_not_write() {
            return;
        }
        spawn_local(async move {
            let Some(then) = snapshots::read(mark.at).await else {
                self.notice.set(Some(NOT_THERE.to_owned()));
                return;
            };
            let (reps, deals) = self.how_much();
            match go_back_to(&LocalBackend, &then, Budget::LOCAL_STORAGE, now_ms()) {
                Ok(before) => {
                    // What is left is one to go back to as well.
                    Self::keep_what_was_before(&before, reps, deals);
                    self.cancel();
                    self.close_backup();
                    self.open_after_an_act();
                    let said = format!("Everything is as it was on {}.", format::moment(mark.at));
                    self.forget_undo();
                    self.offer_undo(&said, Undo::Everything(before.into()));
                }
                Err(NotKept { error, before: None }) => self.notice.set(Some(error.to_string())),
                Err(not_kept) => self.say_not_kept("Nothing was changed.", not_kept, None),
            }
        });
    }
}

const NOT_THERE: &str = "That snapshot can't be read any more: choose another one.";
