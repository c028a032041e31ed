//! Everything in one file.

use crate::store::aside::{AsideText, all_aside};
use crate::store::backend::{Backend, BackendError};
use crate::store::deals_found::find_deals;
use crate::store::envelope::{END, Envelope, Reading, SCHEMA};
use crate::store::handover::Handover;
use crate::store::keys::{Key, Kind};
use crate::store::mark::Mark;
use crate::store::slots;
use crc32fast::Hasher;
use serde::Serialize;

/// What a backup's own envelope is called.
pub(super) const BACKUP_KIND: &str = "backup";

/// What was put aside, in a backup.
#[derive(Serialize)]
struct AsideRecord<'a> {
    found_at: &'a str,
    text: &'a str,
}

/// A backup on its way into a file, a part at a time. In it are the envelopes of everything that
/// is kept and whole: small records (those deleted too, so that they are not brought back
/// elsewhere), the packs of the kept deals, and what was put aside; with a checksum over all of it.
/// A pack that is damaged is in it as if it was put aside, and counted.
#[derive(Debug)]
pub struct BackupWriting {
    envelope: Envelope,
    checksum: Hasher,
    /// The keys of the packs that are still to come, the last one first.
    packs: Vec<String>,
    parts: Vec<String>,
    is_first: bool,
    /// Packs that are not whole, as they were found.
    damaged: Vec<AsideText>,
    missing: usize,
}

impl BackupWriting {
    /// Begins one with the small records. `now` is in milliseconds since 1970.
    ///
    /// # Errors
    /// Where they can't be read.
    pub fn begin<B: Backend>(backend: &B, now: u64) -> Result<Self, BackendError> {
        let (kind, id) = (BACKUP_KIND.to_owned(), String::new());
        let envelope =
            Envelope { kind, schema: SCHEMA, id, rev: 0, saved_at: now, data: String::new() };
        let deals = find_deals(backend)?.index;
        let key = |pack: &crate::store::PackEntry| {
            Key::Deals { generation: deals.generation, rep: pack.id.clone() }.to_string()
        };
        let packs = deals.packs.iter().rev().map(key).collect();
        let checksum = envelope.checksum_begun();
        let mut writing = Self {
            envelope,
            checksum,
            packs,
            parts: Vec::new(),
            is_first: true,
            damaged: Vec::new(),
            missing: 0,
        };
        writing.add("{\"records\":[".to_owned());
        for kind in Kind::SHARED {
            let found = slots::load_all(backend, kind)?;
            let records = found.into_iter().filter_map(|record| record.newest);
            let records = records.filter(|record| record.mark() != Some(Mark::Undone));
            records.for_each(|record| writing.add_record(&record));
        }
        if let Some(handover) = Handover::to_give(backend)?.record(now) {
            writing.add_record(&handover);
        }
        Ok(writing)
    }

    /// Adds the next pack; says whether there was one.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn advance<B: Backend>(&mut self, backend: &B) -> Result<bool, BackendError> {
        let Some(key) = self.packs.pop() else { return Ok(false) };
        match backend.get(&key)? {
            None => self.missing += 1,
            Some(text) => match Envelope::read(&text) {
                Reading::Whole(pack) => self.add_record(&pack),
                _ => self.damaged.push(AsideText { found_at: key.clone(), key, text }),
            },
        }
        Ok(true)
    }

    /// How many packs of the kept deals, of those so far, are damaged or missing.
    pub const fn damaged(&self) -> usize {
        self.damaged.len() + self.missing
    }

    /// The text of the file, in its parts, when all packs are in it.
    ///
    /// # Errors
    /// Where what was put aside can't be read.
    pub fn finish<B: Backend>(mut self, backend: &B) -> Result<Vec<String>, BackendError> {
        let mut aside = all_aside(backend)?;
        aside.append(&mut self.damaged);
        let aside: Vec<_> = aside
            .iter()
            .map(|AsideText { found_at, text, .. }| AsideRecord { found_at, text })
            .collect();
        // Texts alone are in it: nothing can fail to be written.
        let aside = serde_json::to_string(&aside).unwrap_or_default();
        self.add(format!("],\"aside\":{aside}}}"));
        let before = self.envelope.written_before(self.checksum);
        let parts = std::iter::once(before).chain(self.parts);
        Ok(parts.chain([END.to_owned()]).collect())
    }

    fn add_record(&mut self, record: &Envelope) {
        if !std::mem::take(&mut self.is_first) {
            self.add(",".to_owned());
        }
        self.add(record.write());
    }

    fn add(&mut self, part: String) {
        self.checksum.update(part.as_bytes());
        self.parts.push(part);
    }
}

/// A whole backup as the text of a file.
///
/// # Errors
/// Where something that is kept can't be read.
pub fn write_backup<B: Backend>(backend: &B, now: u64) -> Result<String, BackendError> {
    let mut writing = BackupWriting::begin(backend, now)?;
    while writing.advance(backend)? {}
    Ok(writing.finish(backend)?.concat())
}
