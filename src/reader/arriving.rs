//! The packs of an import on their way from the reader to the page.

use crate::store::WrittenPack;
use std::collections::VecDeque;

/// Packs that were announced and arrive one at a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arriving {
    announced: VecDeque<(String, usize)>,
    packs: Vec<WrittenPack>,
}

impl Arriving {
    /// None are here yet; of each its id and how many deals it holds, in the order in which they
    /// come.
    pub fn announced(packs: Vec<(String, usize)>) -> Self {
        Self { packs: Vec::with_capacity(packs.len()), announced: packs.into() }
    }

    /// Takes the text of the next one. One that nobody announced is none of this import.
    pub fn take(&mut self, text: String) {
        if let Some((id, deals)) = self.announced.pop_front() {
            self.packs.push(WrittenPack { id, deals, text });
        }
    }

    /// All of them, once the last is here; those so far stay otherwise.
    pub fn all(&mut self) -> Option<Vec<WrittenPack>> {
        self.announced.is_empty().then(|| std::mem::take(&mut self.packs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_are_there_when_the_last_one_is() {
        let mut arriving = Arriving::announced(vec![("7.0".to_owned(), 2), ("8.0".to_owned(), 1)]);
        arriving.take("one".to_owned());
        assert_eq!(arriving.all(), None);
        arriving.take("other".to_owned());
        let packs = arriving.all().unwrap();
        let packs: Vec<_> =
            packs.iter().map(|pack| (pack.id.as_str(), pack.deals, pack.text.as_str())).collect();
        assert_eq!(packs, [("7.0", 2, "one"), ("8.0", 1, "other")]);
    }

    #[test]
    fn an_import_without_deals_has_all_of_its_packs_at_once() {
        assert_eq!(Arriving::announced(Vec::new()).all(), Some(Vec::new()));
    }
}
