//! The places that work on what is kept, as a program of their own.
//!
//! Who only calculates loads none of it: the shell starts it at the first visit to one of its
//! places ([`program`](crate::browser::program)). It draws into the element that the shell keeps
//! for it and follows the address by itself; the two share nothing but the page and the storage.

use crate::browser::address;
use crate::browser::device::{self, SECOND_COPY};
use crate::browser::end_typing::end_typing_on_taps;
use crate::browser::program::{PLACE_ID, focus_heading_if_waiting};
use crate::browser::rescue::lead_panics_to_the_rescue;
use crate::store::Finding;
use crate::store::browser::turn;
use crate::ui::components::formula_card::{CardDesk, FormulaCardDialog};
use crate::ui::pages::data::DataPage;
use crate::ui::pages::not_saved::NotSaved;
use crate::ui::pages::other_tab::OtherTab;
use crate::ui::pages::replaced::ReplacedElsewhere;
use crate::ui::pages::team::TeamPages;
use crate::ui::route::{Route, TeamPlace, Whose};
use crate::ui::team::TeamState;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Puts the workbench into its place. Nothing happens on a page that keeps none for it.
pub fn mount() {
    lead_panics_to_the_rescue();
    let place = document().get_element_by_id(PLACE_ID);
    let Some(place) = place.and_then(|place| place.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    // What is kept is read once it is known which tab writes, and both of its copies are one. It stays as long as the page does.
    wasm_bindgen_futures::spawn_local(async move {
        let found = turn::begin().await;
        if found.contains(&Finding::BroughtBack) {
            device::tell(SECOND_COPY, "used");
        }
        leptos::mount::mount_to(place, move || view! { <Workbench found /> }).forget();
        end_typing_on_taps();
        focus_heading_if_waiting();
    });
}

#[component]
fn Workbench(
    /// What was found when the two copies of what is kept were made one.
    found: Vec<Finding>,
) -> impl IntoView {
    TeamState::provide(found);
    let desk = CardDesk::provide();
    let fragment = address::watch_fragment();
    let place = Memo::new(move |_| match Route::parse(&fragment.get()) {
        Route::Data(_) => Some(Place::Data),
        Route::Team(TeamPlace { whose, .. }) => Some(Place::Team(whose)),
        Route::Start | Route::Calculate(_) | Route::Unknown => None,
    });
    Effect::new(move |before: Option<Route>| {
        let now = Route::parse(&fragment.get());
        if before.is_some_and(|before| before != now) {
            TeamState::here().forget_what_was_said_in_passing();
        }
        now
    });
    view! {
        <ReplacedElsewhere />
        <NotSaved />
        <OtherTab />
        {move || match place.get() {
            Some(Place::Data) => view! { <DataPage fragment /> }.into_any(),
            // Another team is another page: nothing of one may stay when the other is shown.
            Some(Place::Team(whose)) => view! { <TeamPages whose fragment /> }.into_any(),
            None => ().into_any(),
        }}
        <FormulaCardDialog desk />
    }
}

/// What it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Team(Whose),
    Data,
}
