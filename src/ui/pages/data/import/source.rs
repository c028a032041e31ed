//! Where the deals come from: a file, or cells copied from a spreadsheet.

use super::super::paste::PasteCells;
use crate::browser::next_task::next_frame;
use crate::browser::reader_client::ReaderClient;
use crate::ui::components::file_button::{FileButton, TABLES};
use crate::ui::components::in_parts::InParts;
use crate::ui::team::{Source, TeamState, rehearse_replies};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Asks for a file or a paste.
#[component]
pub fn SourceView() -> impl IntoView {
    spawn_local(async {
        next_frame().await;
        ReaderClient::prepare();
        rehearse_replies().await;
    });
    view! {
        <section class="source">
            <InParts parts=vec![Box::new(drop_zone), Box::new(paste)] />
        </section>
    }
}

fn paste() -> AnyView {
    view! { <PasteCells /> }.into_any()
}

fn drop_zone() -> AnyView {
    let state = TeamState::here();
    // What is next where deals are kept is something else.
    let is_first = state.team.with_untracked(|team| team.deals.deals() == 0);
    let class = if is_first { "button primary file-pill" } else { "button file-pill" };
    view! {
            <div class="drop-zone">
                <h2>"Choose an export of your CRM"</h2>
                <p class="sub">
                    "A CSV file of all deals, won, lost and open: who owns each, its stage, amount, and when it was created and closed. Or drop the file anywhere on this page. Quotas and team lists are recognised too."
                </p>
                <FileButton
                    words="Choose a file"
                    accept=TABLES
                    class=class
                    on_file=move |file| state.bring(Source::File(file))
                />
            </div>
    }
    .into_any()
}
