//! From the desk to the tablet and back, step by step.

use super::new_passphrase::NewPassphrase;
use crate::browser::clock::day_of_ms;
use crate::browser::share;
use crate::store::Handover;
use crate::store::browser::LocalBackend;
use crate::ui::format;
use crate::ui::team::TeamState;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What to do here, what there, and how both come together again.
#[component]
pub fn HandOver() -> impl IntoView {
    let (state, new) = (TeamState::here(), NewPassphrase::here());
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
    let share = share::is_possible().then(|| {
        view! {
            <button class="button" type="button" on:click=share>
                "Share the file"
            </button>
        }
    });
    let last = move || {
        // Anew after every change.
        state.team.track();
        let at = Handover::kept_at(&LocalBackend).ok().flatten()?;
        let day = format::date(day_of_ms(at));
        Some(format!("A file from another device was last loaded here on {day}."))
    };
    view! {
        <section class="task">
            <h2>"Go on on another device, and back"</h2>
            <ol class="steps">
                <li>
                    <p><b>"Here"</b> ", save a file and bring it to the other device; with a passphrase, if one is typed above."</p>
                    <div class="buttons">
                        <button class="button" type="button" on:click=save>
                            "Save it for the other device"
                        </button>
                        {share}
                    </div>
                </li>
                <li>
                    <p>
                        <b>"There"</b>
                        ", open this app, go to Data, then Backup, and choose the file under Load a file back."
                    </p>
                </li>
                <li>
                    <p>
                        <b>"Go on on both"</b>
                        ". To bring them together, save a file there and load it here; then one from here there. What one side changed is taken over; where both changed the same, you choose. Neither loses an edit."
                    </p>
                </li>
            </ol>
            <p class="sub">{last}</p>
        </section>
    }
}
