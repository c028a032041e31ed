//! A passphrase, hidden unless it is asked to be shown.

use crate::ui::derive::{maybe, text};
use leptos::html::Input;
use leptos::prelude::*;

/// A field for a passphrase, with a button that shows it.
#[component]
pub fn PassphraseField(
    /// What it is called.
    label: &'static str,
    /// Tells it apart from the page's other fields.
    id: &'static str,
    /// What stands in it.
    typed: RwSignal<String>,
    /// What is wrong with it, in a sentence.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Whether it is a new one, which a password manager may offer to keep.
    #[prop(optional)]
    is_new: bool,
    /// Whether it takes the focus as it appears.
    #[prop(optional)]
    is_asked: bool,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let error_id = format!("{id}-error");
    let kind = text(move || if shown.get() { "text" } else { "password" }.to_owned());
    let words = text(move || if shown.get() { "Hide it" } else { "Show it" }.to_owned());
    let invalid = maybe(move || error.with(|error| error.as_ref().map(|_| "true".to_owned())));
    let field = NodeRef::<Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get().filter(|_| is_asked) {
            let _ = field.focus();
        }
    });
    view! {
        <div class="field passphrase-field">
            <label class="field-label" for=id>
                {label}
            </label>
            <div class="buttons">
                <input
                    id=id
                    class="text-input"
                    type=kind
                    node_ref=field
                    autocomplete=if is_new { "new-password" } else { "current-password" }
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=typed
                    aria-invalid=invalid
                    aria-describedby=error_id.clone()
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <button
                    class="button"
                    type="button"
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {words}
                </button>
            </div>
            <p class="field-error" id=error_id role="alert">
                {move || error.get()}
            </p>
        </div>
    }
}
