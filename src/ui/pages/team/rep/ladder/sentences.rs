//! What each rung of a ladder says, with a number and without one, and what would mislead.

use super::words::{a_chance, coverage, deals, deals_needed, stays};
use crate::domain::{Currency, Multiple, WinRateDefinition};
use crate::engine::ladder::{Need, Rung, RungKind};
use crate::engine::ladder_seen::LadderSeen;
use crate::engine::pipeline_need::PipelineNeed;
use crate::engine::prior::Basis;
use crate::ui::format;

/// What a rung says, in one sentence.
pub fn sentence(rung: &Rung, seen: &LadderSeen, currency: Currency) -> String {
    let left = format::money_short(seen.ladder.left, currency);
    if rung.need == Need::NoneOnAverage {
        return format!(
            "Deals not created yet bring {} on average and {left} is left: on average nothing open is needed, which is not the same as safe.",
            format::units_short(seen.new_bookings(), currency)
        );
    }
    if let Some(words) = rung.need.words() {
        return words.to_owned();
    }
    match rung.kind {
        RungKind::FlatRule => format!(
            "The rule of thumb, the same for everybody: {} of pipeline for the {left} left.",
            format::money_short(Multiple::FLAT_RULE.pipeline(seen.ladder.left), currency)
        ),
        RungKind::BreakEvenRaw => format!(
            "{}: at that rate so much pipeline brings on average just what is left.",
            own_rate(seen)
        ),
        RungKind::BreakEvenTrusted => trusted(seen),
        RungKind::Timing => {
            let share = format::rate(seen.conversion);
            if seen.live_deals == 0 {
                format!(
                    "Nothing is open, so deals created today count: {share} of them are won in time."
                )
            } else {
                format!(
                    "Of the pipeline {share} is likely won in time, so it takes this much if no deal is created any more."
                )
            }
        }
        RungKind::NewDeals if stays(rung, seen) => {
            "Deals not created yet hardly bring anything in time, so nothing changes.".to_owned()
        }
        RungKind::NewDeals => format!(
            "Deals not created yet bring {} of the {left} on average, so what is open has to bring less.",
            format::units_short(seen.new_bookings(), currency)
        ),
        RungKind::WantedChance => wanted(seen, currency),
    }
}

/// "Of 48 decided deals the rep won 12"
fn own_rate(seen: &LadderSeen) -> String {
    let (won, all) = (seen.rate.decided.won, seen.rate.decided.count());
    let deals = |one, many| format::counted(all, one, many);
    let of = match seen.by {
        WinRateDefinition::ByCount => deals("decided deal", "decided deals"),
        WinRateDefinition::StaleAsLost => deals("decided or stale deal", "decided or stale deals"),
        WinRateDefinition::CreatedCohort => {
            deals("deal created long enough ago", "deals created long enough ago")
        }
        WinRateDefinition::ByValue => {
            let share = seen.rate.raw.map_or_else(String::new, format::rate);
            return format!("Of the money decided the rep won {share}");
        }
        WinRateDefinition::TimeToEvent => {
            let share = seen.rate.raw.map_or_else(String::new, format::rate);
            return format!("Of all deals the rep wins {share} in the end");
        }
    };
    format!("Of {of} the rep won {}", format::count(won as f64))
}

fn trusted(seen: &LadderSeen) -> String {
    let rests_on = match seen.prior.basis {
        Basis::NoPeersYet => {
            "There are no peers yet to compare with, so the rep's own deals count, with half a win and half a loss added"
        }
        Basis::Fitted | Basis::AllAlike => {
            "Few deals are mostly luck, so the peers' rate counts too until the rep's own deals outweigh it"
        }
    };
    match seen.rate.likely {
        Some(range) => format!(
            "{rests_on}: likely {} to {} (8 in 10).",
            format::rate(range.low),
            format::rate(range.high)
        ),
        None => format!("{rests_on}."),
    }
}

fn wanted(seen: &LadderSeen, currency: Currency) -> String {
    let chance = a_chance(seen.wanted);
    let needed = deals_needed(seen.ladder.need).map_or_else(String::new, deals);
    match seen.ladder.need {
        PipelineNeed::CreatedToday { each, .. } => format!(
            "Nothing is open, so it takes {needed} created today of {} each for {chance}.",
            format::money_short(each, currency)
        ),
        _ if seen.live_deals == 1 => {
            format!("It takes about {needed} like the one open now for {chance}.")
        }
        _ => format!(
            "It takes about {needed} like the {} open now for {chance}.",
            format::count(seen.live_deals as f64)
        ),
    }
}

/// What would mislead in these multiples, a sentence each.
pub fn warnings(seen: &LadderSeen, currency: Currency) -> Vec<String> {
    [less_than_a_deal(seen, currency), one_deal_over_half(seen, currency)]
        .into_iter()
        .flatten()
        .collect()
}

fn less_than_a_deal(seen: &LadderSeen, currency: Currency) -> Option<String> {
    let mean = seen.mean_deal.filter(|_| seen.ladder.less_than_a_deal_left)?;
    let go_by = deals_needed(seen.ladder.need).map_or_else(
        || "the number of deals".to_owned(),
        |needed| format!("the number, {}", deals(needed)),
    );
    Some(format!(
        "Less is left than an average deal of {} brings, where a multiple misleads: go by {go_by}.",
        format::units_short(mean, currency)
    ))
}

fn one_deal_over_half(seen: &LadderSeen, currency: Currency) -> Option<String> {
    let (without, biggest) = (seen.ladder.need_without_the_biggest?, seen.biggest?);
    Some(format!(
        "One deal of {} is over half of the pipeline, so check its amount: with it, {}; without it, {}.",
        format::money_short(biggest, currency),
        takes(seen.ladder.need),
        takes(without)
    ))
}

/// What it takes without the biggest deal, and the sentence to it, where that is over half of the
/// pipeline.
pub fn without_the_biggest(seen: &LadderSeen, currency: Currency) -> Option<(String, String)> {
    let value = match seen.ladder.need_without_the_biggest? {
        PipelineNeed::NoneNeeded => "no open pipeline needed".to_owned(),
        PipelineNeed::OwnMix { coverage: times, .. } => coverage(times),
        PipelineNeed::CreatedToday { deals: number, coverage: times, .. } => {
            format!("{}, {}", deals(number as u64), coverage(times))
        }
        PipelineNeed::CannotBeDone => "not even 500 open deals do it".to_owned(),
    };
    Some((value, one_deal_over_half(seen, currency)?))
}

/// A need in a few words: "it takes 5.8×".
pub fn takes(need: PipelineNeed) -> String {
    match need {
        PipelineNeed::NoneNeeded => "no open pipeline is needed".to_owned(),
        PipelineNeed::OwnMix { coverage: times, .. } => format!("it takes {}", coverage(times)),
        PipelineNeed::CreatedToday { deals: number, coverage: times, .. } => {
            format!("it takes {} created today, {}", deals(number as u64), coverage(times))
        }
        PipelineNeed::CannotBeDone => "not even 500 open deals do it".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{dana, times, units, with};
    use super::super::words::{change, has, name, on_the_picture, value};
    use super::*;
    use crate::domain::Money;
    use crate::engine::prior::{BetaPrior, Decided};

    const USD: Currency = Currency::Usd;

    fn rung(seen: &LadderSeen, kind: RungKind) -> Rung {
        *seen.ladder.rungs.iter().find(|rung| rung.kind == kind).unwrap()
    }

    /// A rung's name, what it comes to, and its sentence.
    #[track_caller]
    fn case(seen: &LadderSeen, kind: RungKind, said: [&str; 3]) {
        let rung = rung(seen, kind);
        let sentence = sentence(&rung, seen, USD);
        assert_eq!([&name(kind, seen), &value(&rung, seen), &sentence], said);
        assert!(sentence.ends_with('.') && !sentence.contains(". "), "one sentence: {sentence}");
    }

    #[test]
    fn the_second_rung_says_what_the_team_counts() {
        let said = |by| own_rate(&LadderSeen { by, ..dana() });
        assert_eq!(said(WinRateDefinition::ByCount), "Of 50 decided deals the rep won 11");
        assert_eq!(
            said(WinRateDefinition::StaleAsLost),
            "Of 50 decided or stale deals the rep won 11"
        );
        assert_eq!(said(WinRateDefinition::ByValue), "Of the money decided the rep won 22%");
        assert_eq!(
            said(WinRateDefinition::TimeToEvent),
            "Of all deals the rep wins 22% in the end"
        );
    }

    #[test]
    fn every_rung_with_a_number_says_what_it_takes_into_account() {
        let dana = dana();
        let rule = "The rule of thumb, the same for everybody: USD 1230K of pipeline for the USD 410K left.";
        case(&dana, RungKind::FlatRule, ["Flat rule", "3.0×", rule]);
        let raw = "Of 50 decided deals the rep won 11: at that rate so much pipeline brings on average just what is left.";
        case(&dana, RungKind::BreakEvenRaw, ["Own win rate, 1 ÷ 22%", "4.5×", raw]);
        let trusted = "Few deals are mostly luck, so the peers' rate counts too until the rep's own deals outweigh it: likely 18% to 30% (8 in 10).";
        case(&dana, RungKind::BreakEvenTrusted, ["Trusted win rate, 24%", "4.2×", trusted]);
        let timing = "Of the pipeline 20% is likely won in time, so it takes this much if no deal is created any more.";
        case(&dana, RungKind::Timing, ["Can still land in time", "5.0×", timing]);
        let new = "Deals not created yet bring USD 74K of the USD 410K on average, so what is open has to bring less.";
        case(&dana, RungKind::NewDeals, ["New deals that close inside", "4.1×", new]);
        let wanted = "It takes about 34 deals like the 18 open now for an 80% chance.";
        case(&dana, RungKind::WantedChance, ["For an 80% chance", "5.8×", wanted]);
    }

    #[test]
    fn every_rung_without_a_number_says_why_in_the_place_of_its_bar() {
        let numbers = [3.0, 4.5, 4.2, 5.0, 4.1, 5.8].map(times);
        let with_need = |at: usize, need: Need| {
            let mut needs = numbers;
            needs[at] = need;
            with(needs)
        };
        let mut nothing_won = with_need(1, Need::NothingWon);
        nothing_won.rate = nothing_won.prior.trusted_rate(Decided { won: 0, lost: 20 });
        let why = "No deal was won yet, so no pipeline breaks even: count a longer time, or go by the next rung.";
        case(&nothing_won, RungKind::BreakEvenRaw, ["Own win rate", "no deal won yet", why]);
        // Its change is against the flat rule.
        let trusted = rung(&nothing_won, RungKind::BreakEvenTrusted);
        assert_eq!(change(&trusted, &nothing_won).unwrap().written, "+1.2");

        let why = "No deal of this rep was decided yet, so there is no win rate of their own: the next rung goes by the peers.";
        let nothing = with_need(1, Need::NothingDecided);
        case(&nothing, RungKind::BreakEvenRaw, ["Own win rate", "no deal decided yet", why]);

        let why = "Hardly a loss is recorded, so won / decided is no win rate: close lost deals as lost, or say how many of ten quotes come in.";
        let value = "losses are not recorded";
        let unrecorded = with_need(1, Need::LossesNotRecorded);
        case(&unrecorded, RungKind::BreakEvenRaw, ["Own win rate", value, why]);
        let unrecorded = with_need(2, Need::LossesNotRecorded);
        case(&unrecorded, RungKind::BreakEvenTrusted, ["Trusted win rate", value, why]);

        let why = "Nothing can land in time: what is created now counts for the next period.";
        let value = "nothing can land in time";
        let late = with_need(3, Need::NothingCanLand);
        case(&late, RungKind::Timing, ["Can still land in time", value, why]);
        let late = with_need(4, Need::NothingCanLand);
        case(&late, RungKind::NewDeals, ["New deals that close inside", value, why]);

        let mut enough = with_need(4, Need::NoneOnAverage);
        enough.new_wins = 9.0;
        let why = "Deals not created yet bring USD 603K on average and USD 410K is left: on average nothing open is needed, which is not the same as safe.";
        let name = "New deals that close inside";
        case(&enough, RungKind::NewDeals, [name, "none on average", why]);

        let why = "New deals alone give the wanted chance: no open pipeline is needed, only the usual pace of new deals.";
        let none = with_need(5, Need::NoPipelineNeeded);
        case(&none, RungKind::WantedChance, ["For an 80% chance", "no open pipeline needed", why]);

        let why = "Not even 500 open deals would do it, more than anybody works: help the open deals along, and build for the next period.";
        let value = "not even 500 open deals do it";
        let cannot = with_need(5, Need::NoPipelineCanDoIt);
        case(&cannot, RungKind::WantedChance, ["For an 80% chance", value, why]);
    }

    #[test]
    fn a_rep_without_peers_is_told_so() {
        let mut alone = dana();
        alone.prior = BetaPrior { alpha: 0.5, beta: 0.5, basis: Basis::NoPeersYet };
        alone.rate = alone.prior.trusted_rate(alone.rate.decided);
        let why = "There are no peers yet to compare with, so the rep's own deals count, with half a win and half a loss added: likely 15% to 30% (8 in 10).";
        case(&alone, RungKind::BreakEvenTrusted, ["Trusted win rate, 23%", "4.2×", why]);
    }

    #[test]
    fn with_nothing_open_deals_created_today_are_counted() {
        let mut empty = dana();
        (empty.live_deals, empty.biggest) = (0, None);
        empty.ladder.pipeline = Money::ZERO;
        empty.ladder.have = Multiple::new(0.0);
        let (each, coverage) = (units(67_000.0), Multiple::new(5.8).unwrap());
        empty.ladder.need = PipelineNeed::CreatedToday { deals: 36, each, coverage };
        let why = "Nothing is open, so deals created today count: 20% of them are won in time.";
        case(&empty, RungKind::Timing, ["Can still land in time", "5.0×", why]);
        let why = "Nothing is open, so it takes 36 deals created today of USD 67K each for an 80% chance.";
        case(&empty, RungKind::WantedChance, ["For an 80% chance", "5.8×", why]);
        assert_eq!(has(&empty).as_deref(), Some("has nothing open"));
        assert_eq!(has(&dana()).as_deref(), Some("has 3.1×"));
    }

    #[test]
    fn where_less_than_a_deal_is_left_the_number_of_deals_comes_first() {
        let mut small = dana();
        small.ladder.left = units(20_000.0);
        small.ladder.less_than_a_deal_left = true;
        let coverage = Multiple::new(12.4).unwrap();
        small.ladder.need = PipelineNeed::OwnMix { times: 0.2, deals: 2.6, coverage };
        small.ladder.rungs[5].need = Need::Coverage(coverage);
        let why = "It takes about 3 deals like the 18 open now for an 80% chance.";
        case(&small, RungKind::WantedChance, ["For an 80% chance", "3 deals, 12.4×", why]);
        let last = rung(&small, RungKind::WantedChance);
        assert_eq!(on_the_picture(&last, &small), (None, "3 deals, 12.4×".to_owned()));
        assert_eq!(
            warnings(&small, USD),
            [
                "Less is left than an average deal of USD 71K brings, where a multiple misleads: go by the number, 3 deals."
            ]
        );
    }

    #[test]
    fn new_deals_that_bring_nothing_change_nothing() {
        let mut seen = with([3.0, 4.5, 4.2, 5.0, 5.0, 5.8].map(times));
        seen.new_wins = 0.0;
        let why = "Deals not created yet hardly bring anything in time, so nothing changes.";
        case(&seen, RungKind::NewDeals, ["New deals that close inside", "5.0×", why]);
    }

    #[test]
    fn one_deal_over_half_is_said_with_the_need_with_it_and_without_it() {
        #[track_caller]
        fn case(without: PipelineNeed, value: &str, said: &str) {
            let mut seen = dana();
            seen.ladder.need_without_the_biggest = Some(without);
            let start = "One deal of USD 97K is over half of the pipeline, so check its amount: with it, it takes 5.8×; without it, ";
            let sentence = format!("{start}{said}.");
            assert_eq!(warnings(&seen, USD), [sentence.as_str()]);
            assert_eq!(without_the_biggest(&seen, USD), Some((value.to_owned(), sentence)));
        }
        let (each, coverage) = (units(5_000.0), Multiple::new(9.1).unwrap());
        let mix = PipelineNeed::OwnMix { times: 4.0, deals: 8.0, coverage };
        case(mix, "9.1×", "it takes 9.1×");
        let today = PipelineNeed::CreatedToday { deals: 1, each, coverage };
        case(today, "1 deal, 9.1×", "it takes 1 deal created today, 9.1×");
        let none = "no open pipeline";
        case(PipelineNeed::NoneNeeded, &format!("{none} needed"), &format!("{none} is needed"));
        let cannot = "not even 500 open deals do it";
        case(PipelineNeed::CannotBeDone, cannot, cannot);
        assert_eq!(warnings(&dana(), USD), [""; 0]);
        assert_eq!(without_the_biggest(&dana(), USD), None);
    }
}
