//! Which tab writes, as the page shows it: one does, the others follow it.

use super::{Saving, TeamState, saving, second_copy};
use crate::browser::next_task::sleep;
use crate::store::BackendError;
use crate::store::browser::turn::{self, Role, Turned};
use leptos::prelude::*;
use std::cell::Cell;
use std::time::Duration;

/// What is written at once is read once.
const TOGETHER: Duration = Duration::from_millis(100);

/// How often it is asked whether deals are written, in milliseconds.
const PAUSE: i32 = 50;

thread_local! {
    static FOLLOWS_SOON: Cell<bool> = const { Cell::new(false) };
}

impl TeamState {
    /// Follows whose turn it is, for as long as the page is open.
    pub(super) fn follow_the_turn(self) {
        self.take_role(turn::role());
        turn::listen(
            move |turned| match turned {
                Turned::To(role) => self.take_role(role),
                Turned::Here(found) => {
                    second_copy::found_at_the_start(found);
                    let asked = self.role.with_untracked(|role| matches!(role, Role::Asks { .. }));
                    self.take_role(Role::Writes);
                    if asked {
                        self.notice.set(Some(TAKEN_OVER.to_owned()));
                    }
                    self.read_again_to_watch();
                    self.find_backup_file();
                    self.heal();
                }
            },
            move || {
                Box::pin(async move {
                    saving::end_typing();
                    while untrack(|| self.is_writing()) {
                        sleep(PAUSE).await;
                    }
                })
            },
        );
    }

    fn take_role(self, role: Role) {
        if role != Role::Writes {
            // It would go back beyond what the other tab has done since.
            self.forget_undo();
            if self.notice.with_untracked(|notice| notice.as_deref() == Some(TAKEN_OVER)) {
                self.notice.set(None);
            }
        }
        Saving::here().another_writes(role != Role::Writes);
        if self.role.with_untracked(|before| *before != role) {
            self.role.set(role);
        }
    }

    /// Whether another tab writes.
    pub(super) fn watches(self) -> bool {
        self.role.with_untracked(|role| *role != Role::Writes)
    }

    /// Whether something has to be left to the tab that writes, which is said then.
    pub(super) fn has_to_watch(self) -> bool {
        let watches = self.watches();
        if watches {
            self.notice.set(Some(BackendError::OtherTab.to_string()));
        }
        watches
    }

    /// Shows what the tab that writes has written.
    pub(super) fn follow_the_writer_soon(self) {
        if !FOLLOWS_SOON.replace(true) {
            set_timeout(
                move || {
                    FOLLOWS_SOON.set(false);
                    if self.watches() {
                        self.read_again_to_watch();
                    }
                },
                TOGETHER,
            );
        }
    }
}

const TAKEN_OVER: &str = "This tab is the one that saves now.";
