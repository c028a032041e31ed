//! How a file is laid out: which character parts its cells, and which row names its columns.

use crate::intake::amounts::AmountCell;
use crate::intake::dates::DateCell;
use crate::intake::error::{IntakeError, MOST_COLUMNS};
use crate::intake::field::Field;
use crate::intake::notice::Assumption;
use crate::intake::records::Records;
use crate::intake::text::clean;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows looked at. Reports put up to nine lines of title and filters over the column names.
const SAMPLE: usize = 12;

/// Column names are short; longer cells are not looked up among the known ones.
const LONGEST_NAME: usize = 60;

/// A row with fewer known names that holds a date or an amount is one of data: "Won" is a column
/// name and a status.
const SURE_OF_NAMES: usize = 3;

/// The layout of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The character between two cells.
    pub delimiter: u8,
    /// The column names, in order.
    pub names: Vec<String>,
    /// The line that they stand on, counted from 1; `None` where the file has none and they were
    /// made up.
    pub names_line: Option<usize>,
    /// Where the first row of data begins: its byte and its line.
    pub(super) body: (usize, usize),
}

/// A row that may hold the column names, under one delimiter.
struct Candidate {
    delimiter: u8,
    /// Known names in its best row, then how alike its rows are.
    score: (usize, usize),
    best: Head,
}

struct Head {
    line: usize,
    cells: Vec<String>,
    start: (usize, usize),
    end: (usize, usize),
}

impl Layout {
    /// Finds the layout of a text: the delimiter under which the first rows hold the most known
    /// column names, then the most alike numbers of cells. A first line `sep=;`, which
    /// spreadsheets write, has the last word.
    ///
    /// # Errors
    /// Where there is no row, or there are too many columns.
    pub fn of(text: &str) -> Result<Self, IntakeError> {
        let found = Self::best(text)?;
        let (known, _) = found.score;
        if known < SURE_OF_NAMES && found.best.cells.iter().any(|cell| is_data(cell)) {
            let names = (1..=found.best.cells.len()).map(|column| format!("Column {column}"));
            let (delimiter, body) = (found.delimiter, found.best.start);
            return Ok(Self { delimiter, names: names.collect(), names_line: None, body });
        }
        Ok(Self::with_names(found))
    }

    /// As [`Self::of`], for a file that is known to have column names, even if they are years.
    ///
    /// # Errors
    /// Where there is no row, or there are too many columns.
    pub fn of_named(text: &str) -> Result<Self, IntakeError> {
        Self::best(text).map(Self::with_names)
    }

    fn best(text: &str) -> Result<Candidate, IntakeError> {
        let said = said(text);
        let candidates = DELIMITERS
            .into_iter()
            .filter(|delimiter| said.is_none_or(|said| said == *delimiter))
            .filter_map(|delimiter| candidate(text, delimiter, said.is_some()));
        // The first of equals: the comma before the others.
        let best = candidates
            .reduce(|best, other| if other.score > best.score { other } else { best })
            .ok_or(IntakeError::Empty)?;
        let found = best.best.cells.len();
        if found > MOST_COLUMNS {
            return Err(IntakeError::TooManyColumns { found });
        }
        Ok(best)
    }

    fn with_names(found: Candidate) -> Self {
        let Candidate { delimiter, best, .. } = found;
        Self { delimiter, names: best.cells, names_line: Some(best.line), body: best.end }
    }

    /// What is worth saying of where the column names stand: that there are none, or that there
    /// is more above them than the line that names the delimiter.
    pub(super) fn about_names(&self, text: &str) -> Option<Assumption> {
        let first = if said(text).is_some() { 2 } else { 1 };
        match self.names_line {
            None => Some(Assumption::NoNames),
            Some(line) if line > first => Some(Assumption::NamesOnLine { line }),
            Some(_) => None,
        }
    }

    /// A reader of the rows below the column names.
    pub fn rows(&self) -> Records {
        Records::starting_at(self.delimiter, self.body.0, self.body.1)
    }
}

/// A date or an amount, which no column is named.
fn is_data(cell: &str) -> bool {
    matches!(DateCell::read(cell), DateCell::Day(_) | DateCell::Numbers { .. })
        || matches!(AmountCell::read(cell), AmountCell::Amount(_))
}

fn candidate(text: &str, delimiter: u8, said: bool) -> Option<Candidate> {
    let mut records = Records::new(delimiter);
    if said {
        records.next(text);
    }
    let mut best: Option<(usize, Head)> = None;
    let mut widths = Vec::with_capacity(SAMPLE);
    while widths.len() < SAMPLE {
        let Some(row) = records.next(text) else { break };
        widths.push(row.len());
        let known = known_names(row.cells());
        if best.as_ref().is_none_or(|(most, _)| known > *most) {
            let cells = row.cells().map(|cell| clean(cell).into_owned()).collect();
            let (line, start) = (row.line, (row.at, row.line));
            let end = row.next;
            best = Some((known, Head { line, cells, start, end }));
        }
    }
    let alike = |width: usize| widths.iter().filter(|other| **other == width).count();
    let alike =
        widths.iter().filter(|width| **width > 1).map(|width| alike(*width) * 1_000 + width);
    let alike = alike.max().unwrap_or(0);
    best.map(|(known, best)| Candidate { delimiter, score: (known, alike), best })
}

/// How many cells are names that exports give to columns.
fn known_names<'a>(cells: impl Iterator<Item = &'a str>) -> usize {
    cells.filter(|cell| cell.len() <= LONGEST_NAME && Field::is_known_name(cell)).count()
}

/// What a first line `sep=;` says.
fn said(text: &str) -> Option<u8> {
    let first = text.lines().next()?.trim_matches('"');
    let start = first.get(..4)?;
    if !start.eq_ignore_ascii_case("sep=") {
        return None;
    }
    match first.get(4..)?.as_bytes() {
        [delimiter] if DELIMITERS.contains(delimiter) => Some(*delimiter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(text: &str, delimiter: char, names: &[&str], line: Option<usize>) {
        let layout = Layout::of(text).unwrap();
        assert_eq!(char::from(layout.delimiter), delimiter, "{text:?}");
        assert_eq!(layout.names, names, "{text:?}");
        assert_eq!(layout.names_line, line, "{text:?}");
    }

    #[test]
    fn the_delimiter_that_parts_the_rows_alike_is_found() {
        case("a,b,c\n1,2,3\n", ',', &["a", "b", "c"], Some(1));
        case("Deal;Amount\nx;1.234,50\ny;2,5\n", ';', &["Deal", "Amount"], Some(1));
        case("a\tb\n\"1,2\"\t3\n", '\t', &["a", "b"], Some(1));
        case("a|b\n1|2\n", '|', &["a", "b"], Some(1));
        case("one column\n1\n", ',', &["one column"], Some(1));
    }

    #[test]
    fn known_names_tell_the_delimiter_where_the_cells_do_not() {
        case(
            "Owner, full;Amount;Stage\na,b;1;c,d\n",
            ';',
            &["Owner, full", "Amount", "Stage"],
            Some(1),
        );
    }

    #[test]
    fn a_first_line_that_names_the_delimiter_has_the_last_word() {
        case("sep=;\na,b;c,d\n1,2;3,4\n", ';', &["a,b", "c,d"], Some(2));
    }

    #[test]
    fn titles_above_the_column_names_are_passed_over() {
        let text = "All deals\nAs of 2026-03-01\n\nOwner,Stage,Amount\nDana,Won,5\n";
        case(text, ',', &["Owner", "Stage", "Amount"], Some(4));
    }

    #[test]
    fn a_file_without_column_names_gets_numbers_for_them() {
        case("Dana,Won,2026-01-05\n", ',', &["Column 1", "Column 2", "Column 3"], None);
    }

    #[test]
    fn missing_names_and_titles_above_them_are_said() {
        let said = |text: &str| Layout::of(text).unwrap().about_names(text);
        assert_eq!(said("Dana,Won,2026-01-05\n"), Some(Assumption::NoNames));
        let titled = "All deals\n\nOwner,Stage,Amount\nDana,Won,5\n";
        assert_eq!(said(titled), Some(Assumption::NamesOnLine { line: 3 }));
        assert_eq!(said("Owner,Stage,Amount\nDana,Won,5\n"), None);
        assert_eq!(said("sep=;\nOwner;Stage;Amount\nDana;Won;5\n"), None);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = Layout::of(&text);
        }
    }
}
