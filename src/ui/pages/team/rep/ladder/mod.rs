//! From 3x to the real number: the coverage ladder of one rep, rung by rung.

mod cards;
mod picture;
mod rung_buttons;
#[cfg(test)]
pub(in crate::ui::pages::team::rep) mod samples;
mod sentences;
mod words;

pub use cards::spread;
pub use picture::LadderPicture;
pub use words::{a_chance, coverage, deals_needed};

use crate::domain::Currency;
use crate::engine::ladder_seen::LadderSeen;
use crate::ui::components::formula_card::FormulaCard;

/// The card behind what is needed: that of the last rung.
pub fn need_card(seen: &LadderSeen, currency: Currency) -> FormulaCard {
    match seen.ladder.rungs.last() {
        Some(last) => cards::of_rung(last, seen, currency),
        None => cards::of_ladder(seen, currency),
    }
}
