//! Which of two copies of a record counts, where the store and its mirror differ at the start.

use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::Kind;
use std::cmp::Ordering;

/// What becomes of the two texts under one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotRule {
    /// They are the same, or there are none.
    Same,
    /// The store's goes to the mirror.
    FromStore {
        /// Whether the mirror's can't be read: it is put aside.
        mirror_is_damaged: bool,
    },
    /// The mirror's goes to the store.
    FromMirror {
        /// Whether the store's can't be read: it is put aside.
        store_is_damaged: bool,
    },
    /// None can be read: each stays where it is.
    BothDamaged,
    /// A newer version of the app wrote one of them: nothing is touched.
    Newer {
        /// The version of its data.
        schema: u32,
    },
}

/// One text under a key.
enum Copy {
    None,
    Whole(Envelope),
    Damaged,
    Newer(u32),
}

impl Copy {
    fn read(text: Option<&str>, kind: Kind, id: &str) -> Self {
        let Some(text) = text else { return Self::None };
        match Envelope::read(text) {
            Reading::Whole(envelope) if envelope.kind == kind.name() && envelope.id == id => {
                Self::Whole(envelope)
            }
            Reading::Newer { schema } => Self::Newer(schema),
            Reading::Whole(_) | Reading::Damaged => Self::Damaged,
        }
    }
}

/// The newest whole copy wins, by how often it was written; of two written equally often, which
/// happens where one browser lost what it had not yet put on disk, the later. What is only in one
/// place goes to the other: whatever was deleted left a mark.
pub fn slot_rule(kind: Kind, id: &str, store: Option<&str>, mirror: Option<&str>) -> SlotRule {
    if store == mirror {
        // Nothing is to be done, but for a newer app's.
        return match Copy::read(store, kind, id) {
            Copy::Newer(schema) => SlotRule::Newer { schema },
            Copy::Damaged => SlotRule::BothDamaged,
            Copy::None | Copy::Whole(_) => SlotRule::Same,
        };
    }
    match (Copy::read(store, kind, id), Copy::read(mirror, kind, id)) {
        (Copy::Newer(schema), _) | (_, Copy::Newer(schema)) => SlotRule::Newer { schema },
        (Copy::Whole(ours), Copy::Whole(theirs)) => {
            let order = theirs.rev.cmp(&ours.rev).then(theirs.saved_at.cmp(&ours.saved_at));
            if order == Ordering::Greater {
                SlotRule::FromMirror { store_is_damaged: false }
            } else {
                SlotRule::FromStore { mirror_is_damaged: false }
            }
        }
        (Copy::Whole(_), theirs) => {
            SlotRule::FromStore { mirror_is_damaged: matches!(theirs, Copy::Damaged) }
        }
        (ours, Copy::Whole(_)) => {
            SlotRule::FromMirror { store_is_damaged: matches!(ours, Copy::Damaged) }
        }
        (Copy::Damaged | Copy::None, Copy::Damaged | Copy::None) => SlotRule::BothDamaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(rev: u64, saved_at: u64, data: &str) -> String {
        Envelope::new("rep", "7", rev, saved_at, data).unwrap().write()
    }

    #[track_caller]
    fn case(store: Option<&str>, mirror: Option<&str>, expected: SlotRule) {
        assert_eq!(slot_rule(Kind::Rep, "7", store, mirror), expected);
    }

    const OURS: SlotRule = SlotRule::FromStore { mirror_is_damaged: false };
    const THEIRS: SlotRule = SlotRule::FromMirror { store_is_damaged: false };

    #[test]
    fn the_copy_that_was_written_more_often_counts_whatever_the_clock_said() {
        let (older, newer) = (text(3, 900, "old"), text(5, 100, "new"));
        case(Some(&older), Some(&newer), THEIRS);
        case(Some(&newer), Some(&older), OURS);
        case(Some(&newer), Some(&newer), SlotRule::Same);
    }

    #[test]
    fn of_two_written_equally_often_the_later_counts() {
        let (earlier, later) = (text(3, 100, "lost"), text(3, 900, "typed again"));
        case(Some(&earlier), Some(&later), THEIRS);
        case(Some(&later), Some(&earlier), OURS);
    }

    #[test]
    fn what_is_only_in_one_place_goes_to_the_other() {
        let whole = text(3, 0, "x");
        case(None, Some(&whole), THEIRS);
        case(Some(&whole), None, OURS);
        case(None, None, SlotRule::Same);
    }

    #[test]
    fn faults_5_and_6_a_damaged_text_gives_way_to_the_whole_one_and_two_stay_as_they_are() {
        let whole = text(3, 0, "x");
        let damaged = whole.replace("\"x\"", "\"y\"");
        let cut = &whole[..40];
        case(Some(&damaged), Some(&whole), SlotRule::FromMirror { store_is_damaged: true });
        case(Some(&whole), Some(cut), SlotRule::FromStore { mirror_is_damaged: true });
        case(Some(cut), Some(&damaged), SlotRule::BothDamaged);
        case(Some(cut), None, SlotRule::BothDamaged);
    }

    #[test]
    fn a_record_under_the_key_of_another_is_damage() {
        let other = Envelope::new("rep", "8", 9, 0, "x").unwrap().write();
        let mine = text(1, 0, "x");
        case(Some(&mine), Some(&other), SlotRule::FromStore { mirror_is_damaged: true });
    }

    #[test]
    fn fault_8_where_a_newer_app_wrote_one_nothing_is_touched() {
        let mut newer = Envelope::new("rep", "7", 9, 0, "x").unwrap();
        newer.schema += 1;
        let (newer, mine) = (newer.write(), text(1, 0, "x"));
        let schema = crate::store::envelope::SCHEMA + 1;
        for (store, mirror) in [(&newer, &mine), (&mine, &newer), (&newer, &newer)] {
            case(Some(store), Some(mirror), SlotRule::Newer { schema });
        }
    }

    proptest! {
        #[test]
        fn no_texts_panic(store in "\\PC{0,40}", mirror in "\\PC{0,40}") {
            let _ = slot_rule(Kind::Rep, "7", Some(&store), Some(&mirror));
        }
    }
}
