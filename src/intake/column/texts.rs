//! A column whose values are each another: ids and names of deals.

use crate::intake::amounts::means_missing;
use crate::intake::text::clean;

/// The rows of a column, one text behind the other.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds the cell of the next row.
    pub fn push(&mut self, cell: &str) {
        let cleaned = clean(cell);
        if !means_missing(&cleaned) {
            self.all.push_str(&cleaned);
        }
        self.ends.push(self.all.len());
    }

    /// The value of the last row; `None` where nothing is there.
    pub fn last(&self) -> Option<&str> {
        self.ends.len().checked_sub(1).and_then(|row| self.text(row))
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
            texts.push(cell);
        }
        let read: Vec<_> = (0..5).map(|row| texts.text(row)).collect();
        assert_eq!(read, [Some("A1"), None, None, Some("Zoë"), None]);
    }
}
