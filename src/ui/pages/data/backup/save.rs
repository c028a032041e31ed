//! Everything out, in one file.

use super::new_passphrase::NewPassphrase;
use crate::browser::clock::day_of_ms;
use crate::browser::share;
use crate::store::browser::last_backup;
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
    let new = NewPassphrase::here();
    let typed = new.typed;
    let error = maybe(move || new.error());
    let last = move || {
        // Anew after every change and every file.
        state.team.track();
        state.backed_up.track();
        last_saved()
    };
    let room = move || {
        // Anew after every change.
        state.team.track();
        room(state)
    };
    let save = move |_| {
        let Some(passphrase) = new.take() else { return };
        spawn_local(async move {
            if state.save_with(&passphrase).await.is_some() {
                new.forget();
            }
        });
    };
    let share = move |_| {
        let Some(passphrase) = new.take() else { return };
        spawn_local(async move {
            if state.share_with(&passphrase).await {
                new.forget();
            }
        });
    };
    let by_hand = RwSignal::new(None::<String>);
    let copy = move |_| {
        let Some(passphrase) = new.take() else { return };
        spawn_local(async move {
            let text = state.copy_with(&passphrase).await;
            by_hand.try_set(text);
        });
    };
    let shares = share::is_possible();
    // On an iPhone's home screen a download fails without a word.
    let shares_first = shares && share::is_on_apple_home_screen();
    let save_button = view! {
        <button class="button" class:primary=!shares_first type="button" on:click=save>
            "Save to a file"
        </button>
    };
    let share_button = shares.then(|| {
        view! {
            <button class="button" class:primary=shares_first type="button" on:click=share>
                "Share"
            </button>
        }
    });
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
                {save_button}
                {share_button}
                <button class="button" type="button" on:click=copy>
                    "Copy as text"
                </button>
            </div>
            {move || by_hand.get().map(|text| view! {
                <label class="paste">
                    "Copy all of this text, and paste it into a note or a mail to yourself."
                    <textarea readonly rows="4" prop:value=text></textarea>
                </label>
            })}
            <p class="sub">{last}</p>
            <p class="sub">{room}</p>
        </section>
    }
}

/// How much of the storage is used.
fn room(state: TeamState) -> Option<String> {
    let (used, all) = state.room()?;
    let share = used as f64 / all as f64;
    let share = if share < 0.01 {
        format!("Under {}", format::whole_percent(0.01))
    } else {
        format::whole_percent(share)
    };
    Some(format!("{share} of this browser's storage for the app is used."))
}

/// When everything last left this browser.
pub fn last_saved() -> String {
    let Some((last, changes)) = last_backup::last() else {
        return "Nothing was saved to a file yet.".to_owned();
    };
    let day = format::date(day_of_ms(last.at));
    match changes {
        0 => format!("Last saved on {day}. Nothing has changed since."),
        _ => format!("Last saved on {day}, {} ago.", format::counted(changes, "change", "changes")),
    }
}
