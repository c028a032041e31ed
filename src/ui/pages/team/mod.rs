//! Team: who needs me?

mod as_of;
mod flat_rule;
mod overview;
mod rep;
mod rows;
mod words;

use crate::engine::days_left::days_left;
use crate::ui::derive::text;
use crate::ui::format;
use crate::ui::route::{Calculator, DataPlace, Route, TeamPlace, Whose};
use crate::ui::team::{Now, TeamLook};
use as_of::AsOfControl;
use flat_rule::FlatRuleView;
use leptos::prelude::*;
use overview::Overview;
use rep::RepPage;
use rows::RepRows;

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
    let rep = Memo::new(move |_| match Route::parse(&fragment.get()) {
        Route::Team(TeamPlace { rep, .. }) => rep,
        _ => None,
    });
    let nobody = Memo::new(move |_| whose == Whose::Own && look.reps.with(|reps| reps.is_empty()));
    let page = move || match (nobody.get(), rep.get()) {
        (true, _) => view! { <NoTeam /> }.into_any(),
        (false, None) => view! { <TeamPage /> }.into_any(),
        (false, Some(rep)) => view! { <RepPage rep /> }.into_any(),
    };
    view! {
        {(whose == Whose::Sample).then(|| view! { <SampleMark /> })}
        {page}
    }
}

/// Says on every page of the sample that it is one, and leads out of it.
#[component]
fn SampleMark() -> impl IntoView {
    view! {
        <p class="sample-mark">
            <b>"A sample team."</b>
            " These reps and deals are made up; nothing of them is kept."
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
            let reps = look.reps.with(|reps| reps.len());
            let reps = format::counted(reps as u64, "rep", "reps");
            now.as_ref().map_or(reps.clone(), |now| {
                format!("{reps} · {} · those short of the wanted chance first", period(now))
            })
        })
    });
    view! {
        <header class="page">
            <div>
                <h1 tabindex="-1">"Who needs you now"</h1>
                <p class="sub">{about}</p>
            </div>
            <AsOfControl />
        </header>
        <Findings />
        <Overview />
        <FlatRuleView />
        <RepRows />
        <p class="sub equal-deals">
            "Chances and needs take all deals of a rep as equal: no timing, and no deal that is still to be created."
        </p>
    }
}

/// What has to be known of the data before the figures are believed.
#[component]
fn Findings() -> impl IntoView {
    let look = TeamLook::here();
    let found = Memo::new(move |_| {
        let failed = look.failed.get();
        let now = look.now.with(|now| now.as_deref().map(words::findings)).unwrap_or_default();
        failed.into_iter().chain(now).collect::<Vec<_>>()
    });
    view! {
        <div role="status">
            {move || {
                found
                    .get()
                    .into_iter()
                    .map(|sentence| view! { <p class="finding">{sentence}</p> })
                    .collect_view()
            }}
        </div>
    }
}

#[component]
fn NoTeam() -> impl IntoView {
    document().set_title("Team · Ridealong");
    view! {
        <header class="page">
            <div>
                <h1 tabindex="-1">"Who needs you now"</h1>
                <p class="sub">
                    "What each rep really needs instead of a flat 3×. Nobody is in the team yet: four ways to begin."
                </p>
            </div>
        </header>
        <ul class="ways-in">{WAYS_IN.map(way_in).collect_view()}</ul>
    }
}

/// A way to begin: where it leads, what it is called, what it takes and gives.
type WayIn = (Route, &'static str, &'static str);

const WAYS_IN: [WayIn; 4] = [
    (
        Whose::Sample.team(),
        "Explore a sample team",
        "12 made-up reps with two years of deals. Leaves no trace.",
    ),
    (
        Route::Data(DataPlace::Import),
        "Import from the CRM",
        "An export of your deals, as a file or as pasted cells. It stays in this browser.",
    ),
    (
        Route::Data(DataPlace::Typed),
        "Type your team",
        "Each rep with quota, what is booked, the open pipeline, won and lost deals.",
    ),
    (
        Route::Calculate(Calculator::Coverage),
        "Just calculate",
        "One rep, a few numbers, the answer at once.",
    ),
];

fn way_in((route, name, about): WayIn) -> impl IntoView {
    view! {
        <li>
            <a href=route.href()>{name}</a>
            <p class="note">{about}</p>
        </li>
    }
}

/// "quarter to 31 Dec 2026, 41 days left"
fn period(now: &Now) -> String {
    let last = now.period.end.yesterday().unwrap_or(now.period.end);
    let left = format::counted(days_left(now.period, now.as_of), "day", "days");
    format!("to {}, {left} left", format::date(last))
}
