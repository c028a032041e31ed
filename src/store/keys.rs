//! The keys that the store's texts lie under.

use std::fmt;

/// Before every key of the store: sites of one host share their storage.
pub const PREFIX: &str = "ridealong:";

/// Before the keys of the calculators' figures, which are kept beside the team's data.
pub const CALCULATORS: &str = "ridealong/";

/// Which tab writes, and the team's figures of the last visit: of this moment, and worked out anew.
/// Neither has a place in the second copy.
const OF_THIS_MOMENT: [&str; 2] = [WRITER, LAST_FIGURES];

/// The mark of the tab that writes.
pub const WRITER: &str = "ridealong/writer";

/// The team's figures as they were shown last.
pub const LAST_FIGURES: &str = "ridealong/last-figures";

/// Whether the second copy holds what lies under a key of the calculators.
pub fn is_mirrored_figure(key: &str) -> bool {
    key.starts_with(CALCULATORS) && !OF_THIS_MOMENT.contains(&key)
}

/// What a small record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What the team has chosen.
    Settings,
    /// A rep.
    Rep,
    /// What was answered for files of a shape.
    FileShape,
    /// What the file that was loaded last from another device held: what both had in common.
    Handover,
    /// Which deals are the kept ones.
    DealsIndex,
    /// The deals of a rep.
    Deals,
}

impl Kind {
    /// Those that are small records, each in two slots.
    pub const RECORDS: [Self; 5] =
        [Self::Settings, Self::Rep, Self::FileShape, Self::Handover, Self::DealsIndex];

    /// Those that a backup holds and a load puts together with what is here. (Of [`Self::Handover`] a
    /// backup holds one of its own; which deals are kept says the import that a load is.)
    pub const SHARED: [Self; 3] = [Self::Settings, Self::Rep, Self::FileShape];

    /// All there are.
    pub const ALL: [Self; 6] =
        [Self::Settings, Self::Rep, Self::FileShape, Self::Handover, Self::DealsIndex, Self::Deals];

    /// In keys and envelopes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Rep => "rep",
            Self::FileShape => "shape",
            Self::Handover => "handover",
            Self::DealsIndex => "index",
            Self::Deals => "deals",
        }
    }

    /// Whether there may be any number of it. Of what there is one, the first is no growth.
    pub const fn grows(self) -> bool {
        match self {
            Self::Rep | Self::FileShape | Self::Deals => true,
            Self::Settings | Self::Handover | Self::DealsIndex => false,
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One of the two places of a small record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// For even revisions.
    Even,
    /// For odd revisions.
    Odd,
}

impl Slot {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Even, Self::Odd];

    /// The slot of a revision.
    pub const fn of(rev: u64) -> Self {
        if rev.is_multiple_of(2) { Self::Even } else { Self::Odd }
    }
}

/// A key of the store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A small record.
    Record {
        /// What it is about.
        kind: Kind,
        /// Which of them.
        id: String,
        /// In which place.
        slot: Slot,
    },
    /// The deals of a rep.
    Deals {
        /// Of which import.
        generation: u64,
        /// Of which rep.
        rep: String,
    },
    /// Something unreadable, as it was found.
    Aside {
        /// A number of its own.
        number: u64,
        /// Where it was found.
        found_at: String,
    },
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        match self {
            Self::Record { kind, id, slot } => {
                let number = u8::from(*slot == Slot::Odd);
                write!(f, "{}:{id}:{number}", kind.name())
            }
            Self::Deals { generation, rep } => write!(f, "deals:{generation}:{rep}"),
            Self::Aside { number, found_at } => write!(f, "aside:{number}:{found_at}"),
        }
    }
}

impl Key {
    /// Whether a rep or deals lie under it: without one there is no team.
    pub const fn is_of_a_team(&self) -> bool {
        matches!(self, Self::Record { kind: Kind::Rep, .. } | Self::Deals { .. })
    }

    /// Takes a key apart; `None` where it is none of the store's.
    pub fn parse(key: &str) -> Option<Self> {
        let (kind, rest) = key.strip_prefix(PREFIX)?.split_once(':')?;
        if kind == "aside" {
            let (number, found_at) = rest.split_once(':')?;
            return Some(Self::Aside {
                number: number.parse().ok()?,
                found_at: found_at.to_owned(),
            });
        }
        match Kind::named(kind)? {
            Kind::Deals => {
                let (generation, rep) = rest.split_once(':')?;
                Some(Self::Deals { generation: generation.parse().ok()?, rep: rep.to_owned() })
            }
            kind => {
                let (id, slot) = rest.rsplit_once(':')?;
                let slot = match slot {
                    "0" => Slot::Even,
                    "1" => Slot::Odd,
                    _ => return None,
                };
                Some(Self::Record { kind, id: id.to_owned(), slot })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(key: &Key, text: &str) {
        assert_eq!(key.to_string(), text);
        assert_eq!(Key::parse(text).as_ref(), Some(key));
    }

    #[test]
    fn keys_are_written_and_taken_apart() {
        let id = "00a1".to_owned();
        case(&Key::Record { kind: Kind::Rep, id, slot: Slot::Odd }, "ridealong:rep:00a1:1");
        case(&Key::Deals { generation: 7, rep: "00a1".to_owned() }, "ridealong:deals:7:00a1");
        let found_at = "ridealong:rep:00a1:1".to_owned();
        case(&Key::Aside { number: 3, found_at }, "ridealong:aside:3:ridealong:rep:00a1:1");
    }

    #[test]
    fn the_keys_of_others_are_left_alone() {
        for key in ["", "theme", "other:rep:1:0", "ridealong:rep:1:2", "ridealong:deals:x:1"] {
            assert_eq!(Key::parse(key), None, "{key}");
        }
    }

    #[test]
    fn settings_and_what_was_put_aside_make_no_team() {
        let of_a_team = |text| Key::parse(text).unwrap().is_of_a_team();
        assert!(of_a_team("ridealong:rep:00a1:1") && of_a_team("ridealong:deals:7:00a1"));
        for text in ["ridealong:settings:team:0", "ridealong:index:deals:1", "ridealong:aside:1:x"]
        {
            assert!(!of_a_team(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_key_panics(key in "(ridealong:)?\\PC{0,20}") {
            let _ = Key::parse(&key);
        }
    }
}
