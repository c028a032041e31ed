//! A team's forecasts: every rep from the deals of the rep's peer group.

use crate::domain::{FiscalCalendar, Money, Period};
use crate::engine::forecast::{Forecaster, RepForecast, Standing};
use crate::engine::goal::RepQuota;
use crate::engine::group::Depth;
use crate::engine::history::{DealHistory, DealRecord};
use crate::engine::ladder::less_than_a_deal_left;
use crate::engine::likely_total::LikelyTotal;
use crate::engine::peer_groups::PeerGroups;
use crate::engine::pipeline_need::{PipelineNeed, pipeline_need};
use crate::engine::tau::{Tau, TauEvidence, past_periods};
use crate::engine::viewpoint::Viewpoint;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a team's deals tell on any day: its peer groups, and what their past periods said of tau,
/// which is the same for every day after them.
#[derive(Clone, Debug)]
pub struct TeamPast {
    groups: Vec<GroupPast>,
    places: Vec<(usize, usize)>,
    fiscal: FiscalCalendar,
}

#[derive(Clone, Debug)]
struct GroupPast {
    history: DealHistory,
    deals: Rc<[usize]>,
    /// By the first day of the period.
    evidence: BTreeMap<Date, TauEvidence>,
}

/// The peer groups of a team, fitted once.
#[derive(Clone, Debug)]
pub struct TeamForecaster {
    groups: Vec<FittedGroup>,
    /// By the rep's place in the team: the group, and the rep's place in it.
    places: Vec<(usize, usize)>,
}

#[derive(Clone, Debug)]
struct FittedGroup {
    forecaster: Forecaster,
    /// The place of each of the group's deals in the team's list.
    deals: Rc<[usize]>,
}

/// What a rep's deals say of the period, in short.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepAhead {
    /// Where the rep stands, with the chance of quota.
    pub standing: Standing,
    /// The live open deals.
    pub live: usize,
    /// What they are worth.
    pub pipeline: Money,
    /// The pipeline needed for the wanted chance; `None` unless something is left.
    pub need: Option<PipelineNeed>,
    /// Less is left than an average deal brings, where a multiple misleads: the need is told in
    /// deals.
    pub in_deals: bool,
    /// What deals are expected to bring, in units.
    pub from_deals: f64,
    /// Expected wins of deals not created yet.
    pub new_wins: f64,
    /// What such a win brings on average, in units.
    pub mean_win: f64,
    /// The total by the period's end, in units.
    pub total: LikelyTotal,
}

impl RepAhead {
    /// Of a forecast, for a wanted chance.
    pub fn of(forecast: &RepForecast, wanted: f64) -> Self {
        Self {
            standing: forecast.standing,
            live: forecast.outlook.deals.len(),
            pipeline: forecast.outlook.pipeline(),
            need: forecast.seat().map(|seat| pipeline_need(seat, wanted)),
            in_deals: forecast.seat().is_some_and(less_than_a_deal_left),
            from_deals: forecast.from_deals.mean,
            new_wins: forecast.outlook.new_wins.mean,
            mean_win: forecast.outlook.sizes.mean(),
            total: forecast.total(),
        }
    }
}

impl TeamPast {
    /// Divides a team's deals. `groups` has a number for each rep by place; deals of nobody among
    /// them are left out.
    pub fn new(deals: &[DealRecord], groups: &[usize], fiscal: FiscalCalendar) -> Self {
        let PeerGroups { groups, places } = PeerGroups::new(deals, groups);
        let groups = groups.into_iter().map(|group| GroupPast {
            history: group.history,
            deals: group.deals.into(),
            evidence: BTreeMap::new(),
        });
        Self { groups: groups.collect(), places, fiscal }
    }

    /// Fits each peer group to its own deals, as known on a day.
    pub fn forecaster(&mut self, viewpoint: Viewpoint) -> TeamForecaster {
        let fiscal = self.fiscal;
        let fitted = self.groups.iter_mut().map(|group| FittedGroup {
            forecaster: group.forecaster(fiscal, viewpoint),
            deals: Rc::clone(&group.deals),
        });
        TeamForecaster { groups: fitted.collect(), places: self.places.clone() }
    }
}

impl GroupPast {
    /// As [`Forecaster::new`] does it, with what was worked out for another day.
    fn forecaster(&mut self, fiscal: FiscalCalendar, viewpoint: Viewpoint) -> Forecaster {
        let Self { history, evidence, .. } = self;
        let periods = past_periods(history, fiscal, viewpoint.as_of).into_iter();
        let of = |period: Period| {
            *evidence.entry(period.start).or_insert_with(|| {
                TauEvidence::of_period(history, fiscal, period, Depth::default())
            })
        };
        let tau = Tau::learned(&periods.map(of).collect::<Vec<_>>());
        Forecaster::with_tau(history, fiscal, viewpoint, tau, Depth::default())
    }
}

impl TeamForecaster {
    /// For one day alone: [`TeamPast::forecaster`].
    pub fn fit(
        deals: &[DealRecord],
        groups: &[usize],
        fiscal: FiscalCalendar,
        viewpoint: Viewpoint,
    ) -> Self {
        TeamPast::new(deals, groups, fiscal).forecaster(viewpoint)
    }

    /// How many reps there are.
    pub const fn reps(&self) -> usize {
        self.places.len()
    }

    /// The forecaster of a rep's group, and the rep's place in it; `None` for a place that is no
    /// rep's.
    pub fn of_rep(&self, rep: usize) -> Option<(&Forecaster, usize)> {
        let (group, place) = self.places.get(rep)?;
        Some((&self.groups.get(*group)?.forecaster, *place))
    }

    /// A rep's forecast; `None` as in [`Forecaster::rep`].
    pub fn rep(&self, rep: usize, period: Period, quota: RepQuota) -> Option<RepForecast> {
        let (forecaster, place) = self.of_rep(rep)?;
        forecaster.rep(place, period, quota)
    }

    /// The place in the team's list of a deal that a forecast of this rep names.
    pub fn deal(&self, rep: usize, index: usize) -> Option<usize> {
        let (group, _) = self.places.get(rep)?;
        self.groups.get(*group)?.deals.get(index).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{deal, units};
    use jiff::ToSpan;
    use jiff::civil::{Date, date};

    const TODAY: Date = date(2024, 5, 15);

    /// Two reps who win one in two within 40 days, two who win one in five, two open deals each.
    fn deals() -> Vec<DealRecord> {
        let mut deals = Vec::new();
        for rep in 0..4 {
            let wins_one_in = if rep < 2 { 2 } else { 5 };
            deals.extend((0..60_i64).map(|nth| {
                let created = date(2023, 7, 1).saturating_add((nth * 4).days());
                deal(rep, created, Some((20 + nth % 20, nth % wins_one_in == 0)))
            }));
            deals.extend([5, 12].map(|age: i64| deal(rep, TODAY.saturating_sub(age.days()), None)));
        }
        deals
    }

    const fn quota(amount: i64) -> RepQuota {
        RepQuota {
            quota: Some(Money::from_hundredths(amount * 100)),
            booked: Money::ZERO,
            without_a_deal: Money::ZERO,
        }
    }

    fn fitted(groups: &[usize]) -> (TeamForecaster, Period) {
        let fiscal = FiscalCalendar::default();
        let team = TeamForecaster::fit(&deals(), groups, fiscal, Viewpoint::live(TODAY));
        (team, fiscal.period_of(TODAY))
    }

    #[test]
    fn a_group_alone_is_forecast_as_if_there_were_no_other() {
        let (together, period) = fitted(&[7, 7, 3, 3]);
        assert_eq!(together.reps(), 4);
        let weak: Vec<DealRecord> = deals()
            .into_iter()
            .filter(|deal| deal.rep > 1)
            .map(|deal| DealRecord { rep: deal.rep - 2, ..deal })
            .collect();
        let fiscal = FiscalCalendar::default();
        let alone = TeamForecaster::fit(&weak, &[0, 0], fiscal, Viewpoint::live(TODAY));
        let ahead = |team: &TeamForecaster, rep| {
            RepAhead::of(&team.rep(rep, period, quota(40_000)).unwrap(), 0.8)
        };
        assert_eq!(ahead(&together, 3), ahead(&alone, 1));
        assert_ne!(ahead(&fitted(&[0; 4]).0, 3), ahead(&alone, 1));
    }

    #[test]
    fn what_another_day_left_changes_nothing() {
        let fiscal = FiscalCalendar::default();
        let mut past = TeamPast::new(&deals(), &[0, 0, 1, 1], fiscal);
        for day in [TODAY, date(2024, 2, 1), date(2023, 11, 3), TODAY] {
            let anew =
                TeamForecaster::fit(&deals(), &[0, 0, 1, 1], fiscal, Viewpoint::earlier(day));
            let again = past.forecaster(Viewpoint::earlier(day));
            for rep in 0..4 {
                let ahead = |team: &TeamForecaster| {
                    let forecast = team.rep(rep, fiscal.period_of(day), quota(40_000)).unwrap();
                    (RepAhead::of(&forecast, 0.8), team.of_rep(rep).unwrap().0.tau)
                };
                assert_eq!(ahead(&again), ahead(&anew), "{rep} on {day}");
            }
        }
        assert!(past.groups.iter().all(|group| group.evidence.len() > 1));
    }

    #[test]
    fn who_wins_more_is_likelier_to_get_there_and_needs_less() {
        let (team, period) = fitted(&[0; 4]);
        let ahead = |rep| RepAhead::of(&team.rep(rep, period, quota(40_000)).unwrap(), 0.8);
        let (strong, weak) = (ahead(0), ahead(2));
        let chance = |ahead: RepAhead| ahead.standing.chance().unwrap();
        assert!(chance(strong) > chance(weak), "{strong:?} and {weak:?}");
        let deals = |ahead: RepAhead| match ahead.need {
            Some(PipelineNeed::OwnMix { deals, .. }) => deals,
            other => panic!("{other:?}"),
        };
        assert!(deals(strong) < deals(weak));
        assert_eq!((strong.live, strong.pipeline), (2, units(20_000)));
        let met = RepAhead::of(&team.rep(0, period, quota(0)).unwrap(), 0.8);
        assert_eq!((met.standing, met.need), (Standing::Met, None));
    }

    #[test]
    fn a_deal_is_found_again_in_the_teams_list() {
        let (team, period) = fitted(&[7, 7, 3, 3]);
        let all = deals();
        let forecast = team.rep(3, period, quota(40_000)).unwrap();
        for prospect in &forecast.outlook.deals {
            let index = team.deal(3, prospect.index).unwrap();
            assert_eq!((all[index].rep, all[index].closed), (3, None));
        }
        assert!(team.rep(4, period, quota(1)).is_none() && team.deal(4, 0).is_none());
    }
}
