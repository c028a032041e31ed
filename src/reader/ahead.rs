//! What the deals that are held say of the days ahead.

use crate::domain::{FiscalCalendar, Money, Multiple, OfTen, Period, Rate};
use crate::engine::counted_deals::OwnRate;
use crate::engine::coverage_curve::coverage_curve;
use crate::engine::deal_figures::TeamFigures;
use crate::engine::deals_tried::{DealsTried, TriedAhead};
use crate::engine::forecast::RepForecast;
use crate::engine::goal::RepQuota;
use crate::engine::ladder_seen::LadderSeen;
use crate::engine::pipeline_need::PipelineNeed;
use crate::engine::rep_now::{FiguresFrom, RateUsed, RepNow};
use crate::engine::team_forecast::{RepAhead, TeamForecaster, TeamPast};
use crate::engine::team_now::{RepAsked, team_now};
use crate::engine::team_total::TeamTotal;
use crate::engine::verdict::Verdict;
use crate::reader::holding::{AddUp, Holding};
use crate::reader::look::{Arranged, Look};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::rc::Rc;

/// What is to be forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LookAhead {
    /// Whose deals, and from where they are looked at.
    pub look: AddUp,
    /// What else is known of each rep, by the place in [`AddUp::reps`]: the quota of the period that
    /// the day lies in, and so on.
    pub reps: Vec<RepAsked>,
    /// The chance of quota that is wanted.
    pub wanted: Rate,
    /// The answer to "of ten quotes, how many come in?".
    pub of_ten: Option<OfTen>,
}

/// What a team's deals say of the days ahead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamAhead {
    /// By the place of the rep; `None` where no deals of the rep's tell.
    pub reps: Vec<Option<RepAhead>>,
    /// The quotas of those who have one and are forecast, together.
    pub quota: Option<Money>,
    /// What those will likely come to; `None` where there are none.
    pub total: Option<TeamTotal>,
}

/// What a rep's deals say of the days ahead, down to each deal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepInFull {
    /// In short.
    pub ahead: RepAhead,
    /// From the flat rule to what is really needed; `None` unless something is left.
    pub ladder: Option<LadderSeen>,
    /// The chance of quota against coverage, the live mix scaled; empty without a live deal, or
    /// unless something is left.
    pub curve: Vec<(Multiple, Rate)>,
    /// What follows from it. The places of its deals are those of the rows that
    /// [`Holding::deals_of`] lists.
    pub verdict: Option<Verdict>,
    /// The next period, with its quota and nothing booked; `None` where it has none.
    pub next: Option<RepAhead>,
}

/// Forecasts of the deals that are held. A team is fitted once for all that is asked of it: another
/// quota says nothing new about its deals.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    past: Option<Past>,
    fitted: Option<Fitted>,
    trying: Option<Trying>,
}

/// The rep whose deals are tried: one answer follows the other, and only what is tried changes.
#[derive(Debug)]
struct Trying {
    ask: LookAhead,
    rep: usize,
    forecast: RepForecast,
    /// The row of each open deal, by its place in the rep's group.
    rows: HashMap<usize, usize>,
}

/// What the past of the same groups tells, whatever day it is looked at from.
#[derive(Debug)]
struct Past {
    arranged: Rc<Arranged>,
    groups: Vec<usize>,
    calendar: FiscalCalendar,
    team: TeamPast,
}

#[derive(Debug)]
struct Fitted {
    look: AddUp,
    groups: Vec<usize>,
    team: TeamForecaster,
    figures: TeamFigures,
    as_of: Date,
    period: Period,
}

impl Ahead {
    /// The whole team.
    pub(super) fn team(&mut self, held: &Holding, ask: &LookAhead) -> TeamAhead {
        let fitted = self.fitted(held, ask);
        let forecasts: Vec<Option<RepForecast>> =
            fitted.quotas(ask).iter().enumerate().map(|(rep, now)| fitted.of(rep, *now)).collect();
        let (with_quota, quotas): (Vec<&RepForecast>, Vec<Money>) = forecasts
            .iter()
            .zip(&ask.reps)
            .filter_map(|(forecast, rep)| Some((forecast.as_ref()?, rep.quota?)))
            .unzip();
        let quota = (!quotas.is_empty()).then(|| quotas.into_iter().sum());
        let in_short = |forecast: &RepForecast| RepAhead::of(forecast, ask.wanted.share());
        TeamAhead {
            total: quota.map(|quota| TeamTotal::of(&with_quota, Some(quota))),
            quota,
            reps: forecasts.iter().map(|forecast| forecast.as_ref().map(in_short)).collect(),
        }
    }

    /// One rep, with the quota of the period after this; `None` where no deals of the rep's tell.
    pub(super) fn rep(
        &mut self,
        held: &Holding,
        ask: &LookAhead,
        (rep, next_quota): (usize, Option<Money>),
    ) -> Option<RepInFull> {
        let fitted = self.fitted(held, ask);
        let (quota, own) = fitted.quotas(ask).into_iter().nth(rep)??;
        let forecast = fitted.of(rep, Some((quota, own)))?;
        let wanted = ask.wanted.share();
        // A rate of which losses are recorded: others are not forecast.
        let ladder = forecast.seat().map(|seat| LadderSeen::new(seat, own, true, ask.wanted));
        let (forecaster, place) = fitted.team.of_rep(rep)?;
        let mut verdict = ladder
            .as_ref()
            .and_then(|seen| forecaster.verdict(place, &forecast, &seen.ladder, wanted));
        let curve = forecast.seat().zip(ladder.as_ref());
        let curve = curve.map(|(seat, seen)| coverage_curve(seat, top_of_curve(seen)));
        if let Some(verdict) = &mut verdict {
            let rows = held.places_of_rows(&ask.look, rep);
            let biggest = verdict.without_the_biggest.as_mut();
            for deal in verdict.movers.iter_mut().chain(biggest) {
                let row = fitted.team.deal(rep, deal.index).and_then(|deal| rows.get(&deal));
                deal.index = row.copied().unwrap_or(usize::MAX);
            }
        }
        let next = next_quota.and_then(|next| {
            let period = ask.look.calendar.next(fitted.period);
            // Nothing is booked in it yet.
            let next = RepQuota { quota: Some(next), booked: Money::ZERO, ..quota };
            fitted.team.rep(rep, period, next)
        });
        Some(RepInFull {
            ahead: RepAhead::of(&forecast, wanted),
            ladder,
            curve: curve.unwrap_or_default(),
            verdict,
            next: next.map(|next| RepAhead::of(&next, wanted)),
        })
    }

    /// One rep with open deals other than they are; `None` where no deals of the rep's tell, or
    /// nothing is left to bring.
    pub(super) fn tried(
        &mut self,
        held: &Holding,
        ask: &LookAhead,
        rep: usize,
        tried: &DealsTried,
    ) -> Option<TriedAhead> {
        let is_it = |trying: &Trying| trying.rep == rep && trying.ask == *ask;
        if !self.trying.as_ref().is_some_and(is_it) {
            self.trying = self.begun(held, ask, rep);
        }
        let Trying { forecast, rows, .. } = self.trying.as_ref()?;
        Some(tried.of(forecast.seat()?, |index| rows.get(&index).copied(), ask.wanted))
    }

    fn begun(&mut self, held: &Holding, ask: &LookAhead, rep: usize) -> Option<Trying> {
        let fitted = self.fitted(held, ask);
        let asked = fitted.quotas(ask).into_iter().nth(rep)?;
        let forecast = fitted.of(rep, asked)?;
        let listed = held.places_of_rows(&ask.look, rep);
        let deals = forecast.seat()?.outlook.deals.iter().map(|deal| deal.index);
        let row = |index| Some((index, *listed.get(&fitted.team.deal(rep, index)?)?));
        let rows = deals.filter_map(row).collect();
        Some(Trying { ask: ask.clone(), rep, forecast, rows })
    }

    fn fitted(&mut self, held: &Holding, ask: &LookAhead) -> &Fitted {
        let groups: Vec<usize> = ask.reps.iter().map(|rep| rep.group).collect();
        let is_it = |fitted: &Fitted| fitted.look == ask.look && fitted.groups == groups;
        let fitted = self.fitted.take().filter(is_it);
        let fitted = fitted.unwrap_or_else(|| {
            let look = Look::new(held, &ask.look);
            let past =
                self.past.take().filter(|past| past.is_of(&look, ask.look.calendar, &groups));
            let past = past.unwrap_or_else(|| Past::new(&look, ask.look.calendar, &groups));
            Fitted::new(&look, ask, groups, self.past.insert(past))
        });
        self.fitted.insert(fitted)
    }
}

impl Past {
    fn new(look: &Look, calendar: FiscalCalendar, groups: &[usize]) -> Self {
        Self {
            arranged: Rc::clone(&look.arranged),
            groups: groups.to_vec(),
            calendar,
            team: TeamPast::new(&look.arranged.records, groups, calendar),
        }
    }

    fn is_of(&self, look: &Look, calendar: FiscalCalendar, groups: &[usize]) -> bool {
        let same_deals = Rc::ptr_eq(&self.arranged, &look.arranged);
        same_deals && self.calendar == calendar && self.groups == groups
    }
}

/// Where a rep's curve ends: at 8x, or well beyond what is needed and what there is.
fn top_of_curve(seen: &LadderSeen) -> Multiple {
    let needed = match seen.ladder.need {
        PipelineNeed::OwnMix { coverage, .. } | PipelineNeed::CreatedToday { coverage, .. } => {
            coverage.times()
        }
        PipelineNeed::NoneNeeded | PipelineNeed::CannotBeDone => 0.0,
    };
    let has = seen.ladder.have.map_or(0.0, Multiple::times);
    Multiple::new((1.4 * needed).max(1.1 * has).max(8.0)).unwrap_or(Multiple::FLAT_RULE)
}

impl Fitted {
    fn new(look: &Look, ask: &LookAhead, groups: Vec<usize>, past: &mut Past) -> Self {
        Self {
            team: past.team.forecaster(look.viewpoint),
            figures: look.figures(),
            as_of: look.viewpoint.as_of,
            period: look.period,
            look: ask.look.clone(),
            groups,
        }
    }

    /// What is asked of each rep, and the rep's win rate; `None` where no deals of the rep's tell,
    /// or losses are not recorded: the curves would then win every deal that was decided.
    fn quotas(&self, ask: &LookAhead) -> Vec<Option<(RepQuota, OwnRate)>> {
        let (figures, wanted) = (self.figures.clone(), ask.wanted);
        let now = team_now(figures, &ask.reps, self.as_of, self.period, wanted, ask.of_ten);
        if !now.losses_recorded {
            return vec![None; now.reps.len()];
        }
        let of_rep = |rep: &RepNow| match (rep.from, rep.rate) {
            (FiguresFrom::Deals, RateUsed::Trusted(own)) => Some((rep.quota, own)),
            _ => None,
        };
        now.reps.iter().map(of_rep).collect()
    }

    fn of(&self, rep: usize, asked: Option<(RepQuota, OwnRate)>) -> Option<RepForecast> {
        let (quota, _) = asked?;
        self.team.rep(rep, self.period, quota)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{PeriodLength, WinRateDefinition};
    use crate::engine::deals_tried::{DealChange, DealTried};
    use crate::engine::forecast::Standing;
    use crate::intake::sample_team::sample_team;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    const TODAY: Date = date(2026, 11, 22);

    /// Five of the sample team and what is asked about them.
    fn sample() -> (Holding, LookAhead) {
        let mut team = sample_team(TODAY);
        team.reps.truncate(5);
        let period = team.settings.calendar.period_of(TODAY);
        let look = AddUp {
            reps: team.reps.iter().map(|rep| vec![rep.name.clone()]).collect(),
            groups: vec![0; team.reps.len()],
            as_of: Some(TODAY),
            today: TODAY,
            calendar: team.settings.calendar,
            look_back_months: 12,
            win_rate: WinRateDefinition::default(),
        };
        let asked = |rep: &crate::domain::Rep| RepAsked {
            quota: rep.quota(period).map(|quota| quota.amount),
            ..RepAsked::default()
        };
        let reps = team.reps.iter().map(asked).collect();
        let wanted = Rate::clamped(0.8);
        (Holding::of(team.deals), LookAhead { look, reps, wanted, of_ten: None })
    }

    #[test]
    fn the_team_and_the_rep_alone_say_the_same() {
        let (held, ask) = sample();
        let mut ahead = Ahead::default();
        let team = ahead.team(&held, &ask);
        assert_eq!(team.reps.len(), ask.reps.len());
        for (place, in_short) in team.reps.iter().enumerate() {
            let in_full = ahead.rep(&held, &ask, (place, None));
            assert_eq!(*in_short, in_full.map(|full| full.ahead), "{place}");
        }
        let quota: Money = ask.reps.iter().filter_map(|rep| rep.quota).sum();
        assert_eq!(team.quota, Some(quota));
        let total = team.total.unwrap();
        let means: f64 = team.reps.iter().flatten().map(|rep| rep.total.mean).sum();
        assert!((total.total.mean / means - 1.0).abs() < 1e-9, "{total:?} and {means}");
        assert!(total.total.low < means && means < total.total.high);
    }

    #[test]
    fn the_deals_that_move_a_rep_are_the_rows_of_the_table() {
        let (held, ask) = sample();
        let mut ahead = Ahead::default();
        let place = ahead
            .team(&held, &ask)
            .reps
            .iter()
            .position(|rep| rep.is_some_and(|rep| rep.live > 3 && rep.need.is_some()))
            .unwrap();
        let full = ahead.rep(&held, &ask, (place, None)).unwrap();
        let rows = held.deals_of(&ask.look, place);
        let movers = &full.verdict.as_ref().unwrap().movers;
        assert_eq!(movers.len(), full.ahead.live);
        let amounts = movers.iter().map(|deal| rows.get(deal.index).and_then(|row| row.amount));
        assert!(amounts.eq(movers.iter().map(|deal| Some(deal.amount))));
        let places: BTreeSet<usize> = movers.iter().map(|deal| deal.index).collect();
        assert_eq!(places.len(), movers.len());
        let ladder = full.ladder.unwrap().ladder;
        assert_eq!((ladder.pipeline, Some(ladder.need)), (full.ahead.pipeline, full.ahead.need));
        assert_eq!(ladder.less_than_a_deal_left, full.ahead.in_deals);
        // The curve goes through the chance now.
        let now = (ladder.have.unwrap(), full.ahead.standing.chance().unwrap());
        assert!(full.curve.contains(&now) && full.curve.is_sorted_by_key(|(_, chance)| *chance));
    }

    #[test]
    fn deals_are_tried_by_the_rows_of_the_table() {
        let (held, ask) = sample();
        let mut ahead = Ahead::default();
        let team = ahead.team(&held, &ask);
        let is_it = |rep: &Option<RepAhead>| rep.is_some_and(|it| it.live > 3 && it.need.is_some());
        let place = team.reps.iter().position(is_it).unwrap();
        let full = ahead.rep(&held, &ask, (place, None)).unwrap();
        let mut tried = DealsTried::default();
        let as_it_is = ahead.tried(&held, &ask, place, &tried).unwrap();
        assert_eq!(Some(as_it_is.chance), full.ahead.standing.chance());
        assert_eq!((as_it_is.live, Some(as_it_is.need)), (full.ahead.live, full.ahead.need));
        let first = full.verdict.unwrap().movers[0];
        tried.deals.push(DealTried { deal: first.index, change: DealChange::Off });
        let without = ahead.tried(&held, &ask, place, &tried).unwrap();
        assert!((without.chance.share() - first.if_lost.share()).abs() < 0.002);
        assert_eq!(without.pipeline, full.ahead.pipeline - first.amount);
    }

    #[test]
    fn another_quota_asks_nothing_new_of_the_deals_and_another_day_does() {
        let (held, ask) = sample();
        let mut ahead = Ahead::default();
        let before = ahead.team(&held, &ask);
        let place = before.reps.iter().position(|rep| rep.is_some_and(|it| it.need.is_some()));
        let place = place.unwrap();
        let mut more = ask.clone();
        let quota = more.reps[place].quota.unwrap();
        more.reps[place].quota = Some(quota + quota);
        let after = ahead.team(&held, &more);
        assert_eq!(after, Ahead::default().team(&held, &more));
        let chance = |team: &TeamAhead| team.reps[place].unwrap().standing.chance();
        assert!(chance(&after) < chance(&before));
        let earlier = AddUp { as_of: Some(date(2026, 10, 1)), ..ask.look.clone() };
        let earlier = LookAhead { look: earlier, ..ask };
        assert_eq!(ahead.team(&held, &earlier), Ahead::default().team(&held, &earlier));
        // Nor does anything of other groups, another calendar or other reps come in.
        let mut others = earlier.clone();
        others.reps.iter_mut().enumerate().for_each(|(at, rep)| rep.group = at % 2);
        assert_eq!(ahead.team(&held, &others), Ahead::default().team(&held, &others));
        others.look.reps.reverse();
        assert_eq!(ahead.team(&held, &others), Ahead::default().team(&held, &others));
        others.look.calendar = FiscalCalendar::new(PeriodLength::Quarter, 2).unwrap();
        assert_eq!(ahead.team(&held, &others), Ahead::default().team(&held, &others));
    }

    #[test]
    fn the_next_period_begins_with_nothing_booked() {
        let (held, ask) = sample();
        let quota = ask.reps[0].quota;
        let next = Ahead::default().rep(&held, &ask, (0, quota)).unwrap().next.unwrap();
        assert!(matches!(next.standing, Standing::Open { left, .. } if Some(left) == quota));
        let chance = next.standing.chance().unwrap().share();
        assert!(next.need.is_some() && 0.0 < chance && chance < 1.0, "{next:?}");
    }

    #[test]
    fn where_losses_are_not_recorded_or_figures_typed_nothing_is_forecast() {
        let (held, ask) = sample();
        let won = held.without_losses();
        let none = Ahead::default().team(&won, &ask);
        assert!(none.reps.iter().all(Option::is_none) && none.total.is_none());
        assert_eq!(Ahead::default().rep(&won, &ask, (0, None)), None);
        let nobody = LookAhead { reps: Vec::new(), ..ask };
        assert_eq!(Ahead::default().team(&held, &nobody).reps, []);
    }
}
