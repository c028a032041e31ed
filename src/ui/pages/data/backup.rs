//! Everything in one file, back from one, and gone.

mod preview;

use super::on_this_device::OnThisDevice;
use crate::ui::components::file_button::FileButton;
use crate::ui::components::second_thought::SecondThought;
use crate::ui::format;
use crate::ui::team::{Restoring, TeamState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use preview::PreviewView;

/// Saving, loading and erasing everything.
#[component]
pub fn BackupPage() -> impl IntoView {
    view! {
        <SaveEverything />
        <LoadBack />
        <OnThisDevice />
        <EraseEverything />
    }
}

#[component]
fn SaveEverything() -> impl IntoView {
    let state = TeamState::here();
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
        spawn_local(async move {
            state.save_everything().await;
        });
    };
    view! {
        <section class="task">
            <h2>"Save everything to a file"</h2>
            <p class="sub">
                "Deals, reps, quotas, settings and how your files are read, in one file: to be safe, or to go on on another device. Anybody who has the file can read it."
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

#[component]
fn LoadBack() -> impl IntoView {
    let state = TeamState::here();
    let step = move || match state.restoring.get() {
        Restoring::None => view! {
            <div class="buttons">
                <FileButton
                    words="Choose a saved file"
                    accept=".json,.txt,application/json,text/plain"
                    on_file=move |file| state.open_backup(&file)
                />
            </div>
        }
        .into_any(),
        Restoring::Reading => view! {
            <p role="status">"Reading the file…"</p>
            <progress aria-label="Reading the file"></progress>
        }
        .into_any(),
        Restoring::Preview(preview) => view! { <PreviewView preview=*preview /> }.into_any(),
        Restoring::Writing(done, all) => {
            let percent = done as f64 / all.max(1) as f64 * 100.0;
            view! {
                <p role="status">"Loading the file…"</p>
                <progress aria-label="Loading the file" max="100" value=format!("{percent:.0}")></progress>
            }
            .into_any()
        }
    };
    view! {
        <section class="task">
            <h2>"Load a file back"</h2>
            <p class="sub">
                "You see what would change before anything does. What is only here stays."
            </p>
            {step}
        </section>
    }
}

#[component]
fn EraseEverything() -> impl IntoView {
    let state = TeamState::here();
    view! {
        <section class="task">
            <h2>"Erase everything"</h2>
            <SecondThought
                words="Erase everything…"
                warning="All deals, reps, quotas, settings and typed figures in this browser will be gone for good. Save them to a file first if you may want them back."
                sure="Erase everything now"
                leave="Keep everything"
                on_sure=move |()| state.erase_everything()
            />
        </section>
    }
}
