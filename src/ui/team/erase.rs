//! Removing everything for good.

use super::{NOT_OPEN, TeamState, second_copy};
use crate::browser::clock::now_ms;
use crate::browser::device::{self, ERASED as ERASED_AT};
use crate::store::TeamStore;
use crate::store::browser::mirroring;
use leptos::prelude::*;
use leptos::task::spawn_local;

impl TeamState {
    /// Removes everything for good: the second copy first, which would else bring the rest back.
    pub fn erase_everything(self) {
        if self.has_to_wait() || self.has_to_watch() {
            return;
        }
        self.stop_backing_up();
        spawn_local(async move {
            let is_gone = mirroring::erase().await;
            let erased =
                self.store.with_value(|store| store.as_ref().map(TeamStore::erase_everything));
            match erased {
                Some(Ok(())) => {
                    if !is_gone {
                        mirroring::erase_at_the_next_start();
                    }
                    // The calculators still show theirs, and would keep it again.
                    device::tell(ERASED_AT, &now_ms().to_string());
                    second_copy::found_at_the_start(Vec::new());
                    self.forget_undo();
                    self.cancel();
                    self.close_backup();
                    self.open();
                    self.notice.set(Some(if is_gone { ERASED } else { ERASED_BUT }.to_owned()));
                }
                Some(Err(error)) => self.notice.set(Some(error.to_string())),
                None => self.notice.set(Some(NOT_OPEN.to_owned())),
            }
        });
    }
}

const ERASED: &str = "Everything was erased from this browser. The second copy is gone too.";
const ERASED_BUT: &str = "Everything was erased from this browser. Only the second copy does not answer: it is \
                          erased when the app is opened the next time.";
