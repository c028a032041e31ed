//! What stays in the place of a record that is no more, so that an older copy elsewhere does not
//! bring it back: in the place of its data.

use serde::{Serialize, Serializer};

/// Why a record is no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// The user removed it.
    Removed,
    /// The user erased it with all that belongs to it: this is all that is known of it.
    Erased,
    /// It came by something that was undone: as if it had never been here. It holds the place, so that
    /// no revision is given twice, and is in no file.
    Undone,
}

impl Mark {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Removed, Self::Erased, Self::Undone];

    /// As data, in JSON.
    pub const fn data(self) -> &'static str {
        match self {
            Self::Removed => "null",
            Self::Erased => "\"erased\"",
            Self::Undone => "\"undone\"",
        }
    }

    /// The mark that stands in the place of data; none where there are data.
    pub fn of_data(data: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.data() == data)
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Removed => serializer.serialize_unit(),
            Self::Erased => serializer.serialize_str("erased"),
            Self::Undone => serializer.serialize_str("undone"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_known_by_what_is_written_of_it_and_data_are_none() {
        for mark in Mark::ALL {
            assert_eq!(serde_json::to_string(&mark).unwrap(), mark.data());
            assert_eq!(Mark::of_data(mark.data()), Some(mark));
        }
        assert_eq!(Mark::of_data("{}"), None);
    }
}
