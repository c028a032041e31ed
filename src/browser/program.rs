//! A second program of the page: loaded when it is first needed.

use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlElement};

/// The id of the element that the workbench draws into.
pub const PLACE_ID: &str = "workbench";

/// Written beside the page by the build.
const SCRIPT: &str = "./workbench_loader.js";

thread_local! {
    static IS_LOADED: Cell<bool> = const { Cell::new(false) };
}

/// Loads the workbench, unless it is there or on its way. `on_failed` is called where it can't be
/// loaded; the next call then tries again.
pub fn load_workbench(on_failed: impl Fn() + 'static) {
    if IS_LOADED.replace(true) {
        return;
    }
    let failed = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        IS_LOADED.set(false);
        if let Some(script) =
            event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
        {
            script.remove();
        }
        on_failed();
    });
    let added = document().create_element("script").and_then(|script| {
        script.set_attribute("type", "module")?;
        script.set_attribute("src", SCRIPT)?;
        script.add_event_listener_with_callback("error", failed.as_ref().unchecked_ref())?;
        document().body().map_or(Ok(()), |body| body.append_child(&script).map(drop))
    });
    // A page always takes a script; what becomes of it is heard by the listener, for good.
    drop(added);
    failed.forget();
}

/// Where the shell waits for the workbench's heading, focuses it.
pub fn focus_heading_if_waiting() {
    request_animation_frame(|| {
        let waits = document().active_element().is_some_and(|element| element.id() == PLACE_ID);
        let heading = document().query_selector("h1").ok().flatten();
        let heading = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok());
        if let Some(heading) = heading.filter(|_| waits) {
            // A heading that is there can be focused.
            let _ = heading.focus();
        }
    });
}
