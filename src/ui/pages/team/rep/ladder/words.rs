//! What each rung of a ladder is called and says, with a number and without one.

use crate::charts::step_label::Change;
use crate::domain::{Multiple, Rate};
use crate::engine::ladder::{Need, Rung, RungKind};
use crate::engine::ladder_seen::LadderSeen;
use crate::engine::pipeline_need::PipelineNeed;
use crate::ui::format;

/// Coverages beyond this are not told apart: no pipeline is a thousand times what is left unless
/// hardly anything is.
const MOST_WRITTEN: f64 = 1_000.0;

/// "Own win rate, 1 ÷ 22%"
pub fn name(kind: RungKind, seen: &LadderSeen) -> String {
    let rung = seen.ladder.rungs.iter().find(|rung| rung.kind == kind);
    let has_number = rung.is_some_and(|rung| rung.need.times().is_some());
    match (kind, seen.rate.raw) {
        (RungKind::FlatRule, _) => "Flat rule".to_owned(),
        (RungKind::BreakEvenRaw, Some(raw)) if has_number => {
            format!("Own win rate, 1 ÷ {}", format::rate(raw))
        }
        (RungKind::BreakEvenRaw, _) => "Own win rate".to_owned(),
        (RungKind::BreakEvenTrusted, _) if has_number => {
            format!("Trusted win rate, {}", format::rate(seen.rate.trusted))
        }
        (RungKind::BreakEvenTrusted, _) => "Trusted win rate".to_owned(),
        (RungKind::Timing, _) => "Can still land in time".to_owned(),
        (RungKind::NewDeals, _) => "New deals that close inside".to_owned(),
        (RungKind::WantedChance, _) => format!("For {}", a_chance(seen.wanted)),
    }
}

/// "an 80% chance"
pub fn a_chance(wanted: Rate) -> String {
    let spoken_with_a_vowel = [8.0, 11.0, 18.0].contains(&wanted.percent().round())
        || (80.0..90.0).contains(&wanted.percent().round());
    let article = if spoken_with_a_vowel { "an" } else { "a" };
    format!("{article} {} chance", format::rate(wanted))
}

/// "5.8×"
pub fn coverage(multiple: Multiple) -> String {
    if multiple.times() <= MOST_WRITTEN {
        return format::multiple(multiple);
    }
    format!("over {}×", format::count(MOST_WRITTEN))
}

/// What a rung comes to, or in the place of a number why there is none.
pub fn value(rung: &Rung, seen: &LadderSeen) -> String {
    match rung.need {
        Need::Coverage(multiple) => match deals_first(rung, seen) {
            Some(deals) => format!("{deals}, {}", coverage(multiple)),
            None => coverage(multiple),
        },
        Need::NothingDecided => "no deal decided yet".to_owned(),
        Need::NothingWon => "no deal won yet".to_owned(),
        Need::LossesNotRecorded => "losses are not recorded".to_owned(),
        Need::NothingCanLand => "nothing can land in time".to_owned(),
        Need::NoneOnAverage => "none on average".to_owned(),
        Need::NoPipelineNeeded => "no open pipeline needed".to_owned(),
        Need::NoPipelineCanDoIt => "not even 500 open deals do it".to_owned(),
    }
}

/// The need in deals, where a multiple would mislead.
fn deals_first(rung: &Rung, seen: &LadderSeen) -> Option<String> {
    let is_first = rung.kind == RungKind::WantedChance && seen.ladder.less_than_a_deal_left;
    deals_needed(seen.ladder.need).filter(|_| is_first).map(deals)
}

/// "3 deals"
pub fn deals(deals: u64) -> String {
    format::counted(deals, "deal", "deals")
}

/// Whole deals; `None` where the need is no number of them.
pub fn deals_needed(need: PipelineNeed) -> Option<u64> {
    match need {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
        PipelineNeed::OwnMix { deals, .. } => Some((deals - 1e-9).ceil().max(1.0) as u64),
        PipelineNeed::CreatedToday { deals, .. } => u64::try_from(deals).ok(),
        PipelineNeed::NoneNeeded | PipelineNeed::CannotBeDone => None,
    }
}

/// The last rung before this one that has a number.
fn before(rung: &Rung, seen: &LadderSeen) -> Option<f64> {
    let before = seen.ladder.rungs.iter().take_while(|other| other.kind != rung.kind);
    before.filter_map(|rung| rung.need.times()).last()
}

/// How much more or less than the last number, between the two as they are written, so that they
/// add up; `None` without two numbers.
fn difference(rung: &Rung, seen: &LadderSeen) -> Option<(f64, bool)> {
    let (now, before) = (rung.need.times()?, before(rung, seen)?);
    if now.max(before) > MOST_WRITTEN {
        return None;
    }
    let whole = now.max(before) >= 99.95;
    let parts = if whole { 1.0 } else { 10.0 };
    Some((((now * parts).round() - (before * parts).round()) / parts, whole))
}

/// The signed change: "+1.5"; `None` where nothing changes and without two numbers.
pub fn change(rung: &Rung, seen: &LadderSeen) -> Option<Change> {
    let (by, whole) = difference(rung, seen).filter(|(by, _)| *by != 0.0)?;
    let size = Multiple::new(by.abs())?;
    let written =
        if whole { format::count(size.times()) } else { format::multiple(size).replace('×', "") };
    let sign = if by > 0.0 { '+' } else { '−' };
    Some(Change { rises: by > 0.0, written: format!("{sign}{written}") })
}

/// Whether a rung comes to as much as the last number, as they are written.
pub fn stays(rung: &Rung, seen: &LadderSeen) -> bool {
    difference(rung, seen).is_some_and(|(by, _)| by == 0.0)
}

/// What stands on the picture: the change only between two plain multiples, "still 4.0×" without.
pub fn on_the_picture(rung: &Rung, seen: &LadderSeen) -> (Option<Change>, String) {
    let value = value(rung, seen);
    if !matches!(rung.need, Need::Coverage(_)) || deals_first(rung, seen).is_some() {
        return (None, value);
    }
    if stays(rung, seen) {
        return (None, format!("still {value}"));
    }
    (change(rung, seen), value)
}

/// "has 3.1×"
pub fn has(seen: &LadderSeen) -> Option<String> {
    let have = seen.ladder.have?;
    let nothing = !seen.ladder.pipeline.is_positive();
    Some(if nothing { "has nothing open".to_owned() } else { format!("has {}", coverage(have)) })
}

#[cfg(test)]
mod tests {
    use super::super::samples::{times, with};
    use super::*;

    #[test]
    fn changes_add_up_as_they_are_written() {
        #[track_caller]
        fn case(from: f64, to: f64, change: &str, value: &str) {
            let mut needs = [times(from); 6];
            needs[5] = times(to);
            let seen = with(needs);
            let (found, written) = on_the_picture(&seen.ladder.rungs[5], &seen);
            let found = found.map(|change| change.written);
            assert_eq!((found.as_deref().unwrap_or(""), written.as_str()), (change, value));
        }
        case(3.0, 4.5, "+1.5", "4.5×");
        // 2.96 is written 3.0 and 4.54 is written 4.5, though they are 1.58 apart.
        case(2.96, 4.54, "+1.5", "4.5×");
        case(5.0, 4.1, "−0.9", "4.1×");
        case(4.0, 4.04, "", "still 4.0×");
        case(85.0, 121.2, "+36", "121×");
        case(85.0, 1e7, "", "over 1000×");
        case(1e7, 85.0, "", "85.0×");
    }

    #[test]
    fn a_chance_has_the_article_that_it_is_spoken_with() {
        let said = |share: f64| a_chance(Rate::clamped(share));
        assert_eq!(
            [said(0.8), said(0.85), said(0.18)].map(|said| said.starts_with("an ")),
            [true; 3]
        );
        assert_eq!([said(0.9), said(0.5), said(0.7)].map(|said| said.starts_with("a ")), [true; 3]);
    }
}
