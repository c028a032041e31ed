//! Everything in one file, and back.

use super::TeamState;
use super::kept_packs::send_kept;
use super::locked;
use super::undo::Undo;
use crate::browser::clock::now_ms;
use crate::browser::files;
use crate::browser::reader_client::ReaderClient;
use crate::reader::{Arriving, Ask, BackupRead, Message, TWO_VERSIONS, TakeDeals, Told};
use crate::store::browser::keep::in_tasks;
use crate::store::browser::{LocalBackend, last_figures};
use crate::store::{
    BackupRecords, Budget, Choices, Compared, DealsImport, OldDealsAreSafe, RestoreLine, Take,
    TakenOver, erased_reps,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::File;

/// How far loading a backup file is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Restoring {
    /// None is under way.
    #[default]
    None,
    /// The file is being read.
    Reading,
    /// It takes a passphrase; why the last one did not open it.
    Locked(Option<String>),
    /// What it would change is shown, and nothing has changed.
    Preview(Box<BackupPreview>),
    /// It is being taken over: packs written, and in all.
    Writing(usize, usize),
}

/// A backup file beside what is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupPreview {
    /// What the file holds.
    pub read: BackupRead,
    /// Its small records.
    pub records: BackupRecords,
    /// How they stand to those kept.
    pub lines: Vec<RestoreLine>,
}

impl BackupPreview {
    /// Who of those erased here comes back, by name.
    fn brought_back(&self, choices: &Choices) -> BTreeSet<String> {
        self.chosen(choices, Compared::ErasedHere)
    }

    /// Who of those erased where the file comes from is erased here too, by name.
    fn erased_too(&self, choices: &Choices) -> BTreeSet<String> {
        self.chosen(choices, Compared::ErasedThere)
    }

    fn chosen(&self, choices: &Choices, compared: Compared) -> BTreeSet<String> {
        let lines = self.lines.iter().filter(|line| line.compared == compared);
        let chosen = lines.filter(|line| choices.of(line.kind, &line.id) == Take::Backup);
        chosen.filter_map(|line| line.name.clone()).collect()
    }

    /// Whether the deals that are kept change.
    fn changes_deals(&self, choices: &Choices) -> bool {
        let of_erased = &self.read.of_erased;
        let comes_back = self.brought_back(choices).iter().any(|name| of_erased.contains_key(name));
        self.read.deals.change_something(choices.of_deals()) || comes_back
    }
}

thread_local! {
    /// The reader that has the file open.
    static READER: RefCell<Option<Rc<ReaderClient>>> = const { RefCell::new(None) };
    /// What was confirmed, until its packs are there.
    static CONFIRMED: RefCell<Option<Awaited>> = const { RefCell::new(None) };
}

/// A confirmed backup whose packs are on their way.
struct Awaited {
    records: BackupRecords,
    import: DealsImport,
    of_conflicts: Choices,
    /// Who is erased here too, by name.
    erased: BTreeSet<String>,
    /// None until it was said how many come.
    arriving: Option<Arriving>,
}

impl TeamState {
    /// Reads a backup file and shows what it would change; asks for the passphrase of one that
    /// has one.
    pub fn open_backup(self, file: &File) {
        if self.has_to_wait() {
            return;
        }
        self.notice.set(None);
        if let Err(error) = files::check_size(file) {
            self.refuse_backup(Some(error.to_string()));
            return;
        }
        self.restoring.set(Restoring::Reading);
        let file = file.clone();
        spawn_local(async move {
            if locked::is_sealed(&file).await {
                self.lock(&file).await;
            } else {
                self.read_backup(&file);
            }
        });
    }

    /// Reads a backup file that needs no passphrase, or that was opened with it.
    pub(super) fn read_backup(self, file: &File) {
        let (index, reps) =
            self.team.with_untracked(|team| (team.deals.clone(), team.reps.clone()));
        let reader = ReaderClient::start(move |message| self.hear_of_backup(message));
        match reader.map(Rc::new) {
            Ok(reader) => {
                let there = Rc::downgrade(&reader);
                READER.set(Some(reader));
                let erased = erased_reps(&LocalBackend).unwrap_or_default();
                let asked = json!({ "reps": reps, "erased": erased });
                let (request, file) = (Ask::Backup.with(&asked), file.clone());
                spawn_local(async move {
                    let sent = send_kept(&index, &there).await;
                    // Without the reader the file was given up.
                    let Some(reader) = there.upgrade() else { return };
                    match sent {
                        Ok(()) => reader.ask(request, Some(&file), &[]),
                        Err(error) => self.refuse_backup(Some(error.to_string())),
                    }
                });
            }
            Err(error) => self.refuse_backup(Some(error.to_string())),
        }
    }

    /// Closes a file that changes nothing: what both devices have in common is remembered.
    pub fn close_same(self, preview: &BackupPreview) {
        if !self.watches() {
            preview.records.remember(&LocalBackend, now_ms());
        }
        self.close_backup();
    }

    /// Gives the file up. Nothing has changed.
    pub fn close_backup(self) {
        self.refuse_backup(None);
        self.offer_undo_again();
    }

    /// Takes the file over, all of it or nothing; `of_conflicts` where both changed.
    pub fn restore(self, preview: &BackupPreview, of_conflicts: Choices) {
        let BackupPreview { read, records, lines } = preview.clone();
        let erased = preview.erased_too(&of_conflicts);
        if self.may_not_write() {
            return;
        }
        match records.preview(&LocalBackend) {
            Ok(now) if now == lines => {}
            Ok(lines) => {
                let preview = BackupPreview { read, records, lines };
                self.restoring.set(Restoring::Preview(Box::new(preview)));
                self.notice.set(Some(CHANGED_SINCE.to_owned()));
                return;
            }
            Err(error) => {
                self.notice.set(Some(error.to_string()));
                return;
            }
        }
        self.restoring.set(Restoring::Writing(0, 0));
        if !preview.changes_deals(&of_conflicts) {
            self.take_over(TakenOver { records, deals: None, of_conflicts }, erased);
            return;
        }
        match DealsImport::begin(&LocalBackend) {
            Ok(import) => {
                let taking = TakeDeals {
                    generation: import.generation(),
                    of_conflicts: of_conflicts.of_deals(),
                    bring_back: preview.brought_back(&of_conflicts),
                };
                let arriving = None;
                CONFIRMED.set(Some(Awaited { records, import, of_conflicts, erased, arriving }));
                READER.with_borrow(|reader| {
                    if let Some(reader) = reader {
                        reader.ask(Ask::TakeDeals.with(&taking), None, &[]);
                    }
                });
            }
            Err(error) => self.refuse_backup(Some(error.to_string())),
        }
    }

    fn hear_of_backup(self, message: Message) {
        match message.told {
            // Every pack is there: what the reader still says comes too late.
            _ if untrack(|| self.is_restoring()) && CONFIRMED.with_borrow(Option::is_none) => {}
            Told::Backup => {
                let records = BackupRecords::of_texts(&message.texts);
                let lines = records.preview(&LocalBackend);
                match (message.read::<BackupRead>(), lines) {
                    (Some(read), Ok(lines)) => {
                        let preview = BackupPreview { read, records, lines };
                        self.restoring.set(Restoring::Preview(Box::new(preview)));
                    }
                    (_, Err(error)) => self.refuse_backup(Some(error.to_string())),
                    (None, _) => self.refuse_backup(Some(TWO_VERSIONS.to_owned())),
                }
            }
            // A backup that changes deals has some: none at all is none of ours.
            Told::DealsTaken => match message.read::<Vec<_>>().filter(|packs| !packs.is_empty()) {
                Some(packs) => {
                    let arriving = Arriving::announced(packs);
                    self.expect(|confirmed| confirmed.arriving = Some(arriving));
                }
                None => self.refuse_backup(Some(TWO_VERSIONS.to_owned())),
            },
            Told::Pack => self.expect(|confirmed| {
                if let Some(arriving) = &mut confirmed.arriving {
                    message.texts.into_iter().for_each(|text| arriving.take(text));
                }
            }),
            Told::Refused => self.refuse_backup(message.read()),
            _ => {}
        }
    }

    /// Hears of the packs, and takes them over when all are there.
    fn expect(self, hear: impl FnOnce(&mut Awaited)) {
        let all = CONFIRMED.with_borrow_mut(|confirmed| {
            let confirmed = confirmed.as_mut()?;
            hear(confirmed);
            confirmed.arriving.as_mut()?.all()
        });
        if let Some(packs) = all
            && let Some(Awaited { records, import, of_conflicts, erased, .. }) = CONFIRMED.take()
        {
            let deals = Some((import, packs));
            self.take_over(TakenOver { records, deals, of_conflicts }, erased);
        }
    }

    fn take_over(self, backup: TakenOver, erased: BTreeSet<String>) {
        spawn_local(async move {
            let written = |done, all| self.restoring.set(Restoring::Writing(done, all));
            let saved = RefCell::new(None);
            let make_safe = async || {
                let file = self.save_everything().await?;
                let is_whole = file.is_whole;
                saved.replace(Some(file));
                is_whole.then_some(OldDealsAreSafe)
            };
            let budget = Budget::LOCAL_STORAGE;
            let leaves_behind = backup.records.leaves_other_behind(&LocalBackend).unwrap_or(false);
            match in_tasks().take_over(backup, budget, make_safe, now_ms(), written).await {
                Ok(before) => {
                    self.close_backup();
                    // A report that is open was made beside other deals.
                    self.cancel();
                    let more = if leaves_behind { GIVE_BACK } else { "" };
                    let mut said = format!("The file was loaded.{more}");
                    let (reps, deals) = self.how_much();
                    if erased.is_empty() {
                        Self::keep_what_was_before(&before.everything, reps, deals);
                    }
                    if !erased.is_empty() {
                        last_figures::forget();
                    }
                    self.open_after_an_act();
                    if !erased.is_empty() {
                        let snapshots = self.forget_erased().await;
                        let who = erased.into_iter().collect::<Vec<_>>().join(", ");
                        said = format!("{said} Erased here too, {snapshots}: {who}.");
                    }
                    self.offer_undo(&said, Undo::Everything(before));
                }
                Err(not_kept) => {
                    self.refuse_backup(None);
                    let saved = saved.take();
                    self.say_not_kept("Nothing of the file was loaded.", not_kept, saved.as_ref());
                }
            }
        });
    }

    fn is_restoring(self) -> bool {
        self.restoring.with(|restoring| matches!(restoring, Restoring::Writing(..)))
    }

    pub(super) fn refuse_backup(self, sentence: Option<String>) {
        self.restoring.set(Restoring::None);
        if sentence.is_some() {
            self.notice.set(sentence);
        }
        CONFIRMED.set(None);
        locked::forget();
        // It may be busy with the very answer that is heard here.
        spawn_local(async { READER.set(None) });
    }
}

const CHANGED_SINCE: &str =
    "What is kept has changed since: look at what the file would change now, and load it then.";
const GIVE_BACK: &str =
    " To give the other device what was changed here, save a file now and load it there.";
