//! Counting the kept deals, away from the page.

use super::TeamState;
use super::kept_packs::send_kept;
use crate::browser::clock::today;
use crate::browser::next_task::next_task;
use crate::browser::reader_client::ReaderClient;
use crate::reader::{Ask, Told};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    /// The reader that counts.
    static COUNTER: RefCell<Option<Rc<ReaderClient>>> = const { RefCell::new(None) };
}

impl TeamState {
    /// Counts the kept deals, unless they were counted already.
    pub fn count_kept(self) {
        let (index, calendar) =
            self.team.with_untracked(|team| (team.deals.clone(), team.settings.calendar));
        let period = calendar.period_of(today());
        let wanted = (index, period, calendar);
        if self.counted.with_value(|counted| counted.as_ref() == Some(&wanted)) {
            return;
        }
        self.counted.set_value(None);
        COUNTER.set(None);
        if wanted.0.packs.is_empty() {
            self.summary.set(None);
            return;
        }
        let index = wanted.0.clone();
        let request = Ask::Summary.with(&json!({ "period": period, "calendar": calendar }));
        let counter = ReaderClient::start(move |message| {
            let summary = (message.told == Told::Summary).then(|| message.read()).flatten();
            let wanted = wanted.clone();
            spawn_local(async move {
                // It was busy with the very answer that is heard here.
                COUNTER.set(None);
                // Read in one task, shown in another.
                next_task().await;
                if summary.is_some() {
                    self.summary.set(summary);
                    self.counted.set_value(Some(wanted));
                }
            });
        });
        let Ok(counter) = counter.map(Rc::new) else { return };
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
