//! The file that everything is backed up to by itself: remembered in the mirror's database, for only
//! there a browser keeps such a thing.

use super::mirroring;
use crate::browser::chosen_file::ChosenFile;

/// Its key, beside the snapshots: erased with them.
const KEY: &str = "file:backup";

/// The file that was chosen; none where none was, or the browser forgot it.
pub async fn remembered() -> Option<ChosenFile> {
    ChosenFile::of(&mirroring::mirror()?.thing(KEY).await.ok()??)
}

/// Whether none is remembered any more, as after another tab has erased everything.
pub async fn is_forgotten() -> bool {
    let Some(mirror) = mirroring::mirror() else { return mirroring::is_without() };
    mirror.thing(KEY).await.is_ok_and(|thing| thing.is_none())
}

/// Remembers a file, or that there is none any more; says whether that will be known the next time.
pub async fn remember(file: Option<&ChosenFile>) -> bool {
    let Some(mirror) = mirroring::mirror() else { return file.is_none() };
    mirror.keep_thing(KEY, file.map(ChosenFile::kept)).await.is_ok()
}
