//! What may be said of how safe the last change is. Only what is known is said.

/// How what is on the screen stands to what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was ever kept.
    Nothing,
    /// Something is being typed, or is on its way.
    Editing,
    /// It is kept and read back, and on disk in the second copy.
    Saved {
        /// When, in milliseconds since 1970.
        at: u64,
    },
    /// A file of everything as it is now has left the browser.
    BackedUp {
        /// When, in milliseconds since 1970.
        at: u64,
    },
    /// It is kept and read back; there is no second copy, and the browser writes it to disk when it
    /// likes.
    SavedSoon,
    /// It is not kept.
    NotSaved,
    /// Another tab is the one that saves, and this one shows what it has saved.
    Watching,
}

/// What it follows from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SaveFacts {
    /// Whether a field holds what was not taken over yet.
    pub is_typing: bool,
    /// Whether the last change was refused by the browser.
    pub is_refused: bool,
    /// Whether another tab writes.
    pub watches: bool,
    /// Whether every write is in the second copy; none where there is no such copy.
    pub mirrored: Option<bool>,
    /// When something was last kept, in milliseconds since 1970; none where nothing ever was.
    pub saved_at: Option<u64>,
    /// When a file of everything left the browser; none where something was kept since.
    pub backed_up: Option<u64>,
}

impl SaveState {
    /// What these come to.
    pub const fn of(facts: SaveFacts) -> Self {
        match facts {
            SaveFacts { is_refused: true, .. } => Self::NotSaved,
            SaveFacts { watches: true, .. } => Self::Watching,
            SaveFacts { is_typing: true, .. } => Self::Editing,
            SaveFacts { saved_at: None, .. } => Self::Nothing,
            SaveFacts { mirrored: Some(false), .. } => Self::Editing,
            SaveFacts { backed_up: Some(at), .. } => Self::BackedUp { at },
            SaveFacts { mirrored: None, .. } => Self::SavedSoon,
            SaveFacts { saved_at: Some(at), .. } => Self::Saved { at },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn saved_is_only_said_of_what_is_in_both_copies(
            is_typing in any::<bool>(),
            is_refused in any::<bool>(),
            watches in any::<bool>(),
            mirrored in proptest::option::of(any::<bool>()),
            saved_at in proptest::option::of(any::<u64>()),
            backed_up in proptest::option::of(any::<u64>()),
        ) {
            let facts = SaveFacts { is_typing, is_refused, watches, mirrored, saved_at, backed_up };
            let is_safe = !is_refused && !watches && !is_typing && mirrored == Some(true);
            let is_saved = is_safe && backed_up.is_none();
            let expected = saved_at.filter(|_| is_saved).map(|at| SaveState::Saved { at });
            let state = SaveState::of(facts);
            let said = matches!(state, SaveState::Saved { .. }).then_some(state);
            prop_assert_eq!(said, expected);
            prop_assert_eq!(state == SaveState::NotSaved, is_refused);
            let may_be_backed_up = !is_refused && !watches && !is_typing && mirrored != Some(false);
            let expected = backed_up.filter(|_| may_be_backed_up && saved_at.is_some());
            let expected = expected.map(|at| SaveState::BackedUp { at });
            let said = matches!(state, SaveState::BackedUp { .. }).then_some(state);
            prop_assert_eq!(said, expected);
        }
    }
}
