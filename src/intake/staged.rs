//! Deals as they are read: cells understood alone, not yet settled by their columns.

use crate::intake::column::{Ages, Amounts, Column, Dates, Flags, Texts, Words};
use crate::intake::field::Field;
use crate::intake::layout::Layout;
use crate::intake::mapping::Mapping;
use crate::intake::notice::Assumption;
use crate::intake::records::Row;
use crate::intake::repeats::repeats;
use crate::intake::skipped::{SkipReason, SkippedRow};
use std::rc::Rc;

/// A row that runs over more lines has a quotation mark that was never closed.
const MOST_LINES: usize = 500;

/// Rows that room is made for before they are there. A larger file grows into its room.
const MOST_EXPECTED: usize = 200_000;

/// The deals of a file, column by column.
#[derive(Clone, Debug, Default)]
pub struct StagedDeals {
    columns: Vec<StagedColumn>,
    lines: Vec<usize>,
    skipped: Vec<SkippedRow>,
    repeats: Vec<(usize, usize)>,
    names: Vec<String>,
    about_names: Option<Assumption>,
    reach: usize,
}

#[derive(Clone, Debug)]
struct StagedColumn {
    field: Field,
    at: usize,
    column: Column,
}

impl StagedDeals {
    /// No rows yet, of a file with this text and layout.
    pub(super) fn new(file: &Rc<String>, layout: &Layout, mapping: &Mapping) -> Self {
        let columns: Vec<_> = mapping
            .iter()
            .map(|(field, at)| StagedColumn { field, at, column: Column::of(field, file) })
            .collect();
        let reach = columns.iter().map(|column| column.at + 1).max().unwrap_or(0);
        let about_names = layout.about_names(file);
        Self { columns, names: layout.names.clone(), about_names, reach, ..Self::default() }
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: Row<'_>) {
        if let Some(reason) = self.refusal(row) {
            self.skipped.push(SkippedRow { line: row.line, reason });
            return;
        }
        for column in &mut self.columns {
            column.column.push(row.known_cell(column.at));
        }
        self.lines.push(row.line);
    }

    /// Makes room for so many rows at once, instead of moving all of them again and again.
    pub(super) fn expect(&mut self, rows: usize) {
        let rows = rows.min(MOST_EXPECTED);
        self.lines.reserve(rows);
        self.columns.iter_mut().for_each(|column| column.column.reserve(rows));
    }

    /// Looks at what only all rows together say.
    pub(super) fn finish(&mut self) {
        self.repeats = self.texts(Field::Id).map(repeats).unwrap_or_default();
    }

    fn refusal(&self, row: Row<'_>) -> Option<SkipReason> {
        let is_blank = |cell: &str| cell.chars().all(char::is_whitespace);
        let (found, expected) = (row.len(), self.names.len());
        let (_, next_line) = row.next;
        if row.cells().all(is_blank) {
            Some(SkipReason::Blank)
        } else if next_line.saturating_sub(row.line) > MOST_LINES {
            Some(SkipReason::RunsOn { to_line: next_line.saturating_sub(1) })
        } else if found < self.reach {
            Some(SkipReason::TooFewCells { found, expected })
        } else if found > expected && !(expected..found).all(|at| is_blank(row.cell(at))) {
            Some(SkipReason::TooManyCells { found, expected })
        } else {
            None
        }
    }

    /// How many rows were kept so far.
    pub const fn rows(&self) -> usize {
        self.lines.len()
    }

    /// How many rows there are, the skipped ones too.
    pub const fn rows_read(&self) -> usize {
        self.lines.len() + self.skipped.len()
    }

    /// The rows skipped while reading.
    pub fn skipped(&self) -> &[SkippedRow] {
        &self.skipped
    }

    /// The line that a row begins on.
    pub fn line(&self, row: usize) -> usize {
        self.lines.get(row).copied().unwrap_or_default()
    }

    /// Rows that have the id of an earlier one, with the first of them; known when all are read.
    pub fn repeats(&self) -> &[(usize, usize)] {
        &self.repeats
    }

    /// The name of a field's column in the file.
    pub fn name(&self, field: Field) -> Option<&str> {
        let column = self.columns.iter().find(|column| column.field == field)?;
        self.names.get(column.at).map(String::as_str)
    }

    /// The column names of the file.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What was taken for granted of where the column names stand.
    pub(super) const fn about_names(&self) -> Option<&Assumption> {
        self.about_names.as_ref()
    }

    /// The fields that have a column, each with it.
    pub fn columns(&self) -> impl Iterator<Item = (Field, &Column)> {
        self.columns.iter().map(|column| (column.field, &column.column))
    }

    fn column(&self, field: Field) -> Option<&Column> {
        self.columns().find(|(found, _)| *found == field).map(|(_, column)| column)
    }

    /// A column of values that come again.
    pub fn words(&self, field: Field) -> Option<&Words> {
        if let Some(Column::Words(column)) = self.column(field) { Some(column) } else { None }
    }

    /// A column of ids or names.
    pub fn texts(&self, field: Field) -> Option<&Texts> {
        if let Some(Column::Texts(column)) = self.column(field) { Some(column) } else { None }
    }

    /// A column of dates.
    pub fn dates(&self, field: Field) -> Option<&Dates> {
        if let Some(Column::Dates(column)) = self.column(field) { Some(column) } else { None }
    }

    /// A column of amounts.
    pub fn amounts(&self, field: Field) -> Option<&Amounts> {
        if let Some(Column::Amounts(column)) = self.column(field) { Some(column) } else { None }
    }

    /// A column of yes and no.
    pub fn flags(&self, field: Field) -> Option<&Flags> {
        if let Some(Column::Flags(column)) = self.column(field) { Some(column) } else { None }
    }

    /// A column of ages.
    pub fn ages(&self, field: Field) -> Option<&Ages> {
        if let Some(Column::Ages(column)) = self.column(field) { Some(column) } else { None }
    }
}
