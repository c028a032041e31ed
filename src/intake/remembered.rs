//! What was answered for a file, for the next one of the same shape.

use crate::intake::choices::Choices;
use crate::intake::field::{Field, plain};
use crate::intake::mapping::Mapping;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::hash::Hasher;

/// What files of one export have in common: their column names, in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape(u64);

impl Shape {
    /// The shape of a file with these column names.
    pub fn of(names: &[String]) -> Self {
        let mut names: Vec<String> = names.iter().map(|name| plain(name)).collect();
        names.sort_unstable();
        let mut hasher = fnv::FnvHasher::default();
        for name in names {
            hasher.write(name.as_bytes());
            hasher.write_u8(0xff);
        }
        Self(hasher.finish())
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Which column says what, by name, and the answers given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    columns: BTreeMap<Field, NamedColumn>,
    choices: Choices,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct NamedColumn {
    name: String,
    /// Of several columns of that name the how manieth, from 0.
    nth: usize,
}

impl Remembered {
    /// Remembers the mapping and the answers for a file with these column names. The mapping was
    /// seen and kept, so none of it is asked about again.
    pub fn of(names: &[String], mapping: &Mapping, choices: &Choices) -> Self {
        let plain: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let named = |column: usize| {
            let name = plain.get(column)?;
            let before = plain.get(..column)?;
            let nth = before.iter().filter(|other| *other == name).count();
            Some(NamedColumn { name: name.clone(), nth })
        };
        let columns =
            mapping.iter().filter_map(|(field, column)| Some((field, named(column)?))).collect();
        let mut choices = choices.clone();
        choices.confirmed.extend(mapping.iter().map(|(field, _)| field));
        Self { columns, choices }
    }

    /// The mapping for a file with these column names.
    pub fn mapping(&self, names: &[String]) -> Mapping {
        let plain: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let mut mapping = Mapping::default();
        for (field, column) in &self.columns {
            let alike = (0..plain.len()).filter(|at| plain.get(*at) == Some(&column.name));
            if let Some(at) = alike.into_iter().nth(column.nth) {
                mapping.set(*field, Some(at));
            }
        }
        mapping
    }

    /// The answers.
    pub const fn choices(&self) -> &Choices {
        &self.choices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn files_with_the_same_columns_have_one_shape_in_any_order() {
        let one = Shape::of(&names(&["Owner", "Deal Stage"]));
        assert_eq!(one, Shape::of(&names(&["deal_stage", " owner"])));
        assert_ne!(one, Shape::of(&names(&["Owner", "Deal Stage", "Amount"])));
        assert_ne!(one, Shape::of(&names(&["OwnerDeal", "Stage"])));
    }

    #[test]
    fn a_mapping_finds_its_columns_again_wherever_they_are() {
        let first = names(&["ID", "Owner", "ID"]);
        let mut mapping = Mapping::default();
        mapping.set(Field::Id, Some(2));
        mapping.set(Field::Rep, Some(1));
        let remembered = Remembered::of(&first, &mapping, &Choices::default());
        let text = serde_json::to_string(&remembered).unwrap();
        let remembered: Remembered = serde_json::from_str(&text).unwrap();
        let found = remembered.mapping(&names(&["owner", "id", "id"]));
        assert_eq!((found.column(Field::Id), found.column(Field::Rep)), (Some(2), Some(0)));
        assert!(remembered.choices().confirmed.contains(&Field::Id));
    }
}
