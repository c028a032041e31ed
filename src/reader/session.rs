//! What the reader does with requests: the worker's side without the browser.

use crate::domain::{DealBook, Rep, RepTaught, Settings, Workspace};
use crate::engine::past_check::PastReplay;
use crate::intake::team_grid::TeamGrid;
use crate::intake::{Encoding, FileKind, IntakeError, QuotaSheet, TeamList, Writing};
use crate::reader::ahead::Ahead;
use crate::reader::holding::PastAsk;
use crate::reader::protocol::{Attached, Reply, Request, TeamRead};
use crate::reader::restoring::Restoring;
use crate::reader::staging::{Opened, Staging};
use crate::reader::summary::KeptDeals;
use crate::reader::{Figures, Holding, Summary};
use std::collections::BTreeMap;

const NO_FILE: &str = "No file is open: choose the file again.";

const NO_WORKBOOK: &str = "This is a spreadsheet file: save it as CSV and choose that one, or copy \
                           its cells and paste them under Data.";

/// Where replies go, with the texts that come along.
pub type Answers<'a> = &'a mut dyn FnMut(Reply, Vec<String>);

/// The reader: at most one import is open in it.
#[derive(Debug, Default)]
pub struct Session {
    /// The kept packs sent so far for a request that is still to come.
    kept: KeptDeals,
    open: Option<Staging>,
    restoring: Option<Restoring>,
    /// The deals that questions about the team are about.
    held: Holding,
    ahead: Ahead,
    /// What of the past is being replayed.
    past: Option<(PastAsk, PastReplay)>,
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
        let text = |attached| taken(attached, &decode);
        match request {
            Request::Figures => {
                let figures = text(attached).and_then(|text| Figures::read(&text).map_err(said));
                let figures = figures.map_err(where_nothing_is_pasted)?;
                answer(Reply::Figures(Box::new(figures)), Vec::new());
            }
            Request::Kept => attached.texts.iter().for_each(|pack| self.kept.add(pack)),
            Request::Open(opening) => {
                self.open = None;
                let kept = std::mem::take(&mut self.kept);
                match Staging::open(text(attached)?, *opening, kept, answer)? {
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
                let (packed, packs) = self.opened()?.confirmed(confirmation)?;
                answer(Reply::Packed(Box::new(packed)), Vec::new());
                hand_over(packs, answer);
            }
            Request::Team { reps, chosen } => {
                let text = text(attached)?;
                let read =
                    || team_read(&text, reps, &chosen).map(|read| Reply::Team(Box::new(read)));
                answer(list_read(&text, FileKind::Team, read)?, Vec::new());
            }
            Request::Quotas(reading) => {
                let text = text(attached)?;
                let sheet = || QuotaSheet::read(&text, reading).map_err(said);
                let read = || sheet().map(|sheet| Reply::Quotas(Box::new(sheet)));
                answer(list_read(&text, FileKind::Quotas, read)?, Vec::new());
            }
            Request::Summary { as_of, today, calendar, called } => {
                let mut kept = std::mem::take(&mut self.kept);
                kept.book.call_reps(&called);
                let summary = Summary::of(kept, as_of, today, calendar);
                answer(Reply::Summary(Box::new(summary)), Vec::new());
            }
            Request::Backup { reps, erased } => {
                let kept = std::mem::take(&mut self.kept);
                let file = attached.file.unwrap_or_default();
                let read = Restoring::open(&file, kept, &reps, &erased);
                let (restoring, read, records) = read.map_err(said)?;
                self.restoring = Some(restoring);
                answer(Reply::Backup(Box::new(read)), records.texts());
            }
            Request::TakeDeals(taking) => {
                let restoring = self.restoring.as_ref().ok_or(NO_FILE)?;
                let packs = restoring.packs(&taking)?;
                let (packs, texts): (_, Vec<String>) =
                    packs.into_iter().map(|(id, deals, text)| ((id, deals), text)).unzip();
                answer(Reply::DealsTaken(packs), Vec::new());
                hand_over(texts, answer);
            }
            Request::Grid { decimal } => {
                let grid = TeamGrid::read(&text(attached)?, decimal).map_err(said)?;
                answer(Reply::Grid(Box::new(grid)), Vec::new());
            }
            held => self.answer_of_held(held, answer),
        }
        Ok(())
    }

    /// What is asked about the deals that are held.
    fn answer_of_held(&mut self, request: Request, answer: Answers<'_>) {
        match request {
            Request::Hold => {
                let kept = std::mem::take(&mut self.kept);
                self.hold(Holding::of_kept(kept));
            }
            Request::HoldSample { today } => {
                let (holding, sample) = Holding::of_sample(today);
                self.hold(holding);
                answer(Reply::Sample(Box::new(sample)), Vec::new());
            }
            Request::AddUp(ask) => {
                answer(Reply::AddedUp(Box::new(self.held.add_up(&ask))), Vec::new());
            }
            Request::DealsOf { look, rep } => {
                answer(Reply::DealsOf(self.held.deals_of(&look, rep)), Vec::new());
            }
            Request::Lab(ask) => {
                answer(Reply::Lab(Box::new(self.held.lab(&ask))), Vec::new());
            }
            Request::TeamAhead(look) => {
                let ahead = self.ahead.team(&self.held, &look);
                answer(Reply::TeamAhead(Box::new(ahead)), Vec::new());
            }
            Request::PastCheck(ask) => {
                let begun = self.past.take().filter(|(of, _)| of == &*ask);
                let (_, replay) = self.past.insert(begun.unwrap_or_else(|| {
                    let replay = self.held.past_replay(&ask);
                    (*ask, replay)
                }));
                if replay.replay_next() {
                    let (read, all) = replay.progress();
                    answer(Reply::Progress { read, all }, Vec::new());
                } else {
                    answer(Reply::PastCheck(Box::new(replay.check())), Vec::new());
                }
            }
            Request::RepAhead { look, rep, next_quota } => {
                let ahead = self.ahead.rep(&self.held, &look, (rep, next_quota));
                answer(Reply::RepAhead(ahead.map(Box::new)), Vec::new());
            }
            Request::TryDeals { look, rep, tried } => {
                let tried = self.ahead.tried(&self.held, &look, rep, &tried);
                answer(Reply::TriedDeals(tried), Vec::new());
            }
            // Each is answered above.
            Request::Figures
            | Request::Kept
            | Request::Open(_)
            | Request::Beside
            | Request::Map(_)
            | Request::Answer(_)
            | Request::SkippedRows
            | Request::Changed { .. }
            | Request::Confirm(_)
            | Request::Team { .. }
            | Request::Quotas(_)
            | Request::Summary { .. }
            | Request::Backup { .. }
            | Request::TakeDeals(_)
            | Request::Grid { .. } => {}
        }
    }

    fn hold(&mut self, deals: Holding) {
        self.held = deals;
        self.ahead = Ahead::default();
        self.past = None;
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

/// What a file comes to that was brought as a list of this kind, or that it is of another kind.
fn list_read(
    text: &str,
    kind: FileKind,
    read: impl FnOnce() -> Result<Reply, String>,
) -> Result<Reply, String> {
    let recognised = FileKind::recognised(text).map_err(said)?.filter(|other| *other != kind);
    match recognised {
        // What has the columns of both lists is taken for the one that was asked for.
        Some(other @ (FileKind::Team | FileKind::Quotas)) => read().or(Ok(Reply::OtherKind(other))),
        Some(other) => Ok(Reply::OtherKind(other)),
        None => read(),
    }
}

/// What a team list says of the reps.
fn team_read(
    text: &str,
    reps: Vec<Rep>,
    chosen: &BTreeMap<String, String>,
) -> Result<TeamRead, String> {
    let list = TeamList::read(text).map_err(said)?;
    let matched = list.matched(&reps, chosen);
    let (settings, deals) = (Settings::default(), DealBook::new());
    let before = reps.clone();
    let mut workspace = Workspace { settings, reps, deals };
    list.apply(&matched, &mut workspace);
    Ok(TeamRead {
        reps: RepTaught::all(&before, &workspace.reps),
        members: list.members.len(),
        joined: matched.joined,
        unsure: matched.unsure,
        nameless: list.nameless,
        ambiguous_starts: list.ambiguous_starts,
    })
}

/// The calculators have no place for copied cells.
fn where_nothing_is_pasted(sentence: String) -> String {
    if sentence == said(IntakeError::Workbook) { NO_WORKBOOK.to_owned() } else { sentence }
}

/// Why a second file can't be used beside deals.
pub(super) fn not_beside(kind: FileKind) -> String {
    match kind {
        FileKind::Quotas => {
            "These are quotas: add them under Quotas; this import stays open meanwhile."
        }
        FileKind::Activities => "These are activities, which can't be used here yet.",
        FileKind::Deals | FileKind::Team | FileKind::Prices => {
            "This file holds deals too: keep or cancel this import first."
        }
    }
    .to_owned()
}

fn hand_over(packs: Vec<String>, answer: Answers<'_>) {
    for pack in packs {
        answer(Reply::Pack, vec![pack]);
    }
}

/// The text of a file, or the text that came along where no file did.
fn taken(attached: Attached, decode: impl Fn(&[u8], Encoding) -> String) -> Result<String, String> {
    match attached.file {
        Some(bytes) => Encoding::decoded(bytes, decode).map_err(said),
        None => Ok(attached.texts.into_iter().next().unwrap_or_default()),
    }
}

pub(super) fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}
