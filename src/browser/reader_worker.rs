//! The worker's side of the reader: messages in, messages out.
//!
//! A request is an array of its text, the file and the texts; a reply one of its name, its content
//! and the texts.

use crate::intake::{Encoding, Writing};
use crate::reader::{Attached, Message, Rehearsal, Reply, Request, Session};
use crate::ui::format;
use js_sys::{Array, Promise, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent, TextDecoder};

const TWO_VERSIONS: &str = "The page and its reader are of two versions: reload the page.";
const UNREADABLE: &str =
    "This file could not be read: save a copy on this device and choose that one.";

/// Listens for requests and answers them, one after the other. Says first that it is there:
/// what the page sent before is lost. Until the first request it rehearses.
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let here = scope.clone();
    let mut session = Session::writing(Writing {
        count: |count| format::count(count as f64),
        day: format::date,
        amount: format::plain_amount,
    });
    let is_asked = Rc::new(Cell::new(false));
    let asked = is_asked.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        asked.set(true);
        let message: Array = event.data().unchecked_into();
        let mut answer = |reply: Reply, texts: Vec<String>| post(&here, &reply, texts);
        let request = message.get(0).as_string().and_then(|text| Request::read(&text));
        match (request, attached(&message)) {
            (Some(request), Ok(attached)) => {
                session.handle(request, attached, decode, &mut answer);
            }
            (None, _) => refuse(&mut answer, TWO_VERSIONS),
            (_, Err(sentence)) => refuse(&mut answer, sentence),
        }
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listen.forget();
    post(&scope, &Reply::Ready, Vec::new());
    rehearse(&scope, is_asked);
}

/// A round at a task, so that a request waits for one at most.
fn rehearse(scope: &DedicatedWorkerGlobalScope, is_asked: Rc<Cell<bool>>) {
    let scope = scope.clone();
    spawn_local(async move {
        let mut rehearsal = Rehearsal::default();
        loop {
            let next_task = Promise::new(&mut |resolve, _| {
                // Where no task can be put off, nothing is rehearsed.
                let _ = scope.set_timeout_with_callback(&resolve);
            });
            let is_next = JsFuture::from(next_task).await.is_ok();
            if !is_next || is_asked.get() || !rehearsal.advance() {
                return;
            }
        }
    });
}

fn refuse(answer: &mut impl FnMut(Reply, Vec<String>), sentence: &str) {
    answer(Reply::Refused { sentence: sentence.to_owned() }, Vec::new());
}

fn attached(message: &Array) -> Result<Attached, &'static str> {
    let file = message.get(1);
    let file = if let Ok(blob) = file.dyn_into::<Blob>() {
        let reader = FileReaderSync::new().map_err(|_| UNREADABLE)?;
        let buffer = reader.read_as_array_buffer(&blob).map_err(|_| UNREADABLE)?;
        Some(Uint8Array::new(&buffer).to_vec())
    } else {
        None
    };
    let texts: Array = message.get(2).unchecked_into();
    let texts = texts.iter().filter_map(|text| text.as_string()).collect();
    Ok(Attached { file, texts })
}

fn post(scope: &DedicatedWorkerGlobalScope, reply: &Reply, texts: Vec<String>) {
    let Message { told, content, texts } = Message::of(reply, texts);
    let texts: Array = texts.into_iter().map(JsValue::from).collect();
    let message = Array::of3(&told.name().into(), &content.into(), &texts);
    // Plain texts can always be sent.
    let _ = scope.post_message(&message);
}

fn decode(bytes: &[u8], encoding: Encoding) -> String {
    let decoder = TextDecoder::new_with_label(encoding.label());
    decoder.and_then(|decoder| decoder.decode_with_u8_array(bytes)).unwrap_or_default()
}
