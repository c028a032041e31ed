//! Backing everything up by itself to a file that was chosen once.

use super::{Saving, TeamState};
use crate::browser::chosen_file::{ChosenFile, NoFile};
use crate::browser::clock::today;
use crate::domain::day;
use crate::store::browser::{backup_target, last_backup};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// What changes within so long is written together.
const TOGETHER: Duration = Duration::from_secs(10);

/// How it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AutoBackup {
    /// No file was chosen.
    #[default]
    Off,
    /// It goes on once the user lets the page write the file of this name again.
    Waits(String),
    /// It goes on by itself.
    On(String),
    /// The file of this name could not be written, and what to do.
    Failed(String, &'static str),
}

thread_local! {
    static FILE: RefCell<Option<ChosenFile>> = const { RefCell::new(None) };
    /// Whether something has changed that is not in the file.
    static IS_BEHIND: Cell<bool> = const { Cell::new(false) };
    static IS_BUSY: Cell<bool> = const { Cell::new(false) };
    /// Whether the file is remembered for the next visit.
    static IS_REMEMBERED: Cell<bool> = const { Cell::new(false) };
    /// Whether something that was kept is missing, and may be in the file alone.
    static IS_MISSING_SOMETHING: Cell<bool> = const { Cell::new(false) };
    static WAITS: Cell<bool> = const { Cell::new(false) };
}

/// Hears whether something that was kept is missing.
pub(super) fn is_missing_something(is_missing: bool) {
    IS_MISSING_SOMETHING.set(is_missing);
}

impl TeamState {
    /// Finds the file that was chosen, unless it is there already: who followed another tab, or had no
    /// second copy yet, finds it once that is there.
    pub(super) fn find_backup_file(self) {
        if FILE.with_borrow(Option::is_some) {
            return;
        }
        spawn_local(async move {
            if let Some(file) = backup_target::remembered().await {
                let name = file.name();
                let may = file.may_be_written(false).await;
                FILE.set(Some(file));
                IS_REMEMBERED.set(true);
                self.auto_backup.set(if may {
                    AutoBackup::On(name)
                } else {
                    AutoBackup::Waits(name)
                });
                if last_backup::last().is_none_or(|(_, changes)| changes > 0) {
                    self.is_behind();
                }
            }
        });
    }

    /// Finds the file that was chosen, and follows every change.
    pub(super) fn back_up_by_itself(self) {
        self.find_backup_file();
        Effect::new(move |before: Option<()>| {
            self.team.track();
            if before.is_some() {
                self.is_behind();
            }
        });
        // The page may not come back.
        let _hiding = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() && IS_BEHIND.get() {
                self.write_backup_file();
            }
        });
    }

    /// Asks for a file, and backs up to it from now on. It takes a tap.
    pub fn choose_backup_file(self) {
        let name = format!("ridealong-{}.json", day::written(today()));
        spawn_local(async move {
            match ChosenFile::choose(&name).await {
                Ok(file) => {
                    let is_remembered = backup_target::remember(Some(&file)).await;
                    self.auto_backup.set(AutoBackup::On(file.name()));
                    FILE.set(Some(file));
                    IS_REMEMBERED.set(is_remembered);
                    // Whoever chooses a file wants in it what there is.
                    IS_MISSING_SOMETHING.set(false);
                    self.write_backup_file();
                    if !is_remembered {
                        self.notice.set(Some(FOR_THIS_VISIT.to_owned()));
                    }
                }
                Err(NoFile::NotChosen) => {}
                Err(NoFile::NotAllowed | NoFile::NotWritten) => {
                    self.notice.set(Some(NOT_ALLOWED.to_owned()));
                }
            }
        });
    }

    /// Asks the browser to let the page write the file again. It takes a tap.
    pub fn go_on_backing_up(self) {
        let Some(file) = FILE.with_borrow(Clone::clone) else { return };
        spawn_local(async move {
            if file.may_be_written(true).await {
                self.auto_backup.set(AutoBackup::On(file.name()));
                self.write_backup_file();
            } else {
                self.notice.set(Some(NOT_ALLOWED.to_owned()));
            }
        });
    }

    /// Backs up by itself no more; the file stays as it is.
    pub fn stop_backing_up(self) {
        FILE.set(None);
        self.auto_backup.set(AutoBackup::Off);
        spawn_local(async move {
            backup_target::remember(None).await;
        });
    }

    fn is_behind(self) {
        IS_BEHIND.set(true);
        if FILE.with_borrow(Option::is_some) && !WAITS.replace(true) {
            set_timeout(
                move || {
                    WAITS.set(false);
                    if IS_BEHIND.get() {
                        self.write_backup_file();
                    }
                },
                TOGETHER,
            );
        }
    }

    /// Writes everything to the file, where that goes on by itself. What is not kept is on the screen
    /// alone, and goes to no file unasked; another tab writes its own.
    fn write_backup_file(self) {
        let is_on = self.auto_backup.with_untracked(|how| !matches!(how, AutoBackup::Waits(_)));
        let is_refused = Saving::here().refused.with_untracked(Option::is_some);
        let file = FILE.with_borrow(Clone::clone).filter(|_| is_on && !is_refused);
        let Some(file) = file else { return };
        if self.watches() || untrack(|| self.is_writing()) || IS_BUSY.replace(true) {
            self.is_behind();
            return;
        }
        // Nothing takes the place of what was something.
        if self.how_much() == (0, 0) {
            IS_BUSY.set(false);
            return;
        }
        if IS_MISSING_SOMETHING.get() {
            IS_BUSY.set(false);
            IS_BEHIND.set(true);
            self.auto_backup.set(AutoBackup::Failed(file.name(), MISSING));
            return;
        }
        IS_BEHIND.set(false);
        spawn_local(async move {
            // Another tab has erased everything, this too.
            if IS_REMEMBERED.get() && backup_target::is_forgotten().await {
                IS_BUSY.set(false);
                FILE.set(None);
                self.auto_backup.set(AutoBackup::Off);
                return;
            }
            let changes = last_backup::changes_so_far();
            let written = match self.file_of_everything().await {
                // What can't be read would be missing in it.
                Ok((_, unreadable)) if unreadable > 0 => {
                    IS_BUSY.set(false);
                    IS_BEHIND.set(true);
                    self.auto_backup.set(AutoBackup::Failed(file.name(), MISSING));
                    return;
                }
                Ok((parts, _)) => file.write(&parts).await,
                Err(_) => Err(NoFile::NotWritten),
            };
            IS_BUSY.set(false);
            // It may have been stopped meanwhile.
            if FILE.with_borrow(Option::is_none) {
                return;
            }
            let name = file.name();
            match written {
                Ok(()) => {
                    self.note_backup(changes);
                    self.auto_backup.set(AutoBackup::On(name));
                }
                Err(_) if file.may_be_written(false).await => {
                    IS_BEHIND.set(true);
                    self.auto_backup.set(AutoBackup::Failed(name, NOT_WRITTEN));
                }
                Err(_) => {
                    IS_BEHIND.set(true);
                    self.auto_backup.set(AutoBackup::Waits(name));
                }
            }
        });
    }
}

const NOT_ALLOWED: &str = "The browser does not let this page write that file: choose another one, or save to a file yourself.";
const FOR_THIS_VISIT: &str =
    "Everything goes to that file until you close the page: this browser does not remember it.";
const MISSING: &str = "it stays as it was, for a part of what was kept here is lost or can't be read and would be missing in it. Load that file, or bring the export in once more.";
const NOT_WRITTEN: &str =
    "choose it again, or another one: it may have been moved, or the disk is full.";
