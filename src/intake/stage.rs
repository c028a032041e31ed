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

/// Takes a stage or status by its name: one that says *won* or *lost* is that, one of the usual
/// names of a step on the way is open, and anything else is a guess to be asked about.
pub fn guess(value: &str) -> StageGuess {
    let name = plain(value);
    let says = |words: &[&str]| name.split(' ').any(|word| words.contains(&word));
    let contains = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    let denied = says(&["not", "no", "never", "nicht"]);
    let sure = |outcome| StageGuess { meaning: StageMeaning::Is(outcome), sure: !denied };
    let unsure = |outcome| StageGuess { meaning: StageMeaning::Is(outcome), sure: false };
    let won = says(&WON);
    let lost = says(&LOST);
    match (won, lost) {
        (true, true) => return unsure(Outcome::Open),
        (true, false) => return sure(Outcome::Won),
        (false, true) => return sure(Outcome::Lost),
        (false, false) => {}
    }
    if contains(&LIKELY_NO_DEAL) {
        StageGuess { meaning: StageMeaning::LeaveOut, sure: false }
    } else if contains(&LIKELY_LOST) {
        unsure(Outcome::Lost)
    } else if contains(&LIKELY_WON) {
        unsure(Outcome::Won)
    } else if contains(&ON_THE_WAY) || says(&["open", "new", "active"]) {
        sure(Outcome::Open)
    } else {
        unsure(Outcome::Open)
    }
}

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
    fn a_stage_that_says_won_or_lost_is_taken_at_its_word() {
        for value in ["Won", "Closed Won", "closedwon", "7 - Closed/Won", "WON", "Gewonnen"] {
            case(value, Outcome::Won, true);
        }
        for value in ["Lost", "Closed Lost", "closed_lost", "Verloren"] {
            case(value, Outcome::Lost, true);
        }
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
        case("Not won", Outcome::Won, false);
        case("Closed", Outcome::Open, false);
        case("Won or lost", Outcome::Open, false);
        let deleted = StageGuess { meaning: StageMeaning::LeaveOut, sure: false };
        assert_eq!(guess("Deleted"), deleted);
    }
}
