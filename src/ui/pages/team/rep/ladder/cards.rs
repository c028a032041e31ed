//! The formula card behind each rung, and the one behind the whole ladder.

use super::{sentences, words};
use crate::domain::{Currency, Interval, Multiple, WinRateDefinition};
use crate::engine::ladder::{Rung, RungKind};
use crate::engine::ladder_seen::LadderSeen;
use crate::engine::pipeline_need::{MOST_DEALS, PipelineNeed};
use crate::engine::prior::Basis;
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::format;
use crate::ui::pages::team::definition_words;
use crate::ui::pages::team::win_rates::cards::{WorkedOut, worked_out};

type Steps = Vec<(String, String)>;

const EQUAL_DEALS: &str = "That deals differ in size and in their odds, that some can no longer close in time, and that new ones will be created and won inside the period.";
const AVERAGE: &str = "How sure you want to be: an average is often missed.";
const TIMING_SOURCE: &str =
    "cumulative incidence by Aalen and Johansen (1978), of the deals that the group decided";

/// Behind a rung.
pub fn of_rung(rung: &Rung, seen: &LadderSeen, currency: Currency) -> FormulaCard {
    let card = match rung.kind {
        RungKind::FlatRule => flat_rule(seen, currency),
        RungKind::BreakEvenRaw => break_even_raw(seen),
        RungKind::BreakEvenTrusted => break_even_trusted(seen),
        RungKind::Timing => timing(seen, currency),
        RungKind::NewDeals => new_deals(seen, currency),
        RungKind::WantedChance => wanted_chance(seen, currency),
    };
    let mut steps = card.steps;
    steps.push(step("Needed", words::value(rung, seen)));
    FormulaCard { title: words::name(rung.kind, seen), steps, ..card }
}

fn left(seen: &LadderSeen, currency: Currency) -> (String, String) {
    step("R, left to quota", format::money(seen.ladder.left, currency))
}

fn flat_rule(seen: &LadderSeen, currency: Currency) -> FormulaCard {
    let pipeline = Multiple::FLAT_RULE.pipeline(seen.ladder.left);
    FormulaCard {
        title: String::new(),
        words: "Three times what is left, for every rep, in every market, on every day of the period. It is where the ladder starts because it is what most sales floors go by.".to_owned(),
        formula: "3".to_owned(),
        steps: vec![
            left(seen, currency),
            step("3 × R", format::money(pipeline, currency)),
        ],
        source: "a rule of thumb without an author".to_owned(),
        leaves_out: "Everything about the rep: it would be right for a win rate of one in three, with deals that all close in time, half the time.".to_owned(),
    }
}

fn decided(seen: &LadderSeen) -> (String, String) {
    let decided = seen.rate.decided;
    let (won, lost) = (format::count(decided.won as f64), format::count(decided.lost as f64));
    let what = match seen.by {
        WinRateDefinition::ByCount => "The rep's decided deals",
        by if by.counts_deals() => "The rep's deals that count",
        _ => "As many deals as it is worth",
    };
    step(what, format!("{won} won, {lost} {}", definition_words::not_won(seen.by)))
}

fn range(range: Option<Interval>) -> Option<(String, String)> {
    let range = range?;
    let ends = format!("{} to {}", format::rate(range.low), format::rate(range.high));
    Some(step("Likely range, 8 in 10", ends))
}

fn break_even_raw(seen: &LadderSeen) -> FormulaCard {
    let raw = seen.rate.raw.map_or_else(|| "none".to_owned(), format::rate);
    let likely = range(seen.rate.raw_range);
    let WorkedOut { rate, range: how_sure, source } = worked_out(seen.by);
    FormulaCard {
        title: String::new(),
        words: "At a win rate of one in four it takes four of pipeline to bring one: on average, that is just enough. The rate is the rep's own, from the deals of the look-back, as the team defines it.".to_owned(),
        formula: format!("1 ÷ w, w = {rate}; range of w: {how_sure}"),
        steps: [Some(decided(seen)), Some(step("w", raw)), likely].into_iter().flatten().collect(),
        source: format!("the arithmetic that David Brock sets against 3×; {source}"),
        leaves_out: format!("Luck: a few deals more or less won change it much. {EQUAL_DEALS} {AVERAGE}"),
    }
}

fn break_even_trusted(seen: &LadderSeen) -> FormulaCard {
    let (rate, prior) = (seen.rate, seen.prior);
    let (words, source) = match prior.basis {
        Basis::Fitted | Basis::AllAlike => (
            "A few deals say little about a rep. So the rate starts at that of the rep's group and moves to the rep's own with every decided deal; how much the group counts follows from how alike its reps are.",
            "empirical-Bayes beta-binomial (Skellam, 1948; Casella, 1985), posterior by Raiffa and Schlaifer (1961)",
        ),
        Basis::NoPeersYet => (
            "Fewer than 4 reps of the group have decided deals, which is too few to tell how reps differ. So only the rep's own deals count, with half a win and half a loss added for what they can't rule out.",
            "Jeffreys' prior (Jeffreys, 1946), posterior by Raiffa and Schlaifer (1961)",
        ),
    };
    let mut steps = vec![decided(seen)];
    if prior.basis != Basis::NoPeersYet {
        let strength = format::mean_count(prior.strength());
        steps.push(step("The group's rate", format::rate(prior.mean())));
        steps.push(step("It counts as", format!("{strength} deals")));
        steps.push(step(
            "Weight of the rep's own deals",
            format::whole_percent(rate.own_weight.share()),
        ));
    }
    steps.push(step("w, trusted", format::rate(rate.trusted)));
    steps.extend(range(rate.likely));
    FormulaCard {
        title: String::new(),
        words: words.to_owned(),
        formula: format!(
            "1 ÷ w, w = (a + won) ÷ (a + b + won + lost), a = {}, b = {}",
            format::tenths(prior.alpha),
            format::tenths(prior.beta)
        ),
        steps,
        source: source.to_owned(),
        leaves_out: format!("Whether the rep is getting better. {EQUAL_DEALS} {AVERAGE}"),
    }
}

/// c and what it was made of.
fn conversion(seen: &LadderSeen, currency: Currency) -> Steps {
    let share = step("c, won in time", format::rate(seen.conversion));
    if seen.live_deals == 0 {
        return vec![step("Open deals", "none: of a deal created today".to_owned()), share];
    }
    let pipeline = format!(
        "{}, {}",
        format::counted(seen.live_deals as u64, "deal", "deals"),
        format::money(seen.ladder.pipeline, currency)
    );
    let likely = seen.ladder.pipeline.units() * seen.conversion.share();
    vec![
        step("Open pipeline, without stale deals", pipeline),
        step("Of it likely won in time", format::units_short(likely, currency)),
        share,
    ]
}

fn timing(seen: &LadderSeen, currency: Currency) -> FormulaCard {
    FormulaCard {
        title: String::new(),
        words: "A deal counts in this period only if it is won before it ends. How likely that is follows from its age, from how long the group's deals took to be won or lost, from when in a period deals close, and from the rep's pace and win rate. Each deal's chance counts by its amount.".to_owned(),
        formula: "1 ÷ c, c = sum(amount × chance to be won in time) ÷ sum(amount)".to_owned(),
        steps: conversion(seen, currency),
        source: TIMING_SOURCE.to_owned(),
        leaves_out: format!("Deals that are still to be created, and what nobody can read off a deal's age: who sits at the table. {AVERAGE}"),
    }
}

fn new_deals(seen: &LadderSeen, currency: Currency) -> FormulaCard {
    let mut steps = vec![left(seen, currency)];
    steps.push(step("Wins expected of deals not created yet", format::mean_count(seen.new_wins)));
    steps.push(step(
        "What such a win brings, the rep's, under 10 filled up with the group's",
        format::units_short(seen.mean_win, currency),
    ));
    steps.push(step(
        "N, expected of them in all",
        format::units_short(seen.new_bookings(), currency),
    ));
    steps.extend(conversion(seen, currency));
    FormulaCard {
        title: String::new(),
        words: "Some deals will be created and still won inside the period. What they bring on average need not come from what is open today. It is just enough on average, which a few large wins can make up: how often it is enough the curve of the chance says. Where it is none, that is no promise: new deals may come late or not at all.".to_owned(),
        formula: "(R − N) ÷ (c × R)".to_owned(),
        steps,
        source: format!("deals a day as a Poisson count with a gamma prior (Greenwood and Yule, 1920); {TIMING_SOURCE}"),
        leaves_out: format!("That a rep who stops prospecting creates none. {AVERAGE}"),
    }
}

/// How much whole periods vary, and of what that comes.
pub fn spread(seen: &LadderSeen) -> Steps {
    let (all, of_rep) = (seen.form_spread, seen.rep_spread);
    let of_team = of_rep.mul_add(-of_rep, all * all).max(0.0).sqrt();
    let factor = format::tenths(all.exp());
    vec![
        step(
            "Spread of whole periods, standard deviation of ln f",
            format!(
                "{}: two of three run at between 1 ÷ {factor} and {factor} times the usual",
                format::hundredths(all)
            ),
        ),
        step(
            "Of it the rep's pace and win rate, not known for sure",
            format!("{}; squared, the two add up", format::hundredths(of_rep)),
        ),
        step(
            "tau, of whole periods of the team: fitted to those that are over",
            format::hundredths(of_team),
        ),
    ]
}

fn wanted_chance(seen: &LadderSeen, currency: Currency) -> FormulaCard {
    let mut steps = vec![
        left(seen, currency),
        step("Chance wanted", format::rate(seen.wanted)),
        step("P, open pipeline", format::money(seen.ladder.pipeline, currency)),
        step("Open deals in it", format::count(seen.live_deals as f64)),
    ];
    steps.extend(spread(seen));
    match seen.ladder.need {
        PipelineNeed::OwnMix { times, .. } => {
            steps.push(step(
                "m, so many times those",
                format::editable((times * 1_000.0).round() / 1_000.0),
            ));
            let whole = words::deals_needed(seen.ladder.need).unwrap_or_default();
            steps.push(step("That is in whole deals, rounded up", format::count(whole as f64)));
        }
        PipelineNeed::CreatedToday { deals, each, .. } => {
            steps.push(step("Deals created today", format::count(deals as f64)));
            steps.push(step("Each worth", format::money(each, currency)));
        }
        PipelineNeed::NoneNeeded | PipelineNeed::CannotBeDone => {}
    }
    if let Some(without) = seen.ladder.need_without_the_biggest {
        steps.push(step("Without the biggest deal", sentences::takes(without)));
    }
    FormulaCard {
        title: String::new(),
        words: format!(
            "The chance of every total is worked out from the rep's real deals, each with its own amount and chance, the deals still to come, and how much whole periods vary. Then the rep's own mix of deals is made larger until the chance is what you want. With nothing open, deals created today are counted instead. Beyond {MOST_DEALS} deals there is no number: nobody works so many."
        ),
        formula: "m × P ÷ R, the least m with P(open deals × m + new deals ≥ R) ≥ the chance wanted".to_owned(),
        steps,
        source: "individual risk model for open deals, collective risk model for new ones (Panjer, 1981), a shared factor for the period (Hougaard, 2000)".to_owned(),
        leaves_out: "That more deals of the same kind may not be there to be found, and that a rep with more of them has less time for each.".to_owned(),
    }
}

/// Behind the whole ladder.
pub fn of_ladder(seen: &LadderSeen, currency: Currency) -> FormulaCard {
    let mut steps = vec![left(seen, currency)];
    if let Some(have) = seen.ladder.have {
        steps.push(step("Has, P ÷ R", words::coverage(have)));
    }
    let rungs = seen.ladder.rungs.iter();
    steps.extend(rungs.map(|rung| (words::name(rung.kind, seen), words::value(rung, seen))));
    FormulaCard {
        title: "From 3× to the real number".to_owned(),
        words: "Each rung takes into account one thing more than the rung before it: the rep's own win rate, how far it can be trusted, what can still land in time, the deals still to come, and last how sure you want to be. The name of a rung opens its own card.".to_owned(),
        formula: "3; 1 ÷ own win rate; 1 ÷ trusted win rate; 1 ÷ c; (R − N) ÷ (c × R); m × P ÷ R".to_owned(),
        steps,
        source: "David Brock's arithmetic against 3×, taken on by Ridealong; the sources of each rung stand on its card".to_owned(),
        leaves_out: "The rungs before the last are averages, and so often not enough.".to_owned(),
    }
}
