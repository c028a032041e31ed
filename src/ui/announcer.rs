//! Says the answer aloud to those who don't see it change.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// How long figures must have come to rest before they are read out: a slider on its way would
/// otherwise be a stream of numbers.
const REST: Duration = Duration::from_millis(700);

/// A live region that follows a sentence once it has come to rest.
#[component]
pub fn Announcer(#[prop(into)] sentence: Signal<String>) -> impl IntoView {
    let said = RwSignal::new(String::new());
    Effect::new(move |pending: Option<Option<TimeoutHandle>>| {
        let now = sentence.get();
        if let Some(Some(pending)) = pending {
            pending.clear();
        }
        set_timeout_with_handle(move || drop(said.try_set(now)), REST).ok()
    });
    view! {
        <p class="visually-hidden" role="status" aria-label="Answer">
            {said}
        </p>
    }
}
