//! The worker's side of the reader: messages in, messages out.
//!
//! A request is an array of its text, the file and the texts; a reply one of its name, its content
//! and the texts.

use crate::browser::next_task::next_task;
use crate::domain::Money;
use crate::intake::{Encoding, Writing};
use crate::reader::{Attached, Message, Rehearsal, Reply, Request, Session, TWO_VERSIONS};
use crate::ui::format;
use jiff::civil::Date;
use js_sys::{Array, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent, TextDecoder};

const UNREADABLE: &str =
    "This file could not be read: save a copy on this device and choose that one.";

/// Listens for requests and answers them, one after the other. Says first that it is there:
/// what the page sent before is lost. Until the first request it rehearses.
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let here = scope.clone();
    let mut session = session();
    let is_asked = Rc::new(Cell::new(false));
    let asked = is_asked.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        asked.set(true);
        let message: Array = event.data().unchecked_into();
        handle(&mut session, &message, &mut |reply| post(&here, reply));
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listen.forget();
    post(&scope, &reply(&Reply::Ready, Vec::new()));
    spawn_local(rehearse(is_asked));
}

fn session() -> Session {
    Session::writing(Writing {
        count: |count| format::count(count as f64),
        day: format::date,
        amount: format::plain_amount,
    })
}

fn handle(session: &mut Session, message: &Array, answer: &mut dyn FnMut(&Array)) {
    let mut answer = |told: Reply, texts: Vec<String>| answer(&reply(&told, texts));
    let request = message.get(0).as_string().and_then(|text| Request::read(&text));
    match (request, attached(message)) {
        (Some(request), Ok(attached)) => session.handle(request, attached, decode, &mut answer),
        (None, _) => refuse(&mut answer, TWO_VERSIONS),
        (_, Err(sentence)) => refuse(&mut answer, sentence),
    }
}

/// A round at a task, so that a request waits for one at most.
async fn rehearse(is_asked: Rc<Cell<bool>>) {
    make_room();
    write_once();
    for (request, file) in Rehearsal::default() {
        next_task().await;
        let parts = Array::of1(&file.into());
        let Ok(file) = Blob::new_with_str_sequence(&parts) else { return };
        if is_asked.get() {
            return;
        }
        let message = Array::of3(&request.into(), &file, &Array::new());
        handle(&mut session(), &message, &mut |_| {});
    }
}

/// Memory that a large file takes, gone through once: the system hands it out page by page when it
/// is first touched, which takes as long as reading the file. It stays the program's own.
fn make_room() {
    const ROOM: usize = 32 << 20;
    drop(std::hint::black_box(vec![1_u8; ROOM]));
}

/// Numbers and days written for the first time: the browser then reads the tables of the language,
/// which takes a tablet a tenth of a second, and of which the page has its part for free.
fn write_once() {
    let money = Money::from_hundredths(123_456);
    let written = [format::count(1_234.0), format::plain_amount(money), format::date(Date::ZERO)];
    drop(std::hint::black_box(written));
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

/// A reply as it is sent.
fn reply(told: &Reply, texts: Vec<String>) -> Array {
    let Message { told, content, texts } = Message::of(told, texts);
    let texts: Array = texts.into_iter().map(JsValue::from).collect();
    Array::of3(&told.name().into(), &content.into(), &texts)
}

fn post(scope: &DedicatedWorkerGlobalScope, reply: &Array) {
    // Plain texts can always be sent.
    let _ = scope.post_message(reply);
}

fn decode(bytes: &[u8], encoding: Encoding) -> String {
    let decoder = TextDecoder::new_with_label(encoding.label());
    decoder.and_then(|decoder| decoder.decode_with_u8_array(bytes)).unwrap_or_default()
}
