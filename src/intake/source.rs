//! The columns of a file before anything is decided about them.

use crate::intake::amounts::{AmountCell, means_missing};
use crate::intake::column::{read_age, read_flag};
use crate::intake::dates::DateCell;
use crate::intake::field::Kind;
use crate::intake::layout::Layout;
use crate::intake::text::clean;
use std::collections::BTreeSet;

/// Rows looked at.
const SAMPLE: usize = 200;
const SHOWN: usize = 3;

/// A column of a file: its name, a few values, and what they can be read as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceColumn {
    /// As the file writes it.
    pub name: String,
    /// Up to three different values.
    pub samples: Vec<String>,
    /// How many of the rows looked at have a value.
    filled: usize,
    dates: usize,
    amounts: usize,
    flags: usize,
    ages: usize,
    longest: usize,
    different: BTreeSet<String>,
}

impl SourceColumn {
    /// The columns of a text, by its first 200 rows, and about how many rows it has, going by
    /// the length of those.
    pub fn all(text: &str, layout: &Layout) -> (Vec<Self>, usize) {
        let mut columns: Vec<Self> = layout
            .names
            .iter()
            .map(|name| Self { name: name.clone(), ..Self::default() })
            .collect();
        let mut records = layout.rows();
        let (start, _) = records.position();
        let mut looked_at = 0;
        while looked_at < SAMPLE {
            let Some(row) = records.next(text) else { break };
            for (column, cell) in columns.iter_mut().zip(row.cells()) {
                column.look_at(cell);
            }
            looked_at += 1;
        }
        let (end, _) = records.position();
        let length = end.saturating_sub(start) / looked_at.max(1);
        let rows = text.len().saturating_sub(start) / length.max(1);
        (columns, rows)
    }

    fn look_at(&mut self, cell: &str) {
        let value = clean(cell);
        if means_missing(&value) {
            return;
        }
        self.filled += 1;
        let is_date = !matches!(DateCell::read(&value), DateCell::Missing | DateCell::Unreadable);
        self.dates += usize::from(is_date);
        self.amounts += usize::from(matches!(AmountCell::read(&value), AmountCell::Amount(_)));
        self.flags += usize::from(read_flag(&value).is_some());
        self.ages += usize::from(read_age(&value).is_some());
        self.longest = self.longest.max(value.len());
        if self.samples.len() < SHOWN && !self.samples.iter().any(|sample| *sample == value) {
            self.samples.push(value.clone().into_owned());
        }
        self.different.insert(value.into_owned());
    }

    /// Whether at least half of its values (for yes and no, nearly all) can be read as this kind.
    /// A column without values fits everything.
    pub fn fits(&self, kind: Kind) -> bool {
        let at_least_half = |readable: usize| readable * 2 >= self.filled;
        match kind {
            Kind::Text | Kind::Word => true,
            Kind::Date => at_least_half(self.dates),
            Kind::Amount => at_least_half(self.amounts),
            Kind::Flag => self.flags * 10 >= self.filled * 9,
            Kind::Age => at_least_half(self.ages),
        }
    }

    /// Whether any of its values can be read as this kind, if that is a day, an amount or an age.
    pub(super) fn fits_somewhat(&self, kind: Kind) -> bool {
        match kind {
            Kind::Text | Kind::Word | Kind::Flag => false,
            Kind::Date => self.dates > 0,
            Kind::Amount => self.amounts > 0,
            Kind::Age => self.ages > 0,
        }
    }

    /// Whether it has a value in any of the rows looked at.
    pub const fn has_values(&self) -> bool {
        self.filled > 0
    }

    /// How long its longest value is, in bytes.
    pub const fn longest(&self) -> usize {
        self.longest
    }

    /// Whether its values could be the names of reps: words, and several deals to most of them.
    pub fn could_say_who(&self) -> bool {
        let words = self.dates == 0 && self.amounts * 10 < self.filled && self.flags < self.filled;
        let shared = self.different.len() > 1 && self.different.len() * 2 <= self.filled.max(4);
        words && shared && self.longest <= 80
    }

    /// Its different values among the rows looked at.
    pub const fn different(&self) -> &BTreeSet<String> {
        &self.different
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(text: &str) -> Vec<SourceColumn> {
        SourceColumn::all(text, &Layout::of(text).unwrap()).0
    }

    #[test]
    fn a_column_shows_three_different_values() {
        let columns = columns("owner,stage\nDana,Won\nDana,\nTom,-\nAda,Lost\nEve,Open\n");
        assert_eq!(columns[0].samples, ["Dana", "Tom", "Ada"]);
        assert_eq!(columns[1].samples, ["Won", "Lost", "Open"]);
    }

    #[test]
    fn a_column_fits_what_most_of_its_values_are() {
        let columns = columns("closed,x,amount\n2026-01-05,1,$5\n2026-01-06,0,6\nsoon,1,-\n");
        assert!(columns[0].fits(Kind::Date) && !columns[0].fits(Kind::Flag));
        assert!(columns[1].fits(Kind::Flag) && !columns[1].fits(Kind::Date));
        assert!(columns[2].fits(Kind::Amount));
    }

    #[test]
    fn names_that_come_again_could_be_reps() {
        let columns = columns("a,b,c\nDana,x1,5\nTom,x2,6\nDana,x3,7\nTom,x4,8\n");
        let could: Vec<_> = columns.iter().map(SourceColumn::could_say_who).collect();
        assert_eq!(could, [true, false, false]);
    }
}
