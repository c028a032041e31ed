//! Last year's bookings in the place of quotas that nobody set.

use crate::domain::{Deal, FiscalCalendar, Money, Outcome, Period, Quota, QuotaSource};
use std::collections::BTreeMap;

/// For each rep, what was won in the same period a year before, as a quota marked as a stand-in.
/// Reps who won nothing then have none.
pub fn stand_in_quotas(
    deals: &[Deal],
    period: Period,
    calendar: FiscalCalendar,
) -> BTreeMap<String, Quota> {
    let year_before = calendar.a_year_before(period);
    let mut booked: BTreeMap<String, Money> = BTreeMap::new();
    for deal in deals {
        let in_it = deal.closed.is_some_and(|day| year_before.contains(day));
        let (Some(rep), Some(amount)) = (deal.rep.as_ref(), deal.amount) else { continue };
        if in_it && deal.outcome == Outcome::Won {
            let sum = booked.entry(rep.clone()).or_default();
            *sum = *sum + amount;
        }
    }
    let quota = |amount| Quota { period, amount, source: QuotaSource::StandIn };
    booked
        .into_iter()
        .filter(|(_, amount)| amount.is_positive())
        .map(|(rep, amount)| (rep, quota(amount)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deal(rep: &str, outcome: Outcome, closed: &str, units: f64) -> Deal {
        let mut deal = Deal::new(outcome);
        deal.rep = Some(rep.to_owned());
        deal.closed = Some(closed.parse().unwrap());
        deal.amount = Money::from_units(units);
        deal
    }

    #[test]
    fn what_was_won_in_the_same_period_a_year_before_stands_in() {
        let calendar = FiscalCalendar::default();
        let period = calendar.period(2026, 2).unwrap();
        let deals = [
            deal("Dana", Outcome::Won, "2025-04-01", 5.0),
            deal("Dana", Outcome::Won, "2025-06-30", 6.0),
            deal("Dana", Outcome::Won, "2025-07-01", 7.0),
            deal("Dana", Outcome::Lost, "2025-05-01", 8.0),
            deal("Tom", Outcome::Won, "2024-05-01", 9.0),
        ];
        let quotas = stand_in_quotas(&deals, period, calendar);
        let amounts: Vec<_> = quotas.values().map(|quota| quota.amount.units()).collect();
        assert_eq!((quotas.len(), amounts), (1, vec![11.0]));
        assert!(quotas.values().all(|quota| quota.source == QuotaSource::StandIn));
    }
}
