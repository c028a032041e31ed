//! The formula cards of the coverage calculator.

use super::answer::{deals, wins};
use crate::domain::Currency;
use crate::engine::chance::WinRate;
use crate::engine::coverage::{Answer, Need, WinRateSource};
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::format::{chance, count, counted, mean_count, money, multiple, rate, tenths};

/// What no chance by equal deals knows.
pub const EQUAL_DEALS: &str = "That deals differ in size and in their odds, that some can no longer close in the period, and that new ones will be created and won inside it.";

fn source(answer: &Answer) -> &'static str {
    match answer.question().win_rate {
        WinRateSource::Counts { .. } => {
            "beta-binomial distribution (Skellam, 1948) with Jeffreys' prior (Jeffreys, 1946)"
        }
        WinRateSource::Trusted { .. } => {
            "beta-binomial distribution (Skellam, 1948) of the posterior (Raiffa and Schlaifer, 1961)"
        }
        WinRateSource::Stated(_) => "binomial distribution (Bernoulli, 1713)",
    }
}

fn wins_formula(answer: &Answer) -> String {
    match answer.question().win_rate.win_rate() {
        WinRate::Learned { alpha, beta } => {
            format!("wins ~ BetaBinomial(deals, {}, {})", tenths(alpha), tenths(beta))
        }
        WinRate::Stated(stated) => format!("wins ~ Binomial(deals, {})", rate(stated)),
    }
}

fn win_rate_step(answer: &Answer) -> (String, String) {
    let said = match answer.question().win_rate {
        WinRateSource::Counts { won, lost } => format!(
            "{} of {} decided deals, {}",
            count(won as f64),
            count(won.saturating_add(lost) as f64),
            rate(answer.raw_rate)
        ),
        WinRateSource::Trusted { decided, peers, .. } => format!(
            "{}, from {} of the rep's own and {}",
            rate(answer.raw_rate),
            counted(decided, "decided deal", "decided deals"),
            if peers {
                "the group's rate"
            } else {
                "half a win and half a loss, for want of peers"
            }
        ),
        WinRateSource::Stated(stated) => format!("{}, as stated", rate(stated)),
    };
    ("Win rate".to_owned(), said)
}

fn quota_steps(answer: &Answer, currency: Currency) -> Vec<(String, String)> {
    let question = answer.question();
    vec![
        step("Left to quota", money(question.left_to_quota, currency)),
        step("Average won deal", money(question.average_deal, currency)),
        step("Wins that takes, rounded up", wins(answer.wins)),
        win_rate_step(answer),
    ]
}

/// Behind the coverage needed.
pub fn need(answer: &Answer, currency: Currency) -> FormulaCard {
    let wanted = rate(answer.question().wanted);
    let mut steps = quota_steps(answer, currency);
    steps.push(step("Chance wanted", wanted.clone()));
    steps.push(step("Fewest deals that give it", deals(answer.need.deals)));
    steps.push(step("Their chance", chance(answer.need_chance)));
    steps.push(step(
        "Their worth over what is left",
        format!(
            "{} ÷ {} = {}",
            money(answer.need.pipeline, currency),
            money(answer.question().left_to_quota, currency),
            multiple(answer.need.coverage)
        ),
    ));
    if let Some(likely) = answer.likely {
        let needs = |need: Option<Need>| {
            need.map_or_else(|| "no number".to_owned(), |need| multiple(need.coverage))
        };
        steps.push((
            format!(
                "If the win rate is really {} or {}",
                rate(likely.rate.high),
                rate(likely.rate.low)
            ),
            format!("{} or {}", needs(likely.at_high), needs(likely.at_low)),
        ));
    }
    FormulaCard {
        title: "Coverage needed".to_owned(),
        words: "How many deals have to be in play so that enough of them are won, as often as you want it? Count the wins that quota takes, find the fewest deals whose chance of that many wins is high enough, and write their worth as a multiple of what is left.".to_owned(),
        formula: format!(
            "{}; fewest deals with P(wins ≥ {}) ≥ {wanted}",
            wins_formula(answer),
            answer.wins
        ),
        steps,
        source: source(answer).to_owned(),
        leaves_out: EQUAL_DEALS.to_owned(),
    }
}

/// Behind flat 3x.
pub fn flat_rule(answer: &Answer, currency: Currency) -> FormulaCard {
    let in_deals = mean_count(answer.deals_at(answer.flat_rule.coverage));
    let mut steps = quota_steps(answer, currency);
    steps.push(step("Deals that 3× amounts to", in_deals));
    steps.push(step("Chance of quota", chance(answer.flat_rule.chance)));
    FormulaCard {
        title: "Flat 3×".to_owned(),
        words: "What the rule of thumb gives this rep: the chance of enough wins if the pipeline is three times what is left. Between two whole numbers of deals it is the mix of both.".to_owned(),
        formula: format!("{}; P(wins ≥ {})", wins_formula(answer), answer.wins),
        steps,
        source: format!("the rule has no author; its chance is from the {}", source(answer)),
        leaves_out: EQUAL_DEALS.to_owned(),
    }
}

/// Behind break-even.
pub fn break_even(answer: &Answer, currency: Currency) -> FormulaCard {
    let mut steps = quota_steps(answer, currency);
    steps.push(step("1 ÷ win rate", multiple(answer.break_even.coverage)));
    steps.push(step("Chance of quota with it", chance(answer.break_even.chance)));
    FormulaCard {
        title: "Break-even".to_owned(),
        words: format!(
            "The coverage at which the deals won are worth what is left on average. On average is not often enough: here its chance of quota is {}.",
            chance(answer.break_even.chance)
        ),
        formula: "1 ÷ win rate".to_owned(),
        steps,
        source: format!(
            "the arithmetic that David Brock sets against 3×; its chance is from the {}",
            source(answer)
        ),
        leaves_out: format!("How sure you want to be. {EQUAL_DEALS}"),
    }
}

/// Behind the pipeline now.
pub fn have(answer: &Answer, currency: Currency) -> FormulaCard {
    let question = answer.question();
    let mut steps = quota_steps(answer, currency);
    steps.push(step(
        "Pipeline over what is left",
        format!(
            "{} ÷ {} = {}",
            money(question.pipeline, currency),
            money(question.left_to_quota, currency),
            multiple(answer.have.coverage)
        ),
    ));
    steps.push(step("Average deals in it", mean_count(answer.deals_at(answer.have.coverage))));
    steps.push(step("Chance of quota", chance(answer.have.chance)));
    steps.push(if answer.short.is_positive() {
        step("Short of what is needed", money(answer.short, currency))
    } else {
        step("More than is needed", money(-answer.short, currency))
    });
    FormulaCard {
        title: "Pipeline now".to_owned(),
        words: "What the open pipeline covers of what is left, and the chance that it brings it, taken as so many average deals.".to_owned(),
        formula: format!("{}; P(wins ≥ {})", wins_formula(answer), answer.wins),
        steps,
        source: source(answer).to_owned(),
        leaves_out: EQUAL_DEALS.to_owned(),
    }
}

/// Behind the curve.
pub fn curve(answer: &Answer, currency: Currency) -> FormulaCard {
    FormulaCard {
        title: "Chance of quota by coverage".to_owned(),
        words: "For every coverage: take the pipeline as so many average deals and work out how often at least the wins that quota takes come of them. Wins come whole, so the curve starts flat; between two whole numbers of deals it is the mix of both.".to_owned(),
        ..need(answer, currency)
    }
}
