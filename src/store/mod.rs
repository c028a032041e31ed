//! Keeping what people typed and imported, in this browser alone.
//!
//! The codecs are pure; only `browser` touches storage. Everything is a text under a key
//! ([`Backend`]), wrapped in an [`Envelope`] that says what it is and whether it is whole. Small
//! records lie in two slots, so that a write never touches the newest copy; deals are packed,
//! and an import is one act ([`DealsImport`]). What can't be read is put aside, never written
//! over; what a newer app wrote is left alone. [`TeamStore`] ties these together.

mod aside;
mod backend;
mod backup;
mod backup_file;
pub mod browser;
mod budget;
mod bytes;
pub mod calculator_record;
mod choices;
mod common_past;
mod deals_found;
mod deals_import;
mod deals_index;
mod differences;
mod envelope;
mod erased_there;
mod finding;
mod going_back;
mod handover;
mod in_tasks;
mod inventory;
mod journal;
mod keys;
mod last_backup;
mod mark;
mod memory;
mod migrations;
mod new_record;
mod of_rep;
mod older_app;
mod one_rep;
pub mod one_writer;
mod overlay;
mod packed_deals;
mod packing;
mod packs;
mod rescue_file;
mod restore;
mod ring;
mod save_words;
pub mod sealed;
mod slots;
mod snapshot;
mod standing;
mod start_rule;
mod team_store;
mod three_way;
mod two_copies;
mod unfold_limit;
mod what_fits;
mod what_record;

pub use aside::{AsideText, all_aside, put_aside};
pub use backend::{ActEnd, Backend, BackendError, set_and_check};
pub use backup::{BackupWriting, write_backup};
pub use backup_file::{BackupError, BackupFile, Rejected};
pub use budget::{Budget, Used, cost, used};
pub use choices::Choices;
pub use deals_found::{FoundDeals, find_deals, read_into};
pub use deals_import::{DealsImport, OldDealsAreSafe, Room, old_packs, sweep, sweep_pack};
pub use deals_index::{DealsIndex, PackData, PackEntry};
pub use differences::{Differences, Replaced, Stands};
pub use envelope::{Envelope, Reading, SCHEMA};
pub use finding::Finding;
pub use going_back::{Before, go_back_to};
pub use handover::{DEVICE_KEY, Had, Handover, Revisions};
pub use in_tasks::{Confirmed, InTasks, NotKept, TakenOver};
pub use inventory::Inventory;
pub use journal::{Change, Changes, Journal};
pub use keys::{Key, Kind, PREFIX, Slot};
pub use last_backup::{BackupDue, LAST_BACKUP_KEY, LastBackup, changes, due};
pub use mark::Mark;
pub use memory::MemoryBackend;
pub use new_record::NewRecord;
pub use one_rep::{ErasedRep, erase_rep, erased_reps, write_rep};
pub use overlay::Overlay;
pub use packed_deals::{pack, unpack};
pub use packing::{PackedDeals, Packing, WrittenPack};
pub use packs::{PackReading, PackText, read_pack};
pub use restore::{BackupRecords, RestoreLine};
pub use ring::{SnapshotMark, Taken, to_drop};
pub use save_words::{SaveFacts, SaveState};
pub use sealed::{SealedError, SealedFile, SealedHeader};
pub use slots::{FoundRecord, SaveError, load_all};
pub use snapshot::Snapshot;
pub use standing::{Compared, Take};
pub use start_rule::{SlotRule, slot_rule};
pub use team_store::{Opened, TeamStore};
pub use three_way::Disputed;
pub use two_copies::{MirrorSeen, Settled, heal_pack, is_whole_pack, settle};
pub use what_fits::fits_since;
