//! What was assumed, and what a file lacks.

use crate::intake::amounts::{CurrencyCode, DecimalMark};
use crate::intake::dates::DayOrder;
use crate::intake::field::Field;
use crate::intake::rep_names::NamePair;
use crate::intake::writing::Writing;
use jiff::civil::Date;

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
        /// The columns, as the file names them.
        columns: Vec<String>,
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
    /// Rows without an id that say the same as an earlier one each count.
    CountedEach {
        /// How many.
        rows: usize,
    },
    /// Won deals have an amount below zero, which counts.
    WonBelowZero {
        /// How many.
        deals: usize,
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

const NO_NAMES: &str = "The file has no column names, so all of its lines are deals.";

impl Assumption {
    /// The sentence, with numbers as the reader writes them.
    pub fn sentence(&self, writing: Writing) -> String {
        let n = |number: usize, one: &str, many: &str| writing.counted(number, one, many);
        match self {
            Self::NamesOnLine { line } => {
                format!("The column names are on line {line}: the lines above are no deals.")
            }
            Self::NoNames => NO_NAMES.to_owned(),
            Self::DayOrder { columns, order } => written_before(columns, *order),
            Self::DayNumbers { cells } => format!(
                "Numbers in date columns ({}) are days as spreadsheets count them.",
                (writing.count)(*cells)
            ),
            Self::TwoDigitYears { cells } => {
                format!(
                    "Years of two digits ({}) lie between 1970 and 2069.",
                    (writing.count)(*cells)
                )
            }
            Self::DecimalMark { mark } => {
                format!("In amounts the decimal mark is \"{}\".", mark.character())
            }
            Self::OneCloseColumn { column } => format!(
                "\"{column}\" is when decided deals were decided and when open ones should be."
            ),
            Self::ZeroIsNone { deals } => format!(
                "{} an amount of 0: that means none was recorded.",
                n(*deals, "lost or open deal has", "lost or open deals have")
            ),
            Self::WonForNothing { deals } => {
                format!(
                    "{} won for an amount of 0, which counts.",
                    n(*deals, "deal was", "deals were")
                )
            }
            Self::WonBelowZero { deals } => format!(
                "{} an amount below zero, which counts: it lowers what was booked.",
                n(*deals, "won deal has", "won deals have")
            ),
            Self::CreatedFromAge { deals, column } => format!(
                "The day {} created is worked out from \"{column}\".",
                n(*deals, "deal was", "deals were")
            ),
            Self::CreatedToday { deals } => format!(
                "{} as created today for want of a created date.",
                n(*deals, "open deal counts", "open deals count")
            ),
            Self::ValuedAtAverage { deals } => format!(
                "{} valued at the average won deal for want of an amount.",
                n(*deals, "open deal is", "open deals are")
            ),
            Self::ListPrice { deals, nearly, unknown } => {
                let mut parts = vec![format!(
                    "{} without an amount, valued at the list price of the product",
                    n(*deals, "open deal", "open deals")
                )];
                let there =
                    |pair: &NamePair| format!("\"{}\" is \"{}\" there", pair.theirs, pair.ours);
                parts.extend(nearly.iter().map(there));
                if !unknown.is_empty() {
                    parts.push(format!("not in the list: {}", unknown.join(", ")));
                }
                parts.join("; ") + "."
            }
            Self::SameRep { pairs } => {
                let names: Vec<String> =
                    pairs.iter().map(|pair| format!("{} is {}", pair.theirs, pair.ours)).collect();
                format!("Names that mean one rep: {}.", names.join("; "))
            }
            Self::CountedOnce { rows } => format!(
                "{} an earlier one word for word: counted once.",
                n(*rows, "row repeats", "rows repeat")
            ),
            Self::CountedEach { rows } => format!(
                "{} an earlier one in everything, and without an id nothing tells whether it is a \
                 deal of its own: each counts. Export the id to be sure.",
                n(*rows, "row repeats", "rows repeat")
            ),
            Self::Contradicted { deals, line } => format!(
                "In {} the stage contradicts the status, which counts; the first is on line \
                 {line}.",
                n(*deals, "deal", "deals")
            ),
            Self::Currency { code } => match code.ours() {
                Some(currency) => format!("Amounts are in {}.", currency.code()),
                None => format!(
                    "Amounts are in {}, which can't be shown: they are written in the currency of \
                     the settings.",
                    code.as_str().trim_end_matches('.')
                ),
            },
            Self::NobodysDeals { deals } => {
                format!(
                    "{} for the team alone, for want of an owner.",
                    n(*deals, "deal counts", "deals count")
                )
            }
        }
    }
}

fn written_before(columns: &[String], order: DayOrder) -> String {
    let (first, second) = match order {
        DayOrder::DayFirst => ("day", "month"),
        DayOrder::MonthFirst => ("month", "day"),
    };
    let columns: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    format!("In {} the {first} is written before the {second}.", columns.join(" and "))
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

impl Lack {
    /// The field without which this is missing, where a column that was not recognised may hold it.
    pub const fn field(&self) -> Option<Field> {
        match self {
            Self::NoCreatedDate => Some(Field::Created),
            Self::NoDecisionDate { .. } => Some(Field::Close),
            Self::NoAmounts => Some(Field::Amount),
            Self::OnlyOpen
            | Self::NoneOpen
            | Self::ShortSpan { .. }
            | Self::DecidedLater { .. }
            | Self::DecidedBeforeCreated { .. }
            | Self::ManyReps { .. } => None,
        }
    }

    /// The sentence, with numbers and days as the reader writes them.
    pub fn sentence(&self, writing: Writing) -> String {
        let n = |number: usize, one: &str, many: &str| writing.counted(number, one, many);
        match self {
            Self::NoCreatedDate => {
                "No column says when deals were created, so there are only the figures that need \
                 no dates: export \"Created Date\" or the age in days for the rest."
                    .to_owned()
            }
            Self::NoDecisionDate { deals } => format!(
                "{} when that was, and {} in no period: export \"Close Date\" too.",
                n(*deals, "decided deal does not say", "decided deals do not say"),
                if *deals == 1 { "counts" } else { "count" }
            ),
            Self::OnlyOpen => "Only open deals are in this file: export the deals won and lost in \
                               the last 12 months too, for a win rate."
                .to_owned(),
            Self::NoneOpen => {
                "No open deals are in this file: export them too, for the pipeline.".to_owned()
            }
            Self::ShortSpan { from, to } if from == to => format!(
                "Deals were decided on {} only: export the last 12 months for win rates and \
                 timing that can be trusted.",
                (writing.day)(*from)
            ),
            Self::ShortSpan { from, to } => format!(
                "Deals were decided between {} and {} only: export the last 12 months for win \
                 rates and timing that can be trusted.",
                (writing.day)(*from),
                (writing.day)(*to)
            ),
            Self::NoAmounts => {
                "No won deal of this file has an amount, so it adds nothing to the average won deal: \
                 export \"Amount\" too."
                    .to_owned()
            }
            Self::DecidedLater { deals, line } => format!(
                "{} decided after today, the first on line {line}: check the close dates, and \
                 whether the day and the month are the right way round.",
                n(*deals, "deal was", "deals were")
            ),
            Self::DecidedBeforeCreated { deals, line } => format!(
                "{} before being created, the first on line {line}: check the dates, and whether \
                 the day and the month are the right way round.",
                n(*deals, "deal was decided", "deals were decided")
            ),
            Self::ManyReps { names } => format!(
                "{} deals, more than a team has: check that the column of the rep is the right \
                 one.",
                n(*names, "name owns", "names own")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_day_and_month_is_said_of_the_columns_that_have_it() {
        let columns = vec!["Created".to_owned(), "Close Date".to_owned()];
        let said = Assumption::DayOrder { columns, order: DayOrder::MonthFirst };
        assert_eq!(
            said.sentence(Writing::PLAIN),
            "In \"Created\" and \"Close Date\" the month is written before the day."
        );
    }

    #[test]
    fn decisions_of_one_day_are_said_to_be_of_that_day() {
        let day = Date::constant(2026, 6, 1);
        let said = Lack::ShortSpan { from: day, to: day }.sentence(Writing::PLAIN);
        assert!(said.starts_with("Deals were decided on 2026-06-01 only: "), "{said}");
    }

    #[test]
    fn a_file_without_amounts_does_not_deny_the_average_that_open_deals_are_valued_at() {
        let lack = Lack::NoAmounts.sentence(Writing::PLAIN);
        assert!(lack.contains("adds nothing to the average won deal"), "{lack}");
    }
}
