//! The life of a deal, drawn from its rep's true rates.

use crate::domain::{Deal, Money, Outcome};
use crate::intake::sample_team::accounts::{account, deal_name};
use crate::intake::sample_team::draws::Draws;
use crate::intake::sample_team::roster::TrueRates;
use crate::intake::sample_team::spread::CYCLE;
use crate::intake::sample_team::timeline::{Timeline, days_between};
use jiff::ToSpan;
use jiff::civil::Date;

/// Weeks back that deals are created in: those of the past periods, and before them as long as a
/// deal can take, so that the first of these periods books like any other.
const WEEKS: u32 = 165;
/// Of 100 deals due in the last three weeks of a period, those that close in its last.
const PULLED_PERCENT: u32 = 30;

/// The deals of the rep at this place of the roster: decided since the first of the past
/// periods, or open.
pub fn deals_of(lot: u32, place: u32, rep: TrueRates, timeline: Timeline) -> Vec<Deal> {
    let weeks = (0..=WEEKS.min(rep.weeks_here)).rev();
    let weeks = weeks.filter(|week| !(1..=rep.weeks_away).contains(week));
    let week = |week| {
        let monday = timeline.monday(week)?;
        let names = [lot, STREAM, place, week];
        let count = Draws::of(&names).count(rep.for_draws().tenths_created_a_week);
        Some((0..count).filter_map(move |number| {
            let [lot, stream, place, week] = names;
            let draws = Draws::of(&[lot, stream, place, week, number]);
            let deal = Life::draw(rep, monday, timeline, draws)?.deal(rep, timeline)?;
            Some(Deal { id: Some(id(place, week, number)), ..deal })
        }))
    };
    weeks.filter_map(week).flatten().collect()
}

/// What sets these draws apart from those of the activities.
const STREAM: u32 = 1;

/// An id of the form that all deals of the sample have.
pub fn id(place: u32, week: u32, number: u32) -> String {
    format!("SAMPLE-{:02}{week:03}{number:02}", place + 1)
}

/// Everything about a deal, whether it is known by now or not.
struct Life {
    created: Date,
    /// The day that it is decided on; `None` for one that is never decided.
    decided: Option<Date>,
    won: bool,
    amount: Money,
    /// Days after its creation that the rep expects the decision, if they say.
    expected_after: Option<i64>,
    /// Days ahead that an expected close is moved once it passed.
    moved_by: i64,
    /// Whether an amount was entered with the deal, or later.
    amount_at_once: bool,
    account: String,
    name: String,
}

impl Life {
    fn draw(rep: TrueRates, monday: Date, timeline: Timeline, mut draws: Draws) -> Option<Self> {
        let rates = rep.for_draws();
        let created = monday.checked_add(i64::from(draws.below(5)).days()).ok()?;
        let won = draws.happens(rates.won_percent);
        let forgotten = draws.happens(rep.forgotten_percent);
        let days = i64::from(rep.cycle_days) * i64::from(draws.value(&CYCLE)) / 1_000;
        let pulled = draws.happens(PULLED_PERCENT);
        let spare_days = i64::from(draws.below(5));
        let decided = timeline.decided_on(created, days.max(1), pulled, spare_days);
        let amount = hundreds(rates.mean_units, draws.value(rep.spread.sizes()));
        let percent = i64::from(70 + draws.below(61));
        let says_when = draws.happens(80);
        let moved_by = i64::from(1 + draws.below(45));
        let amount_at_once = draws.happens(85);
        let account = account(&mut draws);
        let name = deal_name(&account, &mut draws);
        Some(Self {
            created,
            decided: decided.filter(|_| !forgotten),
            won,
            amount,
            expected_after: says_when.then_some(i64::from(rep.cycle_days) * percent / 100),
            moved_by,
            amount_at_once,
            account,
            name,
        })
    }

    /// As the CRM knows it today; `None` where it does not yet, or only long ago.
    fn deal(self, rep: TrueRates, timeline: Timeline) -> Option<Deal> {
        let today = timeline.as_of;
        if self.created > today {
            return None;
        }
        let forgotten = self.decided.is_none();
        let closed = self.decided.filter(|day| *day <= today);
        let (outcome, touched) = match closed {
            Some(day) if self.won => (Outcome::Won, day),
            Some(day) => (Outcome::Lost, day),
            None if forgotten => (Outcome::Open, self.created),
            None => (Outcome::Open, today),
        };
        if touched < timeline.since {
            return None;
        }
        let age = days_between(self.created, today) * 100 / i64::from(rep.cycle_days.max(1));
        let open = outcome == Outcome::Open;
        let amount_is_in = !open || self.amount_at_once || age >= 40;
        let expected_close = self.expected_after.filter(|_| open).and_then(|days| {
            let first = self.created.checked_add(days.days()).ok()?;
            // A rep who still works a deal moves the date; nobody moves that of a forgotten one.
            let passed = first <= today && !forgotten;
            if passed { today.checked_add(self.moved_by.days()).ok() } else { Some(first) }
        });
        Some(Deal {
            rep: Some(rep.name.to_owned()),
            account: Some(self.account),
            name: Some(self.name),
            created: Some(self.created),
            closed,
            expected_close,
            amount: Some(self.amount).filter(|_| amount_is_in),
            stage: Some(stage(outcome, age).to_owned()),
            ..Deal::new(outcome)
        })
    }
}

/// An amount in whole hundreds of the currency.
fn hundreds(mean_units: u32, thousandths: u32) -> Money {
    let units = i64::from(mean_units) * i64::from(thousandths) / 1_000;
    Money::from_hundredths(((units + 50) / 100).max(1) * 10_000)
}

/// The stage of a deal that is so many percent of the usual time old.
pub fn stage(outcome: Outcome, age_percent: i64) -> &'static str {
    match (outcome, age_percent) {
        (Outcome::Won, _) => "Closed won",
        (Outcome::Lost, _) => "Closed lost",
        (Outcome::Open, ..30) => "Qualification",
        (Outcome::Open, ..60) => "Needs analysis",
        (Outcome::Open, ..90) => "Proposal",
        (Outcome::Open, _) => "Negotiation",
    }
}
