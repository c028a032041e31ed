//! What would be if some open deals were other than they are.

use crate::domain::{Money, Rate};
use crate::engine::ladder::less_than_a_deal_left;
use crate::engine::outlook::{Decision, Outlook, Prospect};
use crate::engine::pipeline_need::{PipelineNeed, Seat, pipeline_need};
use serde::{Deserialize, Serialize};

/// What is tried of a rep's open deals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DealsTried {
    /// The deals that are other than they are.
    pub deals: Vec<DealTried>,
    /// Deals created today that come on top, each worth the rep's mean win.
    pub added: usize,
}

/// One deal that is tried.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DealTried {
    /// Which: its place in the list that names it.
    pub deal: usize,
    /// What becomes of it.
    pub change: DealChange,
}

/// What becomes of a deal that is tried.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum DealChange {
    /// It is not there.
    Off,
    /// It is won, or worth, so much.
    Amount(Money),
    /// It closes after the period: it stays in the pipeline and can't land.
    AfterThePeriod,
}

/// What what was tried comes to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TriedAhead {
    /// The chance of quota.
    pub chance: Rate,
    /// The pipeline that there would be.
    pub pipeline: Money,
    /// Its deals.
    pub live: usize,
    /// What would be needed for the wanted chance.
    pub need: PipelineNeed,
    /// Less would be left than an average deal brings.
    pub in_deals: bool,
    /// What a deal that comes on top is worth; `None` where nobody won one.
    pub each: Option<Money>,
}

impl DealsTried {
    /// The chance and the need with these changes. `place` gives the place of a deal of the seat
    /// in the list that names it. Deals that are named and not in the seat can't land: with an
    /// amount they still can't.
    pub fn of(
        &self,
        seat: Seat<'_>,
        place: impl Fn(usize) -> Option<usize>,
        wanted: Rate,
    ) -> TriedAhead {
        let each = Money::from_units(seat.outlook.sizes.mean()).filter(|each| each.is_positive());
        let deals = seat.outlook.deals.iter().filter_map(|deal| {
            let own = place(deal.index);
            let mut changes = self.deals.iter().filter(|tried| own == Some(tried.deal));
            changes.try_fold(*deal, |deal, tried| changed(deal, tried.change))
        });
        let (by_end, by_start) = seat.outlook.created_today;
        let new = each.map(|amount| Prospect { amount, by_end, by_start, index: usize::MAX });
        let new = new.into_iter().flat_map(|new| std::iter::repeat_n(new, self.added));
        let outlook: Outlook = seat.outlook.with_deals(deals.chain(new).collect());
        let seat = Seat::new(&outlook, seat.left, seat.form);
        TriedAhead {
            chance: seat.now,
            pipeline: outlook.pipeline(),
            live: outlook.deals.len(),
            need: pipeline_need(seat, wanted.share()),
            in_deals: less_than_a_deal_left(seat),
            each,
        }
    }
}

fn changed(deal: Prospect, change: DealChange) -> Option<Prospect> {
    match change {
        DealChange::Off => None,
        DealChange::Amount(amount) => amount.is_positive().then_some(Prospect { amount, ..deal }),
        DealChange::AfterThePeriod => {
            let never = Decision::default();
            Some(Prospect { by_end: never, by_start: never, ..deal })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{outlook, seat, units};
    use crate::engine::what_if::WhatIf;

    const WANTED: f64 = 0.8;

    fn deals() -> Outlook {
        let mut outlook = outlook(&[(9_000, 0.5), (7_000, 0.4), (5_000, 0.3)], 0.2);
        for (at, deal) in outlook.deals.iter_mut().enumerate() {
            deal.index = at + 10;
        }
        outlook
    }

    fn tried(deals: &[(usize, DealChange)], added: usize) -> TriedAhead {
        let outlook = self::deals();
        let deals = deals.iter().map(|(deal, change)| DealTried { deal: *deal, change: *change });
        let tried = DealsTried { deals: deals.collect(), added };
        let place = |index: usize| index.checked_sub(10);
        tried.of(seat(&outlook, units(12_000)), place, Rate::clamped(WANTED))
    }

    #[test]
    fn nothing_tried_is_as_it_is() {
        let outlook = deals();
        let seat = seat(&outlook, units(12_000));
        let nothing = tried(&[], 0);
        assert_eq!((nothing.chance, nothing.pipeline, nothing.live), (seat.now, units(21_000), 3));
        assert_eq!(nothing.need, pipeline_need(seat, WANTED));
    }

    #[test]
    fn every_change_is_what_working_it_out_anew_gives() {
        let outlook = deals();
        let seat = seat(&outlook, units(12_000));
        let of_second = WhatIf::all_but(seat, 1).unwrap();
        let near = |tried: TriedAhead, chance: Rate| {
            assert!((tried.chance.share() - chance.share()).abs() < 0.002, "{tried:?} {chance:?}");
        };
        near(tried(&[(1, DealChange::Off)], 0), of_second.won_with(Rate::ZERO));
        let later = tried(&[(1, DealChange::AfterThePeriod)], 0);
        near(later, of_second.won_with(Rate::ZERO));
        assert_eq!((later.pipeline, later.live), (units(21_000), 3));
        let worth = tried(&[(1, DealChange::Amount(units(11_000)))], 0);
        near(worth, of_second.worth(units(11_000)));
        assert_eq!(worth.pipeline, units(25_000));
        let without = tried(&[(1, DealChange::Off)], 0);
        assert_eq!((without.pipeline, without.live), (units(14_000), 2));
    }

    #[test]
    fn a_deal_more_never_lowers_the_chance() {
        let mut before = tried(&[], 0).chance;
        for added in 1..5 {
            let more = tried(&[], added);
            assert!(more.chance >= before && more.live == 3 + added, "{added}");
            before = more.chance;
        }
    }

    #[test]
    fn what_no_seat_holds_changes_nothing_and_all_can_be_off() {
        assert_eq!(tried(&[(7, DealChange::Off)], 0), tried(&[], 0));
        let none = tried(&[(0, DealChange::Off), (1, DealChange::Off), (2, DealChange::Off)], 0);
        assert_eq!((none.pipeline, none.live), (Money::ZERO, 0));
        let nothing = tried(&[(0, DealChange::Amount(Money::ZERO))], 0);
        assert_eq!(nothing.live, 2);
    }
}
