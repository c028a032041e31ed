//! Deals and outlooks made up for tests, the same in every run.

use crate::domain::{Money, Outcome};
use crate::engine::form::Form;
use crate::engine::history::DealRecord;
use crate::engine::life_table::Watched;
use crate::engine::new_deals::{WinCount, WinSizes};
use crate::engine::outlook::{Decision, Outlook, Prospect};
use crate::engine::pipeline_need::Seat;
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;

/// So many units.
pub fn units(amount: i64) -> Money {
    Money::from_hundredths(amount * 100)
}

/// A deal of 10,000 created on a day; decided after so many days, or open.
pub fn deal(rep: usize, created: Date, decided: Option<(i64, bool)>) -> DealRecord {
    DealRecord {
        rep,
        created: Some(created),
        outcome: match decided {
            Some((_, true)) => Outcome::Won,
            Some((_, false)) => Outcome::Lost,
            None => Outcome::Open,
        },
        closed: decided.map(|(age, _)| created.saturating_add(age.days())),
        expected_close: None,
        amount: Some(units(10_000)),
        amount_while_open: None,
    }
}

/// Live deals of these amounts, each to be won with this chance (in form 1); `new_wins` wins of
/// 5,000 or 9,000 to come. A deal created today is won with 0.2.
pub fn outlook(deals: &[(i64, f64)], new_wins: f64) -> Outlook {
    let decision =
        |chance: f64| Decision { rate: 1.0, share_won: chance / (1.0 - (-1.0_f64).exp()) };
    let prospects = deals.iter().enumerate().map(|(index, (amount, chance))| Prospect {
        amount: units(*amount),
        by_end: decision(*chance),
        by_start: Decision::default(),
        index,
    });
    let empty = Outlook {
        deals: Vec::new(),
        stale: Vec::new(),
        new_wins: WinCount { mean: new_wins, dispersion: Some(30.0) },
        sizes: WinSizes::new(&[units(5_000), units(9_000)]),
        created_today: (decision(0.2), Decision::default()),
        log_variance: 0.0,
    };
    empty.with_deals(prospects.collect())
}

/// What these deals must bring, without any form.
pub fn seat(outlook: &Outlook, left: Money) -> Seat<'_> {
    Seat::new(outlook, left, Form::NONE)
}

/// Any deals watched, some from a later age on than their creation.
pub fn any_watched() -> impl Strategy<Value = Vec<Watched>> {
    let outcome = prop_oneof![Just(Outcome::Won), Just(Outcome::Lost), Just(Outcome::Open)];
    let deal = (0_usize..40, 0_usize..80, outcome).prop_map(|(entry_age, age, outcome)| Watched {
        entry_age,
        age,
        outcome,
    });
    prop::collection::vec(deal, 0..60)
}
