//! The team's figures as they were shown last, to be there at once the next time.

use super::{local, turn};
use crate::store::keys::LAST_FIGURES;

/// The key that they lie under. They are worked out anew each time: in no backup, and no loss.
const KEY: &str = LAST_FIGURES;

/// More is not worth its room: it is some 60 reps.
const MOST_UNITS: usize = 100_000;

/// What was kept, as text.
pub fn read() -> Option<String> {
    local::get(KEY).ok()?
}

/// Keeps them in the place of those before.
pub fn keep(text: &str) {
    if !turn::may_write() {
        // They are the other tab's to keep.
    } else if text.len() > MOST_UNITS {
        let _ = local::remove(KEY);
    } else if read().as_deref() != Some(text) {
        // Where there is no room for them the next start takes a moment longer.
        let _ = local::set(KEY, text);
    }
}

/// Forgets them: somebody in them is to be forgotten.
pub fn forget() {
    let _ = local::remove(KEY);
}
