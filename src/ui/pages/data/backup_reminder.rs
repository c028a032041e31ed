//! A word on what would be lost, where nothing left the browser for long.

use crate::browser::clock::now_ms;
use crate::store::BackupDue;
use crate::store::browser::last_backup;
use crate::ui::format;
use crate::ui::route::{DataPlace, Route};
use crate::ui::team::TeamState;
use leptos::prelude::*;
use std::time::Duration;

/// An edit is seen to first.
const LATER: Duration = Duration::from_secs(1);

/// Says that a backup is due, where one is.
#[component]
pub fn BackupReminder() -> impl IntoView {
    let state = TeamState::here();
    let due = RwSignal::new(last_backup::is_due(now_ms()));
    // What a file changes is seen at once. What an edit changes takes reading every record, which the
    // edit must not wait for.
    Effect::new(move |before: Option<()>| {
        state.backed_up.track();
        if before.is_some() {
            due.set(last_backup::is_due(now_ms()));
        }
    });
    let waits = StoredValue::new(false);
    Effect::new(move |before: Option<()>| {
        state.team.track();
        if before.is_some() && !waits.get_value() {
            waits.set_value(true);
            set_timeout(
                move || {
                    // The page may be another by then.
                    if waits.try_set_value(false).is_none() {
                        due.try_set(last_backup::is_due(now_ms()));
                    }
                },
                LATER,
            );
        }
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
