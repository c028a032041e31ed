//! What a rep says that a period will come to.

use crate::domain::{Money, Period, Rep};
use serde::{Deserialize, Serialize};

/// A rep's own call of a period: what the rep says will be booked in it, all told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCall {
    /// Which period.
    pub period: Period,
    /// What is called.
    pub amount: Money,
}

impl Rep {
    /// The rep's own call of a period.
    pub fn call(&self, period: Period) -> Option<Money> {
        self.calls.iter().find(|call| call.period == period).map(|call| call.amount)
    }

    /// Sets it, in the place of the one before; `None` takes it back.
    pub fn set_call(&mut self, period: Period, amount: Option<Money>) {
        self.calls.retain(|other| other.period != period);
        self.calls.extend(amount.map(|amount| OwnCall { period, amount }));
        self.calls.sort_by_key(|call| call.period);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FiscalCalendar;

    #[test]
    fn a_period_has_one_call_and_it_is_kept_with_the_rep() {
        let calendar = FiscalCalendar::default();
        let [first, second] = [1, 2].map(|at| calendar.period(2026, at).unwrap());
        let mut rep = Rep::named("Dana Okafor");
        assert!(!serde_json::to_string(&rep).unwrap().contains("calls"));
        for amount in [5, 7] {
            rep.set_call(second, Some(Money::from_hundredths(amount)));
            rep.set_call(first, Some(Money::from_hundredths(1)));
        }
        assert_eq!(rep.calls.len(), 2);
        assert_eq!(rep.call(second), Some(Money::from_hundredths(7)));
        let read: Rep = serde_json::from_str(&serde_json::to_string(&rep).unwrap()).unwrap();
        assert_eq!(read, rep);
        rep.set_call(second, None);
        assert_eq!((rep.call(second), rep.calls.len()), (None, 1));
    }
}
