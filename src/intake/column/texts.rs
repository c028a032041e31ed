//! A column whose values are each another: ids and names of deals.

use crate::intake::amounts::means_missing;
use crate::intake::text::Cell;

/// Bytes of an id, and of many a name.
const TYPICAL: usize = 18;

/// The rows of a column, one text behind the other.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Makes room for so many more rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.ends.reserve(rows);
        self.all.reserve(rows.saturating_mul(TYPICAL));
    }

    /// Adds the cell of the next row.
    pub fn push(&mut self, cell: Cell<'_>) {
        let cleaned = cell.clean();
        if !means_missing(&cleaned) {
            self.all.push_str(&cleaned);
        }
        self.ends.push(self.all.len());
    }

    /// The values of all rows, in order.
    pub fn all(&self) -> impl ExactSizeIterator<Item = Option<&str>> {
        (0..self.ends.len()).map(|row| self.text(row))
    }

    /// The value of a row; `None` where nothing is there.
    pub fn text(&self, row: usize) -> Option<&str> {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let text = self.all.get(start.unwrap_or(0)..*self.ends.get(row)?)?;
        (!text.is_empty()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_own_text() {
        let mut texts = Texts::default();
        for cell in ["A1", "", "n/a", " Zoë\u{202e} "] {
            texts.push(Cell::of(cell));
        }
        let read: Vec<_> = (0..5).map(|row| texts.text(row)).collect();
        assert_eq!(read, [Some("A1"), None, None, Some("Zoë"), None]);
    }
}
