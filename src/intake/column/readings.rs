//! A column whose cells are each read by themselves.

use crate::intake::amounts::means_missing;
use crate::intake::text::clean;

/// The rows of such a column: what each cell says, where it says it.
#[derive(Clone, Debug)]
pub struct Readings<T> {
    rows: Vec<Option<T>>,
    unreadable: Vec<(usize, String)>,
}

impl<T> Default for Readings<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), unreadable: Vec::new() }
    }
}

impl<T: Copy> Readings<T> {
    /// Makes room for so many more rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.rows.reserve(rows);
    }

    /// Adds the cell of the next row, as it was read.
    pub fn push(&mut self, cell: &str, read: Option<T>) {
        if read.is_none() && !means_missing(cell.trim()) {
            self.unreadable.push((self.rows.len(), clean(cell).into_owned()));
        }
        self.rows.push(read);
    }

    /// What a row says; `None` where it says nothing that can be read.
    pub fn get(&self, row: usize) -> Option<T> {
        self.rows.get(row).copied().flatten()
    }

    /// Rows whose cell can't be read, with what it says.
    pub fn unreadable(&self) -> &[(usize, String)] {
        &self.unreadable
    }
}
