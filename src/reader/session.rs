//! What the reader does with requests: the worker's side without the browser.

use crate::domain::{DealBook, Settings, Workspace};
use crate::intake::{Encoding, FileKind, QuotaSheet, TeamList};
use crate::reader::protocol::{Attached, Reply, Request, TeamRead};
use crate::reader::staging::{Opened, Staging};
use crate::reader::{Figures, Summary};

/// Where replies go, with the texts that come along.
pub type Answers<'a> = &'a mut dyn FnMut(Reply, Vec<String>);

/// The reader: at most one import is open in it.
#[derive(Debug, Default)]
pub struct Session {
    open: Option<Staging>,
}

impl Session {
    /// Answers a request. `decode` is the browser's `TextDecoder`: bytes in an encoding as text.
    pub fn handle(
        &mut self,
        request: Request,
        attached: Attached,
        decode: impl Fn(&[u8], Encoding) -> String,
        answer: Answers<'_>,
    ) {
        if let Err(sentence) = self.answer(request, attached, decode, answer) {
            answer(Reply::Refused { sentence }, Vec::new());
        }
    }

    fn answer(
        &mut self,
        request: Request,
        attached: Attached,
        decode: impl Fn(&[u8], Encoding) -> String,
        answer: Answers<'_>,
    ) -> Result<(), String> {
        let text = |attached| taken(attached, &decode).map(|(text, _)| text);
        match request {
            Request::Figures => {
                let figures = Figures::read(&text(attached)?).map_err(said)?;
                answer(Reply::Figures(Box::new(figures)), Vec::new());
            }
            Request::Open(opening) => {
                self.open = None;
                let (text, packs) = taken(attached, &decode)?;
                match Staging::open(text, *opening, &packs, answer)? {
                    Opened::Deals(staging) => {
                        self.open = Some(*staging);
                        self.settle(answer);
                    }
                    Opened::Other(kind) => answer(Reply::OtherKind(kind), Vec::new()),
                }
            }
            Request::Beside => {
                let text = text(attached)?;
                self.opened()?.add_beside(&text)?;
                self.settle(answer);
            }
            Request::Map(mapping) => {
                self.opened()?.map(mapping, answer)?;
                self.settle(answer);
            }
            Request::Answer(choices) => {
                self.opened()?.choose(*choices);
                self.settle(answer);
            }
            Request::SkippedRows => {
                let csv = self.opened()?.skipped_csv();
                answer(Reply::SkippedRows, vec![csv]);
            }
            Request::Confirm(confirmation) => {
                let (packed, texts) = self.opened()?.confirmed(confirmation)?;
                answer(Reply::Packed(Box::new(packed)), texts);
            }
            Request::Team { reps, chosen } => {
                let list = TeamList::read(&text(attached)?).map_err(said)?;
                let matched = list.matched(&reps, &chosen);
                let (settings, deals) = (Settings::default(), DealBook::new());
                let mut workspace = Workspace { settings, reps, deals };
                list.apply(&matched, &mut workspace);
                let read = TeamRead {
                    reps: workspace.reps,
                    members: list.members.len(),
                    joined: matched.joined,
                    unsure: matched.unsure,
                    nameless: list.nameless,
                    ambiguous_starts: list.ambiguous_starts,
                };
                answer(Reply::Team(Box::new(read)), Vec::new());
            }
            Request::Quotas(reading) => {
                let sheet = QuotaSheet::read(&text(attached)?, reading).map_err(said)?;
                answer(Reply::Quotas(Box::new(sheet)), Vec::new());
            }
            Request::Summary { period, calendar } => {
                let summary = Summary::of(&attached.texts, period, calendar);
                answer(Reply::Summary(Box::new(summary)), Vec::new());
            }
        }
        Ok(())
    }

    fn opened(&mut self) -> Result<&mut Staging, String> {
        self.open.as_mut().ok_or_else(|| "No file is open: choose the file again.".to_owned())
    }

    /// The report first: it is waited for. Its size a moment later.
    fn settle(&mut self, answer: Answers<'_>) {
        let Some(staging) = &mut self.open else { return };
        let staged = staging.settle();
        answer(Reply::Staged(Box::new(staged)), Vec::new());
        if let Some(size) = staging.size() {
            answer(Reply::Sized(size), Vec::new());
        }
    }
}

/// Why a second file can't be used beside deals.
pub(super) fn not_beside(kind: FileKind) -> String {
    match kind {
        FileKind::Quotas => {
            "These are quotas: finish the import of the deals first, then add them."
        }
        FileKind::Activities => "These are activities, which can't be used here yet.",
        FileKind::Deals | FileKind::Team | FileKind::Prices => {
            "This file holds deals too: finish or cancel this import first."
        }
    }
    .to_owned()
}

/// The text of a file, or the first text where none came along, and the other texts.
fn taken(
    attached: Attached,
    decode: impl Fn(&[u8], Encoding) -> String,
) -> Result<(String, Vec<String>), String> {
    let Attached { file, mut texts } = attached;
    if let Some(bytes) = file {
        return Ok((Encoding::decoded(bytes, decode).map_err(said)?, texts));
    }
    let rest = texts.split_off(texts.len().min(1));
    Ok((texts.pop().unwrap_or_default(), rest))
}

pub(super) fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}
