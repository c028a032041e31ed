//! Which of several tabs writes: one at a time, and the others follow it.
//!
//! A lock of the browser's says whose turn it is. It does not make what the one has written visible
//! to the next: of 200 hand-overs by a lock alone 198 read something stale. So whoever gives the turn
//! away writes a mark as the very last thing and says which; the next one begins once it sees that
//! mark ([`Act::Begin`]). This is what each tab makes of what it hears, without the browser:
//! [`Event`]s come in, [`Act`]s go out.

use serde::{Deserialize, Serialize};

/// A tab, for as long as its page is open.
pub type TabId = u64;

/// What one tab says to all others of the site. What a newer version says beyond it is not for us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "kebab-case")]
pub enum Said {
    /// Whoever writes, answer.
    WhoWrites,
    /// This tab writes.
    IWrite,
    /// This tab is to write from now on.
    GiveToMe {
        /// Who asks.
        from: TabId,
        /// How often that tab has asked: an answer that comes late is to an older question.
        ask: u32,
    },
    /// That was heard: what is being typed or written is brought to its end first.
    Finishing {
        /// Who has asked.
        to: TabId,
    },
    /// The turn is given away, and everything is written.
    Yours {
        /// To whom.
        to: TabId,
        /// To which of its questions.
        ask: u32,
        /// What was written last: once it is seen, everything before it is too. None where it could
        /// not be written.
        mark: Option<String>,
    },
}

/// What happens to a tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The lock has come.
    Granted,
    /// The lock was taken by another tab.
    Robbed,
    /// Another tab said something.
    Heard(Said),
    /// The user wants this tab to write.
    TakeOver,
    /// Everything is written, on disk too.
    Finished {
        /// What was written last.
        mark: Option<String>,
    },
    /// Nothing came of what was waited for with this number.
    Late(u32),
}

/// What a tab does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Asks for the lock and waits in line for it.
    Queue,
    /// Takes the lock out of line, from whoever has it.
    Steal,
    /// Says something to all other tabs.
    Say(Said),
    /// Hears a [`Event::Late`] with this number after so many milliseconds.
    Wait(u32, u32),
    /// Brings to its end what is being typed and written, then writes a mark for that tab.
    Finish(TabId),
    /// Writes no more, and follows what another tab writes.
    Stop,
    /// Writes from now on, once it sees the mark and has read everything again.
    Begin {
        /// What the tab before has written last.
        mark: Option<String>,
    },
}

/// Who has not answered by then is asleep or gone, in milliseconds.
const ANSWERS_WITHIN: u32 = 2_000;

/// Who was given the turn and has not taken it by then will not, in milliseconds.
const TAKEN_WITHIN: u32 = 5_000;

/// A turn that was given longer ago than this, in milliseconds, is taken no more: whoever gave it may
/// have taken it back already.
pub const GIVEN_WITHIN: u64 = 3_000;

/// Whoever finishes is asked again by then whether it still does, in milliseconds: it may have fallen
/// asleep meanwhile.
const FINISHES_WITHIN: u32 = 10_000;

/// How a tab stands to writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It has just been opened, and waits for the lock or for someone who has it.
    Opening,
    /// It writes.
    Writing,
    /// Another one writes.
    Watching,
    /// It has asked for its turn.
    Asking {
        /// Whether that was heard.
        is_heard: bool,
    },
    /// It was given the turn, or nobody answers, and the lock is on its way.
    Taking {
        /// What was written last before.
        mark: Option<String>,
    },
    /// It finishes what is being written, for another one to go on.
    Finishing {
        /// Who.
        to: TabId,
        /// By which question.
        ask: u32,
    },
    /// It writes no more and holds the lock until the other one has it.
    Given(Promise),
}

/// A turn that was given away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// To whom.
    to: TabId,
    /// To which of its questions.
    ask: u32,
    /// What was written last.
    mark: Option<String>,
}

impl Promise {
    fn said(&self) -> Act {
        Act::Say(Said::Yours { to: self.to, ask: self.ask, mark: self.mark.clone() })
    }
}

/// A tab's part in it.
#[derive(Clone, Debug)]
pub struct OneWriter {
    me: TabId,
    turn: Turn,
    waits: u32,
    asks: u32,
    /// A turn that was given to another and that nobody has begun yet.
    promised: Option<Promise>,
}

impl OneWriter {
    /// A tab that has just been opened, and what it does first.
    pub fn open(me: TabId) -> (Self, Vec<Act>) {
        let mut tab = Self { me, turn: Turn::Opening, waits: 0, asks: 0, promised: None };
        let wait = tab.wait(ANSWERS_WITHIN);
        (tab, vec![Act::Queue, Act::Say(Said::WhoWrites), wait])
    }

    /// How it stands to writing.
    pub const fn turn(&self) -> &Turn {
        &self.turn
    }

    /// Takes note of what has happened, and gives what is to be done.
    pub fn on(&mut self, event: Event) -> Vec<Act> {
        match event {
            Event::Granted => self.granted(),
            Event::Robbed => self.robbed(),
            Event::Heard(said) => self.heard(said),
            Event::TakeOver if matches!(self.turn, Turn::Watching) => self.ask(),
            Event::Finished { mark } => self.finished(mark),
            Event::Late(wait) if wait == self.waits => self.late(),
            Event::TakeOver | Event::Late(_) => Vec::new(),
        }
    }

    fn wait(&mut self, milliseconds: u32) -> Act {
        self.waits += 1;
        Act::Wait(self.waits, milliseconds)
    }

    fn ask(&mut self) -> Vec<Act> {
        self.turn = Turn::Asking { is_heard: false };
        self.asks += 1;
        vec![Act::Say(Said::GiveToMe { from: self.me, ask: self.asks }), self.wait(ANSWERS_WITHIN)]
    }

    fn granted(&mut self) -> Vec<Act> {
        let promised = self.promised.take();
        match (std::mem::replace(&mut self.turn, Turn::Writing), promised) {
            (Turn::Taking { mark }, _) => vec![Act::Say(Said::IWrite), Act::Begin { mark }],
            // Whoever gave the turn away is gone before the other one came for it.
            (_, Some(promise)) => {
                self.turn = Turn::Given(promise);
                vec![self.wait(TAKEN_WITHIN)]
            }
            // Whoever wrote before is gone.
            (_, None) => vec![Act::Say(Said::IWrite), Act::Begin { mark: None }],
        }
    }

    fn robbed(&mut self) -> Vec<Act> {
        match self.turn {
            Turn::Writing | Turn::Finishing { .. } => {
                self.turn = Turn::Watching;
                vec![Act::Stop, Act::Queue]
            }
            Turn::Given(_) => {
                self.turn = Turn::Watching;
                vec![Act::Queue]
            }
            Turn::Opening | Turn::Watching | Turn::Asking { .. } | Turn::Taking { .. } => {
                Vec::new()
            }
        }
    }

    fn heard(&mut self, said: Said) -> Vec<Act> {
        match &said {
            Said::Yours { to, ask, mark } if *to != self.me => {
                self.promised = Some(Promise { to: *to, ask: *ask, mark: mark.clone() });
            }
            Said::IWrite => self.promised = None,
            _ => {}
        }
        match (said, &mut self.turn) {
            (Said::WhoWrites, Turn::Writing | Turn::Finishing { .. }) => {
                vec![Act::Say(Said::IWrite)]
            }
            // Not that this one writes: whoever waits in line would forget whose turn comes first.
            (Said::WhoWrites, Turn::Given(promise)) => {
                vec![promise.said(), self.wait(TAKEN_WITHIN)]
            }
            (Said::IWrite | Said::Yours { .. }, Turn::Opening) => {
                self.turn = Turn::Watching;
                Vec::new()
            }
            // The turn went to a third one before: that one is asked.
            (Said::IWrite, Turn::Asking { .. }) => self.ask(),
            (Said::GiveToMe { from, ask }, Turn::Writing) => {
                self.turn = Turn::Finishing { to: from, ask };
                vec![Act::Say(Said::Finishing { to: from }), Act::Finish(from)]
            }
            // One of two that ask gets it, and is asked by the other then.
            (Said::GiveToMe { from, ask }, Turn::Finishing { to, ask: asked }) => {
                if from == *to {
                    *asked = ask;
                }
                vec![Act::Say(Said::Finishing { to: from })]
            }
            (Said::GiveToMe { from, ask }, Turn::Given(promise)) if from == promise.to => {
                promise.ask = ask;
                vec![promise.said(), self.wait(TAKEN_WITHIN)]
            }
            (Said::GiveToMe { from, .. }, Turn::Given(_)) => {
                vec![Act::Say(Said::Finishing { to: from })]
            }
            (Said::Finishing { to }, Turn::Asking { is_heard }) if to == self.me => {
                *is_heard = true;
                vec![self.wait(FINISHES_WITHIN)]
            }
            (Said::Yours { to, ask, mark }, Turn::Asking { .. })
                if to == self.me && ask == self.asks =>
            {
                self.turn = Turn::Taking { mark };
                vec![Act::Steal]
            }
            _ => Vec::new(),
        }
    }

    fn finished(&mut self, mark: Option<String>) -> Vec<Act> {
        let Turn::Finishing { to, ask } = self.turn else { return Vec::new() };
        let promise = Promise { to, ask, mark };
        let said = promise.said();
        self.turn = Turn::Given(promise);
        vec![Act::Stop, said, self.wait(TAKEN_WITHIN)]
    }

    fn late(&mut self) -> Vec<Act> {
        match &self.turn {
            Turn::Opening => {
                self.turn = Turn::Watching;
                Vec::new()
            }
            // Whoever writes is asleep: it finds the mark of another when it wakes up.
            Turn::Asking { is_heard: false } => {
                self.turn = Turn::Taking { mark: None };
                vec![Act::Steal]
            }
            Turn::Asking { is_heard: true } => self.ask(),
            // Nobody came for it.
            Turn::Given(_) => {
                self.turn = Turn::Writing;
                vec![Act::Say(Said::IWrite), Act::Begin { mark: None }]
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
#[path = "one_writer_tests.rs"]
mod tests;
