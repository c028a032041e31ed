//! Said loudly: what is on the screen is not kept.

use crate::store::browser::turn::Role;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::pages::other_tab::TakeOver;
use crate::ui::team::{Saving, TeamState};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Why it is not kept, and what to do; nothing as long as everything is.
#[component]
pub fn NotSaved() -> impl IntoView {
    let state = TeamState::here();
    let refused = Saving::here().refused;
    let shown = flag(move || refused.with(Option::is_some));
    let watches = Memo::new(move |_| state.role.get() != Role::Writes);
    let save = move |_| {
        spawn_local(async move {
            state.save_everything().await;
        });
    };
    view! {
        <div class="not-saved-place" role="alert">
            <When shown>
                <div class="not-saved">
                    <p>
                        <b>"Not saved. "</b>
                        {text(move || refused.get().unwrap_or_default())}
                        " What you see here stays until you close the page."
                    </p>
                    <div class="buttons">
                        {move || {
                            if watches.get() {
                                view! {
                                    <TakeOver is_primary=true />
                                    <button class="button" type="button" on:click=save>
                                        "Save to a file"
                                    </button>
                                }
                                    .into_any()
                            } else {
                                view! {
                                    <button class="button primary" type="button" on:click=save>
                                        "Save to a file"
                                    </button>
                                    <button class="button" type="button" on:click=move |_| state.heal()>
                                        "Try again"
                                    </button>
                                }
                                    .into_any()
                            }
                        }}
                    </div>
                </div>
            </When>
        </div>
    }
}
