//! Settling how a file is read: from what its columns prove and what the user answered.

use crate::domain::{Outcome, Rep};
use crate::intake::asked::Asked;
use crate::intake::choices::{Choices, Owner};
use crate::intake::field::Field;
use crate::intake::mapping::MappingGuess;
use crate::intake::outcome::OutcomeRule;
use crate::intake::price_list::{PriceList, PricedProducts};
use crate::intake::question::Question;
use crate::intake::rep_names::RepNames;
use crate::intake::report::{Counting, Report};
use crate::intake::rules::Rules;
use crate::intake::source::SourceColumn;
use crate::intake::staged::StagedDeals;
use crate::intake::{alike_rows, day_order, money_columns, repeated_ids};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What is known besides the file.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Today.
    pub today: Date,
    /// The reps of the team so far.
    pub reps: &'a [Rep],
    /// A price list, if one was given.
    pub prices: Option<&'a PriceList>,
}

/// How a file is read, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// How its columns are read.
    pub rules: Rules,
    /// What it comes to, what was assumed and what is to be asked.
    pub report: Report,
    /// The day of every decided deal that has one, in the order of the file: of its decision, or
    /// where that is missing of its creation.
    pub decided: Vec<Date>,
}

/// Settling a file in steps short enough for a page to stay alive in between.
#[derive(Clone, Debug)]
pub struct Settling {
    choices: Choices,
    rules: Rules,
    priced: PricedProducts,
    counting: Counting,
}

impl Settling {
    /// Settles how the columns are read. No row is counted yet.
    pub fn begin(staged: &StagedDeals, choices: &Choices, known: Known<'_>) -> Self {
        let mut asked = Asked::default();
        if let Some(about_names) = staged.about_names() {
            asked.assume(about_names.clone());
        }
        let outcome = OutcomeRule::of(staged, choices);
        ask_of_outcome(staged, &outcome, &mut asked);
        let day_order = day_order::settle(staged, choices, &mut asked);
        let mark = money_columns::settle_mark(staged, choices, &mut asked);
        money_columns::settle_currency(staged, choices, &mut asked);
        let reps = match staged.words(Field::Rep) {
            Some(words) => RepNames::of(words, known.reps, &choices.reps),
            None => RepNames::default(),
        };
        if !reps.unsure.is_empty() {
            asked.ask(Question::SameRep { pairs: reps.unsure.clone() });
        }
        let priced = match (known.prices, staged.words(Field::Product)) {
            (Some(prices), Some(products)) => prices.of(products),
            _ => PricedProducts::default(),
        };
        let owner = match &choices.owner {
            Some(Owner::Rep(name)) => Some(name.clone()),
            Some(Owner::Nobody) | None => None,
        };
        let mut rules = Rules {
            outcome,
            day_order,
            mark,
            reps,
            owner,
            today: known.today,
            prices: priced.prices.clone(),
            repeats: BTreeMap::new(),
            added: BTreeMap::new(),
        };
        repeated_ids::settle(staged, choices, &mut rules, &mut asked);
        alike_rows::settle(staged, &rules, &mut asked);
        let counting = Counting::new(staged, &rules, asked);
        Self { choices: choices.clone(), rules, priced, counting }
    }

    /// Counts up to `rows` more rows of the same file; says whether all are counted.
    pub fn advance(&mut self, staged: &StagedDeals, rows: usize) -> bool {
        self.counting.advance(staged, &self.rules, rows)
    }

    /// What it comes to, when all rows are counted.
    pub fn finish(self, staged: &StagedDeals) -> Settlement {
        let Self { choices, rules, priced, counting } = self;
        let (report, decided) = counting.finish(staged, &choices, &rules, &priced);
        Settlement { rules, report, decided }
    }
}

impl Settlement {
    /// Settles how a file is read. The same answers give the same result.
    pub fn of(staged: &StagedDeals, choices: &Choices, known: Known<'_>) -> Self {
        let mut settling = Settling::begin(staged, choices, known);
        while !settling.advance(staged, usize::MAX) {}
        settling.finish(staged)
    }

    /// Adds what is to be asked of the columns themselves: guesses not yet confirmed, and where
    /// none says who owns a deal, those that might.
    pub fn ask_of_columns(
        &mut self,
        guess: &MappingGuess,
        columns: &[SourceColumn],
        staged: &StagedDeals,
        choices: &Choices,
    ) {
        for field in &guess.unsure {
            let Some(column) = staged.name(*field) else { continue };
            if !choices.confirmed.contains(field) {
                let column = column.to_owned();
                self.report.asked.ask(Question::Column { field: *field, column });
            }
        }
        for question in &mut self.report.asked.questions {
            if let Question::Owner { candidates, missing: None } = question {
                let could = columns.iter().filter(|column| column.could_say_who());
                *candidates = could.map(|column| column.name.clone()).collect();
            }
        }
    }
}

fn ask_of_outcome(staged: &StagedDeals, rule: &OutcomeRule, asked: &mut Asked) {
    let by_dates = staged.dates(Field::WonOn).is_some();
    if rule.decides.is_none() && !rule.by_flags && !by_dates {
        asked.ask(Question::OutcomeColumn);
    }
    // Where yes and no decide, the stages are only names.
    if rule.by_flags && staged.flags(Field::IsClosed).is_some() {
        return;
    }
    let values: Vec<_> =
        rule.stages().filter(|stage| !stage.sure && stage.rows > 0).cloned().collect();
    let is_open = |outcome| outcome == Some(Outcome::Open);
    // First those whose guess decides a deal.
    let (open, decided): (Vec<_>, Vec<_>) =
        values.into_iter().partition(|stage| is_open(stage.outcome()));
    let values: Vec<_> = decided.into_iter().chain(open).collect();
    if !values.is_empty() {
        asked.ask(Question::Stages { values });
    }
}
