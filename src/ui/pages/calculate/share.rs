//! A link that carries the inputs.

use super::link;
use super::state::CalculatorState;
use crate::browser::{address, clipboard};
use crate::ui::derive::text;
use crate::ui::route::{Calculator, Route};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// What became of copying the link.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Copied {
    NotYet,
    Yes,
    /// The browser does not let the app copy: the link is shown to be copied by hand.
    ByHand(String),
}

/// Copies the link; where the browser does not allow it, shows it.
#[component]
pub fn ShareButton(calculator: Memo<Calculator>) -> impl IntoView {
    let state = CalculatorState::here();
    let copied = RwSignal::new(Copied::NotYet);
    let share = move |_| {
        let calculator = calculator.get_untracked();
        let query = state.inputs.with_untracked(|inputs| link::write(calculator, inputs));
        let link = format!("{}{}?{query}", address::base(), Route::Calculate(calculator).href());
        spawn_local(async move {
            if clipboard::copy(&link).await {
                copied.set(Copied::Yes);
                let again = move || drop(copied.try_set(Copied::NotYet));
                set_timeout(again, Duration::from_secs(3));
            } else {
                copied.set(Copied::ByHand(link));
            }
        });
    };
    let words = text(move || {
        let words = if copied.get() == Copied::Yes { "Link copied" } else { "Copy link to this" };
        words.to_owned()
    });
    let said = text(move || {
        let said = match copied.get() {
            Copied::NotYet => "",
            Copied::Yes => "Link copied",
            Copied::ByHand(_) => {
                "The browser did not let the link be copied: copy it from the field."
            }
        };
        said.to_owned()
    });
    // Focused as it appears, and by that selected: ready to be copied with one more gesture.
    let field = NodeRef::<Input>::new();
    Effect::new(move |_| field.get().map(|field| field.focus()));
    let by_hand = move || match copied.get() {
        Copied::ByHand(link) => Some(view! {
            <label class="by-hand">
                "Copy this link"
                <input node_ref=field type="text" readonly prop:value=link on:focus=select_all />
            </label>
        }),
        Copied::NotYet | Copied::Yes => None,
    };
    view! {
        <button class="pill" type="button" on:click=share>
            {words}
        </button>
        <span class="visually-hidden" role="status">{said}</span>
        {by_hand}
    }
}

fn select_all(event: leptos::ev::FocusEvent) {
    event_target::<web_sys::HtmlInputElement>(&event).select();
}
