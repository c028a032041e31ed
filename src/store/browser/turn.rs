//! Whose turn it is to write, in this tab: what [`OneWriter`] says is done here.
//!
//! Where the browser can't tell tabs apart this one writes, as if it were the only one.

use super::{local, mirroring};
use crate::browser::clock::now_ms;
use crate::browser::next_task::sleep;
use crate::browser::random::random_number;
use crate::browser::tabs::{self, Channel, Claim, LockNews};
use crate::store::finding::Finding;
use crate::store::keys::WRITER;
use crate::store::one_writer::{Act, Event, GIVEN_WITHIN, OneWriter, Said, TabId, Turn};
use js_sys::{Function, Promise};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Sites of one host share localStorage, so they share the lock and the channel too.
const NAME: &str = "ridealong";

/// The key of the mark: for whom the last writer has finished, or who writes.
const MARK: &str = WRITER;

/// A mark that is not there by then will not come, in milliseconds.
const MARK_WITHIN: i32 = 2_000;

/// What was written reaches the mirror by then, or later at a next start, in milliseconds.
const MIRRORED_WITHIN: i32 = 3_000;

/// How often is looked for it, in milliseconds.
const PAUSE: i32 = 5;

/// What this tab does, for whoever shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// It writes.
    Writes,
    /// Another one writes.
    Watches,
    /// It has asked to write.
    Asks {
        /// Whether the other one has heard that, and finishes what it is at.
        is_heard: bool,
    },
}

/// What is heard of the turn while the page is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turned {
    /// It is another's from now on, or asked for.
    To(Role),
    /// It is this tab's: with what was found when the two copies were made one, what is kept is to be
    /// read again.
    Here(Vec<Finding>),
}

/// What is said, and when: a tab may have been asleep when it is heard.
#[derive(Serialize, Deserialize)]
struct Letter {
    #[serde(flatten)]
    said: Said,
    /// In milliseconds since 1970.
    at: u64,
}

impl Letter {
    /// Of a turn that was given too long ago all that is known is that somebody writes.
    fn heard_now(self) -> Said {
        let age = now_ms().saturating_sub(self.at);
        match self.said {
            Said::Yours { .. } if age > GIVEN_WITHIN => Said::IWrite,
            said => said,
        }
    }
}

type Work = Pin<Box<dyn Future<Output = ()>>>;

struct Here {
    me: TabId,
    part: OneWriter,
    channel: Option<Channel>,
    may_write: bool,
    /// Whether it took the lock from another, who may not know yet.
    has_taken: bool,
    /// Whether it waits in line for the lock.
    is_queued: bool,
    /// How often it began to write or stopped.
    turns: u32,
    /// The turn in which store and mirror have been made one.
    begun: u32,
    /// Called once it is known whether this tab writes.
    on_known: Option<Function>,
    /// What was found when it first began to write.
    found: Vec<Finding>,
    listener: Option<Rc<dyn Fn(Turned)>>,
    /// Brings what is being typed or written to its end.
    finish: Option<Rc<dyn Fn() -> Work>>,
}

thread_local! {
    static HERE: RefCell<Option<Here>> = const { RefCell::new(None) };
}

fn with<T>(act: impl FnOnce(&mut Here) -> T) -> Option<T> {
    HERE.with_borrow_mut(|here| here.as_mut().map(act))
}

/// Finds out whether this tab writes. If it does, store and mirror are one then: what is to be said of
/// that is given. Whatever is read of the store should be read after it.
pub async fn begin() -> Vec<Finding> {
    if !tabs::are_told_apart() {
        return mirroring::start().await;
    }
    let me = random_number();
    let (part, acts) = OneWriter::open(me);
    let known = Promise::new(&mut |on_known, _| {
        HERE.set(Some(Here {
            me,
            part: part.clone(),
            channel: None,
            may_write: false,
            has_taken: false,
            is_queued: false,
            turns: 0,
            begun: 0,
            on_known: Some(on_known),
            found: Vec::new(),
            listener: None,
            finish: None,
        }));
    });
    let channel = Channel::open(NAME, |text| {
        // What a newer version says beyond this one is not for this one.
        if let Ok(letter) = serde_json::from_str::<Letter>(&text) {
            on(Event::Heard(letter.heard_now()));
        }
    });
    with(|here| here.channel = channel);
    run(acts);
    // It only ever resolves.
    let _ = JsFuture::from(known).await;
    with(|here| std::mem::take(&mut here.found)).unwrap_or_default()
}

/// Whether this tab may write now. Whoever was asleep while another took the turn finds the
/// other's mark.
pub(super) fn may_write() -> bool {
    let Some((may, me)) = with(|here| (here.may_write, here.me)) else { return true };
    if may && matches!(local::get(MARK), Ok(Some(mark)) if mark != me.to_string()) {
        // It may have the lock still, and nobody else would ever get it.
        tabs::release();
        on(Event::Robbed);
        return false;
    }
    may
}

/// What this tab does.
pub fn role() -> Role {
    with(|here| role_of(here)).unwrap_or(Role::Writes)
}

fn role_of(here: &Here) -> Role {
    match here.part.turn() {
        Turn::Writing | Turn::Finishing { .. } if here.may_write => Role::Writes,
        Turn::Asking { is_heard } => Role::Asks { is_heard: *is_heard },
        // About to begin.
        Turn::Taking { .. } | Turn::Writing | Turn::Finishing { .. } => {
            Role::Asks { is_heard: true }
        }
        Turn::Opening | Turn::Watching | Turn::Given(_) => Role::Watches,
    }
}

/// Hears of the turn from now on; `finish` brings what is being typed or written to its end before it
/// is given away.
pub fn listen(listener: impl Fn(Turned) + 'static, finish: impl Fn() -> Work + 'static) {
    with(|here| {
        here.listener = Some(Rc::new(listener));
        here.finish = Some(Rc::new(finish));
    });
}

/// Asks the other tab for its turn.
pub fn take_over() {
    on(Event::TakeOver);
}

fn on(event: Event) {
    run(with(|here| here.part.on(event)).unwrap_or_default());
    // Another writes, or nobody answers.
    let is_known = with(|here| {
        !matches!(here.part.turn(), Turn::Opening | Turn::Writing | Turn::Finishing { .. })
    });
    if is_known == Some(true) {
        known();
    }
    tell();
}

fn known() {
    if let Some(on_known) = with(|here| here.on_known.take()).flatten() {
        // Nothing throws in there.
        let _ = on_known.call0(&JsValue::NULL);
    }
}

/// Says how this tab stands, unless it is about to begin: that is said once it has.
fn tell() {
    let role = role();
    if role != Role::Writes {
        heard(Turned::To(role));
    }
}

fn heard(turned: Turned) {
    if let Some(listener) = with(|here| here.listener.clone()).flatten() {
        listener(turned);
    }
}

fn run(acts: Vec<Act>) {
    for act in acts {
        match act {
            Act::Queue => queue(),
            Act::Steal => {
                with(|here| here.has_taken = true);
                tabs::claim(NAME, Claim::AtOnce, on_lock);
            }
            Act::Say(said) => say(&said),
            Act::Wait(number, milliseconds) => spawn_local(async move {
                sleep(i32::try_from(milliseconds).unwrap_or(i32::MAX)).await;
                on(Event::Late(number));
            }),
            Act::Finish(to) => spawn_local(finish(to)),
            Act::Stop => {
                with(|here| {
                    here.may_write = false;
                    here.turns += 1;
                });
                mirroring::stop();
            }
            Act::Begin { mark } => {
                let turn = with(|here| {
                    here.turns += 1;
                    here.turns
                });
                spawn_local(begin_writing(mark, turn));
            }
        }
    }
}

fn queue() {
    if with(|here| std::mem::replace(&mut here.is_queued, true)) == Some(false) {
        tabs::claim(NAME, Claim::InLine, |news| {
            if news == LockNews::Held {
                with(|here| here.is_queued = false);
            }
            on_lock(news);
        });
    }
}

fn on_lock(news: LockNews) {
    on(match news {
        // Where there are no locks after all this tab is taken to be alone.
        LockNews::Held | LockNews::Refused => Event::Granted,
        LockNews::Taken => Event::Robbed,
    });
}

fn say(said: &Said) {
    let letter = Letter { said: said.clone(), at: now_ms() };
    if let Ok(text) = serde_json::to_string(&letter) {
        with(|here| here.channel.as_ref().map(|channel| channel.say(&text)));
    }
}

/// Waits until everything written before is seen here, then writes.
async fn begin_writing(mark: Option<String>, turn: Option<u32>) {
    if mark.is_some() {
        until(MARK_WITHIN, || local::get(MARK).ok().flatten() == mark).await;
    }
    let is_still = || with(|here| here.turns) == turn;
    if !is_still() {
        return;
    }
    let me = with(|here| {
        here.may_write = true;
        (here.me.to_string(), here.has_taken)
    });
    // Who is alone from the first leaves no mark.
    if let (Ok(before), Some((me, has_taken))) = (local::get(MARK), me)
        && before.as_ref().map_or(has_taken, |before| *before != me)
        && local::set(MARK, &me).is_err()
    {
        // Where it can't be written the lock alone tells, and no other's mark.
        let _ = local::remove(MARK);
    }
    let findings = mirroring::start().await;
    if is_still() {
        with(|here| {
            here.found.clone_from(&findings);
            here.begun = here.turns;
        });
        known();
        heard(Turned::Here(findings));
    }
}

/// Brings everything to its end and to the disk, and writes the mark behind it.
async fn finish(to: TabId) {
    // What has not begun yet can't be finished.
    let has_begun = || with(|here| here.begun == here.turns) != Some(false);
    until(i32::MAX, || has_begun() || role() == Role::Watches).await;
    if let Some(work) = with(|here| here.finish.clone()).flatten() {
        work().await;
    }
    until(MIRRORED_WITHIN, || mirroring::standing() != mirroring::Standing::Behind).await;
    // Another one each time: what is seen of an earlier turn is not taken for this one.
    let mark = format!("{to}:{}", random_number());
    let is_written = may_write() && local::set(MARK, &mark).is_ok();
    on(Event::Finished { mark: is_written.then_some(mark) });
}

async fn until(milliseconds: i32, holds: impl Fn() -> bool) {
    let mut waited = 0;
    while !holds() && waited < milliseconds {
        sleep(PAUSE).await;
        waited = waited.saturating_add(PAUSE);
    }
}
