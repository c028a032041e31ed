//! Reading an export in steps short enough for a page to stay alive in between.

use crate::intake::error::{IntakeError, MOST_BYTES};
use crate::intake::layout::Layout;
use crate::intake::mapping::{Mapping, MappingGuess};
use crate::intake::not_text;
use crate::intake::records::Records;
use crate::intake::source::SourceColumn;
use crate::intake::staged::StagedDeals;
use std::rc::Rc;

/// Reads the deals of an export, some rows at a call.
///
/// ```
/// use ridealong::intake::DealsReader;
/// let mut reader = DealsReader::open("owner,stage\nDana,Won\nTom,Lost\n".to_owned()).unwrap();
/// while !reader.advance(1).unwrap().is_done() {}
/// assert_eq!(reader.staged().rows(), 2);
/// ```
#[derive(Debug)]
pub struct DealsReader {
    text: Rc<String>,
    layout: Layout,
    columns: Vec<SourceColumn>,
    guess: MappingGuess,
    mapping: Mapping,
    records: Records,
    /// About how many rows the file has.
    expected: usize,
    staged: StagedDeals,
    done: bool,
}

/// How far a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub read: usize,
    /// Bytes in all.
    pub all: usize,
    done: bool,
}

impl Progress {
    /// Whether nothing is left to be read.
    pub const fn is_done(self) -> bool {
        self.done
    }
}

impl DealsReader {
    /// Looks at a text, already decoded, and guesses which column says what. Nothing but the
    /// first rows is read yet.
    ///
    /// # Errors
    /// Where the text is no table of deals.
    pub fn open(text: String) -> Result<Self, IntakeError> {
        if text.len() > MOST_BYTES {
            return Err(IntakeError::TooLarge { megabytes: text.len() / 1_000_000 });
        }
        let text = without_byte_order_mark(with_line_feeds(text));
        not_text::check(&text)?;
        let layout = Layout::of(&text)?;
        let (columns, expected) = SourceColumn::all(&text, &layout);
        let guess = MappingGuess::of(&columns);
        let mapping = guess.mapping.clone();
        let records = layout.rows();
        let text = Rc::new(text);
        let mut staged = StagedDeals::new(&text, &layout, &mapping);
        staged.expect(expected);
        Ok(Self { text, layout, columns, guess, mapping, records, expected, staged, done: false })
    }

    /// The columns of the file.
    pub fn columns(&self) -> &[SourceColumn] {
        &self.columns
    }

    /// How the file is laid out.
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What was guessed of the columns by their names and values.
    pub const fn guess(&self) -> &MappingGuess {
        &self.guess
    }

    /// Which column says what.
    pub const fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Says which column says what; the file is then read from its beginning again.
    pub fn remap(&mut self, mapping: Mapping) {
        self.records = self.layout.rows();
        self.staged = StagedDeals::new(&self.text, &self.layout, &mapping);
        self.staged.expect(self.expected);
        self.mapping = mapping;
        self.done = false;
    }

    /// Reads up to `rows` more rows.
    ///
    /// # Errors
    /// Where a quotation mark was never closed, and where there was no row at all.
    pub fn advance(&mut self, rows: usize) -> Result<Progress, IntakeError> {
        for _ in 0..rows {
            if self.done {
                break;
            }
            let (from, line) = self.records.position();
            if let Some(row) = self.records.next(&self.text) {
                self.staged.push(row);
            } else {
                self.staged.finish();
                self.done = true;
            }
            let (to, _) = self.records.position();
            let is_last = !self.done && to >= self.text.len();
            if is_last && self.records.ends_inside_quotes(&self.text, from) {
                return Err(IntakeError::QuoteNeverClosed { line });
            }
        }
        if self.done && self.staged.rows_read() == 0 {
            return Err(IntakeError::HeaderOnly);
        }
        Ok(self.progress())
    }

    /// How far the file is read.
    pub fn progress(&self) -> Progress {
        let (read, _) = self.records.position();
        Progress { read, all: self.text.len(), done: self.done }
    }

    /// What was read so far.
    pub const fn staged(&self) -> &StagedDeals {
        &self.staged
    }

    /// What was read, when all of it was.
    pub fn into_staged(self) -> StagedDeals {
        self.staged
    }
}

fn without_byte_order_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// Lines that end in a carriage return alone, as old Macintosh programs write them, are counted
/// as lines only when they end in a line feed. The first line feed, which is near, tells.
fn with_line_feeds(text: String) -> String {
    if !text.contains('\n') && text.contains('\r') { text.replace('\r', "\n") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::field::Field;
    use proptest::prelude::*;

    const TEXT: &str = "owner,stage,amount,value\r\nDana,Won,5,6\r\n\r\n,,,\r\nTom,Lost,,7\r\n";

    fn read(text: &str, rows: usize) -> Result<StagedDeals, IntakeError> {
        let mut reader = DealsReader::open(text.to_owned())?;
        while !reader.advance(rows)?.is_done() {}
        Ok(reader.into_staged())
    }

    #[test]
    fn progress_ends_at_the_end_of_the_file() {
        let mut reader = DealsReader::open(TEXT.to_owned()).unwrap();
        let first = reader.advance(1).unwrap();
        assert!(first.read > 0 && first.read < first.all && !first.is_done());
        let last = reader.advance(100).unwrap();
        assert!(last.is_done());
        assert_eq!(last.read, last.all);
    }

    #[test]
    fn another_mapping_reads_the_file_anew() {
        let mut reader = DealsReader::open(TEXT.to_owned()).unwrap();
        reader.advance(100).unwrap();
        let mut mapping = reader.mapping().clone();
        mapping.set(Field::Amount, Some(3));
        reader.remap(mapping);
        reader.advance(100).unwrap();
        assert_eq!(reader.staged().rows(), 2);
        assert_eq!(reader.staged().name(Field::Amount), Some("value"));
        assert_eq!(reader.staged().line(1), 5);
    }

    #[test]
    fn rows_that_can_not_be_told_apart_are_skipped_with_their_line() {
        let text =
            "owner,stage,note\nDana,Won\nTotal\nTom,Lost,a,b\nEve,Open,\"x\ny\",\nAda,Won,\n";
        let staged = read(text, 2).unwrap();
        let skipped: Vec<_> = staged.skipped().iter().map(|row| row.line).collect();
        assert_eq!(skipped, [3, 4]);
        assert_eq!((0..3).map(|row| staged.line(row)).collect::<Vec<_>>(), [2, 5, 7]);
    }

    #[test]
    fn a_row_that_swallows_hundreds_of_lines_is_skipped_and_said() {
        let text = format!("owner,stage\nDana,\"Won\n{}\",x\nTom,Lost\n", "a,b\n".repeat(600));
        let staged = read(&text, 50).unwrap();
        assert_eq!(staged.rows(), 1);
        assert!(staged.skipped()[0].reason.to_string().starts_with("The row runs on to line 603"));
    }

    #[test]
    fn lines_may_end_in_a_carriage_return_alone() {
        let staged = read("owner,stage\rDana,Won\rTom,Lost\r", 9).unwrap();
        assert_eq!((staged.rows(), staged.line(1)), (2, 3));
    }

    proptest! {
        #[test]
        fn the_size_of_the_steps_changes_nothing(
            rows in "(owner,stage,amount\n)([\",\n0-9a-z]{0,9}[,\n]){0,20}", step in 1_usize..5
        ) {
            match (read(&rows, step), read(&rows, 1_000)) {
                (Ok(one), Ok(other)) => {
                    prop_assert_eq!(one.rows(), other.rows());
                    prop_assert_eq!(one.skipped(), other.skipped());
                }
                (one, other) => prop_assert_eq!(one.err(), other.err()),
            }
        }
    }
}
