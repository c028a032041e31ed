//! The kept deals on their way to a reader.

use crate::browser::next_task::next_task;
use crate::browser::reader_client::ReaderClient;
use crate::reader::Ask;
use crate::store::browser::keep::kept_pack;
use crate::store::browser::mirroring;
use crate::store::{BackendError, DealsIndex, is_whole_pack};
use std::rc::Weak;

/// Sends the packs of the kept deals to a reader, one at a task, for the next request that compares
/// with them. One that can't be read is taken from the mirror. It ends early where the reader is gone: what they were for was given up.
///
/// # Errors
/// Where the browser can't read them.
pub(super) async fn send_kept(
    index: &DealsIndex,
    reader: &Weak<ReaderClient>,
) -> Result<(), BackendError> {
    for pack in &index.packs {
        let mut text = kept_pack(index, pack)?;
        if !is_whole_pack(&text, &pack.id) {
            let healed = mirroring::healed_pack(&index.key(&pack.id), &pack.id).await;
            text = healed.unwrap_or(text);
        }
        let Some(reader) = reader.upgrade() else { return Ok(()) };
        reader.ask(Ask::Kept.with(&()), None, &[text]);
        drop(reader);
        next_task().await;
    }
    Ok(())
}
