//! What the reps of the sample team did, week by week.

use crate::domain::{Activity, ActivityKind};
use crate::intake::sample_team::draws::Draws;
use crate::intake::sample_team::roster::TrueRates;
use crate::intake::sample_team::timeline::Timeline;

/// Weeks back that activities are counted in: two years.
const WEEKS: u32 = 104;
/// What sets these draws apart from those of the deals.
const STREAM: u32 = 2;

/// The activities of the rep at this place of the roster, by week and kind; what did not happen
/// in a week has no entry.
pub fn activities_of(lot: u32, place: u32, rep: TrueRates, timeline: Timeline) -> Vec<Activity> {
    let weeks = (0..=WEEKS.min(rep.weeks_here)).rev();
    let weeks = weeks.filter(|week| !(1..=rep.weeks_away).contains(week));
    let week = |week| {
        let draws = Draws::of(&[lot, STREAM, place, week]);
        activities_of_week(draws, rep, timeline, week)
    };
    weeks.flat_map(week).collect()
}

fn activities_of_week(
    mut draws: Draws,
    rep: TrueRates,
    timeline: Timeline,
    week: u32,
) -> Vec<Activity> {
    let Some(monday) = timeline.monday(week) else { return Vec::new() };
    let days_seen = match week {
        0 => u32::from(timeline.as_of.weekday().to_monday_zero_offset().unsigned_abs()) + 1,
        _ => 5,
    };
    let mut counts = [0; ActivityKind::ALL.len()];
    let rates = rep.for_draws();
    for _ in 0..draws.count(rates.tenths_called_a_week) {
        let seen = draws.below(5) < days_seen;
        // Each call goes as far as it goes: conversation, meeting, proposal.
        let mut went_on = true;
        for (kind, percent) in [100].into_iter().chain(rates.of_100).enumerate() {
            went_on = went_on && draws.happens(percent);
            if let Some(count) = counts.get_mut(kind) {
                *count += u32::from(went_on && seen);
            }
        }
    }
    let happened = ActivityKind::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    let rep = rep.name;
    happened
        .map(|(kind, count)| Activity { rep: rep.to_owned(), kind, week: monday, count })
        .collect()
}
