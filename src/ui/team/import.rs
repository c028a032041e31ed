//! Bringing files in: what is asked of the reader, and what is done with its replies.

use super::TeamState;
use super::kept_packs::send_kept;
use super::lists::List;
use crate::browser::clock::today;
use crate::browser::download::save_text;
use crate::browser::files;
use crate::browser::next_task::next_task;
use crate::browser::reader_client::ReaderClient;
use crate::intake::{Choices, FileKind, Mapping};
use crate::reader::{Ask, Import, Message, Opening, Told};
use crate::store::browser::LocalBackend;
use crate::store::browser::keep::in_tasks;
use crate::store::{BackendError, Budget, FoundRecord, Kind, load_all};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};
use web_sys::File;

/// A file or what was pasted.
#[derive(Clone)]
pub enum Source {
    /// A file.
    File(File),
    /// Cells copied from a spreadsheet.
    Pasted(String),
}

impl Source {
    /// Sends it to the reader with a request.
    pub(super) fn send(&self, reader: &ReaderClient, request: &str) {
        match self {
            Self::File(file) => reader.ask(request.to_owned(), Some(file), &[]),
            Self::Pasted(text) => {
                reader.ask(request.to_owned(), None, std::slice::from_ref(text));
            }
        }
    }
}

thread_local! {
    /// The reader of the open import. Dropped, it ends.
    static READER: RefCell<Option<Rc<ReaderClient>>> = const { RefCell::new(None) };
    /// A report that is about to be shown.
    static COMING: RefCell<Option<Import>> = const { RefCell::new(None) };
    /// What is being imported, to be read again as something else than deals.
    static SOURCE: RefCell<Option<Source>> = const { RefCell::new(None) };
}

impl TeamState {
    /// Reads a file or pasted cells, whatever they hold.
    pub fn bring(self, source: Source) {
        if self.has_to_wait() {
            return;
        }
        self.notice.set(None);
        if let Source::File(file) = &source
            && let Err(error) = files::check_size(file)
        {
            // What is open stays open.
            if self.import.with_untracked(Import::may_be_confirmed) {
                self.notice.set(Some(error.to_string()));
            } else {
                self.import.set(Import::Refused(error.to_string()));
            }
            return;
        }
        self.unanswered.set(0);
        self.of_ten.set(None);
        self.answered.set_value(false);
        Self::close_reader();
        Self::forget_confirmed();
        spawn_local(async move {
            // Each in a task of its own: the browser handed the file over, it is shown that it is
            // being read, it is read.
            next_task().await;
            self.import.set(Import::Reading(None));
            next_task().await;
            let is_given_up = self.import.with_untracked(|import| *import == Import::None);
            if !is_given_up && let Err(sentence) = self.read(source).await {
                Self::close_reader();
                self.import.set(Import::Refused(sentence));
            }
        });
    }

    /// Sends the kept packs to a reader and then the file, unless the import is given up
    /// meanwhile: its reader is gone then.
    async fn read(self, source: Source) -> Result<(), String> {
        let reader = ReaderClient::prepared(move |message| self.hear(message));
        let reader = Rc::new(reader.map_err(|error| error.to_string())?);
        let there = Rc::downgrade(&reader);
        READER.set(Some(reader));
        let sent = self.send(source, &there).await;
        // Who gave it up need not know why it went wrong.
        if there.strong_count() > 0 { sent } else { Ok(()) }
    }

    async fn send(self, source: Source, reader: &Weak<ReaderClient>) -> Result<(), String> {
        let opening = self.opening().await?;
        let index = self.team.with_untracked(|team| team.deals.clone());
        send_kept(&index, reader).await.map_err(|error| error.to_string())?;
        if let Some(reader) = reader.upgrade() {
            source.send(&reader, &Ask::Open.with(&opening));
            SOURCE.set(Some(source));
        }
        Ok(())
    }

    /// Takes a file that was dropped: beside the import that is open, if there is one.
    pub fn take_dropped(self, file: web_sys::File) {
        if self.import.with_untracked(Import::may_be_confirmed) {
            self.bring_beside(&file);
        } else {
            self.bring(Source::File(file));
        }
    }

    /// A second file for the import that is open: a price list or a team list.
    pub fn bring_beside(self, file: &File) {
        match files::check_size(file) {
            Ok(()) => {
                self.ask_anew(&Ask::Beside.with(&()), Some(file));
            }
            Err(error) => self.notice.set(Some(error.to_string())),
        }
    }

    /// Reads the open file again with these columns.
    pub fn map(self, mapping: &Mapping) {
        self.ask_anew(&Ask::Map.with(mapping), None);
    }

    /// Settles the open file with these answers.
    pub fn answer(self, choices: &Choices) {
        self.ask_anew(&Ask::Answer.with(choices), None);
    }

    /// Asks for another report. Until it is there, what is shown can't be kept.
    fn ask_anew(self, request: &str, file: Option<&File>) {
        self.answered.set_value(true);
        self.unanswered.update(|unanswered| *unanswered += 1);
        self.ask(request, file);
    }

    /// Whether the report that is shown is about to be replaced.
    pub fn awaits_a_report(self) -> bool {
        self.unanswered.get() > 0
    }

    fn is_answered(self) {
        // Nothing is drawn anew where nothing was asked.
        if let Some(left) = self.unanswered.get_untracked().checked_sub(1) {
            self.unanswered.set(left);
        }
    }

    /// Saves the skipped rows as a file.
    pub fn save_skipped_rows(self) {
        self.ask(&Ask::SkippedRows.with(&()), None);
    }

    /// Gives the import up. Nothing of it is kept.
    pub fn cancel(self) {
        if self.import.with_untracked(|import| matches!(import, Import::Keeping(..))) {
            return;
        }
        Self::close_reader();
        Self::forget_confirmed();
        self.unanswered.set(0);
        self.import.set(Import::None);
        self.offer_undo_again();
    }

    /// Ends the reader of the open import.
    pub(super) fn close_reader() {
        READER.set(None);
        COMING.set(None);
        Self::forget_source();
    }

    /// Lets go of what was brought in: it is read.
    pub(super) fn forget_source() {
        SOURCE.set(None);
    }

    /// The reader of the open import.
    pub(super) fn reader() -> Weak<ReaderClient> {
        READER.with_borrow(|reader| reader.as_ref().map(Rc::downgrade).unwrap_or_default())
    }

    async fn opening(self) -> Result<Opening, String> {
        let said = |error: BackendError| match error {
            BackendError::Blocked => NOTHING_IS_KEPT.to_owned(),
            error => error.to_string(),
        };
        let shapes = load_all(&LocalBackend, Kind::FileShape).map_err(said)?;
        let shape = |record: FoundRecord| {
            let data = record.newest.filter(|newest| !newest.is_deleted())?.data;
            Some((record.id, serde_json::from_str(&data).ok()?))
        };
        let (used, budget) = (in_tasks().used().await.map_err(said)?, Budget::LOCAL_STORAGE);
        self.free.set_value(budget.free(used));
        let team = self.team.get_untracked();
        Ok(Opening {
            today: today(),
            reps: team.reps,
            shapes: shapes.into_iter().filter_map(shape).collect::<BTreeMap<_, _>>(),
            look_back_months: team.settings.look_back.months(),
            free: budget.free_without_deals(used),
        })
    }

    pub(super) fn ask(self, request: &str, file: Option<&File>) {
        READER.with_borrow(|reader| match reader {
            Some(reader) => reader.ask(request.to_owned(), file.map(AsRef::as_ref), &[]),
            None => self.notice.set(Some("No file is open: choose the file again.".to_owned())),
        });
    }

    fn hear(self, message: Message) {
        match message.told {
            // Every pack is there: what the reader still says is about what was shown before.
            _ if Self::is_being_written() => {}
            Told::Staged | Told::Sized
                if self.import.with_untracked(|import| matches!(import, Import::Keeping(..))) => {}
            Told::SkippedRows => {
                let csv = message.texts.first().map_or("", String::as_str);
                save_text("skipped-rows.csv", "text/csv", csv);
            }
            Told::Changed => {
                if let Some(deals) = message.read() {
                    self.take_changed(deals);
                }
            }
            Told::Packed => self.expect_packs(&message),
            Told::Pack => self.take_pack(message),
            Told::OtherKind => match message.read::<FileKind>() {
                Some(FileKind::Team) => self.hand_over(List::Team),
                Some(FileKind::Quotas) => self.hand_over(List::Quotas),
                _ => self.import.update(|import| import.on(&message)),
            },
            // What can't be packed leaves the report, to be tried again.
            Told::Refused if Self::is_confirmed() => self.give_back_report(message.read()),
            // A second file that can't be used leaves the import as it was.
            Told::Refused if self.import.with_untracked(Import::may_be_confirmed) => {
                self.is_answered();
                self.notice.set(message.read());
            }
            Told::Staged => {
                self.changed.update(BTreeMap::clear);
                let mut report = Import::default();
                report.on(&message);
                COMING.set(Some(report));
                // Read in one task, shown in another.
                spawn_local(async move {
                    next_task().await;
                    if let Some(report) = COMING.take() {
                        self.import.set(report);
                    }
                    self.is_answered();
                });
            }
            Told::Sized if COMING.with_borrow(Option::is_some) => {
                COMING.with_borrow_mut(|coming| {
                    if let Some(report) = coming {
                        report.on(&message);
                    }
                });
            }
            _ => self.import.update(|import| import.on(&message)),
        }
    }

    /// What is open turned out to be a list.
    fn hand_over(self, list: List) {
        let source = SOURCE.take();
        self.import.set(Import::None);
        // The reader is busy with this very answer.
        spawn_local(async move {
            Self::close_reader();
            if let Some(source) = source {
                self.bring_list(&source, list);
            }
        });
    }
}

/// Deals are shown from where they are kept.
const NOTHING_IS_KEPT: &str = "This browser does not let the app keep anything, so it can't take a \
    file in: allow storage for this site and reload the page, or fill a calculator from the file.";
