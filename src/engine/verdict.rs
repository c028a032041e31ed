//! What follows from a rep's ladder: enough, or what to add, and which deals matter.

use crate::domain::{Money, Rate};
use crate::engine::deals_to_add::{DealsToAdd, deals_to_add};
use crate::engine::forecast::{Forecaster, RepForecast};
use crate::engine::ladder::Ladder;
use crate::engine::landing::landing;
use crate::engine::last_day::{LastDay, LastDayThatCounts, last_day_that_counts};
use crate::engine::leverage::{Leverage, OfItsAge, leverage};
use crate::engine::pipeline_need::PipelineNeed;
use crate::engine::quota_chance::quota_chance;
use serde::{Deserialize, Serialize};

/// What a rep could add.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToAdd {
    /// Nothing: the wanted chance is there.
    Nothing,
    /// So many deals created today, each worth the rep's mean win.
    Deals {
        /// How many.
        deals: usize,
        /// What each is worth.
        each: Money,
    },
    /// New pipeline counts for the next period; only the open deals can still move this one.
    CountsForNextPeriod,
    /// No number of new deals does it in the days left.
    CannotBeDone,
}

/// More deals in the need than the rep has ever worked at once, also with new ones in the place of more
/// like those open.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverCoverage {
    /// Deals that the need comes to.
    pub needed: f64,
    /// The most that the rep had open at once in the days watched.
    pub most_worked: usize,
}

/// The verdict on one rep's period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The chance now.
    pub chance: Rate,
    /// (m - 1) x live deals, and their money in units: "so many like yours" are missing (below
    /// zero: are spare). `None` where the need is no multiple of the rep's own mix.
    pub missing_like_yours: Option<(f64, f64)>,
    /// What to add.
    pub to_add: ToAdd,
    /// The chance that a deal created today is won in the period, over the form factor.
    pub created_today: Rate,
    /// The last day on which a new deal still counts.
    pub last_day: LastDay,
    /// The chance without the biggest deal (largest amount x p); `None` without live deals.
    pub without_the_biggest: Option<Leverage>,
    /// Every live deal, the one where a visit may be worth most first.
    pub movers: Vec<Leverage>,
    /// The need is more than the rep has ever worked at once.
    pub over_coverage: Option<OverCoverage>,
    /// The chance that a new deal of the rep is ever won.
    pub won_ever: Rate,
    /// The chance of an average rep of the group in this seat.
    pub average_rep: Rate,
    /// How the rep works, and how an average rep of the group does.
    pub habits: [Habits; 2],
}

/// How fast somebody decides deals, and creates them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Habits {
    /// Decisions beside the group's: at 2 the rep decides twice as fast.
    pub pace: f64,
    /// Deals created a day.
    pub created_a_day: f64,
    /// Wins still expected in the period of deals not created yet.
    pub new_wins: f64,
}

impl Forecaster {
    /// The verdict on a forecast and its ladder; `None` unless something is left to bring, and
    /// for a place that is no rep's.
    pub fn verdict(
        &self,
        rep: usize,
        forecast: &RepForecast,
        ladder: &Ladder,
        wanted: f64,
    ) -> Option<Verdict> {
        let seat = forecast.seat()?;
        let chance = forecast.standing.chance()?;
        let average = self.group.outlook_of_average_rep(rep, forecast.period)?;
        let LastDayThatCounts { day: last_day, ever } =
            last_day_that_counts(&self.group, rep, forecast.period)?;
        let own = self.group.reps().get(rep)?;
        let habits = [
            Habits {
                pace: own.pace.mean(),
                created_a_day: own.creation.mean(),
                new_wins: forecast.outlook.new_wins.mean,
            },
            Habits {
                pace: 1.0,
                created_a_day: self.group.creation.mean(),
                new_wins: average.new_wins.mean,
            },
        ];
        let mut movers = leverage(seat);
        movers.sort_by(Leverage::before);
        let open = self.group.known().reps.get(rep).map_or(&[][..], |rep| rep.open.as_slice());
        let table = self.group.life_table();
        let today = self.group.known().viewpoint.as_of;
        let days = self.group.calendar().by_day(today, forecast.period.end.max(today));
        for deal in &mut movers {
            let Some(one) = open.iter().find(|one| one.index == deal.index) else { continue };
            let of_group = landing(table, one.age, &days);
            deal.of_its_age = OfItsAge {
                watched: table.at_risk(one.age),
                decided: of_group.decided,
                won_of_decided: of_group.share_won(),
            };
        }
        let biggest =
            movers.iter().copied().max_by(|one, other| one.expected().total_cmp(&other.expected()));
        let needed = match ladder.need {
            PipelineNeed::OwnMix { deals, .. } => Some(deals),
            PipelineNeed::CreatedToday { deals, .. } => u32::try_from(deals).ok().map(f64::from),
            PipelineNeed::NoneNeeded | PipelineNeed::CannotBeDone => None,
        };
        let most_worked = self.group.most_worked_at_once(rep);
        let beyond =
            |needed: f64| needed > f64::from(u32::try_from(most_worked).unwrap_or(u32::MAX));
        let to_add = match (deals_to_add(seat, wanted), last_day) {
            (DealsToAdd::Enough, _) => ToAdd::Nothing,
            (_, LastDay::Passed) => ToAdd::CountsForNextPeriod,
            (DealsToAdd::Deals { deals, each }, _) => ToAdd::Deals { deals, each },
            (DealsToAdd::CannotBeDone, _) => ToAdd::CannotBeDone,
        };
        // Deals created today may count for more than those open now, and fewer of them do.
        let live = forecast.outlook.deals.len();
        let with_new = match to_add {
            ToAdd::Nothing => 0.0,
            ToAdd::Deals { deals, .. } => u32::try_from(live + deals).map_or(f64::MAX, f64::from),
            ToAdd::CountsForNextPeriod | ToAdd::CannotBeDone => f64::MAX,
        };
        Some(Verdict {
            chance,
            missing_like_yours: missing(ladder),
            to_add,
            created_today: Rate::clamped(forecast.outlook.chance_created_today(seat.form)),
            last_day,
            without_the_biggest: biggest,
            movers,
            over_coverage: needed
                .filter(|needed| beyond(*needed) && beyond(with_new))
                .map(|needed| OverCoverage { needed, most_worked }),
            won_ever: ever,
            habits,
            average_rep: quota_chance(&average, seat.left, self.form(&average)),
        })
    }
}

fn missing(ladder: &Ladder) -> Option<(f64, f64)> {
    match ladder.need {
        PipelineNeed::OwnMix { times, deals, .. } if times > 0.0 => {
            Some((deals - deals / times, ladder.pipeline.units() * (times - 1.0)))
        }
        _ => None,
    }
}
