//! A short text.

use super::typing::Typing;
use crate::domain::plain_text::cleaned;
use crate::ui::derive::maybe;
use leptos::prelude::*;

/// A labelled text that counts once it is left or Enter is pressed. What can't be used gets a
/// sentence at the field and stays there, and nothing changes.
#[component]
pub fn TextField(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Tells it apart from the page's other fields.
    #[prop(into)]
    id: String,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Whether the label is only for those who can't see what stands around it.
    #[prop(optional)]
    label_hidden: bool,
    /// What of, after the label, for those who can't see what stands around it.
    #[prop(optional, into)]
    of: Option<String>,
    /// Takes a new text, cleaned (`domain::plain_text`), or says in a sentence why not.
    #[prop(into)]
    take: Callback<String, Result<(), String>>,
) -> impl IntoView {
    let error = RwSignal::new(None::<String>);
    let typing = Typing::of_an_input();
    let error_id = format!("{id}-error");
    // A browser tells of a change even as the field is taken away: nobody takes it then.
    let changed = move |event| {
        if let Some(taken) = take.try_run(cleaned(event_target_value(&event))) {
            if taken.is_ok() {
                typing.ends();
            }
            let _ = error.try_set(taken.err());
        }
    };
    let left = move |_| {
        if error.try_with_untracked(Option::is_none) == Some(true) {
            typing.ends();
        }
    };
    let invalid = maybe(move || error.with(|error| error.as_ref().map(|_| "true".to_owned())));
    view! {
        <div class="field text-field">
            <label class="field-label" class:visually-hidden=label_hidden for=id.clone()>
                {label}
                {of.map(|of| view! { <span class="visually-hidden">{format!(" of {of}")}</span> })}
            </label>
            <input
                id=id
                class="text-input"
                type="text"
                autocomplete="off"
                spellcheck="false"
                node_ref=typing.input
                prop:value=typing.shown(value)
                aria-invalid=invalid
                aria-describedby=error_id.clone()
                on:input=move |_| typing.goes_on()
                on:change=changed
                on:blur=left
            />
            <p class="field-error" id=error_id role="alert">
                {move || error.get()}
            </p>
        </div>
    }
}
