//! The deals of a CRM export, read at once.

use crate::domain::Deal;
use crate::intake::choices::Choices;
use crate::intake::error::IntakeError;
use crate::intake::field::Field;
use crate::intake::outcome::StageValue;
use crate::intake::reader::DealsReader;
use crate::intake::settle::{Known, Settlement};
use crate::intake::skipped::{LeftOut, SkippedRow};
use crate::intake::staged::StagedDeals;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Rows read at a call.
const STEP: usize = 10_000;

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

/// Reads the deals of a CRM export with every guess taken: a text already decoded, with any line
/// ending, parted by comma, semicolon, tab or pipe. For figures that are worked out once and not
/// kept; what is kept goes through [`DealsReader`] and [`Settlement`], which ask.
///
/// # Errors
/// Where nothing in the file can be used, and what to do about it.
pub fn read_deals(text: &str) -> Result<DealsFile, IntakeError> {
    let mut reader = DealsReader::open(text.to_owned())?;
    if !reader.mapping().says_outcome() {
        return Err(IntakeError::NoOutcomeColumn { found: first_names(&reader.layout().names) });
    }
    while !reader.advance(STEP)?.is_done() {}
    let staged = reader.into_staged();
    // Without a clock ages of open deals can't be counted back, and nothing lies in the future.
    let known = Known { today: Date::MAX, reps: &[], prices: None };
    let settlement = Settlement::of(&staged, &Choices::default(), known);
    file(&staged, settlement)
}

fn file(staged: &StagedDeals, settlement: Settlement) -> Result<DealsFile, IntakeError> {
    let Settlement { rules, report, .. } = settlement;
    let deals: Vec<Deal> = rules.rows(staged).deals(0..staged.rows()).collect();
    if let ([], Some(first)) = (deals.as_slice(), report.skipped.first()) {
        return Err(IntakeError::NoDeals { line: first.line, reason: first.reason.to_string() });
    }
    let columns = staged
        .columns()
        .filter_map(|(field, _)| Some((field, staged.name(field)?.to_owned())))
        .collect();
    Ok(DealsFile {
        deals,
        rows_read: report.rows_read,
        skipped: report.skipped,
        left_out: report.left_out,
        stages: report.stages,
        columns,
    })
}

fn first_names(headers: &[String]) -> String {
    let mut names: Vec<&str> = headers.iter().take(6).map(String::as_str).collect();
    if headers.len() > names.len() {
        names.push("...");
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Money, Outcome};
    use crate::intake::skipped::SkipReason;
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
        let text = "owner,stage,amount,created\nDana,Won,5,2026-01-05\nDana,Won,lots,soon\n,,,\n\
                    Dana,,5,\nTom,Won,6,2026-01-05\n";
        let file = read_deals(text).unwrap();
        assert_eq!(file.rows_read, 5);
        let lines: Vec<_> = file.skipped.iter().map(|row| (row.line, row.reason.clone())).collect();
        assert_eq!(lines, [(4, SkipReason::Blank), (5, SkipReason::NoStage)]);
        let fields: Vec<_> = file.left_out.iter().map(|cell| (cell.line, cell.field)).collect();
        assert_eq!(fields, [(3, Field::Created), (3, Field::Amount)]);
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
        refused(&"a,".repeat(2_000), "This file has more columns than any list of deals");
        refused("owner,amount\nDana,5\n", "No column says whether a deal is won, lost or open");
        refused("owner,stage\nDana,\n", "No row could be read as a deal; the first, on line 2: ");
    }

    #[test]
    fn text_is_text_and_loses_what_can_not_be_seen() {
        let text =
            "owner,stage,account\n\"=HYPERLINK(\"\"x\"\")\",Open,a\0b\u{202e}</text><script>\n";
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
        fn no_table_panics(
            rows in "(owner|stage|amount|close date|won)(,|;)(stage|status)(,id|,age)?\n\
                     ([\",;\n0-9/a-z-]{0,9}[,;\n]){0,20}"
        ) {
            let _ = read_deals(&rows);
        }
    }
}
