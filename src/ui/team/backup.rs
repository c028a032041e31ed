//! Everything in one file, and back.

use super::TeamState;
use super::kept_packs::send_kept;
use super::undo::Undo;
use crate::browser::clock::{now_ms, today};
use crate::browser::download::save_parts;
use crate::browser::files;
use crate::browser::reader_client::ReaderClient;
use crate::domain::day;
use crate::reader::{Arriving, Ask, BackupRead, Message, TakeDeals, Told};
use crate::store::browser::LocalBackend;
use crate::store::browser::keep::{TakenOver, backup_now, take_over};
use crate::store::{BackupRecords, Budget, DealsImport, OldDealsAreSafe, RestoreLine, Take};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

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
    static READER: RefCell<Option<Rc<ReaderClient>>> = const { RefCell::new(None) };
    /// What was confirmed, until its packs are there.
    static CONFIRMED: RefCell<Option<Awaited>> = const { RefCell::new(None) };
}

/// A confirmed backup whose packs are on their way.
struct Awaited {
    records: BackupRecords,
    import: DealsImport,
    of_conflicts: Take,
    arriving: Arriving,
}

impl TeamState {
    /// Saves everything to a file; says whether the browser took it.
    pub async fn save_everything(self) -> bool {
        match backup_now(now_ms()).await {
            Ok(parts) => {
                let name = format!("ridealong-{}.json", day::written(today()));
                let saved = save_parts(&name, "application/json", &parts).await;
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
            let reader = ReaderClient::start(move |message| self.hear_of_backup(message));
            reader.map(Rc::new).map_err(|error| error.to_string())
        });
        match ready {
            Ok(reader) => {
                self.restoring.set(Restoring::Reading);
                let there = Rc::downgrade(&reader);
                READER.set(Some(reader));
                let (request, file) = (Ask::Backup.with(&json!({ "reps": reps })), file.clone());
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
                let arriving = Arriving::default();
                CONFIRMED.set(Some(Awaited { records, import, of_conflicts, arriving }));
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
                let arriving = Arriving::announced(message.read().unwrap_or_default());
                self.expect(|confirmed| confirmed.arriving = arriving);
            }
            Told::Pack => self.expect(|confirmed| {
                message.texts.into_iter().for_each(|text| confirmed.arriving.take(text));
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
            confirmed.arriving.all()
        });
        if let Some(packs) = all
            && let Some(Awaited { records, import, of_conflicts, .. }) = CONFIRMED.take()
        {
            self.take_over(TakenOver { records, deals: Some((import, packs)), of_conflicts });
        }
    }

    fn take_over(self, backup: TakenOver) {
        spawn_local(async move {
            let written = |done, all| self.restoring.set(Restoring::Writing(done, all));
            let make_safe = async || self.save_everything().await.then_some(OldDealsAreSafe);
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
