//! The shell: the places at the side, the page, and the dialog for formula cards.

use crate::browser::address;
use crate::ui::components::formula_card::{CardDesk, FormulaCardDialog};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::pages::calculate::{self, CalculatePage};
use crate::ui::pages::not_found::NotFound;
use crate::ui::route::{Calculator, Route};
use leptos::html::Main;
use leptos::prelude::*;

/// A place of the rail: its words, its sign and where it leads.
const PLACES: [(&str, Icon, Route); 1] =
    [("Calculate", Icon::Calculate, Route::Calculate(Calculator::Coverage))];

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let desk = CardDesk::provide();
    calculate::provide();
    let fragment = address::watch_fragment();
    let route = Memo::new(move |_| Route::parse(&fragment.get()));
    let on_calculate = Memo::new(move |_| matches!(route.get(), Route::Calculate(_)));
    let main = NodeRef::<Main>::new();
    // Arriving somewhere, the page's heading is where reading starts; at the first page the
    // browser has seen to it.
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| before != now) {
            focus_heading(main);
        }
        now
    });
    view! {
        <a class="skip" href="#main" on:click=move |event| {
            event.prevent_default();
            focus_heading(main);
        }>
            "Skip to the page"
        </a>
        <div class="app" class:one-place=PLACES.len() == 1>
            <Rail route />
            <main id="main" node_ref=main>
                // A page stays as long as one stays in its place.
                <Show when=move || on_calculate.get() fallback=|| view! { <NotFound /> }>
                    <CalculatePage fragment />
                </Show>
            </main>
        </div>
        <FormulaCardDialog desk />
    }
}

#[component]
fn Rail(route: Memo<Route>) -> impl IntoView {
    let place = |(words, icon, to): (&'static str, Icon, Route)| {
        let here = move || std::mem::discriminant(&route.get()) == std::mem::discriminant(&to);
        view! {
            <a href=to.href() aria-current=move || here().then_some("page")>
                <IconView icon />
                {words}
            </a>
        }
    };
    view! {
        <nav class="rail" aria-label="Places">
            <div class="rail-places">
                <div class="mark" aria-hidden="true">
                    "R"
                </div>
                {PLACES.map(place).collect_view()}
            </div>
        </nav>
    }
}

fn focus_heading(main: NodeRef<Main>) {
    // After the new page is there.
    request_animation_frame(move || {
        use wasm_bindgen::JsCast;
        let heading = main
            .get_untracked()
            .and_then(|main| main.query_selector("h1").ok().flatten())
            .and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(heading) = heading {
            let _ = heading.focus();
        }
    });
}
