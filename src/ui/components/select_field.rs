//! One of several, out of sight until it is opened.

use leptos::prelude::*;

/// An option: what it stands for and its words.
pub type SelectOption = (String, String);

/// A labelled list to choose from.
#[component]
pub fn SelectField(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Tells it apart from the page's other fields.
    #[prop(into)]
    id: String,
    /// Whether the label is only for those who can't see what stands around it.
    #[prop(optional)]
    label_hidden: bool,
    /// The options.
    options: Vec<SelectOption>,
    /// What the chosen one stands for.
    #[prop(into)]
    chosen: Signal<String>,
    /// Called with what the new choice stands for.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let option = move |(value, words): SelectOption| {
        let this = value.clone();
        let is_chosen = Signal::derive(move || chosen.with(|chosen| *chosen == this));
        view! { <option value=value prop:selected=is_chosen>{words}</option> }
    };
    view! {
        <div class="field select-field">
            <label class="field-label" class:visually-hidden=label_hidden for=id.clone()>
                {label}
            </label>
            <select id=id on:change=move |event| on_choose.run(event_target_value(&event))>
                {options.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
