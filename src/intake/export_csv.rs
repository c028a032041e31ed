//! CSV out, safe to open in a spreadsheet.

use std::borrow::Cow;

/// A CSV text that grows row by row: comma, quotes where needed, CRLF (RFC 4180, 2005).
///
/// ```
/// use ridealong::intake::CsvText;
/// let mut csv = CsvText::default();
/// csv.row(["rep", "note"]);
/// csv.row(["Dana", "=HYPERLINK(\"x\")"]);
/// assert_eq!(csv.into_text(), "rep,note\r\nDana,\"'=HYPERLINK(\"\"x\"\")\"\r\n");
/// ```
#[derive(Clone, Debug, Default)]
pub struct CsvText {
    text: String,
}

impl CsvText {
    /// Adds a row.
    pub fn row<I: IntoIterator<Item = S>, S: AsRef<str>>(&mut self, cells: I) {
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.cell(&safe(cell.as_ref()));
        }
        self.text.push_str("\r\n");
    }

    fn cell(&mut self, cell: &str) {
        // An empty only cell would be a blank line, which readers pass over. Where a comma is the
        // decimal mark, spreadsheets part cells at semicolons, some at tabs.
        if cell.contains(['"', ',', ';', '\t', '\n', '\r']) || cell.is_empty() {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(cell);
        }
    }

    /// The text.
    pub fn into_text(self) -> String {
        self.text
    }
}

/// What a formula begins with, in full width too: some spreadsheets read those alike. Behind a
/// tab or a line end some look further.
const FORMULA_STARTS: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A cell that no spreadsheet takes for a formula: text that starts like one gets a `'` before
/// it, plain numbers stay numbers (OWASP, "CSV injection").
fn safe(cell: &str) -> Cow<'_, str> {
    let starts_formula = cell.starts_with(FORMULA_STARTS);
    if starts_formula && !is_plain_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// `-12`, `+3.5`: a sign, digits, and at most one point among them.
fn is_plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(cell: &str, written: &str) {
        let mut csv = CsvText::default();
        csv.row([cell]);
        assert_eq!(csv.into_text(), format!("{written}\r\n"), "{cell:?}");
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_made_text() {
        case("=1+1", "'=1+1");
        case("+cmd", "'+cmd");
        case("-2+3", "'-2+3");
        case("@SUM(A1)", "'@SUM(A1)");
        case("\t=1", "\"'\t=1\"");
        case("\n=1", "\"'\n=1\"");
        case("\u{ff1d}1+1", "'\u{ff1d}1+1");
        case("Dana;=1+1", "\"Dana;=1+1\"");
        case("\r=1", "\"'\r=1\"");
    }

    #[test]
    fn plain_numbers_and_texts_stay() {
        case("-12.50", "-12.50");
        case("+3", "+3");
        case("Dana, \"D\"", "\"Dana, \"\"D\"\"\"");
        case("a=b", "a=b");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_but_for_the_mark(
            cells in prop::collection::vec("[a-z=+@,\"\\n\\r\\t0-9 -]{0,8}", 1..4)
        ) {
            let mut csv = CsvText::default();
            csv.row(&cells);
            let text = csv.into_text();
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            for (read, cell) in record.iter().zip(&cells) {
                prop_assert_eq!(read.strip_prefix('\'').unwrap_or(read), cell.as_str());
                prop_assert!(!read.starts_with(['=', '@', '\t', '\r']));
            }
        }
    }
}
