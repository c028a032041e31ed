//! The shell: the places at the side, the page, and the dialog for formula cards.

use crate::browser::address;
use crate::browser::device::{self, SAVED, SECOND_COPY};
use crate::browser::program::{PLACE_ID, load_workbench};
use crate::browser::scroll_place;
use crate::store::browser::kept_team::is_team_kept;
use crate::ui::components::formula_card::{CardDesk, FormulaCardDialog};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::when::When;
use crate::ui::derive::text;
use crate::ui::pages::calculate::{self, CalculatePage, CalculatorState};
use crate::ui::pages::not_found::NotFound;
use crate::ui::pages::start::StartPage;
use crate::ui::route::{Calculator, DataPlace, Route, TeamPlace, Whose};
use crate::ui::update_offer::UpdateOffer;
use leptos::ev;
use leptos::html::Main;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A place of the rail: its words, its sign and where it leads.
const PLACES: [(&str, Icon, Route); 3] = [
    ("Team", Icon::Team, Whose::Own.team()),
    ("Calculate", Icon::Calculate, Route::Calculate(Calculator::Coverage)),
    ("Data", Icon::Data, Route::Data(DataPlace::Import)),
];

/// What stands in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    Calculate,
    /// The workbench shows these two, and it is loaded there.
    Team,
    Data,
    Nowhere,
}

impl Place {
    const fn of(route: Route) -> Self {
        match route {
            Route::Start => Self::Start,
            Route::Team(_) => Self::Team,
            Route::Calculate(_) => Self::Calculate,
            Route::Data(_) => Self::Data,
            Route::Unknown => Self::Nowhere,
        }
    }
}

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let desk = CardDesk::provide();
    calculate::provide();
    let fragment = address::watch_fragment_after(pass_the_start);
    let route = Memo::new(move |_| Route::parse(&fragment.get()));
    // A page stays as long as one stays in its place.
    let place = Memo::new(move |_| Place::of(route.get()));
    let main = NodeRef::<Main>::new();
    // Arriving somewhere, the page's heading is where reading starts; at the first page the
    // browser has seen to it.
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| before != now) {
            focus_heading(main);
            if let Some(down) = scroll_place::left_at() {
                spawn_local(scroll_place::return_to(down));
            }
        }
        now
    });
    scroll_place::remember();
    follow_second_copy(route);
    view! {
        <a class="skip" href="#main" on:click=move |event| {
            event.prevent_default();
            focus_heading(main);
        }>
            "Skip to the page"
        </a>
        <div class="app">
            <Rail route />
            <main id="main" node_ref=main>
                <UpdateOffer route />
                // Before what stands in its place until it is there: then that is hidden beside it.
                <div id=PLACE_ID tabindex="-1"></div>
                {move || match place.get() {
                    Place::Start => view! { <StartPage /> }.into_any(),
                    Place::Calculate => view! { <CalculatePage fragment /> }.into_any(),
                    Place::Team | Place::Data => view! { <OpeningWorkbench /> }.into_any(),
                    Place::Nowhere => view! { <NotFound /> }.into_any(),
                }}
                <SaveWords />
            </main>
        </div>
        <FormulaCardDialog desk />
    }
}

/// Who has a team begins with it: the start leads on to it, without a step in the history.
fn pass_the_start() {
    if Route::parse(&address::fragment()) == Route::Start && is_team_kept() {
        address::replace_fragment(&Whose::Own.team().href());
    }
}

/// Where the browser lost the first copy of the data, the workbench brings it back from the second;
/// then what was shown without it is shown anew.
fn follow_second_copy(route: Memo<Route>) {
    let second_copy = device::told(SECOND_COPY);
    let calculators = CalculatorState::here();
    Effect::new(move |_| match second_copy.get().as_deref() {
        Some("there") => load_workbench(|| ()),
        Some("used") => {
            calculate::restore_untouched(calculators);
            if route.get_untracked() == Route::Start && is_team_kept() {
                address::go_to(&Whose::Own.team().href());
            }
        }
        _ => {}
    });
}

/// What stands where the workbench will, until it is there: the stylesheet hides it then.
#[component]
fn OpeningWorkbench() -> impl IntoView {
    let failed = RwSignal::new(false);
    let load = move || {
        failed.set(false);
        load_workbench(move || failed.set(true));
    };
    load();
    view! {
        <div class="opening">
            <p role="status">{move || if failed.get() { NOT_LOADED } else { "Opening…" }}</p>
            <When shown=failed>
                <button class="button" type="button" on:click=move |_| load()>
                    "Try again"
                </button>
            </When>
        </div>
    }
}

const NOT_LOADED: &str = "This part of the app could not be loaded: check the connection.";

#[component]
fn Rail(route: Memo<Route>) -> impl IntoView {
    // Who looks at the sample comes back to it, until it is left.
    let team = Memo::new(move |before: Option<&Whose>| match route.get() {
        Route::Team(TeamPlace { whose, .. }) => whose,
        _ => before.copied().unwrap_or(Whose::Own),
    });
    let place = move |(words, icon, to): (&'static str, Icon, Route)| {
        let here = move || Place::of(route.get()) == Place::of(to);
        let href = text(move || match to {
            Route::Team(_) => team.get().team().href(),
            to => to.href(),
        });
        view! {
            <a href=href aria-current=move || here().then_some("page")>
                <IconView icon />
                {words}
            </a>
        }
    };
    // Followed, the start would lead on to the team and leave a step in the history that does nothing.
    let to_the_team = move |event: ev::MouseEvent| {
        if is_team_kept() {
            event.prevent_default();
            address::go_to(&Whose::Own.team().href());
        }
    };
    view! {
        <header class="rail">
            <div class="rail-places">
                <a class="mark" href=Route::Start.href() aria-label="Ridealong, start" on:click=to_the_team>
                    "R"
                </a>
                <nav aria-label="Places">{PLACES.map(place).collect_view()}</nav>
                <SaveWords />
            </div>
        </header>
    }
}

/// How safe what is on the screen is, as the workbench says: below the places, and where these are a
/// bar, at the end of the page.
#[component]
fn SaveWords() -> impl IntoView {
    let saved = device::told(SAVED);
    view! { <p class="save-words">{text(move || saved.get().unwrap_or_default())}</p> }
}

fn focus_heading(main: NodeRef<Main>) {
    // After the new page is there. The workbench, while it is loaded, has no heading yet: it
    // passes the focus on once it has.
    request_animation_frame(move || {
        use wasm_bindgen::JsCast;
        let heading = main
            .get_untracked()
            .and_then(|main| {
                let first = |selector| main.query_selector(selector).ok().flatten();
                first("h1").or_else(|| first("#workbench"))
            })
            .and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(heading) = heading {
            let _ = heading.focus();
        }
    });
}
