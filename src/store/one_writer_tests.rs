//! Tabs over a made-up browser, which delivers late and in any order what a real one may.

use super::{Act, Event, OneWriter, Said, TabId, Turn};
use proptest::prelude::*;
use std::collections::VecDeque;

/// It writes once it sees this mark.
struct Beginning {
    mark: Option<String>,
}

/// A tab with what a browser does for it.
struct Tab {
    part: OneWriter,
    /// What it will hear of.
    inbox: VecDeque<Event>,
    /// How much of what was written has reached it.
    sees: usize,
    may_write: bool,
    begins: Option<Beginning>,
    finishes: Option<TabId>,
    /// The last wait.
    waits: Option<u32>,
    is_queued: bool,
    is_open: bool,
}

/// All tabs of a site, and what they share.
#[derive(Default)]
struct Browser {
    tabs: Vec<Tab>,
    holder: Option<usize>,
    queue: VecDeque<usize>,
    /// Everything that was ever written to storage, edits and marks.
    written: Vec<String>,
}

impl Browser {
    fn open(&mut self) {
        let at = self.tabs.len();
        let (part, acts) = OneWriter::open(at as TabId);
        self.tabs.push(Tab {
            part,
            inbox: VecDeque::new(),
            sees: self.written.len(),
            may_write: false,
            begins: None,
            finishes: None,
            waits: None,
            is_queued: false,
            is_open: true,
        });
        self.act(at, acts);
    }

    fn close(&mut self, at: usize) {
        self.tabs[at].is_open = false;
        self.tabs[at].may_write = false;
        self.queue.retain(|queued| *queued != at);
        if self.holder == Some(at) {
            self.holder = None;
            self.grant_next();
        }
    }

    fn grant_next(&mut self) {
        if self.holder.is_none()
            && let Some(next) = self.queue.pop_front()
        {
            self.holder = Some(next);
            self.tabs[next].is_queued = false;
            self.tabs[next].inbox.push_back(Event::Granted);
        }
    }

    fn on(&mut self, at: usize, event: Event) {
        let acts = self.tabs[at].part.on(event);
        self.act(at, acts);
    }

    fn act(&mut self, at: usize, acts: Vec<Act>) {
        for act in acts {
            let tab = &mut self.tabs[at];
            match act {
                Act::Queue if tab.is_queued => {}
                Act::Queue => {
                    tab.is_queued = true;
                    self.queue.push_back(at);
                    self.grant_next();
                }
                Act::Steal => {
                    if let Some(robbed) = self.holder.replace(at) {
                        self.tabs[robbed].inbox.push_back(Event::Robbed);
                    }
                    self.tabs[at].inbox.push_back(Event::Granted);
                }
                Act::Say(said) => self.say(at, &said),
                Act::Wait(number, _) => tab.waits = Some(number),
                Act::Finish(to) => tab.finishes = Some(to),
                Act::Stop => {
                    tab.may_write = false;
                    tab.begins = None;
                }
                Act::Begin { mark } => tab.begins = Some(Beginning { mark }),
            }
        }
    }

    fn say(&mut self, from: usize, said: &Said) {
        for (at, tab) in self.tabs.iter_mut().enumerate() {
            if at != from && tab.is_open {
                tab.inbox.push_back(Event::Heard(said.clone()));
            }
        }
    }

    /// One of the things that may happen next to a tab; says whether it did.
    fn happens(&mut self, what: u8, at: usize) -> bool {
        if !self.tabs[at].is_open {
            return false;
        }
        match what {
            0..=3 => match self.tabs[at].inbox.pop_front() {
                Some(event) => self.on(at, event),
                None => return false,
            },
            4 | 5 if self.tabs[at].sees < self.written.len() => self.tabs[at].sees += 1,
            6 => return self.begins_if_it_may(at),
            // What has not begun can't be finished.
            7 if self.tabs[at].begins.is_none() => {
                let Some(to) = self.tabs[at].finishes.take() else { return false };
                // Who had to stop meanwhile leaves none.
                let mark = (to % 3 != 2 && self.tabs[at].may_write)
                    .then(|| format!("for {to} by {at}, {}", self.written.len()));
                if let Some(mark) = &mark {
                    self.write(at, mark.clone());
                }
                self.on(at, Event::Finished { mark });
            }
            8 => self.on(at, Event::TakeOver),
            9 if self.tabs[at].may_write => self.write(at, format!("edit by {at}")),
            12 => return self.waits_no_more(at),
            _ => return false,
        }
        self.check();
        true
    }

    /// Who has waited long enough for another to take its turn, or to finish. The browser hands on no
    /// [`Said::Yours`] by then that is older, and tells of a lock that is gone before it.
    fn waits_no_more(&mut self, at: usize) -> bool {
        let tab = &self.tabs[at];
        let is_given = matches!(tab.part.turn(), Turn::Given(_));
        let waits = is_given || *tab.part.turn() == Turn::Asking { is_heard: true };
        let Some(number) = tab.waits.filter(|_| waits && !tab.inbox.contains(&Event::Robbed))
        else {
            return false;
        };
        for event in self.tabs.iter_mut().flat_map(|tab| &mut tab.inbox).filter(|_| is_given) {
            if matches!(event, Event::Heard(Said::Yours { .. })) {
                *event = Event::Heard(Said::IWrite);
            }
        }
        self.on(at, Event::Late(number));
        self.check();
        true
    }

    fn begins_if_it_may(&mut self, at: usize) -> bool {
        let all = self.written.len();
        let tab = &mut self.tabs[at];
        match &tab.begins {
            None => return false,
            // Nothing to wait for: the second copy tells what was written.
            Some(Beginning { mark: None }) => tab.sees = all,
            Some(Beginning { mark: Some(mark) }) => {
                if !self.written[..tab.sees].contains(mark) {
                    return false;
                }
            }
        }
        tab.begins = None;
        tab.may_write = true;
        assert_eq!(tab.sees, all, "it reads what is not the last");
        self.check();
        true
    }

    /// Whoever writes has read what was written before it.
    fn write(&mut self, at: usize, text: String) {
        assert_eq!(self.tabs[at].sees, self.written.len(), "it writes over what it has not seen");
        self.written.push(text);
        self.tabs[at].sees += 1;
    }

    fn check(&self) {
        let writers = self.tabs.iter().filter(|tab| tab.may_write).count();
        assert!(writers <= 1, "{writers} write at once");
    }

    /// Everything that is under way arrives; then whoever waited for more gives it up.
    fn settles(&mut self) {
        for _ in 0..20 {
            while (0..self.tabs.len())
                .any(|at| [0, 4, 6, 7].iter().any(|what| self.happens(*what, at)))
            {}
            for at in 0..self.tabs.len() {
                if let Some(number) = self.tabs[at].waits.take()
                    && self.tabs[at].is_open
                {
                    self.on(at, Event::Late(number));
                }
            }
        }
    }

    fn writer(&self) -> Option<usize> {
        self.tabs.iter().position(|tab| tab.may_write)
    }
}

fn of_tabs(count: usize) -> Browser {
    let mut browser = Browser::default();
    for _ in 0..count {
        browser.open();
        browser.settles();
    }
    browser
}

#[test]
fn the_first_tab_writes_and_the_others_watch() {
    let browser = of_tabs(3);
    assert_eq!(browser.writer(), Some(0));
    assert!(browser.tabs[1..].iter().all(|tab| *tab.part.turn() == Turn::Watching));
}

#[test]
fn a_tab_that_is_asked_finishes_and_gives_its_turn_away() {
    let mut browser = of_tabs(2);
    browser.happens(8, 1);
    browser.settles();
    assert_eq!(browser.writer(), Some(1));
    assert_eq!(*browser.tabs[0].part.turn(), Turn::Watching);
    assert_eq!(browser.written, ["for 1 by 0, 0"]);
}

#[test]
fn the_next_in_line_writes_when_the_writer_is_closed() {
    let mut browser = of_tabs(3);
    browser.close(0);
    browser.settles();
    assert_eq!(browser.writer(), Some(1));
}

#[test]
fn a_tab_that_sleeps_does_not_hold_the_others_up() {
    let mut browser = of_tabs(2);
    browser.happens(8, 1);
    // The first hears nothing any more; the second's patience ends.
    let wait = browser.tabs[1].waits.take().unwrap();
    browser.tabs[0].may_write = false;
    browser.on(1, Event::Late(wait));
    browser.settles();
    assert_eq!(browser.writer(), Some(1));
    assert_eq!(*browser.tabs[0].part.turn(), Turn::Watching);
}

#[test]
fn who_asked_and_was_closed_leaves_the_turn_where_it_was() {
    let mut browser = of_tabs(2);
    browser.happens(8, 1);
    while browser.tabs[0].finishes.is_none() {
        browser.happens(0, 0);
    }
    browser.close(1);
    browser.settles();
    assert_eq!(browser.writer(), Some(0));
}

#[test]
fn the_next_in_line_lets_the_one_before_whose_turn_it_is() {
    let mut browser = of_tabs(3);
    browser.happens(8, 2);
    while !matches!(browser.tabs[0].part.turn(), Turn::Given(_)) {
        browser.happens(0, 0);
        browser.happens(7, 0);
    }
    // A tab is opened and told how things stand; then whoever gave its turn away is closed.
    browser.open();
    while browser.happens(0, 0) {}
    browser.close(0);
    while browser.happens(0, 1) {}
    assert!(matches!(browser.tabs[1].part.turn(), Turn::Given(_)));
    browser.settles();
    assert_eq!(browser.writer(), Some(2));
}

#[test]
fn a_message_of_a_newer_version_is_left_alone() {
    let said =
        serde_json::from_str::<Said>(r#"{"said":"give-to-me","from":7,"ask":2,"colour":"blue"}"#);
    assert_eq!(said.unwrap(), Said::GiveToMe { from: 7, ask: 2 });
    assert!(serde_json::from_str::<Said>(r#"{"said":"sing"}"#).is_err());
}

proptest! {
    #[test]
    fn fault_16_one_writes_at_a_time_and_has_read_everything_before(
        happens in proptest::collection::vec((0_u8..13, 0_usize..4), 0..400),
    ) {
        let mut browser = of_tabs(2);
        for (what, at) in happens {
            match what {
                10 if browser.tabs.len() < 12 && at == 0 => browser.open(),
                11 if at == 1 && browser.tabs.iter().filter(|tab| tab.is_open).count() > 1 => {
                    let first = browser.tabs.iter().position(|tab| tab.is_open).unwrap();
                    browser.close(first);
                }
                what => {
                    let open: Vec<usize> =
                        (0..browser.tabs.len()).filter(|at| browser.tabs[*at].is_open).collect();
                    browser.happens(what, open[at % open.len()]);
                }
            }
        }
        browser.settles();
        prop_assert!(browser.writer().is_some(), "nobody writes any more");
    }
}
