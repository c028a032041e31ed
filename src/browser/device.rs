//! What the page's own script (`assets/page/offline.js`) says of the device, and what it is asked.

use leptos::ev;
use leptos::prelude::*;
use web_sys::Event;

/// Said by the script whenever one of its attributes changes.
const CHANGED: &str = "ridealong:device";

/// Takes the new version; the page is loaded again.
pub const UPDATE: &str = "ridealong:update";

/// Shows the browser's own question whether to install the app.
pub const INSTALL: &str = "ridealong:install";

/// What an attribute of the page's root says, as it changes: `data-update` and its like.
pub fn told(attribute: &'static str) -> Signal<Option<String>> {
    let read = move || document().document_element()?.get_attribute(attribute);
    let (told, set_told) = signal(read());
    let handle =
        window_event_listener(ev::Custom::<Event>::new(CHANGED), move |_| set_told.set(read()));
    on_cleanup(move || handle.remove());
    told.into()
}

/// Told where localStorage was found empty: that there is a second copy (`there`), and that it was
/// brought back from it (`used`).
pub const SECOND_COPY: &str = "data-second-copy";

/// Told when everything was erased: when that was.
pub const ERASED: &str = "data-erased";

/// How safe what is on the screen is, in words: for the shell to show.
pub const SAVED: &str = "data-saved";

/// Says of the device what both programs and the page's script are to hear.
pub fn tell(attribute: &str, how: &str) {
    let Some(root) = document().document_element() else { return };
    if root.get_attribute(attribute).as_deref() != Some(how) {
        // A name of ours is always a name of an attribute.
        let _ = root.set_attribute(attribute, how);
        ask(CHANGED);
    }
}

/// Asks the script for something.
pub fn ask(what: &str) {
    // A name always makes an event.
    if let Ok(event) = Event::new(what) {
        let _ = window().dispatch_event(&event);
    }
}
