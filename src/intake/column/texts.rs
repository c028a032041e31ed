//! A column whose values are each another: ids and names of deals.

use crate::intake::amounts::means_missing;
use crate::intake::text::Cell;
use std::borrow::Cow;
use std::rc::Rc;

/// The rows of a column. What stands in the file as it is to be read is not copied out of it: for
/// hundreds of thousands of short texts the copies take longer than finding them.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    file: Rc<String>,
    /// What had to be changed, one text behind the other.
    changed: String,
    /// Where each row's text begins and ends: in the file, or behind its end among those changed.
    spans: Vec<(usize, usize)>,
}

impl Texts {
    /// A column of this file, without rows.
    pub fn of(file: Rc<String>) -> Self {
        Self { file, ..Self::default() }
    }

    /// Makes room for so many more rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.spans.reserve(rows);
    }

    /// Adds the cell of the next row.
    pub fn push(&mut self, cell: Cell<'_>) {
        let cleaned = cell.clean();
        let is_unchanged = matches!(cleaned, Cow::Borrowed(kept) if kept.len() == cell.text.len());
        let span = if means_missing(&cleaned) {
            (0, 0)
        } else if let (true, Some(at)) = (is_unchanged, cell.at) {
            (at, at + cell.text.len())
        } else {
            let start = self.file.len() + self.changed.len();
            self.changed.push_str(&cleaned);
            (start, start + cleaned.len())
        };
        self.spans.push(span);
    }

    /// The values of all rows, in order.
    pub fn all(&self) -> impl ExactSizeIterator<Item = Option<&str>> {
        (0..self.spans.len()).map(|row| self.text(row))
    }

    /// The value of a row; `None` where nothing is there.
    pub fn text(&self, row: usize) -> Option<&str> {
        let (start, end) = *self.spans.get(row)?;
        let behind = |at: usize| at.checked_sub(self.file.len());
        let text = match (behind(start), behind(end)) {
            (Some(start), Some(end)) => self.changed.get(start..end),
            _ => self.file.get(start..end),
        };
        text.filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_row_has_its_own_text() {
        let mut texts = Texts::default();
        for cell in ["A1", "", "n/a", " Zoë\u{202e} "] {
            texts.push(Cell::of(cell));
        }
        let read: Vec<_> = (0..5).map(|row| texts.text(row)).collect();
        assert_eq!(read, [Some("A1"), None, None, Some("Zoë"), None]);
    }

    proptest! {
        #[test]
        fn a_text_is_the_same_whether_it_is_copied_or_stays_in_the_file(
            cells in prop::collection::vec("[ aé\u{200b}-]{0,4}", 0..9)
        ) {
            let file = Rc::new(cells.concat());
            let (mut copied, mut left) = (Texts::default(), Texts::of(file));
            let mut at = 0;
            for cell in &cells {
                copied.push(Cell::of(cell));
                left.push(Cell { at: Some(at), ..Cell::of(cell) });
                at += cell.len();
            }
            prop_assert!(left.all().eq(copied.all()));
        }
    }
}
