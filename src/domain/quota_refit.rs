//! Quotas that were set before the company's periods changed.

use crate::domain::{FiscalCalendar, Money, Period, Quota, QuotaSource, Rep, divided};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// No quota runs for longer than a year.
const MOST_MONTHS: usize = 12;

/// What a month has of a quota for a longer time.
struct Share {
    amount: Money,
    of: Quota,
}

impl Rep {
    /// Carries quotas of other periods over to the calendar's: those of longer ones are divided
    /// evenly by months, those of shorter ones added up where all of their months have one. A
    /// quota that is there stays, and so does what fits in no period. Gives how many periods got
    /// a quota.
    pub fn refit_quotas(&mut self, calendar: FiscalCalendar) -> usize {
        let mut others: Vec<(Quota, Vec<Date>)> = self
            .quotas
            .iter()
            .filter(|quota| calendar.period_of(quota.period.start) != quota.period)
            .map(|quota| (*quota, months(quota.period)))
            .filter(|(_, months)| !months.is_empty())
            .collect();
        // What was set says more of a month than what was divided, and the shorter time more than
        // the longer one.
        others.sort_by_key(|(quota, months)| {
            (quota.source == QuotaSource::Divided, months.len(), quota.period)
        });
        let mut shares: BTreeMap<Date, Share> = BTreeMap::new();
        for (quota, months) in &others {
            let parts = divided(quota.amount, u8::try_from(months.len()).unwrap_or(1));
            for (month, amount) in months.iter().zip(parts) {
                shares.entry(*month).or_insert(Share { amount, of: *quota });
            }
        }
        let mut filled: Vec<Quota> = Vec::new();
        for start in shares.keys() {
            let period = calendar.period_of(*start);
            let is_done = filled.last().is_some_and(|quota| quota.period == period);
            if !is_done && self.quota(period).is_none() {
                filled.extend(fitted(period, &shares));
            }
        }
        let is_carried = |month: &Date| filled.iter().any(|quota| quota.period.contains(*month));
        for (quota, months) in &others {
            if months.iter().all(is_carried) {
                self.quotas.retain(|other| other.period != quota.period);
            }
        }
        for quota in &filled {
            self.set_quota(*quota);
        }
        filled.len()
    }
}

/// The quota of a period, if all of its months have a share.
fn fitted(period: Period, shares: &BTreeMap<Date, Share>) -> Option<Quota> {
    let shares: Option<Vec<&Share>> =
        months(period).iter().map(|month| shares.get(month)).collect();
    let shares = shares.filter(|shares| !shares.is_empty())?;
    let is_whole =
        |share: &&Share| period.start <= share.of.period.start && share.of.period.end <= period.end;
    let is = |source| shares.iter().any(|share| share.of.source == source);
    let source = if is(QuotaSource::StandIn) {
        QuotaSource::StandIn
    } else if is(QuotaSource::Divided) || !shares.iter().all(is_whole) {
        QuotaSource::Divided
    } else {
        QuotaSource::Set
    };
    Some(Quota { period, amount: shares.iter().map(|share| share.amount).sum(), source })
}

/// The first days of its months; none where it does not consist of a year's months at most.
fn months(period: Period) -> Vec<Date> {
    let starts =
        std::iter::successors(Some(period.start), |month| month.checked_add(1.month()).ok());
    let months: Vec<Date> =
        starts.take_while(|month| *month < period.end).take(MOST_MONTHS + 1).collect();
    let ends = months.last().and_then(|last| last.checked_add(1.month()).ok());
    let is_whole = period.start.day() == 1 && ends == Some(period.end);
    if is_whole && months.len() <= MOST_MONTHS { months } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PeriodLength;
    use proptest::prelude::*;

    fn calendar(length: PeriodLength, first_month: i8) -> FiscalCalendar {
        FiscalCalendar::new(length, first_month).unwrap()
    }

    fn rep(calendar: FiscalCalendar, hundredths: &[i64]) -> Rep {
        let mut rep = Rep::named("Dana");
        for (ordinal, hundredths) in (1..).zip(hundredths) {
            rep.set_quota(Quota {
                period: calendar.period(2026, ordinal).unwrap(),
                amount: Money::from_hundredths(*hundredths),
                source: QuotaSource::Set,
            });
        }
        rep
    }

    fn amounts(rep: &Rep) -> Vec<(String, i64, QuotaSource)> {
        let quotas = rep.quotas.iter();
        quotas
            .map(|quota| (quota.period.start.to_string(), quota.amount.hundredths(), quota.source))
            .collect()
    }

    #[test]
    fn quarters_become_months_and_quarters_again() {
        let (quarters, months) =
            (calendar(PeriodLength::Quarter, 1), calendar(PeriodLength::Month, 1));
        let mut dana = rep(quarters, &[100, 200]);
        assert_eq!(dana.refit_quotas(months), 6);
        let divided = [(1, 34), (2, 33), (3, 33), (4, 67), (5, 67), (6, 66)]
            .map(|(month, part)| (format!("2026-{month:02}-01"), part, QuotaSource::Divided));
        assert_eq!(amounts(&dana), divided);
        assert_eq!(dana.refit_quotas(months), 0);
        assert_eq!(dana.refit_quotas(quarters), 2);
        let back: Vec<i64> = dana.quotas.iter().map(|quota| quota.amount.hundredths()).collect();
        assert_eq!(back, [100, 200]);
    }

    #[test]
    fn months_add_up_only_where_all_of_a_quarter_have_one() {
        let mut dana = rep(calendar(PeriodLength::Month, 1), &[1, 2, 3, 4]);
        assert_eq!(dana.refit_quotas(calendar(PeriodLength::Quarter, 1)), 1);
        let left = [("2026-01-01", 6), ("2026-04-01", 4)]
            .map(|(start, amount)| (start.to_owned(), amount, QuotaSource::Set));
        assert_eq!(amounts(&dana), left);
    }

    #[test]
    fn a_fiscal_year_that_starts_later_takes_its_share_of_two_quarters() {
        let mut dana = rep(calendar(PeriodLength::Quarter, 1), &[300, 600]);
        assert_eq!(dana.refit_quotas(calendar(PeriodLength::Quarter, 2)), 1);
        // February, March and April; January, May and June find no period and stay.
        let fitted = ("2026-02-01".to_owned(), 400, QuotaSource::Divided);
        assert!(amounts(&dana).contains(&fitted), "{:?}", amounts(&dana));
        assert_eq!(dana.quotas.len(), 3);
    }

    #[test]
    fn a_quota_that_is_there_stays() {
        let months = calendar(PeriodLength::Month, 1);
        let mut dana = rep(calendar(PeriodLength::Year, 1), &[1200]);
        let period = months.period(2026, 5).unwrap();
        let amount = Money::from_hundredths(7);
        dana.set_quota(Quota { period, amount, source: QuotaSource::Set });
        assert_eq!(dana.refit_quotas(months), 11);
        assert_eq!(dana.quota(period).map(|quota| quota.amount), Some(amount));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_where_all_of_it_fits_nothing_is_gained(
            from in 0_usize..3, to in 0_usize..3, shift in 1_i8..=12,
            amounts in prop::collection::vec(0_i64..1_000_000, 1..12),
        ) {
            let lengths = [PeriodLength::Month, PeriodLength::Quarter, PeriodLength::Year];
            let (from, to) = (calendar(lengths[from], 1), calendar(lengths[to], shift));
            let mut dana = rep(from, &amounts[..amounts.len().min(from.length().in_a_year().into())]);
            let before: Money = dana.quotas.iter().map(|quota| quota.amount).sum();
            dana.refit_quotas(to);
            let carried: Money = dana.quotas.iter().map(|quota| quota.amount).sum();
            prop_assert!(carried >= before);
            let fits = dana.quotas.iter().all(|quota| to.period_of(quota.period.start) == quota.period);
            if fits {
                prop_assert_eq!(carried, before);
            }
            prop_assert_eq!(dana.refit_quotas(to), 0);
        }
    }
}
