//! What is here of a rep whom another device erased.

use crate::domain::Rep;
use crate::store::backend::{Backend, BackendError};
use crate::store::backup_file::rep_of;
use crate::store::deals_found::find_deals;
use crate::store::deals_index::{DealsIndex, PackData};
use crate::store::envelope::{Envelope, Reading};
use crate::store::mark::Mark;
use crate::store::of_rep::OfRep;
use crate::store::standing::Compared;

/// A rep who is erased here too if the user says so.
#[derive(Debug)]
pub(super) struct StillHere {
    /// The rep; of one who left the team before, the name that the deals carry.
    pub(super) rep: Rep,
    /// Their deals here.
    pub(super) deals: usize,
}

/// What is here of a rep whom a file says to have been erased, unless what is here is known to be newer.
/// `compared` is how the records stand to each other.
///
/// # Errors
/// Where what is kept can't be read.
pub(super) fn still_here<B: Backend>(
    backend: &B,
    compared: Compared,
    kept: Option<&Envelope>,
    theirs: &Envelope,
) -> Result<Option<StillHere>, BackendError> {
    let is_erased_here = kept.is_some_and(|kept| kept.mark() == Some(Mark::Erased));
    if theirs.mark() != Some(Mark::Erased) || is_erased_here || compared == Compared::KeptIsNewer {
        return Ok(None);
    }
    let index = find_deals(backend)?.index;
    let in_team = kept.and_then(rep_of);
    let is_in_team = in_team.is_some();
    let rep = match in_team {
        Some(rep) => Some(rep),
        None => name_in_deals(backend, &index, &theirs.id)?.as_deref().map(Rep::named),
    };
    let Some(rep) = rep else { return Ok(None) };
    let of = OfRep::new(backend, &rep)?;
    let packs = index.packs.iter().filter(|pack| of.lies_under(&pack.id));
    let deals = packs.map(|pack| pack.deals).sum();
    Ok((is_in_team || deals > 0).then_some(StillHere { rep, deals }))
}

/// The name that the deals under a rep's number carry; none where there are none that can be read.
fn name_in_deals<B: Backend>(
    backend: &B,
    index: &DealsIndex,
    number: &str,
) -> Result<Option<String>, BackendError> {
    for pack in &index.packs {
        if pack.id.split('.').next() != Some(number) {
            continue;
        }
        let text = backend.get(&index.key(&pack.id))?.unwrap_or_default();
        if let Reading::Whole(envelope) = Envelope::read(&text)
            && let Ok(PackData { rep: Some(name), .. }) = serde_json::from_str(&envelope.data)
        {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
