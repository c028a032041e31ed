//! Whole forecasts of made-up teams: what must hold for any of them, and what becomes of bad
//! input.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use ridealong::domain::{Money, Outcome};
use ridealong::engine::fiscal::{FiscalCalendar, Length, Period};
use ridealong::engine::forecast::{Forecaster, RepForecast, Standing};
use ridealong::engine::goal::RepQuota;
use ridealong::engine::group::Depth;
use ridealong::engine::history::{DealHistory, DealRecord, Findings};
use ridealong::engine::known::KnownRep;
use ridealong::engine::ladder::{Ladder, Need, ladder, losses_are_recorded};
use ridealong::engine::last_day::LastDay;
use ridealong::engine::pipeline_need::PipelineNeed;
use ridealong::engine::prior::{Basis, BetaPrior, Decided, beta_prior};
use ridealong::engine::tau::{Tau, USUAL_TAU};
use ridealong::engine::verdict::{ToAdd, Verdict};
use ridealong::engine::viewpoint::Viewpoint;

const TODAY: Date = date(2024, 8, 15);

/// A team with a history of two years, the same in every run: rep n creates a deal every
/// 4 + n days; 1 in 4 is won after 20 to 70 days, 2 in 4 are lost, the rest linger.
fn team(reps: usize) -> Vec<DealRecord> {
    let mut deals = Vec::new();
    for rep in 0..reps {
        let (mut day, mut nth) = (date(2022, 8, 1), 0_i64);
        while day <= TODAY {
            let age = 20 + (nth * 37 + 11) % 51;
            let closed = day.saturating_add(age.days());
            let outcome = match nth % 4 {
                _ if closed > TODAY => Outcome::Open,
                0 => Outcome::Won,
                1 | 2 => Outcome::Lost,
                _ => Outcome::Open,
            };
            deals.push(DealRecord {
                rep,
                created: Some(day),
                outcome,
                closed: (outcome != Outcome::Open).then_some(closed),
                expected_close: None,
                amount: Some(Money::from_hundredths(500_000 + (nth * 7_919) % 900_000)),
                amount_while_open: None,
            });
            day = day.saturating_add((4 + i64::try_from(rep).unwrap()).days());
            nth += 1;
        }
    }
    deals
}

fn forecaster(reps: usize, deals: &[DealRecord]) -> Forecaster {
    forecaster_as_of(reps, deals, TODAY)
}

fn forecaster_as_of(reps: usize, deals: &[DealRecord], as_of: Date) -> Forecaster {
    with_usual_tau(
        &DealHistory::new(reps, deals),
        FiscalCalendar::default(),
        Viewpoint::live(as_of),
    )
}

/// Learning tau takes most of the time and matters to few of the tests.
fn with_usual_tau(
    history: &DealHistory,
    fiscal: FiscalCalendar,
    viewpoint: Viewpoint,
) -> Forecaster {
    Forecaster::with_tau(history, fiscal, viewpoint, Tau::USUAL, Depth::default())
}

fn quota(units: i64) -> RepQuota {
    RepQuota {
        quota: Some(Money::from_hundredths(units * 100)),
        booked: Money::ZERO,
        without_a_deal: Money::ZERO,
    }
}

/// Everything that can be said of one rep.
fn all_of(
    forecaster: &Forecaster,
    rep: usize,
    quota: RepQuota,
) -> (RepForecast, Option<(Ladder, Verdict)>) {
    all_of_period(forecaster, rep, forecaster.period(), quota)
}

fn all_of_period(
    forecaster: &Forecaster,
    rep: usize,
    period: Period,
    quota: RepQuota,
) -> (RepForecast, Option<(Ladder, Verdict)>) {
    let forecast = forecaster.rep(rep, period, quota).unwrap();
    let counts: Vec<_> = forecaster.group.known().reps.iter().map(KnownRep::counts).collect();
    let prior = beta_prior(&counts);
    let rates: Vec<_> = counts.iter().map(|counts| prior.trusted_rate(*counts)).collect();
    let more = forecast.seat().map(|seat| {
        let ladder = ladder(seat, rates[rep], losses_are_recorded(&rates), 0.8);
        let verdict = forecaster.verdict(rep, &forecast, &ladder, 0.8).unwrap();
        (ladder, verdict)
    });
    (forecast, more)
}

/// No number that is not finite, no chance outside [0, 1].
fn check_sound(forecast: &RepForecast, more: Option<&(Ladder, Verdict)>) {
    let total = forecast.total();
    assert!(total.mean.is_finite() && total.low <= total.high, "{total:?}");
    assert!(forecast.standing.chance().is_none_or(|chance| (0.0..=1.0).contains(&chance.share())));
    if let Some((ladder, verdict)) = more {
        for rung in ladder.rungs {
            assert!(rung.need.times().is_none_or(f64::is_finite), "{rung:?}");
            assert!(rung.change.is_none_or(f64::is_finite), "{rung:?}");
        }
        for deal in &verdict.movers {
            assert!(deal.if_won >= deal.if_lost, "{deal:?}");
        }
    }
}

#[test]
fn a_rep_with_enough_history_gets_a_chance_a_range_and_six_rungs() {
    let forecaster = forecaster(6, &team(6));
    let (forecast, more) = all_of(&forecaster, 0, quota(60_000));
    let (ladder, verdict) = more.unwrap();
    check_sound(&forecast, Some(&(ladder.clone(), verdict.clone())));
    let Standing::Open { chance, .. } = forecast.standing else {
        panic!("{:?}", forecast.standing)
    };
    assert!((0.05..0.95).contains(&chance.share()), "{chance:?}");
    assert_eq!(ladder.rungs.map(|rung| rung.need.times().is_some()), [true; 6]);
    assert!(matches!(ladder.need, PipelineNeed::OwnMix { .. }));
    assert!(matches!(verdict.to_add, ToAdd::Deals { .. } | ToAdd::CountsForNextPeriod));
    assert!(matches!(verdict.last_day, LastDay::Until(_)));
}

#[test]
fn the_chance_that_the_need_gives_is_the_chance_that_was_wanted() {
    let forecaster = forecaster(6, &team(6));
    let (forecast, more) = all_of(&forecaster, 0, quota(60_000));
    let PipelineNeed::OwnMix { times, .. } = more.unwrap().0.need else { panic!("no multiple") };
    // Scaled by hand: whole copies, and one whose share of being won is multiplied by the rest.
    let whole = std::iter::successors(Some(1.0), |copies| Some(copies + 1.0));
    let whole = whole.take_while(|copies| *copies <= times).count();
    let mut deals = Vec::new();
    for deal in &forecast.outlook.deals {
        let mut part = *deal;
        part.by_end.share_won *= times.fract();
        deals.extend(std::iter::repeat_n(*deal, whole));
        deals.push(part);
    }
    let scaled = forecast.outlook.with_deals(deals);
    let seat = forecast.seat().unwrap();
    let chance = ridealong::engine::quota_chance::quota_chance(&scaled, seat.left, seat.form);
    assert!((chance.share() - 0.8).abs() < 0.005, "{chance:?}");
}

#[test]
fn tau_is_learned_from_the_quarters_that_are_over() {
    let history = DealHistory::new(3, &team(3));
    let fiscal = FiscalCalendar::default();
    let learned = Forecaster::new(&history, fiscal, Viewpoint::live(TODAY)).tau;
    // Seven quarters are over since the first decision. The made-up team runs like clockwork.
    assert_eq!(learned.rep_periods, 21);
    assert!(learned.tau < USUAL_TAU, "{learned:?}");
    let newborn = DealHistory::new(3, &[]);
    assert_eq!(Forecaster::new(&newborn, fiscal, Viewpoint::live(TODAY)).tau, Tau::USUAL);
}

#[test]
fn the_next_period_is_forecast_from_today() {
    let forecaster = forecaster(6, &team(6));
    let next = forecaster.fiscal.next(forecaster.period());
    let (forecast, more) = all_of_period(&forecaster, 1, next, quota(60_000));
    check_sound(&forecast, more.as_ref());
    // Deals open today can be won before it begins; those not created yet carry most of it.
    assert!(forecast.outlook.new_mean() > forecast.outlook.open_mean());
    assert!(forecast.standing.chance().is_some());
}

#[test]
fn an_average_rep_in_a_slow_reps_seat_reaches_more() {
    let forecaster = forecaster(6, &team(6));
    let seat = |rep| {
        let own = forecaster.rep(rep, forecaster.period(), quota(40_000)).unwrap();
        let average =
            forecaster.average_rep_in_seat(rep, forecaster.period(), quota(40_000)).unwrap();
        (own.total().mean, average.total().mean)
    };
    let (slow, fast) = (seat(5), seat(0));
    assert!(slow.1 > slow.0, "{slow:?}");
    assert!(fast.1 < fast.0, "{fast:?}");
}

#[test]
fn nothing_after_the_day_changes_a_replay() {
    let deals = team(5);
    let as_of = date(2024, 4, 1);
    let cut: Vec<DealRecord> = deals
        .iter()
        .filter(|deal| deal.created.is_some_and(|day| day < as_of))
        .map(|deal| match deal.closed {
            Some(day) if day >= as_of => {
                DealRecord { outcome: Outcome::Open, closed: None, ..*deal }
            }
            _ => *deal,
        })
        .collect();
    let chance = |deals: &[DealRecord]| {
        let history = DealHistory::new(5, deals);
        let forecaster =
            with_usual_tau(&history, FiscalCalendar::default(), Viewpoint::replay(as_of));
        (0..5)
            .map(|rep| forecaster.rep(rep, forecaster.period(), quota(50_000)).unwrap())
            .map(|forecast| forecast.standing.chance().unwrap().share().to_bits())
            .collect::<Vec<_>>()
    };
    assert_eq!(chance(&deals), chance(&cut));
}

mod bad_input {
    use super::*;

    /// A team of five, with some deals more for rep 0.
    fn with(more: &[DealRecord]) -> (Forecaster, Findings) {
        let deals: Vec<DealRecord> = team(5).into_iter().chain(more.iter().copied()).collect();
        let history = DealHistory::new(5, &deals);
        (forecaster(5, &deals), history.findings())
    }

    const OPEN: DealRecord = DealRecord {
        rep: 0,
        created: Some(date(2024, 8, 1)),
        outcome: Outcome::Open,
        closed: None,
        expected_close: None,
        amount: Some(Money::from_hundredths(1_000_000)),
        amount_while_open: None,
    };

    #[test]
    fn a_deal_created_after_today_is_left_out_and_counted() {
        let (forecaster, _) = with(&[DealRecord { created: Some(date(2024, 8, 16)), ..OPEN }]);
        assert_eq!(forecaster.group.known().created_later, 1);
        let (plain, _) = with(&[]);
        let chance = |forecaster: &Forecaster| all_of(forecaster, 0, quota(60_000)).0.standing;
        assert_eq!(chance(&forecaster), chance(&plain));
    }

    #[test]
    fn a_deal_closed_before_it_was_created_counts_as_decided_but_has_no_age() {
        let backwards =
            DealRecord { outcome: Outcome::Won, closed: Some(date(2024, 7, 1)), ..OPEN };
        let (forecaster, findings) = with(&[backwards]);
        let (plain, _) = with(&[]);
        assert_eq!(findings.closed_before_created, 1);
        assert_eq!(forecaster.group.life_table(), plain.group.life_table());
        let won = |forecaster: &Forecaster| forecaster.group.known().reps[0].counts().won;
        assert_eq!(won(&forecaster), won(&plain) + 1);
    }

    #[test]
    fn an_open_deal_without_a_positive_amount_takes_the_mean_win_and_says_so() {
        for amount in [None, Some(Money::ZERO), Some(Money::from_hundredths(-900))] {
            let (forecaster, _) = with(&[DealRecord { amount, ..OPEN }]);
            let assumed: Vec<_> = forecaster.group.known().reps[0]
                .open
                .iter()
                .filter(|deal| deal.amount_assumed)
                .collect();
            assert_eq!(assumed.len(), 1);
            assert!(assumed[0].amount.is_positive());
        }
    }

    #[test]
    fn one_deal_of_a_trillion_reaches_any_quota_and_misleads_nobody_about_the_rest() {
        let trillion = Money::from_units(1e12);
        let (forecaster, _) = with(&[DealRecord { amount: trillion, ..OPEN }]);
        let (forecast, more) = all_of(&forecaster, 0, quota(60_000));
        check_sound(&forecast, more.as_ref());
        let (ladder, verdict) = more.unwrap();
        assert!(ladder.need_without_the_biggest.is_some());
        let biggest = verdict.without_the_biggest.unwrap();
        assert_eq!(
            (Some(biggest.amount), biggest.if_won.share().to_bits()),
            (trillion, 1.0_f64.to_bits())
        );
        assert!(biggest.if_lost < verdict.chance);
    }

    #[test]
    fn a_rep_with_no_history_is_forecast_as_the_group_is() {
        let forecaster = forecaster(6, &team(5));
        let (forecast, more) = all_of(&forecaster, 5, quota(10_000));
        check_sound(&forecast, more.as_ref());
        let (ladder, _) = more.unwrap();
        assert_eq!(ladder.rungs[1].need, Need::NothingDecided);
        assert!(matches!(
            ladder.need,
            PipelineNeed::CreatedToday { .. } | PipelineNeed::CannotBeDone
        ));
        assert!(forecast.outlook.new_wins.mean > 0.0);
    }

    #[test]
    fn a_team_of_one_has_no_peers_and_still_a_forecast() {
        let forecaster = forecaster(1, &team(1));
        let counts = [forecaster.group.known().reps[0].counts()];
        assert_eq!(beta_prior(&counts).basis, Basis::NoPeersYet);
        let (forecast, more) = all_of(&forecaster, 0, quota(60_000));
        check_sound(&forecast, more.as_ref());
        let model = &forecaster.group.reps()[0];
        // Alone, the rep is the group: neither faster than it nor better.
        assert!((model.pace.mean() - 1.0).abs() < 1e-9);
        assert!((model.ability.odds_ratio - 1.0).abs() < 0.02);
    }

    #[test]
    fn a_period_that_is_over_has_no_chance_and_one_with_a_day_left_has() {
        let deals = team(5);
        let quarter = FiscalCalendar::default().period_of(TODAY);
        let after = forecaster_as_of(5, &deals, date(2024, 10, 1));
        let over = after.rep(0, quarter, quota(60_000)).unwrap();
        assert_eq!(over.standing, Standing::PeriodOver);
        let last_day = forecaster_as_of(5, &deals, date(2024, 9, 30));
        let (forecast, more) = all_of(&last_day, 0, quota(60_000));
        check_sound(&forecast, more.as_ref());
        assert_eq!(more.unwrap().1.to_add, ToAdd::CountsForNextPeriod);
    }

    #[test]
    fn a_quota_of_nothing_is_met_and_no_quota_is_none() {
        let (forecaster, _) = with(&[]);
        assert_eq!(all_of(&forecaster, 0, quota(0)).0.standing, Standing::Met);
        let none = RepQuota { quota: None, ..quota(0) };
        assert_eq!(all_of(&forecaster, 0, none).0.standing, Standing::NoQuota);
    }

    #[test]
    fn stale_deals_are_listed_and_in_no_figure() {
        let overdue = DealRecord { expected_close: Some(date(2024, 7, 1)), ..OPEN };
        let ancient = DealRecord { created: Some(date(2023, 1, 1)), ..OPEN };
        let mut deals = team(5);
        deals.retain(|deal| deal.rep != 0 || deal.outcome != Outcome::Open);
        let lively = deals.clone();
        deals.extend([overdue, ancient]);
        let (with_stale, without) = (forecaster(5, &deals), forecaster(5, &lively));
        let (forecast, more) = all_of(&with_stale, 0, quota(60_000));
        check_sound(&forecast, more.as_ref());
        assert_eq!((forecast.outlook.stale.len(), forecast.outlook.deals.len()), (2, 0));
        let (ladder, _) = more.unwrap();
        assert_eq!(ladder.pipeline, Money::ZERO);
        let bare = all_of(&without, 0, quota(60_000)).0;
        assert_eq!(bare.outlook.deals.len(), 0);
    }

    #[test]
    fn a_team_that_never_decided_anything_has_no_timing_to_learn_from() {
        let mut deals = team(5);
        deals.retain(|deal| deal.outcome == Outcome::Open);
        let (forecast, _) = all_of(&forecaster(5, &deals), 0, quota(60_000));
        assert_eq!(forecast.standing, Standing::NothingDecidedYet);
        assert_eq!(
            all_of(&forecaster(5, &[]), 0, quota(60_000)).0.standing,
            Standing::NothingDecidedYet
        );
    }

    #[test]
    fn a_team_that_never_won_needs_no_number_and_no_pipeline_helps() {
        let mut deals = team(5);
        deals.retain(|deal| deal.outcome != Outcome::Won);
        let (forecast, more) = all_of(&forecaster(5, &deals), 0, quota(60_000));
        check_sound(&forecast, more.as_ref());
        let (ladder, verdict) = more.unwrap();
        assert_eq!(ladder.rungs[1].need, Need::NothingWon);
        assert_eq!(ladder.rungs[3].need, Need::NothingCanLand);
        assert_eq!(ladder.need, PipelineNeed::CannotBeDone);
        assert_eq!(verdict.last_day, LastDay::NothingIsWon);
    }

    #[test]
    fn twenty_thousand_open_deals_are_forecast() {
        let many: Vec<DealRecord> = (0..20_000)
            .map(|nth| DealRecord {
                amount: Some(Money::from_hundredths(90_000 + nth * 7)),
                ..OPEN
            })
            .collect();
        let deals: Vec<DealRecord> = team(5).into_iter().chain(many).collect();
        // Without the form factor, which costs 13 times as much and changes nothing here.
        let forecaster = Forecaster::with_tau(
            &DealHistory::new(5, &deals),
            FiscalCalendar::default(),
            Viewpoint::live(TODAY),
            Tau::USUAL,
            Depth::Curves,
        );
        let forecast = forecaster.rep(0, forecaster.period(), quota(9_000_000)).unwrap();
        check_sound(&forecast, None);
        assert!(forecast.standing.chance().is_some());
    }

    #[test]
    fn dates_at_the_ends_of_the_calendar_stop_nothing() {
        let odd = [
            DealRecord { created: Some(Date::MIN), ..OPEN },
            DealRecord { created: Some(Date::MAX), ..OPEN },
            DealRecord { outcome: Outcome::Won, closed: Some(Date::MAX), ..OPEN },
            DealRecord {
                outcome: Outcome::Lost,
                created: Some(Date::MIN),
                closed: Some(TODAY),
                ..OPEN
            },
            DealRecord { expected_close: Some(Date::MIN), ..OPEN },
            DealRecord { rep: usize::MAX, ..OPEN },
            DealRecord { outcome: Outcome::Won, ..OPEN },
        ];
        let (forecaster, findings) = with(&odd);
        let (forecast, more) = all_of(&forecaster, 0, quota(60_000));
        check_sound(&forecast, more.as_ref());
        let expected = Findings {
            unknown_rep: 1,
            decided_without_a_day: 1,
            impossibly_old: 2,
            ..Findings::default()
        };
        assert_eq!(findings, expected);
        for as_of in [Date::MIN, Date::MAX] {
            let forecaster = forecaster_as_of(5, &team(5), as_of);
            let (forecast, more) = all_of(&forecaster, 0, quota(60_000));
            check_sound(&forecast, more.as_ref());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn any_deals_at_all_give_a_sound_forecast(
        days in prop::collection::vec((0_usize..4, 0_i64..700, -30_i64..200, 0..4, -500_000_i64..5_000_000), 0..120),
        quota_units in 0_i64..400_000, length in 0..3, ahead in any::<bool>(),
    ) {
        let deals: Vec<DealRecord> = days.into_iter().map(|(rep, before, age, kind, amount)| {
            let created = TODAY.saturating_sub(before.days());
            let outcome = [Outcome::Won, Outcome::Lost, Outcome::Open, Outcome::Open][usize::try_from(kind).unwrap()];
            DealRecord {
                rep,
                created: (age % 9 != 0).then_some(created),
                outcome,
                closed: (outcome != Outcome::Open && age % 11 != 0).then(|| created.saturating_add(age.days())),
                expected_close: (age % 3 == 0).then(|| created.saturating_add(age.days())),
                amount: (age % 5 != 0).then(|| Money::from_hundredths(amount)),
                amount_while_open: None,
            }
        }).collect();
        let length = [Length::Month, Length::Quarter, Length::Year][usize::try_from(length).unwrap()];
        let fiscal = FiscalCalendar::new(length, 4).unwrap();
        let forecaster = with_usual_tau(&DealHistory::new(4, &deals), fiscal, Viewpoint::live(TODAY));
        let period = if ahead { fiscal.next(forecaster.period()) } else { forecaster.period() };
        for rep in 0..2 {
            let (forecast, more) = all_of_period(&forecaster, rep, period, quota(quota_units));
            check_sound(&forecast, more.as_ref());
        }
    }

    #[test]
    fn the_order_of_the_deals_changes_no_bit(swaps in prop::collection::vec((0_usize..400, 0_usize..400), 1..60)) {
        let deals = team(4);
        let mut shuffled = deals.clone();
        for (one, other) in swaps {
            let length = shuffled.len();
            shuffled.swap(one % length, other % length);
        }
        let bits = |deals: &[DealRecord]| {
            let forecaster = forecaster(4, deals);
            let forecast = forecaster.rep(1, forecaster.period(), quota(50_000)).unwrap();
            (forecast.standing.chance().unwrap().share().to_bits(), forecast.total().high.to_bits())
        };
        prop_assert_eq!(bits(&deals), bits(&shuffled));
    }

    #[test]
    fn scaling_all_money_scales_nothing_else(times in 2_i64..5_000) {
        let deals = team(4);
        let scale = |amount: Money| Money::from_hundredths(amount.hundredths() * times);
        let scaled: Vec<_> = deals.iter().map(|deal| DealRecord { amount: deal.amount.map(scale), ..*deal }).collect();
        let of = |deals: &[DealRecord], units| {
            let forecaster = forecaster(4, deals);
            let forecast = forecaster.rep(1, forecaster.period(), quota(units)).unwrap();
            let rate = BetaPrior { alpha: 20.0, beta: 40.0, basis: Basis::Fitted }.trusted_rate(Decided { won: 20, lost: 40 });
            let ladder = ladder(forecast.seat().unwrap(), rate, true, 0.8);
            (forecast.standing.chance().unwrap().share(), ladder)
        };
        let ((plain, ladder), (large, scaled)) = (of(&deals, 50_000), of(&scaled, 50_000 * times));
        prop_assert!((plain - large).abs() < 1e-6);
        for (one, other) in ladder.rungs.iter().zip(scaled.rungs) {
            prop_assert!((one.need.times().unwrap() - other.need.times().unwrap()).abs() < 0.01);
        }
    }
}
