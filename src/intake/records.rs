//! Rows of a delimited text, one at a time.

use crate::intake::marks::{Marks, block_at};
use crate::intake::text::Cell;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Reads row after row without keeping them: the cells of the last one are borrowed from here.
#[derive(Debug)]
pub struct Records {
    core: Reader,
    delimiter: u8,
    /// Where the next row begins, in bytes.
    at: usize,
    /// The line that the next row begins on, counted from 1.
    line: usize,
    cells: Vec<u8>,
    ends: Vec<usize>,
    columns: usize,
}

/// One row.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// Where it begins in the text, in bytes.
    pub at: usize,
    /// Where the one behind it begins: its byte and its line.
    pub next: (usize, usize),
    cells: &'a str,
    ends: &'a [usize],
    /// Bytes between two cells: the delimiter, or nothing where quotes were taken off.
    gap: usize,
    /// Whether all of it is known to be printable ASCII.
    is_printable: bool,
}

/// A line without quotation marks.
struct PlainLine {
    length: usize,
    is_printable: bool,
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A cell; nothing where the row is too short.
    #[inline]
    pub fn cell(&self, column: usize) -> &'a str {
        self.known_cell(column).text
    }

    /// As [`Self::cell`], with what is known of it.
    #[inline]
    pub fn known_cell(&self, column: usize) -> Cell<'a> {
        let start = match column.checked_sub(1) {
            Some(before) => self.ends.get(before).map(|end| end + self.gap),
            None => Some(0),
        };
        let (Some(start), Some(end)) = (start, self.ends.get(column)) else { return Cell::of("") };
        let text = self.cells.get(start..*end).unwrap_or_default();
        // Without quotes the cells are the line itself.
        let at = (self.gap > 0).then_some(self.at + start);
        Cell { text, at, is_printable: self.is_printable }
    }

    /// All of them in order.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let row = *self;
        (0..row.len()).map(move |column| row.cell(column))
    }
}

impl Records {
    /// A reader of a text that begins at its first byte.
    pub fn new(delimiter: u8) -> Self {
        Self::starting_at(delimiter, 0, 1)
    }

    /// A reader that begins behind what was read before.
    pub fn starting_at(delimiter: u8, at: usize, line: usize) -> Self {
        let core = ReaderBuilder::new().delimiter(delimiter).build();
        Self { core, delimiter, at, line, cells: vec![0; 1_024], ends: vec![0; 64], columns: 0 }
    }

    /// Where the next row begins: its byte and its line.
    pub const fn position(&self) -> (usize, usize) {
        (self.at, self.line)
    }

    /// The next row of `text`, which must be the same at every call; `None` behind the last one.
    /// Lines with nothing on them are passed over.
    pub fn next<'a>(&'a mut self, text: &'a str) -> Option<Row<'a>> {
        self.skip_line_ends(text);
        if self.at >= text.len() {
            return None;
        }
        match self.plain_line(text) {
            Some(line) => self.next_plain(text, &line),
            None => self.next_quoted(text),
        }
    }

    /// Marks the cells of a line without quotation marks, which most are, where it stands, and
    /// says how long it is; `None` where it holds one.
    fn plain_line(&mut self, text: &str) -> Option<PlainLine> {
        let (mut start, mut columns, mut odd) = (self.at, 0, 0);
        loop {
            let marks = Marks::of(&block_at(text.as_bytes(), start), self.delimiter);
            let of_line = marks.line_ends.trailing_zeros();
            let marks = marks.first(of_line);
            columns = self.mark_cells(marks, start - self.at, columns)?;
            odd |= marks.odd & !marks.delimiters;
            start += of_line as usize;
            if of_line < u64::BITS {
                let length = start - self.at;
                self.mark_end(columns, length);
                self.columns = columns + 1;
                return Some(PlainLine { length, is_printable: odd == 0 });
            }
        }
    }

    /// Marks the cells that end in a block; `None` where a quotation mark is in it.
    #[inline]
    fn mark_cells(&mut self, marks: Marks, start: usize, mut columns: usize) -> Option<usize> {
        if marks.quotes != 0 {
            return None;
        }
        let mut delimiters = marks.delimiters;
        while delimiters != 0 {
            self.mark_end(columns, start + delimiters.trailing_zeros() as usize);
            columns += 1;
            delimiters &= delimiters - 1;
        }
        Some(columns)
    }

    #[inline]
    fn mark_end(&mut self, column: usize, at: usize) {
        match self.ends.get_mut(column) {
            Some(end) => *end = at,
            None => self.ends.push(at),
        }
    }

    fn next_plain<'a>(&'a mut self, text: &'a str, plain: &PlainLine) -> Option<Row<'a>> {
        let (at, line) = (self.at, self.line);
        let (end, is_printable) = (at + plain.length, plain.is_printable);
        let bytes = text.as_bytes();
        self.at = match (bytes.get(end), bytes.get(end + 1)) {
            (Some(b'\r'), Some(b'\n')) => end + 2,
            (Some(_), _) => end + 1,
            (None, _) => end,
        };
        self.line += usize::from(bytes.get(end..self.at)?.contains(&b'\n'));
        let (cells, ends) = (text.get(at..end)?, self.ends.get(..self.columns)?);
        Some(Row { line, at, next: (self.at, self.line), cells, ends, gap: 1, is_printable })
    }

    /// A row with quotation marks: they are taken off, so its cells are copied.
    fn next_quoted<'a>(&'a mut self, text: &str) -> Option<Row<'a>> {
        let (start, line) = (self.at, self.line);
        let mut input = text.as_bytes().get(start..)?;
        self.core.reset();
        self.core.set_line(1);
        let (mut written, mut ended) = (0, 0);
        loop {
            let cells = self.cells.get_mut(written..)?;
            let ends = self.ends.get_mut(ended..)?;
            let (result, read, wrote, columns) = self.core.read_record(input, cells, ends);
            input = input.get(read..)?;
            self.at += read;
            written += wrote;
            ended += columns;
            match result {
                // The next turn, with no input left, ends the row.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return None,
            }
        }
        self.line += usize::try_from(self.core.line()).unwrap_or(1).saturating_sub(1);
        // The text is UTF-8 and only whole ASCII characters were taken out of it.
        let cells = std::str::from_utf8(self.cells.get(..written)?).ok()?;
        let next = (self.at, self.line);
        let ends = self.ends.get(..ended)?;
        Some(Row { line, at: start, next, cells, ends, gap: 0, is_printable: false })
    }

    /// Whether the text that begins at `at`, a row's start, ends inside quotes: they were
    /// opened there and never closed.
    pub fn ends_inside_quotes(&self, text: &str, at: usize) -> bool {
        let mut quoted = false;
        let mut starts_cell = true;
        let mut bytes = text.as_bytes().iter().skip(at).peekable();
        while let Some(&byte) = bytes.next() {
            if quoted {
                if byte == b'"' {
                    quoted = bytes.next_if(|next| **next == b'"').is_some();
                }
            } else if byte == b'"' && starts_cell {
                quoted = true;
            }
            starts_cell = !quoted && (byte == self.delimiter || byte == b'\n' || byte == b'\r');
        }
        quoted
    }

    fn skip_line_ends(&mut self, text: &str) {
        while let Some(byte @ (b'\n' | b'\r')) = text.as_bytes().get(self.at) {
            self.at += 1;
            self.line += usize::from(*byte == b'\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let mut records = Records::new(b',');
        let mut rows = Vec::new();
        while let Some(row) = records.next(text) {
            rows.push((row.line, row.cells().map(str::to_owned).collect()));
        }
        rows
    }

    #[track_caller]
    fn case(text: &str, expected: &[(usize, &[&str])]) {
        let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        let expected: Vec<_> = expected.iter().map(|(line, row)| (*line, owned(row))).collect();
        assert_eq!(rows(text), expected, "{text:?}");
    }

    #[test]
    fn rows_are_read_with_any_line_end() {
        case("a,b\n1,2\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        case("a,b\r\n1,2", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        case("a,b\n\n\n1,\n", &[(1, &["a", "b"]), (4, &["1", ""])]);
    }

    #[test]
    fn a_quoted_cell_may_span_lines() {
        case("a,\"b\r\n\"\"c\"\"\"\r\n1,2", &[(1, &["a", "b\r\n\"c\""]), (3, &["1", "2"])]);
    }

    #[test]
    fn quotes_that_stay_open_are_noticed() {
        let inside = |text: &str| Records::new(b',').ends_inside_quotes(text, 0);
        assert!(inside("a,\"b\nc,d\n"));
        assert!(inside("a,\"b\"\""));
        assert!(!inside("a,\"b\"\n"));
        assert!(!inside("a,5\" pipe\n"));
    }

    proptest! {
        #[test]
        fn no_text_panics_and_every_row_advances(text in any::<String>()) {
            let mut records = Records::new(b';');
            let mut before = (0, 0);
            while records.next(&text).is_some() {
                prop_assert!(records.position() > before);
                before = records.position();
            }
        }

        #[test]
        fn a_cell_says_where_it_stands_and_what_it_is_made_of(text in "[a~ ,\té\u{7f}\"\n]{0,200}") {
            let mut records = Records::new(b',');
            while let Some(row) = records.next(&text) {
                for cell in (0..row.len()).map(|column| row.known_cell(column)) {
                    if let Some(at) = cell.at {
                        prop_assert_eq!(text.get(at..at + cell.text.len()), Some(cell.text));
                    }
                    let is_printable = cell.text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
                    prop_assert!(is_printable || !cell.is_printable);
                }
            }
        }

        #[test]
        fn what_csv_writes_is_read_back(
            table in prop::collection::vec(prop::collection::vec("[a-c,\";\n ]{0,6}", 2..5), 1..6)
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<_> = rows(&text).into_iter().map(|(_, row)| row).collect();
            prop_assert_eq!(read, table);
        }
    }
}
