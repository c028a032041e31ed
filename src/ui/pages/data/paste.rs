//! Cells copied from a spreadsheet, in the place of a file.

use crate::ui::team::{List, Source, TeamState};
use leptos::prelude::*;

/// A text field for copied cells: deals, quotas or a team list.
#[component]
pub fn PasteCells(
    /// What they are, where that is not for the cells to say.
    #[prop(optional)]
    list: Option<List>,
) -> impl IntoView {
    let state = TeamState::here();
    let read = move |text: String| {
        if text.trim().is_empty() {
            state.notice.set(Some("Paste the copied cells first, with their heading.".to_owned()));
            return;
        }
        let source = Source::Pasted(text);
        match list {
            Some(list) => state.bring_list(&source, list),
            None => state.bring(source),
        }
    };
    view! {
        <PasteBox
            id="pasted"
            summary="Or paste cells from a spreadsheet"
            label="Copied cells, with their heading"
            button="Read the cells"
            on_read=read
        />
    }
}

/// A text field, folded away until it is wanted, and the button that reads it.
#[component]
pub fn PasteBox(
    /// Tells it apart from the page's other fields.
    id: &'static str,
    /// What it is for, while it is folded away.
    summary: &'static str,
    /// What belongs into it.
    label: &'static str,
    /// The words of the button.
    button: &'static str,
    /// Called with the text.
    #[prop(into)]
    on_read: Callback<String>,
) -> impl IntoView {
    let pasted = RwSignal::new(String::new());
    let state = TeamState::here();
    let is_read = StoredValue::new(false);
    Effect::new(move |_| {
        // What was read was taken over.
        if state.undoable.get().is_some() && is_read.get_value() {
            is_read.set_value(false);
            pasted.set(String::new());
        }
    });
    let read = move |_| {
        is_read.set_value(true);
        on_read.run(pasted.get_untracked());
    };
    view! {
        <details class="paste">
            <summary>{summary}</summary>
            <label class="field-label" for=id>
                {label}
            </label>
            <textarea
                id=id
                rows="6"
                spellcheck="false"
                prop:value=pasted
                on:input=move |event| {
                    is_read.set_value(false);
                    pasted.set(event_target_value(&event));
                }
            ></textarea>
            <button
                class="button"
                type="button"
                on:click=read
            >
                {button}
            </button>
        </details>
    }
}
