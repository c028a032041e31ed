//! A backup file that takes a passphrase, until it is open.

use super::TeamState;
use super::backup::Restoring;
use crate::browser::{files, sealing};
use crate::store::{SealedError, SealedFile};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::File;

/// How much of a file tells what it is.
const BEGINNING: u32 = 200;

const UNREADABLE: &str =
    "This file could not be read: save a copy on this device and choose that one.";

thread_local! {
    static LOCKED: RefCell<Option<Rc<SealedFile>>> = const { RefCell::new(None) };
}

/// Gives up the one that was chosen.
pub(super) fn forget() {
    LOCKED.set(None);
}

/// Whether a file takes a passphrase.
pub(super) async fn is_sealed(file: &File) -> bool {
    let start = files::text_of(file, Some(BEGINNING)).await;
    start.is_some_and(|start| SealedFile::begins_like_one(&start))
}

impl TeamState {
    /// Asks for the passphrase of a file.
    pub(super) async fn lock(self, file: &File) {
        let read = files::text_of(file, None).await;
        let read = read.ok_or_else(|| UNREADABLE.to_owned());
        match read.and_then(|text| SealedFile::read(&text).map_err(|error| error.to_string())) {
            Ok(sealed) => {
                LOCKED.set(Some(Rc::new(sealed)));
                self.restoring.set(Restoring::Locked(None));
            }
            Err(sentence) => self.refuse_backup(Some(sentence)),
        }
    }

    /// Opens the file with a passphrase, and goes on as with one that has none.
    pub fn unlock(self, passphrase: String) {
        let Some(sealed) = LOCKED.with_borrow(Clone::clone) else { return };
        self.restoring.set(Restoring::Reading);
        spawn_local(async move {
            let opened = sealing::open(&passphrase, &sealed).await;
            // Another file may have been chosen meanwhile.
            let is_still = LOCKED
                .with_borrow(|locked| locked.as_ref().is_some_and(|now| Rc::ptr_eq(now, &sealed)));
            if !is_still {
                return;
            }
            match opened.map(|bytes| files::of_bytes("backup.json", &bytes)) {
                Ok(Some(file)) => {
                    forget();
                    self.read_backup(&file);
                }
                Ok(None) => self.refuse_backup(Some(UNREADABLE.to_owned())),
                Err(error @ SealedError::WrongPassphrase) => {
                    self.restoring.set(Restoring::Locked(Some(error.to_string())));
                }
                Err(error) => self.refuse_backup(Some(error.to_string())),
            }
        });
    }
}
