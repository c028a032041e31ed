//! A made-up sales team, the same in every run.

use crate::numbers::Numbers;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use ridealong::domain::FiscalCalendar;
use ridealong::domain::{Money, Outcome};
use ridealong::engine::forecast::Forecaster;
use ridealong::engine::group::Depth;
use ridealong::engine::history::{DealHistory, DealRecord};
use ridealong::engine::tau::Tau;
use ridealong::engine::viewpoint::Viewpoint;

/// Halfway through a quarter.
const TODAY: Date = date(2024, 8, 15);
const HISTORY_DAYS: f64 = 640.0;
/// Decisions take 10 to 180 days, most of them under 60: so long on average.
const MEAN_DAYS_OPEN: f64 = 67.0;

/// Fits a team of reps who each have about so many deals open: a little over a quarter of all
/// deals is won, one in 25 is forgotten, amounts are whole dollars, mostly a few thousand.
pub fn forecaster(reps: usize, open_deals: usize) -> Forecaster {
    let mut numbers = Numbers::new(5);
    let mut deals = Vec::new();
    let gap = MEAN_DAYS_OPEN / open_deals.max(1) as f64;
    for rep in 0..reps {
        let mut day = gap * numbers.share();
        while day < HISTORY_DAYS {
            deals.push(deal(rep, day, &mut numbers));
            day += gap * 2.0 * numbers.share();
        }
    }
    Forecaster::with_tau(
        &DealHistory::new(reps, &deals),
        FiscalCalendar::default(),
        Viewpoint::live(TODAY),
        Tau::USUAL,
        Depth::default(),
    )
}

fn deal(rep: usize, day: f64, numbers: &mut Numbers) -> DealRecord {
    let created = TODAY.saturating_sub(((HISTORY_DAYS - day) as i64).days());
    let takes = 10 + (170.0 * numbers.share().powi(2)) as i64;
    let closed = created.saturating_add(takes.days());
    let outcome = match numbers.between(0, 100) {
        _ if closed > TODAY => Outcome::Open,
        0..4 => Outcome::Open,
        4..32 => Outcome::Won,
        _ => Outcome::Lost,
    };
    let dollars = 1_500 + (28_500.0 * numbers.share().powi(3)) as i64;
    DealRecord {
        rep,
        created: Some(created),
        outcome,
        closed: (outcome != Outcome::Open).then_some(closed),
        expected_close: None,
        amount: Some(Money::from_hundredths(dollars * 100)),
        amount_while_open: None,
    }
}
