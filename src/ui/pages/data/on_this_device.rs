//! The app itself on this device: without a connection, and installed.

use crate::browser::device::{self, INSTALL};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use leptos::prelude::*;

/// Whether all of the app is here, and how it is installed.
#[component]
pub fn OnThisDevice() -> impl IntoView {
    let offline = device::told("data-offline");
    let install = device::told("data-install");
    let installable = flag(move || install.with(|told| told.as_deref() == Some("ready")));
    let is_apple = flag(move || install.with(|told| told.as_deref() == Some("apple")));
    let here = text(move || {
        let here = match offline.get().as_deref() {
            Some("ready") => "All of the app is on this device: it opens without a connection.",
            Some("never") => {
                "This browser keeps no pages for later: it takes a connection to open the app."
            }
            _ => "Not all of the app is on this device yet: it takes a connection to open it.",
        };
        here.to_owned()
    });
    view! {
        <section class="task">
            <h2>"Open it without a connection"</h2>
            <p class="sub">{here}</p>
            <When shown=installable>
                <div class="buttons">
                    <button class="button" type="button" on:click=|_| device::ask(INSTALL)>
                        "Install the app"
                    </button>
                </div>
            </When>
            <When shown=is_apple>
                <p class="sub">
                    "Safari may clear what this page keeps after 7 days without a visit, but not what the app on the home screen keeps. To put it there, tap Share, then Add to Home Screen."
                </p>
                <p class="sub">
                    <b>"The app on the home screen starts empty: "</b>
                    "save everything to a file first, and load that file there."
                </p>
            </When>
        </section>
    }
}
