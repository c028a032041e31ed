//! Team: who needs me?

mod as_of;
mod flat_rule;
mod overview;
mod rep;
mod rows;
mod words;

use crate::engine::as_of::AsOf;
use crate::engine::days_left::days_left;
use crate::ui::derive::text;
use crate::ui::format;
use crate::ui::pages::data::NobodyYet;
use crate::ui::route::{DataPlace, Route, TeamPlace, Whose};
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
    let nobody = Memo::new(move |_| look.reps.with(|reps| reps.is_empty()));
    move || match (nobody.get(), rep.get()) {
        (true, _) => view! { <NoTeam /> }.into_any(),
        (false, None) => view! { <TeamPage /> }.into_any(),
        (false, Some(rep)) => view! { <RepPage rep /> }.into_any(),
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
                    "What each rep really needs, from their own deals: nobody is in the team yet."
                </p>
            </div>
        </header>
        <NobodyYet words="Bring in your deals, which name their reps, or add the reps and type what you know of them.">
            <a class="button" href=Route::Data(DataPlace::Reps).href()>
                "Add your reps"
            </a>
        </NobodyYet>
    }
}

/// "quarter to 31 Dec 2026, 41 days left"
fn period(now: &Now) -> String {
    let last = now.period.end.yesterday().unwrap_or(now.period.end);
    let left = format::counted(days_left(now.period, now.as_of), "day", "days");
    format!("to {}, {left} left", format::date(last))
}

/// Why the day is not today; `None` where it is.
fn why_this_day(now: &Now) -> Option<String> {
    let last = |day: jiff::civil::Date| format::date(day.yesterday().unwrap_or(day));
    match now.proposed {
        AsOf::Today(_) => None,
        AsOf::LastSeen(day) => {
            Some(format!("Your data ends on {}, so that day is taken as today.", format::date(day)))
        }
        AsOf::DayAfterLastSeen(day) => {
            Some(format!("Your data ends on {}, so the day after is taken as today.", last(day)))
        }
    }
}
