//! Whether a row is won, lost or open.

use crate::domain::Outcome;
use crate::intake::choices::Choices;
use crate::intake::column::{Dates, Flags, Words};
use crate::intake::field::Field;
use crate::intake::stage::{self, StageMeaning};
use crate::intake::staged::StagedDeals;
use serde::{Deserialize, Serialize};

/// A stage or status and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageValue {
    /// As the file writes it.
    pub value: String,
    /// How many rows have it.
    pub rows: usize,
    /// What it was taken for.
    pub meaning: StageMeaning,
    /// Whether its name leaves no doubt or the user said it.
    pub sure: bool,
}

impl StageValue {
    /// What it was taken for; `None` where its deals are left out.
    pub const fn outcome(&self) -> Option<Outcome> {
        match self.meaning {
            StageMeaning::Is(outcome) => Some(outcome),
            StageMeaning::LeaveOut => None,
        }
    }
}

/// What decides whether a row is won, lost or open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeRule {
    /// The column of stages or statuses that decides.
    pub decides: Option<Field>,
    /// Whether columns of yes and no decide before it.
    pub by_flags: bool,
    /// Its values, by their number in the column.
    stages: Vec<StageValue>,
    /// Columns that do not decide, with what their values surely say.
    witnesses: Vec<(Field, Vec<Option<Outcome>>)>,
}

impl OutcomeRule {
    /// The rule for a file: yes or no where it has such columns; else the status, or the stage
    /// where only that tells won from lost.
    pub fn of(staged: &StagedDeals, choices: &Choices) -> Self {
        let values = |field| {
            let words = staged.words(field)?;
            Some(valued(words, choices)).filter(|values| values.len() > 1)
        };
        let mut found = [Field::Status, Field::Stage]
            .into_iter()
            .filter_map(|field| Some((field, values(field)?)))
            .collect::<Vec<_>>();
        found.sort_by_key(|(_, values)| !says_won_or_lost(values));
        let by_flags = staged.flags(Field::IsWon).is_some();
        let others = usize::from(!by_flags);
        let witnesses = found
            .iter()
            .skip(others)
            .map(|(field, values)| (*field, values.iter().map(surely_decided).collect()))
            .collect();
        let (decides, stages) = match found.into_iter().next() {
            Some((field, values)) => (Some(field), values),
            None => (None, Vec::new()),
        };
        Self { decides, by_flags, stages, witnesses }
    }

    /// Stages and statuses with what they were taken for.
    pub fn stages(&self) -> impl Iterator<Item = &StageValue> {
        self.stages.iter().skip(1)
    }

    /// The rows of a file under this rule.
    pub(super) fn rows<'a>(&'a self, staged: &'a StagedDeals) -> OutcomeRows<'a> {
        let witness = |at: usize| {
            let (field, says) = self.witnesses.get(at)?;
            Some((staged.words(*field)?, says.as_slice()))
        };
        OutcomeRows {
            rule: self,
            is_won: staged.flags(Field::IsWon),
            is_closed: staged.flags(Field::IsClosed),
            stages: self.decides.and_then(|field| staged.words(field)),
            won_on: staged.dates(Field::WonOn),
            lost_on: staged.dates(Field::LostOn),
            witnesses: [witness(0), witness(1)],
        }
    }
}

/// A column that does not decide, with what its values surely say.
type Witness<'a> = (&'a Words, &'a [Option<Outcome>]);

/// The rows of a file under a rule for their outcome.
#[derive(Clone, Copy)]
pub(super) struct OutcomeRows<'a> {
    rule: &'a OutcomeRule,
    is_won: Option<&'a Flags>,
    is_closed: Option<&'a Flags>,
    stages: Option<&'a Words>,
    won_on: Option<&'a Dates>,
    lost_on: Option<&'a Dates>,
    witnesses: [Option<Witness<'a>>; 2],
}

impl OutcomeRows<'_> {
    /// What a row is; `None` where nothing says it.
    pub(super) fn meaning(&self, row: usize) -> Option<StageMeaning> {
        let flag = |flags: Option<&Flags>| flags?.get(row);
        if self.rule.by_flags {
            match (flag(self.is_won), flag(self.is_closed)) {
                (Some(true), _) => return Some(StageMeaning::Is(Outcome::Won)),
                (Some(false), Some(true)) => return Some(StageMeaning::Is(Outcome::Lost)),
                (_, Some(false)) => return Some(StageMeaning::Is(Outcome::Open)),
                (Some(false) | None, None) | (None, Some(true)) => {}
            }
        }
        self.by_stage(row).or_else(|| self.by_dates(row))
    }

    fn by_stage(&self, row: usize) -> Option<StageMeaning> {
        let number = self.stages?.number(row)?;
        self.rule.stages.get(number).map(|stage| stage.meaning)
    }

    /// Without any stage or status the day it was won or lost says it.
    fn by_dates(&self, row: usize) -> Option<StageMeaning> {
        let won_on = self.won_on.filter(|_| self.stages.is_none())?;
        Some(StageMeaning::Is(if won_on.has_day(row) {
            Outcome::Won
        } else if self.lost_on.is_some_and(|dates| dates.has_day(row)) {
            Outcome::Lost
        } else {
            Outcome::Open
        }))
    }

    /// Whether a column that does not decide says won or lost where the one that does says
    /// something else.
    pub(super) fn is_contradicted(&self, row: usize, outcome: Outcome) -> bool {
        self.witnesses.iter().flatten().any(|(words, says)| {
            let said = words.number(row).and_then(|number| says.get(number).copied().flatten());
            said.is_some_and(|said| said != outcome)
        })
    }

    /// The text of the stage or status that decides.
    pub(super) fn stage(&self, row: usize) -> &str {
        self.stages.and_then(|words| words.text(row)).unwrap_or_default()
    }
}

/// Won or lost, where a value says so without doubt.
fn surely_decided(value: &StageValue) -> Option<Outcome> {
    value.outcome().filter(|outcome| value.sure && *outcome != Outcome::Open)
}

fn valued(words: &Words, choices: &Choices) -> Vec<StageValue> {
    words
        .values()
        .iter()
        .map(|word| {
            let guess = stage::guess(&word.text);
            let chosen = choices.stages.get(&word.text).copied();
            StageValue {
                value: word.text.clone(),
                rows: word.rows,
                meaning: chosen.unwrap_or(guess.meaning),
                sure: chosen.is_some() || guess.sure,
            }
        })
        .collect()
}

fn says_won_or_lost(values: &[StageValue]) -> bool {
    values.iter().skip(1).any(|value| surely_decided(value).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::reader::DealsReader;

    /// What each row of a text is, and whether it is contradicted.
    #[track_caller]
    fn case(text: &str, expected: &[(Outcome, bool)]) {
        let mut reader = DealsReader::open(text.to_owned()).unwrap();
        reader.advance(100).unwrap();
        let rule = OutcomeRule::of(reader.staged(), &Choices::default());
        let rows = rule.rows(reader.staged());
        let read: Vec<_> = (0..reader.staged().rows())
            .map(|row| match rows.meaning(row) {
                Some(StageMeaning::Is(outcome)) => (outcome, rows.is_contradicted(row, outcome)),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(read, expected, "{text:?}");
    }

    #[test]
    fn the_status_decides_and_the_stage_may_contradict_it() {
        case(
            "stage,status\nProposal,Open\nProposal,Lost\nClosed Won,Open\n",
            &[(Outcome::Open, false), (Outcome::Lost, false), (Outcome::Open, true)],
        );
    }

    #[test]
    fn a_status_that_does_not_tell_won_from_lost_does_not_decide() {
        case(
            "stage,status\nClosed Won,Active\nClosed Lost,Inactive\n",
            &[(Outcome::Won, false), (Outcome::Lost, false)],
        );
    }

    #[test]
    fn yes_and_no_decide_before_any_stage() {
        case(
            "stage,is closed,is won\nSigned,true,true\nDone,true,false\nClosed Won,false,false\n",
            &[(Outcome::Won, false), (Outcome::Lost, false), (Outcome::Open, true)],
        );
        case(
            "stage,is won\nClosed Lost,no\nProposal,no\n",
            &[(Outcome::Lost, false), (Outcome::Open, false)],
        );
    }

    #[test]
    fn without_stage_and_status_the_day_it_was_won_says_it() {
        case(
            "owner,won time,lost time\nDana,2026-01-05,\nDana,,2026-01-06\nDana,,\n",
            &[(Outcome::Won, false), (Outcome::Lost, false), (Outcome::Open, false)],
        );
    }
}
