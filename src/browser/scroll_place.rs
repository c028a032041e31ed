//! Where a page was scrolled to: going back in the history finds the place again.

use super::next_task::next_frame;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use web_sys::{Element, MouseEvent};

/// Frames in which a page comes to its height again.
const FRAMES: usize = 90;

/// Notes with a step of the history how far down the page is, whenever a link leads on from it.
pub fn remember() {
    let clicked = window_event_listener(ev::click, |event: MouseEvent| {
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("a[href^='#']").ok().flatten());
        let (Some(_), Ok(history), Ok(down)) = (link, window().history(), window().scroll_y())
        else {
            return;
        };
        // Only refused where the browser forbids it altogether; going back then starts at the top.
        let _ = history.replace_state(&JsValue::from_f64(down), "");
    });
    on_cleanup(move || clicked.remove());
}

/// How far down this step of the history was left; `None` of one that is new.
pub fn left_at() -> Option<f64> {
    let down = window().history().ok()?.state().ok()?.as_f64()?;
    (down > 0.0).then_some(down)
}

/// Scrolls there again, as soon as the page is as long as that.
pub async fn return_to(down: f64) {
    for _ in 0..FRAMES {
        next_frame().await;
        let Some(page) = document().document_element() else { return };
        let furthest = f64::from(page.scroll_height() - page.client_height());
        if furthest >= down {
            window().scroll_to_with_x_and_y(0.0, down);
            return;
        }
    }
}
