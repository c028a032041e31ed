//! A team as its pages see it: who is in it, what its deals come to on a day, what each rep needs.

use super::TeamState;
use super::holder::{self, Deals};
use super::last_visit;
use super::now::{Now, asked, look_ahead};
use super::past::Past;
use crate::browser::clock::today;
use crate::browser::next_task::next_task;
use crate::domain::{Rep, RepId, Settings};
use crate::engine::deals_tried::DealsTried;
use crate::reader::{
    AddUp, AddedUp, Ask, DealRow, LookAhead, Message, PastAsk, RepInFull, SampleHeld, TeamAhead,
    Told,
};
use crate::store::DealsIndex;
use crate::ui::route::Whose;
use jiff::civil::Date;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use std::collections::VecDeque;
use std::sync::Arc;

/// What a team's pages are about. Everything but the deals is worked out here and now; the deals
/// are added up by a reader that holds them.
#[derive(Clone, Copy)]
pub struct TeamLook {
    /// Which team.
    pub whose: Whose,
    /// The reps, by name.
    pub reps: Memo<Arc<Vec<Rep>>>,
    /// What the team has chosen.
    pub settings: Memo<Settings>,
    /// What every rep needs; none until the deals were added up.
    pub now: Memo<Option<Arc<Now>>>,
    /// The deals of the rep who was asked for last; none until they were listed.
    pub deals: RwSignal<Option<Listed>>,
    /// The forecast of the rep who was asked for last; none until it was worked out.
    pub in_full: RwSignal<Option<InFull>>,
    /// Whether what is shown is the last visit's, while it is worked out anew.
    pub of_last_visit: Memo<bool>,
    /// Why there is nothing to see.
    pub failed: RwSignal<Option<String>>,
    /// How the forecast did on the periods that ended.
    pub(super) past: RwSignal<Option<Past>>,
    /// Whether chances may be told, as far as that is known: it changes once, `past` with each morning.
    chances_stand: Memo<bool>,
    state: TeamState,
    /// The sample team, where that is looked at. What is chosen in it is forgotten with it.
    sample: RwSignal<Option<SampleHeld>>,
    added: RwSignal<Option<Arc<Added>>>,
    asked: Memo<AddUp>,
    /// What the reader was asked and has not answered yet, in order.
    open: StoredValue<VecDeque<Open>>,
}

/// The deals of a rep.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Whose.
    pub rep: RepId,
    /// The deals, those that matter now first.
    pub rows: Arc<Vec<DealRow>>,
}

/// A rep's forecast, down to each deal.
#[derive(Clone, Debug, PartialEq)]
pub struct InFull {
    /// Whose.
    pub rep: RepId,
    /// The forecast; `None` where the rep's deals tell none.
    pub full: Option<Arc<RepInFull>>,
}

/// What the deals came to, what they were added up for, and what they say of the days ahead.
#[derive(Debug, PartialEq)]
pub(super) struct Added {
    pub(super) asked: AddUp,
    pub(super) up: AddedUp,
    pub(super) ahead: Option<TeamAhead>,
    /// It was worked out at the last visit, and is about to be anew.
    pub(super) of_last_visit: bool,
}

impl Added {
    fn anew(asked: AddUp, up: AddedUp, ahead: Option<TeamAhead>) -> Arc<Self> {
        Arc::new(Self { asked, up, ahead, of_last_visit: false })
    }
}

/// A question under way.
#[derive(Clone, Debug)]
enum Open {
    AddUp(AddUp),
    TeamAhead(Box<(AddUp, AddedUp)>),
    DealsOf(RepId),
    RepAhead(RepId),
    /// The next morning of the past.
    Past(Arc<PastAsk>),
    /// Something that a page alone shows.
    More(RwSignal<Option<Message>>),
}

impl TeamLook {
    /// A look for all components below.
    pub fn provide(whose: Whose) -> Self {
        let state = TeamState::here();
        let sample = RwSignal::new(None::<SampleHeld>);
        let reps = Memo::new(move |_| {
            Arc::new(match whose {
                Whose::Own => state.team.with(|team| team.reps.clone()),
                Whose::Sample => sample
                    .with(|sample| sample.as_ref().map(|it| it.reps.clone()))
                    .unwrap_or_default(),
            })
        });
        let settings = Memo::new(move |_| match whose {
            Whose::Own => state.team.with(|team| team.settings),
            Whose::Sample => {
                sample.with(|sample| sample.as_ref().map(|it| it.settings)).unwrap_or_default()
            }
        });
        let index = Memo::new(move |_| state.team.with(|team| team.deals.clone()));
        let asked = Memo::new(move |_| asked(&reps.get(), &settings.get()));
        let last = state.team.with_untracked(|team| match whose {
            Whose::Own => last_visit::figures(team),
            Whose::Sample => None,
        });
        let added = RwSignal::new(last.map(Arc::new));
        let of_last_visit = Memo::new(move |_| {
            added.with(|added| added.as_ref().is_some_and(|it| it.of_last_visit))
        });
        let past = RwSignal::new(None::<Past>);
        let chances_stand =
            Memo::new(move |_| past.with(|past| Past::chances_stand(past.as_ref())));
        let now = Memo::new(move |_| {
            let (added, reps) = (added.get()?, reps.get());
            // What was added up for other reps than those there are now is on its way out.
            let of_these = asked.with(|asked| asked.reps == added.asked.reps);
            let ahead = added.ahead.clone();
            of_these.then(|| {
                let now = Now::of(&added.up, ahead, &reps, &settings.get());
                Arc::new(if chances_stand.get() {
                    now
                } else {
                    now.by_ranges(&reps, &settings.get())
                })
            })
        });
        let look = Self {
            whose,
            reps,
            settings,
            now,
            deals: RwSignal::default(),
            in_full: RwSignal::default(),
            of_last_visit,
            failed: RwSignal::default(),
            past,
            chances_stand,
            state,
            sample,
            added,
            asked,
            open: StoredValue::default(),
        };
        Effect::new(move |_| {
            look.open.set_value(VecDeque::new());
            let deals = match whose {
                Whose::Own => Deals::Kept(index.get()),
                Whose::Sample => Deals::Sample(today()),
            };
            holder::hold(deals, move |message| look.hear(&message));
            look.add_up(look.asked.get_untracked());
        });
        Effect::new(move |before: Option<()>| {
            let asked = look.asked.get();
            // The first is asked where the deals are handed over.
            if before.is_some() {
                look.add_up(asked);
            }
        });
        // Once there is a forecast, and its page is drawn.
        Effect::new(move |_| {
            let is_new = |added: &Arc<Added>| added.ahead.is_some() && !added.of_last_visit;
            if added.with(|added| added.as_ref().is_some_and(is_new)) {
                spawn_local(async move {
                    next_task().await;
                    look.check_past();
                });
            }
        });
        on_cleanup(holder::let_go);
        if whose == Whose::Own {
            look.keep_for_the_next_visit();
        }
        provide_context(look);
        look
    }

    /// The look of the page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Lists the deals of a rep as they are known on the day, and works the rep's forecast out; anew
    /// in an effect, whenever the deals were added up.
    pub fn ask_of(self, rep: RepId) {
        let Some(added) = self.added.get().filter(|added| !added.of_last_visit) else { return };
        let reps = self.reps.get_untracked();
        let Some(place) = reps.iter().position(|each| each.id == rep) else { return };
        let asked = self.asked.get_untracked();
        self.open.update_value(|open| open.push_back(Open::DealsOf(rep)));
        holder::ask(Ask::DealsOf.with(&json!({ "look": asked, "rep": place })));
        if added.ahead.is_some() && self.chances_stand.get() {
            let settings = self.settings.get_untracked();
            let next = settings.calendar.next(added.up.period);
            // Where none is set yet, as much as now: the page says so.
            let either = |rep: &Rep| rep.quota(next).or_else(|| rep.quota(added.up.period));
            let next_quota = reps.get(place).and_then(either);
            let next_quota = next_quota.map(|quota| quota.amount);
            let look = look_ahead(asked, added.up.period, &reps, &settings);
            self.open.update_value(|open| open.push_back(Open::RepAhead(rep)));
            holder::ask(
                Ask::RepAhead
                    .with(&json!({ "look": look, "rep": place, "next_quota": next_quota })),
            );
        } else {
            self.in_full.set(Some(InFull { rep, full: None }));
        }
    }

    /// Asks something more about the deals, as they are looked at now; anew in an effect, whenever
    /// they were added up. The answer is put where a page has a place for it.
    pub fn ask_more(
        self,
        request: impl FnOnce(&AddUp) -> String,
        answer: RwSignal<Option<Message>>,
    ) {
        if self.now.with(Option::is_none) {
            return;
        }
        let request = self.asked.with_untracked(request);
        self.open.update_value(|open| open.push_back(Open::More(answer)));
        holder::ask(request);
    }

    /// Works a rep's forecast out with open deals other than they are.
    pub fn try_deals(self, rep: RepId, tried: &DealsTried, answer: RwSignal<Option<Message>>) {
        let Some(added) = self.added.get_untracked().filter(|added| added.ahead.is_some()) else {
            return;
        };
        let (reps, settings) = (self.reps.get_untracked(), self.settings.get_untracked());
        let Some(place) = reps.iter().position(|each| each.id == rep) else { return };
        self.ask_more(
            |asked| {
                let look = look_ahead(asked.clone(), added.up.period, &reps, &settings);
                Ask::TryDeals.with(&json!({ "look": look, "rep": place, "tried": tried }))
            },
            answer,
        );
    }

    /// What the deals were added up for; none before they were.
    pub(super) fn added_up_for(self) -> Option<AddUp> {
        self.added.try_get_untracked().flatten().map(|added| added.asked.clone())
    }

    /// The deals that are looked at: the kept ones, as they were kept last, or the sample's.
    pub(super) fn deals_looked_at(self) -> (Whose, DealsIndex) {
        let index = match self.whose {
            Whose::Own => self.state.team.with_untracked(|team| team.deals.clone()),
            Whose::Sample => DealsIndex::default(),
        };
        (self.whose, index)
    }

    /// Asks for the next morning of the past.
    pub(super) fn ask_past(self, of: Arc<PastAsk>) {
        let request = Ask::PastCheck.with(&*of);
        self.open.update_value(|open| open.push_back(Open::Past(of)));
        holder::ask(request);
    }

    /// Whether it is known who is in the team: the sample is made first.
    pub fn is_there(self) -> bool {
        self.whose == Whose::Own || self.sample.with(Option::is_some)
    }

    /// Looks from another day; from the proposed one where there is none.
    pub fn look_from(self, day: Option<Date>) {
        self.change_settings(|settings| settings.as_of = day);
    }

    /// Changes what the team has chosen: of the own team for good, of the sample until it is left.
    pub fn change_settings(self, change: impl FnOnce(&mut Settings)) {
        match self.whose {
            Whose::Own => self.state.change_settings(change),
            Whose::Sample => self.sample.update(|sample| {
                if let Some(sample) = sample {
                    change(&mut sample.settings);
                }
            }),
        }
    }

    /// Changes a rep: of the own team for good, of the sample until it is left.
    pub fn change_rep(self, id: RepId, change: impl FnOnce(&mut Rep)) {
        match self.whose {
            Whose::Own => self.state.change_rep(id, change),
            Whose::Sample => self.sample.update(|sample| {
                let rep =
                    sample.as_mut().and_then(|it| it.reps.iter_mut().find(|rep| rep.id == id));
                if let Some(rep) = rep {
                    change(rep);
                }
            }),
        }
    }

    /// Keeps what is shown when the page goes, which is seldom: browsers put only so much on disk.
    fn keep_for_the_next_visit(self) {
        let keep = move || {
            let added = self.added.try_get_untracked().flatten();
            let team = self.state.team.try_read_untracked();
            if let (Some(added), Some(team)) = (added, team) {
                last_visit::keep(&team, &added);
            }
        };
        let leaving = window_event_listener(ev::pagehide, move |_| keep());
        let hiding = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() {
                keep();
            }
        });
        on_cleanup(move || {
            keep();
            leaving.remove();
            hiding.remove();
        });
    }

    fn add_up(self, asked: AddUp) {
        let request = Ask::AddUp.with(&asked);
        self.open.update_value(|open| open.push_back(Open::AddUp(asked)));
        holder::ask(request);
    }

    /// Asks what the deals say of the days ahead, where they may say anything. Nothing is shown
    /// before that: figures that change a moment later are read twice.
    fn look_ahead(self, asked: AddUp, up: AddedUp) {
        let (reps, settings) = (self.reps.get_untracked(), self.settings.get_untracked());
        if !Now::of(&up, None, &reps, &settings).can_be_forecast() {
            self.added.set(Some(Added::anew(asked, up, None)));
            return;
        }
        let look: LookAhead = look_ahead(asked.clone(), up.period, &reps, &settings);
        self.open.update_value(|open| open.push_back(Open::TeamAhead(Box::new((asked, up)))));
        holder::ask(Ask::TeamAhead.with(&look));
    }

    fn hear(self, message: &Message) {
        if message.told == Told::Sample {
            self.sample.set(message.read());
            return;
        }
        let open = self.open.try_update_value(VecDeque::pop_front).flatten();
        match (message.told, open) {
            (Told::AddedUp, Some(Open::AddUp(asked))) => {
                self.failed.set(None);
                if let Some(up) = message.read::<AddedUp>() {
                    self.look_ahead(asked, up);
                }
            }
            (Told::TeamAhead, Some(Open::TeamAhead(of))) => {
                let (asked, up) = *of;
                self.added.set(Some(Added::anew(asked, up, message.read())));
            }
            (Told::RepAhead, Some(Open::RepAhead(rep))) => {
                let full = message.read::<Option<RepInFull>>().flatten().map(Arc::new);
                self.in_full.set(Some(InFull { rep, full }));
            }
            (Told::DealsOf, Some(Open::DealsOf(rep))) => {
                self.deals.set(message.read().map(|rows| Listed { rep, rows: Arc::new(rows) }));
            }
            (Told::Progress | Told::PastCheck, Some(Open::Past(of))) => self.hear_past(of, message),
            (Told::Refused, _) => self.failed.set(message.read()),
            // Whoever asked may be gone.
            (_, Some(Open::More(answer))) => drop(answer.try_set(Some(message.clone()))),
            _ => {}
        }
    }
}
