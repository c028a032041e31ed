//! Reading files away from the page, so that the page answers while a large export is read.
//!
//! A second WebAssembly program, the reader (`src/bin/reader.rs`), runs in a Web Worker. It holds
//! everything that only reading needs, so none of that is in the first load. The page sends
//! [`Request`]s, a file along with some; the reader answers with [`Reply`]s. Both are plain data
//! ([`protocol`]) that travels as text ([`wire`]: [`Ask`] makes a request, [`Message::read`] takes
//! a reply apart). What the reader does with them is [`Session`], pure and tested natively; the
//! edges to the browser are `browser::reader_client`, the page's side, and
//! `browser::reader_worker`.
//!
//! # An import, step by step
//!
//! | the page sends | with it | the reader replies |
//! |---|---|---|
//! | [`Request::Kept`], one for each | a kept pack | |
//! | [`Request::Open`] | the file or pasted text | [`Reply::Progress`] often, then [`Reply::Staged`] and [`Reply::Sized`], or [`Reply::OtherKind`], or [`Reply::Refused`] |
//! | [`Request::Map`] | | the file is read again: as above |
//! | [`Request::Answer`] | | [`Reply::Staged`], [`Reply::Sized`] |
//! | [`Request::Beside`] | a price list or a team list | [`Reply::Staged`], [`Reply::Sized`] |
//! | [`Request::SkippedRows`] | | [`Reply::SkippedRows`]: a CSV to download |
//! | [`Request::Changed`] | | [`Reply::Changed`]: some of the deals that a second file changes |
//! | [`Request::Confirm`] | | [`Reply::Packed`], then a [`Reply::Pack`] for each pack, ready to be written |
//!
//! To cancel, drop the page's side: the worker ends. Packs travel one at a message, so that no
//! message holds the page up. Nothing is kept before all of them have [`Arriving`] behind them;
//! then the page writes them, which is one act (`store::DealsImport`).
//!
//! [`Import`] is the state of such an import for a page to show: feed it every reply with
//! [`Import::on`]. Everything in it that is said in words is worded already.
//!
//! # Besides imports
//!
//! [`Request::Figures`] adds up a file for the calculators. [`Request::Team`] and
//! [`Request::Quotas`] read a team list and a sheet of quotas without any deals, and
//! [`Request::Summary`] says what the kept packs hold. [`Request::Backup`] reads a backup file and
//! says how its deals stand to those kept; [`Request::TakeDeals`] then makes the packs of both.
//!
//! For the pages about the team a reader stays and holds the deals ([`Request::Hold`], after the
//! kept packs, or [`Request::HoldSample`]): [`Request::AddUp`] adds them up by rep as they were
//! known on a day, [`Request::DealsOf`] lists those of one rep, [`Request::Lab`] has their
//! win rates by every definition, [`Request::TeamAhead`] and [`Request::RepAhead`] say what they may
//! still bring, [`Request::PastCheck`] what would have been said of periods that ended: it replays
//! one morning at a time, each answered with a [`Reply::Progress`] until all are done.

mod ahead;
mod arriving;
mod changed;
mod deal_row;
mod figures;
mod found_again;
mod holding;
mod import;
mod look;
pub mod protocol;
mod rehearsal;
mod restoring;
mod session;
mod settled;
mod staging;
mod summary;
mod view;
pub mod wire;

pub use ahead::{LookAhead, RepInFull, TeamAhead};
pub use arriving::Arriving;
pub use changed::{ChangeKind, ChangedDeal, ChangedDeals, DealSeen};
pub use deal_row::{DealRow, DealStanding};
pub use figures::Figures;
pub use holding::{AddUp, AddedUp, Holding, PastAsk, SampleHeld};
pub use import::{Import, KeptImport};
pub use protocol::{
    Asked, Attached, Changes, ColumnSeen, Confirmation, Fits, Lacked, Opening, Packed, Reply,
    Request, Size, SkippedLine, Staged, TeamRead,
};
pub use rehearsal::Rehearsal;
pub use restoring::{BackupRead, DealsCompared, TakeDeals};
pub use session::Session;
pub use summary::Summary;
pub use wire::{Ask, Message, TWO_VERSIONS, Told};
