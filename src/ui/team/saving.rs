//! Whether what is on the screen is kept: said all the time, and loudly where it is not.

use super::TeamState;
use crate::browser::clock::{day_of_ms, now_ms, today};
use crate::browser::device::{self, SAVED};
use crate::browser::next_task::next_task;
use crate::store::browser::mirroring::Standing;
use crate::store::browser::{LocalBackend, device_number, last_backup};
use crate::store::{
    Backend, BackendError, Budget, Differences, InTasks, Overlay, Replaced, SaveError, SaveFacts,
    SaveState, Stands, TeamStore,
};
use crate::ui::format;
use leptos::ev;
use leptos::prelude::*;
use std::cell::RefCell;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// What was refused is tried again so often.
const AGAIN: Duration = Duration::from_secs(3);

/// What is known of how safe the last change is.
#[derive(Clone, Copy)]
pub struct Saving {
    facts: RwSignal<SaveFacts>,
    /// Why what is on the screen is not kept.
    pub refused: RwSignal<Option<String>>,
    /// What was typed in this tab and gave way to what another one saved, until the user has read it.
    pub replaced: RwSignal<Vec<Replaced>>,
}

thread_local! {
    static SAVING: RefCell<Option<Saving>> = const { RefCell::new(None) };
    /// What screen and store agreed on last.
    static AGREED: RefCell<Stands> = RefCell::default();
}

impl Saving {
    /// What is known, for as long as the page is open.
    pub fn here() -> Self {
        SAVING.with_borrow_mut(|saving| {
            *saving.get_or_insert_with(|| Self {
                facts: RwSignal::default(),
                refused: RwSignal::default(),
                replaced: RwSignal::default(),
            })
        })
    }

    fn know(self, change: impl FnOnce(&mut SaveFacts)) {
        self.facts.update(change);
    }

    /// What is said.
    pub fn words(self) -> String {
        words(SaveState::of(self.facts.get()))
    }

    /// Whether all of the second copy is there; none where there is no such copy.
    pub fn mirrored(self) -> Option<bool> {
        self.facts.with(|facts| facts.mirrored)
    }

    /// How the mirror stands.
    pub(super) fn mirror_stands(self, standing: Standing) {
        let mirrored = match standing {
            Standing::Without => None,
            Standing::Behind => Some(false),
            Standing::Complete => Some(true),
        };
        if self.facts.with_untracked(|facts| facts.mirrored) != mirrored {
            self.know(|facts| facts.mirrored = mirrored);
        }
    }

    /// Whether another tab writes.
    pub(super) fn another_writes(self, watches: bool) {
        if self.facts.with_untracked(|facts| facts.watches) != watches {
            self.know(|facts| facts.watches = watches);
        }
    }

    /// Nothing on the screen waits to be kept any more.
    pub(super) fn is_settled(self) {
        if self.refused.with_untracked(Option::is_some) {
            self.refused.set(None);
            self.know(|facts| facts.is_refused = false);
        }
    }

    /// What was typed here gave way to what another tab saved.
    pub(super) fn say_replaced(self, more: Vec<Replaced>) {
        if !more.is_empty() {
            self.replaced.update(|replaced| replaced.extend(more));
        }
    }

    /// Something was kept at this moment.
    pub(super) fn saved_at(self, at: Option<u64>) {
        self.know(|facts| {
            facts.saved_at = at;
            facts.backed_up = None;
            facts.is_typing = false;
        });
    }

    /// Whether everything as it is now has left the browser in a file, as was remembered.
    pub(super) fn recall_backup(self) {
        let last = last_backup::last().filter(|(_, changes)| *changes == 0);
        let at = last.map(|(last, _)| last.at);
        if self.facts.with_untracked(|facts| facts.backed_up) != at {
            self.know(|facts| facts.backed_up = at);
        }
    }

    /// Writes what is to be said to where the shell shows it, and follows what is typed.
    pub(super) fn follow(self) {
        Effect::new(move |_| {
            device::tell(SAVED, &self.words());
        });
        // The page lasts as long as they listen.
        let _typing = window_event_listener(ev::input, move |event| {
            let is_text = event.target().is_some_and(|target| {
                let place = target.dyn_ref::<web_sys::Element>();
                place.is_some_and(|place| {
                    place.matches("#workbench input.text-input").is_ok_and(|is| is)
                })
            });
            if is_text {
                self.know(|facts| facts.is_typing = true);
            }
        });
        let done = move || {
            if self.facts.with_untracked(|facts| facts.is_typing) {
                self.know(|facts| facts.is_typing = false);
            }
        };
        let _left = window_event_listener(ev::focusout, move |_| done());
        let _leaving = window_event_listener(ev::pagehide, move |_| end_typing());
        let _hiding = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() {
                end_typing();
            }
        });
    }
}

/// Takes what is being typed over, as if the field had been left.
pub(super) fn end_typing() {
    let active = document().active_element();
    let active = active.and_then(|active| active.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(active) = active.filter(|active| active.tag_name() == "INPUT") {
        let _ = active.blur();
    }
}

/// How many reps were stored when screen and store last agreed.
pub(super) fn stored_reps() -> usize {
    AGREED.with_borrow(|agreed| agreed.reps.len())
}

fn words(state: SaveState) -> String {
    match state {
        SaveState::Nothing => String::new(),
        SaveState::Editing => "Editing".to_owned(),
        SaveState::Saved { at } if day_of_ms(at) == today() => {
            format!("Saved on this device {}", format::time(at))
        }
        SaveState::Saved { at } => format!("Saved on this device {}", format::date(day_of_ms(at))),
        SaveState::BackedUp { at } => format!("Backed up {}", format::date(day_of_ms(at))),
        SaveState::SavedSoon => "Saved; may take a minute to reach the disk".to_owned(),
        SaveState::NotSaved => "Not saved".to_owned(),
        SaveState::Watching => "Another tab saves".to_owned(),
    }
}

impl TeamState {
    /// Screen and store are one now.
    pub(super) fn agree(self) {
        let saving = Saving::here();
        if saving.refused.with_untracked(Option::is_none) {
            AGREED.set(self.on_screen());
        }
    }

    /// What is on the screen was put together with this, which is stored.
    pub(super) fn agree_with(stored: Stands) {
        AGREED.set(stored);
    }

    pub(super) fn on_screen(self) -> Stands {
        self.team.with_untracked(|team| Stands { settings: team.settings, reps: team.reps.clone() })
    }

    /// Takes note of how a change was kept; says whether it was.
    pub(super) fn note_kept(self, kept: Result<(), SaveError>) -> bool {
        let saving = Saving::here();
        match kept {
            Ok(()) => {
                saving.saved_at(Some(now_ms()));
                if saving.refused.with_untracked(Option::is_some) {
                    self.heal();
                }
                self.agree();
                true
            }
            Err(SaveError::Newer) => {
                self.notice.set(Some(SaveError::Newer.to_string()));
                false
            }
            Err(error) => {
                self.refuse(error);
                false
            }
        }
    }

    /// Says loudly that what is on the screen is not kept, and tries again until it is.
    fn refuse(self, error: SaveError) {
        let saving = Saving::here();
        let is_first = saving.refused.with_untracked(Option::is_none);
        saving.know(|facts| facts.is_refused = true);
        saving.refused.set(Some(error.to_string()));
        if is_first {
            self.try_again_later();
        }
    }

    fn try_again_later(self) {
        set_timeout(
            move || {
                self.heal();
                if Saving::here().refused.with_untracked(Option::is_some) {
                    self.try_again_later();
                }
            },
            AGAIN,
        );
    }

    /// Keeps what is on the screen and is not kept yet; what another tab changed since stays.
    pub fn heal(self) {
        let saving = Saving::here();
        if saving.refused.with_untracked(Option::is_none) || untrack(|| self.is_writing()) {
            return;
        }
        match self.save_differences() {
            Ok(replaced) => {
                saving.is_settled();
                saving.saved_at(Some(now_ms()));
                saving.say_replaced(replaced);
                self.open();
                self.notice.set(Some("Saved after all.".to_owned()));
            }
            Err(error) => saving.refused.set(Some(error.to_string())),
        }
    }

    /// What is stored, and what the screen changed since both agreed last.
    pub(super) fn changes_since_agreed(self) -> Result<(Stands, Differences), BackendError> {
        let (_, opened) = TeamStore::open(LocalBackend, Budget::LOCAL_STORAGE)?;
        let (settings, reps) = (opened.workspace.settings, opened.workspace.reps);
        let stored = Stands { settings, reps };
        let found = self.differences(&stored);
        Ok((stored, found))
    }

    fn differences(self, stored: &Stands) -> Differences {
        let screen = self.on_screen();
        AGREED.with_borrow(|agreed| Differences::between(agreed, &screen, stored))
    }

    /// Saves what only the screen has; gives what another tab has changed since.
    fn save_differences(self) -> Result<Vec<Replaced>, SaveError> {
        let (store, opened) = TeamStore::open(LocalBackend, Budget::LOCAL_STORAGE)?;
        let (settings, reps) = (opened.workspace.settings, opened.workspace.reps);
        let found = self.differences(&Stands { settings, reps });
        store_differences(&store, &found)?;
        Ok(found.replaced)
    }

    /// Everything as the parts of a file, and how many packs of deals in it can't be read.
    pub(super) async fn file_of_everything(self) -> Result<(Vec<String>, usize), BackendError> {
        InTasks::over(&self.store_with_screen(), next_task).backup(now_ms()).await
    }

    /// The store for a file that leaves the browser: with what is on the screen, also where it is not
    /// kept.
    pub(super) fn store_with_screen(self) -> Overlay<LocalBackend> {
        device_number::ensure();
        let over = Overlay::over(LocalBackend);
        if Saving::here().refused.with_untracked(Option::is_some)
            && let Ok((store, opened)) = TeamStore::open(&over, Budget::of_units(usize::MAX))
        {
            let (settings, reps) = (opened.workspace.settings, opened.workspace.reps);
            // What lies over the store is only in memory: it takes everything.
            let _ = store_differences(&store, &self.differences(&Stands { settings, reps }));
        }
        over
    }
}

fn store_differences<B: Backend>(
    store: &TeamStore<B>,
    found: &Differences,
) -> Result<(), SaveError> {
    let now = now_ms();
    if let Some(settings) = &found.settings {
        store.save_settings(settings, now)?;
    }
    store.save_reps(&found.reps, now)?;
    found.gone.iter().try_for_each(|id| store.delete_rep(*id, now))
}
