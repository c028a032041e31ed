//! What every rep of a team needs on a day, as its pages see it.

use super::groups::groups;
use crate::browser::clock::today;
use crate::domain::{Period, QuotaSource, Rate, Rep, Settings, TypedFigures, WinRateDefinition};
use crate::engine::as_of::AsOf;
use crate::engine::attention::{Attention, by_attention};
use crate::engine::rep_now::FiguresFrom;
use crate::engine::rep_seen::RepSeen;
use crate::engine::team_now::{RepAsked, TeamNow, team_now};
use crate::engine::typed_numbers::TypedNumbers;
use crate::reader::{AddUp, AddedUp, LookAhead, TeamAhead};
use jiff::ToSpan;
use jiff::civil::Date;

/// What every rep of a team needs, on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Now {
    /// The day.
    pub as_of: Date,
    /// The day that was proposed.
    pub proposed: AsOf,
    /// The period that the day lies in.
    pub period: Period,
    /// What the team means by "win rate".
    pub chosen_rate: WinRateDefinition,
    /// By equal deals, by the place of the rep.
    pub team: TeamNow,
    /// By the forecast; `None` where the deals tell none.
    pub ahead: Option<TeamAhead>,
    /// The places of the reps in the order in which they need attention.
    pub order: Vec<(usize, Attention)>,
    /// Quotas of the period that last year's bookings stand in for.
    pub stand_ins: usize,
    /// Where these cover less than their period: the first day of it that the deals know.
    pub stand_ins_from: Option<Date>,
    /// Deals of somebody who is not in the team.
    pub of_others: usize,
    /// Deals without an owner.
    pub unowned: usize,
    /// Packs that can't be read.
    pub unreadable: usize,
}

impl Now {
    /// From what the deals come to and what they say of the days ahead.
    pub(super) fn of(
        up: &AddedUp,
        ahead: Option<TeamAhead>,
        reps: &[Rep],
        settings: &Settings,
    ) -> Self {
        let wanted = settings.wanted_chance;
        let mut now = Self {
            as_of: up.as_of,
            proposed: up.proposed,
            period: up.period,
            chosen_rate: settings.win_rate,
            team: team_now(
                up.figures.clone(),
                &asked_of(reps, up.period, settings),
                up.as_of,
                up.period,
                wanted,
                settings.won_of_ten_quotes,
            ),
            ahead,
            order: Vec::new(),
            stand_ins: reps.iter().filter(|rep| is_stand_in(rep, up.period)).count(),
            stand_ins_from: up.decided_from.filter(|first| a_year_before(up.period) < *first),
            of_others: up.of_others,
            unowned: up.unowned,
            unreadable: up.unreadable,
        };
        now.put_in_order(reps, wanted);
        now
    }

    /// The same with ranges in the place of chances: for a team on whose past these did not hold.
    pub(super) fn by_ranges(mut self, reps: &[Rep], settings: &Settings) -> Self {
        self.team = self.team.withhold_chances();
        self.ahead = None;
        self.put_in_order(reps, settings.wanted_chance);
        self
    }

    fn put_in_order(&mut self, reps: &[Rep], wanted: Rate) {
        let names: Vec<&str> = reps.iter().map(|rep| rep.name.as_str()).collect();
        let seen: Vec<RepSeen<'_>> = self.seen().collect();
        self.order = by_attention(&seen, &names, wanted);
    }

    /// Whether chances are not told, for they did not hold on the team's past.
    pub fn chances_withheld(&self) -> bool {
        self.team.reps.iter().any(|rep| rep.withheld)
    }

    /// Every rep, by place.
    pub fn seen(&self) -> impl Iterator<Item = RepSeen<'_>> {
        (0..self.team.reps.len()).filter_map(|place| self.rep(place))
    }

    /// The rep in a place.
    pub fn rep(&self, place: usize) -> Option<RepSeen<'_>> {
        let ahead = self.ahead.as_ref().and_then(|ahead| ahead.reps.get(place)?.as_ref());
        Some(RepSeen::new(self.team.reps.get(place)?, ahead))
    }

    /// Whether the deals of anybody may tell more than equal deals do.
    pub(super) fn can_be_forecast(&self) -> bool {
        let by_deals = |from: FiguresFrom| from == FiguresFrom::Deals;
        self.team.losses_recorded && self.team.reps.iter().any(|rep| by_deals(rep.from))
    }
}

/// Whether nobody set the quota of this period, so that what was booked a year before stands in.
pub fn is_stand_in(rep: &Rep, period: Period) -> bool {
    rep.quota(period).is_some_and(|quota| quota.source == QuotaSource::StandIn)
}

fn a_year_before(period: Period) -> Date {
    period.start.saturating_sub(12.months())
}

/// What is asked of the days ahead, for the period of what was added up.
pub(super) fn look_ahead(look: AddUp, period: Period, reps: &[Rep], of: &Settings) -> LookAhead {
    LookAhead {
        look,
        reps: asked_of(reps, period, of),
        wanted: of.wanted_chance,
        of_ten: of.won_of_ten_quotes,
    }
}

/// What is known of each rep besides the deals.
fn asked_of(reps: &[Rep], period: Period, settings: &Settings) -> Vec<RepAsked> {
    reps.iter()
        .zip(groups(reps, settings.peers_by))
        .map(|(rep, group)| RepAsked {
            quota: rep.quota(period).map(|quota| quota.amount),
            booked_by_hand: rep.booked_by_hand(period),
            without_a_deal: rep.comes_in_without_a_deal,
            group,
            typed: typed(&rep.typed),
        })
        .collect()
}

/// What was typed about a rep; `None` where nothing was.
fn typed(typed: &TypedFigures) -> Option<TypedNumbers> {
    let TypedFigures { pipeline, won, lost, average_deal } = *typed;
    (!typed.is_empty()).then_some(TypedNumbers { pipeline, won, lost, average_deal })
}

/// What the deals of these reps are added up for.
pub(super) fn asked(reps: &[Rep], settings: &Settings) -> AddUp {
    let names = |rep: &Rep| {
        std::iter::once(&rep.name).chain(&rep.also_known_as).cloned().collect::<Vec<_>>()
    };
    AddUp {
        reps: reps.iter().map(names).collect(),
        groups: groups(reps, settings.peers_by),
        as_of: settings.as_of,
        today: today(),
        calendar: settings.calendar,
        look_back_months: settings.look_back.months(),
        win_rate: settings.win_rate,
    }
}
