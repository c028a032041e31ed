//! What the rescue page saved (`assets/page/rescue.js`): every text of the app's as it lay in the
//! browser. It is read as if it still lay there, and is a backup from then on.

use crate::store::backup::write_backup;
use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::PREFIX;
use crate::store::memory::MemoryBackend;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Stands near its beginning, within so many characters.
const KIND: &str = "\"rescue\"";
const BEGINNING: usize = 100;

#[derive(Deserialize)]
struct RescueText<'a> {
    #[serde(borrow)]
    app: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(default)]
    saved_at: u64,
    /// What the browser could not read is `null`.
    entries: BTreeMap<String, Option<String>>,
}

/// A rescue file as a backup.
pub(super) struct Rescued {
    /// The backup's text.
    pub(super) backup: String,
    /// Texts in it that can't be read.
    pub(super) unreadable: usize,
    /// Whether a newer version of the app wrote any.
    pub(super) is_newer: bool,
}

impl Rescued {
    /// Reads one; `None` where a text is none.
    pub(super) fn read(text: &str) -> Option<Self> {
        // A long text is not taken apart only to see that it is none.
        if !text
            .char_indices()
            .take(BEGINNING)
            .any(|(at, _)| text.get(at..).is_some_and(|rest| rest.starts_with(KIND)))
        {
            return None;
        }
        let RescueText { app, kind, saved_at, entries } = serde_json::from_str(text).ok()?;
        if app != "ridealong" || kind != "rescue" {
            return None;
        }
        let own = entries.into_iter().filter(|(key, _)| key.starts_with(PREFIX));
        let (mut unreadable, mut is_newer) = (0, false);
        let mut texts = BTreeMap::new();
        for (key, text) in own {
            match text.as_deref().map(Envelope::read) {
                Some(Reading::Whole(_)) => {}
                Some(Reading::Newer { .. }) => is_newer = true,
                Some(Reading::Damaged) | None => unreadable += 1,
            }
            texts.extend(text.map(|text| (key, text)));
        }
        let backup = write_backup(&MemoryBackend::holding(texts), saved_at).ok()?;
        Some(Self { backup, unreadable, is_newer })
    }
}
