//! Which column says what.

use crate::intake::field::{Field, Kind, plain};
use crate::intake::source::SourceColumn;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The column of each field, counted from 0. Changeable: it is what the mapping screen edits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping {
    columns: BTreeMap<Field, usize>,
}

impl Mapping {
    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.get(&field).copied()
    }

    /// Gives a field a column, or takes it away.
    pub fn set(&mut self, field: Field, column: Option<usize>) {
        match column {
            Some(column) => self.columns.insert(field, column),
            None => self.columns.remove(&field),
        };
    }

    /// The fields that have a column.
    pub fn iter(&self) -> impl Iterator<Item = (Field, usize)> {
        self.columns.iter().map(|(field, column)| (*field, *column))
    }

    /// Whether anything says if a deal is won, lost or open.
    pub fn says_outcome(&self) -> bool {
        [Field::Stage, Field::Status, Field::IsWon, Field::WonOn]
            .iter()
            .any(|field| self.columns.contains_key(field))
    }
}

/// A mapping by the names and values of the columns, and what in it to ask about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingGuess {
    /// The column of each field.
    pub mapping: Mapping,
    /// The fields whose column is a guess: its name only resembles the known ones, or two
    /// columns have the same name and not the same values.
    pub unsure: BTreeSet<Field>,
}

impl MappingGuess {
    /// The likeliest column of each field.
    pub fn of(columns: &[SourceColumn]) -> Self {
        let names: Vec<String> = columns.iter().map(|column| plain(&column.name)).collect();
        let mut guess = Self::default();
        let mut taken = BTreeSet::new();
        guess.take_known(columns, &names, &mut taken, SourceColumn::fits);
        // Its name counts for more than its unreadable cells, which are listed and asked about.
        guess.take_known(columns, &names, &mut taken, SourceColumn::fits_somewhat);
        for (field, parts, never) in RESEMBLING {
            if guess.mapping.column(*field).is_none()
                && !guess.has_instead(*field)
                && let Some(column) = by_part(*field, parts, never, columns, &names, &taken)
            {
                guess.take(*field, column, false, &mut taken);
            }
        }
        let is_said = |_: &SourceColumn, kind| matches!(kind, Kind::Date | Kind::Amount);
        guess.take_known(columns, &names, &mut taken, is_said);
        guess
    }

    /// Takes the columns with a known name that may be read as what they are named for.
    fn take_known(
        &mut self,
        columns: &[SourceColumn],
        names: &[String],
        taken: &mut BTreeSet<usize>,
        may: impl Fn(&SourceColumn, Kind) -> bool,
    ) {
        for field in Field::ALL {
            if self.mapping.column(field).is_none()
                && let Some((column, sure)) = by_known_name(field, columns, names, taken, &may)
            {
                self.take(field, column, sure, taken);
            }
        }
    }

    fn take(&mut self, field: Field, column: usize, sure: bool, taken: &mut BTreeSet<usize>) {
        self.mapping.set(field, Some(column));
        taken.insert(column);
        if !sure {
            self.unsure.insert(field);
        }
    }

    /// Whether another field already says what this one would.
    fn has_instead(&self, field: Field) -> bool {
        let has = |field| self.mapping.column(field).is_some();
        match field {
            Field::Stage => self.mapping.says_outcome(),
            Field::Close => has(Field::Closed) || has(Field::WonOn) || has(Field::Expected),
            _ => false,
        }
    }
}

/// The column with the surest of a field's known names whose values may be its, and whether it is the
/// only one of that name.
fn by_known_name(
    field: Field,
    columns: &[SourceColumn],
    names: &[String],
    taken: &BTreeSet<usize>,
    may: impl Fn(&SourceColumn, Kind) -> bool,
) -> Option<(usize, bool)> {
    field.known_names().iter().find_map(|known| {
        let alike: Vec<usize> = (0..columns.len())
            .filter(|at| !taken.contains(at) && names.get(*at).is_some_and(|name| name == known))
            .filter(|at| columns.get(*at).is_some_and(|column| may(column, field.kind())))
            .collect();
        let first = *alike.first()?;
        let values = |at: &usize| columns.get(*at).map(|column| &column.samples);
        let same = alike.iter().all(|at| values(at) == values(&first));
        match field {
            // Salesforce writes the id twice under one name, with 15 and with 18 characters:
            // the longer one also lives through programs that ignore case.
            Field::Id => {
                let length = |at: &&usize| columns.get(**at).map_or(0, SourceColumn::longest);
                alike.iter().rev().max_by_key(length).map(|at| (*at, true))
            }
            _ => Some((first, same)),
        }
    })
}

type Resembling = (Field, &'static [&'static str], &'static [&'static str]);

/// Parts of a name that make a column likely, and parts that rule it out.
const RESEMBLING: &[Resembling] = &[
    (
        Field::Rep,
        &["owner", "sales rep", "salesperson", "sales agent", "seller", "account manager"],
        &["role", "id", "email", "phone", "team", "title", "region", "alias", "date", "manager s"],
    ),
    (
        Field::Stage,
        &["stage", "status"],
        &[
            "date", "time", "change", "reason", "entered", "days", "duration", "previous", "lead",
            "call", "email", "task",
        ],
    ),
    (
        Field::Amount,
        &["amount", "value", "revenue", "price", "acv", "arr"],
        &["weighted", "expected", "probab", "currency", "quantity", "forecast", "target"],
    ),
    (Field::Created, &["created", "creation", "opened"], &["by", "modified", "activity"]),
    (
        Field::Close,
        &["close date", "closing date", "closed"],
        &["reason", "by", "period", "entered"],
    ),
    (
        Field::Account,
        &["account", "company", "customer", "client"],
        &["id", "owner", "type", "manager"],
    ),
    (
        Field::Name,
        &["opportunity", "deal name", "deal"],
        &["id", "type", "owner", "stage", "amount", "date", "source"],
    ),
];

fn by_part(
    field: Field,
    parts: &[&str],
    never: &[&str],
    columns: &[SourceColumn],
    names: &[String],
    taken: &BTreeSet<usize>,
) -> Option<usize> {
    let ruled_out = |name: &str| {
        never.iter().any(|part| {
            name.split(' ').any(|word| word == *part) || (part.len() > 3 && name.contains(part))
        })
    };
    parts.iter().find_map(|part| {
        (0..columns.len()).find(|at| {
            let fits = columns.get(*at).is_some_and(|column| {
                column.has_values()
                    && column.fits(field.kind())
                    && (field != Field::Rep || column.could_say_who())
            });
            let named = names.get(*at).is_some_and(|name| name.contains(part) && !ruled_out(name));
            fits && named && !taken.contains(at)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::layout::Layout;

    fn guess(text: &str) -> MappingGuess {
        MappingGuess::of(&SourceColumn::all(text, &Layout::of(text).unwrap()).0)
    }

    #[track_caller]
    fn case(text: &str, field: Field, column: Option<usize>, sure: bool) {
        let guess = guess(text);
        assert_eq!(guess.mapping.column(field), column, "{field:?} in {text:?}");
        assert_eq!(!guess.unsure.contains(&field), sure, "{field:?} in {text:?}");
    }

    #[test]
    fn the_surest_name_wins() {
        case("name,deal name,stage\nx,y,Won\n", Field::Name, Some(1), true);
        case("Amount,ACV\n5,6\n", Field::Amount, Some(0), true);
        case("Close Date (2),Close Date\n2026-01-05,2026-01-06\n", Field::Close, Some(1), true);
    }

    #[test]
    fn the_values_say_whether_closed_is_a_date_or_a_yes() {
        let dates = "stage,closed\nWon,2026-01-05\nOpen,\n";
        case(dates, Field::Closed, Some(1), true);
        case(dates, Field::IsClosed, None, true);
        let flags = "stage,closed\nWon,true\nOpen,false\n";
        case(flags, Field::Closed, None, true);
        case(flags, Field::IsClosed, Some(1), true);
    }

    #[test]
    fn a_known_name_counts_for_more_than_cells_that_can_not_be_read() {
        case("stage,Amount\nWon,TBD\nWon,TBD\nWon,5\n", Field::Amount, Some(1), true);
        case("stage,Amount\nWon,TBD\nWon,TBD\n", Field::Amount, Some(1), true);
        let dates = "stage,Close Date\nOpen,next quarter\nOpen,soon\nWon,2026-01-05\n";
        case(dates, Field::Close, Some(1), true);
    }

    #[test]
    fn a_readable_column_counts_for_more_than_a_known_name_without_one_readable_cell() {
        let text = "stage,Value,Revenue EUR\nWon,high,5\nWon,low,6\n";
        case(text, Field::Amount, Some(2), false);
    }

    #[test]
    fn a_name_that_only_resembles_is_asked_about() {
        let text = "Opp owner,Deal value EUR,stage\nDana,5,Won\nDana,6,Won\nTom,7,Won\nTom,8,Won\n";
        case(text, Field::Rep, Some(0), false);
        case(text, Field::Amount, Some(1), false);
    }

    #[test]
    fn neighbours_of_a_field_are_not_taken_for_it() {
        let text = "Owner Role,Assigned SE,Weighted value,stage\nAE,Kim,5,Won\nAE,Kim,6,Won\n\
                    AM,Lee,5,Won\nAM,Lee,6,Won\n";
        case(text, Field::Rep, None, true);
        case(text, Field::Amount, None, true);
    }

    #[test]
    fn of_two_columns_with_one_name_and_other_values_one_is_asked_about() {
        case("stage,amount,amount\nWon,5,6\n", Field::Amount, Some(1), false);
        case("stage,amount,amount\nWon,5,5\n", Field::Amount, Some(1), true);
    }

    #[test]
    fn of_two_ids_with_one_name_the_longer_is_taken() {
        let text = "Opportunity ID,Stage,Opportunity ID\n00630000000abCd,Won,00630000000abCdAAI\n";
        case(text, Field::Id, Some(2), true);
    }
}
