//! Deals close at period ends: how much more or less is decided in each third of a period than
//! the deals' ages alone would say.

use crate::domain::FiscalCalendar;
use crate::engine::day::Day;
use crate::engine::fiscal::Span;
use crate::engine::known::Known;
use crate::engine::life_table::{Hazard, LifeTable};
use jiff::ToSpan;
use jiff::civil::Date;

/// Decisions that the ratio 1 is worth beforehand: with 50 expected in a third, a true ratio of
/// 1.4 is seen as 1.2. Not learned; a few hundred decisions outweigh it.
const PRIOR_DECISIONS: f64 = 50.0;

/// By third of the period, what the daily hazards of winning and of losing are multiplied by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalendarRatios {
    thirds: [Hazard; 3],
    fiscal: FiscalCalendar,
}

/// No ratio: the ages say it all.
const EVEN: Hazard = Hazard { won: 1.0, lost: 1.0 };

impl CalendarRatios {
    /// Fitted to the days watched: for each third of the period, won and lost apart,
    ///
    /// ratio = (observed + 50) / (expected from the hazards by age + 50)
    ///
    /// (indirect standardisation, shrunk to 1 as a Gamma(50, 50) prior does: Clayton and Kaldor,
    /// Biometrics 43, 1987). All ratios are 1 until each of the three thirds was watched from end
    /// to end once, since a single third can't be told from a change over time.
    pub fn fit(known: &Known, table: &LifeTable, fiscal: FiscalCalendar) -> Self {
        let even = Self { thirds: [EVEN; 3], fiscal };
        let Some(from) = known.watched_from else { return even };
        let watched = Span { start: from, end: known.viewpoint.unseen() };
        let thirds = thirds_over(fiscal, known, watched);
        let seen_whole = |third: usize| {
            thirds.iter().any(|(span, which)| *which == third && watched.covers(*span))
        };
        if !(0..3).all(seen_whole) {
            return even;
        }
        let mut observed = [Hazard::default(); 3];
        let mut expected = [Hazard::default(); 3];
        for deal in &known.watched {
            let age = |day: Day| day.since(deal.created);
            let (first, end) = deal.life.ages_at_risk();
            for (span, third) in &thirds {
                let (start, stop) = (age(span.start).max(first), age(span.end).min(end));
                if start < stop {
                    let sum = table.expected_between(start, stop);
                    if let Some(total) = expected.get_mut(*third) {
                        total.won += sum.won;
                        total.lost += sum.lost;
                    }
                    if let Some(total) = observed.get_mut(*third).filter(|_| stop == end) {
                        let decision = deal.life.decision();
                        total.won += decision.won;
                        total.lost += decision.lost;
                    }
                }
            }
        }
        let ratio = |seen: f64, due: f64| (seen + PRIOR_DECISIONS) / (due + PRIOR_DECISIONS);
        let mut ratios = [EVEN; 3];
        for ((ratios, observed), expected) in ratios.iter_mut().zip(observed).zip(expected) {
            ratios.won = ratio(observed.won, expected.won);
            ratios.lost = ratio(observed.lost, expected.lost);
        }
        Self { thirds: ratios, fiscal }
    }

    /// No effect of the calendar at all.
    pub const fn even(fiscal: FiscalCalendar) -> Self {
        Self { thirds: [EVEN; 3], fiscal }
    }

    /// By third, first to last.
    pub const fn by_third(self) -> [Hazard; 3] {
        self.thirds
    }

    /// The ratios of each day from `from` up to but not on `until`.
    pub fn by_day(self, from: Date, until: Date) -> Vec<Hazard> {
        let mut days = Vec::new();
        let mut period = self.fiscal.period_of(from);
        while period.start < until {
            for (span, ratio) in self.fiscal.thirds(period).into_iter().zip(self.thirds) {
                let start = span.start.max(from.into());
                let end = span.end.min(until.into());
                days.extend(std::iter::repeat_n(ratio, end.since(start)));
            }
            let next = self.fiscal.next(period);
            if next.start <= period.start {
                break;
            }
            period = next;
        }
        days
    }
}

/// Every third of every period that touches the days watched, in order, with which one it is.
fn thirds_over(fiscal: FiscalCalendar, known: &Known, watched: Span) -> Vec<(Span, usize)> {
    let mut thirds = Vec::new();
    // Back from today, as the watch is at most a look-back long.
    let mut period = fiscal.period_of(known.viewpoint.as_of);
    loop {
        for (third, span) in fiscal.thirds(period).into_iter().enumerate() {
            thirds.push((span, third));
        }
        let start = period.start;
        period = fiscal.period_of(start.saturating_sub(1.day()));
        if Day::from(start) <= watched.start || period.start >= start {
            return thirds;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::history::DealHistory;
    use crate::engine::made_up::deal;
    use crate::engine::viewpoint::Viewpoint;
    use jiff::civil::date;

    /// 300 deals a quarter, created on its first day and won on a day of its last month, with as
    /// many lost on its first days.
    fn at_quarter_ends(as_of: Date) -> CalendarRatios {
        let mut deals = Vec::new();
        for start in [date(2023, 7, 1), date(2023, 10, 1), date(2024, 1, 1)] {
            for nth in 0..300 {
                deals.push(deal(0, start, Some((62 + nth % 28, true))));
                deals.push(deal(0, start, Some((nth % 20, false))));
            }
        }
        let known = DealHistory::new(1, &deals).known(Viewpoint::replay(as_of));
        // Curves without any calendar in them: every age is as likely as the other.
        let even = LifeTable::new((0..900_usize).map(|nth| crate::engine::life_table::Watched {
            entry_age: 0,
            age: nth % 90,
            outcome: if nth % 2 == 0 {
                crate::domain::Outcome::Won
            } else {
                crate::domain::Outcome::Lost
            },
        }));
        CalendarRatios::fit(&known, &even, FiscalCalendar::default())
    }

    #[test]
    fn what_is_decided_at_period_ends_raises_the_last_third() {
        let [first, second, last] = at_quarter_ends(date(2024, 4, 1)).by_third();
        assert!(
            last.won > 1.2 && first.won < 0.5 && second.won < 0.8,
            "{first:?} {second:?} {last:?}"
        );
        assert!(first.lost > 1.2 && last.lost < 0.7, "{first:?} {last:?}");
    }

    #[test]
    fn two_thirds_watched_say_nothing_yet() {
        assert_eq!(at_quarter_ends(date(2023, 9, 30)).by_third(), [EVEN; 3]);
    }

    #[test]
    fn every_day_of_a_window_has_the_ratio_of_its_third() {
        let ratio = |won| Hazard { won, lost: 1.0 };
        let ratios = CalendarRatios {
            thirds: [ratio(1.0), ratio(2.0), ratio(3.0)],
            fiscal: FiscalCalendar::default(),
        };
        let days = ratios.by_day(date(2024, 2, 28), date(2024, 4, 2));
        let won: Vec<f64> = days.iter().map(|day| day.won).collect();
        assert_eq!(won[..3], [2.0, 2.0, 3.0]);
        assert_eq!(won[32..], [3.0, 1.0]);
        assert_eq!(ratios.by_day(date(2024, 4, 2), date(2024, 4, 2)), []);
    }
}
