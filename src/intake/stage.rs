//! What a stage or status of the CRM means for a deal.

use crate::domain::Outcome;
use crate::intake::field::plain;
use serde::{Deserialize, Serialize};

/// What a stage or status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageMeaning {
    /// Deals in it have this outcome.
    Is(Outcome),
    /// Deals in it are none: duplicates, tests, deleted ones.
    LeaveOut,
}

/// What a stage or status is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageGuess {
    /// Won, lost, open or no deal at all.
    pub meaning: StageMeaning,
    /// Whether its name leaves no doubt; else the user is asked.
    pub sure: bool,
}

/// Takes a stage or status by its name: one that says *won* or *lost* and nothing besides is
/// that, one of the usual names of a step on the way is open, and anything else is a guess to be
/// asked about: a verbal win is none yet, and a lost contact is no lost deal.
pub fn guess(value: &str) -> StageGuess {
    let name = plain(value);
    let says = |words: &[&str]| name.split(' ').any(|word| words.contains(&word));
    let contains = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    let sure = |outcome| StageGuess { meaning: StageMeaning::Is(outcome), sure: true };
    let unsure = |outcome| StageGuess { meaning: StageMeaning::Is(outcome), sure: false };
    let denied = says(&DENIED);
    match (says(&WON), says(&LOST)) {
        (true, true) => return unsure(Outcome::Open),
        (true, false) if says_only(&name, &WON) => return sure(Outcome::Won),
        (false, true) if says_only(&name, &LOST) => return sure(Outcome::Lost),
        // What was not won is lost, but what was not lost may still be open.
        (true, false) if denied => return unsure(Outcome::Lost),
        (true, false) | (false, true) if denied || says(&NOT_YET) => return unsure(Outcome::Open),
        (true, false) => return unsure(Outcome::Won),
        (false, true) => return unsure(Outcome::Lost),
        (false, false) => {}
    }
    if contains(&LIKELY_NO_DEAL) {
        StageGuess { meaning: StageMeaning::LeaveOut, sure: false }
    } else if contains(&LIKELY_LOST) {
        unsure(Outcome::Lost)
    } else if contains(&LIKELY_WON) {
        unsure(Outcome::Won)
    } else if contains(&ON_THE_WAY) || says(&["open", "new", "active"]) {
        // "Demo - no show" is no step on the way.
        if denied || says(&OVER) { unsure(Outcome::Open) } else { sure(Outcome::Open) }
    } else {
        // "Closed" alone too: taken for won or for lost it would move the win rate by a guess.
        unsure(Outcome::Open)
    }
}

/// Whether a name has only these words, numbers, and those that go with any decision.
fn says_only(name: &str, words: &[&str]) -> bool {
    name.split(' ').all(|word| {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        words.contains(&word) || BESIDE_A_DECISION.contains(&word) || is_number
    })
}

/// Words that add nothing to *won* and *lost*.
const BESIDE_A_DECISION: [&str; 17] = [
    "closed",
    "close",
    "deal",
    "deals",
    "opportunity",
    "sale",
    "stage",
    "status",
    "geschlossen",
    "abgeschlossen",
    "fermé",
    "fermée",
    "cerrado",
    "cerrada",
    "chiuso",
    "fechado",
    "fechada",
];
const DENIED: [&str; 7] = ["not", "no", "never", "nicht", "non", "pas", "não"];
/// Words with which a step on the way may be the end of it.
const OVER: [&str; 9] =
    ["closed", "out", "failed", "expired", "ended", "stopped", "lapsed", "missed", "over"];
/// Words with which a decision is only hoped for or feared.
const NOT_YET: [&str; 13] = [
    "almost",
    "likely",
    "nearly",
    "verbal",
    "verbally",
    "pending",
    "plan",
    "probable",
    "probably",
    "expected",
    "soon",
    "potential",
    "risk",
];
const WON: [&str; 10] = [
    "won",
    "closedwon",
    "win",
    "gewonnen",
    "gagné",
    "gagnée",
    "ganado",
    "ganada",
    "vinto",
    "ganha",
];
const LOST: [&str; 9] =
    ["lost", "closedlost", "loss", "verloren", "perdu", "perdue", "perdido", "perdida", "perso"];
const LIKELY_NO_DEAL: [&str; 4] = ["deleted", "duplicate", "spam", "archived"];
const LIKELY_LOST: [&str; 10] = [
    "disqualified",
    "unqualified",
    "abandon",
    "cancel",
    "dead",
    "reject",
    "no decision",
    "withdrawn",
    "declined",
    "no bid",
];
const LIKELY_WON: [&str; 9] = [
    "signed",
    "invoiced",
    "paid",
    "booked",
    "delivered",
    "completed",
    "order received",
    "purchase order",
    "success",
];

/// Parts of the usual names of steps on the way to a decision.
const ON_THE_WAY: [&str; 26] = [
    "prospect",
    "engaging",
    "qualif",
    "qualified",
    "needs analysis",
    "value proposition",
    "decision maker",
    "perception analysis",
    "proposal",
    "quote",
    "negotiat",
    "appointment",
    "presentation",
    "contract sent",
    "lead in",
    "contact made",
    "demo",
    "discovery",
    "in progress",
    "develop",
    "propose",
    "evaluation",
    "trial",
    "pilot",
    "meeting",
    "identif",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(value: &str, outcome: Outcome, sure: bool) {
        let meaning = StageMeaning::Is(outcome);
        assert_eq!(guess(value), StageGuess { meaning, sure }, "{value}");
    }

    #[test]
    fn a_step_that_may_be_the_end_of_the_way_is_asked_about() {
        for value in [
            "Not Qualified",
            "Closed - Not Qualified",
            "Qualified Out",
            "Negotiation failed",
            "Demo - no show",
            "Proposal expired",
        ] {
            case(value, Outcome::Open, false);
        }
        case("Qualified", Outcome::Open, true);
    }

    #[test]
    fn a_stage_that_says_won_or_lost_is_taken_at_its_word() {
        for value in ["Won", "Closed Won", "closedwon", "7 - Closed/Won", "WON", "Gewonnen", "Win"]
        {
            case(value, Outcome::Won, true);
        }
        for value in ["Lost", "Closed Lost", "closed_lost", "Verloren", "0% Lost"] {
            case(value, Outcome::Lost, true);
        }
    }

    #[test]
    fn a_stage_that_says_more_than_won_or_lost_is_asked_about() {
        for value in
            ["Verbal win", "Likely win", "Win plan", "Almost closed won", "Closed Won - pending"]
        {
            case(value, Outcome::Open, false);
        }
        case("Won back", Outcome::Won, false);
        case("Won / to invoice", Outcome::Won, false);
        case("Lost contact", Outcome::Lost, false);
        case("At risk of loss", Outcome::Open, false);
    }

    #[test]
    fn the_usual_steps_on_the_way_are_open() {
        for value in [
            "Prospecting",
            "Engaging",
            "Open",
            "Qualification",
            "Needs Analysis",
            "Value Proposition",
            "Id. Decision Makers",
            "Perception Analysis",
            "Proposal/Price Quote",
            "Negotiation/Review",
            "In Progress",
            "Lead In",
        ] {
            case(value, Outcome::Open, true);
        }
    }

    #[test]
    fn anything_else_is_a_guess_to_ask_about() {
        case("Disqualified", Outcome::Lost, false);
        case("Contract signed", Outcome::Won, false);
        case("On hold", Outcome::Open, false);
        case("Not won", Outcome::Lost, false);
        case("Nicht gewonnen", Outcome::Lost, false);
        case("Not lost", Outcome::Open, false);
        case("Closed", Outcome::Open, false);
        case("Won or lost", Outcome::Open, false);
        let deleted = StageGuess { meaning: StageMeaning::LeaveOut, sure: false };
        assert_eq!(guess("Deleted"), deleted);
    }
}
