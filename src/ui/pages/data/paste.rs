//! Cells copied from a spreadsheet, in the place of a file.

use crate::ui::team::{Source, TeamState};
use leptos::prelude::*;

/// A text field for copied cells: deals, quotas or a team list.
#[component]
pub fn PasteCells() -> impl IntoView {
    let state = TeamState::here();
    let pasted = RwSignal::new(String::new());
    let read = move |_| {
        let text = pasted.get_untracked();
        if text.trim().is_empty() {
            state.notice.set(Some("Paste the copied cells first, with their heading.".to_owned()));
        } else {
            state.bring(Source::Pasted(text));
        }
    };
    view! {
        <details class="paste">
            <summary>"Or paste cells from a spreadsheet"</summary>
            <label class="field-label" for="pasted">
                "Copied cells, with their heading"
            </label>
            <textarea
                id="pasted"
                rows="6"
                spellcheck="false"
                on:input=move |event| pasted.set(event_target_value(&event))
            ></textarea>
            <button class="button" type="button" on:click=read>
                "Read the cells"
            </button>
        </details>
    }
}
