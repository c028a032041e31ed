//! Counting the kept deals, away from the page.

use super::TeamState;
use super::kept_packs::send_kept;
use crate::browser::clock::today;
use crate::browser::next_task::{next_frame, next_task};
use crate::browser::reader_client::ReaderClient;
use crate::domain::{FiscalCalendar, Period, Rep, Settings, day};
use crate::reader::{Ask, Summary, Told};
use crate::store::DealsIndex;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

thread_local! {
    /// The reader that counts.
    static COUNTER: RefCell<Option<Rc<ReaderClient>>> = const { RefCell::new(None) };
}

/// What a summary counts, and from where it was looked at.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counted {
    index: DealsIndex,
    today: Date,
    as_of: Option<Date>,
    calendar: FiscalCalendar,
    called: BTreeMap<String, String>,
}

impl TeamState {
    /// The period that the team is looked at in: that of the day chosen or, until one is, of the
    /// day that is proposed for the kept deals.
    pub fn period(self) -> Period {
        let Settings { as_of, calendar, .. } = self.team.with(|team| team.settings);
        let proposed = self.summary.with(|summary| summary.as_ref().and_then(|it| it.proposed));
        calendar.period_of(as_of.or(proposed).unwrap_or_else(today))
    }

    /// Whether the period that is looked at is known: with deals it is once they were counted, or
    /// could not be.
    pub fn knows_period(self) -> bool {
        self.counted.with(Option::is_some)
            || self.summary.with(Option::is_some)
            || self.team.with(|team| team.settings.as_of.is_some() || team.deals.packs.is_empty())
    }

    /// Whether something has to wait for the period that it is for, which is said then.
    pub(super) fn has_to_count(self) -> bool {
        let waits = !untrack(|| self.knows_period());
        if waits {
            self.notice.set(Some("The deals are counted first: a moment.".to_owned()));
        }
        waits
    }

    /// Waits for the period that the deals tell.
    pub(super) async fn until_counted(self) {
        while !untrack(|| self.knows_period()) {
            next_frame().await;
        }
    }

    /// What the kept deals add up to; none while they are counted anew.
    pub fn counted_now(self) -> Option<Summary> {
        let is_now = self.team.with(|team| {
            self.counted.with(|counted| counted.as_ref().is_some_and(|it| it.index == team.deals))
        });
        is_now.then(|| self.summary.get()).flatten()
    }

    fn to_count(self) -> Counted {
        self.team.with_untracked(|team| {
            let Settings { as_of, calendar, .. } = team.settings;
            let called = Rep::called(&team.reps);
            Counted { index: team.deals.clone(), today: today(), as_of, calendar, called }
        })
    }

    /// Counts the kept deals, unless they were counted already.
    pub fn count_kept(self) {
        let wanted = self.to_count();
        if self.counted.with_untracked(|counted| counted.as_ref() == Some(&wanted)) {
            return;
        }
        self.counted.set(None);
        COUNTER.set(None);
        if wanted.index.packs.is_empty() {
            self.summary.set(None);
            return;
        }
        // What changed is drawn first: the counter takes time from that, of this task and others.
        spawn_local(async move {
            next_frame().await;
            if self.to_count() == wanted {
                self.start_counting(wanted);
            }
        });
    }

    fn start_counting(self, wanted: Counted) {
        let index = wanted.index.clone();
        let request = Ask::Summary.with(&json!({
            "as_of": wanted.as_of.map(day::written),
            "today": day::written(wanted.today),
            "calendar": wanted.calendar,
            "called": wanted.called,
        }));
        let counter = ReaderClient::start(move |message| {
            let summary = (message.told == Told::Summary).then(|| message.read()).flatten();
            let wanted = wanted.clone();
            spawn_local(async move {
                // It was busy with the very answer that is heard here.
                COUNTER.set(None);
                // Read in one task, shown in another.
                next_task().await;
                // What can't be counted is known to be nothing; another change tries it again.
                if self.to_count() == wanted {
                    self.summary.set(summary);
                    self.counted.set(Some(wanted));
                }
            });
        });
        let Ok(counter) = counter.map(Rc::new) else {
            self.summary.set(None);
            self.counted.set(Some(self.to_count()));
            return;
        };
        let there = Rc::downgrade(&counter);
        COUNTER.set(Some(counter));
        spawn_local(async move {
            next_task().await;
            if send_kept(&index, &there).await.is_ok()
                && let Some(counter) = there.upgrade()
            {
                counter.ask(request, None, &[]);
            }
        });
    }
}
