//! The formula cards behind what follows from a forecast.

use super::super::super::seen_words::{has_ahead, needed_ahead};
use super::about::About;
use crate::domain::Rate;
use crate::engine::leverage::Leverage;
use crate::engine::rep_seen::Ahead;
use crate::engine::verdict::{Habits, OverCoverage, ToAdd, Verdict};
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::format;

const MODEL: &str = "individual risk model for open deals, collective risk model for new ones (Panjer, 1981), a shared factor for the period (Hougaard, 2000)";

type Steps = Vec<(String, String)>;

/// A card with the forecast as its source.
fn card(title: &str, words: &str, formula: &str, steps: Steps, leaves_out: &str) -> FormulaCard {
    FormulaCard {
        title: title.to_owned(),
        words: words.to_owned(),
        formula: formula.to_owned(),
        steps,
        source: MODEL.to_owned(),
        leaves_out: leaves_out.to_owned(),
    }
}

/// Behind what one deal does to the chance of quota.
pub fn ride(deal: &Leverage, name: &str, amount: String, verdict: &Verdict) -> FormulaCard {
    let group = deal.of_its_age;
    let share = |share| format::rate(Rate::clamped(share));
    card(
        &format!("What {name} changes"),
        "How likely the deal is won in time follows from its age: from how many of the group's deals of that age were decided within as many days, from the rep's pace and from the rep's win rate beside the group's. Then the chance of quota with it won, with it lost, and as it is now; all other deals stay as they are. Named first is the deal where a visit may change most: one that matters for the quota and that can still go either way in time. It is measured by how fast the chance of quota rises with the deal's odds, as if a visit lifted the odds of every deal by the same factor. Chances of quota are told to the nearest 5%; the order goes by what is behind them.",
        "P(quota | the deal is won), P(quota | the deal is lost); in the order of p × (1 − p) × (the first − the second)",
        vec![
            step("Amount", amount),
            step("Deals of the group watched at its age", format::count(group.watched)),
            step("Of these decided in as many days as are left", share(group.decided)),
            step("Of those decided won", share(group.won_of_decided)),
            step("The rep's pace beside the group's", format::hundredths(verdict.habits[0].pace)),
            step(
                "Decided in time at the rep's pace, over good and bad periods",
                format::rate(deal.decided),
            ),
            step(
                "Of such, the rep wins, by the win rate beside the group's",
                format::rate(deal.won_of_decided),
            ),
            step("p, won in time: the one × the other", format::rate(deal.chance_won)),
            step("Chance of quota now", format::chance_from_data(verdict.chance)),
            step("If it is won", format::chance_from_data(deal.if_won)),
            step("If it is lost", format::chance_from_data(deal.if_lost)),
        ],
        "What stage a deal is in, and when it is said to close: an export holds both only as they are today, so nothing can be learned of them. That a deal which is won or lost also says something about how the period runs; what the manager knows of the customer, and how far the drive is.",
    )
}

/// Behind that no open deal can land in time.
pub fn none_open() -> FormulaCard {
    card(
        "With whom to ride",
        "A deal is named where a visit may change most: one that matters for the quota and that can still go either way in time. Stale deals, older than any that was won, are not among them, and no other is open.",
        "the order of p × (1 − p) × (P(quota | won) − P(quota | lost))",
        Vec::new(),
        "What the manager knows of the customer.",
    )
}

/// Behind what is to be added.
pub fn to_add(about: &About<'_>, verdict: &Verdict) -> FormulaCard {
    let mut steps = vec![
        step("Chance wanted", format::whole_percent(about.wanted.share())),
        step("Chance now", format::chance_from_data(verdict.chance)),
        step("A deal created today is won in time", format::rate(verdict.created_today)),
    ];
    if let Some(ladder) = about.full.ladder.as_ref().filter(|ladder| ladder.live_deals > 0) {
        let conversion = format::rate(ladder.conversion);
        steps.push(step("Of the open pipeline is won in time", conversion));
    }
    if let ToAdd::Deals { deals, each } = verdict.to_add {
        let deals = format::count(deals as f64);
        let deals = if about.is_told(verdict) {
            format!(
                "{deals}, for the last bit of a chance that is known to the nearest {} only",
                format::whole_percent(0.05)
            )
        } else {
            deals
        };
        steps.push(step("n, deals created today", deals));
        steps.push(step("Each worth, an average win", about.exact(each)));
    }
    card(
        "To add",
        "How many deals, created today and worth an average win (the mean of the rep's wins; under 10 are filled up to 10 with the group's), bring the chance of quota to the wanted one. Only deals created from now on can be added; how likely each is won in the days left follows from how long wins of the group take. The need on top of the page is counted in deals like the open ones instead, which have other amounts and other chances, so the two numbers differ.",
        "the least n with P(booked + open + new deals + n created today ≥ quota) ≥ the chance wanted",
        steps,
        "Whether so many deals can be found, and the time that each takes from the others.",
    )
}

/// Behind the last day that counts.
pub fn last_day(value: &str, verdict: &Verdict) -> FormulaCard {
    let mut card = card(
        "Last day that counts",
        "After this day, a deal that is created has less than a tenth of its chance of ever being won left for this period: it counts for the next.",
        "the last day t with P(won by the period's end | created on t) ≥ 0.1 × P(won ever)",
        vec![
            step("A new deal is ever won", format::rate(verdict.won_ever)),
            step("One created today is won in time", format::rate(verdict.created_today)),
            step("Last day", value.to_owned()),
        ],
        "Deals that are decided faster than those of the past.",
    );
    "cumulative incidence of won and lost by age (Aalen and Johansen, 1978)"
        .clone_into(&mut card.source);
    card
}

/// Behind a need of more deals than the rep ever worked.
pub fn open_at_once(about: &About<'_>, over: OverCoverage) -> FormulaCard {
    let mut card = card(
        "Open at once",
        "The need in deals, against the most that the rep had open on one day of the look-back. More than anybody worked is not a pipeline but a wish.",
        "deals needed > the most open on one day",
        vec![
            step("Deals needed", format::count(over.needed.ceil())),
            step("Open now", format::count(about.ahead.rep.live as f64)),
            step("The most open on one day", format::count(over.most_worked as f64)),
        ],
        "That some deals take less work than others.",
    );
    "the kept deals, day by day".clone_into(&mut card.source);
    card
}

/// Behind the likely total.
pub fn heading_for(about: &About<'_>) -> FormulaCard {
    let (rep, now) = (about.ahead.rep, about.now);
    let mut steps = vec![step("Booked so far", about.exact(now.quota.booked))];
    if now.ahead.is_positive() {
        steps.push(step("Still comes in without a deal", about.exact(now.ahead)));
    }
    if let Some(ladder) = &about.full.ladder {
        let open = ladder.ladder.pipeline.units() * ladder.conversion.share();
        steps.push(step("Open deals, expected", about.units(open)));
        steps.push(step("Deals not created yet, expected", about.units(ladder.new_bookings())));
        let created = about.full.verdict.as_ref().map(|verdict| verdict.habits[0].created_a_day);
        let created = created.map_or_else(String::new, |created| {
            format!("; the rep creates {} a day", format::editable(created))
        });
        let wins = format::mean_count(ladder.new_wins);
        let each = about.units(ladder.mean_win);
        steps.push(step("These are", format!("{wins} wins of {each}{created}")));
    }
    steps.push(step("Expected in all", about.units(rep.total.mean)));
    steps.push(step("Likely from, 10% quantile", about.units(rep.total.low)));
    steps.push(step("to, 90% quantile", about.units(rep.total.high)));
    if let Some(quota) = now.quota.quota {
        steps.push(step("Quota", about.exact(quota)));
        steps.push(step("Chance of it", format::chance_from_data(about.ahead.chance)));
    }
    card(
        "Heading for",
        "What is booked, what comes in without a deal, and what open and new deals bring by the period's end: on average, and the middle of the range in 8 of 10 periods. A few large wins lift the average, so the chance of reaching just that much is often below even.",
        "booked + what comes in without a deal + E(open deals + new deals); 10% and 90% quantiles of the same",
        steps,
        "What no deal of the past shows: a new price, a new market, a lost customer.",
    )
}

/// Behind an average rep in this seat.
pub fn average_rep(about: &About<'_>, verdict: &Verdict) -> FormulaCard {
    let mut steps = Vec::new();
    if let Some(ladder) = &about.full.ladder {
        steps.push(step("The rep's win rate, trusted", format::rate(ladder.rate.trusted)));
        steps.push(step("The group's win rate", format::rate(ladder.prior.mean())));
    }
    let [own, average] = verdict.habits;
    let both = |what: &str, of: fn(Habits) -> String| {
        step(what, format!("{} and {}", of(own), of(average)))
    };
    steps.push(both("Pace of deciding, the rep's and the group's", |it| format::editable(it.pace)));
    steps.push(both("Deals created a day", |it| format::editable(it.created_a_day)));
    steps
        .push(both("Wins expected of deals not created yet", |it| format::mean_count(it.new_wins)));
    steps.push(step("Chance of the rep", format::chance_from_data(verdict.chance)));
    steps.push(step("Chance of an average rep", format::chance_from_data(verdict.average_rep)));
    card(
        "An average rep in this seat",
        "The chance of quota if a rep like the middle of the group sat here: this rep's open deals, deal sizes, period and quota, with the group's win rate, pace of deciding and pace of new deals. What is above or below it is the rep; the rest is the territory and the target.",
        "P(quota) with the group's rates in the rep's seat",
        steps,
        "That deals of a strong rep may be better deals than they look.",
    )
}

/// Behind the next period.
pub fn next(about: &About<'_>, next: &Ahead<'_>) -> FormulaCard {
    let needed = needed_ahead(next).unwrap_or_else(str::to_owned);
    let new = next.rep.new_wins * next.rep.mean_win;
    card(
        "The next period",
        "The same forecast for the period after this: nothing is booked, a deal counts with the chance to be won by its end less that to be won before its start, and deals created from today on come on top.",
        "p = P(won by the end) − P(won by the start)",
        vec![
            step("Left to quota", about.exact(next.left)),
            step("Open deals of today", format::count(next.rep.live as f64)),
            step("Expected of these", about.units(next.rep.from_deals - new)),
            step("Deals not created yet, expected", about.units(new)),
            step(
                "These are",
                format!(
                    "{} wins of {}",
                    format::mean_count(next.rep.new_wins),
                    about.units(next.rep.mean_win)
                ),
            ),
            step("Expected in all", about.units(next.rep.from_deals)),
            step("Has", has_ahead(next)),
            step("Needed for the chance wanted", needed),
            step("Chance of its quota", format::chance_from_data(next.chance)),
        ],
        "Deals that slip from this period with more work done on them.",
    )
}
