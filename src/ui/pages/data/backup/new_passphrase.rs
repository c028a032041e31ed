//! The passphrase for what goes out, whichever button of the page is pressed.

use crate::store::sealed::{SHORTEST_PASSPHRASE, passphrase};
use crate::ui::format;
use leptos::prelude::*;

/// What is typed for files to come; the page provides it as a context.
#[derive(Clone, Copy)]
pub struct NewPassphrase {
    /// What stands in the field.
    pub typed: RwSignal<String>,
    refused: RwSignal<Option<String>>,
}

impl NewPassphrase {
    /// For all components below.
    pub fn provide() {
        provide_context(Self { typed: RwSignal::default(), refused: RwSignal::default() });
    }

    /// That of the page.
    pub fn here() -> Self {
        expect_context()
    }

    /// The passphrase, none as "", unless it is too short, which is said.
    pub fn take(self) -> Option<String> {
        let typed = self.typed.get_untracked();
        let passphrase = passphrase(&typed).to_owned();
        let is_short = !passphrase.is_empty() && passphrase.chars().count() < SHORTEST_PASSPHRASE;
        if is_short {
            self.refused.set(Some(typed));
        }
        (!is_short).then_some(passphrase)
    }

    /// What is wrong with it, since a file was asked for and no longer than it stands there.
    pub fn error(self) -> Option<String> {
        self.refused.get().filter(|refused| *refused == self.typed.get()).map(too_short)
    }

    /// Whoever comes after must not find it.
    pub fn forget(self) {
        drop(self.typed.try_set(String::new()));
    }
}

fn too_short(_: String) -> String {
    let characters = format::count(SHORTEST_PASSPHRASE as f64);
    format!("Take at least {characters} characters, better four words: shorter ones are guessed.")
}
