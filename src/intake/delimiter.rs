//! Which character parts the cells.

use crate::intake::records::Records;

const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows looked at.
const SAMPLE: usize = 50;

/// The delimiter among comma, semicolon, tab and pipe under which the first rows have the most
/// alike numbers of cells, more than one; the comma where none parts anything. A first line
/// `sep=;`, which spreadsheets write, has the last word.
pub fn sniff(text: &str) -> u8 {
    if let Some(said) = said(text) {
        return said;
    }
    let mut best = (0, b',');
    for delimiter in CANDIDATES {
        let score = score(text, delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// What a first line `sep=;` says.
pub(super) fn said(text: &str) -> Option<u8> {
    let first = text.lines().next()?.trim_matches('"');
    let said =
        first.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &first[4..]);
    match said?.as_bytes() {
        [] => first.ends_with('=').then_some(b'\t'),
        [delimiter] if CANDIDATES.contains(delimiter) => Some(*delimiter),
        _ => None,
    }
}

/// Rows with the commonest number of cells, weighed by that number; 0 where it is one.
fn score(text: &str, delimiter: u8) -> usize {
    let mut records = Records::new(delimiter);
    let mut widths = Vec::with_capacity(SAMPLE);
    while widths.len() < SAMPLE
        && let Some(row) = records.next(text)
    {
        widths.push(row.len());
    }
    let alike = |width: usize| widths.iter().filter(|other| **other == width).count();
    widths
        .iter()
        .filter(|width| **width > 1)
        .map(|width| alike(*width) * 1_000 + (*width).min(999))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, delimiter: char) {
        assert_eq!(char::from(sniff(text)), delimiter, "{text:?}");
    }

    #[test]
    fn the_delimiter_that_parts_the_rows_alike_is_found() {
        case("a,b,c\n1,2,3\n", ',');
        case("Deal;Amount;Stage\nx;1.234,50;Won\ny;2,5;Lost\n", ';');
        case("a\tb\n\"1,2\"\t3\n", '\t');
        case("a|b|c\n1|2|3\n", '|');
        case("Name, full;Amount\nOkafor, Dana;1\nReed, Tom;2\nx;3\n", ';');
        case("one column\n1\n", ',');
        case("", ',');
    }

    #[test]
    fn a_first_line_that_names_it_has_the_last_word() {
        case("sep=;\na,b;c,d\n1,2;3,4\n", ';');
        case("\"sep=,\"\na\n", ',');
    }
}
