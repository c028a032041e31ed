//! A tap elsewhere ends typing. A mouse does so by itself; under a finger a button does not take the
//! focus in every browser, and what was typed would go with the field that the tap takes away.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlElement, Node};

/// From now on, as long as the page is open.
pub fn end_typing_on_taps() {
    let tapped = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let Some(active) = document().active_element() else { return };
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let is_typed_in = matches!(active.tag_name().as_str(), "INPUT" | "TEXTAREA");
        if is_typed_in
            && !active.contains(target.as_ref())
            && let Ok(active) = active.dyn_into::<HtmlElement>()
        {
            let _ = active.blur();
        }
    });
    // Before whatever the tap does. A page that can't listen is as it was.
    let _ = document().add_event_listener_with_callback_and_bool(
        "click",
        tapped.as_ref().unchecked_ref(),
        true,
    );
    tapped.forget();
}
