//! The store and its mirror made one again: read side by side when the app starts, and whenever
//! one of them may have lost something.
//!
//! Nothing whole is ever lost by it. Of the store only what is older, damaged or no longer
//! anybody's gives way, and an empty store empties nothing.

use crate::store::aside::put_aside;
use crate::store::backend::{Backend, BackendError, set_and_check};
use crate::store::deals_found::find_deals;
use crate::store::deals_import::INDEX_ID;
use crate::store::deals_index::DealsIndex;
use crate::store::envelope::{Envelope, Reading};
use crate::store::finding::Finding;
use crate::store::journal::{Change, Changes};
use crate::store::keys::{CALCULATORS, Key, Kind, PREFIX, is_mirrored_figure};
use crate::store::memory::MemoryBackend;
use crate::store::migrations::up_to_date;
use crate::store::slots::{self, SaveError};
use crate::store::start_rule::{SlotRule, slot_rule};
use crate::store::what_record::what_record;
use std::collections::{BTreeMap, BTreeSet};

/// What the mirror holds. The texts of its packs are asked for one by one, where they are needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MirrorSeen {
    /// All texts but the packs of deals, by key.
    pub texts: BTreeMap<String, String>,
    /// The keys of its packs of deals.
    pub packs: BTreeSet<String>,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// What the mirror still lacks, to be brought to it as one.
    pub for_mirror: Changes,
    /// The packs of the store that it lacks; their texts go with the rest.
    pub packs_for_mirror: Vec<String>,
    /// What is to be said.
    pub findings: Vec<Finding>,
    /// Whether something came into the store.
    pub store_changed: bool,
    /// Whether there is nothing in either.
    pub has_nothing: bool,
}

/// Makes the store whole by its mirror, and says what the mirror lacks. `fetch` gives the text of a
/// pack of the mirror.
///
/// # Errors
/// Where the store can't be read, or where what is only in the mirror has no room in it. The mirror
/// is as it was then, and nothing should be written before it is settled.
pub async fn settle<B: Backend>(
    store: &B,
    mirror: &MirrorSeen,
    fetch: impl AsyncFn(&str) -> Option<String>,
) -> Result<Settled, SaveError> {
    let mut both = Both::read(store, mirror)?;
    if let Some(schema) = both.newer {
        return both.of_a_newer_app(schema, fetch).await;
    }
    both.bring_packs(&fetch).await?;
    both.bring_records()?;
    both.bring_calculators()?;
    both.for_mirror_of_packs()?;
    both.settled.has_nothing =
        both.keys.is_empty() && mirror.texts.is_empty() && mirror.packs.is_empty();
    Ok(both.settled)
}

/// Puts the mirror's copy into the place of a pack of deals that can't be read, which goes aside;
/// gives its text, or none where the mirror has none that is whole.
///
/// # Errors
/// Where the store can't be read or written; what was there still is.
pub fn heal_pack<B: Backend>(
    store: &B,
    key: &str,
    id: &str,
    of_mirror: Option<String>,
) -> Result<Option<String>, BackendError> {
    let Some(text) = of_mirror.filter(|text| is_whole_pack(text, id)) else { return Ok(None) };
    put_aside(store, key)?;
    set_and_check(store, key, &text)?;
    Ok(Some(text))
}

/// Whether this is the text of the pack of this number.
pub fn is_whole_pack(text: &str, id: &str) -> bool {
    matches!(
        Envelope::read(text),
        Reading::Whole(envelope) if envelope.kind == Kind::Deals.name() && envelope.id == id
    )
}

/// A record's text on its way into the store.
struct Coming {
    key: String,
    text: String,
    store_is_damaged: bool,
}

struct Both<'a, B> {
    store: &'a B,
    mirror: &'a MirrorSeen,
    keys: BTreeSet<String>,
    newer: Option<u32>,
    /// For the store, the index last.
    coming: Vec<Coming>,
    /// The deals' index as it will be; none where there is none that can be read.
    index: Option<DealsIndex>,
    settled: Settled,
}

impl<'a, B: Backend> Both<'a, B> {
    fn read(store: &'a B, mirror: &'a MirrorSeen) -> Result<Self, BackendError> {
        let ours = |key: &String| key.starts_with(PREFIX) || is_mirrored_figure(key);
        let keys: BTreeSet<String> = store.keys()?.into_iter().filter(ours).collect();
        let mut both = Self {
            store,
            mirror,
            keys,
            newer: None,
            coming: Vec::new(),
            index: None,
            settled: Settled::default(),
        };
        let of_index = MemoryBackend::default();
        for key in both.keys.iter().chain(mirror.texts.keys()).cloned().collect::<BTreeSet<_>>() {
            match Key::parse(&key) {
                Some(Key::Record { kind, id, .. }) => {
                    let text = both.compare(&key, kind, &id)?;
                    if kind == Kind::DealsIndex
                        && let Some(text) = text
                    {
                        of_index.set(&key, &text)?;
                    }
                }
                Some(Key::Aside { .. }) => both.compare_aside(key)?,
                Some(Key::Deals { .. }) | None => {}
            }
        }
        both.index = slots::load(&of_index, Kind::DealsIndex, INDEX_ID)?
            .newest
            .as_ref()
            .and_then(up_to_date)
            .and_then(|data| serde_json::from_value(data).ok());
        both.coming.sort_by_key(|coming| {
            matches!(Key::parse(&coming.key), Some(Key::Record { kind: Kind::DealsIndex, .. }))
        });
        Ok(both)
    }

    /// Whether nothing of a team is in the store, and something is in the mirror.
    fn comes_back(&self) -> bool {
        let is_team = |key: &String| key.starts_with(PREFIX);
        !self.keys.iter().any(is_team)
            && (self.mirror.texts.keys().any(is_team) || !self.mirror.packs.is_empty())
    }

    /// Decides on one slot, and gives the text that will be in it.
    fn compare(&mut self, key: &str, kind: Kind, id: &str) -> Result<Option<String>, BackendError> {
        let ours = self.store.get(key)?;
        let theirs = self.mirror.texts.get(key);
        match slot_rule(kind, id, ours.as_deref(), theirs.map(String::as_str)) {
            SlotRule::Same | SlotRule::BothDamaged => Ok(ours),
            SlotRule::Newer { schema } => {
                self.newer = Some(schema.max(self.newer.unwrap_or(0)));
                Ok(ours)
            }
            SlotRule::FromStore { mirror_is_damaged } => {
                if let Some(theirs) = theirs.filter(|_| mirror_is_damaged) {
                    self.keep_aside_in_mirror(key, theirs.clone());
                }
                if let Some(text) = &ours {
                    let change = Change::Written(text.clone());
                    self.settled.for_mirror.insert(key.to_owned(), change);
                }
                Ok(ours)
            }
            SlotRule::FromMirror { store_is_damaged } => {
                let theirs = theirs.cloned();
                if let Some(text) = theirs.clone() {
                    self.coming.push(Coming { key: key.to_owned(), text, store_is_damaged });
                }
                Ok(theirs)
            }
        }
    }

    /// What was put aside in one is kept in the other too.
    fn compare_aside(&mut self, key: String) -> Result<(), BackendError> {
        match (self.store.get(&key)?, self.mirror.texts.get(&key)) {
            // Emptied for good: here it goes when it is gone there.
            (Some(text), None) if text.is_empty() => self.store.remove(&key)?,
            (Some(text), Some(_)) if text.is_empty() => {
                self.settled.for_mirror.insert(key, Change::Removed);
            }
            (Some(text), None) => {
                self.settled.for_mirror.insert(key, Change::Written(text));
            }
            (None, Some(text)) => {
                self.coming.push(Coming { key, text: text.clone(), store_is_damaged: false });
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
        Ok(())
    }

    fn keep_aside_in_mirror(&mut self, found_at: &str, text: String) {
        let aside = |number| Key::Aside { number, found_at: found_at.to_owned() }.to_string();
        let is_taken = |key: &String| {
            self.mirror.texts.contains_key(key)
                || self.keys.contains(key)
                || self.settled.for_mirror.contains_key(key)
        };
        if let Some(key) = (0..u64::MAX).map(aside).find(|key| !is_taken(key)) {
            self.settled.for_mirror.insert(key, Change::Written(text));
        }
    }

    /// What a newer app wrote is never touched; into an empty store it comes as it is.
    async fn of_a_newer_app(
        self,
        schema: u32,
        fetch: impl AsyncFn(&str) -> Option<String>,
    ) -> Result<Settled, SaveError> {
        let mut settled =
            Settled { findings: vec![Finding::Newer { schema }], ..Settled::default() };
        if self.comes_back() {
            for key in &self.mirror.packs {
                if let Some(text) = fetch(key).await {
                    set_and_check(self.store, key, &text)?;
                }
            }
            for (key, text) in &self.mirror.texts {
                set_and_check(self.store, key, text)?;
            }
            settled.store_changed = true;
        }
        Ok(settled)
    }

    fn pack_keys(index: &DealsIndex) -> BTreeSet<String> {
        index.packs.iter().map(|pack| index.key(&pack.id)).collect()
    }

    /// Brings the packs that the store lacks. They come before the index that names them.
    async fn bring_packs(
        &mut self,
        fetch: &impl AsyncFn(&str) -> Option<String>,
    ) -> Result<(), SaveError> {
        let wanted: BTreeSet<String> = match &self.index {
            Some(index) => Self::pack_keys(index),
            None if self.keys.iter().any(|key| is_pack(key)) => return Ok(()),
            None => self.mirror.packs.clone(),
        };
        let lacking: Vec<&String> = wanted.difference(&self.keys).collect();
        if lacking.is_empty() || !lacking.iter().all(|key| self.mirror.packs.contains(*key)) {
            // What neither has is said where the deals are read.
            let there = lacking.into_iter().filter(|key| self.mirror.packs.contains(*key));
            return self.bring(there.cloned().collect(), &wanted, fetch).await;
        }
        if self.index.as_ref().is_some_and(|index| index.replaced_by.is_some())
            && !find_deals(self.store)?.findings.contains(&Finding::ImportInterrupted)
        {
            // The import that let the old packs go is whole.
            return Ok(());
        }
        let lacking = lacking.into_iter().cloned().collect();
        self.bring(lacking, &wanted, fetch).await
    }

    async fn bring(
        &mut self,
        lacking: Vec<String>,
        wanted: &BTreeSet<String>,
        fetch: &impl AsyncFn(&str) -> Option<String>,
    ) -> Result<(), SaveError> {
        for key in lacking {
            let Some(text) = fetch(&key).await else { continue };
            let mut written = set_and_check(self.store, &key, &text);
            if written == Err(BackendError::Full) {
                // Packs that no index names any more are in the way.
                for other in self.keys.iter().filter(|key| is_pack(key) && !wanted.contains(*key)) {
                    self.store.remove(other)?;
                }
                written = set_and_check(self.store, &key, &text);
            }
            written?;
            self.settled.store_changed = true;
        }
        Ok(())
    }

    fn bring_records(&mut self) -> Result<(), SaveError> {
        if self.comes_back() {
            self.settled.findings.push(Finding::BroughtBack);
        }
        for Coming { key, text, store_is_damaged } in std::mem::take(&mut self.coming) {
            if store_is_damaged {
                put_aside(self.store, &key)?;
                let what = what_record(&text);
                let finding = Finding::SecondCopyUsed { what };
                if !self.settled.findings.contains(&finding) {
                    self.settled.findings.push(finding);
                }
            }
            set_and_check(self.store, &key, &text)?;
            self.settled.store_changed = true;
        }
        Ok(())
    }

    /// The calculators' figures have no revision: the store's count, and they only come back where
    /// it has none and its team is gone as well.
    fn bring_calculators(&mut self) -> Result<(), SaveError> {
        let is_figure = |key: &&String| is_mirrored_figure(key);
        let has_some = self.keys.iter().any(|key| is_figure(&key));
        if !has_some && !self.keys.iter().any(|key| key.starts_with(PREFIX)) {
            for (key, text) in self.mirror.texts.iter().filter(|(key, _)| is_figure(key)) {
                set_and_check(self.store, key, text)?;
                self.settled.store_changed = true;
            }
            return Ok(());
        }
        for key in self.keys.iter().filter(is_figure) {
            let text = self.store.get(key)?;
            if let Some(text) = text.filter(|text| self.mirror.texts.get(key) != Some(text)) {
                self.settled.for_mirror.insert(key.clone(), Change::Written(text));
            }
        }
        // What has no place there goes too: names may be in it.
        for key in self.mirror.texts.keys().filter(|key| key.starts_with(CALCULATORS)) {
            if !self.keys.contains(key) {
                self.settled.for_mirror.insert(key.clone(), Change::Removed);
            }
        }
        Ok(())
    }

    /// Packs that the mirror lacks, and, once the kept deals are whole, those that are nobody's.
    fn for_mirror_of_packs(&mut self) -> Result<(), SaveError> {
        let Some(index) = &self.index else { return Ok(()) };
        let there: BTreeSet<String> =
            self.store.keys()?.into_iter().filter(|key| is_pack(key)).collect();
        let wanted = Self::pack_keys(index);
        let for_mirror = there.difference(&self.mirror.packs).filter(|key| {
            // Those of an import that takes their place may be all that is left.
            wanted.contains(*key) || index.replaced_by.is_some()
        });
        self.settled.packs_for_mirror = for_mirror.cloned().collect();
        let is_whole = index.replaced_by.is_none() && wanted.is_subset(&there);
        if is_whole {
            for key in self.mirror.packs.difference(&wanted) {
                self.settled.for_mirror.insert(key.clone(), Change::Removed);
            }
        }
        Ok(())
    }
}

fn is_pack(key: &str) -> bool {
    matches!(Key::parse(key), Some(Key::Deals { .. }))
}
