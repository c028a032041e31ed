//! The reps of a team with who leads them and where.

use crate::domain::{Rep, Workspace};
use crate::intake::column::{Dates, Words};
use crate::intake::dates::DayOrder;
use crate::intake::field::Field;
use crate::intake::rep_names::{NamePair, RepNames};
use crate::intake::table::{Table, TableError, TableRow};
use jiff::civil::Date;
use std::collections::BTreeMap;
use thiserror::Error;

/// Why a team list can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TeamError {
    /// It is no table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Nothing says who.
    #[error("No column names the reps: put their names under \"Rep\" and try again.")]
    NoReps,
}

/// A team list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamList {
    /// The members, in the order of the list.
    pub members: Vec<Member>,
    /// Lines without a name.
    pub nameless: Vec<usize>,
    /// Lines whose start date can be read both ways, such as 05/03/2021, and was left out.
    pub ambiguous_starts: Vec<usize>,
}

/// A rep as a team list has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name, as the list writes it.
    pub name: String,
    /// Who leads the rep.
    pub manager: Option<String>,
    /// The region or office.
    pub region: Option<String>,
    /// The role or segment.
    pub role: Option<String>,
    /// The peer group.
    pub group: Option<String>,
    /// When the rep started.
    pub started: Option<Date>,
}

pub(super) const MANAGER: [&str; 6] =
    ["manager", "sales manager", "team lead", "lead", "reports to", "manager name"];
pub(super) const REGION: [&str; 8] = [
    "region",
    "regional office",
    "office",
    "territory",
    "sales region",
    "area",
    "country",
    "location",
];
const ROLE: [&str; 5] = ["role", "segment", "title", "job title", "position"];
const GROUP: [&str; 4] = ["group", "peer group", "team", "squad"];
const STARTED: [&str; 5] = ["start date", "started", "hire date", "hired", "joined"];

impl TeamList {
    /// Reads a list with a column of reps, and whichever of manager, region, role, group and
    /// start date it has.
    ///
    /// # Errors
    /// Where no column names the reps.
    pub fn read(text: &str) -> Result<Self, TeamError> {
        let table = Table::read(text)?;
        let known = Field::Rep.known_names();
        let name = table.column(known).or_else(|| table.column(&["name", "full name", "user"]));
        let name = name.ok_or(TeamError::NoReps)?;
        let columns = [MANAGER.as_slice(), &REGION, &ROLE, &GROUP, &STARTED]
            .map(|known| table.column(known).filter(|column| *column != name));
        let [manager, region, role, group, started] = columns;
        let text = |row: &TableRow, column: Option<usize>| {
            column.map(|column| row.cell(column).to_owned()).filter(|text| !text.is_empty())
        };
        let mut list = Self::default();
        let (mut dates, mut lines) = (Dates::default(), Vec::new());
        for row in table.rows() {
            if row.cell(name).is_empty() {
                list.nameless.push(row.line);
                continue;
            }
            list.members.push(Member {
                name: row.cell(name).to_owned(),
                manager: text(row, manager),
                region: text(row, region),
                role: text(row, role),
                group: text(row, group),
                started: None,
            });
            if let Some(column) = started {
                dates.push(row.cell(column));
                lines.push(row.line);
            }
        }
        list.date_members(&dates, &lines);
        Ok(list)
    }

    /// Gives the members their start dates, but for those that can be read both ways where
    /// nothing in the column proves the order of day and month.
    fn date_members(&mut self, dates: &Dates, lines: &[usize]) {
        let proved = dates.proof().proved();
        for (row, (member, line)) in self.members.iter_mut().zip(lines).enumerate() {
            let day_first = dates.day(row, proved.unwrap_or(DayOrder::DayFirst));
            let month_first = dates.day(row, proved.unwrap_or(DayOrder::MonthFirst));
            if day_first == month_first {
                member.started = day_first;
            } else {
                self.ambiguous_starts.push(*line);
            }
        }
    }

    /// Matches the members with the reps of the team. `chosen` says which rep a name means, where
    /// the user said so.
    pub fn matched(&self, known: &[Rep], chosen: &BTreeMap<String, String>) -> TeamMatch {
        let mut words = Words::default();
        for member in &self.members {
            words.push(&member.name);
        }
        let names = RepNames::of(&words, known, chosen);
        let of_member = (0..self.members.len())
            .map(|row| words.number(row).and_then(|number| names.name(number)))
            .map(|name| name.unwrap_or_default().to_owned())
            .collect();
        TeamMatch { names: of_member, joined: names.joined, unsure: names.unsure }
    }

    /// Adds the members to a team: what the list says of a rep replaces what was known, and what
    /// it does not say stays.
    pub fn apply(&self, matched: &TeamMatch, workspace: &mut Workspace) {
        for (member, name) in self.members.iter().zip(&matched.names) {
            if name.is_empty() {
                continue;
            }
            let id = workspace.add_rep(name);
            let Some(rep) = workspace.reps.iter_mut().find(|rep| rep.id == id) else { continue };
            let say = |known: &mut Option<String>, said: &Option<String>| {
                if said.is_some() {
                    known.clone_from(said);
                }
            };
            say(&mut rep.manager, &member.manager);
            say(&mut rep.region, &member.region);
            say(&mut rep.role, &member.role);
            say(&mut rep.group, &member.group);
            rep.started = member.started.or(rep.started);
            rep.know_as(member.name.clone());
        }
    }
}

/// Which rep each member is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamMatch {
    names: Vec<String>,
    /// Names that were joined with a rep, surely.
    pub joined: Vec<NamePair>,
    /// Names that may mean a rep: to be asked.
    pub unsure: Vec<NamePair>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "Sales Agent,Manager,Regional Office,Start Date\n\
                        \"Okafor, Dana\",Eve,West,2024-02-01\nTom Reed,,East,\n,x,,\n";

    #[test]
    fn a_list_tells_who_leads_whom_and_where() {
        let list = TeamList::read(LIST).unwrap();
        assert_eq!(list.members.len(), 2);
        assert_eq!(list.nameless, [4]);
        assert_eq!(list.members[0].manager.as_deref(), Some("Eve"));
        assert_eq!(list.members[0].started, Some("2024-02-01".parse().unwrap()));
        assert_eq!(TeamList::read("a,b\n1,2\n"), Err(TeamError::NoReps));
    }

    #[test]
    fn a_start_date_that_reads_both_ways_is_left_out_and_said() {
        let read = |rows: &str| TeamList::read(&format!("rep,start date\n{rows}")).unwrap();
        let list = read("Dana,05/03/2021\nTom,2021-05-27\n");
        assert_eq!(list.ambiguous_starts, [2]);
        assert_eq!(list.members[0].started, None);
        assert_eq!(list.members[1].started, "2021-05-27".parse().ok());
        let list = read("Dana,05/03/2021\nTom,27/05/2021\n");
        assert_eq!(list.members[0].started, "2021-03-05".parse().ok());
    }

    #[test]
    fn a_list_adds_to_the_reps_known() {
        let mut workspace = Workspace::default();
        workspace.add_rep("Dana Okafor");
        workspace.reps[0].role = Some("Hunter".to_owned());
        let list = TeamList::read(LIST).unwrap();
        let matched = list.matched(&workspace.reps, &BTreeMap::new());
        list.apply(&matched, &mut workspace);
        assert_eq!(workspace.reps.len(), 2);
        let dana = workspace.rep_named("Okafor, Dana").unwrap();
        assert_eq!((dana.name.as_str(), dana.region.as_deref()), ("Dana Okafor", Some("West")));
        assert_eq!(dana.role.as_deref(), Some("Hunter"));
    }
}
