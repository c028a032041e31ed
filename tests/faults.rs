//! Bad inputs that every build survives, by the numbers of the list of faults: 22 a backup file, 23
//! a CSV, 24 a link, 25 a file with a passphrase. In the browser the same are `tests/e2e/fault-22.spec.mjs` and so on.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[path = "faults/by_hand.rs"]
mod by_hand;
#[path = "faults/corpus.rs"]
mod corpus;
#[path = "faults/csv.rs"]
mod csv;
#[path = "faults/link.rs"]
mod link;
#[path = "faults/restore.rs"]
mod restore;
#[path = "faults/sealed.rs"]
mod sealed;

const NOW: u64 = 1_770_000_000_000;
