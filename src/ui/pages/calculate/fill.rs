//! Filling the calculators from a CRM export: choose or drop a file, pick a rep, and see what
//! was taken from it. The file's deals stay in this tab and are not kept.

mod filled;
mod panel;
mod said;

use super::state::{CalculatorState, Said};
use crate::browser::files;
pub use filled::Filled;
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
pub use panel::FilledFrom;
use wasm_bindgen::JsCast;

impl CalculatorState {
    /// Reads a file and fills the inputs from it; where it can't be used, says why and changes
    /// nothing.
    fn take(self, file: web_sys::File) {
        spawn_local(async move {
            let name = file.name();
            let mine = self.before_fill();
            let read = match files::read_text(&file).await {
                Ok(text) => Filled::read(name, &text, mine),
                Err(error) => Err(error.to_string()),
            };
            match read {
                Ok(filled) => {
                    self.notice.set(None);
                    self.fill(filled);
                }
                Err(sentence) => self.notice.set(Some(Said::only(sentence))),
            }
        });
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
    let picker = NodeRef::<Input>::new();
    let picked = move |_| {
        let Some(input) = picker.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            state.take(file);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    view! {
        <label class="pill file-pill">
            <input
                class="visually-hidden"
                type="file"
                accept=".csv,.tsv,.txt,text/csv,text/plain"
                node_ref=picker
                on:change=picked
            />
            "Fill from a CRM export"
        </label>
    }
}

/// Takes a file that is dropped anywhere on the page.
pub fn fill_by_drop(state: CalculatorState) {
    // Text that is dragged into a field is the browser's affair.
    let brings_files = |event: &web_sys::DragEvent| {
        let types = event.data_transfer().map(|transfer| transfer.types());
        types.is_some_and(|types| types.includes(&"Files".into(), 0))
    };
    let over = window_event_listener(ev::dragover, move |event| {
        if brings_files(event.unchecked_ref()) {
            event.prevent_default();
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        let dragged: &web_sys::DragEvent = event.unchecked_ref();
        if !brings_files(dragged) {
            return;
        }
        event.prevent_default();
        let files = dragged.data_transfer().and_then(|transfer| transfer.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            state.take(file);
        }
    });
    on_cleanup(move || {
        over.remove();
        drop.remove();
    });
}
