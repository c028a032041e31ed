//! Four ways to begin, for whoever has no team yet.

use crate::ui::route::{Calculator, DataPlace, Route, Whose};
use leptos::prelude::*;

/// A way: where it leads, what it is called, what one gets.
type Way = (Route, &'static str, &'static str);

const WAYS: [Way; 4] = [
    (Whose::Sample.team(), "Explore a sample team", "12 made-up reps. Nothing of it is kept."),
    (
        Route::Data(DataPlace::Import),
        "Import from the CRM",
        "What each rep needs, from an export of deals.",
    ),
    (Route::Data(DataPlace::Typed), "Type your team", "The same from six figures a rep."),
    (
        Route::Calculate(Calculator::Coverage),
        "Just calculate",
        "One rep, a few figures, the answer at once.",
    ),
];

/// The ways, each as large as its whole box.
#[component]
pub fn WaysIn() -> impl IntoView {
    let way = |(route, name, about): Way| {
        view! {
            <li>
                <a href=route.href()>{name}</a>
                <p class="note">{about}</p>
            </li>
        }
    };
    view! { <ul class="ways-in">{WAYS.map(way).collect_view()}</ul> }
}
