//! A file that takes a passphrase asks for it.

use crate::store::sealed::passphrase;
use crate::ui::components::passphrase_field::PassphraseField;
use crate::ui::team::TeamState;
use leptos::prelude::*;

/// The field for the passphrase of the chosen file.
#[component]
pub fn Unlock(
    /// Why the last one did not open it.
    error: Option<String>,
) -> impl IntoView {
    let state = TeamState::here();
    let typed = RwSignal::new(String::new());
    let unlock = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = typed.get_untracked();
        if !passphrase(&typed).is_empty() {
            state.unlock(typed);
        }
    };
    view! {
        <form class="unlock" on:submit=unlock>
            <PassphraseField
                label="Passphrase of the file"
                id="passphrase"
                typed
                error=Signal::stored(error)
                is_asked=true
            />
            <div class="buttons">
                <button class="button primary" type="submit">
                    "Open it"
                </button>
                <button class="button" type="button" on:click=move |_| state.close_backup()>
                    "Choose another file"
                </button>
            </div>
        </form>
    }
}
