//! What was assumed, and what a file lacks.

use crate::domain::Currency;
use crate::intake::amounts::{CurrencyCode, DecimalMark};
use crate::intake::dates::DayOrder;
use crate::intake::field::Field;
use crate::intake::rep_names::NamePair;
use jiff::civil::Date;
use std::fmt;

/// Something that was taken for granted, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// The column names do not stand on the first line.
    NamesOnLine {
        /// The line.
        line: usize,
    },
    /// The file has no column names.
    NoNames,
    /// The order of day and month, by dates that can only be read one way.
    DayOrder {
        /// The columns.
        fields: Vec<Field>,
        /// The order.
        order: DayOrder,
    },
    /// Numbers in date columns were read as spreadsheets count days.
    DayNumbers {
        /// How many.
        cells: usize,
    },
    /// Years of two digits were read as 1970 to 2069.
    TwoDigitYears {
        /// How many.
        cells: usize,
    },
    /// The decimal mark of the amounts.
    DecimalMark {
        /// The mark.
        mark: DecimalMark,
    },
    /// One date column says when decided deals were decided and open ones are expected to be.
    OneCloseColumn {
        /// Its name.
        column: String,
    },
    /// Amounts of 0 on lost and open deals mean that none was recorded.
    ZeroIsNone {
        /// How many.
        deals: usize,
    },
    /// Deals won for 0 keep it.
    WonForNothing {
        /// How many.
        deals: usize,
    },
    /// The day a deal was created was worked out from its age.
    CreatedFromAge {
        /// How many.
        deals: usize,
        /// The column of the ages.
        column: String,
    },
    /// Open deals without a created date count as created today.
    CreatedToday {
        /// How many.
        deals: usize,
    },
    /// Open deals without an amount are valued at the average won deal.
    ValuedAtAverage {
        /// How many.
        deals: usize,
    },
    /// Open deals took the list price of their product.
    ListPrice {
        /// How many.
        deals: usize,
        /// Products whose names differ a little in the two files.
        nearly: Vec<NamePair>,
        /// Products that are not in the price list.
        unknown: Vec<String>,
    },
    /// Names that differ in case, accents or order were taken for one rep.
    SameRep {
        /// The names.
        pairs: Vec<NamePair>,
    },
    /// Rows that say the same as an earlier one with their id were counted once.
    CountedOnce {
        /// How many.
        rows: usize,
    },
    /// A column of yes and no, or the status, was believed where another column contradicts it.
    Contradicted {
        /// How many.
        deals: usize,
        /// The line of the first.
        line: usize,
    },
    /// The currency of the amounts.
    Currency {
        /// Which, where it is one that can be shown.
        code: CurrencyCode,
    },
    /// Deals without an owner count for the team alone.
    NobodysDeals {
        /// How many.
        deals: usize,
    },
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NamesOnLine { line } => write!(f, "The column names are on line {line}."),
            Self::NoNames => {
                f.write_str("The file has no column names, so all of its lines are deals.")
            }
            Self::DayOrder { order: DayOrder::DayFirst, .. } => {
                f.write_str("In dates the day is written before the month.")
            }
            Self::DayOrder { order: DayOrder::MonthFirst, .. } => {
                f.write_str("In dates the month is written before the day.")
            }
            Self::DayNumbers { cells } => {
                write!(f, "Numbers in date columns ({cells}) are days as spreadsheets count them.")
            }
            Self::TwoDigitYears { cells } => {
                write!(f, "Years of two digits ({cells}) lie between 1970 and 2069.")
            }
            Self::DecimalMark { mark } => {
                write!(f, "In amounts the decimal mark is \"{}\".", mark.character())
            }
            Self::OneCloseColumn { column } => write!(
                f,
                "\"{column}\" is when decided deals were decided and when open ones should be."
            ),
            Self::ZeroIsNone { deals } => write!(
                f,
                "{deals} lost or open deals have an amount of 0: that means none was recorded."
            ),
            Self::WonForNothing { deals } => {
                write!(f, "{deals} deals were won for an amount of 0, and count as that.")
            }
            Self::CreatedFromAge { deals, column } => {
                write!(f, "The day {deals} deals were created is worked out from \"{column}\".")
            }
            Self::CreatedToday { deals } => {
                write!(f, "{deals} open deals have no created date and count as created today.")
            }
            Self::ValuedAtAverage { deals } => write!(
                f,
                "{deals} open deals have no amount and are valued at the average won deal."
            ),
            Self::ListPrice { deals, nearly, unknown } => {
                write!(f, "{deals} open deals without an amount take their product's list price")?;
                for pair in nearly {
                    write!(f, "; \"{}\" is \"{}\" there", pair.theirs, pair.ours)?;
                }
                if !unknown.is_empty() {
                    write!(f, "; not in the list: {}", unknown.join(", "))?;
                }
                f.write_str(".")
            }
            Self::SameRep { pairs } => {
                let names: Vec<String> =
                    pairs.iter().map(|pair| format!("{} is {}", pair.theirs, pair.ours)).collect();
                write!(f, "Names that mean one rep: {}.", names.join("; "))
            }
            Self::CountedOnce { rows } => {
                write!(f, "{rows} rows repeat an earlier one word for word and count once.")
            }
            Self::Contradicted { deals, line } => write!(
                f,
                "{deals} deals have a stage that contradicts their status, which counts; the \
                 first is on line {line}."
            ),
            Self::Currency { code } => match code.ours() {
                Some(currency) => write!(f, "Amounts are in {}.", currency.code()),
                None => write!(
                    f,
                    "Amounts are in {}, which can't be shown: they are written as {}.",
                    code.as_str().trim_end_matches('.'),
                    Currency::default().code()
                ),
            },
            Self::NobodysDeals { deals } => {
                write!(f, "{deals} deals have no owner and count for the team alone.")
            }
        }
    }
}

/// Something that a file lacks, with what to export for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// No column says when deals were created.
    NoCreatedDate,
    /// No column says when deals were decided.
    NoDecisionDate {
        /// Decided deals without it.
        deals: usize,
    },
    /// No deal is decided.
    OnlyOpen,
    /// No deal is open.
    NoneOpen,
    /// Decisions span less than half a year.
    ShortSpan {
        /// The first day of a decision.
        from: Date,
        /// The last.
        to: Date,
    },
    /// No won deal has an amount.
    NoAmounts,
    /// Deals were decided after today.
    DecidedLater {
        /// How many.
        deals: usize,
        /// The line of the first.
        line: usize,
    },
    /// Deals were decided before they were created.
    DecidedBeforeCreated {
        /// How many.
        deals: usize,
        /// The line of the first.
        line: usize,
    },
    /// More names than any team has reps.
    ManyReps {
        /// How many.
        names: usize,
    },
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCreatedDate => f.write_str(
                "No column says when deals were created, so there are only the figures that need \
                 no dates: export \"Created Date\" or the age in days for the rest.",
            ),
            Self::NoDecisionDate { deals } => write!(
                f,
                "{deals} decided deals don't say when they were decided, so they count in no \
                 period: export \"Close Date\" too."
            ),
            Self::OnlyOpen => f.write_str(
                "Only open deals are in this file: export the deals won and lost in the last 12 \
                 months too, for a win rate.",
            ),
            Self::NoneOpen => {
                f.write_str("No open deals are in this file: export them too, for the pipeline.")
            }
            Self::ShortSpan { from, to } => write!(
                f,
                "Deals were decided between {from} and {to} only: export the last 12 months for \
                 win rates and timing that can be trusted."
            ),
            Self::NoAmounts => f.write_str(
                "No won deal has an amount, so there is no average deal: export \"Amount\" too.",
            ),
            Self::DecidedLater { deals, line } => write!(
                f,
                "{deals} deals were decided after today, the first on line {line}: check the \
                 close dates, and whether the day and the month are the right way round."
            ),
            Self::DecidedBeforeCreated { deals, line } => write!(
                f,
                "{deals} deals were decided before they were created, the first on line {line}: \
                 check the dates, and whether the day and the month are the right way round."
            ),
            Self::ManyReps { names } => write!(
                f,
                "{names} names own deals, more than a team has: check that the column of the rep \
                 is the right one."
            ),
        }
    }
}
