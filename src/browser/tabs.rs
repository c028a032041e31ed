//! What the tabs of a site have between them: a lock that one of them holds, and a channel on which
//! all hear what one says.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent, window};

/// How a lock is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Behind those who asked before.
    InLine,
    /// At once, from whoever has it.
    AtOnce,
}

/// What is heard of a lock that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockNews {
    /// It is held from now on, for as long as the page is open, or until it is given up.
    Held,
    /// Another tab took it.
    Taken,
    /// The browser gives none here.
    Refused,
}

/// Whether the browser has locks and channels for this page. It has none where the page is not served
/// securely, or is too old (Safari before 15.4).
pub fn are_told_apart() -> bool {
    let has = |of: &JsValue, name: &str| {
        Reflect::get(of, &name.into()).is_ok_and(|there| there.is_truthy())
    };
    window()
        .is_some_and(|window| has(&window.navigator(), "locks") && has(&window, "BroadcastChannel"))
}

thread_local! {
    /// Gives up the lock that was held last.
    static GIVE_UP: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Gives up the lock that is held, if any is: the next in line gets it.
pub fn release() {
    if let Some(give_up) = GIVE_UP.take() {
        // Of one that was taken meanwhile there is nothing to give up.
        let _ = give_up.call0(&JsValue::NULL);
    }
}

/// Asks for a lock.
pub fn claim(name: &str, claim: Claim, on_news: impl Fn(LockNews) + 'static) {
    let on_news = Rc::new(on_news);
    let is_held = Rc::new(Cell::new(false));
    let (on_held, held) = (Rc::clone(&on_news), Rc::clone(&is_held));
    let hold = Closure::once_into_js(move |_: JsValue| {
        held.set(true);
        on_held(LockNews::Held);
        // Held until the page goes, unless it is given up.
        Promise::new(&mut |give_up, _| GIVE_UP.set(Some(give_up)))
    });
    let on_lost = Rc::clone(&on_news);
    let lost = Closure::once_into_js(move |_: JsValue| {
        on_lost(if is_held.get() { LockNews::Taken } else { LockNews::Refused });
    });
    if request(name, claim, &hold, lost.unchecked_ref()).is_none() {
        on_news(LockNews::Refused);
    }
}

fn request(name: &str, claim: Claim, hold: &JsValue, lost: &Function) -> Option<()> {
    let locks = Reflect::get(&window()?.navigator(), &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"steal".into(), &(claim == Claim::AtOnce).into()).ok()?;
    let asked = request.call3(&locks, &name.into(), &options, hold).ok()?;
    let catch: Function = Reflect::get(&asked, &"catch".into()).ok()?.dyn_into().ok()?;
    catch.call1(&asked, lost).ok().map(drop)
}

/// A channel of the site. Of what it says itself a tab hears nothing.
#[derive(Debug)]
pub struct Channel(BroadcastChannel);

impl Channel {
    /// Opens it; `None` where the browser has none.
    pub fn open(name: &str, on_text: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_text(text);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // It is open for as long as the page is.
        heard.forget();
        Some(Self(channel))
    }

    /// Says a text to all other tabs.
    pub fn say(&self, text: &str) {
        // One that was closed has nobody to tell.
        let _ = self.0.post_message(&text.into());
    }
}
