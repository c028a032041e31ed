//! What every rep of a team needs this period, by equal deals, and who needs attention first.

use crate::domain::{Money, OfTen, Period, Rate, WinRateDefinition};
use crate::engine::counted_deals::{CountedDeals, OwnRate};
use crate::engine::deal_figures::{DealFigures, TeamFigures};
use crate::engine::goal::RepQuota;
use crate::engine::in_words::Remark;
use crate::engine::ladder::losses_are_recorded;
use crate::engine::prior::{BetaPrior, Decided, beta_prior};
use crate::engine::rep_now::{FiguresFrom, NotTyped, RateUsed, RepNow};
use crate::engine::typed_numbers::TypedNumbers;
use crate::engine::win_rate_definitions::stale_as_lost;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of a rep besides the deals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RepAsked {
    /// The quota of the period.
    pub quota: Option<Money>,
    /// Booked so far in the period, typed by hand: beats the sum of the deals.
    pub booked_by_hand: Option<Money>,
    /// What comes in over a whole period without a deal.
    pub without_a_deal: Money,
    /// The peer group, by any number.
    pub group: usize,
    /// What was typed about the rep; used where no deal of the rep is kept.
    pub typed: Option<TypedNumbers>,
}

/// How a team's deals are counted for its win rates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Counting {
    /// As the team chose.
    By(WinRateDefinition),
    /// Losses are not recorded: stale deals count as lost instead.
    StaleAsLost,
    /// Losses are not recorded, and the manager said how many of ten quotes come in.
    OfTen(Rate),
    /// Losses are not recorded, and nothing else says how much is lost.
    LossesNotRecorded,
}

impl Counting {
    /// What counts for a rep: won and lost deals where these were typed.
    const fn of(self, from: FiguresFrom) -> WinRateDefinition {
        match (self, from) {
            (Self::By(by), FiguresFrom::Deals) => by,
            (Self::StaleAsLost, FiguresFrom::Deals) => WinRateDefinition::StaleAsLost,
            _ => WinRateDefinition::ByCount,
        }
    }
}

/// A team's period.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamNow {
    /// By the rep's place in what was asked.
    pub reps: Vec<RepNow>,
    /// How win rates were counted.
    pub counting: Counting,
    /// Whether losses are recorded: at least 15% of what was decided.
    pub losses_recorded: bool,
    /// No decision has a day: all count, however old, and none is booked.
    pub undated: bool,
    /// What deals are in no figure, and why.
    pub left_out: Vec<Remark>,
}

/// Works out a team's period from what its deals come to on a day. `asked` has a rep for each place
/// of `added_up`.
pub fn team_now(
    added_up: TeamFigures,
    asked: &[RepAsked],
    today: Date,
    period: Period,
    wanted: Rate,
    of_ten: Option<OfTen>,
) -> TeamNow {
    let TeamFigures { reps: mut figures, average_won, undated, left_out, unowned, counted } =
        added_up;
    figures.resize(asked.len(), DealFigures::default());
    let facts: Vec<(FiguresFrom, DealFigures)> = figures
        .into_iter()
        .zip(asked)
        .map(|(deals, rep)| match rep.typed {
            _ if deals.any => (FiguresFrom::Deals, deals),
            Some(typed) => (FiguresFrom::Typed, typed.figures(average_won)),
            None => (FiguresFrom::Nothing, deals),
        })
        .collect();
    let everybody = facts.iter().map(|(_, rep)| rep.decided).chain([unowned.decided]);
    let losses_recorded = losses_are_recorded(everybody);
    let counting = match &counted {
        Some(counted) => Counting::By(counted.by),
        None if losses_recorded => Counting::By(WinRateDefinition::ByCount),
        None => without_losses(&facts, of_ten),
    };
    let own = |place: usize| counted.as_ref().and_then(|team| team.reps.get(place)).copied();
    let deals: Vec<CountedDeals> = facts
        .iter()
        .enumerate()
        .map(|(place, (from, rep))| match (counting, from) {
            (Counting::StaleAsLost, _) => CountedDeals::of(stale_as_lost(rep)),
            (_, FiguresFrom::Deals) => own(place).unwrap_or(CountedDeals::of(rep.decided)),
            _ => CountedDeals::of(rep.decided),
        })
        .collect();
    let priors = priors(&deals, asked);
    let reps = facts
        .into_iter()
        .zip(asked)
        .zip(deals)
        .map(|(((from, figures), rep), counted)| {
            let booked = match from {
                FiguresFrom::Deals => figures.booked,
                FiguresFrom::Typed | FiguresFrom::Nothing => Money::ZERO,
            };
            let quota = RepQuota {
                quota: rep.quota,
                booked: rep.booked_by_hand.unwrap_or(booked),
                without_a_deal: rep.without_a_deal,
            };
            let goal = quota.goal(period, today.into());
            let rate = match (counting, priors.get(&rep.group)) {
                (Counting::OfTen(rate), _) => RateUsed::OfTen(rate),
                (Counting::By(_) | Counting::StaleAsLost, Some(prior)) => {
                    let (rate, by) = (counted.trusted_rate(*prior), counting.of(from));
                    RateUsed::Trusted(OwnRate { rate, prior: *prior, by })
                }
                (Counting::LossesNotRecorded, _) | (_, None) => RateUsed::LossesNotRecorded,
            };
            let ahead = quota.without_a_deal_ahead(period, today.into());
            let not_typed = match (from, rep.typed) {
                (FiguresFrom::Typed, Some(typed)) => typed.missing(),
                _ => NotTyped::default(),
            };
            RepNow::new(from, figures, (quota, ahead, goal), (rate, not_typed), wanted)
        })
        .collect();
    TeamNow { reps, counting, losses_recorded, undated, left_out }
}

impl TeamNow {
    /// Without chances of reps whose deals are kept: ranges in their place.
    #[must_use]
    pub fn withhold_chances(mut self) -> Self {
        for rep in &mut self.reps {
            rep.withheld = rep.from == FiguresFrom::Deals;
        }
        self
    }
}

/// How they are counted where losses are not recorded and nothing else was chosen.
fn without_losses(facts: &[(FiguresFrom, DealFigures)], of_ten: Option<OfTen>) -> Counting {
    match of_ten {
        Some(of_ten) => Counting::OfTen(of_ten.rate()),
        None if facts.iter().any(|(_, rep)| rep.stale.deals > 0) => Counting::StaleAsLost,
        None => Counting::LossesNotRecorded,
    }
}

fn priors(deals: &[CountedDeals], asked: &[RepAsked]) -> BTreeMap<usize, BetaPrior> {
    let mut groups: BTreeMap<usize, Vec<Decided>> = BTreeMap::new();
    for (counted, rep) in deals.iter().zip(asked) {
        groups.entry(rep.group).or_default().push(counted.decided);
    }
    groups.into_iter().map(|(group, reps)| (group, beta_prior(&reps))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FiscalCalendar, Outcome};
    use crate::engine::attention::{Attention, by_attention};
    use crate::engine::counted_deals::TeamCounted;
    use crate::engine::goal::Goal;
    use crate::engine::history::{DealHistory, DealRecord};
    use crate::engine::made_up::{deal, units};
    use crate::engine::prior::Basis;
    use crate::engine::rep_now::{CountsTyped, NoNeed};
    use crate::engine::rep_seen::RepSeen;
    use crate::engine::viewpoint::Viewpoint;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::cmp::Reverse;

    const TODAY: Date = date(2024, 5, 15);
    const WANTED: f64 = 0.8;

    fn seen(team: &TeamNow) -> Vec<RepSeen<'_>> {
        team.reps.iter().map(|rep| RepSeen::new(rep, None)).collect()
    }

    fn now(deals: &[DealRecord], asked: &[RepAsked], of_ten: Option<OfTen>) -> TeamNow {
        let period = FiscalCalendar::default().period_of(TODAY);
        let history = DealHistory::new(asked.len(), deals);
        let figures = TeamFigures::of(&history, Viewpoint::live(TODAY), period, &[]);
        team_now(figures, asked, TODAY, period, Rate::clamped(WANTED), of_ten)
    }

    fn quota(amount: i64) -> RepAsked {
        RepAsked { quota: Some(units(amount)), ..RepAsked::default() }
    }

    /// So many deals won and lost in the last quarter, and open ones, 10,000 each.
    fn deals(rep: usize, won: i32, lost: i32, open: i32) -> Vec<DealRecord> {
        let start = date(2024, 2, 1);
        let decided = |won: bool| {
            move |day: i32| deal(rep, start.saturating_add((day % 40).days()), Some((15, won)))
        };
        let open = (0..open).map(|day| deal(rep, TODAY.saturating_sub((day % 10).days()), None));
        (0..won).map(decided(true)).chain((0..lost).map(decided(false))).chain(open).collect()
    }

    fn team() -> (Vec<DealRecord>, Vec<RepAsked>) {
        let mut all = deals(0, 30, 30, 20);
        all.extend(deals(1, 6, 54, 12));
        all.extend(deals(2, 15, 45, 40));
        all.extend(deals(3, 2, 3, 5));
        (all, vec![quota(60_000), quota(60_000), quota(60_000), quota(60_000)])
    }

    #[test]
    fn the_strong_need_less_than_three_times_and_the_weak_more() {
        let (deals, asked) = team();
        let team = now(&deals, &asked, None);
        let needs: Vec<f64> =
            team.reps.iter().map(|rep| rep.need.as_ref().unwrap().need.coverage.times()).collect();
        assert!(needs[0] < 3.0 && needs[2] > 3.0 && needs[1] > needs[2], "{needs:?}");
        assert_eq!(team.counting, Counting::By(WinRateDefinition::ByCount));
        assert!(team.reps[3].is_too_few_to_tell() && team.reps[3].chance().is_none());
        assert!(team.reps[0].chance().is_some_and(|chance| chance.share() > 0.9));
    }

    #[test]
    fn the_most_money_short_comes_first_and_those_alike_by_name() {
        let (deals, asked) = team();
        let team = now(&deals, &asked, None);
        let order = by_attention(&seen(&team), &["Zoe", "Ana", "Bo", "Cy"], Rate::clamped(WANTED));
        assert_eq!(order[0].0, 1);
        assert!(matches!(order[0].1, Attention::Short { .. }));
        assert_eq!(order.iter().rev().take(2).map(|(place, _)| *place).collect::<Vec<_>>(), [0, 2]);
        assert!(
            Attention::Short { by: Reverse(units(9)) } < Attention::Short { by: Reverse(units(3)) }
        );
    }

    #[test]
    fn deals_beat_what_was_typed_and_a_typed_booking_beats_the_deals() {
        let typed = TypedNumbers {
            pipeline: Some(units(90_000)),
            won: Some(20),
            lost: Some(20),
            average_deal: Some(units(5_000)),
        };
        let asked = [
            RepAsked { typed: Some(typed), ..quota(60_000) },
            RepAsked { typed: Some(typed), booked_by_hand: Some(units(50_000)), ..quota(60_000) },
        ];
        let team = now(&deals(0, 12, 12, 3), &asked, None);
        assert_eq!(
            team.reps.iter().map(|rep| rep.from).collect::<Vec<_>>(),
            [FiguresFrom::Deals, FiguresFrom::Typed]
        );
        assert_eq!(team.reps[0].figures.live.amount, units(30_000));
        let answer = team.reps[1].need.as_ref().unwrap();
        assert_eq!((answer.wins, answer.question().left_to_quota), (2, units(10_000)));
        assert_eq!(answer.question().pipeline, units(90_000));
    }

    #[test]
    fn won_deals_alone_are_no_win_rate() {
        let typed = |won, lost| RepAsked {
            typed: Some(TypedNumbers {
                won,
                lost,
                average_deal: Some(units(5_000)),
                ..TypedNumbers::default()
            }),
            ..quota(60_000)
        };
        for (won, lost) in [(Some(12), None), (None, Some(12))] {
            let alone = &now(&[], &[typed(won, lost)], None).reps[0];
            assert_eq!(alone.need, Err(NoNeed::OneCountTyped), "{won:?} {lost:?}");
            assert_eq!(
                (alone.not_typed.counts, alone.figures.decided.count()),
                (CountsTyped::One, 0)
            );
        }
        let both = &now(&[], &[typed(Some(12), Some(36))], None).reps[0];
        assert!(both.need.is_ok() && both.not_typed.counts == CountsTyped::Both);
        let (all, mut asked) = team();
        asked.push(typed(Some(12), None));
        let beside_peers = &now(&all, &asked, None).reps[4];
        assert!(beside_peers.need.is_ok() && beside_peers.not_typed.counts == CountsTyped::One);
        assert!(beside_peers.is_too_few_to_tell());
    }

    #[test]
    fn what_is_not_typed_is_the_reason_and_not_something_else() {
        let whole = TypedNumbers {
            pipeline: Some(units(90_000)),
            won: Some(12),
            lost: Some(36),
            average_deal: Some(units(5_000)),
        };
        let alone = |typed| {
            now(&[], &[RepAsked { typed: Some(typed), ..quota(60_000) }], None).reps.remove(0)
        };
        let no_counts = alone(TypedNumbers { won: None, lost: None, ..whole });
        assert_eq!(no_counts.need, Err(NoNeed::NoCountsTyped));
        for average_deal in [None, Some(Money::ZERO)] {
            let no_average = alone(TypedNumbers { average_deal, ..whole });
            assert_eq!(no_average.need, Err(NoNeed::NoAverageTyped));
        }
        let wanted = Rate::clamped(WANTED);
        let blank = alone(TypedNumbers { pipeline: None, ..whole });
        assert!(blank.need.is_ok() && blank.not_typed.pipeline);
        assert_eq!(
            (blank.chance(), Attention::of(RepSeen::new(&blank, None), wanted)),
            (None, Attention::CannotTell)
        );
        let nothing = alone(TypedNumbers { pipeline: Some(Money::ZERO), ..whole });
        assert_eq!(nothing.chance(), Some(Rate::ZERO));
        assert!(matches!(
            Attention::of(RepSeen::new(&nothing, None), wanted),
            Attention::Short { .. }
        ));
        let by_deals = &now(&deals(0, 12, 12, 0), &[quota(60_000)], None).reps[0];
        assert_eq!(
            (by_deals.not_typed, by_deals.chance()),
            (NotTyped::default(), Some(Rate::ZERO))
        );
    }

    #[test]
    fn what_is_left_is_quotas_less_what_is_in_and_ahead_but_for_what_is_over() {
        let (deals, asked) = team();
        let mut asked = asked;
        asked[0].booked_by_hand = Some(units(70_000));
        asked[1].without_a_deal = units(20_000);
        asked[2] = RepAsked {
            without_a_deal: units(40_000),
            booked_by_hand: Some(units(50_000)),
            ..asked[2]
        };
        let reps = now(&deals, &asked, None).reps;
        let sum = |of: fn(&RepNow) -> Money| reps.iter().map(of).sum::<Money>();
        let left = sum(|rep| match rep.goal {
            Goal::Left(left) => left,
            _ => Money::ZERO,
        });
        let quotas = sum(|rep| rep.quota.quota.unwrap_or_default());
        let over = sum(RepNow::over_quota);
        assert!(over > units(10_000) && left.is_positive());
        assert_eq!(left, quotas - sum(|rep| rep.quota.booked) - sum(|rep| rep.ahead) + over);
    }

    #[test]
    fn what_the_team_counts_is_what_its_rates_rest_on_and_typed_counts_stay_as_they_are() {
        let typed = TypedNumbers { won: Some(12), lost: Some(36), ..TypedNumbers::default() };
        let asked = [quota(60_000), RepAsked { typed: Some(typed), ..quota(60_000) }];
        let period = FiscalCalendar::default().period_of(TODAY);
        let history = DealHistory::new(2, &deals(0, 20, 20, 0));
        let mut figures = TeamFigures::of(&history, Viewpoint::live(TODAY), period, &[]);
        let decided = Decided { won: 5, lost: 10 };
        let counted = CountedDeals { rate: Some(Rate::clamped(0.37)), ..CountedDeals::of(decided) };
        let by = WinRateDefinition::ByValue;
        figures.counted = Some(TeamCounted { by, reps: vec![counted, CountedDeals::default()] });
        let team = team_now(figures, &asked, TODAY, period, Rate::clamped(WANTED), None);
        assert_eq!((team.counting, team.losses_recorded), (Counting::By(by), true));
        let own = |rep: usize| match team.reps[rep].rate {
            RateUsed::Trusted(own) => (own.rate.decided, own.rate.raw.unwrap().share(), own.by),
            other => panic!("{other:?}"),
        };
        assert_eq!(own(0), (decided, 0.37, by));
        let typed = Decided { won: 12, lost: 36 };
        assert_eq!(own(1), (typed, 0.25, WinRateDefinition::ByCount));
    }

    #[test]
    fn a_team_that_records_no_losses_is_asked_and_its_stale_deals_count_till_then() {
        let mut all = deals(0, 20, 1, 4);
        let asked = [quota(60_000)];
        let blind = now(&all, &asked, None);
        assert_eq!(blind.counting, Counting::LossesNotRecorded);
        assert_eq!(blind.reps[0].need, Err(NoNeed::LossesNotRecorded));
        let told = now(&all, &asked, OfTen::new(3));
        assert_eq!(told.reps[0].rate.rate(), Some(Rate::clamped(0.3)));
        assert!(told.reps[0].need.is_ok());
        let long_ago =
            DealRecord { outcome: Outcome::Open, closed: None, ..deal(0, date(2023, 6, 1), None) };
        all.extend([long_ago; 9]);
        let stale = now(&all, &asked, None);
        assert_eq!(stale.counting, Counting::StaleAsLost);
        assert!(
            matches!(stale.reps[0].rate, RateUsed::Trusted(own) if own.rate.decided == Decided { won: 20, lost: 10 })
        );
    }

    #[test]
    fn each_missing_thing_has_its_reason() {
        let met = now(
            &deals(0, 30, 30, 3),
            &[RepAsked { booked_by_hand: Some(units(60_000)), ..quota(60_000) }],
            None,
        );
        assert_eq!(
            (met.reps[0].need, met.reps[0].chance()),
            (Err(NoNeed::QuotaMet), Some(Rate::ONE))
        );
        let none = now(&deals(0, 30, 30, 3), &[RepAsked::default()], None);
        assert_eq!((none.reps[0].need, none.reps[0].chance()), (Err(NoNeed::NoQuota), None));
        let nothing = now(&[], &[quota(60_000)], None);
        assert_eq!(nothing.reps[0].need, Err(NoNeed::NothingKnown));
        let only_open = now(&deals(0, 0, 0, 3), &[quota(60_000)], None);
        assert_eq!(only_open.reps[0].need, Err(NoNeed::NothingDecided));
    }

    #[test]
    fn a_newcomer_is_trusted_as_the_peers_are_and_without_peers_not_at_all() {
        let (mut all, mut asked) = team();
        asked.push(quota(60_000));
        all.extend(deals(4, 0, 0, 5));
        let newcomer = &now(&all, &asked, None).reps[4];
        let RateUsed::Trusted(OwnRate { rate, prior, .. }) = newcomer.rate else { panic!() };
        assert_eq!((prior.basis, rate.trusted), (Basis::Fitted, prior.mean()));
        assert!(newcomer.need.is_ok() && newcomer.is_too_few_to_tell());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn whatever_a_team_is_like_every_rep_has_a_need_or_a_reason(
            counts in prop::collection::vec((0..40_i32, 0..40_i32, 0..30_i32, prop::option::of(0_i64..500_000)), 1..8),
            wanted in 0.0..=1.0,
        ) {
            let all: Vec<DealRecord> = counts
                .iter()
                .enumerate()
                .flat_map(|(rep, (won, lost, open, _))| deals(rep, *won, *lost, *open))
                .collect();
            let asked: Vec<RepAsked> = counts
                .iter()
                .map(|(.., amount)| RepAsked { quota: amount.map(units), ..RepAsked::default() })
                .collect();
            let period = FiscalCalendar::default().period_of(TODAY);
            let history = DealHistory::new(asked.len(), &all);
            let wanted = Rate::clamped(wanted);
            let figures = TeamFigures::of(&history, Viewpoint::live(TODAY), period, &[]);
            let team = team_now(figures, &asked, TODAY, period, wanted, None);
            prop_assert_eq!(team.reps.len(), asked.len());
            for rep in &team.reps {
                if let Ok(answer) = &rep.need {
                    prop_assert!(answer.need.coverage.times().is_finite());
                    prop_assert!(answer.need_chance.share() >= wanted.share() - 1e-9);
                }
            }
            let names: Vec<&str> = asked.iter().map(|_| "").collect();
            prop_assert_eq!(by_attention(&seen(&team), &names, wanted).len(), asked.len());
        }
    }
}
