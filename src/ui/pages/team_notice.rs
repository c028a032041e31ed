//! What became of the last change to the team's data, on every page that changes or shows it.

use crate::ui::components::notice::Notice;
use crate::ui::team::TeamState;
use leptos::prelude::*;

/// What was done or was not kept, with a way to undo it, and what was wrong when the data was
/// opened.
#[component]
pub fn TeamNotice() -> impl IntoView {
    let state = TeamState::here();
    let undo = Signal::derive(move || {
        let undoable = state.undoable.get().is_some() && state.undoable.get() == state.notice.get();
        undoable.then(|| "Undo".to_owned())
    });
    view! {
        <Notice
            sentence=state.notice
            action=undo
            on_action=move |()| state.undo()
            on_close=move |()| state.notice.set(None)
        />
        {move || {
            state
                .findings
                .get()
                .into_iter()
                .map(|finding| view! { <p class="finding" role="alert">{finding}</p> })
                .collect_view()
        }}
    }
}
