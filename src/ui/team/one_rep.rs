//! One rep alone: in a file of their own, or erased.

use super::TeamState;
use super::to_file::{MIME, unreadable};
use super::undo::Undo;
use crate::browser::clock::{now_ms, today};
use crate::browser::download::save_parts;
use crate::domain::{Rep, RepId, day};
use crate::store::browser::{LocalBackend, last_figures, snapshots};
use crate::store::{Budget, NotKept, erase_rep, write_rep};
use crate::ui::format;
use leptos::prelude::*;
use leptos::task::spawn_local;

impl TeamState {
    fn rep(self, id: RepId) -> Option<Rep> {
        self.team.with_untracked(|team| team.reps.iter().find(|rep| rep.id == id).cloned())
    }

    /// Saves a rep with their deals to a file, which loads like any other.
    pub fn save_rep_to_file(self, id: RepId) {
        let Some(rep) = self.rep(id) else { return };
        let name = format!("ridealong-{}-{}.json", file_name(&rep.name), day::written(today()));
        match write_rep(&self.store_with_screen(), &rep, now_ms()) {
            Ok((text, damaged)) => spawn_local(async move {
                let said = if save_parts(&name, MIME, &[text]).await {
                    let saved = format!(
                        "{} was saved to {name}, in the folder for downloads. Anybody who has the file can read it.",
                        rep.name
                    );
                    saved + &unreadable(damaged)
                } else {
                    "The browser did not take the file: try again, or another browser.".to_owned()
                };
                self.say_in_passing(Some(said));
            }),
            Err(error) => self.notice.set(Some(error.to_string())),
        }
    }

    /// Erases a rep with their deals, from the second copy and the snapshots too.
    pub fn erase_rep(self, id: RepId) {
        let Some(rep) = self.rep(id).filter(|_| !self.may_not_write()) else { return };
        match erase_rep(&LocalBackend, &rep, Budget::LOCAL_STORAGE, now_ms()) {
            Ok(erased) => {
                let deals = erased.deals;
                last_figures::forget();
                // What is open stands beside what is no more.
                self.cancel();
                self.close_backup();
                self.open_after_an_act();
                let who = if deals == 0 {
                    format!("{} was", rep.name)
                } else {
                    let deals = format::counted(deals as u64, "deal", "deals");
                    format!("{} and {deals} were", rep.name)
                };
                spawn_local(async move {
                    let snapshots = self.forget_erased().await;
                    let said = format!("{who} erased, {snapshots}.");
                    self.offer_undo(&said, Undo::Everything(erased.before));
                });
            }
            Err(NotKept { error, before: None }) => self.notice.set(Some(error.to_string())),
            Err(not_kept) => self.say_not_kept("Nothing was erased.", not_kept, None),
        }
    }
}

impl TeamState {
    /// Lets go of the copies that may tell of somebody who was just erased; says from where they are gone.
    pub(super) async fn forget_erased(self) -> &'static str {
        let is_gone = snapshots::forget_all().await;
        self.forget_undo();
        if is_gone {
            "from the second copy and the snapshots too"
        } else {
            "but snapshots that hold them may still be there: erase everything to be sure"
        }
    }
}

/// A name as a part of a file's name: letters and digits, the rest as one dash.
fn file_name(name: &str) -> String {
    let parts = name.split(|letter: char| !letter.is_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let joined = parts.join("-").to_lowercase();
    if joined.is_empty() { "rep".to_owned() } else { joined }
}
