//! A column of yes and no.

use crate::intake::column::readings::Readings;

/// The rows of a column of yes and no.
pub type Flags = Readings<bool>;

/// Yes or no, as exports write it.
pub(crate) fn read(cell: &str) -> Option<bool> {
    const YES: [&str; 6] = ["true", "yes", "y", "1", "x", "checked"];
    const NO: [&str; 5] = ["false", "no", "n", "0", "unchecked"];
    let cell = cell.trim();
    let is = |words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    if is(&YES) { Some(true) } else { is(&NO).then_some(false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_as_exports_write_them() {
        let mut flags = Flags::default();
        for cell in ["TRUE", "0", "", "maybe"] {
            flags.push(cell, read(cell));
        }
        let rows: Vec<_> = (0..5).map(|row| flags.get(row)).collect();
        assert_eq!(rows, [Some(true), Some(false), None, None, None]);
        assert_eq!(flags.unreadable(), [(3, "maybe".to_owned())]);
    }
}
