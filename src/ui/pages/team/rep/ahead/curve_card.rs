//! The card behind the curve of a forecast.

use super::super::ladder::spread;
use crate::domain::Currency;
use crate::engine::ladder_seen::LadderSeen;
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::format;

/// How the curve is worked out.
pub fn card(seen: &LadderSeen, currency: Currency) -> FormulaCard {
    FormulaCard {
        title: "Chance of quota by coverage".to_owned(),
        words: "The chance that booked, open and new deals reach the quota if there were more or fewer open deals like those there are: whole copies of them, and one copy whose deals are so much less likely as it is a part. Every open deal has its own chance to be won in the days left, new deals come at the rep's pace, and the whole period may run better or worse.".to_owned(),
        formula: "P(m × open deals + new deals ≥ what is left), coverage = m × pipeline ÷ what is left".to_owned(),
        steps: vec![
            step("Left to quota", format::money(seen.ladder.left, currency)),
            step(
                "Pipeline now",
                format!(
                    "{} in {}",
                    format::money(seen.ladder.pipeline, currency),
                    format::counted(seen.live_deals as u64, "deal", "deals")
                ),
            ),
            step("Won in time, of the pipeline", format::rate(seen.conversion)),
            step("New wins still to come", format::mean_count(seen.new_wins)),
        ]
        .into_iter()
        .chain(spread(seen))
        .collect(),
        source: "individual risk model for open deals, collective risk model for new ones (Panjer, 1981); between 11 points a monotone cubic (Fritsch and Carlson, 1980)".to_owned(),
        leaves_out: "That more deals of the same kind may not be there to be found, and that a rep with more of them has less time for each.".to_owned(),
    }
}
