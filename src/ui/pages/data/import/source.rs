//! Where the deals come from: a file, or cells copied from a spreadsheet.

use crate::browser::reader_client::ReaderClient;
use crate::ui::components::file_button::{FileButton, TABLES};
use crate::ui::team::{Source, TeamState};
use leptos::prelude::*;

/// Asks for a file or a paste.
#[component]
pub fn SourceView() -> impl IntoView {
    let state = TeamState::here();
    ReaderClient::prepare();
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
        <section class="source">
            <div class="drop-zone">
                <h2>"Choose an export of your CRM"</h2>
                <p class="sub">
                    "A CSV file of all deals, won, lost and open: who owns each, its stage, amount, and when it was created and closed. Or drop the file anywhere on this page. Quotas and team lists are recognised too."
                </p>
                <FileButton
                    words="Choose a file"
                    accept=TABLES
                    class="button primary file-pill"
                    on_file=move |file| state.bring(Source::File(file))
                />
            </div>
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
        </section>
    }
}
