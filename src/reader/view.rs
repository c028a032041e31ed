//! What an open import comes to, as the page shows it.

use crate::intake::{Assumption, Field, Writing};
use crate::reader::protocol::{Asked, ColumnSeen, Lacked, SkippedLine, Staged};
use crate::reader::settled::Settled;
use crate::reader::staging::Staging;

/// Skipped rows that are shown at once.
const SHOWN: usize = 100;

impl Staging {
    /// What is settled, in words and numbers.
    pub(super) fn say(&self, settled: &Settled, writing: Writing) -> Staged {
        let report = &settled.report;
        let Self { opening, reader, choices, .. } = self;
        let is_known = |name: &str| opening.reps.iter().any(|rep| rep.name == name);
        let without_amount = |assumption: &Assumption| match assumption {
            Assumption::ValuedAtAverage { deals } => *deals > settled.amounts_kept,
            _ => false,
        };
        let has_products = reader.staged().words(Field::Product).is_some();
        let asked = &report.asked;
        let mut first_skipped: Vec<SkippedLine> = report
            .skipped
            .iter()
            .map(|row| SkippedLine { line: row.line, reason: row.reason.to_string() })
            .take(SHOWN)
            .chain(report.left_out.iter().take(SHOWN).map(|cell| SkippedLine {
                line: cell.line,
                reason: format!(
                    "The {} \"{}\" can't be read, so the deal is kept without it.",
                    cell.field.label(),
                    cell.text
                ),
            }))
            .collect();
        first_skipped.sort_by_key(|row| row.line);
        first_skipped.truncate(SHOWN);
        let questions = asked.questions.iter();
        Staged {
            columns: reader
                .columns()
                .iter()
                .map(|column| ColumnSeen {
                    name: column.name.clone(),
                    samples: column.samples.clone(),
                })
                .collect(),
            mapping: reader.mapping().clone(),
            unsure: reader.guess().unsure.difference(&choices.confirmed).copied().collect(),
            remembered: self.remembered,
            choices: choices.clone(),
            rows_read: report.rows_read,
            deals: report.deals,
            reps: report.reps.clone(),
            new_reps: report
                .reps
                .iter()
                .filter(|rep| !is_known(&rep.name))
                .map(|rep| rep.name.clone())
                .collect(),
            without_rep: report.without_rep,
            stages: report.stages.clone(),
            skipped: report.skipped.len(),
            left_out: report.left_out.len(),
            first_skipped,
            questions: questions
                .map(|question| Asked {
                    question: question.clone(),
                    sentence: question.sentence(writing),
                })
                .collect(),
            assumptions: self.assumptions(settled, writing),
            lacks: asked
                .lacks
                .iter()
                .map(|lack| Lacked {
                    sentence: lack.sentence(writing),
                    field: lack.field().filter(|field| reader.mapping().column(*field).is_none()),
                })
                .collect(),
            currency: asked.assumptions.iter().find_map(|assumption| match assumption {
                Assumption::Currency { code } => code.ours(),
                _ => None,
            }),
            price_list_helps: has_products
                && self.prices.is_none()
                && asked.assumptions.iter().any(without_amount),
            changes: settled.changes,
            too_old: settled.too_old,
        }
    }

    fn assumptions(&self, settled: &Settled, writing: Writing) -> Vec<String> {
        let lost = (self.unreadable_packs > 0).then(|| {
            "Some of the kept deals can't be read, so this file is not compared with them; they \
             stay aside."
                .to_owned()
        });
        let kept = settled.amounts_kept;
        let kept_amounts = (kept > 0).then(|| {
            format!(
                "{} without an amount, valued as before.",
                writing.counted(kept, "open deal comes", "open deals come")
            )
        });
        let assumed = settled.report.asked.assumptions.iter().filter_map(|assumption| {
            let left = match assumption {
                Assumption::ValuedAtAverage { deals } => {
                    let deals = deals.saturating_sub(kept);
                    (deals > 0).then_some(Assumption::ValuedAtAverage { deals })?
                }
                other => other.clone(),
            };
            Some(left.sentence(writing))
        });
        lost.into_iter().chain(kept_amounts).chain(assumed).collect()
    }
}
