//! The reader that holds a team's deals while its pages are open.

use super::kept_packs::send_kept;
use crate::browser::reader_client::ReaderClient;
use crate::domain::day;
use crate::reader::{Ask, Message};
use crate::store::DealsIndex;
use jiff::civil::Date;
use leptos::task::spawn_local;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

/// A reader and what it is still to be asked. Dropped, the reader ends.
#[derive(Default)]
struct Holder {
    reader: Option<Rc<ReaderClient>>,
    /// Requests that wait for the deals to be there; none once they are.
    waiting: Option<Vec<String>>,
}

thread_local! {
    static HOLDER: RefCell<Holder> = RefCell::default();
}

/// What a reader holds.
pub(super) enum Deals {
    /// The kept ones.
    Kept(DealsIndex),
    /// Those of the sample team, made for a day.
    Sample(Date),
}

/// Starts a reader anew and gives it deals. `on_reply` gets every reply.
pub(super) fn hold(deals: Deals, on_reply: impl Fn(Message) + Clone + 'static) {
    let on_failure = on_reply.clone();
    let Ok(reader) = ReaderClient::start(on_reply).map(Rc::new) else {
        let sentence = crate::browser::reader_client::CouldNotStart.to_string();
        on_failure(Message::refused(&sentence));
        return;
    };
    let here = Rc::downgrade(&reader);
    HOLDER.set(Holder { reader: Some(reader), waiting: Some(Vec::new()) });
    spawn_local(async move {
        let hold = match deals {
            Deals::Sample(today) => Ask::HoldSample.with(&json!({ "today": day::written(today) })),
            Deals::Kept(index) => {
                if let Err(error) = send_kept(&index, &here).await {
                    on_failure(Message::refused(&error.to_string()));
                    return;
                }
                Ask::Hold.with(&())
            }
        };
        // It may have been given up meanwhile, and another be there.
        let Some(reader) = here.upgrade() else { return };
        reader.ask(hold, None, &[]);
        let waiting = HOLDER.with_borrow_mut(|holder| holder.waiting.take());
        waiting.into_iter().flatten().for_each(|request| reader.ask(request, None, &[]));
    });
}

/// Asks the reader, once it holds the deals.
pub(super) fn ask(request: String) {
    HOLDER.with_borrow_mut(|holder| match (&mut holder.waiting, &holder.reader) {
        (Some(waiting), _) => waiting.push(request),
        (None, Some(reader)) => reader.ask(request, None, &[]),
        (None, None) => {}
    });
}

/// Lets the reader go.
pub(super) fn let_go() {
    HOLDER.set(Holder::default());
}
