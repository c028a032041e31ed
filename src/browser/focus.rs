//! Where the focus goes when what had it is gone: a keyboard or a screen reader would begin at the
//! top of the page again.

use super::next_task::next_frame;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

/// Gives the focus to the first element that fits a CSS selector; says whether there is one.
pub fn focus_first(selector: &str) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| document.query_selector(selector).ok().flatten());
    found
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
        .is_some_and(|element| element.focus().is_ok())
}

/// Gives the focus to the first element that fits one of these CSS selectors, the first of them
/// that any fits, once what just changed is drawn.
pub fn focus_once_drawn(selectors: Vec<String>) {
    spawn_local(async move {
        next_frame().await;
        let _ = selectors.iter().any(|selector| focus_first(selector));
    });
}
