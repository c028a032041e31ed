//! A column of yes and no.

use crate::intake::amounts::means_missing;

/// The rows of a column of yes and no.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    rows: Vec<Option<bool>>,
    unreadable: Vec<(usize, String)>,
}

impl Flags {
    /// Makes room for so many more rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.rows.reserve(rows);
    }

    /// Adds the cell of the next row.
    pub fn push(&mut self, cell: &str) {
        let read = read(cell);
        if read.is_none() && !means_missing(cell.trim()) {
            self.unreadable.push((self.rows.len(), cell.trim().to_owned()));
        }
        self.rows.push(read);
    }

    /// The value of a row; `None` where it says neither.
    pub fn get(&self, row: usize) -> Option<bool> {
        self.rows.get(row).copied().flatten()
    }

    /// Rows whose cell says neither yes nor no, with what it says.
    pub fn unreadable(&self) -> &[(usize, String)] {
        &self.unreadable
    }
}

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
            flags.push(cell);
        }
        let read: Vec<_> = (0..5).map(|row| flags.get(row)).collect();
        assert_eq!(read, [Some(true), Some(false), None, None, None]);
        assert_eq!(flags.unreadable(), [(3, "maybe".to_owned())]);
    }
}
