//! The team's deals, held for questions about its reps.

use crate::domain::{Deal, FiscalCalendar, Period, Quota, Rep, Settings, WinRateDefinition};
use crate::engine::as_of::AsOf;
use crate::engine::deal_figures::TeamFigures;
use crate::engine::known::OpenDeal;
use crate::engine::oldest_wins::OldestWins;
use crate::engine::past_check::PastReplay;
use crate::engine::win_rate_lab::WinRateLab;
use crate::intake::sample_team::{SampleTeam, sample_team};
use crate::reader::deal_row::DealRow;
use crate::reader::look::{Arranged, Look};
use crate::reader::summary::KeptDeals;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::rc::Rc;

/// What is to be added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddUp {
    /// The names of each rep.
    pub reps: Vec<Vec<String>>,
    /// The peer group of each, by any number: what it won tells which open deals are stale.
    pub groups: Vec<usize>,
    /// The day to look from; where there is none, one is proposed.
    #[serde(with = "crate::domain::day::optional")]
    pub as_of: Option<Date>,
    /// Today.
    #[serde(with = "crate::domain::day")]
    pub today: Date,
    /// How the year is cut.
    pub calendar: FiscalCalendar,
    /// How far back decided deals count, in months.
    pub look_back_months: u8,
    /// What the team means by "win rate".
    pub win_rate: WinRateDefinition,
}

/// What a team's deals come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddedUp {
    /// By the place of the rep in [`AddUp::reps`].
    pub figures: TeamFigures,
    /// The day that would be looked from unless another was chosen.
    pub proposed: AsOf,
    /// The day that was looked from.
    #[serde(with = "crate::domain::day")]
    pub as_of: Date,
    /// The period that it lies in.
    pub period: Period,
    /// The day of the first decision that is kept; `None` where none has one.
    #[serde(with = "crate::domain::day::optional")]
    pub decided_from: Option<Date>,
    /// Deals of somebody who is not in the team: they count nowhere.
    pub of_others: usize,
    /// Deals without an owner: they count for the team alone.
    pub unowned: usize,
    /// Packs that can't be read.
    pub unreadable: usize,
}

/// What of the past is to be checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastAsk {
    /// Whose deals, and from where they are looked at.
    pub look: AddUp,
    /// The peer group of each rep, by any number.
    pub groups: Vec<usize>,
    /// The quotas of each rep.
    pub quotas: Vec<Vec<Quota>>,
}

/// The sample team without its deals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SampleHeld {
    /// What it has chosen.
    pub settings: Settings,
    /// Its reps, by name.
    pub reps: Vec<Rep>,
}

/// Deals in memory.
#[derive(Debug, Default)]
pub struct Holding {
    pub(super) deals: Vec<Deal>,
    unreadable: usize,
    /// As they were arranged for the last question: the next is mostly about the same reps.
    arranged: RefCell<Option<Rc<Arranged>>>,
}

impl Holding {
    /// Those of the kept packs.
    pub(super) fn of_kept(kept: KeptDeals) -> Self {
        Self { unreadable: kept.unreadable, ..Self::of(kept.book.into_deals()) }
    }

    /// Those of the sample team, with what else there is of it.
    pub(super) fn of_sample(today: Date) -> (Self, SampleHeld) {
        let SampleTeam { settings, reps, deals, .. } = sample_team(today);
        (Self::of(deals), SampleHeld { settings, reps })
    }

    /// Any deals.
    pub fn of(deals: Vec<Deal>) -> Self {
        Self { deals, ..Self::default() }
    }

    /// As of a CRM in which nobody records a loss.
    #[cfg(test)]
    pub(super) fn without_losses(&self) -> Self {
        let kept = self.deals.iter().filter(|deal| deal.outcome != crate::domain::Outcome::Lost);
        Self::of(kept.cloned().collect())
    }

    /// The team's deals, by the place of their rep.
    pub(super) fn arranged(&self, reps: &[Vec<String>]) -> Rc<Arranged> {
        let mut last = self.arranged.borrow_mut();
        let same = last.take().filter(|arranged| arranged.reps == reps);
        Rc::clone(last.insert(same.unwrap_or_else(|| Rc::new(Arranged::new(&self.deals, reps)))))
    }

    /// Adds them up by rep.
    pub fn add_up(&self, ask: &AddUp) -> AddedUp {
        let look = Look::new(self, ask);
        AddedUp {
            figures: look.figures(),
            proposed: look.proposed,
            as_of: look.viewpoint.as_of,
            period: look.period,
            decided_from: self.deals.iter().filter_map(|deal| deal.closed).min(),
            of_others: self.deals.len() - look.arranged.deals.len(),
            unowned: look.arranged.unowned_deals(),
            unreadable: self.unreadable,
        }
    }

    /// Their win rates by every definition.
    pub fn lab(&self, ask: &AddUp) -> WinRateLab {
        let look = Look::new(self, ask);
        WinRateLab::of(&look.history().known(look.viewpoint), &look.figures())
    }

    /// What each method would have said of the periods that ended, and what came: to be replayed.
    pub fn past_replay(&self, ask: &PastAsk) -> PastReplay {
        let look = Look::new(self, &ask.look);
        let kept = |rep: usize, period| {
            let quotas = ask.quotas.get(rep)?;
            quotas.iter().find(|quota| quota.period == period).map(|quota| quota.amount)
        };
        let when = (ask.look.calendar, look.viewpoint.as_of);
        PastReplay::new(&look.arranged.records, &ask.groups, when, kept)
    }

    /// The deals of the rep in this place, those that matter now first: open, stale, then decided
    /// ones, the latest first. The look is the same as that of [`Self::add_up`], so that the rows
    /// add up to its figures.
    pub fn deals_of(&self, ask: &AddUp, rep: usize) -> Vec<DealRow> {
        self.rows_of(ask, rep).into_iter().map(|(_, row)| row).collect()
    }

    /// Which row each of the look's deals is in.
    pub(super) fn places_of_rows(&self, ask: &AddUp, rep: usize) -> HashMap<usize, usize> {
        let rows = self.rows_of(ask, rep);
        rows.into_iter().enumerate().map(|(place, (index, _))| (index, place)).collect()
    }

    /// The rows, each with the deal's place in the look.
    fn rows_of(&self, ask: &AddUp, rep: usize) -> Vec<(usize, DealRow)> {
        let look = Look::new(self, ask);
        let known = look.history().known(look.viewpoint);
        let oldest = OldestWins::new(&known, &ask.groups);
        let open = known.reps.get(rep).map_or(&[][..], |known| &known.open);
        let open: HashMap<usize, &OpenDeal> = open.iter().map(|deal| (deal.index, deal)).collect();
        let from = look.viewpoint.look_back_from();
        let undated = !look.history().undated().is_empty();
        let mut rows: Vec<(usize, DealRow)> = look
            .arranged
            .deals_of(rep)
            .filter_map(|(index, place)| {
                let deal = self.deals.get(place)?;
                let row = match open.get(&index) {
                    Some(known) => Some(DealRow::open(deal, known, oldest.is_stale(rep, known))),
                    None => DealRow::decided(deal, look.viewpoint, from, undated),
                };
                Some((index, row?))
            })
            .collect();
        rows.sort_by_key(|(_, row)| {
            (
                row.standing,
                Reverse(row.day.filter(|_| row.standing.is_decided())),
                Reverse(row.amount),
            )
        });
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Money, Outcome};
    use crate::engine::deal_figures::AverageOf;
    use crate::reader::deal_row::DealStanding;
    use jiff::civil::date;

    fn deal(rep: &str, outcome: Outcome, created: Date, closed: Option<Date>) -> Deal {
        let amount = Money::from_units(1_000.0);
        Deal {
            rep: Some(rep.to_owned()),
            created: Some(created),
            closed,
            amount,
            ..Deal::new(outcome)
        }
    }

    fn holding() -> Holding {
        Holding::of(vec![
            deal("Dana", Outcome::Won, date(2017, 10, 1), Some(date(2017, 12, 31))),
            deal("D. Okafor", Outcome::Lost, date(2017, 9, 1), Some(date(2017, 11, 1))),
            deal("Dana", Outcome::Won, date(2016, 9, 1), Some(date(2016, 11, 1))),
            deal("Dana", Outcome::Open, date(2017, 12, 1), None),
            deal("Dana", Outcome::Open, date(2017, 1, 1), None),
            deal("Somebody", Outcome::Open, date(2017, 12, 1), None),
        ])
    }

    fn ask() -> AddUp {
        AddUp {
            reps: vec![vec!["Dana".to_owned(), "D. Okafor".to_owned()]],
            groups: vec![0],
            as_of: None,
            today: date(2026, 11, 21),
            calendar: FiscalCalendar::default(),
            look_back_months: 12,
            win_rate: WinRateDefinition::default(),
        }
    }

    #[test]
    fn old_data_is_added_up_at_its_end() {
        let added = holding().add_up(&ask());
        assert_eq!(added.proposed, AsOf::DayAfterLastSeen(date(2018, 1, 1)));
        assert_eq!((added.as_of, added.period.start), (date(2018, 1, 1), date(2018, 1, 1)));
        let dana = added.figures.reps[0];
        assert_eq!((dana.decided.won, dana.decided.lost), (1, 1));
        assert_eq!((dana.live.deals, dana.stale.deals, added.of_others), (1, 1, 1));
        assert_eq!(dana.booked, Money::ZERO);
        let earlier = AddUp { as_of: Some(date(2017, 12, 31)), ..ask() };
        assert_eq!(holding().add_up(&earlier).figures.reps[0].booked.units(), 1_000.0);
    }

    #[test]
    fn the_rows_add_up_to_the_figures() {
        let rows = holding().deals_of(&ask(), 0);
        let standings: Vec<_> = rows.iter().map(|row| row.standing).collect();
        assert_eq!(
            standings,
            [
                DealStanding::Open,
                DealStanding::Stale,
                DealStanding::Won,
                DealStanding::Lost,
                DealStanding::BeforeTheLookBack,
            ]
        );
        assert_eq!(holding().deals_of(&ask(), 7), []);
    }

    #[test]
    fn a_deal_won_after_the_day_was_open_on_it_and_nothing_of_its_end_is_known() {
        let ten = (1..=10)
            .map(|day| deal("Dana", Outcome::Won, date(2017, 3, 1), Some(date(2017, 9, day))));
        let later = Deal {
            amount: Money::from_units(80_000.0),
            stage: Some("Won".to_owned()),
            expected_close: Some(date(2017, 8, 1)),
            ..deal("Dana", Outcome::Won, date(2017, 10, 1), Some(date(2017, 12, 31)))
        };
        let lost = Deal {
            amount: Some(Money::ZERO),
            ..deal("Dana", Outcome::Lost, date(2017, 10, 2), Some(date(2017, 12, 1)))
        };
        let undated = Deal { created: None, ..deal("Dana", Outcome::Open, date(2017, 1, 1), None) };
        let holding = Holding::of(ten.chain([later, lost, undated]).collect());
        let october = AddUp { as_of: Some(date(2017, 10, 15)), ..ask() };
        let added = holding.add_up(&october);
        let live = added.figures.reps[0].live;
        assert_eq!((live.deals, live.amount.units(), live.amounts_assumed), (2, 2_000.0, 2));
        let left_out: Vec<_> = added.figures.left_out.iter().map(|remark| remark.deals).collect();
        assert_eq!(left_out, [1]);
        let rows = holding.deals_of(&october, 0);
        let row = rows.iter().find(|row| row.created == Some(date(2017, 10, 1))).unwrap();
        assert_eq!((row.standing, row.outcome), (DealStanding::Open, Outcome::Open));
        assert_eq!((row.stage.as_deref(), row.day), (None, None));
        assert!(row.amount_assumed && row.amount == Money::from_units(1_000.0));
        assert!(rows.iter().all(|row| row.created.is_some()));
        // At the data's end all of it is known.
        let end = AddUp { as_of: Some(date(2017, 12, 31)), ..october };
        let added = holding.add_up(&end);
        assert_eq!(added.figures.reps[0].booked.units(), 80_000.0);
        assert_eq!((added.figures.reps[0].live.deals, added.figures.left_out.len()), (1, 0));
    }

    #[test]
    fn a_deal_without_an_owner_counts_for_the_team_alone() {
        let unowned = |closed| Deal {
            rep: None,
            amount: Money::from_units(5_000.0),
            ..deal("", Outcome::Won, date(2017, 10, 1), Some(closed))
        };
        let mut deals = holding().deals;
        deals.extend([unowned(date(2017, 12, 30)), unowned(date(2017, 12, 31))]);
        let added = Holding::of(deals.clone()).add_up(&ask());
        assert_eq!((added.unowned, added.of_others, added.figures.reps.len()), (2, 1, 1));
        let average = added.figures.reps[0].average_won.unwrap();
        // One win of 1,000 of Dana's and two of 5,000 of nobody's, to the hundredth.
        assert_eq!(
            (average.amount.units(), average.deals, average.of),
            (3_666.67, 3, AverageOf::Team)
        );
        assert_eq!(added.figures.reps[0].decided.won, 1);
        assert_eq!(added.figures.unowned.decided.won, 2);
        assert_eq!(Holding::of(deals).deals_of(&ask(), 1), []);
    }
}
