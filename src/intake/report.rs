//! What a file comes to, said before anything is kept.

use crate::domain::{Money, Outcome};
use crate::intake::asked::Asked;
use crate::intake::choices::{Choices, Owner};
use crate::intake::field::Field;
use crate::intake::lacking::Lacking;
use crate::intake::notice::Assumption;
use crate::intake::outcome::StageValue;
use crate::intake::price_list::PricedProducts;
use crate::intake::question::Question;
use crate::intake::rules::{Facts, Rows, Rules};
use crate::intake::skipped::{LeftOut, SkippedRow};
use crate::intake::staged::StagedDeals;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a file comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows below the column names.
    pub rows_read: usize,
    /// Deals by outcome.
    pub deals: OutcomeCount,
    /// The reps found, by name, with their deals.
    pub reps: Vec<RepCount>,
    /// Deals that belong to nobody.
    pub without_rep: OutcomeCount,
    /// The rows that are no deal, in the order of the file.
    pub skipped: Vec<SkippedRow>,
    /// Cells that could not be read and were left out of their deals.
    pub left_out: Vec<LeftOut>,
    /// Every stage or status with what it was taken for.
    pub stages: Vec<StageValue>,
    /// What was assumed, what is asked and what is missing.
    pub asked: Asked,
}

/// Deals by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeCount {
    /// Won.
    pub won: usize,
    /// Lost.
    pub lost: usize,
    /// Open.
    pub open: usize,
}

impl OutcomeCount {
    /// Counts one more.
    pub const fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Won => self.won += 1,
            Outcome::Lost => self.lost += 1,
            Outcome::Open => self.open += 1,
        }
    }

    /// All together.
    pub const fn all(self) -> usize {
        self.won + self.lost + self.open
    }

    /// Won and lost.
    pub const fn decided(self) -> usize {
        self.won + self.lost
    }
}

/// A rep and their deals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepCount {
    /// The rep's name.
    pub name: String,
    /// The rep's deals.
    pub deals: OutcomeCount,
}

/// Counts what the rows of a file come to, some at a call.
#[derive(Clone, Debug)]
pub(super) struct Counting {
    report: Report,
    by_number: Vec<OutcomeCount>,
    assumed: Assumed,
    lacking: Lacking,
    decided: Vec<Date>,
    next: usize,
}

impl Counting {
    pub(super) fn new(staged: &StagedDeals, rules: &Rules, asked: Asked) -> Self {
        let report = Report {
            rows_read: staged.rows_read(),
            skipped: staged.skipped().to_vec(),
            left_out: left_out(staged),
            stages: rules.outcome.stages().cloned().collect(),
            asked,
            ..Report::default()
        };
        let names = staged.words(Field::Rep).map_or(0, |words| words.values().len());
        let by_number = vec![OutcomeCount::default(); names.max(1)];
        let lacking = Lacking::new(rules.today);
        let (assumed, decided) = (Assumed::default(), Vec::with_capacity(staged.rows()));
        Self { report, by_number, assumed, lacking, decided, next: 0 }
    }

    /// Counts up to `count` more rows; says whether all are counted.
    pub(super) fn advance(&mut self, staged: &StagedDeals, rules: &Rules, count: usize) -> bool {
        let rows = rules.rows(staged);
        let end = self.next.saturating_add(count).min(staged.rows());
        for row in self.next..end {
            match rows.facts(row) {
                Ok(facts) => self.count(staged, &rows, row, &facts),
                Err(reason) => {
                    self.report.skipped.push(SkippedRow { line: staged.line(row), reason });
                }
            }
        }
        self.next = end;
        end == staged.rows()
    }

    fn count(&mut self, staged: &StagedDeals, rows: &Rows<'_>, row: usize, facts: &Facts) {
        self.report.deals.add(facts.outcome);
        if let Some(count) = self.by_number.get_mut(rows.rep_number(row).unwrap_or(0)) {
            count.add(facts.outcome);
        }
        let line = staged.line(row);
        if rows.is_contradicted(row, facts.outcome) {
            self.assumed.contradicted.get_or_insert((0, line)).0 += 1;
        }
        self.assumed.add(facts);
        self.lacking.add(facts, line);
        let day = facts.closed.or(facts.created);
        self.decided.extend(day.filter(|_| facts.outcome != Outcome::Open));
    }

    /// What the rows come to, and the day of every decided deal.
    pub(super) fn finish(
        self,
        staged: &StagedDeals,
        choices: &Choices,
        rules: &Rules,
        priced: &PricedProducts,
    ) -> (Report, Vec<Date>) {
        let Self { mut report, by_number, assumed, lacking, decided, .. } = self;
        report.skipped.sort_by_key(|row| row.line);
        report.count_reps(rules, &by_number);
        report.ask_of_owner(staged, choices);
        report.ask_of_cells(staged, choices);
        report.say_assumed(staged, rules, priced, &assumed);
        let reps = report.reps.len();
        lacking.say(staged, choices, report.deals, reps, &mut report.asked);
        (report, decided)
    }
}

impl Report {
    fn count_reps(&mut self, rules: &Rules, by_number: &[OutcomeCount]) {
        for (number, count) in by_number.iter().enumerate() {
            match rules.reps.name(number).or(rules.owner.as_deref()) {
                None => self.without_rep.join(*count),
                Some(_) if count.all() == 0 => {}
                Some(name) => match self.reps.iter_mut().find(|rep| rep.name == name) {
                    Some(rep) => rep.deals.join(*count),
                    None => self.reps.push(RepCount { name: name.to_owned(), deals: *count }),
                },
            }
        }
        self.reps.sort_by(|one, other| one.name.cmp(&other.name));
    }

    fn ask_of_owner(&mut self, staged: &StagedDeals, choices: &Choices) {
        let deals = self.without_rep.all();
        if deals == 0 {
            return;
        }
        let nobodys = matches!(choices.owner, Some(Owner::Nobody));
        if nobodys {
            self.asked.assume(Assumption::NobodysDeals { deals });
        } else {
            let missing = staged.words(Field::Rep).is_some().then_some(deals);
            self.asked.ask(Question::Owner { candidates: Vec::new(), missing });
        }
    }

    /// Where over a fifth of a column's cells can't be read, it is probably another column.
    fn ask_of_cells(&mut self, staged: &StagedDeals, choices: &Choices) {
        for (field, column) in staged.columns() {
            let unreadable = column.unreadable().len();
            if unreadable * 5 > staged.rows() && !choices.confirmed.contains(&field) {
                let column = staged.name(field).unwrap_or_default().to_owned();
                self.asked.ask(Question::WrongColumn { field, column, unreadable });
            }
        }
    }

    fn say_assumed(
        &mut self,
        staged: &StagedDeals,
        rules: &Rules,
        priced: &PricedProducts,
        assumed: &Assumed,
    ) {
        let mut say = |assumption, holds: bool| {
            if holds {
                self.asked.assume(assumption);
            }
        };
        let name = |field| staged.name(field).unwrap_or_default().to_owned();
        let dates = || staged.columns().filter_map(|(field, _)| staged.dates(field));
        let cells = dates().map(crate::intake::column::Dates::day_numbers).sum();
        say(Assumption::DayNumbers { cells }, cells > 0);
        let cells = dates().map(crate::intake::column::Dates::two_digit_years).sum();
        say(Assumption::TwoDigitYears { cells }, cells > 0);
        let one_close = staged.dates(Field::Close).is_some()
            && [Field::Closed, Field::WonOn, Field::Expected]
                .iter()
                .all(|field| staged.dates(*field).is_none());
        say(Assumption::OneCloseColumn { column: name(Field::Close) }, one_close);
        let pairs = rules.reps.joined.clone();
        say(Assumption::SameRep { pairs }, !rules.reps.joined.is_empty());
        let Assumed { zero_as_none, won_for_nothing, won_below_zero, created_from_age, .. } =
            *assumed;
        say(Assumption::ZeroIsNone { deals: zero_as_none }, zero_as_none > 0);
        say(Assumption::WonForNothing { deals: won_for_nothing }, won_for_nothing > 0);
        say(Assumption::WonBelowZero { deals: won_below_zero }, won_below_zero > 0);
        let column = name(Field::Age);
        let from_age = Assumption::CreatedFromAge { deals: created_from_age, column };
        say(from_age, created_from_age > 0);
        let deals = assumed.open_without_created;
        say(Assumption::CreatedToday { deals }, deals > 0 && deals < self.deals.open);
        let list_price = Assumption::ListPrice {
            deals: assumed.list_price,
            nearly: priced.nearly.clone(),
            unknown: priced.unknown.clone(),
        };
        say(list_price, !priced.prices.is_empty());
        let deals = assumed.open_without_amount;
        say(Assumption::ValuedAtAverage { deals }, deals > 0);
        if let Some((deals, line)) = assumed.contradicted {
            say(Assumption::Contradicted { deals, line }, true);
        }
    }
}

impl OutcomeCount {
    const fn join(&mut self, other: Self) {
        self.won += other.won;
        self.lost += other.lost;
        self.open += other.open;
    }
}

/// How often something was assumed.
#[derive(Clone, Copy, Debug, Default)]
struct Assumed {
    zero_as_none: usize,
    won_for_nothing: usize,
    won_below_zero: usize,
    created_from_age: usize,
    open_without_created: usize,
    open_without_amount: usize,
    list_price: usize,
    /// How many, and the line of the first.
    contradicted: Option<(usize, usize)>,
}

impl Assumed {
    fn add(&mut self, facts: &Facts) {
        let is_open = facts.outcome == Outcome::Open;
        let won = facts.amount.filter(|_| facts.outcome == Outcome::Won);
        self.won_below_zero += usize::from(won.is_some_and(|amount| amount < Money::ZERO));
        self.zero_as_none += usize::from(facts.zero_as_none);
        self.won_for_nothing += usize::from(won == Some(Money::ZERO));
        self.created_from_age += usize::from(facts.created_from_age);
        self.open_without_created += usize::from(is_open && facts.created.is_none());
        self.open_without_amount += usize::from(is_open && facts.amount.is_none());
        self.list_price += usize::from(facts.list_price);
    }
}

/// Every cell that could not be read, in the order of the file.
fn left_out(staged: &StagedDeals) -> Vec<LeftOut> {
    let mut cells: Vec<LeftOut> = staged
        .columns()
        .flat_map(|(field, column)| column.unreadable().iter().map(move |cell| (field, cell)))
        .map(|(field, (row, text))| LeftOut { line: staged.line(*row), field, text: text.clone() })
        .collect();
    cells.sort_by_key(|cell| cell.line);
    cells
}
