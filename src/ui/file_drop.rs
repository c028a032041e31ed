//! Files that are dropped anywhere on a page.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Takes the first of the files that are dropped, as long as the page is there. Text that is
/// dragged into a field is the browser's affair.
pub fn on_file_dropped(take: impl Fn(web_sys::File) + 'static) {
    let brings_files = |event: &web_sys::DragEvent| {
        let types = event.data_transfer().map(|transfer| transfer.types());
        types.is_some_and(|types| types.includes(&"Files".into(), 0))
    };
    let over = window_event_listener(ev::dragover, move |event| {
        if brings_files(event.unchecked_ref()) {
            event.prevent_default();
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        let dragged: &web_sys::DragEvent = event.unchecked_ref();
        if !brings_files(dragged) {
            return;
        }
        event.prevent_default();
        let files = dragged.data_transfer().and_then(|transfer| transfer.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            take(file);
        }
    });
    on_cleanup(move || {
        over.remove();
        drop.remove();
    });
}
