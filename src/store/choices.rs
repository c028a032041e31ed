//! What is taken where both sides changed the same differently.

use crate::store::keys::Kind;
use crate::store::standing::Take;
use std::collections::BTreeSet;

/// What somebody chose for each record, of those that come from a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    all: Take,
    /// Where the other side than for all is taken.
    but: BTreeSet<(Kind, String)>,
}

impl From<Take> for Choices {
    fn from(all: Take) -> Self {
        Self { all, but: BTreeSet::new() }
    }
}

impl Choices {
    /// What is taken of a record.
    pub fn of(&self, kind: Kind, id: &str) -> Take {
        match (self.all, self.but.contains(&(kind, id.to_owned()))) {
            (take, false) => take,
            (Take::Kept, true) => Take::Backup,
            (Take::Backup, true) => Take::Kept,
        }
    }

    /// What is taken of the deals, all of them.
    pub fn of_deals(&self) -> Take {
        self.of(Kind::Deals, "")
    }

    /// Takes a side of one record.
    pub fn choose(&mut self, kind: Kind, id: &str, take: Take) {
        let record = (kind, id.to_owned());
        if take == self.all {
            self.but.remove(&record)
        } else {
            self.but.insert(record)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_for_one_is_for_that_one_alone() {
        let mut choices = Choices::from(Take::Backup);
        choices.choose(Kind::Rep, "a", Take::Kept);
        choices.choose(Kind::Deals, "", Take::Kept);
        assert_eq!(choices.of(Kind::Rep, "a"), Take::Kept);
        assert_eq!(choices.of(Kind::Rep, "b"), Take::Backup);
        assert_eq!(choices.of(Kind::Settings, "a"), Take::Backup);
        assert_eq!(choices.of_deals(), Take::Kept);
        choices.choose(Kind::Rep, "a", Take::Backup);
        choices.choose(Kind::Deals, "", Take::Backup);
        assert_eq!(choices, Take::Backup.into());
    }
}
