//! Whether a row is won, lost or open.

use crate::domain::Outcome;
use crate::intake::choices::Choices;
use crate::intake::column::{Dates, Words};
use crate::intake::field::Field;
use crate::intake::stage::{self, StageMeaning};
use crate::intake::staged::StagedDeals;

/// A stage or status and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        let (decides, stages) = match found.into_iter().next() {
            Some((field, values)) => (Some(field), values),
            None => (None, Vec::new()),
        };
        let by_flags = staged.flags(Field::IsWon).is_some();
        Self { decides, by_flags, stages }
    }

    /// Stages and statuses with what they were taken for.
    pub fn stages(&self) -> impl Iterator<Item = &StageValue> {
        self.stages.iter().skip(1)
    }

    /// What a row is; `None` where nothing says it.
    pub fn meaning(&self, staged: &StagedDeals, row: usize) -> Option<StageMeaning> {
        let flag = |field| staged.flags(field).and_then(|flags| flags.get(row));
        if self.by_flags {
            match (flag(Field::IsWon), flag(Field::IsClosed)) {
                (Some(true), _) => return Some(StageMeaning::Is(Outcome::Won)),
                (Some(false), Some(true)) => return Some(StageMeaning::Is(Outcome::Lost)),
                (_, Some(false)) => return Some(StageMeaning::Is(Outcome::Open)),
                (Some(false) | None, None) | (None, Some(true)) => {}
            }
        }
        self.by_stage(staged, row).or_else(|| self.by_dates(staged, row))
    }

    /// What the row's stage or status alone says, and whether surely.
    fn stage_value(&self, staged: &StagedDeals, row: usize) -> Option<&StageValue> {
        let number = staged.words(self.decides?)?.number(row)?;
        self.stages.get(number)
    }

    fn by_stage(&self, staged: &StagedDeals, row: usize) -> Option<StageMeaning> {
        self.stage_value(staged, row).map(|value| value.meaning)
    }

    /// Without any stage or status the day it was won or lost says it.
    fn by_dates(&self, staged: &StagedDeals, row: usize) -> Option<StageMeaning> {
        let won_on = staged.dates(Field::WonOn).filter(|_| self.decides.is_none())?;
        let has_day = |dates: &Dates| dates.has_day(row);
        Some(StageMeaning::Is(if has_day(won_on) {
            Outcome::Won
        } else if staged.dates(Field::LostOn).is_some_and(has_day) {
            Outcome::Lost
        } else {
            Outcome::Open
        }))
    }

    /// Whether the other columns contradict the one that decides: a status says open and the
    /// stage says won, or a yes stands against it.
    pub fn is_contradicted(&self, staged: &StagedDeals, row: usize, outcome: Outcome) -> bool {
        [Field::Status, Field::Stage].into_iter().any(|field| {
            let said = staged.words(field).and_then(|words| words.text(row)).map(stage::guess);
            let Some(said) = said.filter(|said| said.sure) else { return false };
            let decided = |outcome| outcome != Outcome::Open;
            match said.meaning {
                StageMeaning::Is(other) if Some(field) != self.decides || self.by_flags => {
                    other != outcome && decided(other)
                }
                StageMeaning::Is(_) | StageMeaning::LeaveOut => false,
            }
        })
    }
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
    let decided = |value: &StageValue| {
        value.sure && matches!(value.outcome(), Some(Outcome::Won | Outcome::Lost))
    };
    values.iter().skip(1).any(decided)
}
