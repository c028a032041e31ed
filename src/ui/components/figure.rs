//! A number that opens its formula card.

use super::formula_card::{CardDesk, FormulaCard};
use leptos::prelude::*;

/// One figure with its label and a line below, as in a row of comparisons. All of it is one
/// button that opens the formula card.
#[component]
pub fn Figure(
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// What is added to the label where there is room.
    #[prop(optional)]
    label_rest: &'static str,
    /// The number as it is written.
    #[prop(into)]
    text: Signal<String>,
    /// The exact value.
    #[prop(into)]
    value: Signal<String>,
    /// What it means.
    #[prop(into)]
    note: Signal<String>,
    /// Whether it falls short: said by colour here, and always by the note too.
    #[prop(optional, into)]
    short: Signal<bool>,
    /// The card behind it; none where there is no number.
    #[prop(into)]
    card: Callback<(), Option<FormulaCard>>,
) -> impl IntoView {
    let desk = expect_context::<CardDesk>();
    let open = move |_| {
        if let Some(card) = card.run(()) {
            desk.open(card);
        }
    };
    view! {
        <button class="figure-button" type="button" aria-haspopup="dialog" on:click=open>
            <span class="figure-label">
                {label} <span class="where-room">{label_rest}</span>
            </span>
            <data class="figure-value" class:short=short value=value>
                {text}
            </data>
            <span class="figure-note">{note}</span>
        </button>
    }
}
