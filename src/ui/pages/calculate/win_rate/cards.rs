//! The formula cards of the win-rate calculator.

use super::Found;
use super::answer::{coverage, decided, points, range};
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::format::{count, rate};

const WILSON: &str = "score interval without continuity correction (Wilson, 1927)";

fn counts(found: &Found) -> Vec<(String, String)> {
    vec![
        step("Deals won", count(found.deals.won as f64)),
        step("Deals lost", count(found.deals.lost as f64)),
    ]
}

/// Behind the win rate.
pub fn rate_card(found: &Found) -> FormulaCard {
    let mut steps = counts(found);
    steps.push(step("Won over decided", rate(found.precision.rate)));
    steps.push(step("Likely range, 8 in 10", range(found)));
    FormulaCard {
        title: "Win rate".to_owned(),
        words: "Deals won over deals decided. Few deals say little: the range is where the true rate lies 8 times in 10, and it never leaves 0 to 100%.".to_owned(),
        formula: "won ÷ (won + lost); (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n), z = 1.28".to_owned(),
        steps,
        source: WILSON.to_owned(),
        leaves_out: "Open deals: where losses are closed late or never, the rate looks better than it is. That deals of different kinds have different odds.".to_owned(),
    }
}

/// Behind break-even coverage.
pub fn break_even(found: &Found) -> FormulaCard {
    let mut steps = counts(found);
    let likely = found.precision.likely;
    steps.push(step("1 ÷ win rate", coverage(found.precision.break_even)));
    steps
        .push((format!("1 ÷ {}", rate(likely.high)), coverage(found.precision.break_even_at_high)));
    steps.push((format!("1 ÷ {}", rate(likely.low)), coverage(found.precision.break_even_at_low)));
    FormulaCard {
        title: "Break-even coverage".to_owned(),
        words: "The coverage that a win rate implies on average, at the rate itself and at both ends of its likely range: how far apart they are is how little the rate can be trusted for a target.".to_owned(),
        formula: "1 ÷ win rate".to_owned(),
        steps,
        source: format!("the arithmetic that David Brock sets against 3×; ends by the {WILSON}"),
        leaves_out: "How sure you want to be of quota: the Coverage calculator adds that.".to_owned(),
    }
}

/// Behind the rate by value.
pub fn by_value(found: &Found) -> FormulaCard {
    let amount = |amount: Option<crate::domain::Money>| {
        amount.map_or_else(|| "not known".to_owned(), |amount| count(amount.units()))
    };
    FormulaCard {
        title: "Win rate by value".to_owned(),
        words: "What was won of all that was decided, in money. It is below the rate by count where the large deals are lost. Without the amounts of lost deals it would read 100%, so then there is no number.".to_owned(),
        formula: "won amount ÷ (won amount + lost amount)".to_owned(),
        steps: vec![
            step("Worth of the won deals", amount(found.deals.won_amount)),
            step("Worth of the lost deals", amount(found.deals.lost_amount)),
            step(
                "By value",
                found.precision.by_value.map_or_else(|_| "not available".to_owned(), rate),
            ),
        ],
        source: "definition (b) of the win-rate lab".to_owned(),
        leaves_out: "How many deals it rests on: one large deal can carry it.".to_owned(),
    }
}

/// Behind the deals until the rate is tight.
pub fn tight(found: &Found) -> FormulaCard {
    let number = |deals: Option<u64>| {
        deals.map_or_else(|| "no number".to_owned(), |deals| count(deals as f64))
    };
    FormulaCard {
        title: "Until it is tight".to_owned(),
        words: "How many more deals have to be decided until the likely range is no wider than you ask, if the rate stays as it is. It takes four times the deals to halve the range.".to_owned(),
        formula: "fewest n with a Wilson range no wider than twice the give or take".to_owned(),
        steps: vec![
            step("Decided now", decided(found.precision.decided)),
            step("Give or take", points(found.within)),
            step("Tight at", number(found.precision.tight_at)),
            step("More deals", number(found.precision.more_until_tight())),
        ],
        source: WILSON.to_owned(),
        leaves_out: "That the rate itself will move while those deals are decided.".to_owned(),
    }
}
