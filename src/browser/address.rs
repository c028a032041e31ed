//! The address bar: the fragment that says where in the app one is.

use leptos::ev;
use leptos::prelude::*;

/// The fragment now, with its `#`; empty where there is none.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Keeps a signal at the fragment as it changes.
pub fn watch_fragment() -> ReadSignal<String> {
    watch_fragment_after(|| ())
}

/// Keeps a signal at the fragment as it changes, and does something before it is read: so that an
/// address can lead on to another one before anybody who watches sees it.
pub fn watch_fragment_after(first: impl Fn() + 'static) -> ReadSignal<String> {
    let read = move || {
        first();
        self::fragment()
    };
    let (fragment, set_fragment) = signal(read());
    let handle = window_event_listener(ev::hashchange, move |_| set_fragment.set(read()));
    on_cleanup(move || handle.remove());
    fragment
}

/// Changes the address without going anywhere and without a step in the history.
pub fn replace_fragment(fragment: &str) {
    if let Ok(history) = window().history() {
        // Only refused where the browser forbids it altogether; then the address stays long.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(fragment));
    }
}

/// Goes to another place of the app, as a link does.
pub fn go_to(fragment: &str) {
    // Only refused where the browser forbids it altogether; the tabs are there then.
    let _ = window().location().set_hash(fragment);
}

/// The app's address without its fragment.
pub fn base() -> String {
    let href = window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}
