//! The deals that a second file changes, asked for when somebody looks.

use super::TeamState;
use crate::reader::{Ask, ChangeKind, ChangedDeals};
use leptos::prelude::*;
use serde_json::json;

impl TeamState {
    /// Asks for the next of the deals that change in this way.
    pub fn look_at_changed(self, kind: ChangeKind) {
        let from = self
            .changed
            .with_untracked(|changed| changed.get(&kind).map_or(0, |known| known.deals.len()));
        self.ask(&Ask::Changed.with(&json!({ "kind": kind, "from": from })), None);
    }

    /// Adds them to those known.
    pub(super) fn take_changed(self, next: ChangedDeals) {
        self.changed.update(|changed| match changed.get_mut(&next.kind) {
            Some(known) if known.deals.len() == next.from => known.deals.extend(next.deals),
            None if next.from == 0 => {
                changed.insert(next.kind, next);
            }
            Some(_) | None => {}
        });
    }
}
