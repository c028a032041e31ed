//! The reader as its Web Worker runs it, but in the page: a worker can't be slowed for a benchmark.

use ridealong::intake::Encoding;
use ridealong::reader::{Attached, Message, Request, Session, Told};
use wasm_bindgen::prelude::wasm_bindgen;

/// A reader.
#[wasm_bindgen]
#[derive(Default)]
pub struct Held {
    session: Session,
}

#[wasm_bindgen]
impl Held {
    /// A reader that holds nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks it: what it answers last, and where that was packs, these are its own from now on.
    pub fn ask(&mut self, request: &str, csv: Option<String>) -> String {
        let attached = Attached { file: csv.map(String::into_bytes), texts: Vec::new() };
        let (answer, packs) = self.answer(request, attached);
        for pack in packs {
            let attached = Attached { file: None, texts: vec![pack] };
            self.answer("\"Kept\"", attached);
        }
        answer
    }

    fn answer(&mut self, request: &str, attached: Attached) -> (String, Vec<String>) {
        let request = Request::read(request).expect("a request");
        let (mut last, mut packs) = (String::new(), Vec::new());
        let not_asked = |_: &[u8], encoding: Encoding| -> String { unreachable!("{encoding:?}") };
        self.session.handle(request, attached, not_asked, &mut |reply, along| {
            let Message { told, content, texts } = Message::of(&reply, along);
            assert!(told != Told::Refused, "{content}");
            match told {
                Told::Pack => packs.extend(texts),
                _ => last = content,
            }
        });
        (last, packs)
    }
}
