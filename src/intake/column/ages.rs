//! A column of ages in days.

use crate::intake::amounts::means_missing;
use crate::intake::text::clean;

/// Deals older than a hundred years are misread cells.
const OLDEST: u32 = 36_525;

/// The rows of a column of ages.
#[derive(Clone, Debug, Default)]
pub struct Ages {
    rows: Vec<Option<u32>>,
    unreadable: Vec<(usize, String)>,
}

impl Ages {
    /// Makes room for so many more rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.rows.reserve(rows);
    }

    /// Adds the cell of the next row.
    pub fn push(&mut self, cell: &str) {
        let read = read(cell);
        if read.is_none() && !means_missing(cell.trim()) {
            self.unreadable.push((self.rows.len(), clean(cell).into_owned()));
        }
        self.rows.push(read);
    }

    /// The age in a row, in days.
    pub fn days(&self, row: usize) -> Option<u32> {
        self.rows.get(row).copied().flatten()
    }

    /// Rows whose cell is no age, with what it says.
    pub fn unreadable(&self) -> &[(usize, String)] {
        &self.unreadable
    }
}

/// `12`, `1,234`, `12.0`, `12 days`.
pub(crate) fn read(cell: &str) -> Option<u32> {
    let cell = cell.trim();
    let number = cell.strip_suffix("days").or_else(|| cell.strip_suffix("d")).unwrap_or(cell);
    let (whole, part) = number.trim().split_once('.').unwrap_or((number.trim(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = whole.replace([',', ' '], "");
    (digits(&whole) && digits(part))
        .then(|| whole.parse().ok())
        .flatten()
        .filter(|days| *days <= OLDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_whole_days() {
        for (cell, days) in [("12", 12), ("1,234", 1_234), ("12.7", 12), ("12 days", 12)] {
            assert_eq!(read(cell), Some(days), "{cell}");
        }
        for cell in ["", "-5", "soon", "99999999999", "40000", "1.2.3"] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }
}
