//! How the columns of a file are read, once that is settled, and the deals that come of it.

use crate::domain::{Deal, Money, Outcome};
use crate::intake::amounts::DecimalMark;
use crate::intake::column::{Ages, Amounts, Dates, Texts, Words};
use crate::intake::dates::DayOrder;
use crate::intake::field::Field;
use crate::intake::outcome::{OutcomeRows, OutcomeRule};
use crate::intake::rep_names::RepNames;
use crate::intake::skipped::SkipReason;
use crate::intake::stage::StageMeaning;
use crate::intake::staged::StagedDeals;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How the columns of one file are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// What decides whether a row is won, lost or open.
    pub(super) outcome: OutcomeRule,
    /// The order of day and month in each date column.
    pub(super) day_order: BTreeMap<Field, DayOrder>,
    /// The decimal mark of the amounts.
    pub(super) mark: DecimalMark,
    /// The rep that each name means.
    pub(super) reps: RepNames,
    /// Who owns deals of which the file does not say it.
    pub(super) owner: Option<String>,
    /// The day of the export, for ages of open deals.
    pub(super) today: Date,
    /// List prices, by the number of the product in its column.
    pub(super) prices: Vec<Option<Money>>,
    /// Rows that are parts of an earlier one, with it.
    pub(super) repeats: BTreeMap<usize, usize>,
    /// What later rows add to the amount of a deal.
    pub(super) added: BTreeMap<usize, Money>,
}

/// What a row says, settled, without its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Won, lost or open.
    pub outcome: Outcome,
    /// The day it was created.
    pub created: Option<Date>,
    /// Whether that was worked out from its age.
    pub created_from_age: bool,
    /// The day it was decided.
    pub closed: Option<Date>,
    /// The day it is expected to be decided.
    pub expected_close: Option<Date>,
    /// What it is worth.
    pub amount: Option<Money>,
    /// Whether an amount of 0 was taken for none.
    pub zero_as_none: bool,
    /// Whether the amount is the list price of the product.
    pub list_price: bool,
}

/// The rows of a file under its rules.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    staged: &'a StagedDeals,
    rules: &'a Rules,
    outcome: OutcomeRows<'a>,
    created: DateColumn<'a>,
    close: DateColumn<'a>,
    closed: DateColumn<'a>,
    won_on: DateColumn<'a>,
    lost_on: DateColumn<'a>,
    expected: DateColumn<'a>,
    amount: Option<&'a Amounts>,
    won_amount: Option<&'a Amounts>,
    age: Option<&'a Ages>,
    product: Option<&'a Words>,
    reps: Option<&'a Words>,
}

type DateColumn<'a> = Option<(&'a Dates, DayOrder)>;

impl Rules {
    /// The rows of a file under these rules.
    pub fn rows<'a>(&'a self, staged: &'a StagedDeals) -> Rows<'a> {
        let dates = |field| {
            let order = self.day_order.get(&field).copied().unwrap_or(DayOrder::DayFirst);
            staged.dates(field).map(|dates| (dates, order))
        };
        Rows {
            staged,
            rules: self,
            outcome: self.outcome.rows(staged),
            created: dates(Field::Created),
            close: dates(Field::Close),
            closed: dates(Field::Closed),
            won_on: dates(Field::WonOn),
            lost_on: dates(Field::LostOn),
            expected: dates(Field::Expected),
            amount: staged.amounts(Field::Amount),
            won_amount: staged.amounts(Field::WonAmount),
            age: staged.ages(Field::Age),
            product: staged.words(Field::Product),
            reps: staged.words(Field::Rep),
        }
    }
}

impl Rows<'_> {
    /// What a row says.
    ///
    /// # Errors
    /// Why it is no deal.
    pub fn facts(&self, row: usize) -> Result<Facts, SkipReason> {
        if !self.rules.repeats.is_empty()
            && let Some(first) = self.rules.repeats.get(&row)
        {
            return Err(SkipReason::SameIdAgain { first_line: self.staged.line(*first) });
        }
        let outcome = match self.outcome.meaning(row) {
            Some(StageMeaning::Is(outcome)) => outcome,
            Some(StageMeaning::LeaveOut) => {
                return Err(SkipReason::LeftOut { stage: self.outcome.stage(row).to_owned() });
            }
            None => return Err(SkipReason::NoStage),
        };
        let day = |column: DateColumn<'_>| column.and_then(|(dates, order)| dates.day(row, order));
        let close = day(self.close);
        let closed = match outcome {
            Outcome::Won => day(self.won_on).or_else(|| day(self.closed)).or(close),
            Outcome::Lost => day(self.lost_on).or_else(|| day(self.closed)).or(close),
            Outcome::Open => None,
        };
        let expected_close = match outcome {
            Outcome::Open => day(self.expected).or(close),
            Outcome::Won | Outcome::Lost => None,
        };
        let said = day(self.created);
        let created = said.or_else(|| self.created_by_age(row, closed));
        let amount = self.amount(row, outcome);
        Ok(Facts {
            outcome,
            created,
            created_from_age: said.is_none() && created.is_some(),
            closed,
            expected_close,
            ..amount
        })
    }

    /// The age of a decided deal counts back from its decision, that of an open one from the
    /// export.
    fn created_by_age(&self, row: usize, closed: Option<Date>) -> Option<Date> {
        let days = self.age?.get(row)?;
        closed.unwrap_or(self.rules.today).checked_sub(i64::from(days).days()).ok()
    }

    /// The amount, in facts that are otherwise empty. An amount of 0 on a lost or open deal is
    /// taken for none recorded, because exports fill it in where nobody did; a deal won for 0
    /// keeps it, for that is what it brought in.
    fn amount(&self, row: usize, outcome: Outcome) -> Facts {
        let of = |column: Option<&Amounts>| column?.amount(row, self.rules.mark);
        let added = self.rules.added.get(&row).copied();
        let recorded = match outcome {
            Outcome::Won => of(self.won_amount).or_else(|| of(self.amount)),
            Outcome::Lost | Outcome::Open => of(self.amount),
        };
        let recorded = match (recorded, added) {
            (Some(amount), Some(added)) => Some(amount + added),
            (amount, added) => amount.or(added),
        };
        let zero_as_none = outcome != Outcome::Won && recorded == Some(Money::ZERO);
        let amount = recorded.filter(|_| !zero_as_none);
        let list_price = match outcome {
            Outcome::Open if amount.is_none() => self.list_price(row),
            _ => None,
        };
        Facts {
            outcome,
            created: None,
            created_from_age: false,
            closed: None,
            expected_close: None,
            amount: amount.or(list_price),
            zero_as_none: zero_as_none && list_price.is_none(),
            list_price: list_price.is_some(),
        }
    }

    fn list_price(&self, row: usize) -> Option<Money> {
        self.rules.prices.get(self.product?.number(row)?).copied().flatten()
    }

    /// Whether another column contradicts the outcome of a row.
    pub fn is_contradicted(&self, row: usize, outcome: Outcome) -> bool {
        self.outcome.is_contradicted(row, outcome)
    }

    /// The number of the rep's name in its column.
    pub fn rep_number(&self, row: usize) -> Option<usize> {
        self.reps?.number(row)
    }

    /// Who owns the deal of a row.
    pub fn rep(&self, row: usize) -> Option<&str> {
        let name = self.rep_number(row).and_then(|number| self.rules.reps.name(number));
        name.or(self.rules.owner.as_deref())
    }

    /// The deal of a row; `None` where it is none.
    pub fn deal(&self, row: usize) -> Option<Deal> {
        let facts = self.facts(row).ok()?;
        let word = |field| self.staged.words(field).and_then(|words: &Words| words.text(row));
        let text = |field| self.staged.texts(field).and_then(|texts: &Texts| texts.text(row));
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Some(Deal {
            id: owned(text(Field::Id)),
            rep: owned(self.rep(row)),
            account: owned(word(Field::Account)),
            name: owned(text(Field::Name)),
            created: facts.created,
            outcome: facts.outcome,
            closed: facts.closed,
            expected_close: facts.expected_close,
            amount: facts.amount,
            stage: owned(word(Field::Stage).or_else(|| word(Field::Status))),
            segment: owned(word(Field::Segment)),
        })
    }

    /// The deals of some rows, in the order of the file: for reading them in steps.
    pub fn deals(&self, rows: std::ops::Range<usize>) -> impl Iterator<Item = Deal> {
        rows.filter_map(|row| self.deal(row))
    }
}
