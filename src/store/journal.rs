//! What was written and removed since it was last brought to the mirror.

use std::collections::BTreeMap;

/// What became of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// This text lies under it.
    Written(String),
    /// It is gone.
    Removed,
}

/// Changes by key, each the last of its key.
pub type Changes = BTreeMap<String, Change>;

/// The changes still to be mirrored. Writes are numbered from 1; of the changes of an act of many
/// writes none leaves before its end, so that the mirror never holds half of it.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    writes: u64,
    mirrored: u64,
    waiting: Changes,
    on_their_way: Option<(Changes, u64)>,
    acts: u32,
    /// What was waiting before the act that is under way.
    before_the_act: Option<Changes>,
    /// Whether something was kept from the mirror: it is to be compared as a whole.
    is_out_of_step: bool,
}

impl Journal {
    /// Takes note of a write or a removal, behind the fact.
    pub fn note(&mut self, key: &str, change: Change) {
        self.writes += 1;
        self.waiting.insert(key.to_owned(), change);
    }

    /// Takes note of how a key is, unless something newer of it waits already.
    pub fn note_unless_waiting(&mut self, key: &str, change: Change) {
        if !self.waiting.contains_key(key) {
            self.note(key, change);
        }
    }

    /// From here on all changes are of one act, until it ends. Acts may lie in each other: then the
    /// outermost counts.
    pub fn begin_act(&mut self) {
        if self.acts == 0 {
            self.before_the_act = Some(self.waiting.clone());
        }
        self.acts += 1;
    }

    /// The act is whole.
    pub fn end_act(&mut self) {
        self.acts = self.acts.saturating_sub(1);
        if self.acts == 0 {
            self.before_the_act = None;
        }
    }

    /// The act failed, and what was there before could not be put back: the mirror, which has it
    /// whole, hears nothing of it. It is not complete then, until both were compared.
    pub fn abandon_act(&mut self) {
        if let Some(waiting) = self.before_the_act.take() {
            self.waiting = waiting;
            self.acts = 0;
            self.is_out_of_step = true;
        }
    }

    /// What is to be mirrored next, as one; nothing while an act or a batch is under way.
    pub fn take(&mut self) -> Option<Changes> {
        if self.acts > 0 || self.on_their_way.is_some() || self.waiting.is_empty() {
            return None;
        }
        let changes = std::mem::take(&mut self.waiting);
        self.on_their_way = Some((changes.clone(), self.writes));
        Some(changes)
    }

    /// What was taken is in the mirror.
    pub fn mirrored(&mut self) {
        if let Some((_, up_to)) = self.on_their_way.take() {
            self.mirrored = up_to;
        }
    }

    /// What was taken is not in the mirror: it waits again, unless something came after it.
    pub fn failed(&mut self) {
        if let Some((changes, _)) = self.on_their_way.take() {
            for (key, change) in changes {
                self.waiting.entry(key).or_insert(change);
            }
        }
    }

    /// Both were compared, and what the mirror lacks is noted.
    pub fn back_in_step(&mut self) {
        self.is_out_of_step = false;
    }

    /// Whether something is to be done for the mirror, once nothing else is under way.
    pub fn is_waiting(&self) -> bool {
        let is_free = self.acts == 0 && self.on_their_way.is_none();
        is_free && (self.is_out_of_step || !self.waiting.is_empty())
    }

    /// Whether the mirror has to be compared with the store before it is complete again.
    pub const fn is_out_of_step(&self) -> bool {
        self.is_out_of_step
    }

    /// How many writes there were.
    pub const fn writes(&self) -> u64 {
        self.writes
    }

    /// Whether every write is in the mirror.
    pub fn is_complete(&self) -> bool {
        self.acts == 0
            && !self.is_out_of_step
            && self.waiting.is_empty()
            && self.on_their_way.is_none()
            && self.mirrored == self.writes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> Change {
        Change::Written(text.to_owned())
    }

    fn apply(mirror: &mut BTreeMap<String, String>, changes: Changes) {
        for (key, change) in changes {
            match change {
                Change::Written(text) => mirror.insert(key, text),
                Change::Removed => mirror.remove(&key),
            };
        }
    }

    #[test]
    fn writes_on_the_way_are_not_lost_where_the_mirror_fails() {
        let mut journal = Journal::default();
        journal.note("a", written("1"));
        journal.note("b", written("1"));
        assert!(journal.take().is_some() && journal.take().is_none());
        journal.note("a", written("2"));
        journal.failed();
        assert!(!journal.is_complete());
        let again = journal.take().unwrap();
        let expected = [("a".to_owned(), written("2")), ("b".to_owned(), written("1"))];
        assert_eq!(again, BTreeMap::from(expected));
        journal.mirrored();
        assert!(journal.is_complete() && journal.writes() == 3);
    }

    #[test]
    fn an_act_leaves_as_a_whole_or_not_at_all() {
        let mut journal = Journal::default();
        journal.note("before", written("1"));
        journal.begin_act();
        journal.note("a", written("1"));
        journal.begin_act();
        journal.note("b", Change::Removed);
        journal.end_act();
        assert_eq!(journal.take(), None);
        journal.end_act();
        assert_eq!(journal.take().unwrap().len(), 3);
    }

    #[test]
    fn of_a_failed_act_nothing_leaves_and_the_mirror_is_not_complete() {
        let mut journal = Journal::default();
        journal.begin_act();
        journal.note("a", written("1"));
        journal.abandon_act();
        assert_eq!(journal.take(), None);
        assert!(!journal.is_complete());
    }

    #[derive(Clone, Debug)]
    enum Step {
        Note(u8, Option<u8>),
        Begin,
        End,
        Take,
        Done,
        Failed,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (0_u8..4, proptest::option::of(any::<u8>())).prop_map(|(k, v)| Step::Note(k, v)),
            1 => Just(Step::Begin),
            1 => Just(Step::End),
            3 => Just(Step::Take),
            2 => Just(Step::Done),
            1 => Just(Step::Failed),
        ]
    }

    proptest! {
        /// Whatever happens, the mirror holds what the store held between two acts, and where it
        /// is complete, what the store holds now.
        #[test]
        fn the_mirror_is_always_a_moment_of_the_store(steps in prop::collection::vec(step(), 0..60)) {
            let mut journal = Journal::default();
            let (mut store, mut mirror) = (BTreeMap::new(), BTreeMap::new());
            let mut moments = vec![store.clone()];
            let (mut acts, mut taken) = (0_u32, None);
            for step in steps {
                match step {
                    Step::Note(key, value) => {
                        let key = key.to_string();
                        let change = value.map_or(Change::Removed, |it| written(&it.to_string()));
                        apply(&mut store, BTreeMap::from([(key.clone(), change.clone())]));
                        journal.note(&key, change);
                    }
                    Step::Begin => { journal.begin_act(); acts += 1; }
                    Step::End if acts > 0 => { journal.end_act(); acts -= 1; }
                    Step::Take => taken = journal.take().or(taken),
                    Step::Done => {
                        if let Some(changes) = taken.take() { apply(&mut mirror, changes); }
                        journal.mirrored();
                    }
                    Step::Failed => { taken = None; journal.failed(); }
                    Step::End => {}
                }
                if acts == 0 { moments.push(store.clone()); }
                prop_assert!(moments.contains(&mirror));
                prop_assert!(!journal.is_complete() || mirror == store);
            }
        }
    }
}
