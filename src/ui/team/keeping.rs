//! Keeping an import that was confirmed.

use super::auto_backup;
use super::to_file::SavedFile;
use super::undo::Undo;
use super::{Saving, Team, TeamState};
use crate::browser::clock::now_ms;
use crate::browser::next_task::next_task;
use crate::domain::{Currency, GoneDeals, OfTen, Rep, Settings};
use crate::reader::{
    Arriving, Ask, Confirmation, Import, KeptImport, Message, Packed, Staged, TWO_VERSIONS,
};
use crate::store::browser::LocalBackend;
use crate::store::browser::keep::in_tasks;
use crate::store::{
    Budget, Confirmed, DealsImport, NewRecord, NotKept, OldDealsAreSafe, SaveError, WrittenPack,
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};

/// The act of keeping an import, to be undone.
pub const IMPORT_KEPT: &str = "import";

thread_local! {
    /// The import that was confirmed, until its packs are there.
    static CONFIRMED: RefCell<Option<Awaited>> = const { RefCell::new(None) };
    /// Whether all packs are there and are being written: the reader has no more to say.
    static IS_WRITTEN: Cell<bool> = const { Cell::new(false) };
}

/// A confirmed import whose packs are on their way.
struct Awaited {
    import: DealsImport,
    saved: Option<SavedFile>,
    /// The report, to be shown again where the import is not kept.
    report: Import,
    /// What is to be kept, once it was said.
    packed: Option<Packed>,
    arriving: Arriving,
}

impl TeamState {
    /// Keeps what was read. Where it is `tight` what replaces kept deals is first saved to a file:
    /// that way nothing can be lost, even where there is no room for both.
    pub fn confirm(self, gone: GoneDeals, since: Option<Date>, tight: bool) {
        let report = self.import.get_untracked();
        // What is shown is what is kept, and nothing else.
        let is_answered = self.unanswered.get_untracked() == 0;
        if !(report.may_be_confirmed() && is_answered) || self.may_not_write() {
            return;
        }
        let reader = Self::reader();
        self.import.set(Import::Keeping(0, 0));
        spawn_local(async move {
            next_task().await;
            let saved = if tight { self.save_everything().await } else { None };
            // The reader that has the file open, and none that came after it.
            let Some(reader) = reader.upgrade() else { return };
            if self.import.with_untracked(|import| !matches!(import, Import::Keeping(..))) {
                return;
            }
            match DealsImport::begin(&LocalBackend) {
                Ok(import) => {
                    let generation = import.generation();
                    let (packed, arriving) = (None, Arriving::default());
                    let awaited = Awaited { import, saved, report, packed, arriving };
                    CONFIRMED.set(Some(awaited));
                    let confirmation = Confirmation { generation, now: now_ms(), gone, since };
                    reader.ask(Ask::Confirm.with(&confirmation), None, &[]);
                }
                Err(error) => {
                    self.import.set(report);
                    self.notice.set(Some(error.to_string()));
                }
            }
        });
    }

    /// Whether a confirmed import is being written: what its reader says then comes too late.
    pub(super) fn is_being_written() -> bool {
        IS_WRITTEN.get()
    }

    pub(super) fn is_confirmed() -> bool {
        CONFIRMED.with_borrow(Option::is_some)
    }

    pub(super) fn forget_confirmed() {
        CONFIRMED.set(None);
    }

    /// Shows the report again, to be tried again or made smaller, and says why.
    pub(super) fn give_back_report(self, sentence: Option<String>) {
        if let Some(Awaited { report, .. }) = CONFIRMED.take() {
            self.import.set(report);
            self.notice.set(sentence);
        }
    }

    /// Hears what is to be kept; its packs follow.
    pub(super) fn expect_packs(self, message: &Message) {
        let Some(packed) = message.read::<Packed>() else {
            self.give_back_report(Some(TWO_VERSIONS.to_owned()));
            return;
        };
        CONFIRMED.with_borrow_mut(|confirmed| {
            if let Some(confirmed) = confirmed {
                confirmed.arriving = Arriving::announced(packed.packs.clone());
                confirmed.packed = Some(packed);
            }
        });
        self.keep_if_all_there();
    }

    /// Takes a pack that arrives.
    pub(super) fn take_pack(self, message: Message) {
        CONFIRMED.with_borrow_mut(|confirmed| {
            if let Some(confirmed) = confirmed {
                message.texts.into_iter().for_each(|text| confirmed.arriving.take(text));
            }
        });
        self.keep_if_all_there();
    }

    fn keep_if_all_there(self) {
        let all = CONFIRMED.with_borrow_mut(|confirmed| {
            let confirmed = confirmed.as_mut().filter(|confirmed| confirmed.packed.is_some())?;
            confirmed.arriving.all()
        });
        if let Some(packs) = all
            && let Some(Awaited { import, saved, report, packed: Some(packed), .. }) =
                CONFIRMED.take()
        {
            IS_WRITTEN.set(true);
            spawn_local(async move {
                let kept = self.keep_confirmed((import, packs), saved.as_ref(), &report, packed);
                let kept = kept.await;
                IS_WRITTEN.set(false);
                if let Err(not_kept) = kept {
                    self.import.set(report);
                    self.say_not_kept("Nothing of the file was kept.", not_kept, saved.as_ref());
                }
            });
        }
    }

    /// Says why nothing was kept. Where not even what was there could be put back, that can be
    /// tried again, and the file that holds it is named.
    pub(super) fn say_not_kept(self, what: &str, why: NotKept, saved: Option<&SavedFile>) {
        let NotKept { error, before } = why;
        match before {
            None => self.notice.set(Some(format!("{what} {error}"))),
            Some(before) => {
                let file = saved.map(|saved| format!(" {} holds it too.", saved.name));
                let sentence = format!(
                    "{error} What was kept before could not be put back either: press Undo to try \
                     that again before you close the page.{}",
                    file.unwrap_or_default()
                );
                self.forget_undo();
                self.offer_undo(&sentence, Undo::Everything(before.into()));
            }
        }
    }

    async fn keep_confirmed(
        self,
        (import, packs): (DealsImport, Vec<WrittenPack>),
        saved: Option<&SavedFile>,
        report: &Import,
        packed: Packed,
    ) -> Result<(), NotKept> {
        let learned = self.learned(report, &packed);
        let records = learned.records(packed.shape, packed.remembered)?;
        let old_are_safe = saved.filter(|saved| saved.is_whole).map(|_| OldDealsAreSafe);
        let confirmed = Confirmed { import, packs, records, old_are_safe };
        let written = |done, all| self.import.set(Import::Keeping(done, all));
        let (index, before) =
            in_tasks().keep_import(confirmed, Budget::LOCAL_STORAGE, now_ms(), written).await?;
        auto_backup::is_missing_something(false);
        next_task().await;
        let kept = KeptImport { deals: index.deals() };
        Self::close_reader();
        // A backup that is open was read beside other deals.
        self.close_backup();
        self.forget_undo();
        let (reps, deals) = self.how_much();
        Self::keep_what_was_before(&before, reps, deals);
        self.can_undo(IMPORT_KEPT, Undo::Everything(before.into()));
        if let Some(sentence) = learned.other_currency {
            let saved = saved.map(|saved| saved.sentence() + " ").unwrap_or_default();
            self.notice.set(Some(saved + &sentence));
        }
        next_task().await;
        self.team.update(|team| {
            team.deals = index;
            learned.new_settings.put_into(&mut team.settings);
            team.reps = learned.team;
        });
        self.agree();
        Saving::here().saved_at(Some(now_ms()));
        // What is kept first, then that it is: nothing old stands beside it.
        next_task().await;
        self.import.set(Import::Kept(kept));
        Ok(())
    }

    /// What the import teaches beside the deals: reps, the answer to "of ten quotes", and of a
    /// first file the currency.
    fn learned(self, report: &Import, packed: &Packed) -> Learned {
        let (before, is_first) =
            self.team.with_untracked(|team| (team.settings, is_without_amounts(team)));
        let of_ten = self.of_ten.get_untracked().and_then(OfTen::new);
        let staged = match report {
            Import::Report { staged, .. } => Some(&**staged),
            _ => None,
        };
        let of_file = staged.and_then(|staged: &Staged| staged.currency);
        let of_file = of_file.filter(|of_file| *of_file != before.currency);
        let new_settings = NewSettings { of_ten, currency: of_file.filter(|_| is_first) };
        let mut settings = before;
        new_settings.put_into(&mut settings);
        let mut team = self.team.with_untracked(|team| team.reps.clone());
        let reps = packed.reps.iter().filter_map(|taught| taught.put_into(&mut team)).collect();
        let other_currency = of_file.filter(|_| !is_first);
        Learned {
            reps,
            team,
            settings: (settings != before).then_some(settings),
            new_settings,
            other_currency: other_currency.map(|of_file| shown_in(of_file, settings.currency)),
        }
    }
}

/// Whether nothing is kept yet that a change of currency would make something else of.
fn is_without_amounts(team: &Team) -> bool {
    let has_amount = |rep: &Rep| {
        !rep.quotas.is_empty()
            || !rep.booked_by_hand.is_empty()
            || !rep.calls.is_empty()
            || !rep.typed.is_empty()
            || rep.comes_in_without_a_deal.is_positive()
    };
    team.deals.packs.is_empty()
        && team.settings.currency == Currency::default()
        && !team.reps.iter().any(has_amount)
}

/// What an import teaches beside the deals.
struct Learned {
    /// The reps of whom it says something new.
    reps: Vec<Rep>,
    /// All reps, these among them.
    team: Vec<Rep>,
    new_settings: NewSettings,
    /// All settings, where these change one.
    settings: Option<Settings>,
    /// That the file's amounts are in another currency than the team's.
    other_currency: Option<String>,
}

/// The settings that an import can change.
#[derive(Clone, Copy)]
struct NewSettings {
    of_ten: Option<OfTen>,
    currency: Option<Currency>,
}

impl NewSettings {
    fn put_into(self, settings: &mut Settings) {
        settings.won_of_ten_quotes = self.of_ten.or(settings.won_of_ten_quotes);
        settings.currency = self.currency.unwrap_or(settings.currency);
    }
}

impl Learned {
    /// As it is kept along with the deals.
    fn records(
        &self,
        shape: String,
        remembered: serde_json::Value,
    ) -> Result<Vec<NewRecord>, SaveError> {
        let reps = self.reps.iter().map(NewRecord::of_rep);
        let settings = self.settings.as_ref().map(NewRecord::of_settings);
        let shape = Ok(NewRecord::of_shape(shape, remembered));
        reps.chain(settings).chain([shape]).collect()
    }
}

/// Amounts are written in the currency of the first file; that a later one has another is said.
fn shown_in(of_file: Currency, of_team: Currency) -> String {
    format!(
        "This file's amounts are in {}, and are shown in {}: change that under Settings if it is \
         wrong.",
        of_file.code(),
        of_team.code()
    )
}
