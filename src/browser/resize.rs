//! How wide an element is, as long as it is shown.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Keeps `width` at the element's width in CSS pixels, from when it is there until it is gone.
/// In a browser without `ResizeObserver` it is measured once.
pub fn width_of(element: NodeRef<Div>, width: RwSignal<f64>) {
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        let element: &Element = element.as_ref();
        width.set(element.get_bounding_client_rect().width());
        let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            if let Ok(entry) = entries.get(0).dyn_into::<ResizeObserverEntry>() {
                let now = entry.content_rect().width();
                if (width.get_untracked() - now).abs() > 0.5 {
                    width.set(now);
                }
            }
        });
        let Ok(observer) = ResizeObserver::new(seen.as_ref().unchecked_ref()) else { return };
        observer.observe(element);
        let kept = StoredValue::new_local((observer, seen));
        on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
    });
}
