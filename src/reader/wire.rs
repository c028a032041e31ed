//! Requests and replies as they travel: a name, the content as JSON, and texts along with it.
//!
//! The page reads of a reply only what it shows, as the type that the name stands for: taking
//! the whole of [`Request`] and [`Reply`] apart there would add a sixth to the first load.

use crate::reader::protocol::{Reply, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The number of this language between the page and the reader: one more whenever a request or a
/// reply, or what one of them holds, is written differently.
pub const PROTOCOL: u32 = 5;

/// Said where the page and the reader do not speak the same.
pub const TWO_VERSIONS: &str = "The page and its reader are of two versions: reload the page.";

/// The requests by name; each says what its content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ask {
    /// [`Request::Figures`]: no content, `&()`.
    Figures,
    /// [`Request::Kept`]: no content, `&()`.
    Kept,
    /// [`Request::Open`]: an `Opening`.
    Open,
    /// [`Request::Beside`]: no content, `&()`.
    Beside,
    /// [`Request::Map`]: a `Mapping`.
    Map,
    /// [`Request::Answer`]: `Choices`.
    Answer,
    /// [`Request::SkippedRows`]: no content, `&()`.
    SkippedRows,
    /// [`Request::Changed`]: its two fields.
    Changed,
    /// [`Request::Confirm`]: a `Confirmation`.
    Confirm,
    /// [`Request::Team`]: its two fields.
    Team,
    /// [`Request::Quotas`]: a `QuotaReading`.
    Quotas,
    /// [`Request::Summary`]: its four fields.
    Summary,
    /// [`Request::Backup`]: its field.
    Backup,
    /// [`Request::TakeDeals`]: a `TakeDeals`.
    TakeDeals,
    /// [`Request::Grid`]: its field.
    Grid,
    /// [`Request::Hold`]: no content, `&()`.
    Hold,
    /// [`Request::HoldSample`]: its field.
    HoldSample,
    /// [`Request::AddUp`]: an `AddUp`.
    AddUp,
    /// [`Request::DealsOf`]: its two fields.
    DealsOf,
    /// [`Request::Lab`]: an `AddUp`.
    Lab,
    /// [`Request::TeamAhead`]: a `LookAhead`.
    TeamAhead,
    /// [`Request::PastCheck`]: a `PastAsk`.
    PastCheck,
    /// [`Request::RepAhead`]: its three fields.
    RepAhead,
    /// [`Request::TryDeals`]: its three fields.
    TryDeals,
}

impl Ask {
    const fn name(self) -> &'static str {
        match self {
            Self::Figures => "Figures",
            Self::Kept => "Kept",
            Self::Open => "Open",
            Self::Beside => "Beside",
            Self::Map => "Map",
            Self::Answer => "Answer",
            Self::SkippedRows => "SkippedRows",
            Self::Changed => "Changed",
            Self::Confirm => "Confirm",
            Self::Team => "Team",
            Self::Quotas => "Quotas",
            Self::Summary => "Summary",
            Self::Backup => "Backup",
            Self::TakeDeals => "TakeDeals",
            Self::Grid => "Grid",
            Self::Hold => "Hold",
            Self::HoldSample => "HoldSample",
            Self::AddUp => "AddUp",
            Self::DealsOf => "DealsOf",
            Self::Lab => "Lab",
            Self::TeamAhead => "TeamAhead",
            Self::PastCheck => "PastCheck",
            Self::RepAhead => "RepAhead",
            Self::TryDeals => "TryDeals",
        }
    }

    /// The request as it is sent.
    pub fn with<C: Serialize + ?Sized>(self, content: &C) -> String {
        // Plain data can always be written; without content the request is refused.
        let content = serde_json::to_string(content).unwrap_or_default();
        format!("{{\"{}\":{content}}}", self.name())
    }
}

impl Request {
    /// A request as it was sent; `None` where it is of another version of the app.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// The replies by name; each says what its content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Told {
    /// [`Reply::Ready`]: a `u32`, the [`PROTOCOL`].
    Ready,
    /// [`Reply::Progress`]: two `usize`, how many are done and how many there are.
    Progress,
    /// [`Reply::Figures`]: `Figures`.
    Figures,
    /// [`Reply::Staged`]: a `Staged`.
    Staged,
    /// [`Reply::Sized`]: a `Size`.
    Sized,
    /// [`Reply::OtherKind`]: a `FileKind`.
    OtherKind,
    /// [`Reply::SkippedRows`]: no content, one text.
    SkippedRows,
    /// [`Reply::Changed`]: a `ChangedDeals`.
    Changed,
    /// [`Reply::Packed`]: a `Packed`.
    Packed,
    /// [`Reply::Pack`]: no content, one text.
    Pack,
    /// [`Reply::Team`]: a `TeamRead`.
    Team,
    /// [`Reply::Quotas`]: a `QuotaSheet`.
    Quotas,
    /// [`Reply::Summary`]: a `Summary`.
    Summary,
    /// [`Reply::Backup`]: a `BackupRead`, a text for each small record.
    Backup,
    /// [`Reply::DealsTaken`]: of each pack its id and deals.
    DealsTaken,
    /// [`Reply::Grid`]: a `TeamGrid`.
    Grid,
    /// [`Reply::Sample`]: a `SampleHeld`.
    Sample,
    /// [`Reply::AddedUp`]: an `AddedUp`.
    AddedUp,
    /// [`Reply::DealsOf`]: a list of `DealRow`.
    DealsOf,
    /// [`Reply::Lab`]: a `WinRateLab`.
    Lab,
    /// [`Reply::TeamAhead`]: a `TeamAhead`.
    TeamAhead,
    /// [`Reply::PastCheck`]: a `PastCheck`.
    PastCheck,
    /// [`Reply::RepAhead`]: a `RepInFull`, or nothing.
    RepAhead,
    /// [`Reply::TriedDeals`]: a `TriedAhead`, or nothing.
    TriedDeals,
    /// [`Reply::Refused`]: a `String`, the sentence.
    Refused,
}

impl Told {
    const ALL: [Self; 25] = [
        Self::Ready,
        Self::Progress,
        Self::Figures,
        Self::Staged,
        Self::Sized,
        Self::OtherKind,
        Self::SkippedRows,
        Self::Changed,
        Self::Packed,
        Self::Pack,
        Self::Team,
        Self::Quotas,
        Self::Summary,
        Self::Backup,
        Self::DealsTaken,
        Self::Grid,
        Self::Sample,
        Self::AddedUp,
        Self::DealsOf,
        Self::Lab,
        Self::TeamAhead,
        Self::PastCheck,
        Self::RepAhead,
        Self::TriedDeals,
        Self::Refused,
    ];

    /// As it is sent.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ready => "Ready",
            Self::Progress => "Progress",
            Self::Figures => "Figures",
            Self::Staged => "Staged",
            Self::Sized => "Sized",
            Self::OtherKind => "OtherKind",
            Self::SkippedRows => "SkippedRows",
            Self::Changed => "Changed",
            Self::Packed => "Packed",
            Self::Pack => "Pack",
            Self::Team => "Team",
            Self::Quotas => "Quotas",
            Self::Summary => "Summary",
            Self::Backup => "Backup",
            Self::DealsTaken => "DealsTaken",
            Self::Grid => "Grid",
            Self::Sample => "Sample",
            Self::AddedUp => "AddedUp",
            Self::DealsOf => "DealsOf",
            Self::Lab => "Lab",
            Self::TeamAhead => "TeamAhead",
            Self::PastCheck => "PastCheck",
            Self::RepAhead => "RepAhead",
            Self::TriedDeals => "TriedDeals",
            Self::Refused => "Refused",
        }
    }
}

/// A reply as it arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What it is.
    pub told: Told,
    /// Its content, as JSON.
    pub content: String,
    /// The texts that came along.
    pub texts: Vec<String>,
}

impl Message {
    /// A reply to be sent.
    pub fn of(reply: &Reply, texts: Vec<String>) -> Self {
        let (told, content) = match reply {
            Reply::Ready => (Told::Ready, json(&PROTOCOL)),
            Reply::Progress { read, all } => (Told::Progress, json(&(read, all))),
            Reply::Figures(figures) => (Told::Figures, json(figures)),
            Reply::Staged(staged) => (Told::Staged, json(staged)),
            Reply::Sized(size) => (Told::Sized, json(size)),
            Reply::OtherKind(kind) => (Told::OtherKind, json(kind)),
            Reply::SkippedRows => (Told::SkippedRows, json(&())),
            Reply::Changed(deals) => (Told::Changed, json(deals)),
            Reply::Packed(packed) => (Told::Packed, json(packed)),
            Reply::Pack => (Told::Pack, json(&())),
            Reply::Team(read) => (Told::Team, json(read)),
            Reply::Quotas(sheet) => (Told::Quotas, json(sheet)),
            Reply::Summary(summary) => (Told::Summary, json(summary)),
            Reply::Backup(read) => (Told::Backup, json(read)),
            Reply::DealsTaken(packs) => (Told::DealsTaken, json(packs)),
            Reply::Grid(grid) => (Told::Grid, json(grid)),
            Reply::Sample(sample) => (Told::Sample, json(sample)),
            Reply::AddedUp(added) => (Told::AddedUp, json(added)),
            Reply::DealsOf(rows) => (Told::DealsOf, json(rows)),
            Reply::Lab(lab) => (Told::Lab, json(lab)),
            Reply::TeamAhead(ahead) => (Told::TeamAhead, json(ahead)),
            Reply::PastCheck(check) => (Told::PastCheck, json(check)),
            Reply::RepAhead(ahead) => (Told::RepAhead, json(ahead)),
            Reply::TriedDeals(tried) => (Told::TriedDeals, json(tried)),
            Reply::Refused { sentence } => (Told::Refused, json(sentence)),
        };
        Self { told, content, texts }
    }

    /// A reply as it was sent; `None` where it is of another version of the app.
    pub fn arrived(name: &str, content: String, texts: Vec<String>) -> Option<Self> {
        let told = Told::ALL.into_iter().find(|told| told.name() == name)?;
        Some(Self { told, content, texts })
    }

    /// That something can't be done, said without the reader.
    pub fn refused(sentence: &str) -> Self {
        Self { told: Told::Refused, content: json(sentence), texts: Vec::new() }
    }

    /// Whether it says that a reader is there who speaks as this page does.
    pub fn is_ready(&self) -> bool {
        self.told == Told::Ready && self.read() == Some(PROTOCOL)
    }

    /// The content, as the type that `told` says; `None` where it is not of that type.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(&self.content).ok()
    }
}

fn json<T: Serialize + ?Sized>(data: &T) -> String {
    // Plain data can always be written; without content a reply is not understood.
    serde_json::to_string(data).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{Packed, Staged, TeamRead};

    /// The names, and a sample of what the page keeps by: whoever changes one of them changes the
    /// number too, and writes both down here.
    #[test]
    fn what_is_said_differently_has_another_number() {
        let names: Vec<&str> = Told::ALL.iter().map(|told| told.name()).collect();
        let packed = Packed {
            packs: vec![("7.0".to_owned(), 1)],
            reps: crate::domain::RepTaught::all(&[], &[crate::domain::Rep::named("Dana")]),
            shape: String::new(),
            remembered: serde_json::Value::Null,
        };
        let samples = [json(&Staged::default()), json(&TeamRead::default()), json(&packed)];
        let all = format!("{} {}", names.join(" "), samples.concat());
        assert_eq!((PROTOCOL, crc32fast::hash(all.as_bytes())), (5, 23_855_115), "{all}");
    }

    #[test]
    fn a_reader_of_another_version_is_not_ready() {
        let ready = Message::of(&Reply::Ready, Vec::new());
        assert!(ready.is_ready());
        for content in ["null", "0", "\"2\"", "", "1"] {
            assert!(!Message { content: content.to_owned(), ..ready.clone() }.is_ready());
        }
        assert!(!Message::refused("1").is_ready());
    }
}
