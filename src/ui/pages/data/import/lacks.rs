//! What a file lacks. Where a column that was not recognised may hold it after all, that can be
//! said on the spot.

use super::columns::ColumnChoice;
use crate::reader::Staged;
use leptos::prelude::*;
use std::sync::Arc;

/// A sentence for each thing that is missing.
#[component]
pub fn LacksView(
    /// What the file comes to.
    staged: Arc<Staged>,
) -> impl IntoView {
    let lines = staged.lacks.iter().map(|lack| {
        let choice = lack.field.map(|field| {
            view! {
                <div class="stage-answer">
                    <span>"If a column holds it after all, it is"</span>
                    <ColumnChoice place="lack" field staged=staged.clone() />
                </div>
            }
        });
        view! { <li>{lack.sentence.clone()} {choice}</li> }
    });
    view! {
        <section class="said">
            <h3>"What is missing"</h3>
            <ul>{lines.collect_view()}</ul>
        </section>
    }
}
