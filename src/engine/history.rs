//! Every deal a peer group ever had, as the engine takes it in: checked, and in one order.

use crate::domain::{Deal, Money, Outcome};
use crate::engine::day::Day;
use jiff::civil::Date;

/// One deal of one rep of the group, in plain form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealRecord {
    /// Whose it is: the rep's place in the group, from 0.
    pub rep: usize,
    /// The day it was created.
    pub created: Option<Date>,
    /// Where it stands in the export.
    pub outcome: Outcome,
    /// The day it was decided.
    pub closed: Option<Date>,
    /// The day it is expected to be decided.
    pub expected_close: Option<Date>,
    /// What it is worth today, or was worth when it was decided.
    pub amount: Option<Money>,
    /// What it was said to be worth while it was open (a list price, say), where that is known.
    /// Looking back, it is all that may be used of a deal that was open then.
    pub amount_while_open: Option<Money>,
}

impl DealRecord {
    /// A deal as the CRM knows it, of the rep at this place of the group.
    pub const fn of(deal: &Deal, rep: usize) -> Self {
        Self {
            rep,
            created: deal.created,
            outcome: deal.outcome,
            closed: deal.closed,
            expected_close: deal.expected_close,
            amount: deal.amount,
            amount_while_open: None,
        }
    }
}

/// A deal once checked: its days are numbers and in order, its amounts positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CheckedDeal {
    pub(crate) rep: usize,
    pub(crate) created: Option<Day>,
    /// The day and whether it was won; `None` where it is open today.
    pub(crate) decided: Option<(Day, bool)>,
    pub(crate) expected_close: Option<Day>,
    pub(crate) amount: Option<Money>,
    pub(crate) amount_while_open: Option<Money>,
    /// What a won deal adds to the bookings, a credit note below zero included.
    pub(crate) booked: Money,
    /// Its place in the list that was given.
    pub(crate) index: usize,
}

/// What was found wrong with the deals and what was done about it, in numbers of deals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Of a rep who is not in the group: left out.
    pub unknown_rep: usize,
    /// Won or lost, with no day: left out, since no look-back holds it. (Where no decision has a
    /// day, [`DealHistory::undated`] has them.)
    pub decided_without_a_day: usize,
    /// Won or lost, with no created day: counted as such, but its age takes no part in the curves.
    pub decided_without_created: usize,
    /// Closed before created: counted as won or lost, but its age takes no part in the curves.
    pub closed_before_created: usize,
    /// More than [`OLDEST_DEAL_DAYS`] old when it was decided, or now: likely a typing error in
    /// the year, and its age takes no part in the curves.
    pub impossibly_old: usize,
    /// An amount of zero or below: taken as not known. (A won one still adds what it says to the
    /// bookings, as a credit note does.)
    pub amount_not_positive: usize,
}

/// A deal's age is believed up to 20 years.
pub const OLDEST_DEAL_DAYS: i32 = 7_305;

/// Every deal of one peer group, ready to be looked at from any day.
#[derive(Clone, Debug)]
pub struct DealHistory {
    reps: usize,
    deals: Vec<CheckedDeal>,
    undated: Vec<UndatedDecision>,
    findings: Findings,
}

/// A deal won or lost on a day that nobody wrote down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndatedDecision {
    /// Whose it is.
    pub rep: usize,
    /// Won, or else lost.
    pub won: bool,
    /// What it was worth, where that is known and above zero.
    pub amount: Option<Money>,
}

impl DealHistory {
    /// Checks the deals of a group of `reps` reps. No deal stops it: what is wrong with one is
    /// set right or left out, and counted in [`Self::findings`].
    pub fn new(reps: usize, records: &[DealRecord]) -> Self {
        let mut findings = Findings::default();
        let mut deals: Vec<CheckedDeal> = records
            .iter()
            .enumerate()
            .filter_map(|(index, record)| check(record, index, reps, &mut findings))
            .collect();
        // In one order, so that the order of the file can't change the last bit of a sum.
        deals.sort_unstable();
        let undated = records.iter().filter_map(|record| undated(record, reps)).collect();
        Self { reps, deals, undated, findings }
    }

    /// How many reps the group has.
    pub const fn reps(&self) -> usize {
        self.reps
    }

    /// What was found wrong.
    pub const fn findings(&self) -> Findings {
        self.findings
    }

    /// Decided deals without a day, where no decision has one: an export without close dates still
    /// says how many deals each rep won. Empty where any has a day, for then they are exceptions
    /// of which nobody can say whether the look-back holds them.
    pub fn undated(&self) -> &[UndatedDecision] {
        let dated = self.deals.iter().any(|deal| deal.decided.is_some());
        if dated { &[] } else { &self.undated }
    }

    pub(crate) fn deals(&self) -> &[CheckedDeal] {
        &self.deals
    }

    /// What each rep won from `from` up to but not on `until`.
    pub fn won_between(&self, from: Day, until: Day) -> Vec<Money> {
        let mut won = vec![Money::ZERO; self.reps];
        for deal in &self.deals {
            if let (Some((day, true)), Some(sum)) = (deal.decided, won.get_mut(deal.rep))
                && from <= day
                && day < until
            {
                *sum = *sum + deal.booked;
            }
        }
        won
    }

    /// The first and the last day anything was decided.
    pub fn decided_days(&self) -> Option<(Day, Day)> {
        let days = || self.deals.iter().filter_map(|deal| deal.decided.map(|(day, _)| day));
        days().min().zip(days().max())
    }
}

fn undated(record: &DealRecord, reps: usize) -> Option<UndatedDecision> {
    let decided = record.outcome != Outcome::Open && record.closed.is_none();
    (decided && record.rep < reps).then(|| UndatedDecision {
        rep: record.rep,
        won: record.outcome == Outcome::Won,
        amount: record.amount.filter(|amount| amount.is_positive()),
    })
}

fn check(
    record: &DealRecord,
    index: usize,
    reps: usize,
    findings: &mut Findings,
) -> Option<CheckedDeal> {
    if record.rep >= reps {
        findings.unknown_rep += 1;
        return None;
    }
    let decided = match (record.outcome, record.closed) {
        (Outcome::Open, _) => None,
        (outcome, Some(day)) => Some((Day::from(day), outcome == Outcome::Won)),
        (_, None) => {
            findings.decided_without_a_day += 1;
            return None;
        }
    };
    let mut created = record.created.map(Day::from);
    findings.decided_without_created += usize::from(created.is_none() && decided.is_some());
    if let (Some(start), Some((end, _))) = (created, decided) {
        if end < start {
            findings.closed_before_created += 1;
            created = None;
        } else if end - start > OLDEST_DEAL_DAYS {
            findings.impossibly_old += 1;
            created = None;
        }
    }
    // A lost deal of 0 is how many exports write "no amount": nothing is wrong with it.
    let lost = matches!(decided, Some((_, false)));
    if record.amount.is_some_and(|amount| !amount.is_positive()) && !lost {
        findings.amount_not_positive += 1;
    }
    let positive = |amount: Option<Money>| amount.filter(|amount| amount.is_positive());
    Some(CheckedDeal {
        rep: record.rep,
        created,
        decided,
        expected_close: record.expected_close.map(Day::from),
        amount: positive(record.amount),
        amount_while_open: positive(record.amount_while_open),
        booked: record.amount.unwrap_or_default(),
        index,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const WON: DealRecord = DealRecord {
        rep: 0,
        created: Some(date(2024, 1, 1)),
        outcome: Outcome::Won,
        closed: Some(date(2024, 2, 1)),
        expected_close: None,
        amount: Some(Money::from_hundredths(100_000)),
        amount_while_open: None,
    };

    #[track_caller]
    fn case(record: DealRecord, kept: usize, findings: Findings) {
        let history = DealHistory::new(1, &[record]);
        assert_eq!(history.deals().len(), kept);
        assert_eq!(history.findings(), findings);
    }

    #[test]
    fn what_is_wrong_with_a_deal_is_counted_and_never_stops_the_rest() {
        let none = Findings::default();
        case(WON, 1, none);
        case(DealRecord { rep: 1, ..WON }, 0, Findings { unknown_rep: 1, ..none });
        case(DealRecord { closed: None, ..WON }, 0, Findings { decided_without_a_day: 1, ..none });
        let backwards = DealRecord { created: Some(date(2024, 3, 1)), ..WON };
        case(backwards, 1, Findings { closed_before_created: 1, ..none });
        let ancient = DealRecord { created: Some(date(202, 1, 1)), ..WON };
        case(ancient, 1, Findings { impossibly_old: 1, ..none });
        let credit = DealRecord { amount: Some(Money::from_hundredths(-500)), ..WON };
        case(credit, 1, Findings { amount_not_positive: 1, ..none });
    }

    #[test]
    fn decisions_without_a_day_count_only_where_none_has_one() {
        let undated = DealRecord { closed: None, ..WON };
        let others = DealRecord { rep: 1, ..undated };
        let history = DealHistory::new(1, &[undated, others]);
        assert_eq!(
            history.undated(),
            [UndatedDecision { rep: 0, won: true, amount: Some(Money::from_hundredths(100_000)) }]
        );
        assert_eq!(DealHistory::new(1, &[undated, WON]).undated(), []);
    }

    #[test]
    fn a_credit_note_lowers_the_bookings() {
        let credit = DealRecord { amount: Some(Money::from_hundredths(-500)), ..WON };
        let history = DealHistory::new(1, &[WON, credit]);
        let won = history.won_between(date(2024, 1, 1).into(), date(2024, 4, 1).into());
        assert_eq!(won, [Money::from_hundredths(99_500)]);
    }
}
