//! The columns of a file as they are read: every cell understood as far as it can be alone, and
//! what the whole column proves counted on the way.

mod ages;
mod amounts;
mod dates;
mod flags;
mod readings;
mod texts;
mod words;

pub use ages::Ages;
pub(crate) use ages::read as read_age;
pub use amounts::{Amounts, MarkProof};
pub use dates::{Dates, OrderProof};
pub use flags::Flags;
pub(crate) use flags::read as read_flag;
pub use texts::Texts;
pub use words::{Word, Words};

use crate::intake::field::{Field, Kind};
use crate::intake::text::Cell;
use std::rc::Rc;

/// A column of one kind.
#[derive(Clone, Debug)]
pub enum Column {
    /// Ids and names.
    Texts(Texts),
    /// Values that come again.
    Words(Words),
    /// Days.
    Dates(Dates),
    /// Amounts.
    Amounts(Amounts),
    /// Yes and no.
    Flags(Flags),
    /// Ages in days.
    Ages(Ages),
}

impl Column {
    /// A column of this file for a field, without rows.
    pub fn of(field: Field, file: &Rc<String>) -> Self {
        match field.kind() {
            Kind::Text => Self::Texts(Texts::of(file.clone())),
            Kind::Word => Self::Words(Words::default()),
            Kind::Date => Self::Dates(Dates::default()),
            Kind::Amount => Self::Amounts(Amounts::default()),
            Kind::Flag => Self::Flags(Flags::default()),
            Kind::Age => Self::Ages(Ages::default()),
        }
    }

    /// Adds the cell of the next row.
    pub fn push(&mut self, cell: Cell<'_>) {
        match self {
            Self::Texts(column) => column.push(cell),
            Self::Words(column) => column.push(cell.text),
            Self::Dates(column) => column.push(cell.text),
            Self::Amounts(column) => column.push(cell.text),
            Self::Flags(column) => column.push(cell.text, read_flag(cell.text)),
            Self::Ages(column) => column.push(cell.text, read_age(cell.text)),
        }
    }

    /// Makes room for so many more rows.
    pub fn reserve(&mut self, rows: usize) {
        match self {
            Self::Texts(column) => column.reserve(rows),
            Self::Words(column) => column.reserve(rows),
            Self::Dates(column) => column.reserve(rows),
            Self::Amounts(column) => column.reserve(rows),
            Self::Flags(column) => column.reserve(rows),
            Self::Ages(column) => column.reserve(rows),
        }
    }

    /// Rows whose cell could not be read, with what it says.
    pub fn unreadable(&self) -> &[(usize, String)] {
        match self {
            Self::Texts(_) | Self::Words(_) => &[],
            Self::Dates(column) => column.unreadable(),
            Self::Amounts(column) => column.unreadable(),
            Self::Flags(column) => column.unreadable(),
            Self::Ages(column) => column.unreadable(),
        }
    }
}
