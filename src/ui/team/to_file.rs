//! Everything out of the browser, in one file.

use super::TeamState;
use crate::browser::clock::{now_ms, today};
use crate::browser::download::save_parts;
use crate::browser::sealing;
use crate::domain::day;
use crate::ui::format;
use leptos::prelude::*;

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
        let said = file.as_ref().map(|made| made.file.sentence() + &made.unreadable());
        self.notice.set(said.or_else(|| saved.err()));
        file.map(|made| made.file)
    }
}

const MIME: &str = "application/json";
const NOT_TAKEN: &str = "The browser did not take the file: try again, or another browser.";

/// A file, before it leaves the browser.
struct MadeFile {
    file: SavedFile,
    parts: Vec<String>,
    /// Parts of the deals that can't be read.
    damaged: usize,
}

impl MadeFile {
    fn unreadable(&self) -> String {
        if self.damaged == 0 {
            return String::new();
        }
        let parts = format::counted(self.damaged as u64, "part", "parts");
        format!(" {parts} of the deals can't be read: import the export again.")
    }
}

impl TeamState {
    /// Everything as the text of a file, or why not.
    async fn made_file(self, passphrase: &str) -> Result<MadeFile, String> {
        let made = self.file_of_everything().await;
        let (mut parts, damaged) = made.map_err(|error| error.to_string())?;
        let mut name = format!("ridealong-{}.json", day::written(today()));
        if !passphrase.is_empty() {
            let sealed = sealing::seal(passphrase, &parts, now_ms()).await;
            parts = vec![sealed.map_err(|error| error.to_string())?];
            name = name.replace(".json", "-locked.json");
        }
        Ok(MadeFile { file: SavedFile { name, is_whole: damaged == 0 }, parts, damaged })
    }
}
