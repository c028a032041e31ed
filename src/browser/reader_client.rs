//! The page's side of the reader: a Web Worker that is started when it is first needed.

use super::next_task::next_task;
use crate::reader::{Message, TWO_VERSIONS, Told};
use js_sys::{Array, Function};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use thiserror::Error;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Written beside the page by the build.
const SCRIPT: &str = "./reader_loader.js";

/// The worker could not be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "The part of the app that reads files could not start: check the connection and reload the \
     page."
)]
pub struct CouldNotStart;

const DIED: &str = "The part of the app that reads files stopped: choose the file again.";

thread_local! {
    /// A reader that nobody has asked anything yet.
    static PREPARED: RefCell<Option<ReaderClient>> = const { RefCell::new(None) };
}

type OnReply = Rc<dyn Fn(Message)>;

/// What a reader is asked before it is there, and goes to it then.
#[derive(Default)]
struct Outbox {
    is_ready: bool,
    waiting: VecDeque<Array>,
}

/// A reader. Dropped, it ends at once, whatever it was doing: that cancels an import.
pub struct ReaderClient {
    worker: Worker,
    outbox: Rc<RefCell<Outbox>>,
    on_reply: Rc<RefCell<OnReply>>,
    _listen: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(JsValue)>,
}

impl ReaderClient {
    /// Starts a reader before it is needed: it is then there, and has rehearsed, when a file is.
    pub fn prepare() {
        PREPARED.with_borrow_mut(|prepared| {
            if prepared.is_none() {
                // Where it can't be started, the next who starts one is told.
                let give_up = |_| spawn_local(async { PREPARED.set(None) });
                *prepared = Self::begin(Rc::new(give_up)).ok();
            }
        });
    }

    /// Takes the reader that was prepared, or starts one. `on_reply` gets every reply; where the
    /// reader fails later, that is a reply too.
    ///
    /// # Errors
    /// Where the browser starts no workers.
    pub fn prepared(on_reply: impl Fn(Message) + 'static) -> Result<Self, CouldNotStart> {
        match PREPARED.take() {
            Some(reader) => {
                reader.on_reply.replace(Rc::new(on_reply));
                Ok(reader)
            }
            None => Self::start(on_reply),
        }
    }

    /// Starts a reader. `on_reply` gets every reply; where the reader fails later, that is a reply
    /// too.
    ///
    /// # Errors
    /// Where the browser starts no workers.
    pub fn start(on_reply: impl Fn(Message) + 'static) -> Result<Self, CouldNotStart> {
        Self::begin(Rc::new(on_reply))
    }

    fn begin(on_reply: OnReply) -> Result<Self, CouldNotStart> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(SCRIPT, &options).map_err(|_| CouldNotStart)?;
        let outbox = Rc::new(RefCell::new(Outbox::default()));
        let on_reply = Rc::new(RefCell::new(on_reply));
        let told = on_reply.clone();
        // Whoever is told may take another's place meanwhile.
        let tell = Rc::new(move |message| {
            let on_reply = told.borrow().clone();
            on_reply(message);
        });
        let listen = {
            let (tell, outbox, worker) = (tell.clone(), outbox.clone(), worker.clone());
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let message: Array = event.data().unchecked_into();
                let reply = arrived(&message);
                let reply = reply.unwrap_or_else(|| Message::refused(TWO_VERSIONS));
                if reply.told == Told::Ready && !reply.is_ready() {
                    tell(Message::refused(TWO_VERSIONS));
                } else if reply.told == Told::Ready {
                    outbox.borrow_mut().is_ready = true;
                    spawn_local(send_waiting(Rc::downgrade(&outbox), worker.clone()));
                } else {
                    tell(reply);
                }
            })
        };
        let asked = outbox.clone();
        let failed = Closure::<dyn FnMut(JsValue)>::new(move |_| {
            let sentence =
                if asked.borrow().is_ready { DIED.to_owned() } else { CouldNotStart.to_string() };
            tell(Message::refused(&sentence));
        });
        let function = |closure: &JsValue| closure.unchecked_ref::<Function>().clone();
        worker.set_onmessage(Some(&function(listen.as_ref())));
        worker.set_onerror(Some(&function(failed.as_ref())));
        Ok(Self { worker, outbox, on_reply, _listen: listen, _failed: failed })
    }

    /// Sends a request, as [`Ask::with`](crate::reader::Ask::with) makes it, with a file and texts
    /// where it takes them.
    pub fn ask(&self, request: String, file: Option<&Blob>, texts: &[String]) {
        let texts: Array = texts.iter().map(|text| JsValue::from_str(text)).collect();
        let file = file.map_or(JsValue::NULL, JsValue::from);
        let message = Array::of3(&request.into(), &file, &texts);
        let mut outbox = self.outbox.borrow_mut();
        if outbox.is_ready && outbox.waiting.is_empty() {
            post(&self.worker, &message);
        } else {
            outbox.waiting.push_back(message);
        }
    }
}

impl Drop for ReaderClient {
    fn drop(&mut self) {
        self.worker.terminate();
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
    }
}

/// Sends what waited, one at a task: all kept packs together are too much for one. It ends early
/// where the reader is gone.
async fn send_waiting(outbox: Weak<RefCell<Outbox>>, worker: Worker) {
    let next = || outbox.upgrade().and_then(|outbox| outbox.borrow_mut().waiting.pop_front());
    while let Some(request) = next() {
        post(&worker, &request);
        next_task().await;
    }
}

fn post(worker: &Worker, message: &Array) {
    // Texts and files can always be sent.
    let _ = worker.post_message(message);
}

fn arrived(message: &Array) -> Option<Message> {
    let texts: Array = message.get(2).unchecked_into();
    let texts = texts.iter().filter_map(|text| text.as_string()).collect();
    Message::arrived(&message.get(0).as_string()?, message.get(1).as_string()?, texts)
}
