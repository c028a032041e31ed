//! The team's figures of the last visit, shown until those of now are worked out.

use super::Team;
use super::look::Added;
use super::now::{asked, look_ahead};
use crate::reader::{AddedUp, LookAhead, TeamAhead};
use crate::store::DealsIndex;
use crate::store::browser::last_figures;
use serde::{Deserialize, Serialize};

/// What was worked out, and from what.
#[derive(Serialize, Deserialize)]
struct LastVisit {
    deals: DealsIndex,
    look: LookAhead,
    up: AddedUp,
    ahead: Option<TeamAhead>,
}

/// The figures of the last visit, where they were worked out from what there is now: only the day
/// that the app was open may be another.
pub(super) fn figures(team: &Team) -> Option<Added> {
    let last: LastVisit = serde_json::from_str(&last_figures::read()?).ok()?;
    let mut now = looked_at(team, &last.up);
    now.look.today = last.look.look.today;
    (last.deals == team.deals && last.look == now).then_some(Added {
        asked: asked(&team.reps, &team.settings),
        up: last.up,
        ahead: last.ahead,
        of_last_visit: true,
    })
}

/// Keeps figures for the next visit, where they are of this team.
pub(super) fn keep(team: &Team, added: &Added) {
    let look = looked_at(team, &added.up);
    if added.of_last_visit || added.asked != look.look || team.reps.is_empty() {
        return;
    }
    let (deals, up, ahead) = (team.deals.clone(), added.up.clone(), added.ahead.clone());
    let last = LastVisit { deals, look, up, ahead };
    if let Ok(text) = serde_json::to_string(&last) {
        last_figures::keep(&text);
    }
}

fn looked_at(team: &Team, up: &AddedUp) -> LookAhead {
    let asked = asked(&team.reps, &team.settings);
    look_ahead(asked, up.period, &team.reps, &team.settings)
}
