//! Team lists and sheets of quotas, which are taken over at once.

use super::TeamState;
use super::undo::Undo;
use crate::domain::Rep;
use crate::intake::{NamePair, QuotaSheet};
use crate::reader::{Import, TeamRead};
use crate::ui::format;
use leptos::prelude::*;

impl TeamState {
    /// Takes a team list over, and says what became of it.
    pub(super) fn take_team_list(self, team: TeamRead) {
        let mut said = vec![format!(
            "{} of the team list were taken over.",
            format::counted(team.members as u64, "person", "people")
        )];
        if !team.nameless.is_empty() {
            said.push(format!(
                "{} without a name were left out.",
                format::counted(team.nameless.len() as u64, "line", "lines")
            ));
        }
        if !team.ambiguous_starts.is_empty() {
            said.push(format!(
                "{} can be read both ways and were left out: write them as 2026-03-01.",
                format::counted(team.ambiguous_starts.len() as u64, "start date", "start dates")
            ));
        }
        let unsure = team.unsure.iter().map(|NamePair { theirs, ours }| {
            format!("{theirs} may be {ours}: put the other name under Reps if so.")
        });
        said.extend(unsure);
        let mut reps = self.team.with_untracked(|team| team.reps.clone());
        for taught in &team.reps {
            taught.put_into(&mut reps);
        }
        self.take_list(reps, &said.join(" "));
    }

    /// Takes a sheet of quotas over, and says what became of it.
    pub(super) fn take_quotas(self, sheet: &QuotaSheet) {
        let mut reps = self.team.with_untracked(|team| team.reps.clone());
        let mut unknown = Vec::new();
        let mut taken = 0_u64;
        for (name, quotas) in &sheet.quotas {
            let place = Rep::place_by_name(&reps, name);
            match place.and_then(|place| reps.get_mut(place)) {
                Some(rep) => {
                    for quota in quotas {
                        rep.set_quota(*quota);
                    }
                    taken += 1;
                }
                None => unknown.push(name.as_str()),
            }
        }
        let mut said =
            vec![format!("Quotas of {} were taken over.", format::counted(taken, "rep", "reps"))];
        if !unknown.is_empty() {
            said.push(format!(
                "Not in the team: {}. Add them under Reps, then bring the quotas again.",
                unknown.join(", ")
            ));
        }
        if let Some((line, text)) = sheet.unreadable.first() {
            said.push(format!(
                "{} no amount, the first on line {line}: {text}.",
                format::counted(sheet.unreadable.len() as u64, "cell is", "cells are")
            ));
        }
        if let Some((text, _)) = &sheet.ambiguous {
            said.push(format!("{text} can be read both ways: check the amounts below."));
        }
        self.take_list(reps, &said.join(" "));
    }

    /// Takes reps over as a list makes them.
    fn take_list(self, reps: Vec<Rep>, said: &str) {
        self.import.set(Import::None);
        Self::forget_source();
        self.take_reps_undoably(reps, said);
    }

    /// Takes many reps over at once, to be undone; where they are not kept, that is said.
    pub(super) fn take_reps_undoably(self, reps: Vec<Rep>, said: &str) {
        let before = self.team.with_untracked(|team| team.reps.clone());
        if self.take_reps(reps) {
            self.offer_undo(said, Undo::Reps(before));
        }
    }
}
