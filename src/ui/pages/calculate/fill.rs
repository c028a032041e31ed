//! Filling the calculators from a CRM export: choose or drop a file, pick a rep, and see what
//! was taken from it. The file's deals stay in this tab and are not kept.

mod filled;
mod panel;
mod said;

use super::state::{CalculatorState, Said};
use crate::browser::files;
use crate::browser::reader_client::ReaderClient;
use crate::reader::{Ask, Told};
use crate::ui::components::file_button::{FileButton, TABLES};
use crate::ui::file_drop::on_file_dropped;
pub use filled::Filled;
use leptos::prelude::*;
use leptos::task::spawn_local;
pub use panel::FilledFrom;
use std::cell::RefCell;

thread_local! {
    /// The reader of the last file, until it has answered.
    static READER: RefCell<Option<ReaderClient>> = const { RefCell::new(None) };
}

/// Ends the reader that has answered, when it is no longer busy with its answer.
fn end_reader() {
    spawn_local(async { READER.set(None) });
}

impl CalculatorState {
    /// Reads a file and fills the inputs from it; where it can't be used, says why and changes
    /// nothing. A file that is still being read is given up.
    fn take(self, file: web_sys::File) {
        if let Err(error) = files::check_size(&file) {
            self.notice.set(Some(Said::only(error.to_string())));
            return;
        }
        let name = file.name();
        let reader = ReaderClient::start(move |message| {
            match message.told {
                Told::Figures => {
                    if let Some(figures) = message.read() {
                        self.notice.set(None);
                        self.fill(Filled::of(name.clone(), figures, self.before_fill()));
                    }
                }
                _ => self.notice.set(message.read().map(Said::only)),
            }
            end_reader();
        });
        match reader {
            Ok(reader) => {
                reader.ask(Ask::Figures.with(&()), Some(&file), &[]);
                READER.set(Some(reader));
            }
            Err(error) => self.notice.set(Some(Said::only(error.to_string()))),
        }
    }

    /// The inputs as they were before any file filled them.
    fn before_fill(self) -> crate::domain::CalculatorInputs {
        self.filled
            .with_untracked(|filled| filled.as_ref().map(|filled| filled.before.clone()))
            .unwrap_or_else(|| self.inputs.get_untracked())
    }

    /// Puts a file's figures into the inputs.
    fn fill(self, filled: Filled) {
        self.inputs.update(|inputs| filled.fill(inputs));
        self.filled.set(Some(filled));
    }
}

/// Opens the file picker.
#[component]
pub fn FillButton() -> impl IntoView {
    let state = CalculatorState::here();
    view! {
        <FileButton
            words="Fill from a CRM export"
            accept=TABLES
            class="pill file-pill"
            on_file=move |file| state.take(file)
        />
    }
}

/// Takes a file that is dropped anywhere on the page.
pub fn fill_by_drop(state: CalculatorState) {
    on_file_dropped(move |file| state.take(file));
}
