//! Team lists and sheets of quotas, which are taken over at once.

use super::TeamState;
use super::import::Source;
use crate::browser::files;
use crate::browser::reader_client::ReaderClient;
use crate::domain::{Period, Quota, Rep, RepId};
use crate::intake::{Meant, NamePair, QuotaReading, QuotaSheet};
use crate::reader::{Ask, Import, Message, TeamRead, Told};
use crate::ui::format;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use std::cell::RefCell;

/// What a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Who is in the team, who leads whom, and where.
    Team,
    /// What each is to bring in.
    Quotas,
}

/// What is seen of the quotas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuotasSeen {
    /// The fiscal year; that of the period until one is chosen.
    pub year: Option<i16>,
    /// Names of a sheet that may mean a rep, until that is answered.
    pub unsure: Vec<UnsureName>,
}

/// A name of a sheet of quotas that may mean a rep.
#[derive(Clone, Debug, PartialEq)]
pub struct UnsureName {
    /// As the sheet writes it.
    pub theirs: String,
    /// Whom it may mean.
    pub rep: RepId,
    /// What the sheet says of them.
    pub quotas: Vec<Quota>,
}

/// A file that is no list was brought as one while a report is open.
const OTHER_KIND: &str = "That file is no such list, and another file is open under Import: keep or \
    cancel that one first, then bring this one there.";

thread_local! {
    /// The reader of the list that is being read. Dropped, it ends.
    static LIST: RefCell<Option<ReaderClient>> = const { RefCell::new(None) };
}

impl TeamState {
    /// Reads a list and takes it over. An import that is open stays open.
    pub fn bring_list(self, source: &Source, list: List) {
        if self.has_to_wait() {
            return;
        }
        if list == List::Quotas && self.has_to_count() {
            let source = source.clone();
            spawn_local(async move {
                self.until_counted().await;
                self.bring_list(&source, list);
            });
            return;
        }
        self.notice.set(None);
        if let Source::File(file) = source
            && let Err(error) = files::check_size(file)
        {
            self.notice.set(Some(error.to_string()));
            return;
        }
        let brought = source.clone();
        let hear = move |message: &Message| self.hear_list(message, &brought);
        self.ask_once(&LIST, source, &self.asks_for(list), hear);
    }

    fn asks_for(self, list: List) -> String {
        match list {
            List::Team => {
                let reps = self.team.with_untracked(|team| team.reps.clone());
                Ask::Team.with(&json!({ "reps": reps, "chosen": {} }))
            }
            List::Quotas => Ask::Quotas.with(&QuotaReading {
                calendar: self.team.with_untracked(|team| team.settings.calendar),
                today: untrack(|| self.period()).start,
                unnamed: None,
                mark: None,
            }),
        }
    }

    /// Whether that was the answer; what it says is taken over.
    fn hear_list(self, message: &Message, source: &Source) -> bool {
        match message.told {
            Told::Team => {
                if let Some(team) = message.read() {
                    self.take_team_list(&team);
                }
            }
            Told::Quotas => {
                if let Some(sheet) = message.read() {
                    self.take_quotas(&sheet);
                }
            }
            // A report that is open is not given up for it.
            Told::OtherKind if self.import.with_untracked(Import::may_be_confirmed) => {
                self.notice.set(Some(OTHER_KIND.to_owned()));
            }
            Told::OtherKind => self.bring(source.clone()),
            _ => return false,
        }
        true
    }

    /// Takes a team list over, and says what became of it.
    fn take_team_list(self, team: &TeamRead) {
        let mut said = vec![format!(
            "{} taken over.",
            format::counted(
                team.members as u64,
                "person of the team list was",
                "people of the team list were"
            )
        )];
        if !team.nameless.is_empty() {
            said.push(format!(
                "{} left out.",
                format::counted(
                    team.nameless.len() as u64,
                    "line without a name was",
                    "lines without a name were"
                )
            ));
        }
        if !team.ambiguous_starts.is_empty() {
            said.push(format!(
                "{} left out: write it as 2026-03-01.",
                format::counted(
                    team.ambiguous_starts.len() as u64,
                    "start date can be read both ways and was",
                    "start dates can be read both ways and were"
                )
            ));
        }
        let unsure = team.unsure.iter().map(|NamePair { theirs, ours }| {
            format!("{theirs} may be {ours}: open {theirs} below and join them if so.")
        });
        said.extend(unsure);
        let mut reps = self.team.with_untracked(|team| team.reps.clone());
        for taught in &team.reps {
            taught.put_into(&mut reps);
        }
        self.take_reps_undoably(reps, &said.join(" "));
    }

    /// Takes a sheet of quotas over, and says what became of it.
    fn take_quotas(self, sheet: &QuotaSheet) {
        let mut reps = self.team.with_untracked(|team| team.reps.clone());
        // A sheet that comes first says who is in the team.
        let is_first = reps.is_empty();
        let (mut unknown, mut unsure) = (Vec::new(), Vec::new());
        let mut taken = 0_u64;
        let mut time = None::<Period>;
        for (name, quotas) in &sheet.quotas {
            let place = match Meant::among(&reps, name) {
                Meant::Rep(place) => place,
                Meant::Perhaps(_) | Meant::Nobody if is_first => {
                    reps.push(Rep::new_beside(&reps, name));
                    reps.len() - 1
                }
                Meant::Perhaps(place) => {
                    unsure.extend(reps.get(place).map(|rep| UnsureName {
                        theirs: name.clone(),
                        rep: rep.id,
                        quotas: quotas.clone(),
                    }));
                    continue;
                }
                Meant::Nobody => {
                    unknown.push(name.as_str());
                    continue;
                }
            };
            let Some(rep) = reps.get_mut(place) else { continue };
            for quota in quotas {
                rep.set_quota(*quota);
                let Period { start, end } = quota.period;
                time = Some(time.map_or(quota.period, |time| Period {
                    start: time.start.min(start),
                    end: time.end.max(end),
                }));
            }
            taken += 1;
        }
        let mut said = Vec::new();
        match time {
            Some(time) => said.push(format!(
                "Quotas of {} were taken over, for {} to {}.",
                format::counted(taken, "rep", "reps"),
                format::date(time.start),
                format::date(time.last_day()),
            )),
            None if unsure.is_empty() => {
                said.push("None of these quotas was taken over.".to_owned());
            }
            None => {}
        }
        if !unknown.is_empty() {
            said.push(format!(
                "Not in the team: {}. Add them under Reps, then bring the quotas again.",
                unknown.join("; ")
            ));
        }
        self.quotas.update(|seen| seen.unsure = unsure);
        if let Some((line, text)) = sheet.unreadable.first() {
            said.push(format!(
                "{} no amount, the first on line {line}: {text}.",
                format::counted(sheet.unreadable.len() as u64, "cell is", "cells are")
            ));
        }
        if let Some(line) = sheet.unlike_parts.first() {
            said.push(format!(
                "{} not what the parts add up to, the first on line {line}: the parts were taken.",
                format::counted(sheet.unlike_parts.len() as u64, "total is", "totals are")
            ));
        }
        let partly: Vec<String> =
            sheet.partly.iter().map(|period| format::date(period.start)).collect();
        if !partly.is_empty() {
            said.push(format!(
                "Of the periods from {} the sheet has only a part, which was taken for all.",
                partly.join(", ")
            ));
        }
        if let Some((text, _)) = &sheet.ambiguous {
            said.push(format!("{text} can be read both ways: check the amounts below."));
        }
        if let Some(time) = time {
            let calendar = self.team.with_untracked(|team| team.settings.calendar);
            let last = time.last_day();
            let year = calendar.fiscal_year(calendar.period_of(last));
            self.quotas.update(|seen| seen.year = Some(year));
            self.take_reps_undoably(reps, &said.join(" "));
        } else if !said.is_empty() {
            self.notice.set(Some(said.join(" ")));
        }
    }

    /// The name means that rep: it is known from now on, and what the sheet says is taken over.
    pub fn take_unsure(self, place: usize) {
        let Some(unsure) = self.answered_unsure(place) else { return };
        let mut reps = self.team.with_untracked(|team| team.reps.clone());
        let Some(rep) = reps.iter_mut().find(|rep| rep.id == unsure.rep) else { return };
        rep.know_as(unsure.theirs);
        for quota in unsure.quotas {
            rep.set_quota(quota);
        }
        let sentence = format!("Quotas of {} were taken over.", rep.name);
        self.take_reps_undoably(reps, &sentence);
    }

    /// The name means somebody else, who is not in the team.
    pub fn leave_unsure(self, place: usize) {
        if let Some(unsure) = self.answered_unsure(place) {
            self.notice.set(Some(format!(
                "{} is not in the team: add them under Reps, then bring the quotas again.",
                unsure.theirs
            )));
        }
    }

    fn answered_unsure(self, place: usize) -> Option<UnsureName> {
        if self.has_to_wait() {
            return None;
        }
        let is_there = self.quotas.with_untracked(|seen| place < seen.unsure.len());
        is_there.then(|| self.quotas.try_update(|seen| seen.unsure.remove(place))).flatten()
    }
}
