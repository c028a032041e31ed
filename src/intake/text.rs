//! Text cells, cleaned on entry.

use rustc_hash::FxHasher;
use std::borrow::Cow;
use std::hash::Hasher;

/// The text of a cell without the characters that show nothing and change how the rest is
/// shown: control characters (a line break becomes a space) and the invisible marks that turn
/// the writing direction, which can make `exe.txt` out of `txt.exe`. Spaces around it go too.
pub fn clean(cell: &str) -> Cow<'_, str> {
    if is_plain(cell) {
        return Cow::Borrowed(cell);
    }
    let trimmed = cell.trim_matches(|c: char| c.is_whitespace() || is_unwanted(c));
    if trimmed.chars().any(is_unwanted) {
        let mut kept = String::with_capacity(trimmed.len());
        for character in trimmed.chars() {
            if matches!(character, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') {
                if !kept.ends_with(' ') {
                    kept.push(' ');
                }
            } else if !is_unwanted(character) {
                kept.push(character);
            }
        }
        Cow::Owned(kept)
    } else {
        Cow::Borrowed(trimmed)
    }
}

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

/// Printable ASCII without spaces around it, which most cells are.
fn is_plain(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    bytes.iter().all(|byte| (b' '..=b'~').contains(byte))
        && bytes.first() != Some(&b' ')
        && bytes.last() != Some(&b' ')
}

/// Controls (Unicode category Cc), line and paragraph separators, direction marks, and the
/// zero-width characters that join nothing.
const fn is_unwanted(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(cell: &str, kept: &str) {
        assert_eq!(clean(cell), kept, "{cell:?}");
    }

    #[test]
    fn characters_that_show_nothing_are_dropped() {
        case("  Dana Okafor\u{a0}", "Dana Okafor");
        case("a\0b", "ab");
        case("txt\u{202e}exe", "txtexe");
        case("\u{2067}Acme\u{2069}", "Acme");
        case("two\r\nlines", "two lines");
        case("\u{feff}Id", "Id");
    }

    #[test]
    fn what_people_write_is_kept() {
        for text in [
            "Zoë Ø",
            "東京",
            "=HYPERLINK(\"x\")",
            "</text><script>",
            "👩\u{200d}👧",
            "می\u{200c}خواهم",
        ] {
            case(text, text);
        }
    }

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

        #[test]
        fn cleaning_twice_changes_nothing(cell in any::<String>()) {
            let once = clean(&cell).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
        }
    }
}
