//! Quotas of one rep for several lengths of time in one sheet: months, quarters and their totals.

use crate::domain::{FiscalCalendar, Money, Period, PeriodLength, Quota, QuotaSource, divided};
use crate::intake::period_names::NamedPeriod;
use std::collections::{BTreeMap, BTreeSet};

/// What a sheet says of one rep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OfRep {
    /// Each time that is named, with what all its cells add up to and the line of the first.
    named: BTreeMap<(Period, PeriodLength), (Money, usize)>,
}

/// The quotas that this comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settled {
    /// In periods of the calendar, in their order.
    pub(super) quotas: Vec<Quota>,
    /// Lines with a number for a longer time that is not what its parts add up to.
    pub(super) unlike_parts: Vec<usize>,
    /// Periods of which only some shorter times are named: these are all there is of them.
    pub(super) partly: Vec<Period>,
}

/// What a period of the calendar has so far.
#[derive(Clone, Debug, Default)]
struct Filled {
    amount: Money,
    source: QuotaSource,
    /// The starts of the shorter times that it was added up from.
    from: BTreeSet<Period>,
}

impl OfRep {
    /// Adds a cell.
    pub(super) fn add(&mut self, named: NamedPeriod, amount: Money, line: usize) {
        let of_time = self.named.entry((named.period, named.length)).or_insert((Money::ZERO, line));
        of_time.0 = of_time.0 + amount;
    }

    /// Brings it to the periods of a calendar. Shorter times are added up. A number for a longer
    /// time is the total of what stands beside it for parts of that: only what these leave of it
    /// is divided evenly among the rest, and where nothing is left the parts count.
    pub(super) fn settled(&self, calendar: FiscalCalendar) -> Settled {
        let mut settled = Settled::default();
        let mut filled: BTreeMap<Period, Filled> = BTreeMap::new();
        let of_length = |shorter: bool| {
            let months = calendar.length().months();
            let each = self.named.iter();
            each.filter(move |((_, length), _)| (length.months() < months) == shorter)
        };
        for ((time, _), (amount, _)) in of_length(true) {
            let into = filled.entry(calendar.period_of(time.start)).or_default();
            into.amount = into.amount + *amount;
            into.from.insert(*time);
        }
        // The shorter of the rest first: a quarter's number says more of it than the year's.
        let mut longer: Vec<_> = of_length(false).collect();
        longer.sort_by_key(|((time, length), _)| (length.months(), *time));
        for ((time, length), (amount, line)) in longer {
            let parts = periods(*time, *length, calendar);
            let known: Vec<Period> =
                parts.iter().copied().filter(|part| is_whole(filled.get(part), *part)).collect();
            let sum: Money =
                known.iter().filter_map(|part| filled.get(part)).map(|it| it.amount).sum();
            let left = *amount - sum;
            let open: Vec<Period> =
                parts.iter().copied().filter(|part| !known.contains(part)).collect();
            if open.is_empty() || left < Money::ZERO {
                if left != Money::ZERO {
                    settled.unlike_parts.push(*line);
                }
                continue;
            }
            let source = if parts.len() > 1 { QuotaSource::Divided } else { QuotaSource::Set };
            let shares = divided(left, u8::try_from(open.len()).unwrap_or(1));
            for (part, amount) in open.into_iter().zip(shares) {
                filled.insert(part, Filled { amount, source, from: BTreeSet::from([part]) });
            }
        }
        let is_partly = |(period, of): &(&Period, &Filled)| !is_whole(Some(of), **period);
        settled.partly = filled.iter().filter(is_partly).map(|(period, _)| *period).collect();
        settled.quotas = filled
            .into_iter()
            .map(|(period, Filled { amount, source, .. })| Quota { period, amount, source })
            .collect();
        settled.unlike_parts.sort_unstable();
        settled
    }
}

/// The calendar's periods that a time is made of.
fn periods(time: Period, length: PeriodLength, calendar: FiscalCalendar) -> Vec<Period> {
    let count = length.months() / calendar.length().months();
    let first = calendar.period_of(time.start);
    let all = std::iter::successors(Some(first), |period| Some(calendar.next(*period)));
    all.take(usize::try_from(count).unwrap_or(1).max(1)).collect()
}

/// Whether a period's own parts cover all of it.
fn is_whole(filled: Option<&Filled>, period: Period) -> bool {
    let Some(filled) = filled else { return false };
    let mut end = period.start;
    for part in &filled.from {
        if part.start == end {
            end = part.end;
        }
    }
    end >= period.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(
        length: PeriodLength,
        cells: &[(&str, i64)],
    ) -> (Vec<(String, i64, QuotaSource)>, usize) {
        let calendar = FiscalCalendar::new(length, 1).unwrap();
        let mut rep = OfRep::default();
        for (line, (name, hundredths)) in cells.iter().enumerate() {
            let named = NamedPeriod::read(name, calendar, "2026-03-01".parse().unwrap()).unwrap();
            rep.add(named, Money::from_hundredths(*hundredths), line);
        }
        let Settled { quotas, unlike_parts, .. } = rep.settled(calendar);
        let quotas = quotas
            .iter()
            .map(|quota| (quota.period.start.to_string(), quota.amount.hundredths(), quota.source));
        (quotas.collect(), unlike_parts.len())
    }

    const YEAR: [&str; 4] = ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"];

    fn quarters(amounts: &[i64], source: QuotaSource) -> Vec<(String, i64, QuotaSource)> {
        YEAR.iter()
            .zip(amounts)
            .map(|(start, amount)| ((*start).to_owned(), *amount, source))
            .collect()
    }

    #[test]
    fn a_year_beside_its_quarters_is_their_total_and_not_added_to_them() {
        let cells = [("Q1 2026", 10), ("Q2 2026", 20), ("Q3 2026", 30), ("Q4 2026", 40)];
        let set = quarters(&[10, 20, 30, 40], QuotaSource::Set);
        let with_year = |year| [&cells[..], &[("FY 2026", year)]].concat();
        assert_eq!(settled(PeriodLength::Quarter, &cells), (set.clone(), 0));
        assert_eq!(settled(PeriodLength::Quarter, &with_year(100)), (set.clone(), 0));
        assert_eq!(settled(PeriodLength::Quarter, &with_year(90)), (set, 1));
    }

    #[test]
    fn what_the_parts_leave_of_a_total_is_for_the_rest() {
        let (quotas, unlike) =
            settled(PeriodLength::Quarter, &[("2026", 100), ("Q1 2026", 10), ("Q3 2026", 30)]);
        let amounts: Vec<i64> = quotas.iter().map(|(_, amount, _)| *amount).collect();
        assert_eq!((amounts, unlike), (vec![10, 30, 30, 30], 0));
        let (quotas, unlike) = settled(PeriodLength::Quarter, &[("2026", 5), ("Q1 2026", 10)]);
        assert_eq!((quotas.len(), unlike), (1, 1));
    }

    #[test]
    fn months_beside_their_quarter_count_and_a_quarter_counts_where_one_is_missing() {
        let months = [("Jan 2026", 1), ("Feb 2026", 2), ("Mar 2026", 3)];
        let with = |cells: &[(&'static str, i64)]| settled(PeriodLength::Quarter, cells);
        let all = [&months[..], &[("Q1 2026", 6)]].concat();
        assert_eq!(with(&all), (quarters(&[6], QuotaSource::Set), 0));
        let other = [&months[..], &[("Q1 2026", 9)]].concat();
        assert_eq!(with(&other), (quarters(&[6], QuotaSource::Set), 1));
        let two = [&months[..2], &[("Q1 2026", 9)]].concat();
        assert_eq!(with(&two), (quarters(&[9], QuotaSource::Set), 0));
        assert_eq!(with(&months[..2]), (quarters(&[3], QuotaSource::Set), 0));
    }

    #[test]
    fn several_rows_for_one_time_add_up() {
        let cells = [("Q1 2026", 10), ("Q1 2026", 5)];
        assert_eq!(settled(PeriodLength::Quarter, &cells), (quarters(&[15], QuotaSource::Set), 0));
    }
}
