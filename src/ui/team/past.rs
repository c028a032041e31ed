//! How the forecast did on the periods of a team that ended: asked of the reader that holds its
//! deals, a morning at a time, in the background of the team's pages.

use super::groups::groups;
use super::look::TeamLook;
use super::now::Now;
use crate::domain::PeriodLength;
use crate::engine::past_check::PastCheck;
use crate::engine::rep_now::{FiguresFrom, RepNow};
use crate::reader::{Message, PastAsk, Told};
use crate::store::DealsIndex;
use crate::ui::route::Whose;
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

/// The answer, with what it is told by.
#[derive(Clone, Debug, PartialEq)]
pub struct PastFound {
    /// What the replay found.
    pub check: Arc<PastCheck>,
    /// Whether any rep has deals.
    pub any_deals: bool,
    /// Whether no decided deal has a close date.
    pub undated: bool,
    /// The names of the reps, by place.
    pub names: Vec<String>,
    /// How long a quota runs.
    pub length: PeriodLength,
}

/// A replay of the past, under way or done.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Past {
    /// What was asked.
    of: Arc<PastAsk>,
    /// Of which deals.
    deals: (Whose, DealsIndex),
    /// How many mornings are replayed, of how many.
    so_far: (usize, usize),
    /// What was found; none until all are.
    check: Option<Arc<PastCheck>>,
}

thread_local! {
    /// What was found last, so that another visit to the team need not replay it again.
    static FOUND: RefCell<Option<Past>> = const { RefCell::new(None) };
}

impl Past {
    /// Whether chances may be told: true while nothing is found.
    pub fn chances_stand(past: Option<&Self>) -> bool {
        let check = past.and_then(|past| past.check.as_ref());
        check.is_none_or(|check| check.verdict().chances_stand())
    }
}

impl TeamLook {
    /// Replays the past as it is known now, unless that is done or under way. Nothing is asked
    /// before the deals are there.
    pub fn check_past(self) {
        let Some(of) = self.past_asked() else { return };
        let deals = self.deals_looked_at();
        let is_it = |past: &Past| *past.of == of && past.deals == deals;
        if self.past.with_untracked(|past| past.as_ref().is_some_and(is_it)) {
            return;
        }
        if let Some(found) = FOUND.with_borrow(|found| found.clone().filter(is_it)) {
            self.past.set(Some(found));
            return;
        }
        let of = Arc::new(of);
        self.past.set(Some(Past { of: of.clone(), deals, so_far: (0, 0), check: None }));
        self.ask_past(of);
    }

    /// What was found of the past as it is known now; none until all of it is replayed.
    pub fn past_found(self) -> Memo<Option<Arc<PastFound>>> {
        Memo::new(move |_| {
            let check = self.past.with(|past| past.as_ref()?.check.clone())?;
            let now = self.now.get_untracked()?;
            let names =
                self.reps.with_untracked(|reps| reps.iter().map(|it| it.name.clone()).collect());
            Some(Arc::new(PastFound {
                check,
                any_deals: by_deals(&now),
                undated: now.team.undated,
                names,
                length: self.settings.with_untracked(|settings| settings.calendar.length()),
            }))
        })
    }

    /// How many mornings are replayed, of how many; none before the first.
    pub fn past_so_far(self) -> Memo<Option<(usize, usize)>> {
        Memo::new(move |_| {
            let so_far = self.past.with(|past| past.as_ref().map(|past| past.so_far));
            so_far.filter(|(_, all)| *all > 0)
        })
    }

    /// What the reader says of the past that was asked for.
    pub(super) fn hear_past(self, of: Arc<PastAsk>, message: &Message) {
        let is_current = self.past.try_with_untracked(|past| {
            past.as_ref().is_some_and(|past| Arc::ptr_eq(&past.of, &of))
        });
        if is_current != Some(true) {
            return;
        }
        match message.told {
            Told::Progress => {
                if let Some(so_far) = message.read() {
                    self.past.update(|past| past.iter_mut().for_each(|it| it.so_far = so_far));
                }
                self.ask_past(of);
            }
            Told::PastCheck => {
                let check = message.read().map(Arc::new);
                self.past.update(|past| past.iter_mut().for_each(|it| it.check.clone_from(&check)));
                FOUND.set(self.past.get_untracked());
            }
            _ => {}
        }
    }

    /// What is asked of the past; none before the deals are there.
    fn past_asked(self) -> Option<PastAsk> {
        let look = self.added_up_for()?;
        let by = self.settings.with_untracked(|settings| settings.peers_by);
        Some(self.reps.with_untracked(|reps| PastAsk {
            look,
            groups: groups(reps, by),
            quotas: reps.iter().map(|rep| rep.quotas.clone()).collect(),
        }))
    }
}

/// Whether deals of anybody are kept.
fn by_deals(now: &Now) -> bool {
    let from_deals = |rep: &RepNow| rep.from == FiguresFrom::Deals;
    now.team.reps.iter().any(from_deals)
}
