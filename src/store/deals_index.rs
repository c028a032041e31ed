//! Which deals are the kept ones: the last thing that an import writes.

use crate::domain::plain_text;
use crate::store::keys::Key;
use serde::{Deserialize, Serialize};

/// The packs of the last whole import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealsIndex {
    /// Which import it was.
    pub generation: u64,
    /// Its packs.
    pub packs: Vec<PackEntry>,
    /// The import that takes this one's place, where this one's packs had to go first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<u64>,
}

impl DealsIndex {
    /// The key that a pack lies under, by its id.
    pub fn key(&self, pack: &str) -> String {
        Key::Deals { generation: self.generation, rep: pack.to_owned() }.to_string()
    }

    /// How many deals are kept.
    pub fn deals(&self) -> usize {
        self.packs.iter().map(|pack| pack.deals).sum()
    }
}

/// A pack of deals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackEntry {
    /// The rep's number and, behind a point, which part of their deals it is.
    pub id: String,
    /// How many deals it holds.
    pub deals: usize,
}

/// What the envelope of a pack holds. It says enough to make the index anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackData {
    /// The rep's name; none for deals that are nobody's.
    #[serde(default, deserialize_with = "plain_text::optional")]
    pub rep: Option<String>,
    /// How many packs the import has.
    pub of: usize,
    /// How many deals are in this one.
    pub deals: usize,
    /// The deals.
    pub packed: String,
}
