//! A store with changes laid over it that are not written: for a file of what is on the screen
//! where the browser keeps nothing more.

use crate::store::backend::{Backend, BackendError};
use crate::store::memory::MemoryBackend;

/// What lies under it is only read. Where even that is refused, there is what lies over it.
#[derive(Debug, Default)]
pub struct Overlay<B> {
    under: B,
    over: MemoryBackend,
}

impl<B: Backend> Overlay<B> {
    /// Nothing over it yet.
    pub fn over(under: B) -> Self {
        Self { under, over: MemoryBackend::default() }
    }
}

impl<B: Backend> Backend for Overlay<B> {
    fn get(&self, key: &str) -> Result<Option<String>, BackendError> {
        match (self.over.get(key)?, self.under.get(key)) {
            (Some(text), _) => Ok(Some(text)),
            (None, Err(BackendError::Blocked)) => Ok(None),
            (None, under) => under,
        }
    }

    fn set(&self, key: &str, text: &str) -> Result<(), BackendError> {
        self.over.set(key, text)
    }

    /// Only what lies over it goes.
    fn remove(&self, key: &str) -> Result<(), BackendError> {
        self.over.remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, BackendError> {
        let mut keys = match self.under.keys() {
            Err(BackendError::Blocked) => Vec::new(),
            under => under?,
        };
        for key in self.over.keys()? {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        Ok(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_over_it_is_read_first_and_nothing_under_it_changes() {
        let under = MemoryBackend::default();
        under.set("a", "under").unwrap();
        under.set("b", "under").unwrap();
        under.fail_after_writes(0);
        let overlay = Overlay::over(&under);
        overlay.set("a", "over").unwrap();
        overlay.set("c", "over").unwrap();
        let text = |key| overlay.get(key).unwrap().unwrap();
        assert_eq!([text("a"), text("b"), text("c")], ["over", "under", "over"]);
        assert_eq!(overlay.keys().unwrap(), ["a", "b", "c"]);
        assert_eq!(under.get("a").unwrap().unwrap(), "under");
    }

    #[test]
    fn over_a_blocked_store_there_is_what_lies_over_it() {
        let under = MemoryBackend::default();
        under.block(true);
        let overlay = Overlay::over(&under);
        overlay.set("a", "over").unwrap();
        assert_eq!(overlay.keys(), Ok(vec!["a".to_owned()]));
        assert_eq!(overlay.get("b"), Ok(None));
    }
}
