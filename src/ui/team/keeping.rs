//! Keeping an import that was confirmed.

use super::TeamState;
use super::undo::Undo;
use crate::browser::clock::now_ms;
use crate::browser::next_task::next_task;
use crate::domain::{Currency, GoneDeals, OfTen, Rep, Settings};
use crate::reader::{Arriving, Ask, Confirmation, Import, KeptImport, Message, Packed, Staged};
use crate::store::browser::LocalBackend;
use crate::store::browser::keep::{Confirmed, keep_import};
use crate::store::{Budget, DealsImport, NewRecord, OldDealsAreSafe, SaveError, WrittenPack};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;

/// The act of keeping an import, to be undone.
pub const IMPORT_KEPT: &str = "import";

thread_local! {
    /// The import that was confirmed, until its packs are there.
    static CONFIRMED: RefCell<Option<Awaited>> = const { RefCell::new(None) };
}

/// A confirmed import whose packs are on their way.
struct Awaited {
    import: DealsImport,
    old_are_safe: Option<OldDealsAreSafe>,
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
        self.import.set(Import::Keeping(0, 0));
        spawn_local(async move {
            next_task().await;
            let is_safe = tight && self.save_everything().await;
            let old_are_safe = is_safe.then_some(OldDealsAreSafe);
            match DealsImport::begin(&LocalBackend) {
                Ok(import) => {
                    let generation = import.generation();
                    let (packed, arriving) = (None, Arriving::default());
                    let awaited = Awaited { import, old_are_safe, report, packed, arriving };
                    CONFIRMED.set(Some(awaited));
                    let confirmation = Confirmation { generation, now: now_ms(), gone, since };
                    self.ask(&Ask::Confirm.with(&confirmation), None);
                }
                Err(error) => {
                    self.import.set(report);
                    self.notice.set(Some(error.to_string()));
                }
            }
        });
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
        let Some(packed) = message.read::<Packed>() else { return };
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
            && let Some(Awaited { import, old_are_safe, report, packed: Some(packed), .. }) =
                CONFIRMED.take()
        {
            spawn_local(async move {
                let kept = self.keep_confirmed(import, old_are_safe, packs, &report, packed).await;
                if let Err(error) = kept {
                    self.import.set(report);
                    self.notice.set(Some(format!("Nothing of the file was kept. {error}")));
                }
            });
        }
    }

    async fn keep_confirmed(
        self,
        import: DealsImport,
        old_are_safe: Option<OldDealsAreSafe>,
        packs: Vec<WrittenPack>,
        report: &Import,
        packed: Packed,
    ) -> Result<(), SaveError> {
        let learned = self.learned(report, &packed);
        let records = learned.records(packed.shape, packed.remembered)?;
        let confirmed = Confirmed { import, packs, records, old_are_safe };
        let written = |done, all| self.import.set(Import::Keeping(done, all));
        let (index, before) =
            keep_import(confirmed, Budget::LOCAL_STORAGE, now_ms(), written).await?;
        next_task().await;
        let kept = KeptImport { deals: index.deals(), reps: learned.reps.len() };
        Self::close_reader();
        self.import.set(Import::Kept(kept));
        next_task().await;
        self.forget_undo();
        self.can_undo(IMPORT_KEPT, Undo::Everything(before));
        self.notice.set(learned.other_currency);
        self.team.update(|team| {
            team.deals = index;
            team.settings = learned.settings;
            for rep in learned.reps {
                match team.reps.iter_mut().find(|other| other.id == rep.id) {
                    Some(other) => *other = rep,
                    None => team.reps.push(rep),
                }
            }
            team.reps.sort_by(|one, other| one.name.cmp(&other.name));
        });
        Ok(())
    }

    /// What the import teaches beside the deals: reps, the answer to "of ten quotes", and of a
    /// first file the currency.
    fn learned(self, report: &Import, packed: &Packed) -> Learned {
        let (before, is_first) =
            self.team.with_untracked(|team| (team.settings, team.deals.packs.is_empty()));
        let mut settings = before;
        if let Some(of_ten) = self.of_ten.get_untracked() {
            settings.won_of_ten_quotes = OfTen::new(of_ten);
        }
        let staged = match report {
            Import::Report { staged, .. } => Some(&**staged),
            _ => None,
        };
        let of_file = staged.and_then(|staged: &Staged| staged.currency);
        let of_file = of_file.filter(|of_file| *of_file != settings.currency);
        if let Some(of_file) = of_file.filter(|_| is_first) {
            settings.currency = of_file;
        }
        let other_currency = of_file.filter(|_| !is_first);
        Learned {
            reps: packed.reps.clone(),
            settings_change: settings != before,
            other_currency: other_currency.map(|of_file| shown_in(of_file, settings.currency)),
            settings,
        }
    }
}

/// What an import teaches beside the deals.
struct Learned {
    reps: Vec<Rep>,
    settings: Settings,
    settings_change: bool,
    /// That the file's amounts are in another currency than the team's.
    other_currency: Option<String>,
}

impl Learned {
    /// As it is kept along with the deals.
    fn records(
        &self,
        shape: String,
        remembered: serde_json::Value,
    ) -> Result<Vec<NewRecord>, SaveError> {
        let reps = self.reps.iter().map(NewRecord::of_rep);
        let settings = self.settings_change.then(|| NewRecord::of_settings(&self.settings));
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
