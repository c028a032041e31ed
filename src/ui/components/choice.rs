//! One of a few, all in sight.

use leptos::prelude::*;

/// A row of options of which one is chosen.
#[component]
pub fn Choice<T>(
    /// What is chosen, for those who can't see the row.
    #[prop(into)]
    legend: String,
    /// Tells its options apart from other rows'.
    #[prop(into)]
    name: String,
    /// The options with their words.
    options: Vec<(T, &'static str)>,
    /// The chosen one.
    #[prop(into)]
    chosen: Signal<T>,
    /// Called with a new choice.
    #[prop(into)]
    on_choose: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let options = options
        .into_iter()
        .map(|(option, words)| {
            view! {
                <label class="choice-option">
                    <input
                        type="radio"
                        name=name.clone()
                        prop:checked=move || chosen.get() == option
                        on:change=move |_| on_choose.run(option)
                    />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choice">
            <legend class="visually-hidden">{legend}</legend>
            {options}
        </fieldset>
    }
}
