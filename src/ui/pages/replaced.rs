//! Said loudly: what was typed in this tab gave way to what another one saved.

use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::pages::disputed::{IN_ANOTHER_TAB, said};
use crate::ui::team::{Saving, TeamState};
use leptos::prelude::*;

/// What gave way, with what both said, until somebody has read it.
#[component]
pub fn ReplacedElsewhere() -> impl IntoView {
    let state = TeamState::here();
    let replaced = Saving::here().replaced;
    let shown = flag(move || replaced.with(|replaced| !replaced.is_empty()));
    let lines = move || {
        let currency = state.team.with_untracked(|team| team.settings.currency);
        let line = |whose: &Option<String>, words: String| match whose {
            Some(rep) => format!("{rep}. {words}"),
            None => format!("Settings. {words}"),
        };
        replaced.with(|replaced| {
            let lines = replaced
                .iter()
                .map(|one| line(&one.rep, said(&one.disputed, IN_ANOTHER_TAB, currency)))
                .map(|line| view! { <li>{line}</li> });
            lines.collect_view()
        })
    };
    view! {
        <div class="not-saved-place" role="alert">
            <When shown>
                <div class="not-saved">
                    <p>
                        <b>"Not saved. "</b>
                        "The other tab saved something else in the same place, and that stays. To have what was typed here, type it again."
                    </p>
                    <ul class="said-lines">{lines}</ul>
                    <div class="buttons">
                        <button
                            class="button"
                            type="button"
                            on:click=move |_| replaced.set(Vec::new())
                        >
                            "All right"
                        </button>
                    </div>
                </div>
            </When>
        </div>
    }
}
