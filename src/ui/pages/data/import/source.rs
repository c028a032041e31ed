//! Where the deals come from: a file, or cells copied from a spreadsheet.

use super::super::paste::PasteCells;
use crate::browser::reader_client::ReaderClient;
use crate::ui::components::file_button::{FileButton, TABLES};
use crate::ui::team::{Source, TeamState};
use leptos::prelude::*;

/// Asks for a file or a paste.
#[component]
pub fn SourceView() -> impl IntoView {
    let state = TeamState::here();
    ReaderClient::prepare();
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
            <PasteCells />
        </section>
    }
}
