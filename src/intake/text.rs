//! Text cells, cleaned on entry.

pub use crate::domain::plain_text::clean;
use rustc_hash::FxHasher;
use std::borrow::Cow;
use std::hash::Hasher;

/// A cell with what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// As it stands in the file, without its quotation marks.
    pub text: &'a str,
    /// Where in the file it stands so, in bytes; `None` where that is not known or not so.
    pub at: Option<usize>,
    /// Whether it is known to be printable ASCII: that was seen while its row was looked for.
    pub is_printable: bool,
}

impl<'a> Cell<'a> {
    /// A cell of which nothing is known.
    pub const fn of(text: &'a str) -> Self {
        Self { text, at: None, is_printable: false }
    }

    /// As [`clean`].
    pub fn clean(self) -> Cow<'a, str> {
        let bytes = self.text.as_bytes();
        if self.is_printable && bytes.first() != Some(&b' ') && bytes.last() != Some(&b' ') {
            return Cow::Borrowed(self.text);
        }
        clean(self.text)
    }
}

/// Whether two texts are the same, eight bytes at a time: WebAssembly has no comparison of its own,
/// and the one it is given goes byte by byte.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let (Some(end), Some(other_end)) = (one.last_chunk(), other.last_chunk()) else {
        return one.iter().eq(other);
    };
    let eights = one.as_chunks().0.iter().zip(other.as_chunks().0);
    eights
        .chain([(end, other_end)])
        .all(|(eight, other)| u64::from_le_bytes(*eight) == u64::from_le_bytes(*other))
}

/// A hash of a text, for a table that compares with [`is_same`].
pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_are_the_same_only_where_every_byte_is(
            start in "[ab]{0,20}", one in "[ab]{0,2}", end in "[ab]{0,20}", other in "[ab]{0,2}"
        ) {
            let (one, other) = (format!("{start}{one}{end}"), format!("{start}{other}{end}"));
            prop_assert_eq!(is_same(&one, &other), one == other);
            prop_assert!(is_same(&one, &one.clone()) && hash(&one) == hash(&one.clone()));
        }

        #[test]
        fn a_cell_known_to_be_printable_is_cleaned_alike(cell in "[ -~]*") {
            prop_assert_eq!(Cell { is_printable: true, ..Cell::of(&cell) }.clean(), clean(&cell));
        }
    }
}
