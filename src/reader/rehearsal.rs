//! Reading made-up deals while there is no file yet.
//!
//! A browser compiles WebAssembly when it is first called, without optimizing it, and replaces what
//! it has seen run often. A reader that has rehearsed reads its first file two to three times as
//! fast, so it does that while the user is still choosing one, in rounds that a real request need
//! not wait long for. A round goes the whole way of a request: what it leaves out is compiled when
//! it is waited for. What is made up never leaves the reader.

use crate::reader::protocol::Opening;
use crate::reader::wire::Ask;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Deals read in a round, which takes a few milliseconds.
const DEALS: usize = 1_000;
/// Browsers replace what was run some ten thousand times.
const ROUNDS: usize = 48;

/// The rounds still to go.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    rounds: usize,
}

impl Default for Rehearsal {
    fn default() -> Self {
        Self { rounds: ROUNDS }
    }
}

impl Iterator for Rehearsal {
    /// A request as the page sends it, and the file that comes along.
    type Item = (String, String);

    fn next(&mut self) -> Option<Self::Item> {
        self.rounds = self.rounds.checked_sub(1)?;
        Some(import_of(if self.rounds.is_multiple_of(2) { plain } else { quoted }))
    }
}

fn import_of(write: fn(&mut String, usize)) -> (String, String) {
    let opening = Opening {
        today: date(2026, 1, 15),
        reps: Vec::new(),
        shapes: BTreeMap::new(),
        look_back_months: 12,
        free: usize::MAX,
    };
    let mut text = "Opportunity ID,Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,\
                    Created Date,Close Date\n"
        .to_owned();
    (0..DEALS).for_each(|deal| write(&mut text, deal));
    (Ask::Open.with(&opening), text)
}

fn stage(deal: usize) -> &'static str {
    match deal % 4 {
        0 => "Closed Lost",
        1 => "Proposal",
        _ => "Closed Won",
    }
}

/// As most exports are written.
fn plain(text: &mut String, deal: usize) {
    let (stage, month, day) = (stage(deal), deal % 12 + 1, deal % 28 + 1);
    // Writing to a text can't fail.
    let _ = writeln!(
        text,
        "006Hs0000{deal:09},Rep {},Account {} Ltd,Account {} Ltd - {deal},{stage},{deal}.50,\
         2025-{month:02}-{day:02},2025-12-{day:02}",
        deal % 20,
        deal * 7 % 500,
        deal * 7 % 500,
    );
}

/// With everything in quotation marks, and days and amounts as they are shown on screen.
fn quoted(text: &mut String, deal: usize) {
    let (stage, month, day) = (stage(deal), deal % 12 + 1, deal % 28 + 1);
    let _ = writeln!(
        text,
        "\"006Hs0000{deal:09}\",\"Rep {}\",\"Account, {}\",\"Account {} - {deal}\",\"{stage}\",\
         \"$1,{:03}.50\",\"{month}/{day}/2025\",\"12/{day}/2025\"",
        deal % 20,
        deal * 7 % 500,
        deal * 7 % 500,
        deal % 1_000,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::protocol::{Attached, Reply, Request};
    use crate::reader::session::Session;

    #[test]
    fn a_rehearsal_ends() {
        assert_eq!(Rehearsal { rounds: 3 }.count(), 3);
    }

    /// What is not read to the end warms nothing up.
    #[test]
    fn what_is_made_up_is_read_as_deals_without_a_question() {
        for write in [plain, quoted] {
            let (request, file) = import_of(write);
            let request = Request::read(&request).unwrap();
            let attached = Attached { file: Some(file.into_bytes()), texts: Vec::new() };
            let mut staged = None;
            let mut sized = None;
            Session::default().handle(request, attached, |_, _| String::new(), &mut |reply, _| {
                match reply {
                    Reply::Staged(found) => staged = Some(found),
                    Reply::Sized(size) => sized = Some(size.deals),
                    _ => {}
                }
            });
            let staged = staged.unwrap();
            assert_eq!((staged.deals.all(), staged.skipped, staged.left_out), (DEALS, 0, 0));
            assert_eq!(staged.questions, []);
            assert_eq!(sized, Some(DEALS));
        }
    }
}
