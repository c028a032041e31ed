//! What the reader does with requests: the worker's side without the browser.

use crate::domain::{DealBook, Settings, Workspace};
use crate::intake::{Encoding, FileKind, IntakeError, QuotaSheet, TeamList, Writing};
use crate::reader::protocol::{Attached, Reply, Request, TeamRead};
use crate::reader::restoring::Restoring;
use crate::reader::staging::{Opened, Staging};
use crate::reader::{Figures, Summary};

const NO_FILE: &str = "No file is open: choose the file again.";

const NO_WORKBOOK: &str = "This is a spreadsheet file: save it as CSV and choose that one, or copy \
                           its cells and paste them under Data.";

/// Where replies go, with the texts that come along.
pub type Answers<'a> = &'a mut dyn FnMut(Reply, Vec<String>);

/// The reader: at most one import is open in it.
#[derive(Debug, Default)]
pub struct Session {
    open: Option<Staging>,
    restoring: Option<Restoring>,
    writing: Writing,
}

impl Session {
    /// A reader that writes numbers and days in its sentences like this.
    pub fn writing(writing: Writing) -> Self {
        Self { writing, ..Self::default() }
    }

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
                let figures = text(attached).and_then(|text| Figures::read(&text).map_err(said));
                let figures = figures.map_err(where_nothing_is_pasted)?;
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
            Request::Changed { kind, from } => {
                let deals = self.opened()?.changed(kind, from);
                answer(Reply::Changed(Box::new(deals)), Vec::new());
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
            Request::Backup { reps } => {
                let Attached { file, texts: packs } = attached;
                let read = Restoring::open(&file.unwrap_or_default(), &packs, &reps);
                let (restoring, read, records) = read.map_err(said)?;
                self.restoring = Some(restoring);
                answer(Reply::Backup(Box::new(read)), records.texts());
            }
            Request::TakeDeals(taking) => {
                let restoring = self.restoring.as_ref().ok_or(NO_FILE)?;
                let packs = restoring.packs(taking)?;
                let (packs, texts) =
                    packs.into_iter().map(|(id, deals, text)| ((id, deals), text)).unzip();
                answer(Reply::DealsTaken(packs), texts);
            }
        }
        Ok(())
    }

    fn opened(&mut self) -> Result<&mut Staging, String> {
        self.open.as_mut().ok_or_else(|| NO_FILE.to_owned())
    }

    /// The report first: it is waited for. Its size a moment later.
    fn settle(&mut self, answer: Answers<'_>) {
        let Some(staging) = &mut self.open else { return };
        let staged = staging.settle(self.writing);
        answer(Reply::Staged(Box::new(staged)), Vec::new());
        if let Some(size) = staging.size() {
            answer(Reply::Sized(size), Vec::new());
        }
    }
}

/// The calculators have no place for copied cells.
fn where_nothing_is_pasted(sentence: String) -> String {
    if sentence == said(IntakeError::Workbook) { NO_WORKBOOK.to_owned() } else { sentence }
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
