//! Whether a team is kept, by the names of the keys alone: the shell asks before it shows anything,
//! and opens nothing for it.

use super::LocalBackend;
use crate::store::backend::Backend;
use crate::store::keys::Key;

/// Whether a rep or deals are kept here, or were until lately: of a removed rep a mark stays.
/// Not where the browser lets nothing be read.
pub fn is_team_kept() -> bool {
    let keys = LocalBackend.keys().unwrap_or_default();
    keys.iter().any(|key| Key::parse(key).is_some_and(|key| key.is_of_a_team()))
}
