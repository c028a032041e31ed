//! What the user answered and changed.

use crate::intake::amounts::DecimalMark;
use crate::intake::dates::DayOrder;
use crate::intake::field::Field;
use crate::intake::stage::StageMeaning;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The answers given so far. What is not answered is guessed, and asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// Fields whose guessed column was confirmed.
    pub confirmed: BTreeSet<Field>,
    /// The order of day and month in a column.
    pub day_order: BTreeMap<Field, DayOrder>,
    /// The decimal mark of the amounts.
    pub decimal_mark: Option<DecimalMark>,
    /// What stages and statuses mean, by how the file writes them.
    pub stages: BTreeMap<String, StageMeaning>,
    /// Who owns the deals of which the file does not say it.
    pub owner: Option<Owner>,
    /// The rep meant by a name: another way to write it, or the name itself for a rep of its own.
    pub reps: BTreeMap<String, String>,
    /// What to do with rows that have the id of an earlier one and other values.
    pub repeated_ids: Option<RepeatedIds>,
    /// Whether amounts in several currencies may stand side by side.
    pub several_currencies: bool,
    /// Whether deals whose loss was never recorded are known to the user.
    pub few_losses: bool,
}

/// Who owns deals without an owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Owner {
    /// This rep.
    Rep(String),
    /// Nobody: they count for the team alone.
    Nobody,
}

/// Rows with the id of an earlier row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RepeatedIds {
    /// The first row is the deal.
    #[default]
    KeepFirst,
    /// Each row is a part of the deal: their amounts add up.
    AddUp,
}
