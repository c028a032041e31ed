//! What every calculator's answer has in common.

use super::reasons::Reason;
use crate::ui::announcer::Announcer;
use crate::ui::components::formula_card::{CardDesk, FormulaCard};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use leptos::prelude::*;

/// The answer, or in its place why there is none; either is read out when it has come to rest.
#[component]
pub fn AnswerFrame(
    /// The answer in a sentence to be read out.
    aloud: Signal<String>,
    /// Why there is none.
    why_not: Signal<Option<Reason>>,
    /// The answer.
    children: ChildrenFn,
) -> impl IntoView {
    let there = flag(move || why_not.with(Option::is_none));
    let why =
        move |read: fn(Reason) -> String| text(move || why_not.get().map(read).unwrap_or_default());
    let said = text(move || why_not.get().map_or_else(|| aloud.get(), |why| why.sentence));
    view! {
        <Announcer sentence=said />
        <When shown=flag(move || !there.get())>
            <output class="answer" aria-live="off">
                <span class="figure words">{why(|why| why.headline.to_owned())}</span>
                <p>{why(|why| why.sentence)}</p>
            </output>
        </When>
        <When shown=there>{children()}</When>
    }
}

/// The number itself: a button that opens its card.
#[component]
pub fn BigFigure(
    /// As it is written.
    written: Signal<String>,
    /// The exact value.
    value: Signal<String>,
    /// What it is, to be read out.
    name: Signal<String>,
    /// The card behind it.
    card: Callback<(), Option<FormulaCard>>,
) -> impl IntoView {
    let desk = expect_context::<CardDesk>();
    let open = move |_| {
        if let Some(card) = card.run(()) {
            desk.open(card);
        }
    };
    let label = text(move || format!("{}, how it is worked out", name.get()));
    view! {
        <button class="figure" type="button" aria-haspopup="dialog" aria-label=label on:click=open>
            <data value=value>{written}</data>
        </button>
    }
}
