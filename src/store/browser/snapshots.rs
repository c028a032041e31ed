//! The snapshots in the mirror's database: of each a mark, which is read to list them, and its texts.

use super::LocalBackend;
use super::mirror::{Gone, Mirror};
use super::mirroring;
use crate::browser::clock::{day_of_ms, now_ms};
use crate::store::envelope::SCHEMA;
use crate::store::older_app::left_by_older_app;
use crate::store::ring::{SnapshotMark, Taken, to_drop};
use crate::store::snapshot::Snapshot;
use std::cell::Cell;
use wasm_bindgen::JsValue;

/// Before the keys of the marks.
const MARK: &str = "mark:";
/// Before the keys of the texts.
const BODY: &str = "body:";

thread_local! {
    static FORGOTTEN: Cell<u32> = const { Cell::new(0) };
}

fn key(before: &str, at: u64) -> JsValue {
    // As long as moments have as many digits, the order of the keys is theirs.
    format!("{before}{at:015}").into()
}

/// The snapshots there are, the newest first; none where there is no mirror.
pub async fn list() -> Vec<SnapshotMark> {
    let Some(mirror) = mirroring::mirror() else { return Vec::new() };
    marks(&mirror).await.unwrap_or_default()
}

async fn marks(mirror: &Mirror) -> Result<Vec<SnapshotMark>, Gone> {
    let texts = mirror.snapshots_between(&MARK.into(), &"mark;".into()).await?;
    let mut marks: Vec<SnapshotMark> =
        texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
    marks.sort_by_key(|mark| std::cmp::Reverse(mark.at));
    Ok(marks)
}

/// How often all snapshots were forgotten in this visit. One that was taken before holds what is not to
/// be kept.
pub fn forgotten() -> u32 {
    FORGOTTEN.get()
}

/// Keeps a snapshot of so many reps and deals, if it is wanted and nothing was [`forgotten`] since it was
/// taken; others make room for it.
pub async fn keep(
    snapshot: &Snapshot,
    (reps, deals): (usize, usize),
    before_an_act: bool,
    forgotten_before: u32,
) {
    let Some(mirror) = mirroring::mirror() else { return };
    let now = now_ms();
    let mark = SnapshotMark::of(snapshot, now, reps, deals);
    let Ok(there) = marks(&mirror).await else { return };
    if forgotten() != forgotten_before {
        return;
    }
    if !mark.is_wanted(&there, before_an_act) {
        return;
    }
    let Ok(text) = serde_json::to_string(&mark) else { return };
    let taken: Vec<Taken> = there.iter().chain([&mark]).map(Taken::from).collect();
    let day_of = |at| {
        let day = day_of_ms(at);
        i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
    };
    let gone = to_drop(&taken, now, SCHEMA, day_of);
    let gone: Vec<JsValue> =
        gone.into_iter().flat_map(|at| [key(MARK, at), key(BODY, at)]).collect();
    // Without it there is one to go back to less; the next one is tried again.
    let _ = mirror.keep_snapshot(&key(MARK, now), &text, &key(BODY, now), snapshot, &gone).await;
}

/// Keeps what an older app left, before anything is written over it.
pub async fn keep_what_older_app_left() {
    let Ok(Some(left)) = left_by_older_app(&LocalBackend, SCHEMA) else { return };
    if let Ok(snapshot) = Snapshot::take(&LocalBackend) {
        keep(&snapshot, (left.reps, left.deals), true, forgotten()).await;
    }
}

/// A snapshot as it was taken.
pub async fn read(at: u64) -> Option<Snapshot> {
    mirroring::mirror()?.snapshot(&key(BODY, at)).await
}

/// Removes all of them; says whether none is left. Where there is no mirror there never was one.
pub async fn forget_all() -> bool {
    FORGOTTEN.set(forgotten().wrapping_add(1));
    match mirroring::mirror() {
        Some(mirror) => mirror.forget_between(&[(MARK, "mark;"), (BODY, "body;")]).await.is_ok(),
        None => mirroring::is_without(),
    }
}
