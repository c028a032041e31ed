//! A reader for a single answer.

use super::TeamState;
use super::import::Source;
use crate::browser::reader_client::ReaderClient;
use crate::reader::{Message, Told};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::thread::LocalKey;

/// Where the reader is kept until it has answered. Dropped, it ends.
pub(super) type Asked = LocalKey<RefCell<Option<ReaderClient>>>;

impl TeamState {
    /// Sends a request with what it is about. `hear` gets what comes back and says whether that was
    /// the answer; a refusal is said.
    pub(super) fn ask_once(
        self,
        asked: &'static Asked,
        source: &Source,
        request: &str,
        hear: impl Fn(&Message) -> bool + 'static,
    ) {
        let reader = ReaderClient::prepared(move |message| {
            if message.told == Told::Refused {
                self.notice.set(message.read());
            } else if !hear(&message) {
                return;
            }
            // It is busy with this very answer.
            spawn_local(async { asked.set(None) });
        });
        match reader {
            Ok(reader) => {
                source.send(&reader, request);
                asked.set(Some(reader));
            }
            Err(error) => self.notice.set(Some(error.to_string())),
        }
    }
}
