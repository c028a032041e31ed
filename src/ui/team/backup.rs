//! Everything in one file, and back.

use super::TeamState;
use super::undo::Undo;
use crate::browser::clock::{now_ms, today};
use crate::browser::download::save_text;
use crate::browser::files;
use crate::browser::reader_client::ReaderClient;
use crate::domain::day;
use crate::reader::{Ask, BackupRead, Message, TakeDeals, Told};
use crate::store::browser::LocalBackend;
use crate::store::browser::keep::{TakenOver, kept_packs, take_over};
use crate::store::{
    BackupRecords, Budget, DealsImport, OldDealsAreSafe, RestoreLine, Take, WrittenPack,
    write_backup,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use std::cell::RefCell;

/// How far loading a backup file is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Restoring {
    /// None is under way.
    #[default]
    None,
    /// The file is being read.
    Reading,
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

thread_local! {
    /// The reader that has the file open.
    static READER: RefCell<Option<ReaderClient>> = const { RefCell::new(None) };
    /// What was confirmed, until its packs are there.
    static CONFIRMED: RefCell<Option<(BackupRecords, DealsImport, Take)>> =
        const { RefCell::new(None) };
}

impl TeamState {
    /// Saves everything to a file; says whether the browser took it.
    pub fn save_everything(self) -> bool {
        match write_backup(&LocalBackend, now_ms()) {
            Ok(text) => {
                let name = format!("ridealong-{}.json", day::written(today()));
                let saved = save_text(&name, "application/json", &text);
                self.notice.set(Some(if saved {
                    format!("Everything was saved to {name}, in the folder for downloads.")
                } else {
                    "The browser did not take the file: try again, or another browser.".to_owned()
                }));
                saved
            }
            Err(error) => {
                self.notice.set(Some(error.to_string()));
                false
            }
        }
    }

    /// Reads a backup file and shows what it would change.
    pub fn open_backup(self, file: &web_sys::File) {
        self.notice.set(None);
        let (index, reps) =
            self.team.with_untracked(|team| (team.deals.clone(), team.reps.clone()));
        let ready = files::check_size(file).map_err(|error| error.to_string()).and_then(|()| {
            let packs = kept_packs(&index).map_err(|error| error.to_string())?;
            let reader = ReaderClient::start(move |message| self.hear_of_backup(&message));
            Ok((packs, reader.map_err(|error| error.to_string())?))
        });
        match ready {
            Ok((packs, reader)) => {
                self.restoring.set(Restoring::Reading);
                reader.ask(Ask::Backup.with(&json!({ "reps": reps })), Some(file), &packs);
                READER.set(Some(reader));
            }
            Err(sentence) => self.refuse_backup(Some(sentence)),
        }
    }

    /// Gives the file up. Nothing has changed.
    pub fn close_backup(self) {
        self.refuse_backup(None);
    }

    /// Takes the file over, all of it or nothing; `of_conflicts` where both changed.
    pub fn restore(self, preview: &BackupPreview, of_conflicts: Take) {
        let BackupPreview { read, records, .. } = preview.clone();
        self.restoring.set(Restoring::Writing(0, 0));
        if !read.deals.change_something(of_conflicts) {
            self.take_over(TakenOver { records, deals: None, of_conflicts });
            return;
        }
        match DealsImport::begin(&LocalBackend) {
            Ok(import) => {
                let taking = TakeDeals { generation: import.generation(), of_conflicts };
                CONFIRMED.set(Some((records, import, of_conflicts)));
                READER.with_borrow(|reader| {
                    if let Some(reader) = reader {
                        reader.ask(Ask::TakeDeals.with(&taking), None, &[]);
                    }
                });
            }
            Err(error) => self.refuse_backup(Some(error.to_string())),
        }
    }

    fn hear_of_backup(self, message: &Message) {
        match message.told {
            Told::Backup => {
                let records = BackupRecords::of_texts(&message.texts);
                let lines = records.preview(&LocalBackend);
                match (message.read::<BackupRead>(), lines) {
                    (Some(read), Ok(lines)) => {
                        let preview = BackupPreview { read, records, lines };
                        self.restoring.set(Restoring::Preview(Box::new(preview)));
                    }
                    (_, Err(error)) => self.refuse_backup(Some(error.to_string())),
                    (None, _) => {}
                }
            }
            Told::DealsTaken => {
                let Some((records, import, of_conflicts)) = CONFIRMED.take() else { return };
                let packs: Vec<(String, usize)> = message.read().unwrap_or_default();
                let packs = packs.into_iter().zip(message.texts.iter().cloned());
                let packs = packs.map(|((id, deals), text)| WrittenPack { id, deals, text });
                let deals = Some((import, packs.collect()));
                self.take_over(TakenOver { records, deals, of_conflicts });
            }
            Told::Refused => self.refuse_backup(message.read()),
            _ => {}
        }
    }

    fn take_over(self, backup: TakenOver) {
        spawn_local(async move {
            let written = |done, all| self.restoring.set(Restoring::Writing(done, all));
            let make_safe = || self.save_everything().then_some(OldDealsAreSafe);
            let budget = Budget::LOCAL_STORAGE;
            match take_over(backup, budget, make_safe, now_ms(), written).await {
                Ok(before) => {
                    self.close_backup();
                    // A report that is open was made beside other deals.
                    self.cancel();
                    self.open();
                    self.offer_undo("The file was loaded.", Undo::Everything(before));
                }
                Err(error) => {
                    let sentence = format!("Nothing of the file was loaded. {error}");
                    self.refuse_backup(Some(sentence));
                }
            }
        });
    }

    fn refuse_backup(self, sentence: Option<String>) {
        self.restoring.set(Restoring::None);
        if sentence.is_some() {
            self.notice.set(sentence);
        }
        CONFIRMED.set(None);
        // It may be busy with the very answer that is heard here.
        spawn_local(async { READER.set(None) });
    }
}
