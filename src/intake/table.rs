//! Small files read whole: price lists, teams, quotas.

use crate::intake::error::IntakeError;
use crate::intake::field::plain;
use crate::intake::layout::Layout;
use crate::intake::not_text;
use crate::intake::text::clean;
use thiserror::Error;

/// Rows that a small file may have.
const MOST_ROWS: usize = 20_000;

/// Why a small file can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableError {
    /// It is no table at all.
    #[error(transparent)]
    File(#[from] IntakeError),
    /// It has too many rows.
    #[error("This list has more than {MOST_ROWS} rows: is it the export of the deals?")]
    TooManyRows,
}

/// A small file: its column names and rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    names: Vec<String>,
    rows: Vec<TableRow>,
}

/// A row of a small file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The line it begins on, counted from 1.
    pub line: usize,
    cells: Vec<String>,
}

impl TableRow {
    /// A cell, cleaned; nothing where the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Table {
    /// Reads a text, already decoded. Rows in which every cell is empty are left out.
    ///
    /// # Errors
    /// Where it is no table, or too large a one.
    pub fn read(text: &str) -> Result<Self, TableError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        not_text::check(text)?;
        let layout = Layout::of_named(text)?;
        let mut records = layout.rows();
        let mut rows = Vec::new();
        while let Some(row) = records.next(text) {
            let cells: Vec<String> = row.cells().map(|cell| clean(cell).into_owned()).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if rows.len() == MOST_ROWS {
                return Err(TableError::TooManyRows);
            }
            rows.push(TableRow { line: row.line, cells });
        }
        if rows.is_empty() {
            return Err(IntakeError::HeaderOnly.into());
        }
        Ok(Self { names: layout.names, rows })
    }

    /// The column names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The rows.
    pub fn rows(&self) -> &[TableRow] {
        &self.rows
    }

    /// The first column that has one of these names, written as [`plain`] writes them; the
    /// earlier names are the better ones.
    pub fn column(&self, known: &[&str]) -> Option<usize> {
        known.iter().find_map(|known| self.names.iter().position(|name| plain(name) == *known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_table_is_read_whole() {
        let table = Table::read("\u{feff}Rep\tManager\r\nDana\t Eve \r\n\t\r\n").unwrap();
        assert_eq!(table.column(&["x", "manager"]), Some(1));
        assert_eq!(table.rows().len(), 1);
        assert_eq!((table.rows()[0].cell(1), table.rows()[0].cell(9)), ("Eve", ""));
    }

    #[test]
    fn a_table_that_is_too_large_is_probably_another_file() {
        let text = format!("a,b\n{}", "1,2\n".repeat(20_001));
        assert_eq!(Table::read(&text), Err(TableError::TooManyRows));
    }
}
