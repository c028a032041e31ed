//! What each definition of a win rate counts, and why one may be missing, in plain words.

use crate::domain::{Interval, Multiple, Rate, WinRateDefinition};
use crate::engine::rep_now::FEWEST_DECIDED;
use crate::engine::win_rate_definitions::DefinedRate;
use crate::ui::components::sentence::Sentence;
use crate::ui::format;
use crate::ui::route::{DataPlace, Route};

/// What deals count by when they were decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How far back, in months.
    pub months: u8,
    /// Whether no decided deal has a close date, so that all count.
    pub undated: bool,
}

impl Counted {
    /// "in the last 12 months"
    fn when(self) -> String {
        if self.undated {
            return "at any time, for none has a close date".to_owned();
        }
        format!("in the last {}", format::counted(self.months.into(), "month", "months"))
    }
}

/// The letter and the name of a definition.
pub const fn name(definition: WinRateDefinition) -> &'static str {
    match definition {
        WinRateDefinition::ByCount => "(a) By count",
        WinRateDefinition::ByValue => "(b) By value",
        WinRateDefinition::StaleAsLost => "(c) Stale as lost",
        WinRateDefinition::CreatedCohort => "(d) Of all created",
        WinRateDefinition::TimeToEvent => "(e) In the end",
    }
}

/// What it stands for in a list to choose from.
pub const fn value(definition: WinRateDefinition) -> &'static str {
    match definition {
        WinRateDefinition::ByCount => "by-count",
        WinRateDefinition::ByValue => "by-value",
        WinRateDefinition::StaleAsLost => "stale-as-lost",
        WinRateDefinition::CreatedCohort => "created-cohort",
        WinRateDefinition::TimeToEvent => "time-to-event",
    }
}

/// The definition that a value stands for.
pub fn named(of: &str) -> Option<WinRateDefinition> {
    WinRateDefinition::ALL.into_iter().find(|definition| value(*definition) == of)
}

/// What changes with another definition.
pub const WHAT_IT_CHANGES: &str = "Team and Rep show the win rate by it and say what breaks even by it; a need by equal deals follows it too. A forecast goes by the age of every deal, whatever is chosen.";

/// What it counts.
pub const fn counts(definition: WinRateDefinition) -> &'static str {
    match definition {
        WinRateDefinition::ByCount => "deals won, of those won or lost",
        WinRateDefinition::ByValue => "money won, of what was won or lost",
        WinRateDefinition::StaleAsLost => "deals won, of those won, lost or stale",
        WinRateDefinition::CreatedCohort => "deals won, of those created long enough ago",
        WinRateDefinition::TimeToEvent => {
            "share won in the end, open deals used for as long as they were watched"
        }
    }
}

/// What a deal is that counts and is not won.
pub const fn not_won(definition: WinRateDefinition) -> &'static str {
    match definition {
        WinRateDefinition::StaleAsLost => "lost or stale",
        WinRateDefinition::CreatedCohort => "not won",
        WinRateDefinition::ByCount
        | WinRateDefinition::ByValue
        | WinRateDefinition::TimeToEvent => "lost",
    }
}

/// What the trap is that it avoids or walks into.
pub const fn trap(definition: WinRateDefinition) -> &'static str {
    match definition {
        WinRateDefinition::ByCount => {
            "(a) drops the open deals. Where losses are closed late or never, it is too high; where wins take longer than losses, too low."
        }
        WinRateDefinition::ByValue => {
            "(b) is what the money says, but a single large deal can decide it: its range counts large deals for what they weigh. Where lost deals carry no amount it would read 100%, so it is left out then."
        }
        WinRateDefinition::StaleAsLost => {
            "(c) takes for lost what nobody closed: open for longer than any deal took that was won, or 30 days past its expected close."
        }
        WinRateDefinition::CreatedCohort => {
            "(d) forgets nothing, not even deals that nobody closed, but is old news: it only takes deals created so long ago that nine in ten are decided by that age."
        }
        WinRateDefinition::TimeToEvent => {
            "(e) uses every deal for as long as it was watched, and so the latest ones too; with few deals it may hang on a single one."
        }
    }
}

/// What no definition cures.
pub const NOISE: &str = "By any definition a rep's own rate is mostly luck at the usual number of deals: where the ranges overlap, nobody can say who is better. The figures therefore draw it to the rate of the rep's group.";

/// What 1 / rate is not.
pub const BREAK_EVEN: &str = "The coverage here is 1 ÷ rate and only breaks even: with a few equal deals it reaches what is left in 55 to 70 of 100 periods. What is really needed stands with the rep.";

/// Why there is no rate; `None` where there is one.
pub fn why_not(
    definition: WinRateDefinition,
    rate: DefinedRate,
    counted: Counted,
) -> Option<Sentence> {
    let when = counted.when();
    Some(match (rate, definition) {
        (DefinedRate::Rate { .. }, _) => return None,
        (DefinedRate::LossesNotRecorded, _) => Sentence::of(
            "Not available: under 15% of the team's decided deals are lost, so losses are not recorded and the share won says nothing. Go by (c), or ",
        )
        .way("say under Data, Settings", Route::Data(DataPlace::Settings))
        .then(", how many of ten quotes come in."),
        (DefinedRate::LostWithoutAmount, _) => Sentence::of(
            "Not available: over half of the lost deals carry no amount, and without them it would read close to 100%. ",
        )
        .way("Bring the amounts of lost deals in", Route::Data(DataPlace::Import))
        .then("."),
        (DefinedRate::TooRecent { age_needed }, _) => Sentence::of(format!(
            "Too recent: nine in ten decided deals took up to {}, and no deal counted here is as old.",
            format::counted(age_needed as u64, "day", "days")
        )),
        (DefinedRate::NothingDecided, WinRateDefinition::ByValue) => {
            Sentence::of(format!("No deal with an amount was won or lost {when}."))
        }
        (DefinedRate::NothingDecided, WinRateDefinition::StaleAsLost) => {
            Sentence::of(format!("No deal was won or lost {when}, and none is stale."))
        }
        (DefinedRate::NothingDecided, WinRateDefinition::ByCount) => {
            Sentence::of(format!("No deal was won or lost {when}."))
        }
        (
            DefinedRate::NothingDecided,
            WinRateDefinition::CreatedCohort | WinRateDefinition::TimeToEvent,
        ) => Sentence::of(format!("No deal whose created date is known was won or lost {when}.")),
    })
}

/// "18% to 31%"
pub fn range(range: Interval) -> String {
    format!("{} to {}", format::rate(range.low), format::rate(range.high))
}

/// "48 deals"
pub fn rests_on(deals: u64) -> String {
    format::counted(deals, "deal", "deals")
}

/// The coverage that breaks even at a rate: "2.4×"; "–" where nothing is won.
pub fn coverage(break_even: Option<Multiple>) -> String {
    break_even.map_or_else(|| "–".to_owned(), format::multiple)
}

/// The same at both ends of the range, the high end of the rate first: "2.1× to 2.8×".
pub fn coverage_range(range: Interval) -> String {
    let at = |rate: Rate| Multiple::new(1.0 / rate.share()).map(format::multiple);
    match (at(range.high), at(range.low)) {
        (Some(least), Some(most)) if least == most => least,
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("{least} or more"),
        (None, _) => "more than can be named".to_owned(),
    }
}

/// How far the definitions lie apart, in a sentence; `None` where fewer than two have a rate.
pub fn spread(rates: &[DefinedRate]) -> Option<String> {
    let known =
        WinRateDefinition::ALL.into_iter().zip(rates).filter_map(|(definition, rate)| match rate {
            DefinedRate::Rate { rate, break_even, deals, .. } => {
                Some((definition, *rate, *break_even, *deals))
            }
            _ => None,
        });
    let mut known: Vec<_> = known.collect();
    known.sort_by(|(_, one, ..), (_, other, ..)| one.share().total_cmp(&other.share()));
    let (low, high) = (*known.first()?, *known.last()?);
    if known.len() < 2 {
        return None;
    }
    if known.iter().any(|(.., deals)| *deals < FEWEST_DECIDED) {
        let fewest = format::count(FEWEST_DECIDED as f64);
        return Some(format!(
            "Some rest on fewer than {fewest} deals: too few to tell definitions apart."
        ));
    }
    if format::rate(low.1) == format::rate(high.1) {
        return Some(format!("All that are known say {}.", format::rate(low.1)));
    }
    let asks = |(what, rate, needed, _): (_, Rate, Option<Multiple>, _)| {
        let covers =
            needed.map(|times| format!(", which breaks even at {}", format::multiple(times)));
        format!("{} by {}{}", format::rate(rate), letter(what), covers.unwrap_or_default())
    };
    Some(format!("One list of deals: from {}, to {}.", asks(low), asks(high)))
}

/// "(a)"
fn letter(definition: WinRateDefinition) -> &'static str {
    name(definition).split(' ').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::win_rate::{LIKELY, wilson_interval};

    const YEAR: Counted = Counted { months: 12, undated: false };

    fn rate(won: u64, deals: u64) -> DefinedRate {
        let rate = Rate::of_counts(won, deals).unwrap();
        DefinedRate::Rate {
            rate,
            range: wilson_interval(won, deals, LIKELY),
            deals,
            break_even: Multiple::new(1.0 / rate.share()),
            created_before: None,
        }
    }

    #[track_caller]
    fn case(definition: WinRateDefinition, rate: DefinedRate, said: &str) {
        let why = why_not(definition, rate, YEAR).map(|sentence| sentence.text());
        assert_eq!(why.as_deref().unwrap_or_default(), said);
    }

    #[test]
    fn why_a_definition_has_no_rate_is_said() {
        use WinRateDefinition::{ByCount, ByValue, CreatedCohort, StaleAsLost, TimeToEvent};
        case(ByCount, rate(1, 2), "");
        case(
            ByCount,
            DefinedRate::NothingDecided,
            "No deal was won or lost in the last 12 months.",
        );
        case(
            ByValue,
            DefinedRate::NothingDecided,
            "No deal with an amount was won or lost in the last 12 months.",
        );
        case(
            StaleAsLost,
            DefinedRate::NothingDecided,
            "No deal was won or lost in the last 12 months, and none is stale.",
        );
        case(
            TimeToEvent,
            DefinedRate::NothingDecided,
            "No deal whose created date is known was won or lost in the last 12 months.",
        );
        case(
            ByValue,
            DefinedRate::LostWithoutAmount,
            "Not available: over half of the lost deals carry no amount, and without them it would read close to 100%. Bring the amounts of lost deals in.",
        );
        case(
            CreatedCohort,
            DefinedRate::TooRecent { age_needed: 120 },
            "Too recent: nine in ten decided deals took up to 120 days, and no deal counted here is as old.",
        );
        case(
            TimeToEvent,
            DefinedRate::LossesNotRecorded,
            "Not available: under 15% of the team's decided deals are lost, so losses are not recorded and the share won says nothing. Go by (c), or say under Data, Settings, how many of ten quotes come in.",
        );
        let undated = Counted { undated: true, ..YEAR };
        let said = why_not(ByCount, DefinedRate::NothingDecided, undated).unwrap().text();
        assert_eq!(said, "No deal was won or lost at any time, for none has a close date.");
    }

    #[test]
    fn the_coverage_is_told_at_both_ends() {
        let interval = |low, high| Interval { low: Rate::clamped(low), high: Rate::clamped(high) };
        assert_eq!(coverage_range(interval(0.25, 0.5)), "2.0× to 4.0×");
        assert_eq!(coverage_range(interval(0.0, 0.5)), "2.0× or more");
        assert_eq!(coverage_range(interval(0.0, 0.0)), "more than can be named");
        assert_eq!(coverage_range(interval(0.5, 0.501)), "2.0×");
        assert_eq!(coverage(None), "–");
    }

    #[test]
    fn how_far_the_definitions_lie_apart_is_said_where_there_are_two() {
        let none = DefinedRate::NothingDecided;
        assert_eq!(spread(&[rate(10, 20), none]), None);
        assert_eq!(spread(&[]), None);
        let said = |rates: &[DefinedRate]| spread(rates).unwrap();
        assert_eq!(said(&[rate(10, 20), rate(20, 40)]), "All that are known say 50%.");
        assert_eq!(
            said(&[rate(10, 20), none, rate(10, 40)]),
            "One list of deals: from 25% by (c), which breaks even at 4.0×, to 50% by (a), which breaks even at 2.0×."
        );
        let few = said(&[rate(10, 20), rate(2, 2)]);
        assert_eq!(few, "Some rest on fewer than 10 deals: too few to tell definitions apart.");
    }
}
