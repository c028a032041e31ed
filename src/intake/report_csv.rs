//! The rows that were skipped, as a file to look them up with.

use crate::intake::export_csv::CsvText;
use crate::intake::report::Report;

impl Report {
    /// The rows skipped and the cells left out, by line, with the reason of each.
    pub fn skipped_csv(&self) -> String {
        let skipped =
            self.skipped.iter().map(|row| (row.line, "", String::new(), row.reason.to_string()));
        let left_out = self.left_out.iter().map(|cell| {
            let reason = "The value can't be read, so the deal was kept without it.".to_owned();
            (cell.line, cell.field.label(), cell.text.clone(), reason)
        });
        let mut rows: Vec<_> = skipped.chain(left_out).collect();
        rows.sort_by_key(|(line, ..)| *line);
        let mut csv = CsvText::default();
        csv.row(["Line", "Column", "Value", "Reason"]);
        for (line, field, text, reason) in rows {
            csv.row([line.to_string().as_str(), field, &text, &reason]);
        }
        csv.into_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::field::Field;
    use crate::intake::skipped::{LeftOut, SkipReason, SkippedRow};

    #[test]
    fn skipped_rows_are_listed_by_line_and_safe_to_open() {
        let report = Report {
            skipped: vec![SkippedRow { line: 7, reason: SkipReason::NoStage }],
            left_out: vec![LeftOut { line: 3, field: Field::Amount, text: "=1+1".to_owned() }],
            ..Report::default()
        };
        assert_eq!(
            report.skipped_csv(),
            "Line,Column,Value,Reason\r\n\
             3,amount,'=1+1,\"The value can't be read, so the deal was kept without it.\"\r\n\
             7,\"\",\"\",The row has no stage and no status.\r\n"
        );
    }
}
