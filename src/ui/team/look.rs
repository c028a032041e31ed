//! A team as its pages see it: who is in it, what its deals come to on a day, what each rep needs.

use super::TeamState;
use super::groups::groups;
use super::holder::{self, Deals};
use crate::browser::clock::today;
use crate::domain::{Period, Rep, RepId, Settings, TypedFigures};
use crate::engine::as_of::AsOf;
use crate::engine::attention::{Attention, by_attention};
use crate::engine::team_now::{RepAsked, TeamNow, TypedNumbers, team_now};
use crate::reader::{AddUp, AddedUp, Ask, DealRow, Message, SampleHeld, Told};
use crate::ui::route::Whose;
use jiff::civil::Date;
use leptos::prelude::*;
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
    /// Why there is nothing to see.
    pub failed: RwSignal<Option<String>>,
    state: TeamState,
    /// The sample team, where that is looked at. What is chosen in it is forgotten with it.
    sample: RwSignal<Option<SampleHeld>>,
    added: RwSignal<Option<Arc<Added>>>,
    asked: Memo<AddUp>,
    /// What the reader was asked and has not answered yet, in order.
    open: StoredValue<VecDeque<Open>>,
}

/// What every rep of a team needs, on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Now {
    /// The day.
    pub as_of: Date,
    /// The day that was proposed.
    pub proposed: AsOf,
    /// The period that the day lies in.
    pub period: Period,
    /// By the place of the rep.
    pub team: TeamNow,
    /// The places of the reps in the order in which they need attention.
    pub order: Vec<(usize, Attention)>,
    /// Deals of somebody who is not in the team.
    pub of_others: usize,
    /// Deals without an owner.
    pub unowned: usize,
    /// Packs that can't be read.
    pub unreadable: usize,
}

/// The deals of a rep.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Whose.
    pub rep: RepId,
    /// The deals, those that matter now first.
    pub rows: Arc<Vec<DealRow>>,
}

/// What the deals came to, and what they were added up for.
#[derive(Debug, PartialEq)]
struct Added {
    asked: AddUp,
    up: AddedUp,
}

/// A question under way.
#[derive(Clone, Debug)]
enum Open {
    AddUp(AddUp),
    DealsOf(RepId),
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
        let added: RwSignal<Option<Arc<Added>>> = RwSignal::default();
        let now = Memo::new(move |_| {
            let (added, reps) = (added.get()?, reps.get());
            // What was added up for other reps than those there are now is on its way out.
            let of_these = asked.with(|asked| asked.reps == added.asked.reps);
            of_these.then(|| Arc::new(Now::of(&added.up, &reps, &settings.get())))
        });
        let look = Self {
            whose,
            reps,
            settings,
            now,
            deals: RwSignal::default(),
            failed: RwSignal::default(),
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
        on_cleanup(holder::let_go);
        provide_context(look);
        look
    }

    /// The look of the page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Lists the deals of a rep, as they are known on the day; anew in an effect, whenever the deals
    /// were added up.
    pub fn list_deals(self, rep: RepId) {
        if self.added.with(Option::is_none) {
            return;
        }
        let place = self.reps.with_untracked(|reps| reps.iter().position(|each| each.id == rep));
        let Some(place) = place else { return };
        let asked = self.asked.get_untracked();
        self.open.update_value(|open| open.push_back(Open::DealsOf(rep)));
        holder::ask(Ask::DealsOf.with(&json!({ "look": asked, "rep": place })));
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

    /// Whether it is known who is in the team: the sample is made first.
    pub fn is_there(self) -> bool {
        self.whose == Whose::Own || self.sample.with(Option::is_some)
    }

    /// Looks from another day; from the proposed one where there is none.
    pub fn look_from(self, day: Option<Date>) {
        match self.whose {
            Whose::Own => self.state.change_settings(|settings| settings.as_of = day),
            Whose::Sample => self.sample.update(|sample| {
                if let Some(sample) = sample {
                    sample.settings.as_of = day;
                }
            }),
        }
    }

    fn add_up(self, asked: AddUp) {
        let request = Ask::AddUp.with(&asked);
        self.open.update_value(|open| open.push_back(Open::AddUp(asked)));
        holder::ask(request);
    }

    fn hear(self, message: &Message) {
        if message.told == Told::Sample {
            self.sample.set(message.read());
            return;
        }
        let open = self.open.try_update_value(VecDeque::pop_front).flatten();
        match (message.told, open) {
            (Told::AddedUp, Some(Open::AddUp(asked))) => {
                let added = message.read().map(|up| Arc::new(Added { asked, up }));
                self.failed.set(None);
                self.added.set(added);
            }
            (Told::DealsOf, Some(Open::DealsOf(rep))) => {
                self.deals.set(message.read().map(|rows| Listed { rep, rows: Arc::new(rows) }));
            }
            (Told::Refused, _) => self.failed.set(message.read()),
            // Whoever asked may be gone.
            (_, Some(Open::More(answer))) => drop(answer.try_set(Some(message.clone()))),
            _ => {}
        }
    }
}

impl Now {
    fn of(up: &AddedUp, reps: &[Rep], settings: &Settings) -> Self {
        let asked: Vec<RepAsked> = reps
            .iter()
            .zip(groups(reps, settings.peers_by))
            .map(|(rep, group)| RepAsked {
                quota: rep.quota(up.period).map(|quota| quota.amount),
                booked_by_hand: rep.booked_by_hand(up.period),
                without_a_deal: rep.comes_in_without_a_deal,
                group,
                typed: typed(&rep.typed),
            })
            .collect();
        let wanted = settings.wanted_chance;
        let team = team_now(
            up.figures.clone(),
            &asked,
            up.as_of,
            up.period,
            wanted,
            settings.won_of_ten_quotes,
        );
        let names: Vec<&str> = reps.iter().map(|rep| rep.name.as_str()).collect();
        let order = by_attention(&team.reps, &names, wanted);
        Self {
            as_of: up.as_of,
            proposed: up.proposed,
            period: up.period,
            team,
            order,
            of_others: up.of_others,
            unowned: up.unowned,
            unreadable: up.unreadable,
        }
    }
}

/// What was typed about a rep; `None` where nothing was.
fn typed(typed: &TypedFigures) -> Option<TypedNumbers> {
    let TypedFigures { pipeline, won, lost, average_deal } = *typed;
    (!typed.is_empty()).then_some(TypedNumbers { pipeline, won, lost, average_deal })
}

fn asked(reps: &[Rep], settings: &Settings) -> AddUp {
    let names = |rep: &Rep| {
        std::iter::once(&rep.name).chain(&rep.also_known_as).cloned().collect::<Vec<_>>()
    };
    AddUp {
        reps: reps.iter().map(names).collect(),
        as_of: settings.as_of,
        today: today(),
        calendar: settings.calendar,
        look_back_months: settings.look_back.months(),
    }
}
