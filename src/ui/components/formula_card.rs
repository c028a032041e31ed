//! The card behind a number: how it is worked out, with these inputs, from which source, and
//! what it leaves out.

use super::icon::{Icon, IconView};
use leptos::ev;
use leptos::html::Dialog;
use leptos::prelude::*;

/// What a card says.
#[derive(Clone, Debug, PartialEq)]
pub struct FormulaCard {
    /// What the number is called.
    pub title: String,
    /// How it is worked out, in plain words.
    pub words: String,
    /// The formula, in the statistician's words.
    pub formula: String,
    /// The inputs and steps: what, and how much.
    pub steps: Vec<(String, String)>,
    /// Who found the formula.
    pub source: String,
    /// What the number does not know.
    pub leaves_out: String,
}

/// A step of a card: what, and how much.
pub fn step(what: &str, amount: String) -> (String, String) {
    (what.to_owned(), amount)
}

/// Where cards are opened: one dialog serves the whole app.
#[derive(Clone, Copy)]
pub struct CardDesk {
    open: RwSignal<Option<FormulaCard>>,
    on: RwSignal<Option<WayOn>>,
}

/// Where the cards of a page lead on to, at their foot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOn {
    /// What is there.
    pub words: &'static str,
    /// Its address.
    pub href: String,
}

impl CardDesk {
    /// A desk with no card on it, for all components below.
    pub fn provide() -> Self {
        let desk = Self { open: RwSignal::new(None), on: RwSignal::new(None) };
        provide_context(desk);
        desk
    }

    /// Opens a card.
    pub fn open(self, card: FormulaCard) {
        self.open.set(Some(card));
    }

    /// Lets the cards of the page lead on, as long as the page is there.
    pub fn lead_on(self, way: Signal<Option<WayOn>>) {
        Effect::new(move |_| self.on.set(way.get()));
        on_cleanup(move || self.on.set(None));
    }
}

/// The dialog that shows the open card.
#[component]
pub fn FormulaCardDialog(
    /// Where the card lies.
    desk: CardDesk,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && desk.open.with(Option::is_some)
            && !dialog.open()
        {
            // Only fails where the dialog is open already.
            let _ = dialog.show_modal();
        }
    });
    // A tap beside the card is a tap on the dialog's backdrop.
    let beside = move |event: ev::MouseEvent| {
        if dialog
            .get_untracked()
            .is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref()))
        {
            close();
        }
    };
    view! {
        <dialog
            class="card"
            node_ref=dialog
            aria-labelledby="card-title"
            on:close=move |_| desk.open.set(None)
            on:click=beside
        >
            <div class="card-body">
                <button class="card-close" type="button" aria-label="Close" on:click=move |_| close()>
                    <IconView icon=Icon::Close />
                </button>
                {move || desk.open.get().map(|card| view! { <CardText card /> })}
                {move || {
                    let WayOn { words, href } = desk.on.get()?;
                    let way = view! { <a class="way" href=href on:click=move |_| close()>{words}</a> };
                    Some(view! { <p class="card-on">{way}</p> })
                }}
            </div>
        </dialog>
    }
}

#[component]
fn CardText(card: FormulaCard) -> impl IntoView {
    let steps = card
        .steps
        .into_iter()
        .map(|(what, amount)| view! { <div><dt>{what}</dt><dd>{amount}</dd></div> })
        .collect_view();
    view! {
        <h2 id="card-title">{card.title}</h2>
        <p>{card.words}</p>
        <dl class="card-steps">{steps}</dl>
        <h3>"Formula"</h3>
        <p class="card-formula">{card.formula}</p>
        <h3>"What it leaves out"</h3>
        <p>{card.leaves_out}</p>
        <p class="card-source">"Source: " {card.source}</p>
    }
}
