//! Everything in one file.

use crate::store::aside::{AsideText, all_aside};
use crate::store::backend::{Backend, BackendError};
use crate::store::deals_found::find_deals;
use crate::store::envelope::{Envelope, Reading, SCHEMA};
use crate::store::keys::{Key, Kind};
use crate::store::slots;
use serde::Serialize;
use serde_json::value::RawValue;

/// What a backup's own envelope is called.
pub(super) const BACKUP_KIND: &str = "backup";

/// What was put aside, in a backup.
#[derive(Serialize)]
struct AsideRecord<'a> {
    found_at: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct BackupData<'a> {
    records: Vec<&'a RawValue>,
    aside: Vec<AsideRecord<'a>>,
}

/// The envelopes of everything that is kept and whole: small records (those deleted too, so that
/// they are not brought back elsewhere) and the packs of the kept deals.
///
/// # Errors
/// Where it can't be read.
pub fn backup_records<B: Backend>(backend: &B) -> Result<Vec<Envelope>, BackendError> {
    let mut records = Vec::new();
    for kind in [Kind::Settings, Kind::Rep, Kind::FileShape] {
        let found = slots::load_all(backend, kind)?;
        records.extend(found.into_iter().filter_map(|record| record.newest));
    }
    let deals = find_deals(backend)?.index;
    for pack in &deals.packs {
        let key = Key::Deals { generation: deals.generation, rep: pack.id.clone() }.to_string();
        if let Some(Reading::Whole(envelope)) = backend.get(&key)?.map(|text| Envelope::read(&text))
        {
            records.push(envelope);
        }
    }
    Ok(records)
}

/// Everything as the text of a file, with a checksum over all of it and what was put aside.
/// `now` is in milliseconds since 1970.
///
/// # Errors
/// Where it can't be read.
pub fn write_backup<B: Backend>(backend: &B, now: u64) -> Result<String, BackendError> {
    let texts: Vec<String> = backup_records(backend)?.iter().map(Envelope::write).collect();
    let aside = all_aside(backend)?;
    let records = texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
    let aside = aside.iter().map(|AsideText { found_at, text, .. }| AsideRecord { found_at, text });
    let data = BackupData { records, aside: aside.collect() };
    // Texts alone are in it: nothing can fail to be written.
    let data = serde_json::to_string(&data).unwrap_or_default();
    let (kind, id) = (BACKUP_KIND.to_owned(), String::new());
    Ok(Envelope { kind, schema: SCHEMA, id, rev: 0, saved_at: now, data }.write())
}
