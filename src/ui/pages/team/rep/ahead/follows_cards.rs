//! The formula cards behind what follows from a forecast.

use crate::domain::Rate;
use crate::engine::leverage::Leverage;
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::format;

const MODEL: &str = "individual risk model for open deals, collective risk model for new ones (Panjer, 1981), a shared factor for the period (Hougaard, 2000)";

fn card(title: &str, words: &str, formula: &str, leaves_out: &str) -> FormulaCard {
    FormulaCard {
        title: title.to_owned(),
        words: words.to_owned(),
        formula: formula.to_owned(),
        steps: Vec::new(),
        source: MODEL.to_owned(),
        leaves_out: leaves_out.to_owned(),
    }
}

/// Behind what one deal does to the chance of quota.
pub fn ride(deal: &Leverage, amount: String, now: Rate) -> FormulaCard {
    let mut card = card(
        "What one deal changes",
        "The chance of quota with this deal won, with it lost, and as it is now; all other deals stay as they are. The deal whose win would lift the chance most is named first, for that is where a visit can change most.",
        "P(quota | the deal is won), P(quota | the deal is lost)",
        "That a deal which is won or lost also says something about how the period runs.",
    );
    card.steps = vec![
        step("Amount", amount),
        step("Chance that it is won in time", format::rate(deal.chance_won)),
        step("Chance of quota now", format::chance_from_data(now)),
        step("If it is won", format::chance_from_data(deal.if_won)),
        step("If it is lost", format::chance_from_data(deal.if_lost)),
    ];
    card
}

/// Behind what is to be added.
pub fn to_add(wanted: Rate) -> FormulaCard {
    let mut card = card(
        "To add",
        "How many deals, created today and worth the rep's mean win, bring the chance of quota to the wanted one. Only deals created from now on can be added; how likely each is won in the days left follows from how long wins of the group take.",
        "the least n with P(booked + open + new deals + n created today ≥ quota) ≥ the chance wanted",
        "Whether so many deals can be found, and the time that each takes from the others.",
    );
    card.steps = vec![step("Chance wanted", format::whole_percent(wanted.share()))];
    card
}

/// Behind the last day that counts.
pub fn last_day() -> FormulaCard {
    let mut card = card(
        "Last day that counts",
        "After this day, a deal that is created has less than a tenth of its chance of ever being won left for this period: it counts for the next.",
        "the last day t with P(won by the period's end | created on t) ≥ 0.1 × P(won ever)",
        "Deals that are decided faster than those of the past.",
    );
    "cumulative incidence of won and lost by age (Aalen and Johansen, 1978)"
        .clone_into(&mut card.source);
    card
}

/// Behind a need of more deals than the rep ever worked.
pub fn open_at_once() -> FormulaCard {
    let mut card = card(
        "Open at once",
        "The need in deals, against the most that the rep had open on one day of the look-back. More than anybody worked is not a pipeline but a wish.",
        "deals needed > the most open on one day",
        "That some deals take less work than others.",
    );
    "the kept deals, day by day".clone_into(&mut card.source);
    card
}

/// Behind the likely total.
pub fn heading_for() -> FormulaCard {
    card(
        "Heading for",
        "What is booked, what comes in without a deal, and what open and new deals bring by the period's end: on average, and the middle of the range in 8 of 10 periods.",
        "booked + what comes in without a deal + E(open deals + new deals); 10% and 90% quantiles of the same",
        "What no deal of the past shows: a new price, a new market, a lost customer.",
    )
}

/// Behind an average rep in this seat.
pub fn average_rep() -> FormulaCard {
    card(
        "An average rep in this seat",
        "The chance of quota if a rep like the middle of the group sat here: this rep's open deals, deal sizes, period and quota, with the group's win rate, pace of deciding and pace of new deals. What is above or below it is the rep; the rest is the territory and the target.",
        "P(quota) with the group's rates in the rep's seat",
        "That deals of a strong rep may be better deals than they look.",
    )
}

/// Behind the next period.
pub fn next() -> FormulaCard {
    card(
        "The next period",
        "The same forecast for the period after this: nothing is booked, a deal counts with the chance to be won by its end less that to be won before its start, and deals created from today on come on top.",
        "p = P(won by the end) − P(won by the start)",
        "Deals that slip from this period with more work done on them.",
    )
}
