//! Another tab is the one that saves: said wherever what is kept is shown.

use crate::store::browser::turn::{self, Role};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::team::{Saving, TeamState};
use leptos::prelude::*;

/// That this tab only shows what another one saves, and the way to save in this one. Where something
/// is not saved that is said louder, with the same way.
#[component]
pub fn OtherTab() -> impl IntoView {
    let state = TeamState::here();
    let refused = Saving::here().refused;
    let shown = flag(move || state.role.get() != Role::Writes && refused.with(Option::is_none));
    view! {
        <div role="status">
            <When shown>
                <div class="notice other-tab">
                    <p>{text(move || words(&state.role.get()).to_owned())}</p>
                    <TakeOver />
                </div>
            </When>
        </div>
    }
}

/// Makes this tab the one that saves.
#[component]
pub fn TakeOver(
    /// Whether it is what one should do.
    #[prop(optional)]
    is_primary: bool,
) -> impl IntoView {
    let state = TeamState::here();
    let asks = flag(move || matches!(state.role.get(), Role::Asks { .. }));
    let label = text(move || if asks.get() { "Taking over…" } else { "Take over here" }.to_owned());
    // It keeps the focus while it waits.
    view! {
        <button
            class="button"
            class:primary=is_primary
            type="button"
            aria-disabled=move || asks.get().to_string()
            on:click=|_| turn::take_over()
        >
            {label}
        </button>
    }
}

const fn words(role: &Role) -> &'static str {
    match role {
        Role::Asks { is_heard: true } => {
            "The other tab finishes what it is saving. Then this one is the one that saves."
        }
        Role::Asks { is_heard: false } => "The other tab is asked to let this one save.",
        Role::Watches | Role::Writes => {
            "Ridealong is open in another tab, and that one saves. This one shows what it saves."
        }
    }
}
