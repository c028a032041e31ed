//! How a record of a backup stands to the one that is kept here.

use crate::domain::{Rep, RepId, Settings};
use crate::store::backend::{Backend, BackendError};
use crate::store::backup_file::is_understood;
use crate::store::common_past::CommonPast;
use crate::store::envelope::Envelope;
use crate::store::erased_there::{StillHere, still_here};
use crate::store::keys::Kind;
use crate::store::mark::Mark;
use crate::store::migrations::up_to_date;
use crate::store::three_way::{Disputed, Together, changed_parts, together_by_all};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::cmp::Ordering;

/// How something in a backup stands to what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Compared {
    /// There is none here.
    New,
    /// The backup's is newer.
    Changed,
    /// They say the same.
    Same,
    /// The one here is newer.
    KeptIsNewer,
    /// Both changed since they were the same, and what they changed goes together.
    Together,
    /// Both changed the same differently since they were the same: the user chooses.
    Conflict,
    /// Erased here, and in the backup: the user chooses.
    ErasedHere,
    /// Erased where the backup comes from, and here: the user chooses.
    ErasedThere,
}

/// Which of two copies to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Take {
    /// The one kept.
    Kept,
    /// The backup's.
    Backup,
}

impl Compared {
    /// What is taken whatever the user chooses; nothing where that is to choose.
    pub const fn usually(self) -> Option<Take> {
        match self {
            Self::New | Self::Changed | Self::Together => Some(Take::Backup),
            Self::Same | Self::KeptIsNewer => Some(Take::Kept),
            Self::Conflict | Self::ErasedHere | Self::ErasedThere => None,
        }
    }

    /// What is taken, where that is to choose as the user chose.
    pub fn taken(self, of_conflicts: Take) -> Take {
        self.usually().unwrap_or(of_conflicts)
    }
}

pub(super) fn data_of(envelope: &Envelope) -> Value {
    up_to_date(envelope).unwrap_or_default()
}

/// How a record stands to the one kept, in what they can't be put together, and what is still here of a
/// rep whom the other device erased.
pub(super) struct Stands {
    pub(super) compared: Compared,
    pub(super) disputed: Vec<Disputed>,
    pub(super) still_here: Option<StillHere>,
}

pub(super) fn stands<B: Backend>(
    backend: &B,
    past: Option<&CommonPast>,
    kind: Kind,
    kept: Option<&Envelope>,
    theirs: &Envelope,
) -> Result<Stands, BackendError> {
    let (compared, disputed) = compared(past, kind, kept, theirs);
    let still_here = match kind {
        Kind::Rep => still_here(backend, compared, kept, theirs)?,
        _ => None,
    };
    Ok(match still_here {
        Some(_) => Stands { compared: Compared::ErasedThere, disputed: Vec::new(), still_here },
        None => Stands { compared, disputed, still_here },
    })
}

/// As of the records alone. Without another device's past the backup is this device's own.
fn compared(
    past: Option<&CommonPast>,
    kind: Kind,
    kept: Option<&Envelope>,
    theirs: &Envelope,
) -> (Compared, Vec<Disputed>) {
    let Some(kept) = kept else { return (Compared::New, Vec::new()) };
    if kept.data == theirs.data || data_of(kept) == data_of(theirs) {
        return (Compared::Same, Vec::new());
    }
    if kept.mark() == Some(Mark::Erased) {
        // What was answered about a file is asked again; of a rep somebody may have changed their mind.
        let stays = if kind == Kind::Rep { Compared::ErasedHere } else { Compared::KeptIsNewer };
        return (stays, Vec::new());
    }
    if past.is_none() {
        return (by_age(kept, theirs), Vec::new());
    }
    let merged = merged(past, kind, kept, theirs, Take::Kept);
    if !merged.disputed.is_empty() {
        (Compared::Conflict, merged.disputed)
    } else if merged.data == data_of(kept) {
        (Compared::KeptIsNewer, Vec::new())
    } else if merged.data == data_of(theirs) {
        (Compared::Changed, Vec::new())
    } else {
        (Compared::Together, Vec::new())
    }
}

/// Both copies in one, what both changed differently as `prefer` says.
pub(super) fn merged(
    past: Option<&CommonPast>,
    kind: Kind,
    kept: &Envelope,
    theirs: &Envelope,
    prefer: Take,
) -> Together {
    let of_one = |disputed: Vec<Disputed>| {
        let data = data_of(if prefer == Take::Kept { kept } else { theirs });
        Together { data, disputed }
    };
    let Some(past) = past else { return of_one(Vec::new()) };
    let (ours, others) = (data_of(kept), data_of(theirs));
    let mut bases = past.bases(kept, theirs);
    // Of what one of two removed that never met nobody knows whether the other means it still.
    if bases.is_empty() && !ours.is_null() && !others.is_null() {
        bases.push(never_said(kind, &theirs.id, [&ours, &others]));
    }
    let merged = together_by_all(&bases, &ours, &others, prefer);
    let envelope = Envelope::new(kind.name(), &theirs.id, 1, 0, &merged.data).ok();
    if envelope.is_some_and(|envelope| is_understood(kind, &envelope)) {
        merged
    } else {
        of_one(merged.disputed)
    }
}

/// A record as it is before anybody says anything: a rep has the name then that the number is of.
fn never_said(kind: Kind, id: &str, sides: [&Value; 2]) -> Value {
    let names = sides.into_iter().flat_map(|side| {
        let others = side.get("also_known_as").and_then(Value::as_array);
        side.get("name").into_iter().chain(others.into_iter().flatten()).filter_map(Value::as_str)
    });
    let first = names.into_iter().find(|name| RepId::first_seen_as(name).to_string() == id);
    let blank = match kind {
        Kind::Rep => serde_json::to_value(Rep::named(first.unwrap_or_default())),
        Kind::Settings => serde_json::to_value(Settings::default()),
        Kind::FileShape | Kind::Handover | Kind::DealsIndex | Kind::Deals => Ok(Value::Null),
    };
    blank.unwrap_or_default()
}

/// Of one's own past the revision tells which copy is the newer; where the date says the contrary, or
/// they are alike in it, there is a conflict.
fn by_age(kept: &Envelope, other: &Envelope) -> Compared {
    match (other.rev.cmp(&kept.rev), other.saved_at.cmp(&kept.saved_at)) {
        (Ordering::Greater, Ordering::Greater | Ordering::Equal) => Compared::Changed,
        (Ordering::Less, Ordering::Less | Ordering::Equal) => Compared::KeptIsNewer,
        _ => Compared::Conflict,
    }
}

/// What loading changes of the settings, but for what is to be chosen. Where none are kept the usual ones
/// count.
pub(super) fn changes(
    past: Option<&CommonPast>,
    compared: Compared,
    kept: Option<&Envelope>,
    theirs: &Envelope,
) -> Vec<Disputed> {
    let after = match (compared, kept) {
        (Compared::New | Compared::Changed, _) => data_of(theirs),
        (Compared::Together, Some(kept)) => {
            merged(past, Kind::Settings, kept, theirs, Take::Kept).data
        }
        _ => return Vec::new(),
    };
    let before = kept.map(data_of).filter(|data| !data.is_null());
    let usual = || serde_json::to_value(Settings::default()).unwrap_or_default();
    changed_parts(&before.unwrap_or_else(usual), &after)
}
