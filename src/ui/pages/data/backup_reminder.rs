//! A word on what would be lost, where nothing left the browser for long.

use crate::browser::clock::now_ms;
use crate::store::BackupDue;
use crate::store::browser::last_backup;
use crate::ui::format;
use crate::ui::route::{DataPlace, Route};
use crate::ui::team::TeamState;
use leptos::prelude::*;

/// Says that a backup is due, where one is.
#[component]
pub fn BackupReminder() -> impl IntoView {
    let state = TeamState::here();
    let due = Memo::new(move |_| {
        // Anew after every change and every file.
        state.team.track();
        state.backed_up.track();
        last_backup::is_due(now_ms())
    });
    move || {
        due.get().map(|due| {
            let href = Route::Data(DataPlace::Backup).href();
            view! {
                <p class="sub backup-reminder">
                    {sentence(due)} " " <a href=href>"Save everything to a file"</a>
                </p>
            }
        })
    }
}

fn sentence(due: BackupDue) -> String {
    match due {
        BackupDue::Never => "All of this lies in this browser alone, and goes with it.".to_owned(),
        BackupDue::Since { days, changes } => {
            let lie = if changes == 1 { "lies" } else { "lie" };
            let changes = format::counted(changes, "change", "changes");
            let days = format::counted(days, "day", "days");
            format!("{changes} {lie} in this browser alone since the last file, {days} ago.")
        }
    }
}
