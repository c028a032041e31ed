//! Everything to a file that was chosen once, after each change.

use crate::browser::chosen_file;
use crate::ui::team::{AutoBackup, TeamState};
use leptos::prelude::*;

/// Where the browser can: choosing the file, how it stands, and an end to it.
#[component]
pub fn BackUpByItself() -> impl IntoView {
    let state = TeamState::here();
    chosen_file::is_possible().then(|| {
        view! {
            <section class="task" aria-labelledby="by-itself">
                <h2 id="by-itself">"Back up by itself"</h2>
                {move || step(state)}
            </section>
        }
    })
}

fn step(state: TeamState) -> AnyView {
    let choose = |words: &'static str| {
        view! {
            <button class="button" type="button" on:click=move |_| state.choose_backup_file()>
                {words}
            </button>
        }
    };
    let stop = || {
        view! {
            <button class="button" type="button" on:click=move |_| state.stop_backing_up()>
                "Stop"
            </button>
        }
    };
    match state.auto_backup.get() {
        AutoBackup::Off => view! {
            <p class="sub">
                "Choose a file once, best in a folder that is kept elsewhere too, and everything goes there a moment after each change. Anybody who has the file can read it."
            </p>
            <div class="buttons">{choose("Choose the file")}</div>
        }
        .into_any(),
        AutoBackup::On(name) => view! {
            <p role="status">{format!("Everything goes to {name} a moment after each change.")}</p>
            <div class="buttons">{choose("Choose another file")} {stop()}</div>
        }
        .into_any(),
        AutoBackup::Waits(name) => view! {
            <p role="status">
                {format!("The browser wants to be asked again before anything more goes to {name}.")}
            </p>
            <div class="buttons">
                <button
                    class="button primary"
                    type="button"
                    on:click=move |_| state.go_on_backing_up()
                >
                    "Go on"
                </button>
                {stop()}
            </div>
        }
        .into_any(),
        AutoBackup::Failed(name, what_to_do) => view! {
            <p class="finding" role="alert">
                {format!("{name} could not be written: {what_to_do}")}
            </p>
            <div class="buttons">{choose("Choose the file")} {stop()}</div>
        }
        .into_any(),
    }
}
