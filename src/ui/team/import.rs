//! Bringing files in: what is asked of the reader, and what is done with its replies.

use super::TeamState;
use crate::browser::clock::{now_ms, today};
use crate::browser::download::save_text;
use crate::browser::files;
use crate::browser::reader_client::ReaderClient;
use crate::domain::GoneDeals;
use crate::domain::OfTen;
use crate::intake::{Choices, FileKind, Mapping, NamePair, QuotaReading, QuotaSheet};
use crate::reader::{
    Ask, Confirmation, Import, KeptImport, Message, Opening, Packed, TeamRead, Told,
};
use crate::store::browser::LocalBackend;
use crate::store::browser::keep::{keep_deals, kept_packs, room_for_deals};
use crate::store::{Budget, DealsImport, Kind, OldDealsAreSafe, WrittenPack, load_all};
use crate::ui::format;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeMap;
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
        match self.opening() {
            Ok((opening, packs)) => self.start(source, &Ask::Open.with(&opening), &packs),
            Err(sentence) => self.import.set(Import::Refused(sentence)),
        }
    }

    /// A second file for the import that is open: a price list or a team list.
    pub fn bring_beside(self, file: &File) {
        match files::check_size(file) {
            Ok(()) => self.ask(&Ask::Beside.with(&()), Some(file)),
            Err(error) => self.notice.set(Some(error.to_string())),
        }
    }

    /// Reads the open file again with these columns.
    pub fn map(self, mapping: &Mapping) {
        self.ask(&Ask::Map.with(mapping), None);
    }

    /// Settles the open file with these answers.
    pub fn answer(self, choices: &Choices) {
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

    /// Counts the kept deals anew.
    pub fn count_kept(self) {
        let (index, calendar) =
            self.team.with_untracked(|team| (team.deals.clone(), team.settings.calendar));
        if index.packs.is_empty() {
            self.summary.set(None);
            return;
        }
        let Ok(packs) = kept_packs(&index) else { return };
        let period = calendar.period_of(today());
        let request = Ask::Summary.with(&json!({ "period": period, "calendar": calendar }));
        thread_local! {
            static COUNTER: RefCell<Option<ReaderClient>> = const { RefCell::new(None) };
        }
        let counter = ReaderClient::start(move |message| {
            if message.told == Told::Summary {
                self.summary.set(message.read());
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

    fn ask(self, request: &str, file: Option<&File>) {
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
            _ => self.import.update(|import| import.on(message)),
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

    fn take_team_list(self, team: TeamRead) {
        let mut said = vec![format!("{} people of the team list were taken over.", team.members)];
        if !team.nameless.is_empty() {
            said.push(format!("{} lines without a name were left out.", team.nameless.len()));
        }
        if !team.ambiguous_starts.is_empty() {
            said.push(format!(
                "{} start dates can be read both ways and were left out: write them as 2026-03-01.",
                team.ambiguous_starts.len()
            ));
        }
        let unsure = team.unsure.iter().map(|NamePair { theirs, ours }| {
            format!("{theirs} may be {ours}: put the other name under Reps if so.")
        });
        said.extend(unsure);
        self.take_reps(team.reps);
        self.import.set(Import::None);
        self.notice.set(Some(said.join(" ")));
    }

    fn take_quotas(self, sheet: &QuotaSheet) {
        let mut reps = self.team.with_untracked(|team| team.reps.clone());
        let mut unknown = Vec::new();
        let mut taken = 0_u64;
        for (name, quotas) in &sheet.quotas {
            let is_theirs = |rep: &&mut crate::domain::Rep| {
                rep.name == *name || rep.also_known_as.contains(name)
            };
            match reps.iter_mut().find(is_theirs) {
                Some(rep) => {
                    for quota in quotas {
                        rep.set_quota(*quota);
                    }
                    taken += 1;
                }
                None => unknown.push(name.as_str()),
            }
        }
        let mut said =
            vec![format!("Quotas of {} were taken over.", format::counted(taken, "rep", "reps"))];
        if !unknown.is_empty() {
            said.push(format!(
                "Not in the team: {}. Add them under Reps, then bring the quotas again.",
                unknown.join(", ")
            ));
        }
        if let Some((line, text)) = sheet.unreadable.first() {
            said.push(format!(
                "{} cells are no amount, the first on line {line}: {text}.",
                sheet.unreadable.len()
            ));
        }
        if let Some((text, _)) = &sheet.ambiguous {
            said.push(format!("{text} can be read both ways: check the amounts below."));
        }
        self.take_reps(reps);
        self.import.set(Import::None);
        self.notice.set(Some(said.join(" ")));
    }

    /// Writes a confirmed import and makes it the kept one.
    fn write(self, packed: Packed, texts: Vec<String>) {
        let Some((import, old_are_safe)) = CONFIRMED.take() else { return };
        let packs = packed.packs.iter().zip(texts);
        let packs: Vec<WrittenPack> = packs
            .map(|((id, deals), text)| WrittenPack { id: id.clone(), deals: *deals, text })
            .collect();
        self.import.set(Import::Keeping(0, packs.len()));
        spawn_local(async move {
            let written = |done, all| self.import.set(Import::Keeping(done, all));
            let budget = Budget::LOCAL_STORAGE;
            let kept = keep_deals(import, packs, budget, old_are_safe, now_ms(), written).await;
            match kept {
                Ok(index) => {
                    let kept = KeptImport { deals: index.deals(), reps: packed.reps.len() };
                    self.team.update(|team| team.deals = index);
                    self.keep_what_was_learned(packed);
                    self.import.set(Import::Kept(kept));
                    self.count_kept();
                }
                Err(error) => self.import.set(Import::Refused(error.to_string())),
            }
            READER.set(None);
        });
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
