//! What the store stands on: texts under keys, and the ways in which that fails.

use thiserror::Error;

/// Why a text could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum BackendError {
    /// Nothing may be kept here at all.
    #[error(
        "This browser does not let the app keep anything, so your data lasts until you close the \
         page: allow storage for this site to keep it."
    )]
    Blocked,
    /// Nothing more fits.
    #[error(
        "This browser's storage for the app is full, so the last change is not saved: save \
         everything to a file, then remove what you no longer need."
    )]
    Full,
    /// What was written does not read back.
    #[error(
        "This browser did not keep what was saved: save everything to a file before you close \
         the page."
    )]
    NotKept,
    /// A kept text can't be read although it is there.
    #[error(
        "This browser can't read what it kept: close the page, open it again, and restore a \
         backup if it stays so."
    )]
    Unreadable,
    /// Another tab writes.
    #[error("Another tab is the one that saves now: press Take over here to save in this one.")]
    OtherTab,
}

/// Texts under keys. Each call stands alone: a write that fails leaves the old text, and two
/// writes are no transaction.
pub trait Backend {
    /// The text under a key.
    ///
    /// # Errors
    /// Where it can't be read; a key without a text is none.
    fn get(&self, key: &str) -> Result<Option<String>, BackendError>;

    /// Puts a text under a key, in the place of another.
    ///
    /// # Errors
    /// Where it can't be written; the old text is still there then.
    fn set(&self, key: &str, text: &str) -> Result<(), BackendError>;

    /// Removes a key with its text.
    ///
    /// # Errors
    /// Where that is not possible.
    fn remove(&self, key: &str) -> Result<(), BackendError>;

    /// All keys, of this app and of others.
    ///
    /// # Errors
    /// Where they can't be listed.
    fn keys(&self) -> Result<Vec<String>, BackendError>;

    /// From here on what is written belongs together, until that ends: whoever mirrors it takes
    /// all of it or nothing.
    fn begin_act(&self) {}

    /// The act is over.
    fn end_act(&self, _: ActEnd) {}

    /// By how much a record's revision grows with a write. It is odd, as the slots take turns.
    fn rev_step(&self) -> u64 {
        1
    }

    /// The least number for the next import. Two must not have the same even where the browser
    /// forgot one, so it is the time where there is a clock.
    fn least_generation(&self) -> u64 {
        1
    }
}

/// How an act of many writes ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActEnd {
    /// All of it is kept, or everything is as it was before.
    Whole,
    /// It failed, and what was there before could not be put back.
    Broken,
}

impl<B: Backend + ?Sized> Backend for &B {
    fn get(&self, key: &str) -> Result<Option<String>, BackendError> {
        (**self).get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), BackendError> {
        (**self).set(key, text)
    }
    fn remove(&self, key: &str) -> Result<(), BackendError> {
        (**self).remove(key)
    }
    fn keys(&self) -> Result<Vec<String>, BackendError> {
        (**self).keys()
    }
    fn begin_act(&self) {
        (**self).begin_act();
    }
    fn end_act(&self, end: ActEnd) {
        (**self).end_act(end);
    }
    fn rev_step(&self) -> u64 {
        (**self).rev_step()
    }
    fn least_generation(&self) -> u64 {
        (**self).least_generation()
    }
}

/// Writes a text and reads it back: only then it is kept.
///
/// # Errors
/// Where it could not be written or does not read back.
pub fn set_and_check<B: Backend>(backend: &B, key: &str, text: &str) -> Result<(), BackendError> {
    backend.set(key, text)?;
    if backend.get(key)?.as_deref() == Some(text) { Ok(()) } else { Err(BackendError::NotKept) }
}
