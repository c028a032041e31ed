//! A team to try everything on: 12 made-up reps with two years of deals and activities, drawn
//! from rates that are written down in [`roster`], so that what the engine finds can be held
//! against what is true.
//!
//! It is drawn week by week back from the day it is made for: made for a day a week later, it is
//! the same team a week later, but for what quarters change. Only whole numbers are drawn, so a
//! machine and a browser make the same team.

mod accounts;
mod activities;
mod deals;
mod draws;
mod quotas;
mod roster;
mod scenes;
mod spread;
mod timeline;

#[cfg(test)]
mod against_the_truth;
#[cfg(test)]
mod every_day;

use crate::domain::{Activity, Deal, PeersBy, Rep, Settings};
use crate::intake::sample_team::timeline::Timeline;
use jiff::civil::Date;

pub use roster::{
    FIRST_QUARTER, Group, MOSTLY_WINS, NEARLY_EMPTY, ONE_BIG_DEAL, QUOTA_MET, ROSTER, SELDOM_WINS,
    STALE_DEALS, TrueRates, truth,
};
pub use spread::Spread;

/// The sample team, as it would be kept of a real one.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleTeam {
    /// Quarters from January, and peers by group.
    pub settings: Settings,
    /// The reps, by name, with their quotas for this quarter and the eight before.
    pub reps: Vec<Rep>,
    /// What was decided since the first of these quarters, and what is open.
    pub deals: Vec<Deal>,
    /// What the reps did in the last two years.
    pub activities: Vec<Activity>,
}

/// The sample team as it is known on a day. Nothing in it is later than that day, but for the
/// days that open deals are expected to close. At the ends of the calendar (years -9999 and 9999)
/// it has fewer deals.
///
/// ```
/// use ridealong::intake::sample_team::sample_team;
/// let team = sample_team(jiff::civil::date(2026, 2, 10));
/// assert_eq!(team.reps.len(), 12);
/// assert_eq!(team, sample_team(jiff::civil::date(2026, 2, 10)));
/// ```
pub fn sample_team(as_of: Date) -> SampleTeam {
    drawn(LOT, as_of)
}

/// The draw that the sample team is. Any other would do; in this one every rep shows what is
/// true of them.
const LOT: u32 = 36;

/// One of many teams of which the same is true.
fn drawn(lot: u32, as_of: Date) -> SampleTeam {
    let settings = Settings { peers_by: PeersBy::Group, ..Settings::default() };
    let timeline = Timeline::new(as_of, settings.calendar);
    let mut team =
        SampleTeam { settings, reps: Vec::new(), deals: Vec::new(), activities: Vec::new() };
    for (place, truth) in (0..).zip(ROSTER) {
        let rep = rep_of(truth, timeline);
        let mut deals = deals::deals_of(lot, place, truth, timeline);
        let quota = rep.quota(timeline.this_period()).map(|quota| quota.amount);
        deals.extend(scenes::staged(place, truth, timeline, &deals, quota));
        team.deals.append(&mut deals);
        team.activities.append(&mut activities::activities_of(lot, place, truth, timeline));
        team.reps.push(rep);
    }
    team.reps.sort_by(|one, other| one.name.cmp(&other.name));
    team
}

fn rep_of(truth: TrueRates, timeline: Timeline) -> Rep {
    let started = timeline.monday(truth.weeks_here);
    Rep {
        group: Some(truth.group.name().to_owned()),
        manager: Some(truth.group.manager().to_owned()),
        region: Some(truth.region.to_owned()),
        started,
        quotas: quotas::quotas_of(truth, started, timeline),
        ..Rep::named(truth.name)
    }
}
