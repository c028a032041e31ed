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
            show_hovering(true);
        }
    });
    let leave = window_event_listener(ev::dragleave, move |event| {
        let dragged: &web_sys::DragEvent = event.unchecked_ref();
        // Within the page it only goes from one part to the next.
        if dragged.related_target().is_none() {
            show_hovering(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        let dragged: &web_sys::DragEvent = event.unchecked_ref();
        if !brings_files(dragged) {
            return;
        }
        event.prevent_default();
        show_hovering(false);
        let files = dragged.data_transfer().and_then(|transfer| transfer.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            take(file);
        }
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        show_hovering(false);
        drop.remove();
    });
}

/// Marks the page while a file is held over it.
fn show_hovering(is_over: bool) {
    if let Some(page) = document().document_element() {
        let _ = page.toggle_attribute_with_force("data-file-over", is_over);
    }
}
