//! Bringing files in: what is asked of the reader, and what is done with its replies.

use super::TeamState;
use super::undo::Undo;
use crate::browser::clock::{now_ms, today};
use crate::browser::download::save_text;
use crate::browser::files;
use crate::browser::reader_client::ReaderClient;
use crate::domain::{Currency, GoneDeals, OfTen};
use crate::intake::{Choices, FileKind, Mapping, QuotaReading, QuotaSheet};
use crate::reader::{
    Ask, Confirmation, Import, KeptImport, Message, Opening, Packed, TeamRead, Told,
};
use crate::store::browser::LocalBackend;
use crate::store::browser::keep::{as_it_is, keep_deals, kept_packs, room_for_deals};
use crate::store::{Budget, DealsImport, Kind, OldDealsAreSafe, WrittenPack, load_all};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeMap;
use web_sys::File;

/// The act of keeping an import, to be undone.
pub const IMPORT_KEPT: &str = "import";

/// A file or what was pasted.
#[derive(Clone)]
pub enum Source {
    /// A file.
    File(File),
    /// Cells copied from a spreadsheet.
    Pasted(String),
}

impl Source {
    /// Sends it to the reader with a request, and with the packs that the request takes.
    fn send(&self, reader: &ReaderClient, request: &str, packs: &[String]) {
        match self {
            Self::File(file) => reader.ask(request.to_owned(), Some(file), packs),
            Self::Pasted(text) => {
                let texts: Vec<String> = std::iter::once(text).chain(packs).cloned().collect();
                reader.ask(request.to_owned(), None, &texts);
            }
        }
    }
}

thread_local! {
    /// The reader of the open import.
    static READER: RefCell<Option<ReaderClient>> = const { RefCell::new(None) };
    /// What is being imported, to be read again as something else than deals.
    static SOURCE: RefCell<Option<Source>> = const { RefCell::new(None) };
    /// The import that was confirmed, until its packs are there.
    static CONFIRMED: RefCell<Option<(DealsImport, Option<OldDealsAreSafe>)>> =
        const { RefCell::new(None) };
}

impl TeamState {
    /// Reads a file or pasted cells, whatever they hold.
    pub fn bring(self, source: Source) {
        self.notice.set(None);
        self.of_ten.set(None);
        self.answered.set_value(false);
        match self.opening() {
            Ok((opening, packs)) => self.start(source, &Ask::Open.with(&opening), &packs),
            Err(sentence) => self.import.set(Import::Refused(sentence)),
        }
    }

    /// A second file for the import that is open: a price list or a team list.
    pub fn bring_beside(self, file: &File) {
        match files::check_size(file) {
            Ok(()) => {
                self.answered.set_value(true);
                self.ask(&Ask::Beside.with(&()), Some(file));
            }
            Err(error) => self.notice.set(Some(error.to_string())),
        }
    }

    /// Reads the open file again with these columns.
    pub fn map(self, mapping: &Mapping) {
        self.answered.set_value(true);
        self.ask(&Ask::Map.with(mapping), None);
    }

    /// Settles the open file with these answers.
    pub fn answer(self, choices: &Choices) {
        self.answered.set_value(true);
        self.ask(&Ask::Answer.with(choices), None);
    }

    /// Saves the skipped rows as a file.
    pub fn save_skipped_rows(self) {
        self.ask(&Ask::SkippedRows.with(&()), None);
    }

    /// Keeps what was read. `old_are_safe` where the old deals may go before the new ones are
    /// written, for want of room.
    pub fn confirm(
        self,
        gone: GoneDeals,
        since: Option<Date>,
        old_are_safe: Option<OldDealsAreSafe>,
    ) {
        match DealsImport::begin(&LocalBackend) {
            Ok(import) => {
                let generation = import.generation();
                CONFIRMED.set(Some((import, old_are_safe)));
                let confirmation = Confirmation { generation, now: now_ms(), gone, since };
                self.ask(&Ask::Confirm.with(&confirmation), None);
            }
            Err(error) => self.notice.set(Some(error.to_string())),
        }
    }

    /// Gives the import up. Nothing of it is kept.
    pub fn cancel(self) {
        READER.set(None);
        CONFIRMED.set(None);
        self.import.set(Import::None);
    }

    /// Counts the kept deals, unless they were counted already.
    pub fn count_kept(self) {
        let (index, calendar) =
            self.team.with_untracked(|team| (team.deals.clone(), team.settings.calendar));
        let period = calendar.period_of(today());
        let wanted = (index, period, calendar);
        if self.counted.with_value(|counted| counted.as_ref() == Some(&wanted)) {
            return;
        }
        self.counted.set_value(None);
        if wanted.0.packs.is_empty() {
            self.summary.set(None);
            return;
        }
        let Ok(packs) = kept_packs(&wanted.0) else { return };
        let request = Ask::Summary.with(&json!({ "period": period, "calendar": calendar }));
        thread_local! {
            static COUNTER: RefCell<Option<ReaderClient>> = const { RefCell::new(None) };
        }
        let counter = ReaderClient::start(move |message| {
            if message.told == Told::Summary {
                self.summary.set(message.read());
                self.counted.set_value(Some(wanted.clone()));
            }
            spawn_local(async { COUNTER.set(None) });
        });
        if let Ok(counter) = counter {
            counter.ask(request, None, &packs);
            COUNTER.set(Some(counter));
        }
    }

    fn opening(self) -> Result<(Opening, Vec<String>), String> {
        let team = self.team.get_untracked();
        let shapes = load_all(&LocalBackend, Kind::FileShape).map_err(|error| error.to_string())?;
        let shape = |record: crate::store::FoundRecord| {
            let data = record.newest.filter(|newest| !newest.is_deleted())?.data;
            Some((record.id, serde_json::from_str(&data).ok()?))
        };
        let opening = Opening {
            today: today(),
            reps: team.reps,
            shapes: shapes.into_iter().filter_map(shape).collect::<BTreeMap<_, _>>(),
            look_back_months: team.settings.look_back.months(),
            free: room_for_deals(Budget::LOCAL_STORAGE).map_err(|error| error.to_string())?,
        };
        let packs = kept_packs(&team.deals).map_err(|error| error.to_string())?;
        Ok((opening, packs))
    }

    fn start(self, source: Source, request: &str, packs: &[String]) {
        if let Source::File(file) = &source
            && let Err(error) = files::check_size(file)
        {
            self.import.set(Import::Refused(error.to_string()));
            return;
        }
        self.import.set(Import::Reading(None));
        match ReaderClient::prepared(move |message| self.hear(&message)) {
            Ok(reader) => {
                source.send(&reader, request, packs);
                SOURCE.set(Some(source));
                READER.set(Some(reader));
            }
            Err(error) => self.import.set(Import::Refused(error.to_string())),
        }
    }

    pub(super) fn ask(self, request: &str, file: Option<&File>) {
        READER.with_borrow(|reader| match reader {
            Some(reader) => reader.ask(request.to_owned(), file.map(AsRef::as_ref), &[]),
            None => self.notice.set(Some("No file is open: choose the file again.".to_owned())),
        });
    }

    fn hear(self, message: &Message) {
        match message.told {
            Told::SkippedRows => {
                let csv = message.texts.first().map_or("", String::as_str);
                save_text("skipped-rows.csv", "text/csv", csv);
            }
            Told::Changed => {
                if let Some(deals) = message.read() {
                    self.take_changed(deals);
                }
            }
            Told::Packed => {
                if let Some(packed) = message.read::<Packed>() {
                    self.write(packed, message.texts.clone());
                }
            }
            Told::OtherKind => match message.read::<FileKind>() {
                Some(FileKind::Team) => self.read_team_list(&BTreeMap::new()),
                Some(FileKind::Quotas) => self.read_quotas(),
                _ => self.import.update(|import| import.on(message)),
            },
            Told::Team => {
                if let Some(team) = message.read::<TeamRead>() {
                    self.take_team_list(team);
                }
            }
            Told::Quotas => {
                if let Some(sheet) = message.read::<QuotaSheet>() {
                    self.take_quotas(&sheet);
                }
            }
            // A second file that can't be used leaves the import as it was.
            Told::Refused if self.import.with_untracked(Import::may_be_confirmed) => {
                self.notice.set(message.read());
            }
            _ => {
                if message.told == Told::Staged {
                    self.changed.update(BTreeMap::clear);
                }
                self.import.update(|import| import.on(message));
            }
        }
    }

    /// Reads the open file again as a team list.
    fn read_team_list(self, chosen: &BTreeMap<String, String>) {
        let reps = self.team.with_untracked(|team| team.reps.clone());
        Self::again(&Ask::Team.with(&json!({ "reps": reps, "chosen": chosen })));
    }

    fn read_quotas(self) {
        let calendar = self.team.with_untracked(|team| team.settings.calendar);
        let reading = QuotaReading { calendar, today: today(), unnamed: None, mark: None };
        Self::again(&Ask::Quotas.with(&reading));
    }

    /// Sends what is open once more, as another request.
    fn again(request: &str) {
        let Some(source) = SOURCE.with_borrow(Clone::clone) else { return };
        READER.with_borrow(|reader| {
            if let Some(reader) = reader {
                source.send(reader, request, &[]);
            }
        });
    }

    /// Writes a confirmed import and makes it the kept one.
    fn write(self, packed: Packed, texts: Vec<String>) {
        let Some((import, old_are_safe)) = CONFIRMED.take() else { return };
        let packs = packed.packs.iter().zip(texts);
        let packs: Vec<WrittenPack> = packs
            .map(|((id, deals), text)| WrittenPack { id: id.clone(), deals: *deals, text })
            .collect();
        let report = self.import.get_untracked();
        let currency = match &report {
            Import::Report { staged, .. } => staged.currency,
            _ => None,
        };
        let is_first = self.team.with_untracked(|team| team.deals.packs.is_empty());
        self.import.set(Import::Keeping(0, packs.len()));
        spawn_local(async move {
            let before = as_it_is().await.ok();
            let written = |done, all| self.import.set(Import::Keeping(done, all));
            let budget = Budget::LOCAL_STORAGE;
            let kept = keep_deals(import, packs, budget, old_are_safe, now_ms(), written).await;
            match kept {
                Ok(index) => {
                    let kept = KeptImport { deals: index.deals(), reps: packed.reps.len() };
                    self.team.update(|team| team.deals = index);
                    self.keep_what_was_learned(packed);
                    self.take_currency(currency, is_first);
                    self.import.set(Import::Kept(kept));
                    if let Some(before) = before {
                        self.can_undo(IMPORT_KEPT, Undo::Everything(before));
                    }
                    READER.set(None);
                }
                Err(error) => {
                    // The old deals are back where they had to go first.
                    let back = before.map_or(Ok(()), |before| before.put_back(&LocalBackend));
                    let error = back.map_or_else(|error| error.to_string(), |()| error.to_string());
                    // The report stays, to be tried again or made smaller.
                    self.import.set(report);
                    self.notice.set(Some(format!("Nothing of the file was kept. {error}")));
                }
            }
        });
    }

    /// Amounts are written in the currency of the first file; that a later one has another is said.
    fn take_currency(self, of_file: Option<Currency>, is_first: bool) {
        let of_team = self.team.with_untracked(|team| team.settings.currency);
        let Some(of_file) = of_file.filter(|of_file| *of_file != of_team) else { return };
        if is_first {
            self.change_settings(|settings| settings.currency = of_file);
        } else {
            self.notice.set(Some(format!(
                "This file's amounts are in {}, and are shown in {}: change that under Settings if \
                 it is wrong.",
                of_file.code(),
                of_team.code()
            )));
        }
    }

    /// Reps, what to remember of the file's shape, and the answer to "of ten quotes".
    fn keep_what_was_learned(self, packed: Packed) {
        let mut reps = self.team.with_untracked(|team| team.reps.clone());
        for rep in packed.reps {
            match reps.iter_mut().find(|other| other.id == rep.id) {
                Some(other) => *other = rep,
                None => reps.push(rep),
            }
        }
        self.take_reps(reps);
        let (shape, remembered) = (packed.shape, packed.remembered);
        self.keep(|store| store.save(Kind::FileShape, &shape, &remembered, now_ms()));
        if let Some(of_ten) = self.of_ten.get_untracked() {
            self.change_settings(|settings| settings.won_of_ten_quotes = OfTen::new(of_ten));
        }
    }
}
