//! Rep / Now: what does this rep need, and where does each number come from?

mod ahead;
mod card_lines;
mod cards;
mod deal_marks;
mod deals;
mod findings;
mod group;
mod headline;
pub(in crate::ui::pages::team) mod ladder;
mod own_call;
mod ride_by_size;
mod sources;
mod what_if;

use super::as_of::AsOfControl;
use super::words;
use crate::domain::{Currency, RepId};
use crate::engine::coverage::{self, Answer, NoAnswer, Question, WinRateSource};
use crate::engine::rep_now::{FEWEST_DECIDED, NoChance, RepNow};
use crate::engine::rep_seen::{Ahead, RepSeen};
use crate::engine::team_forecast::RepAhead;
use crate::reader::{DealRow, RepInFull};
use crate::ui::components::sentence::Sentence;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::pages::calculate::coverage::picture::ChancePicture;
use crate::ui::team::{Now, TeamLook};
use ahead::{CurveAhead, HeadlineAhead, RideAlong, WhatFollows};
use deals::DealsOfRep;
use findings::TeamsFindings;
use headline::Headline;
use ladder::LadderPicture;
use leptos::prelude::*;
use own_call::OwnCallView;
use ride_by_size::RideBySize;
use sources::Sources;
use std::sync::Arc;
use what_if::WhatIf;

/// Of a win rate that is tried, or answered under Settings.
const TAKEN_AT_ITS_WORD: &str =
    "as tried or answered: no deals stand behind it, so it has no likely range.";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct RepState {
    rep: RepId,
    /// The rep's name.
    name: Memo<String>,
    /// What the rep needs; none until the deals were added up.
    now: Memo<Option<RepNow>>,
    /// The rep's forecast in short; none where the deals tell none.
    in_short: Memo<Option<RepAhead>>,
    /// The forecast down to each deal; none until it was worked out.
    full: Memo<Option<Arc<RepInFull>>>,
    /// What is tried instead of the rep's own figures.
    trial: RwSignal<Option<Question>>,
    /// The answer to what is tried, or to the rep's own figures: what the picture shows.
    answer: Memo<Result<Answer, NoAnswer>>,
    currency: Memo<Currency>,
    /// Parts of the kept deals that can't be read.
    unreadable: Memo<usize>,
}

/// The page.
#[component]
pub fn RepPage(
    /// Whose.
    rep: RepId,
) -> impl IntoView {
    let look = TeamLook::here();
    let name = Memo::new(move |_| {
        look.reps
            .with(|reps| reps.iter().find(|each| each.id == rep).map(|rep| rep.name.clone()))
            .unwrap_or_default()
    });
    let now = Memo::new(move |_| {
        let place = look.reps.with(|reps| reps.iter().position(|each| each.id == rep))?;
        look.now.with(|now| now.as_deref().and_then(|now: &Now| now.team.reps.get(place).cloned()))
    });
    let in_short = Memo::new(move |_| {
        let place = look.reps.with(|reps| reps.iter().position(|each| each.id == rep))?;
        look.now.with(|now| now.as_deref()?.rep(place)?.ahead.map(|ahead| *ahead.rep))
    });
    let full = Memo::new(move |_| {
        let is_told = in_short.with(Option::is_some);
        look.in_full.get().filter(|it| is_told && it.rep == rep).and_then(|it| it.full)
    });
    let trial = RwSignal::new(None::<Question>);
    let answer = Memo::new(move |_| match trial.get() {
        Some(question) => coverage::answer(question),
        // Without a need the picture is not shown; why is said in its place.
        None => now.with(|now| {
            now.as_ref().map_or(Err(NoAnswer::NothingDecided), |now| {
                now.need.map_err(|_| NoAnswer::NothingDecided)
            })
        }),
    });
    let unreadable =
        Memo::new(move |_| look.now.with(|now| now.as_ref().map_or(0, |now| now.unreadable)));
    let currency = Memo::new(move |_| look.settings.with(|settings| settings.currency));
    let state = RepState { rep, name, now, in_short, full, trial, answer, currency, unreadable };
    provide_context(state);
    // Another day, another quota: what was tried was about the one before.
    Effect::new(move |_| {
        now.track();
        trial.set(None);
    });
    Effect::new(move |_| look.ask_of(rep));
    Effect::new(move |_| document().set_title(&format!("{} · Ridealong", name.get())));
    let known = flag(move || name.with(|name| !name.is_empty()));
    let is_told = flag(move || state.tells_chance());
    let is_there = flag(move || look.is_there());
    let is_ahead = flag(move || in_short.with(Option::is_some));
    let ladder = Signal::derive(move || {
        full.with(|full| full.as_ref().and_then(|full| full.ladder.clone()))
    });
    let has_need = flag(move || now.with(|now| now.as_ref().is_some_and(|now| now.need.is_ok())));
    view! {
        <When shown=flag(move || is_there.get() && !known.get())>
            <h1 tabindex="-1">"This rep is not in the team"</h1>
        </When>
        <When shown=flag(move || !is_there.get())>
            <h1 tabindex="-1">"The sample team"</h1>
            <p role="status">
                {text(move || look.failed.get().unwrap_or_else(|| "Making it up…".to_owned()))}
            </p>
        </When>
        <When shown=known>
            <header class="page">
                <div>
                    <p class="sub"><a class="crumb" href=look.whose.team().href()>"Team"</a></p>
                    <h1 tabindex="-1">{text(move || name.get())}</h1>
                    <p class="sub">{period_of_now()}</p>
                </div>
                <AsOfControl />
            </header>
            <When shown=is_ahead>
                <HeadlineAhead />
                <RideAlong />
                <LadderPicture ladder currency=currency />
                <CurveAhead />
                <WhatFollows />
                <When shown=has_need>
                    <WhatIf />
                    <When shown=flag(move || trial.with(Option::is_some))>
                        <ByEqualDeals />
                    </When>
                </When>
            </When>
            <When shown=flag(move || !is_ahead.get())>
                <Headline />
                <RideBySize />
            </When>
            <When shown=flag(move || has_need.get() && !is_ahead.get())>
                <WhatIf />
                // A curve is of chances: where these are withheld so is the curve.
                <When shown=is_told>
                    <ByEqualDeals />
                </When>
                <When shown=flag(move || !is_told.get())>
                    <p class="sub">{text(move || state.why_no_curve())}</p>
                </When>
                <p class="sub equal-deals">{words::EQUAL_DEALS}</p>
            </When>
            <OwnCallView />
            <Sources />
            <TeamsFindings />
            <DealsOfRep />
        </When>
    }
}

/// The chance by equal deals, of what is tried or of the rep's own figures.
#[component]
fn ByEqualDeals() -> impl IntoView {
    let state = RepState::here();
    view! {
        <ChancePicture
            answer=state.answer
            currency=state.currency.into()
            write_chance=format::chance_from_data
            stated=TAKEN_AT_ITS_WORD
            is_tried=flag(move || state.trial.with(Option::is_some))
        />
    }
}

/// The period and the days that are left of it.
fn period_of_now() -> Signal<String> {
    let look = TeamLook::here();
    text(move || {
        if look.of_last_visit.get() {
            return words::OF_LAST_VISIT.to_owned();
        }
        let length = look.settings.with(|settings| settings.calendar.length());
        look.now
            .with(|now| now.as_deref().map(|now| super::period(now, length)))
            .map(|period| in_capital(&period))
            .unwrap_or_default()
    })
}

/// With a capital at its beginning.
fn in_capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

impl RepState {
    fn here() -> Self {
        expect_context()
    }

    /// What is told of the rep; `None` until the deals were added up.
    fn seen<T>(self, read: impl FnOnce(RepSeen<'_>) -> T) -> Option<T> {
        self.now.with(|now| {
            self.in_short
                .with(|ahead| now.as_ref().map(|now| read(RepSeen::new(now, ahead.as_ref()))))
        })
    }

    /// The forecast; `None` where the rep's deals tell none.
    fn ahead<T>(self, read: impl FnOnce(Ahead<'_>) -> T) -> Option<T> {
        self.seen(|seen| seen.ahead.map(read)).flatten()
    }

    /// The rows of the rep's deals, in the order in which a forecast names them.
    fn rows(self, look: &TeamLook) -> Arc<Vec<DealRow>> {
        let listed = look.deals.get().filter(|listed| listed.rep == self.rep);
        listed.map(|listed| listed.rows).unwrap_or_default()
    }

    /// The need, by the rep's own figures, in words; empty where there is none.
    fn written(self, write: fn(&RepNow, &Answer) -> String) -> Signal<String> {
        text(move || {
            self.now.with(|now| match now {
                Some(now) => now.need.as_ref().map(|answer| write(now, answer)).unwrap_or_default(),
                None => String::new(),
            })
        })
    }

    /// The same of what is tried; empty where nothing is, or it has no answer.
    fn tried(self, write: fn(&RepNow, &Answer) -> String) -> Signal<String> {
        text(move || {
            let is_tried = self.trial.with(Option::is_some);
            self.now.with(|now| {
                self.answer.with(|answer| match (now, answer) {
                    (Some(now), Ok(answer)) if is_tried => write(now, answer),
                    _ => String::new(),
                })
            })
        })
    }

    /// Whether a chance is told: not from too few decided deals of the rep's own, unless another
    /// win rate is tried in their place; nor of a pipeline that nobody typed, unless one is tried.
    fn tells_chance(self) -> bool {
        let is_there = |now: &RepNow| self.trial.with(Option::is_some) || !now.not_typed.pipeline;
        self.why_no_chance().is_none() && self.now.with(|now| now.as_ref().is_some_and(is_there))
    }

    /// What speaks against telling the chance of what is tried, or of what is.
    fn why_no_chance(self) -> Option<NoChance> {
        let is_stated = |asked: &Question| matches!(asked.win_rate, WinRateSource::Stated(_));
        let stated = self.trial.with(|trial| trial.as_ref().is_some_and(is_stated));
        self.now.with(|now| now.as_ref()?.no_chance()).filter(|_| !stated)
    }

    /// Why there is no curve of chances.
    fn why_no_curve(self) -> String {
        let is_untyped =
            self.now.with(|now| now.as_ref().is_some_and(|now| now.not_typed.pipeline));
        let on_the_past = self.why_no_chance() == Some(NoChance::OnThePast);
        if is_untyped {
            "No chance and no curve of it without a pipeline.".to_owned()
        } else if on_the_past {
            "No chance and no curve of it, for the same reason.".to_owned()
        } else {
            format!(
                "No chance and no curve of it: that takes {FEWEST_DECIDED} decided deals of the rep's own."
            )
        }
    }

    /// Why there is no need; `None` where there is one, or nothing is known yet.
    fn why_not(self) -> Option<Sentence> {
        let reason = self.now.with(|now| now.as_ref()?.need.err())?;
        Some(words::no_need(reason, self.unreadable.get()))
    }
}
