//! Everything in one file, back from one, and gone.

mod by_itself;
mod conflicts;
mod erased;
mod hand_over;
mod new_passphrase;
mod preview;
mod save;
mod to_choose;
mod unlock;

use super::on_this_device::OnThisDevice;
use crate::ui::components::file_button::FileButton;
use crate::ui::components::second_thought::SecondThought;
use crate::ui::team::{Restoring, TeamState};
use by_itself::BackUpByItself;
use hand_over::HandOver;
use leptos::prelude::*;
use new_passphrase::NewPassphrase;
use preview::PreviewView;
use save::SaveEverything;
pub use save::last_saved;
use unlock::Unlock;

/// Saving, loading and erasing everything.
#[component]
pub fn BackupPage() -> impl IntoView {
    NewPassphrase::provide();
    view! {
        <SaveEverything />
        <BackUpByItself />
        <LoadBack />
        <HandOver />
        <OnThisDevice />
        <EraseEverything />
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
        Restoring::Locked(error) => view! { <Unlock error /> }.into_any(),
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
                warning="All deals, reps, quotas, settings and figures of the calculators in this browser will be gone for good. Save everything to a file first if you may want it back: the file holds all of it but the figures of the calculators."
                sure="Erase everything now"
                leave="Keep everything"
                on_sure=move |()| state.erase_everything()
            />
        </section>
    }
}
