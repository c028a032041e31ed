//! Reading made-up deals while there is no file yet.
//!
//! A browser compiles WebAssembly without optimizing it at first, and replaces what it has seen
//! run often. A reader that has rehearsed reads its first file two to three times as fast, so it
//! does that while the user is still choosing one, in rounds that a real request need not wait
//! long for. What is made up never leaves it.

use crate::reader::protocol::{Attached, Opening, Request};
use crate::reader::session::Session;
use crate::reader::wire::Message;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Deals read in a round, which takes a few milliseconds.
const DEALS: usize = 1_000;
/// Browsers replace what was run some ten thousand times.
const ROUNDS: usize = 32;

/// The rounds still to go.
#[derive(Clone, Copy, Debug)]
pub struct Rehearsal {
    rounds: usize,
}

impl Default for Rehearsal {
    fn default() -> Self {
        Self { rounds: ROUNDS }
    }
}

impl Rehearsal {
    /// Reads one more round; says whether another is to come.
    pub fn advance(&mut self) -> bool {
        let Some(rounds) = self.rounds.checked_sub(1) else { return false };
        self.rounds = rounds;
        let write = if rounds.is_multiple_of(2) { plain } else { quoted };
        let (request, attached) = import_of(write);
        Session::default().handle(request, attached, |_, _| String::new(), &mut |reply, texts| {
            drop(Message::of(&reply, texts));
        });
        rounds > 0
    }
}

fn import_of(write: fn(&mut String, usize)) -> (Request, Attached) {
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
    let attached = Attached { file: Some(text.into_bytes()), texts: Vec::new() };
    (Request::Open(Box::new(opening)), attached)
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
    use crate::reader::protocol::Reply;

    #[test]
    fn a_rehearsal_ends() {
        let mut rehearsal = Rehearsal { rounds: 3 };
        let more: Vec<bool> = (0..4).map(|_| rehearsal.advance()).collect();
        assert_eq!(more, [true, true, false, false]);
    }

    /// What is not read to the end warms nothing up.
    #[test]
    fn what_is_made_up_is_read_as_deals_without_a_question() {
        for write in [plain, quoted] {
            let (request, attached) = import_of(write);
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
