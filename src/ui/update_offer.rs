//! A new version of the app, offered and never forced.

use super::components::notice::Notice;
use super::route::Route;
use crate::browser::device::{self, UPDATE};
use leptos::prelude::*;

const READY: &str = "A new version is ready. What you have kept stays as it is; a file that is still open would have \
     to be chosen again.";
const ELSEWHERE: &str = "The new version waits, for the app is open in another tab or window: close it there, then try \
     again here.";

/// Offers the new version where somebody goes on to another page, so that it never comes between
/// them and what they are doing: nothing is taken away and nothing moves.
#[component]
pub fn UpdateOffer(route: Memo<Route>) -> impl IntoView {
    let update = device::told("data-update");
    let offered = RwSignal::new(None::<&'static str>);
    let put_away = StoredValue::new(false);
    Effect::new(move |_| {
        route.track();
        if !put_away.get_value() && update.with_untracked(Option::is_some) {
            offered.set(Some(READY));
        }
    });
    // What comes of asking is said at once.
    Effect::new(move |_| {
        if update.with(|update| update.as_deref() == Some("elsewhere")) {
            offered.set(Some(ELSEWHERE));
        }
    });
    let close = move |()| {
        put_away.set_value(true);
        offered.set(None);
    };
    let sentence = Signal::derive(move || offered.get().map(str::to_owned));
    let action = Signal::derive(move || offered.get().map(|_| "Use it now".to_owned()));
    view! {
        <div class="update-offer">
            <Notice sentence action on_action=move |()| device::ask(UPDATE) on_close=close />
        </div>
    }
}
