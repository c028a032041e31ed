//! What every kept text is wrapped in: what it is, how new it is, and whether it is whole.

use crate::store::budget::narrowed;
use crate::store::mark::Mark;
use crc32fast::Hasher;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt::Write;

/// The version of the records that this app writes. A newer app's are never touched.
pub const SCHEMA: u32 = 1;

const APP: &str = "ridealong";

/// What stands behind the data.
pub(super) const END: &str = "}";

/// A record with what is known of it. In the place of the data of one that is no more stands a
/// [`Mark`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What it is about.
    pub kind: String,
    /// The version of its data.
    pub schema: u32,
    /// Which of its kind it is.
    pub id: String,
    /// How often it was written: of two copies the higher one is the newer.
    pub rev: u64,
    /// When it was written, in milliseconds since 1970.
    pub saved_at: u64,
    /// The data, as JSON text.
    pub data: String,
}

/// How a text was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It is whole.
    Whole(Envelope),
    /// A newer version of the app wrote it.
    Newer {
        /// The version of its data.
        schema: u32,
    },
    /// It was cut, changed, or never was one of ours.
    Damaged,
}

/// The version that a text claims, read off its beginning; `None` where it claims none. Nothing is
/// checked: it is asked of many texts at once.
pub fn version_of(text: &str) -> Option<u32> {
    /// What stands before the data is shorter than this.
    const BEFORE_THE_DATA: usize = 400;
    let before = text.get(..BEFORE_THE_DATA.min(text.len())).unwrap_or(text);
    let (_, claimed) = before.split_once("\"schema\":")?;
    let end = claimed.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(claimed.len());
    claimed.get(..end)?.parse().ok()
}

#[derive(Serialize, Deserialize)]
struct Written<'a> {
    #[serde(borrow)]
    app: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    schema: u32,
    #[serde(borrow)]
    id: Cow<'a, str>,
    rev: u64,
    saved_at: u64,
    #[serde(borrow)]
    crc32: Cow<'a, str>,
    #[serde(borrow)]
    data: &'a RawValue,
}

impl Envelope {
    /// A record of this app's version.
    ///
    /// # Errors
    /// Where the data can't be written as JSON, which plain data always can.
    pub fn new<T: Serialize + ?Sized>(
        kind: &str,
        id: &str,
        rev: u64,
        saved_at: u64,
        data: &T,
    ) -> Result<Self, serde_json::Error> {
        let data = narrowed(serde_json::to_string(data)?);
        let (kind, id) = (kind.to_owned(), id.to_owned());
        Ok(Self { kind, schema: SCHEMA, id, rev, saved_at, data })
    }

    /// What stands in the place of its data, where the record is no more.
    pub fn mark(&self) -> Option<Mark> {
        Mark::of_data(&self.data)
    }

    /// Whether it only marks that the record is no more.
    pub fn is_deleted(&self) -> bool {
        self.mark().is_some()
    }

    /// As text.
    pub fn write(&self) -> String {
        let mut text = String::with_capacity(self.data.len() + 200);
        let mut checksum = self.checksum_begun();
        checksum.update(self.data.as_bytes());
        // Writing into a string never fails.
        let _ = write!(text, "{}{}{END}", self.written_before(checksum), self.data);
        text
    }

    /// What stands before the data, of which this is the checksum. The data may be written in
    /// parts; [`END`] follows.
    pub(super) fn written_before(&self, checksum: Hasher) -> String {
        let string = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let Self { schema, rev, saved_at, .. } = self;
        format!(
            "{{\"app\":\"{APP}\",\"kind\":{},\"schema\":{schema},\"id\":{},\"rev\":{rev},\
             \"saved_at\":{saved_at},\"crc32\":\"{:08x}\",\"data\":",
            string(&self.kind),
            string(&self.id),
            checksum.finalize(),
        )
    }

    /// From text.
    pub fn read(text: &str) -> Reading {
        let Ok(written) = serde_json::from_str::<Written<'_>>(text) else {
            return Reading::Damaged;
        };
        if written.app != APP {
            return Reading::Damaged;
        }
        let envelope = Self {
            kind: written.kind.into_owned(),
            schema: written.schema,
            id: written.id.into_owned(),
            rev: written.rev,
            saved_at: written.saved_at,
            data: written.data.get().to_owned(),
        };
        let mut checksum = envelope.checksum_begun();
        checksum.update(envelope.data.as_bytes());
        if format!("{:08x}", checksum.finalize()) != written.crc32 {
            return Reading::Damaged;
        }
        if envelope.schema > SCHEMA {
            return Reading::Newer { schema: envelope.schema };
        }
        Reading::Whole(envelope)
    }

    /// The checksum is over everything in it, so that no part can change unseen; the data is
    /// still to be added.
    pub(super) fn checksum_begun(&self) -> Hasher {
        let Self { kind, schema, id, rev, saved_at, .. } = self;
        let mut hasher = Hasher::new();
        hasher.update(format!("{kind}\n{schema}\n{id}\n{rev}\n{saved_at}\n").as_bytes());
        hasher
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn envelope(data: &str) -> Envelope {
        Envelope::new("rep", "7", 3, 1_700_000_000_000, data).unwrap()
    }

    #[test]
    fn what_was_written_is_read() {
        let written = envelope("Dana \"D\" 👧");
        assert_eq!(Envelope::read(&written.write()), Reading::Whole(written));
    }

    #[test]
    fn the_version_is_read_off_the_beginning() {
        let mut record = envelope(&"\"schema\":9 👧".repeat(200));
        record.schema = 3;
        assert_eq!(version_of(&record.write()), Some(3));
        for text in ["", "half a rec", "\"schema\":", "{\"schema\":99999999999999}"] {
            assert_eq!(version_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_record_cut_in_half_is_damaged() {
        let text = envelope("Dana").write();
        for end in 0..text.len() {
            assert_eq!(Envelope::read(&text[..end]), Reading::Damaged, "{end}");
        }
    }

    #[test]
    fn a_change_anywhere_is_noticed() {
        let text = envelope("Dana").write();
        for (from, to) in [
            ("Dana", "Dena"),
            ("\"rev\":3", "\"rev\":4"),
            ("\"id\":\"7\"", "\"id\":\"8\""),
            ("\"kind\":\"rep\"", "\"kind\":\"req\""),
            ("ridealong", "rideolong"),
            ("\"saved_at\":1", "\"saved_at\":2"),
        ] {
            assert!(text.contains(from));
            assert_eq!(Envelope::read(&text.replace(from, to)), Reading::Damaged, "{from}");
        }
    }

    #[test]
    fn a_newer_record_is_known_as_such() {
        let mut newer = envelope("Dana");
        newer.schema = SCHEMA + 1;
        assert_eq!(Envelope::read(&newer.write()), Reading::Newer { schema: SCHEMA + 1 });
    }

    #[test]
    fn nesting_and_numbers_without_end_are_damage_and_no_panic() {
        let nested = "[".repeat(10_000);
        let cases = [
            nested.as_str(),
            "{\"rev\":1e999}",
            "{\"__proto__\":1}",
            "null",
            "{\"app\":\"ridealong\",\"app\":\"ridealong\"}",
        ];
        for text in cases {
            assert_eq!(Envelope::read(text), Reading::Damaged);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,60}") {
            let _ = Envelope::read(&text);
        }

        #[test]
        fn any_data_comes_back(data in "\\PC{0,60}", rev in any::<u64>()) {
            let written = Envelope::new("rep", &data, rev, 0, &data).unwrap();
            prop_assert_eq!(Envelope::read(&written.write()), Reading::Whole(written));
        }
    }
}
