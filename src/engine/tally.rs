//! What a list of deals adds up to: won, lost, average won deal, open pipeline.

use crate::domain::{Deal, Money, Outcome, Rate};
use crate::engine::stale::Staleness;
use serde::{Deserialize, Serialize};

/// Below so many wins a rep's own average won deal is too shaky to value open deals at.
pub const WINS_FOR_OWN_AVERAGE: u64 = 10;

/// Counts and sums of a list of deals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Deals won.
    pub won: u64,
    /// Deals lost.
    pub lost: u64,
    /// Deals open.
    pub open: u64,
    /// Won deals that carry an amount.
    pub won_with_amount: u64,
    /// Lost deals that carry an amount.
    pub lost_with_amount: u64,
    /// Open deals that carry no amount.
    pub open_without_amount: u64,
    /// Open deals that are stale.
    pub stale: u64,
    /// Stale deals that carry no amount.
    pub stale_without_amount: u64,
    /// What the won deals were worth together.
    pub won_amount: Money,
    /// What the lost deals were worth together, those that carry an amount.
    pub lost_amount: Money,
    /// What the open deals are worth together, those that carry an amount.
    pub open_amount: Money,
    /// What the stale deals are worth together, those that carry an amount.
    pub stale_amount: Money,
}

impl Tally {
    /// Adds up deals; without a `staleness` none is stale. An amount of 0 is none: exports write
    /// it for "not filled in".
    pub fn of<'a>(
        deals: impl IntoIterator<Item = &'a Deal>,
        staleness: Option<&Staleness>,
    ) -> Self {
        deals.into_iter().fold(Self::default(), |tally, deal| {
            tally.and(deal, staleness.is_some_and(|staleness| staleness.is_stale(deal)))
        })
    }

    fn and(mut self, deal: &Deal, stale: bool) -> Self {
        let amount = deal.amount.filter(|amount| amount.is_positive());
        match deal.outcome {
            Outcome::Won => {
                self.won += 1;
                self.won_with_amount += u64::from(amount.is_some());
                self.won_amount = self.won_amount + amount.unwrap_or_default();
            }
            Outcome::Lost => {
                self.lost += 1;
                self.lost_with_amount += u64::from(amount.is_some());
                self.lost_amount = self.lost_amount + amount.unwrap_or_default();
            }
            Outcome::Open => {
                self.open += 1;
                self.open_without_amount += u64::from(amount.is_none());
                self.open_amount = self.open_amount + amount.unwrap_or_default();
                if stale {
                    self.stale += 1;
                    self.stale_without_amount += u64::from(amount.is_none());
                    self.stale_amount = self.stale_amount + amount.unwrap_or_default();
                }
            }
        }
        self
    }

    /// Won over decided; `None` where nothing was decided.
    pub fn win_rate(&self) -> Option<Rate> {
        Rate::of_counts(self.won, self.won + self.lost)
    }

    /// What a won deal brought on average, over those that carry an amount.
    pub fn average_won(&self) -> Option<Money> {
        mean(self.won_amount, self.won_with_amount)
    }

    /// What an open deal without an amount is valued at: the average won deal, the team's where
    /// the rep has fewer than [`WINS_FOR_OWN_AVERAGE`] won deals with an amount. `None` where
    /// nobody has won one.
    pub fn valued_at(&self, team: &Self) -> Option<Valued> {
        let own = self.average_won().filter(|_| self.won_with_amount >= WINS_FOR_OWN_AVERAGE);
        match own {
            Some(amount) => Some(Valued { amount, by_team: false }),
            None => team.average_won().map(|amount| Valued { amount, by_team: true }),
        }
    }

    /// The open pipeline, stale deals included, those without an amount valued as
    /// [`Tally::valued_at`] says.
    pub fn pipeline(&self, team: &Self) -> Money {
        self.open_amount + self.worth_of(self.open_without_amount, team)
    }

    /// The part of the open pipeline that is stale.
    pub fn stale_pipeline(&self, team: &Self) -> Money {
        self.stale_amount + self.worth_of(self.stale_without_amount, team)
    }

    /// What so many deals without an amount are taken to be worth.
    fn worth_of(&self, deals: u64, team: &Self) -> Money {
        let each = self.valued_at(team).map_or(Money::ZERO, |valued| valued.amount);
        let deals = i64::try_from(deals).unwrap_or(i64::MAX);
        Money::from_hundredths(each.hundredths().saturating_mul(deals))
    }
}

/// What an open deal without an amount is taken to be worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Valued {
    /// How much.
    pub amount: Money,
    /// Whether it is the team's average, for want of the rep's own.
    pub by_team: bool,
}

/// A sum over so many, to the nearest hundredth, halves up; `None` over none.
pub(super) fn mean(sum: Money, count: u64) -> Option<Money> {
    let count = i64::try_from(count).ok().filter(|count| *count > 0)?;
    Some(Money::from_hundredths(sum.hundredths().saturating_add(count / 2).div_euclid(count)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn deal(outcome: Outcome, units: f64) -> Deal {
        Deal { amount: Money::from_units(units), ..Deal::new(outcome) }
    }

    fn units(amount: f64) -> Money {
        Money::from_units(amount).unwrap()
    }

    #[test]
    fn open_deals_without_an_amount_are_worth_the_average_won_deal() {
        let mut deals = vec![deal(Outcome::Won, 100.0); 10];
        deals.push(deal(Outcome::Open, 500.0));
        deals.push(Deal::new(Outcome::Open));
        let tally = Tally::of(&deals, None);
        assert_eq!(tally.pipeline(&tally), units(600.0));
        assert_eq!(tally.open_without_amount, 1);
    }

    #[test]
    fn a_rep_with_few_wins_borrows_the_teams_average() {
        let rep = Tally::of(&[deal(Outcome::Won, 900.0), Deal::new(Outcome::Open)], None);
        let team = Tally::of(&vec![deal(Outcome::Won, 100.0); 20], None);
        assert_eq!(rep.valued_at(&team), Some(Valued { amount: units(100.0), by_team: true }));
        assert_eq!(rep.pipeline(&team), units(100.0));
    }

    #[test]
    fn where_nobody_won_an_open_deal_without_an_amount_is_worth_nothing_known() {
        let rep = Tally::of(&[Deal::new(Outcome::Open), deal(Outcome::Open, 50.0)], None);
        assert_eq!((rep.valued_at(&rep), rep.pipeline(&rep)), (None, units(50.0)));
        assert_eq!((rep.win_rate(), rep.average_won()), (None, None));
    }

    proptest! {
        #[test]
        fn the_order_of_deals_changes_nothing(
            deals in prop::collection::vec((0..3_usize, 0.0..1e6), 0..60).prop_map(|rows| {
                rows.into_iter().map(|(kind, units)| {
                    deal([Outcome::Won, Outcome::Lost, Outcome::Open][kind], units)
                }).collect::<Vec<_>>()
            }),
        ) {
            let reversed: Vec<_> = deals.iter().rev().collect();
            prop_assert_eq!(Tally::of(&deals, None), Tally::of(reversed, None));
        }
    }
}
