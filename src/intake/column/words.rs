//! A column whose values come again and again: reps, accounts, stages.

use crate::intake::amounts::means_missing;
use crate::intake::text::{clean, hash, is_same};
use hashbrown::HashTable;

/// The rows of a column as numbers of the values that occur in it.
#[derive(Clone, Debug)]
pub struct Words {
    /// The places in `spellings`, by their text.
    known: HashTable<u32>,
    /// Every spelling met, cleaned or not, with the number of its value.
    spellings: Vec<(Box<str>, u32)>,
    values: Vec<Word>,
    rows: Vec<u32>,
}

/// A value and how many rows have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Cleaned.
    pub text: String,
    /// In how many rows it stands.
    pub rows: usize,
}

impl Default for Words {
    fn default() -> Self {
        // The value at 0 is none.
        let (known, spellings, rows) = (HashTable::new(), Vec::new(), Vec::new());
        Self { known, spellings, values: vec![Word::default()], rows }
    }
}

impl Words {
    /// Makes room for so many more rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.rows.reserve(rows);
    }

    /// Adds the cell of the next row.
    pub fn push(&mut self, cell: &str) {
        let number = match self.number_of(cell) {
            Some(number) => number,
            None => self.number_of_new(cell),
        };
        if let Some(word) = self.values.get_mut(number as usize) {
            word.rows += 1;
        }
        self.rows.push(number);
    }

    fn number_of(&self, spelling: &str) -> Option<u32> {
        let known = |at: &u32| self.spellings.get(*at as usize);
        let same = |at: &u32| known(at).is_some_and(|(text, _)| is_same(text, spelling));
        let (_, number) = known(self.known.find(hash(spelling), same)?)?;
        Some(*number)
    }

    fn number_of_new(&mut self, cell: &str) -> u32 {
        let cleaned = clean(cell);
        let number = if means_missing(&cleaned) {
            0
        } else if let Some(number) = self.number_of(&cleaned) {
            number
        } else {
            let number = u32::try_from(self.values.len()).unwrap_or(0);
            self.values.push(Word { text: cleaned.clone().into_owned(), rows: 0 });
            if cleaned != cell {
                self.know(&cleaned, number);
            }
            number
        };
        self.know(cell, number);
        number
    }

    fn know(&mut self, spelling: &str, number: u32) {
        let Ok(at) = u32::try_from(self.spellings.len()) else { return };
        self.spellings.push((spelling.into(), number));
        let spellings = &self.spellings;
        let hash_of = |at: &u32| spellings.get(*at as usize).map_or(0, |(text, _)| hash(text));
        self.known.insert_unique(hash(spelling), at, hash_of);
    }

    /// The value of a row; `None` where nothing is there.
    pub fn text(&self, row: usize) -> Option<&str> {
        self.values.get(self.number(row)?).map(|word| word.text.as_str())
    }

    /// The number of a row's value among [`Self::values`]; `None` where nothing is there.
    pub fn number(&self, row: usize) -> Option<usize> {
        let number = *self.rows.get(row)? as usize;
        (number > 0 && number < self.values.len()).then_some(number)
    }

    /// The values met, in the order of the file; the first stands for no value.
    pub fn values(&self) -> &[Word] {
        &self.values
    }

    /// The values met, without that for no value.
    pub fn met(&self) -> impl Iterator<Item = &Word> {
        self.values.iter().skip(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_counted_however_it_is_padded() {
        let mut words = Words::default();
        for cell in ["Dana", " Dana ", "Tom", "", "-", "Da\0na"] {
            words.push(cell);
        }
        let texts: Vec<_> = (0..7).map(|row| words.text(row)).collect();
        let (dana, tom) = (Some("Dana"), Some("Tom"));
        assert_eq!(texts, [dana, dana, tom, None, None, dana, None]);
        let rows: Vec<_> = words.met().map(|word| word.rows).collect();
        assert_eq!(rows, [3, 1]);
    }
}
