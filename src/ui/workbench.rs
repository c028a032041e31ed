//! The places that work on what is kept, as a program of their own.
//!
//! Who only calculates loads none of it: the shell starts it at the first visit to one of its
//! places ([`program`](crate::browser::program)). It draws into the element that the shell keeps
//! for it and follows the address by itself; the two share nothing but the page and the storage.

use crate::browser::address;
use crate::browser::program::{PLACE_ID, focus_heading_if_waiting};
use crate::ui::pages::data::DataPage;
use crate::ui::route::Route;
use crate::ui::team::TeamState;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Puts the workbench into its place. Nothing happens on a page that keeps none for it.
pub fn mount() {
    let place = document().get_element_by_id(PLACE_ID);
    let Some(place) = place.and_then(|place| place.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    // It stays as long as the page does.
    leptos::mount::mount_to(place, Workbench).forget();
    focus_heading_if_waiting();
}

#[component]
fn Workbench() -> impl IntoView {
    TeamState::provide();
    let fragment = address::watch_fragment();
    let is_here = Memo::new(move |_| matches!(Route::parse(&fragment.get()), Route::Data(_)));
    move || is_here.get().then(|| view! { <DataPage fragment /> })
}
