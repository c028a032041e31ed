//! Texts without the characters that show nothing and change how the rest is shown: wherever a name
//! comes from (a file, a backup, a link, a keyboard), it can't turn round what stands beside it.

use serde::de::{Deserialize, Deserializer};
use std::borrow::Cow;

/// The text of a cell without the characters that show nothing and change how the rest is
/// shown: control characters (a line break becomes a space) and the invisible marks that turn
/// the writing direction, which can make `exe.txt` out of `txt.exe`. Spaces around it go too.
///
/// ```
/// use ridealong::domain::plain_text::clean;
/// assert_eq!(clean(" Dana\u{202e} Okafor\n"), "Dana Okafor");
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || is_unwanted(c));
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

/// As [`clean`], of a text that is one's own: it stays where nothing is wrong with it.
pub fn cleaned(text: String) -> String {
    match clean(&text) {
        Cow::Borrowed(same) if same.len() == text.len() => text,
        other => other.into_owned(),
    }
}

/// Reads a text of a record, cleaned.
///
/// # Errors
/// Where it is no text.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    String::deserialize(from).map(cleaned)
}

/// Reads a text that may be missing, cleaned; of one that holds nothing, nothing.
///
/// # Errors
/// Where there is something and it is no text.
pub fn optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    Ok(text.map(cleaned).filter(|text| !text.is_empty()))
}

/// Reads texts, each cleaned.
///
/// # Errors
/// Where they are no texts.
pub fn list<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(Vec::<String>::deserialize(from)?.into_iter().map(cleaned).collect())
}

/// Printable ASCII without spaces around it, which most texts are.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|byte| (b' '..=b'~').contains(byte))
        && bytes.first() != Some(&b' ')
        && bytes.last() != Some(&b' ')
}

/// Controls (Unicode category Cc), line and paragraph separators, direction marks, and the
/// zero-width characters that join nothing. Those that join letters or choose the form of a
/// character in somebody's name are wanted.
pub const fn is_unwanted(character: char) -> bool {
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
            | '\u{e0000}'..='\u{e00ff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(text: &str, kept: &str) {
        assert_eq!(clean(text), kept, "{text:?}");
        assert_eq!(cleaned(text.to_owned()), kept, "{text:?}");
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
            "葛\u{e0100}城",
        ] {
            case(text, text);
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
            prop_assert!(!once.chars().any(is_unwanted));
        }
    }
}
