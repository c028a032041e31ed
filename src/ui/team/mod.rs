//! The team's data while the app is open: what is kept, an import under way, and what went wrong.

mod auto_backup;
mod backup;
mod changed;
mod counting;
mod erase;
mod grid;
mod groups;
mod holder;
mod import;
mod keeping;
mod kept_packs;
mod lab;
mod last_visit;
mod lists;
mod locked;
mod look;
mod now;
mod one_answer;
mod one_rep;
mod past;
mod rehearsal;
mod reps;
mod saving;
mod second_copy;
mod snapshots;
mod to_file;
mod turn;
mod undo;

pub use auto_backup::AutoBackup;
pub use backup::{BackupPreview, Restoring};
pub use import::Source;
pub use keeping::IMPORT_KEPT;
pub use lists::{List, QuotasSeen};
pub use look::TeamLook;
pub use now::{Now, is_stand_in};
pub use past::PastFound;
pub use rehearsal::rehearse_replies;
pub use saving::Saving;

use crate::browser::clock::now_ms;
use crate::domain::{Rep, RepId, Settings};
use crate::reader::{ChangeKind, ChangedDeals, Import, Summary};
use crate::store::browser::LocalBackend;
use crate::store::browser::turn::Role;
use crate::store::{BackendError, Budget, DealsIndex, Finding, Opened, SaveError, TeamStore};
use counting::Counted;
use leptos::prelude::*;
use std::collections::BTreeMap;
use undo::Undo;

/// What is kept, without the deals themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Team {
    /// What the team has chosen.
    pub settings: Settings,
    /// The reps, by name.
    pub reps: Vec<Rep>,
    /// Where the deals are.
    pub deals: DealsIndex,
}

/// The team's data for every page.
#[derive(Clone, Copy)]
pub struct TeamState {
    /// What is kept.
    pub team: RwSignal<Team>,
    /// What the kept deals add up to; none before they were counted.
    pub summary: RwSignal<Option<Summary>>,
    /// An import under way.
    pub import: RwSignal<Import>,
    /// Whether something about the import was answered or added.
    pub answered: StoredValue<bool>,
    /// The deals that the import changes, as far as they were looked at.
    pub changed: RwSignal<BTreeMap<ChangeKind, ChangedDeals>>,
    /// A backup file under way.
    pub restoring: RwSignal<Restoring>,
    /// Answers, columns and second files that the reader has not replied to yet: what is shown is
    /// not what would be kept.
    unanswered: RwSignal<usize>,
    /// The answer to "of ten quotes, how many come in?" that goes along with the import.
    pub of_ten: RwSignal<Option<u8>>,
    /// What was not as it should be when the data was opened.
    pub findings: RwSignal<Vec<String>>,
    /// Why the last change was not kept, or what became of a file.
    pub notice: RwSignal<Option<String>>,
    /// What is seen of the quotas.
    pub quotas: RwSignal<QuotasSeen>,
    /// The sentence beside which the last act may be undone.
    pub undoable: RwSignal<Option<String>>,
    /// How often everything was saved to a file since the page was opened.
    pub backed_up: RwSignal<usize>,
    /// Whether everything goes to a file by itself.
    pub auto_backup: RwSignal<AutoBackup>,
    /// Whether this tab writes, or another one.
    pub role: RwSignal<Role>,
    /// Units of storage that were free when the import was opened.
    free: StoredValue<usize>,
    undo: StoredValue<Option<Undo>>,
    /// What `summary` counts.
    counted: RwSignal<Option<Counted>>,
    store: StoredValue<Option<TeamStore<LocalBackend>>>,
}

impl TeamState {
    /// A state for all components below, with what is kept.
    pub fn provide(found: Vec<Finding>) -> Self {
        let state = Self {
            team: RwSignal::default(),
            summary: RwSignal::default(),
            import: RwSignal::default(),
            answered: StoredValue::default(),
            changed: RwSignal::default(),
            restoring: RwSignal::default(),
            unanswered: RwSignal::default(),
            of_ten: RwSignal::default(),
            findings: RwSignal::default(),
            notice: RwSignal::default(),
            quotas: RwSignal::default(),
            undoable: RwSignal::default(),
            backed_up: RwSignal::default(),
            auto_backup: RwSignal::default(),
            role: RwSignal::new(Role::Writes),
            free: StoredValue::default(),
            undo: StoredValue::default(),
            counted: RwSignal::default(),
            store: StoredValue::new(None),
        };
        provide_context(state);
        second_copy::found_at_the_start(found);
        Saving::here().follow();
        state.follow_the_turn();
        state.open();
        state.follow_the_mirror();
        state.take_snapshot_at_the_start();
        state.back_up_by_itself();
        state
    }

    /// The state of the app.
    pub fn here() -> Self {
        expect_context()
    }

    /// Reads what is kept, and puts in order what an interrupted import left.
    pub(super) fn open(self) {
        match TeamStore::open(LocalBackend, Budget::LOCAL_STORAGE) {
            Ok((mut store, opened)) => {
                let Opened { workspace, deals, mut findings, saved_at } = opened;
                let mut found = second_copy::found();
                if found.iter().any(Finding::forbids_writing) {
                    store.forbid_writing();
                }
                found.retain(|finding| !findings.contains(finding));
                findings.splice(0..0, found);
                // What can't be put in order now is tried again at the next start.
                let _ = store.tidy(&deals, now_ms());
                self.say(&findings);
                let before = self.team.with_untracked(|team| team.deals.clone());
                self.team.set(Team {
                    settings: workspace.settings,
                    reps: workspace.reps,
                    deals: deals.index,
                });
                if self.team.with_untracked(|team| team.deals != before) {
                    self.close_what_was_read_beside();
                }
                self.store.set_value(Some(store));
                Saving::here().saved_at(saved_at);
                Saving::here().recall_backup();
                self.agree();
            }
            Err(error) => self.findings.set(vec![error.to_string()]),
        }
    }

    /// Says what was not as it should be, each sentence once.
    fn say(self, findings: &[Finding]) {
        auto_backup::is_missing_something(findings.iter().any(Finding::tells_of_a_loss));
        let mut said: Vec<String> = Vec::new();
        for finding in findings {
            let sentence = finding.to_string();
            if !said.contains(&sentence) {
                said.push(sentence);
            }
        }
        self.findings.set(said);
    }

    /// Who is in the team, by name.
    pub fn names(self) -> Memo<Vec<(RepId, String)>> {
        Memo::new(move |_| {
            self.team.with(|team| team.reps.iter().map(|rep| (rep.id, rep.name.clone())).collect())
        })
    }

    /// Whether an import or a backup is being written: nothing else may be meanwhile.
    pub fn is_writing(self) -> bool {
        self.import.with(|import| matches!(import, Import::Keeping(..)))
            || self.restoring.with(|restoring| matches!(restoring, Restoring::Writing(..)))
    }

    /// Whether something has to wait until an import or a backup is written, which is said then.
    fn has_to_wait(self) -> bool {
        let waits = untrack(|| self.is_writing());
        if waits {
            self.notice.set(Some(WAIT.to_owned()));
        }
        waits
    }

    /// Whether deals can't be written now; why is said then.
    fn may_not_write(self) -> bool {
        let allowed =
            self.store.with_value(|store| store.as_ref().map_or(Ok(()), TeamStore::check_writable));
        if let Err(error) = allowed {
            self.notice.set(Some(error.to_string()));
        }
        self.has_to_wait() || self.has_to_watch() || allowed.is_err()
    }

    /// Changes the settings and keeps them.
    pub fn change_settings(self, change: impl FnOnce(&mut Settings)) {
        if self.has_to_wait() {
            return;
        }
        self.team.update(|team| change(&mut team.settings));
        let settings = self.team.with_untracked(|team| team.settings);
        self.keep(|store| store.save_settings(&settings, now_ms()));
    }

    /// How much of the storage is used, of how much, in UTF-16 units.
    pub fn room(self) -> Option<(usize, usize)> {
        self.store.with_value(|store| {
            let (used, budget) = store.as_ref()?.room().ok()?;
            Some((used.all(), budget.units()))
        })
    }

    /// Whether an import of so many units does not fit beside the deals that are kept.
    pub fn is_tight_for(self, units: usize) -> bool {
        self.free.with_value(|free| *free < units)
    }

    /// Saves something, and says where it is not kept. What was done before can't be undone then.
    fn keep(self, save: impl FnOnce(&TeamStore<LocalBackend>) -> Result<(), SaveError>) -> bool {
        self.forget_undo();
        if self.watches() {
            return self.note_kept(Err(BackendError::OtherTab.into()));
        }
        if self.has_lost_everything() {
            // What is on the screen is kept once the rest is back.
            self.bring_back();
            return false;
        }
        let kept = self.store.with_value(|store| store.as_ref().map(save));
        if let Some(kept) = kept {
            self.note_kept(kept)
        } else {
            self.notice.set(Some(NOT_OPEN.to_owned()));
            false
        }
    }
}

const WAIT: &str = "Deals are being written: wait until that is done, then do it again.";

const NOT_OPEN: &str = "The browser does not let this page keep anything, so this change lasts \
                        only until the page is closed: allow site data for it and reload.";
