//! A device in memory: a store as browsers have it, which may lose what it was told last, and the
//! mirror that is written after it.

use super::{NOW, contents, ready};
use ridealong::domain::{Rep, Settings};
use ridealong::store::{
    ActEnd, Backend, BackendError, Budget, Change, Changes, Finding, Journal, Key, MemoryBackend,
    MirrorSeen, Opened, SaveError, Settled, TeamStore, settle,
};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

pub type Texts = BTreeMap<String, String>;

/// What somebody sees of a team: settings, reps and deals.
pub type Seen = (Settings, Vec<Rep>, Vec<(u64, String)>);

pub struct Device {
    pub local: MemoryBackend,
    pub mirror: RefCell<Texts>,
    journal: RefCell<Journal>,
    /// What localStorage held after each write since it was last on disk.
    past: RefCell<Vec<Texts>>,
    has_mirror: Cell<bool>,
    /// The page is killed after so many more writes.
    writes_left: Cell<Option<usize>>,
    clock: Cell<u64>,
}

impl Device {
    pub fn new() -> Self {
        Self::holding(Texts::new(), Texts::new())
    }

    pub fn holding(local: Texts, mirror: Texts) -> Self {
        Self {
            past: RefCell::new(vec![local.clone()]),
            local: MemoryBackend::holding(local),
            mirror: RefCell::new(mirror),
            journal: RefCell::default(),
            has_mirror: Cell::new(true),
            writes_left: Cell::new(None),
            clock: Cell::new(NOW),
        }
    }

    /// From here on the mirror answers, or does not.
    pub fn reach_mirror(&self, reach: bool) {
        self.has_mirror.set(reach);
    }

    pub fn kill_after_writes(&self, writes: usize) {
        self.writes_left.set(Some(writes));
    }

    fn seen(&self) -> MirrorSeen {
        let is_pack = |key: &str| matches!(Key::parse(key), Some(Key::Deals { .. }));
        let mirror = self.mirror.borrow();
        let (packs, texts): (Texts, Texts) =
            mirror.clone().into_iter().partition(|(key, _)| is_pack(key));
        MirrorSeen { texts, packs: packs.into_keys().collect() }
    }

    fn apply(&self, changes: Changes) {
        let mut mirror = self.mirror.borrow_mut();
        for (key, change) in changes {
            match change {
                Change::Written(text) => mirror.insert(key, text),
                Change::Removed => mirror.remove(&key),
            };
        }
    }

    /// The page is opened: both copies are made one, the store is read and put in order.
    pub fn start(&self) -> (Seen, Vec<Finding>) {
        self.local.heal();
        self.writes_left.set(None);
        self.journal.take();
        let mut findings = Vec::new();
        if self.has_mirror.get() {
            let settled = self.settle().unwrap();
            findings = settled.findings;
        }
        let (store, opened) = TeamStore::open_whole(self, Budget::LOCAL_STORAGE).unwrap();
        if !findings.iter().any(Finding::forbids_writing) {
            store.tidy(&opened.deals, NOW).unwrap();
        }
        let Opened { workspace, findings: found, .. } = opened;
        findings.extend(found);
        self.flush();
        ((workspace.settings, workspace.reps, contents(&workspace.deals)), findings)
    }

    pub fn settle(&self) -> Result<Settled, SaveError> {
        let fetch = async |key: &str| self.mirror.borrow().get(key).cloned();
        let settled = ready(settle(&self.local, &self.seen(), fetch))?;
        if !settled.findings.iter().any(Finding::forbids_writing) {
            let packs = settled
                .packs_for_mirror
                .iter()
                .map(|key| (key.clone(), Change::Written(self.local.get(key).unwrap().unwrap())));
            self.apply(settled.for_mirror.clone().into_iter().chain(packs).collect());
        }
        Ok(settled)
    }

    /// What waits goes to the mirror; says whether all of it is there.
    pub fn flush(&self) -> bool {
        if !self.has_mirror.get() {
            return false;
        }
        let changes = self.journal.borrow_mut().take();
        if let Some(changes) = changes {
            self.apply(changes);
            self.journal.borrow_mut().mirrored();
        }
        self.journal.borrow().is_complete()
    }

    /// The browser is killed: localStorage has forgotten so many of its last writes.
    pub fn kill(&self, forgotten: usize) {
        let kept = {
            let past = self.past.borrow();
            past.iter().rev().nth(forgotten).or(past.first()).cloned().unwrap_or_default()
        };
        self.local.heal();
        for key in self.local.keys().unwrap() {
            self.local.remove(&key).unwrap();
        }
        for (key, text) in &kept {
            self.local.set(key, text).unwrap();
        }
        *self.past.borrow_mut() = vec![kept];
    }

    /// Somebody clears localStorage.
    pub fn clear(&self) {
        *self.past.borrow_mut() = vec![Texts::new()];
        self.kill(0);
    }

    fn may_write(&self) -> Result<(), BackendError> {
        match self.writes_left.get() {
            None => Ok(()),
            Some(0) => Err(BackendError::Blocked),
            Some(left) => {
                self.writes_left.set(Some(left - 1));
                Ok(())
            }
        }
    }

    fn note(&self, key: &str, change: Change) {
        self.journal.borrow_mut().note(key, change);
        self.past.borrow_mut().push(self.local.snapshot());
    }
}

/// As the browser's backend is.
impl Backend for Device {
    fn get(&self, key: &str) -> Result<Option<String>, BackendError> {
        self.local.get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), BackendError> {
        self.may_write()?;
        self.local.set(key, text)?;
        self.note(key, Change::Written(text.to_owned()));
        Ok(())
    }
    fn remove(&self, key: &str) -> Result<(), BackendError> {
        self.may_write()?;
        self.local.remove(key)?;
        self.note(key, Change::Removed);
        Ok(())
    }
    fn keys(&self) -> Result<Vec<String>, BackendError> {
        self.local.keys()
    }
    fn begin_act(&self) {
        self.journal.borrow_mut().begin_act();
    }
    fn end_act(&self, end: ActEnd) {
        match end {
            ActEnd::Whole => self.journal.borrow_mut().end_act(),
            ActEnd::Broken => self.journal.borrow_mut().abandon_act(),
        }
    }
    fn rev_step(&self) -> u64 {
        if self.has_mirror.get() { 1 } else { 1_770_000_001 }
    }
    fn least_generation(&self) -> u64 {
        self.clock.set(self.clock.get() + 1);
        self.clock.get()
    }
}
