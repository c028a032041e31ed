//! A made-up team, the same in every run.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use ridealong::domain::{Money, Outcome};
use ridealong::engine::history::DealRecord;

/// The day that it is looked at.
pub const TODAY: Date = date(2024, 8, 15);

/// A team with a history of two years, the same in every run: rep n creates a deal every
/// 4 + n days; 1 in 4 is won after 20 to 70 days, 2 in 4 are lost, the rest linger.
pub fn team(reps: usize) -> Vec<DealRecord> {
    let mut deals = Vec::new();
    for rep in 0..reps {
        let (mut day, mut nth) = (date(2022, 8, 1), 0_i64);
        while day <= TODAY {
            let age = 20 + (nth * 37 + 11) % 51;
            let closed = day.saturating_add(age.days());
            let outcome = match nth % 4 {
                _ if closed > TODAY => Outcome::Open,
                0 => Outcome::Won,
                1 | 2 => Outcome::Lost,
                _ => Outcome::Open,
            };
            deals.push(DealRecord {
                rep,
                created: Some(day),
                outcome,
                closed: (outcome != Outcome::Open).then_some(closed),
                expected_close: None,
                amount: Some(Money::from_hundredths(500_000 + (nth * 7_919) % 900_000)),
                amount_while_open: None,
            });
            day = day.saturating_add((4 + i64::try_from(rep).unwrap_or(0)).days());
            nth += 1;
        }
    }
    deals
}
