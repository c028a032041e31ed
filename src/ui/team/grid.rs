//! A team pasted from a spreadsheet.

use super::TeamState;
use super::import::Source;
use crate::browser::reader_client::ReaderClient;
use crate::domain::{BookedByHand, Quota, QuotaSource, Rep};
use crate::intake::Meant;
use crate::intake::team_grid::TeamGrid;
use crate::reader::{Ask, Told};
use crate::ui::format;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use std::cell::RefCell;

thread_local! {
    /// The reader that takes it apart.
    static GRID: RefCell<Option<ReaderClient>> = const { RefCell::new(None) };
}

impl TeamState {
    /// Reads a pasted team and takes it over: each row into the rep of that name, or a new one.
    /// What a row does not say stays as it is.
    pub fn take_grid(self, text: String) {
        if self.has_to_wait() {
            return;
        }
        if self.has_to_count() {
            spawn_local(async move {
                self.until_counted().await;
                self.take_grid(text);
            });
            return;
        }
        self.notice.set(None);
        if text.trim().is_empty() {
            self.notice.set(Some("Paste the copied cells first.".to_owned()));
            return;
        }
        let request = Ask::Grid.with(&json!({ "decimal": format::decimal_mark() }));
        self.ask_once(&GRID, &Source::Pasted(text), &request, move |message| {
            let grid = (message.told == Told::Grid).then(|| message.read()).flatten();
            grid.as_ref().map(|grid| self.take_rows(grid)).is_some()
        });
    }

    fn take_rows(self, grid: &TeamGrid) {
        let period = untrack(|| self.period());
        let mut unsure = Vec::new();
        let mut reps = self.team.with_untracked(|team| team.reps.clone());
        for row in &grid.rows {
            let place = match Meant::among(&reps, &row.name) {
                Meant::Rep(place) => place,
                meant => {
                    if let Meant::Perhaps(place) = meant {
                        unsure.extend(reps.get(place).map(|rep| perhaps(&row.name, &rep.name)));
                    }
                    reps.push(Rep::new_beside(&reps, &row.name));
                    reps.len() - 1
                }
            };
            let Some(rep) = reps.get_mut(place) else { continue };
            if let Some(amount) = row.quota {
                rep.set_quota(Quota { period, amount, source: QuotaSource::Set });
            }
            if let Some(amount) = row.booked {
                rep.set_booked_by_hand(Some(BookedByHand { period, amount }), period);
            }
            rep.typed = rep.typed.updated(row.figures);
        }
        let taken = format::counted(grid.rows.len() as u64, "rep", "reps");
        let problems = grid.problems.iter().map(ToString::to_string);
        let said: Vec<String> =
            std::iter::once(format!("{taken} taken over.")).chain(unsure).chain(problems).collect();
        self.take_reps_undoably(reps, &said.join(" "));
    }
}

fn perhaps(new: &str, known: &str) -> String {
    format!("{new} is new, but may be {known}: if so, join the two under Reps.")
}
