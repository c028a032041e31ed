//! Numbers of a rep in lines, each with what it was made of and the card behind it.

use crate::ui::components::formula_card::{CardDesk, FormulaCard};
use leptos::prelude::*;

/// A number, what it is, and what it was made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is called.
    pub what: &'static str,
    /// The number, or words in its place.
    pub amount: String,
    /// What it was made of, or what it means.
    pub from: String,
    /// How it is worked out.
    pub card: FormulaCard,
}

/// The lines.
#[component]
pub fn CardLines(
    /// In their order.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
) -> impl IntoView {
    let desk = expect_context::<CardDesk>();
    let line = move |Line { what, amount, from, card }: Line| {
        view! {
            <div>
                <dt>
                    <button type="button" aria-haspopup="dialog" on:click=move |_| desk.open(card.clone())>
                        {what}
                    </button>
                </dt>
                <dd>
                    <b>{amount}</b>
                    <span class="note">{from}</span>
                </dd>
            </div>
        }
    };
    view! { <dl>{move || lines.get().into_iter().map(line).collect_view()}</dl> }
}
