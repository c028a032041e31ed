//! The team's deals, held for questions about its reps.

use crate::domain::{Deal, FiscalCalendar, Period, Rep, Settings};
use crate::engine::as_of::AsOf;
use crate::engine::deal_figures::{TeamFigures, is_stale};
use crate::engine::history::{DealHistory, DealRecord};
use crate::engine::known::OpenDeal;
use crate::engine::viewpoint::Viewpoint;
use crate::intake::sample_team::{SampleTeam, sample_team};
use crate::reader::deal_row::DealRow;
use crate::reader::summary::KeptDeals;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::HashMap;

/// What is to be added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddUp {
    /// The names of each rep.
    pub reps: Vec<Vec<String>>,
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
    /// Deals that belong to nobody, or to somebody who is not in the team.
    pub of_others: usize,
    /// Packs that can't be read.
    pub unreadable: usize,
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
    deals: Vec<Deal>,
    unreadable: usize,
}

impl Holding {
    /// Those of the kept packs.
    pub(super) fn of_kept(kept: KeptDeals) -> Self {
        Self { unreadable: kept.unreadable, deals: kept.book.into_deals() }
    }

    /// Those of the sample team, with what else there is of it.
    pub(super) fn of_sample(today: Date) -> (Self, SampleHeld) {
        let SampleTeam { settings, reps, deals, .. } = sample_team(today);
        (Self::of(deals), SampleHeld { settings, reps })
    }

    /// Any deals.
    pub fn of(deals: Vec<Deal>) -> Self {
        Self { deals, unreadable: 0 }
    }

    /// Adds them up by rep.
    pub fn add_up(&self, ask: &AddUp) -> AddedUp {
        let look = Look::new(self, ask);
        AddedUp {
            figures: TeamFigures::of(&look.history, look.viewpoint, look.period),
            proposed: look.proposed,
            as_of: look.viewpoint.as_of,
            period: look.period,
            of_others: self.deals.len() - look.deals.len(),
            unreadable: self.unreadable,
        }
    }

    /// The deals of the rep in this place, those that matter now first: open, stale, then decided
    /// ones, the latest first. The look is the same as that of [`Self::add_up`], so that the rows
    /// add up to its figures.
    pub fn deals_of(&self, ask: &AddUp, rep: usize) -> Vec<DealRow> {
        let look = Look::new(self, ask);
        let known = look.history.known(look.viewpoint);
        let is_stale = is_stale(&known);
        let open = known.reps.get(rep).map_or(&[][..], |known| &known.open);
        let open: HashMap<usize, &OpenDeal> = open.iter().map(|deal| (deal.index, deal)).collect();
        let from = look.viewpoint.look_back_from();
        let undated = !look.history.undated().is_empty();
        let mut rows: Vec<DealRow> = look
            .deals
            .iter()
            .enumerate()
            .filter(|(_, (place, _))| *place == rep)
            .filter_map(|(index, (_, deal))| match open.get(&index) {
                Some(known) => Some(DealRow::open(deal, known, is_stale(known))),
                None => DealRow::decided(deal, look.viewpoint, from, undated),
            })
            .collect();
        rows.sort_by_key(|row| {
            (
                row.standing,
                Reverse(row.day.filter(|_| row.standing.is_decided())),
                Reverse(row.amount),
            )
        });
        rows
    }
}

/// The team's deals from the day asked.
struct Look<'a> {
    /// Those of the team, with the place of their rep.
    deals: Vec<(usize, &'a Deal)>,
    history: DealHistory,
    viewpoint: Viewpoint,
    period: Period,
    proposed: AsOf,
}

impl<'a> Look<'a> {
    fn new(holding: &'a Holding, ask: &AddUp) -> Self {
        let proposed = AsOf::of(&holding.deals, ask.today, ask.calendar);
        let as_of = ask.as_of.unwrap_or(proposed.day());
        let places: HashMap<&str, usize> = ask
            .reps
            .iter()
            .enumerate()
            .flat_map(|(place, names)| names.iter().map(move |name| (name.as_str(), place)))
            .collect();
        let place = |deal: &Deal| places.get(deal.rep.as_deref()?).copied();
        let deals: Vec<(usize, &Deal)> =
            holding.deals.iter().filter_map(|deal| Some((place(deal)?, deal))).collect();
        let records: Vec<DealRecord> =
            deals.iter().map(|(place, deal)| DealRecord::of(deal, *place)).collect();
        Self {
            history: DealHistory::new(ask.reps.len(), &records),
            deals,
            viewpoint: Viewpoint {
                look_back_months: ask.look_back_months.into(),
                ..Viewpoint::live(as_of)
            },
            period: ask.calendar.period_of(as_of),
            proposed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Money, Outcome};
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
            as_of: None,
            today: date(2026, 11, 21),
            calendar: FiscalCalendar::default(),
            look_back_months: 12,
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
}
