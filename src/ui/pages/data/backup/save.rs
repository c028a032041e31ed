//! Everything out, in one file.

use crate::store::sealed::{SHORTEST_PASSPHRASE, passphrase};
use crate::ui::components::passphrase_field::PassphraseField;
use crate::ui::derive::maybe;
use crate::ui::format;
use crate::ui::team::TeamState;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Saving everything to a file, with a passphrase or without.
#[component]
pub fn SaveEverything() -> impl IntoView {
    let state = TeamState::here();
    let typed = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<String>);
    // Said when a file is asked for, and no longer than what is wrong stands there.
    let error =
        maybe(move || refused.get().filter(|refused| *refused == typed.get()).map(too_short));
    let room = move || {
        // Anew after every change.
        state.team.track();
        state.room().map(|(used, all)| {
            let share = used as f64 / all as f64;
            let share = if share < 0.01 {
                format!("Under {}", format::whole_percent(0.01))
            } else {
                format::whole_percent(share)
            };
            format!("{share} of this browser's storage for the app is used.")
        })
    };
    let save = move |_| {
        let typed_now = typed.get_untracked();
        let passphrase = passphrase(&typed_now).to_owned();
        if !passphrase.is_empty() && passphrase.chars().count() < SHORTEST_PASSPHRASE {
            refused.set(Some(typed_now));
            return;
        }
        spawn_local(async move {
            if state.save_with(&passphrase).await.is_some() {
                // Whoever comes after must not find it.
                typed.try_set(String::new());
            }
        });
    };
    view! {
        <section class="task">
            <h2>"Save everything to a file"</h2>
            <p class="sub">
                "Deals, reps, quotas, settings and how your files are read, in one file: to be safe, or to go on on another device. Without a passphrase anybody who has the file can read it."
            </p>
            <PassphraseField
                label="Passphrase, if you want one"
                id="new-passphrase"
                typed
                error
                is_new=true
            />
            <p class="sub">
                "With one, nobody opens the file without it, and nobody can recover it: not you, not us."
            </p>
            <div class="buttons">
                <button class="button primary" type="button" on:click=save>
                    "Save to a file"
                </button>
            </div>
            <p class="sub">{room}</p>
        </section>
    }
}

fn too_short(_: String) -> String {
    let characters = format::count(SHORTEST_PASSPHRASE as f64);
    format!("Take at least {characters} characters, better four words: shorter ones are guessed.")
}
