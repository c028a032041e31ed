//! Drives the mirror: what is written to localStorage goes to `IndexedDB` right after it, as one.
//!
//! Nobody waits for it. Where it fails the page goes on with one copy, and with the next write the
//! two are compared again.

use super::LocalBackend;
use super::mirror::{Gone, Mirror};
use super::snapshots;
use crate::browser::clock::now_ms;
use crate::browser::next_task::{next_task, within};
use crate::store::backend::{ActEnd, Backend};
use crate::store::finding::Finding;
use crate::store::journal::{Change, Journal};
use crate::store::slots::SaveError;
use crate::store::two_copies::{Settled, heal_pack, settle};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// A browser that has not answered by then, in milliseconds, is gone on without.
const PATIENCE: i32 = 3_000;

/// Kept where everything was erased and the mirror did not answer: it goes at the next start.
const ERASE_MIRROR: &str = "ridealong:erase-mirror";

/// How far the mirror is to be had.
#[derive(Clone, Debug, Default)]
enum Reach {
    /// Nobody has asked for it yet, or it must not be touched: it holds what the store does not.
    #[default]
    Untouched,
    /// There is none, for there is nothing to mirror: the first write makes it.
    Unmade,
    /// It is open.
    Open(Mirror),
    /// It did not answer; the next write asks again.
    Away,
}

/// How the mirror stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Every write is in it, on disk.
    Complete,
    /// The last writes are on their way to it.
    Behind,
    /// There is none.
    Without,
}

/// What is heard of the mirror while the page is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// How it stands.
    Stands(Standing),
    /// Something came from it into the store: what was read there is to be read again.
    CameBack(Vec<Finding>),
    /// It had what was damaged in the store.
    Healed(Finding),
}

#[derive(Default)]
struct Driver {
    journal: Journal,
    reach: Reach,
    is_busy: bool,
    /// How often the mirror was left to another tab.
    left: u32,
    listener: Option<Rc<dyn Fn(Heard)>>,
}

thread_local! {
    static DRIVER: RefCell<Driver> = RefCell::default();
}

fn with<T>(act: impl FnOnce(&mut Driver) -> T) -> T {
    DRIVER.with_borrow_mut(act)
}

/// Makes store and mirror one again and begins to mirror; gives what is to be said. Whatever is
/// read of the store should be read after it.
pub async fn start() -> Vec<Finding> {
    let is_ours = until_left();
    let opened = within(PATIENCE, Mirror::open()).await;
    // While it was waited for, another tab may have got its turn: the mirror is that one's then.
    if !is_ours() {
        return Vec::new();
    }
    let Some(Ok(mirror)) = opened else {
        with(|driver| driver.reach = Reach::Away);
        return Vec::new();
    };
    if erase_was_asked() && erase_now(&mirror).await.is_ok() {
        // What is left to be done is done.
        let _ = LocalBackend.remove(ERASE_MIRROR);
    }
    let compared = compare(&mirror).await;
    if !is_ours() {
        return Vec::new();
    }
    match compared {
        Some(Ok(settled)) => {
            let is_newer = settled.findings.iter().any(Finding::forbids_writing);
            let findings = settled.findings.clone();
            if settled.has_nothing {
                mirror.remove();
                with(|driver| driver.reach = Reach::Unmade);
            } else if !is_newer {
                with(|driver| driver.reach = Reach::Open(mirror));
                snapshots::keep_what_older_app_left().await;
                if is_ours() {
                    spawn_local(catch_up(settled));
                }
            }
            findings
        }
        // What only the mirror has must not be written over.
        Some(Err(SaveError::Backend(_))) if LocalBackend.keys().is_ok() => {
            vec![Finding::NotBroughtBack]
        }
        Some(Err(_)) => Vec::new(),
        None => {
            with(|driver| driver.reach = Reach::Away);
            Vec::new()
        }
    }
}

/// Leaves the mirror to another tab. It begins anew with the next [`start`].
pub(super) fn stop() {
    with(|driver| {
        driver.journal = Journal::default();
        driver.reach = Reach::Untouched;
        driver.left += 1;
    });
    tell();
}

/// Whether the mirror has not been left to another tab since.
fn until_left() -> impl Fn() -> bool {
    let then = with(|driver| driver.left);
    move || with(|driver| driver.left) == then
}

/// Hears of the mirror from now on.
pub fn listen(listener: impl Fn(Heard) + 'static) {
    with(|driver| driver.listener = Some(Rc::new(listener)));
    tell();
}

/// How the mirror stands now.
pub fn standing() -> Standing {
    with(|driver| match driver.reach {
        Reach::Open(_) if driver.journal.is_complete() => Standing::Complete,
        Reach::Open(_) => Standing::Behind,
        Reach::Unmade if driver.journal.writes() == 0 => Standing::Complete,
        Reach::Away | Reach::Unmade if driver.is_busy => Standing::Behind,
        Reach::Away | Reach::Unmade | Reach::Untouched => Standing::Without,
    })
}

/// By how much revisions grow: without a mirror by more than it can be ahead, so that what is
/// written now counts when it is there again.
pub(super) fn rev_step() -> u64 {
    with(|driver| match driver.reach {
        Reach::Open(_) | Reach::Unmade => 1,
        Reach::Away | Reach::Untouched => (now_ms() / 1_000) | 1,
    })
}

/// Takes note of what was written or removed.
pub(super) fn note(key: &str, change: Change) {
    with(|driver| {
        let is_of_none = matches!(driver.reach, Reach::Unmade) && change == Change::Removed;
        if !matches!(driver.reach, Reach::Untouched) && !is_of_none {
            driver.journal.note(key, change);
        }
    });
    flush_soon();
}

pub(super) fn begin_act() {
    with(|driver| driver.journal.begin_act());
}

pub(super) fn end_act(end: ActEnd) {
    with(|driver| match end {
        ActEnd::Whole => driver.journal.end_act(),
        ActEnd::Broken => driver.journal.abandon_act(),
    });
    flush_soon();
}

/// Compares the two again, where the store may have lost something.
pub async fn compare_again() {
    let is_to_do = with(|driver| {
        let is_used = !matches!(driver.reach, Reach::Untouched);
        is_used && !std::mem::replace(&mut driver.is_busy, true)
    });
    if !is_to_do {
        return;
    }
    resume().await;
    with(|driver| driver.is_busy = false);
    flush_soon();
}

/// Puts the mirror's copy into the place of a pack of deals that can't be read; `None` where it has
/// none either.
pub async fn healed_pack(key: &str, id: &str) -> Option<String> {
    let text = mirror()?.text(key).await;
    let healed = heal_pack(&LocalBackend, key, id, text).ok().flatten();
    if healed.is_some() {
        let what = "A part of your deals".to_owned();
        heard(Heard::Healed(Finding::SecondCopyUsed { what }));
    }
    healed
}

/// Erases the mirror, and says whether nothing is left of it.
pub async fn erase() -> bool {
    let mirror = match mirror() {
        Some(mirror) => Some(mirror),
        None => within(PATIENCE, Mirror::open()).await.and_then(Result::ok),
    };
    if let Some(mirror) = mirror
        && erase_now(&mirror).await.is_ok()
    {
        mirror.remove();
        with(|driver| {
            driver.journal = Journal::default();
            driver.reach = Reach::Unmade;
        });
        tell();
        return true;
    }
    !Mirror::is_possible()
}

/// Keeps in mind that the mirror is still to be erased: it goes at the next start, before anything
/// is read of it.
pub fn erase_at_the_next_start() {
    // Where nothing can be kept there is nothing to be found either.
    let _ = LocalBackend.set(ERASE_MIRROR, "");
}

/// Whether there is no mirror that may hold anything.
pub(super) fn is_without() -> bool {
    with(|driver| matches!(driver.reach, Reach::Unmade)) || !Mirror::is_possible()
}

fn erase_was_asked() -> bool {
    matches!(LocalBackend.get(ERASE_MIRROR), Ok(Some(_)))
}

async fn erase_now(mirror: &Mirror) -> Result<(), Gone> {
    if mirror.erase().await? { Ok(()) } else { Err(Gone) }
}

/// The mirror, where it is open.
pub(super) fn mirror() -> Option<Mirror> {
    with(|driver| match &driver.reach {
        Reach::Open(mirror) => Some(mirror.clone()),
        Reach::Untouched | Reach::Unmade | Reach::Away => None,
    })
}

/// Reads both and settles what differs; `None` where the mirror does not answer.
async fn compare(mirror: &Mirror) -> Option<Result<Settled, SaveError>> {
    let seeing = mirror.clone();
    let seen = within(PATIENCE, async move { seeing.see().await }).await?.ok()?;
    Some(settle(&LocalBackend, &seen, async |key| mirror.text(key).await).await)
}

/// Brings what the mirror lacks to it, in the background and as one.
async fn catch_up(settled: Settled) {
    let is_ours = until_left();
    with(|driver| {
        driver.journal.begin_act();
        for (key, change) in settled.for_mirror {
            driver.journal.note_unless_waiting(&key, change);
        }
    });
    for key in settled.packs_for_mirror {
        next_task().await;
        if !is_ours() {
            return;
        }
        if let Ok(Some(text)) = LocalBackend.get(&key) {
            with(|driver| driver.journal.note_unless_waiting(&key, Change::Written(text)));
        }
    }
    end_act(ActEnd::Whole);
}

fn flush_soon() {
    let is_to_do = with(|driver| {
        let waits = driver.journal.is_waiting() && !matches!(driver.reach, Reach::Untouched);
        waits && !std::mem::replace(&mut driver.is_busy, true)
    });
    if is_to_do {
        spawn_local(async {
            flush().await;
            with(|driver| driver.is_busy = false);
            tell();
        });
    }
    tell();
}

async fn flush() {
    let mut has_failed = false;
    loop {
        let (mirror, changes) = match mirror() {
            Some(mirror) if !with(|driver| driver.journal.is_out_of_step()) => {
                let Some(changes) = with(|driver| driver.journal.take()) else { return };
                (mirror, changes)
            }
            Some(_) | None => {
                if !resume().await {
                    return;
                }
                continue;
            }
        };
        if mirror.apply(&changes).await.is_ok() {
            with(|driver| driver.journal.mirrored());
        } else {
            with(|driver| {
                driver.journal.failed();
                // Left to another tab meanwhile, it is not asked for again.
                if !matches!(driver.reach, Reach::Untouched) {
                    driver.reach = Reach::Away;
                }
            });
            // Once at once, for it may only have been closed; then with the next write.
            if std::mem::replace(&mut has_failed, true) || !resume().await {
                return;
            }
        }
    }
}

/// Opens the mirror again and settles what differs; says whether it is there.
async fn resume() -> bool {
    if with(|driver| matches!(driver.reach, Reach::Untouched)) {
        return false;
    }
    let is_ours = until_left();
    let opened = match mirror() {
        Some(mirror) => Some(Ok(mirror)),
        None => within(PATIENCE, Mirror::open()).await,
    };
    let Some(Ok(mirror)) = opened.filter(|_| is_ours()) else { return false };
    let compared = compare(&mirror).await;
    if !is_ours() {
        return false;
    }
    let Some(Ok(settled)) = compared else {
        with(|driver| driver.reach = Reach::Away);
        return false;
    };
    let (changed, findings) = (settled.store_changed, settled.findings.clone());
    if findings.iter().any(Finding::forbids_writing) {
        with(|driver| driver.reach = Reach::Untouched);
        return false;
    }
    with(|driver| {
        driver.reach = Reach::Open(mirror);
        driver.journal.back_in_step();
    });
    catch_up(settled).await;
    if changed && is_ours() {
        heard(Heard::CameBack(findings));
    }
    true
}

fn tell() {
    heard(Heard::Stands(standing()));
}

fn heard(what: Heard) {
    if let Some(listener) = with(|driver| driver.listener.clone()) {
        listener(what);
    }
}
