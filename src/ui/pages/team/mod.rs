//! Team: who needs me?

mod as_of;
mod flat_rule;
mod heading;
mod no_quotas;
mod order;
mod overview;
mod past;
pub mod rep;
mod rows;
mod seen_words;
mod totals;
mod ways_on;
mod win_rates;
mod words;

pub use win_rates::words as definition_words;

use crate::domain::PeriodLength;
use crate::engine::days_left::days_left;
use crate::ui::components::formula_card::{CardDesk, WayOn};
use crate::ui::components::sentence::{Sentence, SentenceView};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::pages::team_notice::TeamNotice;
use crate::ui::pages::ways_in::WaysIn;
use crate::ui::route::{DataPlace, Route, TeamPlace, TeamTopic, Whose};
use crate::ui::team::{Now, TeamLook, TeamState};
use as_of::AsOfControl;
use flat_rule::FlatRuleView;
use leptos::prelude::*;
use order::OrderOfRows;
use overview::Overview;
use past::PastCheckPage;
use rep::RepPage;
use rows::RepRows;
use ways_on::WaysOn;
use win_rates::WinRatesPage;

/// The pages of a team: all of it, and one rep.
#[component]
pub fn TeamPages(
    /// Which team.
    whose: Whose,
    /// The address's fragment.
    #[prop(into)]
    fragment: Signal<String>,
) -> impl IntoView {
    let look = TeamLook::provide(whose);
    TeamState::here().put_away_what_was_done();
    let place = Memo::new(move |_| match Route::parse(&fragment.get()) {
        Route::Team(place) => place,
        _ => TeamPlace::default(),
    });
    let nobody = Memo::new(move |_| whose == Whose::Own && look.reps.with(|reps| reps.is_empty()));
    let page = move || match (nobody.get(), place.get()) {
        (true, _) => view! { <NoTeam /> }.into_any(),
        (false, TeamPlace { about: TeamTopic::PastCheck, .. }) => {
            view! { <PastCheckPage /> }.into_any()
        }
        (false, TeamPlace { about: TeamTopic::WinRates, rep, .. }) => {
            view! { <WinRatesPage rep /> }.into_any()
        }
        (false, TeamPlace { rep: None, .. }) => view! { <TeamPage /> }.into_any(),
        (false, TeamPlace { rep: Some(rep), .. }) => view! { <RepPage rep /> }.into_any(),
    };
    let way_to_check = Signal::derive(move || {
        let is_there = place.with(|place| place.about == TeamTopic::PastCheck);
        let is_forecast = look.now.with(|now| now.as_ref().is_some_and(|now| now.ahead.is_some()));
        let href = whose.past_check().href();
        (is_forecast && !is_there).then_some(WayOn { words: ways_on::TO_CHECK, href })
    });
    expect_context::<CardDesk>().lead_on(way_to_check);
    view! {
        {(whose == Whose::Sample).then(|| view! { <SampleMark /> })}
        {(whose == Whose::Own).then(|| view! { <TeamNotice /> })}
        {page}
    }
}

/// Says on every page of the sample that it is one, and leads out of it.
#[component]
fn SampleMark() -> impl IntoView {
    view! {
        <p class="sample-mark">
            <b>"A sample team."</b>
            " Reps and deals are made up; nothing is kept."
            <a class="button" href=Whose::Own.team().href()>
                "Leave the sample"
            </a>
        </p>
    }
}

#[component]
fn TeamPage() -> impl IntoView {
    let look = TeamLook::here();
    document().set_title("Team · Ridealong");
    let about = text(move || {
        look.now.with(|now| {
            if !look.is_there() {
                return String::new();
            }
            if look.of_last_visit.get() {
                return words::OF_LAST_VISIT.to_owned();
            }
            let count = look.reps.with(|reps| reps.len());
            let reps = format::counted(count as u64, "rep", "reps");
            let length = look.settings.with(|settings| settings.calendar.length());
            let period = now.as_ref().map(|now| format!(" · {}", period(now, length)));
            format!("{reps}{}", period.unwrap_or_default())
        })
    });
    let basis = text(move || {
        let is_ahead = |now: &Now| now.seen().any(|rep| rep.ahead.is_some());
        let is_ahead = look.now.with(|now| now.as_deref().is_some_and(is_ahead));
        if is_ahead { words::FORECAST } else { words::EQUAL_DEALS }.to_owned()
    });
    view! {
        <header class="page">
            <div>
                <h1 tabindex="-1">"Who needs you now"</h1>
                <p class="sub">{about} <OrderOfRows /></p>
            </div>
            <AsOfControl />
        </header>
        <Findings />
        <Overview />
        <FlatRuleView />
        <RepRows />
        <p class="sub equal-deals">{basis}</p>
        <WaysOn />
    }
}

/// What has to be known of the data before the figures are believed.
#[component]
fn Findings() -> impl IntoView {
    let look = TeamLook::here();
    let found = Memo::new(move |_| {
        let failed = look.failed.get();
        let now = look
            .now
            .with(|now| now.as_deref().map(|now| words::findings(now, look.whose)))
            .unwrap_or_default();
        failed.map(Sentence::of).into_iter().chain(now).collect::<Vec<_>>()
    });
    view! {
        <div role="status">
            {move || {
                found
                    .get()
                    .into_iter()
                    .map(|sentence| view! { <p class="finding"><SentenceView sentence /></p> })
                    .collect_view()
            }}
        </div>
    }
}

#[component]
fn NoTeam() -> impl IntoView {
    document().set_title("Team · Ridealong");
    let state = TeamState::here();
    let deals = Memo::new(move |_| state.team.with(|team| team.deals.deals()));
    let nobodys = move || {
        let kept = format::counted(deals.get() as u64, "deal is", "deals are");
        let sentence = Sentence::of(format!("{kept} kept, but no rep is: "))
            .way("add those who own them under Data, Reps", Route::Data(DataPlace::Reps))
            .then(", or ")
            .way("bring the export in once more", Route::Data(DataPlace::Import))
            .then(" and say whose they are.");
        view! { <SentenceView sentence /> }
    };
    view! {
        <header class="page">
            <div>
                <h1 tabindex="-1">"Who needs you now"</h1>
                <p class="sub">
                    "What each rep really needs instead of a flat 3×. Nobody is in the team yet: four ways to begin."
                </p>
            </div>
        </header>
        <When shown=flag(move || deals.get() > 0)>
            <p class="finding">{nobodys}</p>
        </When>
        <WaysIn />
    }
}

/// "quarter to Dec 31, 2026, 41 days left"
fn period(now: &Now, length: PeriodLength) -> String {
    let length = match length {
        PeriodLength::Month => "month",
        PeriodLength::Quarter => "quarter",
        PeriodLength::Year => "year",
    };
    let last = now.period.last_day();
    let left = format::counted(days_left(now.period, now.as_of), "day", "days");
    format!("{length} to {}, {left} left", format::date(last))
}
