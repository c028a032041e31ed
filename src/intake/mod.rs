//! Files in: a text, already decoded, becomes deals, with everything that was assumed or left
//! out said. Pure, no browser, no clock.
//!
//! A deals file goes through four steps. [`DealsReader`] looks at its layout and columns and
//! reads it row by row into [`StagedDeals`], each cell understood as far as it can be alone.
//! [`Settlement`] settles what only whole columns and the user can say: the order of day and
//! month, the decimal mark, what the stages mean. Its [`Report`] is shown, its questions are
//! answered with [`Choices`], and only then the deals are taken from it and kept.

mod alike_rows;
pub mod amounts;
mod asked;
mod choices;
pub mod column;
pub mod dates;
mod day_order;
mod deals_csv;

mod encoding;
mod error;
mod export_csv;
mod field;
mod file_kind;
mod lacking;
mod layout;
mod mapping;
mod marks;
mod money_columns;
pub mod names;
mod not_text;
mod notice;
mod outcome;
mod period_names;
mod price_list;
mod question;
mod quota_stand_in;
mod quota_totals;
mod quotas_csv;
mod reader;
mod records;
mod remembered;
mod rep_names;
mod repeated_ids;
mod repeats;
mod report;
mod report_csv;
mod rules;
pub mod sample_team;
mod settle;
mod skipped;
mod source;
mod stage;
mod staged;
mod table;
mod team_csv;
pub mod team_grid;
mod text;
mod writing;

pub use asked::Asked;
pub use choices::{Choices, Owner, RepeatedIds};
pub use deals_csv::{DealsFile, read_deals};

pub use encoding::Encoding;
pub use error::{IntakeError, MOST_BYTES, MOST_COLUMNS};
pub use export_csv::CsvText;
pub use field::{Field, Kind};
pub use file_kind::FileKind;
pub use layout::Layout;
pub use mapping::{Mapping, MappingGuess};
pub use notice::{Assumption, Lack};
pub use outcome::StageValue;
pub use period_names::NamedPeriod;
pub use price_list::{PriceList, PriceListError};
pub use question::Question;
pub use quota_stand_in::stand_in_quotas;
pub use quotas_csv::{QuotaReading, QuotaSheet, QuotasError};
pub use reader::{DealsReader, Progress};
pub use remembered::{Remembered, Shape};
pub use rep_names::{Meant, NamePair, RepNames};
pub use report::{OutcomeCount, RepCount, Report};
pub use rules::{Facts, Rows, Rules};
pub use settle::{Known, Settlement, Settling};
pub use skipped::{LeftOut, SkipReason, SkippedRow};
pub use source::SourceColumn;
pub use stage::StageMeaning;
pub use staged::StagedDeals;
pub use table::{Table, TableError, TableRow};
pub use team_csv::{Member, TeamError, TeamList, TeamMatch};
pub use text::clean;
pub use writing::Writing;
