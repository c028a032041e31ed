//! How the forecast did on the periods of a team that ended: asked of the reader that holds its
//! deals.

use super::groups::groups;
use super::look::TeamLook;
use crate::domain::PeriodLength;
use crate::engine::past_check::PastCheck;
use crate::engine::rep_now::FiguresFrom;
use crate::reader::{Ask, Message, PastAsk, Told};
use leptos::prelude::*;
use std::sync::Arc;

/// The answer, with what it is told by.
#[derive(Clone, Debug, PartialEq)]
pub struct PastFound {
    /// What the replay found.
    pub check: PastCheck,
    /// Whether any rep has deals.
    pub any_deals: bool,
    /// Whether no decided deal has a close date.
    pub undated: bool,
    /// The names of the reps, by place.
    pub names: Vec<String>,
    /// How long a quota runs.
    pub length: PeriodLength,
}

/// The answer when it is there, and how far it is until then.
#[derive(Clone, Copy)]
pub struct PastLook {
    /// What was found; none until it is answered.
    pub found: Memo<Option<Arc<PastFound>>>,
    /// How many mornings are replayed, of how many; none where nobody knows yet.
    pub mornings: Memo<Option<(usize, usize)>>,
}

impl TeamLook {
    /// Asks for it as soon as the deals are there, and anew whenever they or the quotas change.
    pub fn past_check(self) -> PastLook {
        let answer = RwSignal::new(None::<Message>);
        Effect::new(move |_| {
            answer.set(None);
            let ask = |look: &_| {
                let by = self.settings.with_untracked(|settings| settings.peers_by);
                let ask = self.reps.with_untracked(|reps| PastAsk {
                    look: Clone::clone(look),
                    groups: groups(reps, by),
                    quotas: reps.iter().map(|rep| rep.quotas.clone()).collect(),
                });
                Ask::PastCheck.with(&ask)
            };
            self.ask_more(ask, answer);
        });
        let told = move |told: Told| {
            move |answer: &Option<Message>| answer.clone().filter(|answer| answer.told == told)
        };
        let mornings =
            Memo::new(move |_| answer.with(told(Told::Progress)).and_then(|answer| answer.read()));
        let found = Memo::new(move |_| {
            let check: PastCheck = answer.with(told(Told::PastCheck))?.read()?;
            let now = self.now.get_untracked()?;
            let from_deals = |rep: &crate::engine::rep_now::RepNow| rep.from == FiguresFrom::Deals;
            Some(Arc::new(PastFound {
                check,
                any_deals: now.team.reps.iter().any(from_deals),
                undated: now.team.undated,
                names: self
                    .reps
                    .with_untracked(|reps| reps.iter().map(|rep| rep.name.clone()).collect()),
                length: self.settings.with_untracked(|settings| settings.calendar.length()),
            }))
        });
        PastLook { found, mornings }
    }
}
