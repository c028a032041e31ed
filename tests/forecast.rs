//! Whole forecasts of made-up teams: what must hold for any of them, and what becomes of bad
//! input.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says what is wrong by panicking"
)]

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use ridealong::domain::{FiscalCalendar, Period, PeriodLength};
use ridealong::domain::{Money, Outcome};
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

#[path = "forecast/team.rs"]
mod team;
use team::{TODAY, team};

#[path = "forecast/agreement.rs"]
mod agreement;
#[path = "forecast/bad_input.rs"]
mod bad_input;

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
        let ladder = ladder(
            seat,
            rates[rep],
            losses_are_recorded(rates.iter().map(|rate| rate.decided)),
            0.8,
        );
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
            let reasoned = || rung.need.words().is_some();
            assert!(rung.need.times().map_or_else(reasoned, f64::is_finite), "{rung:?}");
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
fn the_figures_are_those_kept_and_the_same_bits_twice() {
    let figures = agreement::figures();
    // After a change that is meant: WRITE_FIGURES=1 cargo test --test forecast the_figures
    if std::env::var_os("WRITE_FIGURES").is_some() {
        let lines: Vec<String> =
            figures.iter().map(|figure| serde_json::json!(figure).to_string()).collect();
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/forecast/figures.json");
        std::fs::write(file, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
        return;
    }
    let again: Vec<u64> = agreement::figures().iter().map(|(_, value)| value.to_bits()).collect();
    assert_eq!(figures.iter().map(|(_, value)| value.to_bits()).collect::<Vec<_>>(), again);
    agreement::expect_those_kept(&figures);
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
        let length = [PeriodLength::Month, PeriodLength::Quarter, PeriodLength::Year][usize::try_from(length).unwrap()];
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
