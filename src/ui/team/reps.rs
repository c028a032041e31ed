//! Changing who is in the team and what is known of them.

use super::TeamState;
use super::undo::Undo;
use crate::browser::clock::now_ms;
use crate::domain::{Rep, RepId};
use crate::ui::format;
use leptos::prelude::*;

impl TeamState {
    /// Changes a rep and keeps the change.
    pub fn change_rep(self, id: RepId, change: impl FnOnce(&mut Rep)) {
        if self.has_to_wait() {
            return;
        }
        let changed = self.team.try_update(|team| {
            let rep = team.reps.iter_mut().find(|rep| rep.id == id)?;
            change(rep);
            Some(rep.clone())
        });
        if let Some(rep) = changed.flatten() {
            self.keep(|store| store.save_rep(&rep, now_ms()));
        }
    }

    /// Takes these reps in the place of those there are; says whether they are kept.
    pub fn take_reps(self, mut reps: Vec<Rep>) -> bool {
        if self.has_to_wait() {
            return false;
        }
        reps.sort_by(|one, other| one.name.cmp(&other.name));
        let before = self.team.with_untracked(|team| team.reps.clone());
        let differ: Vec<Rep> = reps.iter().filter(|rep| !before.contains(rep)).cloned().collect();
        let is_gone = |rep: &&Rep| reps.iter().all(|other| other.id != rep.id);
        let gone: Vec<RepId> = before.iter().filter(is_gone).map(|rep| rep.id).collect();
        self.team.update(|team| team.reps = reps);
        self.keep(|store| {
            store.save_reps(&differ, now_ms())?;
            gone.iter().try_for_each(|id| store.delete_rep(*id, now_ms()))
        })
    }

    /// Takes many reps over at once, to be undone; where they are not kept, that is said.
    pub fn take_reps_undoably(self, reps: Vec<Rep>, said: &str) {
        let before = self.team.with_untracked(|team| team.reps.clone());
        if self.take_reps(reps) {
            self.offer_undo(said, Undo::Reps(before));
        }
    }

    /// Removes a rep, but none of the rep's deals.
    pub fn remove_rep(self, id: RepId) {
        let mut reps = self.team.with_untracked(|team| team.reps.clone());
        let Some(place) = reps.iter().position(|rep| rep.id == id) else { return };
        let rep = reps.remove(place);
        let sentence = format!("{} is no longer in the team; the deals stay.", rep.name);
        self.take_reps_undoably(reps, &sentence);
    }

    /// Calls a rep by another name; the deals still carry the one before.
    pub fn rename_rep(self, id: RepId, name: &str) -> Result<(), String> {
        let mut reps = self.team.with_untracked(|team| team.reps.clone());
        if name.is_empty() {
            return Err("A rep needs a name.".to_owned());
        }
        if reps.iter().any(|rep| rep.id != id && rep.name == name) {
            return Err(format!("{name} is in the team already."));
        }
        if let Some(rep) = reps.iter_mut().find(|rep| rep.id == id) {
            let before = std::mem::replace(&mut rep.name, name.to_owned());
            rep.also_known_as.retain(|other| other != name);
            rep.know_as(before);
        }
        self.take_reps(reps);
        Ok(())
    }

    /// Makes a rep one with another, whose name stays; the deals follow.
    pub fn join_reps(self, gone: RepId, into: RepId) {
        let mut reps = self.team.with_untracked(|team| team.reps.clone());
        let place = reps.iter().position(|rep| rep.id == gone && gone != into);
        let Some(place) = place else { return };
        let other = reps.remove(place);
        let Some(rep) = reps.iter_mut().find(|rep| rep.id == into) else { return };
        let clash = other
            .quotas
            .iter()
            .any(|quota| rep.quota(quota.period).is_some_and(|own| own.amount != quota.amount));
        let quotas = if clash {
            format!(" Where both had a quota, that of {} stays.", rep.name)
        } else {
            String::new()
        };
        let sentence = format!(
            "{} and {} are one rep now, with the deals of both.{quotas}",
            rep.name, other.name
        );
        rep.join(other);
        self.take_reps_undoably(reps, &sentence);
    }

    /// Carries quotas over that were set for other periods than the calendar's.
    pub fn refit_quotas(self) {
        let (mut reps, calendar) =
            self.team.with_untracked(|team| (team.reps.clone(), team.settings.calendar));
        let mut carried = 0_u64;
        for rep in &mut reps {
            carried += u64::from(rep.refit_quotas(calendar) > 0);
        }
        let sentence =
            format!("Quotas of {} were carried over.", format::counted(carried, "rep", "reps"));
        self.take_reps_undoably(reps, &sentence);
    }
}
