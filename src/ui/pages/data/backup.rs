//! Everything in one file, back from one, and gone.

use crate::store::{Compared, Kind, RestoreLine, Take};
use crate::ui::components::file_button::FileButton;
use crate::ui::format;
use crate::ui::team::{Restoring, TeamState};
use leptos::prelude::*;

/// Saving, loading and erasing everything.
#[component]
pub fn BackupPage() -> impl IntoView {
    let state = TeamState::here();
    let restoring = RwSignal::new(None::<Restoring>);
    let room = move || {
        // Anew after every change.
        state.team.track();
        state.room().map(|(used, all)| {
            format!(
                "{} of this browser's storage for the app is used.",
                format::whole_percent(used as f64 / all as f64)
            )
        })
    };
    let save = move |_| {
        state.save_everything();
    };
    view! {
        <section class="task">
            <h2>"Save everything to a file"</h2>
            <p class="sub">
                "Deals, reps, quotas and settings in one file: to be safe, or to go on on another device."
            </p>
            <div class="buttons">
                <button class="button primary" type="button" on:click=save>
                    "Save to a file"
                </button>
            </div>
            <p class="sub">{room}</p>
        </section>
        <section class="task">
            <h2>"Load a file back"</h2>
            <p class="sub">"Reps, quotas and settings come back, and you see what would change before anything is changed. Deals are in the file but do not come back from it yet: bring the export in again."</p>
            <div class="buttons">
                <FileButton
                    words="Choose a saved file"
                    accept=".json,application/json"
                    on_file=move |file| state.open_backup(file, restoring)
                />
            </div>
            {move || restoring.get().map(|read| view! { <Preview read restoring /> })}
        </section>
        <EraseEverything />
    }
}

#[component]
fn Preview(read: Restoring, restoring: RwSignal<Option<Restoring>>) -> impl IntoView {
    let state = TeamState::here();
    let of = |compared| read.lines.iter().filter(|line| line.compared == compared).count();
    let counts = [
        (of(Compared::New), "new"),
        (of(Compared::Changed), "changed"),
        (of(Compared::Same), "the same"),
        (of(Compared::KeptIsNewer), "older than what is kept here, which stays"),
        (of(Compared::Conflict), "changed on both sides"),
    ];
    let counts = counts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, words)| view! { <li>{format!("{number} {words}")}</li> })
        .collect_view();
    let conflicts: Vec<String> =
        read.lines.iter().filter(|line| line.compared == Compared::Conflict).map(name).collect();
    let rejected = read.backup.rejected.iter().map(ToString::to_string);
    let rejected = rejected.map(|line| view! { <li>{line}</li> }).collect_view();
    let has_conflicts = !conflicts.is_empty();
    let read = StoredValue::new(read);
    let take = move |take: Take| {
        move |_| {
            read.with_value(|read| state.restore(read, take));
            restoring.set(None);
        }
    };
    let buttons = if has_conflicts {
        view! {
            <p>{format!("Changed on both sides: {}.", conflicts.join(", "))}</p>
            <div class="buttons">
                <button class="button primary" type="button" on:click=take(Take::Backup)>
                    "Load, and take the file's in a conflict"
                </button>
                <button class="button" type="button" on:click=take(Take::Kept)>
                    "Load, and keep mine in a conflict"
                </button>
            </div>
        }
        .into_any()
    } else {
        view! {
            <div class="buttons">
                <button class="button primary" type="button" on:click=take(Take::Backup)>
                    "Load it"
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="preview" aria-label="What the file would change">
            <ul class="said-lines">{counts} {rejected}</ul>
            {buttons}
            <button class="button" type="button" on:click=move |_| restoring.set(None)>
                "Leave everything as it is"
            </button>
        </section>
    }
}

fn name(line: &RestoreLine) -> String {
    match (&line.name, line.kind) {
        (Some(name), _) => name.clone(),
        (None, Kind::Settings) => "the settings".to_owned(),
        (None, _) => "how a file is read".to_owned(),
    }
}

#[component]
fn EraseEverything() -> impl IntoView {
    let state = TeamState::here();
    let sure = RwSignal::new(false);
    let erase = move |_| {
        sure.set(false);
        state.erase_everything();
    };
    let step = move || {
        if sure.get() {
            view! {
                <p>
                    "All deals, reps, quotas, settings and typed figures in this browser will be gone for good. Save them to a file first if you may want them back."
                </p>
                <div class="buttons">
                    <button class="button danger" type="button" on:click=erase>
                        "Erase everything now"
                    </button>
                    <button class="button" type="button" on:click=move |_| sure.set(false)>
                        "Keep everything"
                    </button>
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="buttons">
                    <button class="button" type="button" on:click=move |_| sure.set(true)>
                        "Erase everything…"
                    </button>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <section class="task">
            <h2>"Erase everything"</h2>
            {step}
        </section>
    }
}
