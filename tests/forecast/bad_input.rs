//! Every bad input has its outcome.

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
    let backwards = DealRecord { outcome: Outcome::Won, closed: Some(date(2024, 7, 1)), ..OPEN };
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
    assert!(matches!(ladder.need, PipelineNeed::CreatedToday { .. } | PipelineNeed::CannotBeDone));
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
        .map(|nth| DealRecord { amount: Some(Money::from_hundredths(90_000 + nth * 7)), ..OPEN })
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
