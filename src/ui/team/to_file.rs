//! Everything out of the browser, in one file.

use super::{Saving, TeamState};
use crate::browser::clock::{now_ms, today};
use crate::browser::download::save_parts;
use crate::browser::share::{self, Shared};
use crate::browser::{clipboard, sealing};
use crate::domain::day;
use crate::store::browser::last_backup;
use crate::ui::format;
use leptos::prelude::*;
use std::cell::RefCell;

/// A file that everything was saved to.
#[derive(Clone, Debug)]
pub struct SavedFile {
    /// What it is called.
    pub name: String,
    /// Whether all kept deals are in it and can be read from it.
    pub is_whole: bool,
}

impl SavedFile {
    pub(super) fn sentence(&self) -> String {
        format!("Everything was saved to {}, in the folder for downloads.", self.name)
    }
}

impl TeamState {
    /// Saves everything to a file, unless the browser does not take it.
    pub async fn save_everything(self) -> Option<SavedFile> {
        self.save_with("").await
    }

    /// As [`Self::save_everything`], to a file that only this passphrase opens; anybody opens one
    /// with none.
    pub async fn save_with(self, passphrase: &str) -> Option<SavedFile> {
        let made = self.made_file(passphrase).await;
        let saved = match &made {
            Ok(made) if save_parts(&made.file.name, MIME, &made.parts).await => Ok(()),
            Ok(_) => Err(NOT_TAKEN.to_owned()),
            Err(sentence) => Err(sentence.clone()),
        };
        let file = made.ok().filter(|_| saved.is_ok());
        if let Some(made) = &file {
            self.note_backup(made.changes);
        }
        let said = file.as_ref().map(|made| made.file.sentence() + &unreadable(made.damaged));
        self.say_in_passing(said.or_else(|| saved.err()));
        file.map(|made| made.file)
    }

    /// Hands everything to another app as a text file; says whether one took it.
    pub async fn share_with(self, passphrase: &str) -> bool {
        // One that was made before the last change would lack it.
        let ready = TO_SHARE.take().filter(|(_, of)| *of == last_backup::changes_so_far());
        let file = match ready {
            Some(file) => Ok(file),
            None => self.made_file(passphrase).await.and_then(|made| {
                let name = made.file.name.replace(".json", ".txt");
                let file = share::text_file(&name, &made.parts);
                file.map(|file| (file, made.changes)).ok_or_else(|| NOT_TAKEN.to_owned())
            }),
        };
        let shared = match &file {
            Ok((file, _)) => share::share(file).await,
            Err(sentence) => {
                self.notice.set(Some(sentence.clone()));
                return false;
            }
        };
        self.say_in_passing(match shared {
            Shared::Yes => {
                self.note_backup(file.as_ref().ok().and_then(|(_, changes)| *changes));
                Some("Everything was handed on in a file.".to_owned())
            }
            Shared::No => None,
            Shared::NeedsATap => {
                TO_SHARE.set(file.ok());
                Some("The file is ready: press Share once more.".to_owned())
            }
            Shared::CanNot => {
                Some("This browser did not share the file: save it to a file instead.".to_owned())
            }
        });
        shared == Shared::Yes
    }

    /// Copies everything as text; where the browser does not allow that, gives the text to be copied
    /// by hand.
    pub async fn copy_with(self, passphrase: &str) -> Option<String> {
        let made = match self.made_file(passphrase).await {
            Ok(made) => made.parts.concat(),
            Err(sentence) => {
                self.notice.set(Some(sentence));
                return None;
            }
        };
        if clipboard::copy(&made).await {
            let said = "Everything was copied as text: paste it into a note or a mail to yourself.";
            self.say_in_passing(Some(said.to_owned()));
            return None;
        }
        Some(made)
    }

    /// Takes note that what there was after so many changes left the browser.
    pub(super) fn note_backup(self, changes: Option<u64>) {
        if let Some(changes) = changes {
            last_backup::note(now_ms(), changes);
        }
        Saving::here().recall_backup();
        self.backed_up.update(|times| *times += 1);
    }
}

thread_local! {
    /// A file that was made after so many changes, and waits for the tap that a browser wants.
    static TO_SHARE: RefCell<Option<(web_sys::File, Option<u64>)>> = const { RefCell::new(None) };
}

pub(super) const MIME: &str = "application/json";
const NOT_TAKEN: &str = "The browser did not take the file: try again, or another browser.";

/// A file, before it leaves the browser.
struct MadeFile {
    file: SavedFile,
    parts: Vec<String>,
    /// Parts of the deals that can't be read.
    damaged: usize,
    /// How many changes are in it.
    changes: Option<u64>,
}

/// What is said of parts of the deals in a file that can't be read.
pub(super) fn unreadable(damaged: usize) -> String {
    if damaged == 0 {
        return String::new();
    }
    let parts = format::counted(damaged as u64, "part", "parts");
    format!(" {parts} of the deals can't be read: import the export again.")
}

impl TeamState {
    /// Everything as the text of a file, or why not.
    async fn made_file(self, passphrase: &str) -> Result<MadeFile, String> {
        let changes = last_backup::changes_so_far();
        let made = self.file_of_everything().await;
        let (mut parts, damaged) = made.map_err(|error| error.to_string())?;
        let mut name = format!("ridealong-{}.json", day::written(today()));
        if !passphrase.is_empty() {
            let sealed = sealing::seal(passphrase, &parts, now_ms()).await;
            parts = vec![sealed.map_err(|error| error.to_string())?];
            name = name.replace(".json", "-locked.json");
        }
        Ok(MadeFile { file: SavedFile { name, is_whole: damaged == 0 }, parts, damaged, changes })
    }
}
