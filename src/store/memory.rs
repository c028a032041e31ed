//! A store that lasts as long as the page: where the browser keeps nothing, and for trying out
//! what happens when it fails.

use crate::store::backend::{Backend, BackendError};
use crate::store::budget::{Budget, cost};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Texts in memory, with room for so much and faults on demand.
#[derive(Debug)]
pub struct MemoryBackend {
    texts: RefCell<BTreeMap<String, String>>,
    budget: Budget,
    writes_left: Cell<Option<usize>>,
    /// Writes until the one that fails.
    next_failure: Cell<Option<usize>>,
    reads_fail: Cell<bool>,
    blocked: Cell<bool>,
}

impl Default for MemoryBackend {
    fn default() -> Self {
        Self::with_budget(Budget::LOCAL_STORAGE)
    }
}

impl MemoryBackend {
    /// Empty, with room for so much.
    pub const fn with_budget(budget: Budget) -> Self {
        Self {
            texts: RefCell::new(BTreeMap::new()),
            budget,
            writes_left: Cell::new(None),
            next_failure: Cell::new(None),
            reads_fail: Cell::new(false),
            blocked: Cell::new(false),
        }
    }

    /// From texts that were kept before.
    pub fn holding(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let backend = Self::default();
        backend.texts.borrow_mut().extend(texts);
        backend
    }

    /// Lets so many more writes and removals succeed, as if the page was killed then.
    pub fn fail_after_writes(&self, writes: usize) {
        self.writes_left.set(Some(writes));
    }

    /// Lets one write or removal fail, behind so many that succeed; later ones work again.
    pub fn fail_one_write_after(&self, writes: usize) {
        self.next_failure.set(Some(writes));
    }

    /// Whether the write that was to fail has.
    pub fn has_failed(&self) -> bool {
        self.next_failure.get().is_none()
    }

    /// Lets reading fail, or succeed again.
    pub fn fail_reads(&self, fail: bool) {
        self.reads_fail.set(fail);
    }

    /// Refuses everything, or nothing any more.
    pub fn block(&self, blocked: bool) {
        self.blocked.set(blocked);
    }

    /// Ends all faults.
    pub fn heal(&self) {
        self.writes_left.set(None);
        self.next_failure.set(None);
        self.reads_fail.set(false);
        self.blocked.set(false);
    }

    /// Everything that is kept.
    pub fn snapshot(&self) -> BTreeMap<String, String> {
        self.texts.borrow().clone()
    }

    fn may_write(&self) -> Result<(), BackendError> {
        if self.blocked.get() {
            return Err(BackendError::Blocked);
        }
        match self.next_failure.get() {
            None => {}
            Some(0) => {
                self.next_failure.set(None);
                return Err(BackendError::Full);
            }
            Some(left) => self.next_failure.set(Some(left - 1)),
        }
        match self.writes_left.get() {
            None => Ok(()),
            Some(0) => Err(BackendError::Full),
            Some(left) => {
                self.writes_left.set(Some(left - 1));
                Ok(())
            }
        }
    }
}

impl Backend for MemoryBackend {
    fn get(&self, key: &str) -> Result<Option<String>, BackendError> {
        if self.blocked.get() {
            return Err(BackendError::Blocked);
        }
        if self.reads_fail.get() {
            return Err(BackendError::Unreadable);
        }
        Ok(self.texts.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), BackendError> {
        self.may_write()?;
        let mut texts = self.texts.borrow_mut();
        let others = texts.iter().filter(|(other, _)| *other != key);
        let used: usize = others.map(|(key, text)| cost(key) + cost(text)).sum();
        if used + cost(key) + cost(text) > self.budget.units() {
            return Err(BackendError::Full);
        }
        texts.insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), BackendError> {
        self.may_write()?;
        self.texts.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, BackendError> {
        if self.blocked.get() {
            return Err(BackendError::Blocked);
        }
        Ok(self.texts.borrow().keys().cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_that_does_not_fit_leaves_the_old_text() {
        let backend = MemoryBackend::with_budget(Budget::of_units(10));
        assert_eq!(backend.set("a", "12345678"), Ok(()));
        assert_eq!(backend.set("a", "1234567890"), Err(BackendError::Full));
        assert_eq!(backend.get("a"), Ok(Some("12345678".to_owned())));
    }

    #[test]
    fn faults_come_when_they_are_asked_for() {
        let backend = MemoryBackend::default();
        backend.fail_after_writes(1);
        assert_eq!(backend.set("a", "1"), Ok(()));
        assert_eq!(backend.set("b", "2"), Err(BackendError::Full));
        backend.fail_reads(true);
        assert_eq!(backend.get("a"), Err(BackendError::Unreadable));
        backend.heal();
        assert_eq!(backend.get("a"), Ok(Some("1".to_owned())));
        backend.block(true);
        assert_eq!(backend.keys(), Err(BackendError::Blocked));
    }
}
