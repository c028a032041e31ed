//! What a file lacks, counted while its rows are.

use crate::domain::{Money, Outcome};
use crate::intake::asked::Asked;
use crate::intake::choices::Choices;
use crate::intake::notice::Lack;
use crate::intake::question::Question;
use crate::intake::report::OutcomeCount;
use crate::intake::rules::Facts;
use crate::intake::staged::StagedDeals;
use jiff::civil::Date;

/// Decisions over fewer days are a short span: half a year.
const SHORT_SPAN: i32 = 182;

/// Below this share of the decided deals losses are not recorded, in percent.
const FEW_LOSSES: usize = 15;

/// More reps than any team that this is made for has.
const MANY_REPS: usize = 300;

/// What is missing so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lacking {
    today: Date,
    created: usize,
    decided_without_day: usize,
    won_with_amount: usize,
    span: Option<(Date, Date)>,
    /// How many, and the line of the first.
    decided_later: (usize, usize),
    backwards: (usize, usize),
}

impl Lacking {
    pub(super) const fn new(today: Date) -> Self {
        Self {
            today,
            created: 0,
            decided_without_day: 0,
            won_with_amount: 0,
            span: None,
            decided_later: (0, 0),
            backwards: (0, 0),
        }
    }

    pub(super) fn add(&mut self, facts: &Facts, line: usize) {
        let decided = facts.outcome != Outcome::Open;
        self.created += usize::from(facts.created.is_some());
        self.decided_without_day += usize::from(decided && facts.closed.is_none());
        let has_amount = facts.amount.is_some_and(Money::is_positive);
        self.won_with_amount += usize::from(facts.outcome == Outcome::Won && has_amount);
        let Some(closed) = facts.closed else { return };
        self.span = Some(match self.span {
            None => (closed, closed),
            Some((from, to)) => (from.min(closed), to.max(closed)),
        });
        if closed > self.today {
            count(&mut self.decided_later, line);
        }
        if facts.created.is_some_and(|created| created > closed) {
            count(&mut self.backwards, line);
        }
    }

    pub(super) fn say(
        &self,
        staged: &StagedDeals,
        choices: &Choices,
        deals: OutcomeCount,
        reps: usize,
        asked: &mut Asked,
    ) {
        let mut lack = |lack, holds: bool| {
            if holds {
                asked.lack(lack);
            }
        };
        let decided = deals.decided();
        lack(Lack::NoCreatedDate, deals.all() > 0 && self.created == 0);
        lack(Lack::OnlyOpen, deals.open > 0 && decided == 0);
        lack(Lack::NoneOpen, deals.open == 0 && decided > 0);
        let without_day = self.decided_without_day;
        lack(Lack::NoDecisionDate { deals: without_day }, without_day > 0);
        if let Some((from, to)) = self.span {
            let days = to.since(from).map_or(0, |span| span.get_days());
            lack(Lack::ShortSpan { from, to }, days < SHORT_SPAN);
        }
        lack(Lack::NoAmounts, deals.won > 0 && self.won_with_amount == 0);
        let (later, line) = self.decided_later;
        lack(Lack::DecidedLater { deals: later, line }, later > 0);
        let (backwards, line) = self.backwards;
        lack(Lack::DecidedBeforeCreated { deals: backwards, line }, backwards > 0);
        lack(Lack::ManyReps { names: reps }, reps > MANY_REPS);
        let few_losses = deals.won > 0 && deals.lost * 100 < decided * FEW_LOSSES;
        if few_losses && !choices.few_losses && staged.rows() > 0 {
            asked.ask(Question::FewLosses { won: deals.won, lost: deals.lost });
        }
    }
}

const fn count(found: &mut (usize, usize), line: usize) {
    if found.0 == 0 {
        found.1 = line;
    }
    found.0 += 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::reader::DealsReader;
    use crate::intake::settle::{Known, Settlement};

    fn asked(text: &str) -> Asked {
        let mut reader = DealsReader::open(text.to_owned()).unwrap();
        reader.advance(1_000).unwrap();
        let known = Known { today: "2026-03-01".parse().unwrap(), reps: &[], prices: None };
        Settlement::of(reader.staged(), &Choices::default(), known).report.asked
    }

    #[track_caller]
    fn case(text: &str, lacks: &[Lack]) {
        assert_eq!(asked(text).lacks, lacks, "{text:?}");
    }

    #[test]
    fn a_file_that_lacks_something_says_what_to_export() {
        let day = |text: &str| text.parse().unwrap();
        case("owner,stage\nDana,Open\n", &[Lack::NoCreatedDate, Lack::OnlyOpen]);
        case(
            "owner,stage,created,close date,amount\n\
             Dana,Won,2026-01-01,2026-02-01,5\nDana,Lost,2026-01-03,2026-01-02,\nDana,Open,2026-01-03,,\n",
            &[
                Lack::ShortSpan { from: day("2026-01-02"), to: day("2026-02-01") },
                Lack::DecidedBeforeCreated { deals: 1, line: 3 },
            ],
        );
        case(
            "owner,stage,created,close date\n\
             Dana,Won,2025-01-01,2027-02-01\nDana,Lost,2025-01-03,2025-01-08\nDana,Lost,2025-01-03,\n",
            &[
                Lack::NoneOpen,
                Lack::NoDecisionDate { deals: 1 },
                Lack::NoAmounts,
                Lack::DecidedLater { deals: 1, line: 2 },
            ],
        );
    }

    #[test]
    fn losses_below_fifteen_percent_are_asked_about() {
        let text = |lost: usize| {
            format!("owner,stage\n{}{}", "Dana,Won\n".repeat(17), "Dana,Lost\n".repeat(lost))
        };
        let asks =
            |lost| asked(&text(lost)).questions.contains(&Question::FewLosses { won: 17, lost });
        assert!(asks(0) && asks(2));
        assert!(!asks(3));
    }
}
