//! The deals of a CRM export.

use crate::domain::{Deal, Money, Outcome};
use crate::intake::amounts::{AmountCell, DecimalMark, Readings};
use crate::intake::dates::{DateCell, DayOrder};
use crate::intake::error::{IntakeError, MOST_COLUMNS};
use crate::intake::field::Field;
use crate::intake::records::{Records, Row};
use crate::intake::text::clean;
use crate::intake::{delimiter, not_text, stage};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What was read from an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealsFile {
    /// The deals, in the order of the file.
    pub deals: Vec<Deal>,
    /// Rows below the column names.
    pub rows_read: usize,
    /// The rows that are no deal, and why.
    pub skipped: Vec<SkippedRow>,
    /// Cells that could not be read and were left out of their deal.
    pub left_out: Vec<LeftOut>,
    /// Every stage or status with what it was taken for.
    pub stages: Vec<StageValue>,
    /// The columns used.
    pub columns: BTreeMap<Field, String>,
}

impl DealsFile {
    /// The reps found, by name.
    pub fn reps(&self) -> BTreeSet<&str> {
        self.deals.iter().filter_map(|deal| deal.rep.as_deref()).collect()
    }
}

/// A row that was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedRow {
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// Why.
    pub reason: SkipReason,
}

/// Why a row is no deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// Nothing is in any cell.
    Blank,
    /// It neither has a stage nor a status.
    NoStage,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "The row is blank.",
            Self::NoStage => "The row has no stage and no status.",
        })
    }
}

/// A cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The line its row begins on.
    pub line: usize,
    /// What it should have said.
    pub field: Field,
    /// What it says.
    pub text: String,
}

/// A stage or status and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageValue {
    /// As the export writes it.
    pub value: String,
    /// How many rows have it.
    pub rows: usize,
    /// What it was taken for.
    pub outcome: Outcome,
    /// Whether its name leaves no doubt.
    pub sure: bool,
}

/// Reads the deals of a CRM export: a text already decoded, with any line ending, parted by
/// comma, semicolon, tab or pipe, with its columns known by their names.
///
/// An amount of 0 on a lost or open deal is taken for *no amount recorded*, because exports fill
/// it in where nobody did; a deal won for 0 keeps it, for that is what it brought in.
///
/// # Errors
/// Where nothing in the file can be used, and what to do about it.
pub fn read_deals(text: &str) -> Result<DealsFile, IntakeError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    not_text::check(text)?;
    let delimiter = delimiter::sniff(text);
    let mut records = Records::new(delimiter);
    if delimiter::said(text).is_some() {
        records.next(text);
    }
    let Some(header) = records.next(text) else { return Err(IntakeError::Empty) };
    if header.len() > MOST_COLUMNS {
        return Err(IntakeError::TooManyColumns { found: header.len() });
    }
    let headers: Vec<String> = header.cells().map(|name| clean(name).into_owned()).collect();
    let columns = columns(&headers);
    if ![Field::Stage, Field::Status, Field::IsWon].iter().any(|field| columns.contains_key(field))
    {
        return Err(IntakeError::NoOutcomeColumn { found: first_names(&headers) });
    }
    let mut staged = Vec::new();
    let mut skipped = Vec::new();
    let mut last = (0, 1);
    while let Some(row) = records.next(text) {
        last = (row.at, row.line);
        if row.cells().all(|cell| cell.trim().is_empty()) {
            skipped.push(SkippedRow { line: row.line, reason: SkipReason::Blank });
            continue;
        }
        match Staged::read(row, &columns) {
            Ok(deal) => staged.push(deal),
            Err(reason) => skipped.push(SkippedRow { line: row.line, reason }),
        }
    }
    if records.ends_inside_quotes(text, last.0) {
        return Err(IntakeError::QuoteNeverClosed { line: last.1 });
    }
    let rows_read = staged.len() + skipped.len();
    if rows_read == 0 {
        return Err(IntakeError::HeaderOnly);
    }
    if let ([], Some(first)) = (staged.as_slice(), skipped.first()) {
        return Err(IntakeError::NoDeals {
            rows: rows_read,
            line: first.line,
            reason: first.reason.to_string(),
        });
    }
    let names = columns.iter().filter_map(|(field, at)| Some((*field, headers.get(*at)?.clone())));
    let mut file = settle(&staged);
    file.rows_read = rows_read;
    file.skipped = skipped;
    file.columns = names.collect();
    Ok(file)
}

/// The column of each field: the surest name, and of alike names the first.
fn columns(headers: &[String]) -> BTreeMap<Field, usize> {
    let plain: Vec<String> = headers.iter().map(|header| super::field::plain(header)).collect();
    let mut columns = BTreeMap::new();
    for field in Field::ALL {
        let at = field
            .known_names()
            .iter()
            .find_map(|name| plain.iter().position(|header| header == name));
        if let Some(at) = at {
            columns.insert(field, at);
        }
    }
    columns
}

fn first_names(headers: &[String]) -> String {
    let mut names: Vec<&str> = headers.iter().take(6).map(String::as_str).collect();
    if headers.len() > names.len() {
        names.push("...");
    }
    names.join(", ")
}

/// A row's cells, read but not yet settled: which number of a date is the day, and which mark of
/// an amount is decimal, is for the whole column to say.
struct Staged {
    line: usize,
    deal: Deal,
    status: Option<String>,
    won: Option<bool>,
    closed_flag: Option<bool>,
    dates: [(Field, DateCell, String); 6],
    amount: (AmountCell, String),
    won_amount: (AmountCell, String),
}

impl Staged {
    fn read(row: Row<'_>, columns: &BTreeMap<Field, usize>) -> Result<Self, SkipReason> {
        let cell = |field| columns.get(&field).map_or("", |at| row.cell(*at));
        let text = |field| {
            let cleaned = clean(cell(field));
            let missing = super::amounts::means_missing(&cleaned);
            (!missing).then(|| cleaned.into_owned())
        };
        let flag = |field| match cell(field).trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "1" => Some(true),
            "false" | "no" | "n" | "0" => Some(false),
            _ => None,
        };
        let date = |field| (field, DateCell::read(cell(field)), clean(cell(field)).into_owned());
        let amount = |field| (AmountCell::read(cell(field)), clean(cell(field)).into_owned());
        let mut deal = Deal::new(Outcome::Open);
        deal.id = text(Field::Id);
        deal.rep = text(Field::Rep);
        deal.account = text(Field::Account);
        deal.name = text(Field::Name);
        deal.stage = text(Field::Stage);
        deal.segment = text(Field::Segment);
        let status = text(Field::Status);
        let won = flag(Field::IsWon);
        if deal.stage.is_none() && status.is_none() && won.is_none() {
            return Err(SkipReason::NoStage);
        }
        Ok(Self {
            line: row.line,
            deal,
            status,
            won,
            closed_flag: flag(Field::IsClosed),
            dates: [
                date(Field::Created),
                date(Field::Close),
                date(Field::Closed),
                date(Field::WonOn),
                date(Field::LostOn),
                date(Field::Expected),
            ],
            amount: amount(Field::Amount),
            won_amount: amount(Field::WonAmount),
        })
    }

    /// The stage or status that decides.
    fn outcome_value(&self) -> Option<&str> {
        self.status.as_deref().or(self.deal.stage.as_deref())
    }

    fn outcome(&self, stages: &BTreeMap<&str, StageValue>) -> Outcome {
        match (self.won, self.closed_flag) {
            (Some(true), _) => Outcome::Won,
            (Some(false), Some(true)) => Outcome::Lost,
            (_, Some(false)) => Outcome::Open,
            _ => self
                .outcome_value()
                .and_then(|value| stages.get(value))
                .map_or(Outcome::Open, |stage| stage.outcome),
        }
    }
}

fn settle(staged: &[Staged]) -> DealsFile {
    let mut stages = BTreeMap::new();
    for value in staged.iter().filter_map(Staged::outcome_value) {
        stages.entry(value).or_insert_with(|| new_stage(value)).rows += 1;
    }
    let order = day_order(staged);
    let mark = decimal_mark(staged);
    let mut left_out = Vec::new();
    let deals = staged
        .iter()
        .map(|row| settled(row, row.outcome(&stages), order, mark, &mut left_out))
        .collect();
    DealsFile {
        deals,
        rows_read: staged.len(),
        skipped: Vec::new(),
        left_out,
        stages: stages.into_values().collect(),
        columns: BTreeMap::new(),
    }
}

fn new_stage(value: &str) -> StageValue {
    let guess = stage::guess(value);
    StageValue { value: value.to_owned(), rows: 0, outcome: guess.outcome, sure: guess.sure }
}

/// The order that most of the cells prove; full stops and doubt put the day first.
fn day_order(staged: &[Staged]) -> DayOrder {
    let proofs =
        staged.iter().flat_map(|row| row.dates.iter()).filter_map(|(_, cell, _)| cell.evidence());
    let (first, all) = proofs.fold((0, 0), |(first, all), order| {
        (first + usize::from(order == DayOrder::DayFirst), all + 1)
    });
    if first * 2 >= all { DayOrder::DayFirst } else { DayOrder::MonthFirst }
}

/// The decimal mark that most of the amounts prove; in doubt the point.
fn decimal_mark(staged: &[Staged]) -> DecimalMark {
    let proofs =
        staged.iter().flat_map(|row| [&row.amount.0, &row.won_amount.0]).filter_map(|cell| {
            match cell {
                AmountCell::Amount(Readings { evidence, .. }) => *evidence,
                AmountCell::Missing | AmountCell::Unreadable => None,
            }
        });
    let (comma, all) = proofs.fold((0, 0), |(comma, all), mark| {
        (comma + usize::from(mark == DecimalMark::Comma), all + 1)
    });
    if comma * 2 > all { DecimalMark::Comma } else { DecimalMark::Point }
}

fn settled(
    row: &Staged,
    outcome: Outcome,
    order: DayOrder,
    mark: DecimalMark,
    left_out: &mut Vec<LeftOut>,
) -> Deal {
    let mut note = |field, text: &str| {
        left_out.push(LeftOut { line: row.line, field, text: text.to_owned() });
    };
    let mut day = |wanted: Field| {
        let (field, cell, text) = row.dates.iter().find(|(field, _, _)| *field == wanted)?;
        if *cell == DateCell::Unreadable {
            note(*field, text);
        }
        cell.under(order)
    };
    let created = day(Field::Created);
    let close = day(Field::Close);
    let [closed, won_on, lost_on] = [Field::Closed, Field::WonOn, Field::LostOn].map(&mut day);
    let expected = day(Field::Expected);
    let mut amount = |field, (cell, text): &(AmountCell, String)| match cell {
        AmountCell::Missing => None,
        AmountCell::Amount(readings) => Some(readings.under(mark)),
        AmountCell::Unreadable => {
            note(field, text);
            None
        }
    };
    let (amount, won_amount) =
        (amount(Field::Amount, &row.amount), amount(Field::WonAmount, &row.won_amount));
    let decided_on = match outcome {
        Outcome::Won => won_on.or(closed).or(close),
        Outcome::Lost => lost_on.or(closed).or(close),
        Outcome::Open => None,
    };
    let is_open = outcome == Outcome::Open;
    Deal {
        created,
        outcome,
        closed: decided_on,
        expected_close: is_open.then(|| expected.or(close)).flatten(),
        amount: match outcome {
            Outcome::Won => won_amount.or(amount),
            Outcome::Lost | Outcome::Open => amount.filter(|amount| *amount != Money::ZERO),
        },
        ..row.deal.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn outcomes(file: &DealsFile) -> Vec<Outcome> {
        file.deals.iter().map(|deal| deal.outcome).collect()
    }

    #[test]
    fn a_small_export_is_read_by_its_column_names() {
        let text = "\u{feff}Opportunity Owner;Stage;Amount;Close Date;Created Date\r\n\
                    Dana Okafor;Closed Won;1.234,50 €;2024-03-01;2024-01-05\r\n\
                    Dana Okafor;Closed Lost;0,00;2024-03-02;2024-01-06\r\n\
                    Tom Reed;Negotiation;;2024-06-30;2024-02-01\r\n";
        let file = read_deals(text).unwrap();
        assert_eq!(outcomes(&file), [Outcome::Won, Outcome::Lost, Outcome::Open]);
        assert_eq!(file.deals[0].amount, Money::from_units(1_234.5));
        assert_eq!(file.deals[1].amount, None);
        assert_eq!(file.deals[0].closed, Some("2024-03-01".parse().unwrap()));
        assert_eq!(file.deals[2].closed, None);
        assert_eq!(file.deals[2].expected_close, Some("2024-06-30".parse().unwrap()));
        assert_eq!(file.reps().len(), 2);
    }

    #[test]
    fn a_deal_won_for_nothing_keeps_its_zero() {
        let file =
            read_deals("owner,stage,amount\nDana,Won,0\nDana,Lost,0\nDana,Open,0\n").unwrap();
        let amounts: Vec<_> = file.deals.iter().map(|deal| deal.amount).collect();
        assert_eq!(amounts, [Some(Money::ZERO), None, None]);
    }

    #[test]
    fn what_can_not_be_read_is_said_with_its_line() {
        let text = "owner,stage,amount,created\nDana,Won,lots,soon\n,,,\nDana,,5,\n";
        let file = read_deals(text).unwrap();
        assert_eq!(file.rows_read, 3);
        let lines: Vec<_> = file.skipped.iter().map(|row| (row.line, row.reason.clone())).collect();
        assert_eq!(lines, [(3, SkipReason::Blank), (4, SkipReason::NoStage)]);
        let fields: Vec<_> = file.left_out.iter().map(|cell| (cell.line, cell.field)).collect();
        assert_eq!(fields, [(2, Field::Created), (2, Field::Amount)]);
    }

    #[track_caller]
    fn refused(text: &str, starts: &str) {
        let said = read_deals(text).map_err(|error| error.to_string());
        assert!(said.as_ref().is_err_and(|said| said.starts_with(starts)), "{text:?}: {said:?}");
    }

    #[test]
    fn a_file_that_can_not_be_used_says_why() {
        refused("", "This file is empty");
        refused(" \r\n \n", "This file is empty");
        refused("owner,stage,amount\n", "This file has column names but no deals");
        refused("\u{fffd}PNG\r\n\u{1a}\n\0\0\0\rIHDR", "This is not a text file");
        refused("PK\u{3}\u{4}\u{14}\0\u{6}\0", "This is a spreadsheet file");
        refused("<!DOCTYPE html><html>", "This is a web page");
        refused("owner,stage\nDana,\"Won\nTom,Lost\n", "A quotation mark opened on line 2");
        refused(&"a,".repeat(2_000), "This file has 2001 columns");
        refused("owner,amount\nDana,5\n", "No column says whether a deal is won, lost or open");
    }

    #[test]
    fn text_is_text_and_loses_what_can_not_be_seen() {
        let text =
            "owner,stage,account\n\"=HYPERLINK(\"\"x\"\")\",Won,a\0b\u{202e}</text><script>\n";
        let deal = &read_deals(text).unwrap().deals[0];
        assert_eq!(deal.rep.as_deref(), Some("=HYPERLINK(\"x\")"));
        assert_eq!(deal.account.as_deref(), Some("ab</text><script>"));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = read_deals(&text);
        }

        #[test]
        fn no_table_panics(rows in "(owner|stage|amount|close date|won)(,|;)(stage|status)\n([\",;\n0-9/a-z-]{0,9}[,;\n]){0,20}") {
            let _ = read_deals(&rows);
        }
    }
}
