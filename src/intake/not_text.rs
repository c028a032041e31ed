//! Files that are no table at all.

use crate::intake::error::IntakeError;

/// Characters looked at.
const SAMPLE: usize = 4_096;

/// Tells a decoded text from an image, a workbook or a web page that was given a `.csv` name.
///
/// # Errors
/// Says which it is and what to do.
pub fn check(text: &str) -> Result<(), IntakeError> {
    let start = text.trim_start();
    if start.is_empty() {
        return Err(IntakeError::Empty);
    }
    // A zip archive, which an .xlsx is, and the older .xls, whose first bytes are not UTF-8.
    if text.starts_with("PK\u{3}\u{4}") || text.starts_with("ÐÏ\u{11}à¡±\u{1a}á") {
        return Err(IntakeError::Workbook);
    }
    let markup = ["<!doctype", "<html", "<?xml", "<table"];
    let head: String = start.chars().take(9).collect::<String>().to_lowercase();
    if markup.iter().any(|tag| head.starts_with(tag)) {
        return Err(IntakeError::Markup);
    }
    let magic =
        ["\u{fffd}PNG", "‰PNG", "GIF8", "%PDF", "\u{fffd}\u{fffd}\u{fffd}", "ÿØÿ", "{\\rtf"];
    if magic.iter().any(|magic| text.starts_with(magic)) {
        return Err(IntakeError::NotText);
    }
    let (mut odd, mut all) = (0, 0);
    for character in text.chars().take(SAMPLE) {
        let control = character.is_control() && !matches!(character, '\n' | '\r' | '\t');
        odd += usize::from(control || character == '\u{fffd}');
        all += 1;
    }
    if odd * 5 > all { Err(IntakeError::NotText) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_control_character_does_not_make_a_file_binary() {
        assert_eq!(check("owner,stage\nDa\0na,Won\n"), Ok(()));
    }

    #[test]
    fn files_that_are_no_table_are_told_apart() {
        assert_eq!(check("\n \n"), Err(IntakeError::Empty));
        assert_eq!(check("%PDF-1.4"), Err(IntakeError::NotText));
        assert_eq!(check("a\0\u{1}\u{2}\u{3}b"), Err(IntakeError::NotText));
        assert_eq!(check("  <HTML><body>"), Err(IntakeError::Markup));
    }
}
