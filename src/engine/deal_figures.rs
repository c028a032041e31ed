//! What a rep's deals come to on a day: the figures that need no timing.

use crate::domain::{Money, Period};
use crate::engine::counted_deals::TeamCounted;
use crate::engine::history::{DealHistory, UndatedDecision};
use crate::engine::in_words::Remark;
use crate::engine::known::{KnownRep, OpenDeal};
use crate::engine::oldest_wins::OldestWins;
use crate::engine::prior::Decided;
use crate::engine::tally::{WINS_FOR_OWN_AVERAGE, mean};
use crate::engine::viewpoint::Viewpoint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a won deal brought on average.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AverageWon {
    /// The mean, to the hundredth.
    pub amount: Money,
    /// Won deals with an amount that it rests on.
    pub deals: u64,
    /// Whose they are.
    pub of: AverageOf,
}

/// Whose won deals an average rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AverageOf {
    /// The rep's own.
    #[default]
    Rep,
    /// Those of the rep's group: the rep has fewer than [`WINS_FOR_OWN_AVERAGE`].
    Group,
    /// The whole team's: the rep's group has fewer than that too, or is the team.
    Team,
}

/// Some open deals, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDeals {
    /// How many.
    pub deals: usize,
    /// What they are worth together.
    pub amount: Money,
    /// How many of them have no amount of their own and take the average won deal.
    pub amounts_assumed: usize,
}

/// What one rep's deals come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DealFigures {
    /// Won and lost in the look-back.
    pub decided: Decided,
    /// What was won in the look-back, over the deals with an amount.
    pub won_amount: Money,
    /// Won deals of the look-back that carry an amount.
    pub won_with_amount: u64,
    /// What was lost in the look-back, over the deals with an amount.
    pub lost_amount: Money,
    /// Lost deals of the look-back that carry no amount.
    pub lost_without_amount: u64,
    /// Won and lost deals of the look-back that carry an amount.
    pub decided_with_amount: u64,
    /// The sum of the squares of their amounts, in square units.
    pub squared_amounts: f64,
    /// Won in the period so far.
    pub booked: Money,
    /// The average won deal; `None` where nobody won one with an amount.
    pub average_won: Option<AverageWon>,
    /// The open deals that can still be won.
    pub live: OpenDeals,
    /// Those that can't: older than any that was won, or expected to close over 30 days ago.
    pub stale: OpenDeals,
    /// Open deals without a created date, taken to be created today.
    pub created_assumed: usize,
    /// Whether the rep has any deal at all that was known.
    pub any: bool,
}

/// The figures of every rep of a team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamFigures {
    /// By the rep's place in the history.
    pub reps: Vec<DealFigures>,
    /// The average won deal of the whole team.
    pub average_won: Option<AverageWon>,
    /// No decision has a day, so all of them count, however old, and none is booked.
    pub undated: bool,
    /// What deals are in no figure, and why.
    pub left_out: Vec<Remark>,
    /// What the deals without an owner come to. They are the team's: its average won deal holds
    /// them.
    pub unowned: DealFigures,
    /// What counts for the win rates by the definition chosen; `None` where that is won and lost
    /// deals.
    pub counted: Option<TeamCounted>,
}

impl TeamFigures {
    /// Adds up what was known from a viewpoint, with what was won in a period so far.
    /// `groups` are the peer groups of the reps by place: they tell which open deals are stale.
    pub fn of(
        history: &DealHistory,
        viewpoint: Viewpoint,
        period: Period,
        groups: &[usize],
    ) -> Self {
        let known = history.known(viewpoint);
        let booked = history.won_between(period.start.into(), viewpoint.unseen());
        let oldest = OldestWins::new(&known, groups);
        let mut reps: Vec<DealFigures> = known
            .reps
            .iter()
            .enumerate()
            .map(|(place, rep)| {
                DealFigures::decided(rep).with_open(rep, |deal| oldest.is_stale(place, deal))
            })
            .collect();
        for (rep, booked) in reps.iter_mut().zip(booked) {
            rep.booked = booked;
            rep.any |= booked != Money::ZERO;
        }
        let undated = count_undated(&mut reps, history.undated());
        let team = average(&reps).map(|team| AverageWon { of: AverageOf::Team, ..team });
        let by_group = averages_by_group(&reps, groups);
        for (place, rep) in reps.iter_mut().enumerate() {
            rep.average_won = average(std::slice::from_ref(rep))
                .filter(|own| own.deals >= WINS_FOR_OWN_AVERAGE)
                .or_else(|| by_group.get(groups.get(place)?).copied())
                .or(team);
        }
        let left_out = known.left_out(history);
        Self {
            reps,
            average_won: team,
            undated,
            left_out,
            unowned: DealFigures::default(),
            counted: None,
        }
    }

    /// Takes what stands at this place, behind the reps, as the deals without an owner.
    #[must_use]
    pub fn with_unowned(mut self, place: usize) -> Self {
        self.unowned = self.reps.get(place).copied().unwrap_or_default();
        self.reps.truncate(place);
        self
    }
}

impl DealFigures {
    /// The decided and open deals of several reps together. An average, a period's bookings and
    /// what was assumed are of each rep alone.
    pub fn together<'a>(reps: impl IntoIterator<Item = &'a Self>) -> Self {
        let open = |sum: OpenDeals, rep: OpenDeals| OpenDeals {
            deals: sum.deals.saturating_add(rep.deals),
            amount: sum.amount + rep.amount,
            amounts_assumed: sum.amounts_assumed.saturating_add(rep.amounts_assumed),
        };
        reps.into_iter().fold(Self::default(), |sum, rep| Self {
            decided: Decided {
                won: sum.decided.won.saturating_add(rep.decided.won),
                lost: sum.decided.lost.saturating_add(rep.decided.lost),
            },
            won_amount: sum.won_amount + rep.won_amount,
            won_with_amount: sum.won_with_amount.saturating_add(rep.won_with_amount),
            lost_amount: sum.lost_amount + rep.lost_amount,
            lost_without_amount: sum.lost_without_amount.saturating_add(rep.lost_without_amount),
            decided_with_amount: sum.decided_with_amount.saturating_add(rep.decided_with_amount),
            squared_amounts: sum.squared_amounts + rep.squared_amounts,
            live: open(sum.live, rep.live),
            stale: open(sum.stale, rep.stale),
            any: sum.any || rep.any,
            ..Self::default()
        })
    }

    /// The number of decided deals that a share of their value is worth: (sum of amounts)^2 / sum of
    /// squared amounts (Kish, *Survey Sampling*, 1965). Not a number where none carries an amount.
    pub fn deals_by_value(&self) -> f64 {
        (self.won_amount.units() + self.lost_amount.units()).powi(2) / self.squared_amounts
    }

    fn decided(rep: &KnownRep) -> Self {
        let mut figures = Self { decided: rep.counts(), any: rep.is_seen(), ..Self::default() };
        for deal in &rep.decided {
            figures.add_decided(deal.won, deal.amount);
        }
        figures
    }

    fn add_decided(&mut self, won: bool, amount: Option<Money>) {
        let sum = if won { &mut self.won_amount } else { &mut self.lost_amount };
        *sum = *sum + amount.unwrap_or_default();
        self.won_with_amount += u64::from(won && amount.is_some());
        self.lost_without_amount += u64::from(!won && amount.is_none());
        self.decided_with_amount += u64::from(amount.is_some());
        self.squared_amounts += amount.map_or(0.0, |amount| amount.units().powi(2));
    }

    fn with_open(mut self, rep: &KnownRep, is_stale: impl Fn(&OpenDeal) -> bool) -> Self {
        for deal in &rep.open {
            let sum = if is_stale(deal) { &mut self.stale } else { &mut self.live };
            sum.deals += 1;
            sum.amount = sum.amount + deal.amount;
            sum.amounts_assumed += usize::from(deal.amount_assumed);
            self.created_assumed += usize::from(deal.created_assumed);
        }
        self
    }
}

/// Adds the decisions that have no day; says whether there are any.
fn count_undated(reps: &mut [DealFigures], undated: &[UndatedDecision]) -> bool {
    for deal in undated {
        let Some(rep) = reps.get_mut(deal.rep) else { continue };
        rep.decided.won += u64::from(deal.won);
        rep.decided.lost += u64::from(!deal.won);
        rep.add_decided(deal.won, deal.amount);
        rep.any = true;
    }
    !undated.is_empty()
}

/// What these reps' won deals brought on average.
fn average(reps: &[DealFigures]) -> Option<AverageWon> {
    let (amount, deals) = reps.iter().fold((Money::ZERO, 0_u64), |(sum, deals), rep| {
        (sum + rep.won_amount, deals.saturating_add(rep.won_with_amount))
    });
    Some(AverageWon { amount: mean(amount, deals)?, deals, of: AverageOf::Rep })
}

/// The averages of the groups that have won enough for one; none where all are one group.
fn averages_by_group(reps: &[DealFigures], groups: &[usize]) -> BTreeMap<usize, AverageWon> {
    let mut members: BTreeMap<usize, Vec<DealFigures>> = BTreeMap::new();
    for (rep, group) in reps.iter().zip(groups) {
        members.entry(*group).or_default().push(*rep);
    }
    if members.len() < 2 {
        return BTreeMap::new();
    }
    let of = |(group, reps): (usize, Vec<DealFigures>)| {
        let average = average(&reps).filter(|all| all.deals >= WINS_FOR_OWN_AVERAGE)?;
        Some((group, AverageWon { of: AverageOf::Group, ..average }))
    };
    members.into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FiscalCalendar, Outcome};
    use crate::engine::history::DealRecord;
    use crate::engine::made_up::{deal, units};
    use jiff::civil::{Date, date};

    const TODAY: Date = date(2024, 6, 30);

    fn figures(reps: usize, deals: &[DealRecord]) -> TeamFigures {
        let period = FiscalCalendar::default().period_of(TODAY);
        TeamFigures::of(&DealHistory::new(reps, deals), Viewpoint::live(TODAY), period, &[])
    }

    #[test]
    fn the_look_back_counts_decisions_and_the_period_what_is_booked() {
        let deals = [
            deal(0, date(2023, 1, 1), Some((60, true))),
            deal(0, date(2024, 1, 1), Some((31, true))),
            deal(0, date(2024, 4, 1), Some((30, true))),
            deal(0, date(2024, 4, 1), Some((40, false))),
            deal(1, date(2024, 6, 1), None),
        ];
        let team = figures(2, &deals);
        let rep = team.reps[0];
        assert_eq!(rep.decided, Decided { won: 2, lost: 1 });
        assert_eq!((rep.booked, rep.won_amount), (units(10_000), units(20_000)));
        assert_eq!(
            team.reps[1].live,
            OpenDeals { deals: 1, amount: units(10_000), amounts_assumed: 0 }
        );
        let borrowed = team.reps[1].average_won.unwrap();
        assert_eq!(
            (borrowed.amount, borrowed.deals, borrowed.of),
            (units(10_000), 2, AverageOf::Team)
        );
        assert!(!team.undated);
    }

    #[test]
    fn a_deal_older_than_any_win_is_in_no_pipeline() {
        let deals = [
            deal(0, date(2024, 3, 1), Some((60, true))),
            deal(0, date(2024, 5, 1), None),
            deal(0, date(2024, 4, 30), None),
        ];
        let rep = figures(1, &deals).reps[0];
        assert_eq!((rep.live.deals, rep.stale.deals), (1, 1));
    }

    #[test]
    fn an_export_without_close_dates_still_has_a_win_rate() {
        let undated = |won: bool| DealRecord {
            outcome: if won { Outcome::Won } else { Outcome::Lost },
            closed: None,
            ..deal(0, date(2024, 1, 1), None)
        };
        let open = DealRecord { amount: None, ..deal(0, date(2024, 6, 1), None) };
        let team = figures(1, &[undated(true), undated(true), undated(false), open]);
        let rep = team.reps[0];
        assert!(team.undated);
        assert_eq!((rep.decided, rep.booked), (Decided { won: 2, lost: 1 }, Money::ZERO));
        assert_eq!(rep.live, OpenDeals { deals: 1, amount: units(10_000), amounts_assumed: 1 });
    }

    #[test]
    fn nothing_after_the_day_is_known() {
        let ahead = deal(0, date(2024, 6, 1), Some((60, true)));
        let rep = figures(1, &[ahead]).reps[0];
        assert_eq!((rep.decided.count(), rep.live.deals, rep.booked), (0, 1, Money::ZERO));
    }
}
