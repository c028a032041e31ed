//! The state of an import, for a page to show.

use crate::intake::FileKind;
use crate::reader::protocol::{Size, Staged};
use crate::reader::wire::{Message, Told};
use std::sync::Arc;

/// How far an import is. A page keeps one, feeds it every reply and shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Import {
    /// None is under way.
    #[default]
    None,
    /// The file is being read: bytes read, and in all. Nothing is known before the first progress.
    Reading(Option<(usize, usize)>),
    /// The file is no export of deals but this: send it again as a request of its own kind.
    OtherKind(FileKind),
    /// The report stands, with its mapping and questions, and nothing is kept. The size follows
    /// a moment later: only then it may be confirmed.
    Report {
        /// What the file comes to.
        staged: Arc<Staged>,
        /// What keeping it takes.
        size: Option<Size>,
    },
    /// It was confirmed and is being written: packs written, and in all.
    Keeping(usize, usize),
    /// It is kept.
    Kept(KeptImport),
    /// The file can't be used, or the import was not kept: one sentence.
    Refused(String),
}

/// What was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptImport {
    /// All deals kept now.
    pub deals: usize,
}

impl Import {
    /// What becomes of it by a reply. Replies that are about something else change nothing.
    pub fn on(&mut self, message: &Message) {
        let next = match message.told {
            Told::Progress => message.read().map(|progress| Self::Reading(Some(progress))),
            Told::Staged => {
                message.read().map(|staged| Self::Report { staged: Arc::new(staged), size: None })
            }
            Told::OtherKind => message.read().map(Self::OtherKind),
            Told::Refused => message.read().map(Self::Refused),
            Told::Sized => {
                if let Self::Report { size, .. } = self {
                    *size = message.read();
                }
                return;
            }
            Told::Ready
            | Told::Figures
            | Told::SkippedRows
            | Told::Changed
            | Told::Packed
            | Told::Pack
            | Told::Team
            | Told::Quotas
            | Told::Summary
            | Told::Backup
            | Told::DealsTaken
            | Told::Grid
            | Told::Sample
            | Told::AddedUp
            | Told::DealsOf
            | Told::Lab
            | Told::TeamAhead
            | Told::PastCheck
            | Told::RepAhead
            | Told::TriedDeals => return,
        };
        if let Some(next) = next {
            *self = next;
        }
    }

    /// Whether it may be confirmed: the report stands and its size is known.
    pub const fn may_be_confirmed(&self) -> bool {
        matches!(self, Self::Report { size: Some(_), .. })
    }
}
