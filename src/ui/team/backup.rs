//! Everything in one file, and back.

use super::TeamState;
use crate::browser::clock::{now_ms, today};
use crate::browser::download::save_text;
use crate::domain::day;
use crate::store::browser::LocalBackend;
use crate::store::{Backup, RestoreLine, Take, write_backup};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// A backup file that was read and not yet taken over.
#[derive(Clone, Debug, PartialEq)]
pub struct Restoring {
    /// The file.
    pub backup: Backup,
    /// How its records stand to those kept.
    pub lines: Vec<RestoreLine>,
}

impl TeamState {
    /// Saves everything to a file; says whether the browser took it.
    pub fn save_everything(self) -> bool {
        match write_backup(&LocalBackend, now_ms()) {
            Ok(text) => {
                let name = format!("ridealong-{}.json", day::written(today()));
                let saved = save_text(&name, "application/json", &text);
                self.notice.set(Some(if saved {
                    format!("Everything was saved to {name}, in the folder for downloads.")
                } else {
                    "The browser did not take the file: try again, or another browser.".to_owned()
                }));
                saved
            }
            Err(error) => {
                self.notice.set(Some(error.to_string()));
                false
            }
        }
    }

    /// Reads a backup file and shows what it would change.
    pub fn open_backup(self, file: web_sys::File, restoring: RwSignal<Option<Restoring>>) {
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            let Some(text) = text else {
                self.notice.set(Some("The file could not be read: choose it again.".to_owned()));
                return;
            };
            let read = Backup::read(&text).map_err(|error| error.to_string()).and_then(|backup| {
                let lines = backup.preview(&LocalBackend).map_err(|error| error.to_string())?;
                Ok(Restoring { backup, lines })
            });
            match read {
                Ok(read) => restoring.set(Some(read)),
                Err(sentence) => self.notice.set(Some(sentence)),
            }
        });
    }

    /// Takes the small records of a backup over; `take` settles conflicts.
    pub fn restore(self, restoring: &Restoring, take: Take) {
        let chosen = |line: &RestoreLine| line.compared.usually().unwrap_or(take);
        match restoring.backup.restore(&LocalBackend, now_ms(), chosen) {
            Ok(records) => {
                self.open();
                self.notice.set(Some(format!("{records} records were taken over from the file.")));
            }
            Err(error) => self.notice.set(Some(error.to_string())),
        }
    }
}
