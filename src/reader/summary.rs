//! What the kept packs hold, without holding their deals.

use crate::domain::{Deal, DealBook, FiscalCalendar, Period, Quota};
use crate::engine::as_of::AsOf;
use crate::intake::{OutcomeCount, RepCount, stand_in_quotas};
use crate::store::PackText;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is kept of the deals, counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Deals by outcome.
    pub deals: OutcomeCount,
    /// The reps with their deals, by name.
    pub reps: Vec<RepCount>,
    /// Deals that belong to nobody.
    pub without_rep: OutcomeCount,
    /// From the first day of a decision to the day after the last.
    pub decided: Option<Period>,
    /// The day that is proposed to look from.
    #[serde(with = "crate::domain::day::optional")]
    pub proposed: Option<Date>,
    /// Last year's bookings of each rep as a quota for the period looked at, marked as a stand-in.
    pub stand_ins: BTreeMap<String, Quota>,
    /// Packs that can't be read.
    pub unreadable: usize,
}

impl Summary {
    /// Counts what kept packs hold.
    ///
    /// Looked at from `as_of`; where there is none, from the day that is proposed for these deals.
    pub(super) fn of(
        kept: KeptDeals,
        as_of: Option<Date>,
        today: Date,
        calendar: FiscalCalendar,
    ) -> Self {
        let KeptDeals { book, unreadable, .. } = kept;
        let mut summary = Self { unreadable, ..Self::default() };
        let mut by_rep: BTreeMap<&str, OutcomeCount> = BTreeMap::new();
        for deal in book.deals() {
            summary.add(deal);
            let count = match deal.rep.as_deref() {
                Some(rep) => by_rep.entry(rep).or_default(),
                None => &mut summary.without_rep,
            };
            count.add(deal.outcome);
        }
        let count = |(name, deals): (&str, OutcomeCount)| RepCount { name: name.to_owned(), deals };
        summary.reps = by_rep.into_iter().map(count).collect();
        let proposed = AsOf::of(book.deals(), today, calendar).day();
        summary.proposed = Some(proposed);
        let period = calendar.period_of(as_of.unwrap_or(proposed));
        summary.stand_ins = stand_in_quotas(book.deals(), period, calendar);
        summary
    }

    fn add(&mut self, deal: &Deal) {
        self.deals.add(deal.outcome);
        if let Some(day) = deal.closed {
            let behind = day.tomorrow().unwrap_or(day);
            let Period { start, end } = self.decided.unwrap_or(Period { start: day, end: behind });
            self.decided = Some(Period { start: start.min(day), end: end.max(behind) });
        }
    }
}

/// The deals in packs, as they lie in storage.
#[derive(Debug, Default)]
pub(super) struct KeptDeals {
    pub(super) book: DealBook,
    /// When they were kept, in milliseconds since 1970.
    pub(super) saved_at: u64,
    /// Packs that can't be read.
    pub(super) unreadable: usize,
}

impl KeptDeals {
    /// Adds those of a pack.
    pub(super) fn add(&mut self, pack: &str) {
        match PackText::read(pack) {
            Some(PackText { saved_at, deals }) => {
                self.saved_at = self.saved_at.max(saved_at);
                for (key, deal) in deals {
                    self.book.keep_as(key, deal);
                }
            }
            None => self.unreadable += 1,
        }
    }
}
