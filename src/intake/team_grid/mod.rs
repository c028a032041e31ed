//! A team pasted from a spreadsheet into the grid: a row a rep, with what needs no dates.

mod cell;
mod column;
mod problem;

use crate::domain::{Money, TypedFigures};
use crate::intake::amounts::DecimalMark;
use crate::intake::column::Amounts;
use crate::intake::error::IntakeError;
use crate::intake::names::ComparableName;
use crate::intake::not_text;
use crate::intake::records::Records;
use crate::intake::team_grid::cell::{GridCell, Mark};
use crate::intake::text::clean;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use column::GridColumn;
pub use problem::{GridError, GridProblem};

/// Rows that a team may have: some hundred times the reps of a manager.
const MOST_ROWS: usize = 2_000;
/// Rows at the top that may be the heading: there may be a title above it.
const HEADING_WITHIN: usize = 5;
const SUMS: [&str; 7] = ["total", "totals", "sum", "grand total", "team total", "team", "all"];

/// Whether a row that is called so holds the sums of the others.
pub(super) fn is_sum(name: &str) -> bool {
    SUMS.contains(&name.trim().to_lowercase().trim_end_matches(':'))
}

/// A pasted team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamGrid {
    /// The reps, in the order of the rows.
    pub rows: Vec<GridRow>,
    /// What was left out, in the order of the rows.
    pub problems: Vec<GridProblem>,
}

/// What a row says of a rep; what it does not say is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridRow {
    /// Its row in what was pasted, from 1.
    pub row: usize,
    /// The rep.
    pub name: String,
    /// The quota of the period.
    pub quota: Option<Money>,
    /// What is booked in it so far.
    pub booked: Option<Money>,
    /// The figures that belong to no period.
    pub figures: TypedFigures,
}

impl TeamGrid {
    /// Reads a team copied from a spreadsheet (parted by tabs) or typed (by semicolons or
    /// commas). A heading may name the columns in any order; without one they are those of the
    /// grid: rep, quota, booked so far, pipeline, won, lost, average deal.
    ///
    /// Amounts are read as people type them. `decimal` is the decimal mark of the user's
    /// language, which counts where no amount proves another.
    ///
    /// # Errors
    /// Where there is no row, or nothing says who.
    ///
    /// ```
    /// use ridealong::intake::{amounts::DecimalMark, team_grid::TeamGrid};
    /// let text = "Rep\tQuota\tWon\nDana\t250k\t12\nTom\tlots\t9\n";
    /// let team = TeamGrid::read(text, DecimalMark::Point).unwrap();
    /// assert_eq!(team.rows[0].quota.unwrap().units(), 250_000.0);
    /// assert_eq!((team.rows[1].quota, team.rows[1].figures.won), (None, Some(9)));
    /// assert!(team.problems[0].to_string().starts_with("Row 3, quota: \"lots\" is not an amount"));
    /// ```
    pub fn read(text: &str, decimal: DecimalMark) -> Result<Self, GridError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        not_text::check(text).map_err(|error| match error {
            IntakeError::Empty => GridError::Empty,
            error => GridError::Text(error),
        })?;
        let delimiter = delimiter(text);
        let rows = pasted_rows(text, delimiter)?;
        let mut grid = Self::default();
        let (columns, body) = grid.columns(&rows)?;
        if body.is_empty() {
            return Err(GridError::NoRows);
        }
        let mark = mark(&columns, body, decimal);
        let mut seen = BTreeMap::new();
        for row in body {
            match grid.read_row(row, &columns, delimiter, mark, &mut seen) {
                Ok(read) => grid.rows.push(read),
                Err(problem) => grid.problems.push(problem),
            }
        }
        Ok(grid)
    }

    /// What each column holds, and the rows below the heading.
    fn columns<'a>(
        &mut self,
        rows: &'a [PastedRow],
    ) -> Result<(Vec<Option<GridColumn>>, &'a [PastedRow]), GridError> {
        let Some(at) = rows.iter().take(HEADING_WITHIN).position(PastedRow::is_heading) else {
            return Ok((GridColumn::ALL.map(Some).to_vec(), rows));
        };
        let (heading, body) = rows.split_at(at + 1);
        let mut columns = Vec::new();
        for name in heading.last().map_or(&[][..], |row| &row.cells) {
            let named = GridColumn::named(name);
            let is_second = columns.contains(&named);
            if let Some(column) = named.filter(|_| is_second) {
                self.problems.push(GridProblem::SecondColumn { name: name.clone(), column });
            } else if named.is_none() && !name.is_empty() {
                self.problems.push(GridProblem::UnknownColumn { name: name.clone() });
            }
            columns.push(named.filter(|_| !is_second));
        }
        if !columns.contains(&Some(GridColumn::Rep)) {
            // The first column of a sheet often has no name.
            let first = heading.last().and_then(|row| row.cells.first());
            match columns.first_mut().filter(|_| first.is_some_and(String::is_empty)) {
                Some(column) => *column = Some(GridColumn::Rep),
                None => return Err(GridError::NoReps),
            }
        }
        Ok((columns, body))
    }

    fn read_row(
        &mut self,
        row: &PastedRow,
        columns: &[Option<GridColumn>],
        delimiter: u8,
        mark: Mark,
        seen: &mut BTreeMap<String, usize>,
    ) -> Result<GridRow, GridProblem> {
        row.check_width(columns, delimiter)?;
        let cells =
            || columns.iter().zip(&row.cells).filter_map(|(column, cell)| Some(((*column)?, cell)));
        let name = cells().find(|(column, _)| *column == GridColumn::Rep);
        let name = name.map(|(_, cell)| cell.clone()).filter(|name| !name.is_empty());
        let name = name.ok_or(GridProblem::NoName { row: row.row })?;
        if is_sum(&name) {
            return Err(GridProblem::Sum { row: row.row, name });
        }
        let first = *seen.entry(ComparableName::of(&name).folded().to_owned()).or_insert(row.row);
        if first != row.row {
            return Err(GridProblem::Repeated { row: row.row, name, first });
        }
        let mut read = GridRow { row: row.row, name, ..GridRow::default() };
        for (column, text) in cells() {
            if let Err(problem) = read.fill(GridCell { row: row.row, column, text }, mark) {
                self.problems.push(problem);
            }
        }
        Ok(read)
    }
}

impl GridRow {
    fn fill(&mut self, cell: GridCell<'_>, mark: Mark) -> Result<(), GridProblem> {
        match cell.column {
            GridColumn::Rep => {}
            GridColumn::Quota => self.quota = cell.amount(mark)?,
            GridColumn::Booked => self.booked = cell.amount(mark)?,
            GridColumn::Pipeline => self.figures.pipeline = cell.amount(mark)?,
            GridColumn::Won => self.figures.won = cell.count()?,
            GridColumn::Lost => self.figures.lost = cell.count()?,
            GridColumn::AverageDeal => self.figures.average_deal = cell.amount(mark)?,
        }
        Ok(())
    }
}

/// A row that is not empty.
struct PastedRow {
    row: usize,
    cells: Vec<String>,
}

impl PastedRow {
    /// Whether it names columns: two of the grid's, or the rep's alone with no figure beside it.
    fn is_heading(&self) -> bool {
        let named: Vec<GridColumn> =
            self.cells.iter().filter_map(|cell| GridColumn::named(cell)).collect();
        let has_digits = self.cells.iter().any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
        named.len() > 1 || (named.contains(&GridColumn::Rep) && !has_digits)
    }

    /// Whether each cell has its column. Commas that part cells and thousands alike show in cells
    /// such as `000`, and in rows that are longer or shorter than they should be.
    fn check_width(
        &self,
        columns: &[Option<GridColumn>],
        delimiter: u8,
    ) -> Result<(), GridProblem> {
        let off = self.cells.len() != columns.len();
        if delimiter == b',' {
            let split = self.cells.windows(2).find_map(|pair| match pair {
                [one, other] if is_split(one, other) && (off || other.starts_with('0')) => {
                    Some(format!("{one},{other}"))
                }
                _ => None,
            });
            if let Some(text) = split {
                return Err(GridProblem::CommaInAmount { row: self.row, text });
            }
        }
        let beyond = self.cells.iter().skip(columns.len());
        if beyond.into_iter().any(|cell| !cell.is_empty()) {
            return Err(GridProblem::TooManyCells { row: self.row });
        }
        Ok(())
    }
}

/// Whether two cells look like `250,000` cut in two: up to three digits, then just three.
fn is_split(one: &str, other: &str) -> bool {
    let ends = one.bytes().rev().take_while(u8::is_ascii_digit).count();
    let starts = other.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&ends) && starts == 3
}

/// What parts the cells: tabs, which a spreadsheet writes; else semicolons; else commas.
fn delimiter(text: &str) -> u8 {
    [b'\t', b';'].into_iter().find(|mark| text.bytes().any(|byte| byte == *mark)).unwrap_or(b',')
}

fn pasted_rows(text: &str, delimiter: u8) -> Result<Vec<PastedRow>, GridError> {
    let mut records = Records::new(delimiter);
    let mut rows = Vec::new();
    while let Some(row) = records.next(text) {
        let cells: Vec<String> = row.cells().map(|cell| clean(cell).into_owned()).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if rows.len() > MOST_ROWS {
            return Err(GridError::TooManyRows { most: MOST_ROWS });
        }
        rows.push(PastedRow { row: row.line, cells });
    }
    if rows.is_empty() { Err(GridError::Empty) } else { Ok(rows) }
}

/// The decimal mark that the amounts prove together, else that of the user's language.
fn mark(columns: &[Option<GridColumn>], rows: &[PastedRow], language: DecimalMark) -> Mark {
    let mut amounts = Amounts::default();
    for row in rows {
        for (column, cell) in columns.iter().zip(&row.cells) {
            if column.is_some_and(GridColumn::is_money) {
                amounts.push(cell);
            }
        }
    }
    match (amounts.proof().point, amounts.proof().comma) {
        (1.., 0) => Mark { mark: DecimalMark::Point, is_proved: true },
        (0, 1..) => Mark { mark: DecimalMark::Comma, is_proved: true },
        _ => Mark { mark: language, is_proved: false },
    }
}

#[cfg(test)]
mod tests;
