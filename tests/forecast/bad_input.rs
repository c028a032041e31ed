//! Every bad input has its outcome, and its words.

use super::*;

/// A team of five, with some deals more for rep 0.
fn with(more: &[DealRecord]) -> (Forecaster, DealHistory) {
    let deals: Vec<DealRecord> = team(5).into_iter().chain(more.iter().copied()).collect();
    (forecaster(5, &deals), DealHistory::new(5, &deals))
}

/// The one remark about the deals says this of so many.
#[track_caller]
fn remarked((forecaster, history): &(Forecaster, DealHistory), deals: usize, words: &str) {
    let remarks = forecaster.group.known().remarks(history);
    assert_eq!(remarks.iter().map(|remark| remark.deals).collect::<Vec<_>>(), [deals]);
    assert!(remarks[0].words.starts_with(words), "{}", remarks[0].words);
}

#[track_caller]
fn says(words: Option<&str>, start: &str) {
    let words = words.expect("words");
    assert!(words.starts_with(start), "{words}");
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
    let ahead = with(&[DealRecord { created: Some(date(2024, 8, 16)), ..OPEN }]);
    remarked(&ahead, 1, "is created after the day looked from and left out");
    let (plain, _) = with(&[]);
    let chance = |forecaster: &Forecaster| all_of(forecaster, 0, quota(60_000)).0.standing;
    assert_eq!(chance(&ahead.0), chance(&plain));
}

#[test]
fn a_deal_closed_before_it_was_created_counts_as_decided_but_has_no_age() {
    let backwards = DealRecord { outcome: Outcome::Won, closed: Some(date(2024, 7, 1)), ..OPEN };
    let with_it = with(&[backwards]);
    remarked(&with_it, 1, "was closed before it was created: it counts as won or lost");
    let (forecaster, (plain, _)) = (with_it.0, with(&[]));
    assert_eq!(forecaster.group.life_table(), plain.group.life_table());
    let won = |forecaster: &Forecaster| forecaster.group.known().reps[0].counts().won;
    assert_eq!(won(&forecaster), won(&plain) + 1);
}

#[test]
fn an_open_deal_without_a_positive_amount_takes_the_mean_win_and_says_so() {
    for amount in [None, Some(Money::ZERO), Some(Money::from_hundredths(-900))] {
        let (forecaster, history) = with(&[DealRecord { amount, ..OPEN }]);
        let remarks = forecaster.group.known().remarks(&history);
        let said = |start: &str| remarks.iter().any(|remark| remark.words.starts_with(start));
        assert!(said("is open without an amount and taken to be worth the average won deal"));
        assert_eq!(said("carries an amount of zero or below"), amount.is_some());
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
    says(ladder.warnings().last().copied(), "One deal is over half of the pipeline");
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
    says(Need::NothingDecided.words(), "No deal of this rep was decided yet");
    assert!(matches!(ladder.need, PipelineNeed::CreatedToday { .. } | PipelineNeed::CannotBeDone));
    assert!(forecast.outlook.new_wins.mean > 0.0);
}

#[test]
fn a_team_of_one_has_no_peers_and_still_a_forecast() {
    let forecaster = forecaster(1, &team(1));
    let counts = [forecaster.group.known().reps[0].counts()];
    assert_eq!(beta_prior(&counts).basis, Basis::NoPeersYet);
    says(Basis::NoPeersYet.words(), "No peers yet");
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
    says(over.standing.words(), "This period is over");
    let last_day = forecaster_as_of(5, &deals, date(2024, 9, 30));
    let (forecast, more) = all_of(&last_day, 0, quota(60_000));
    check_sound(&forecast, more.as_ref());
    let verdict = more.unwrap().1;
    assert_eq!((verdict.to_add, verdict.last_day), (ToAdd::CountsForNextPeriod, LastDay::Passed));
    says(verdict.to_add.words(), "New pipeline counts for the next period");
    says(verdict.last_day.words(), "A deal created today hardly lands");
}

#[test]
fn a_quota_of_nothing_is_met_and_no_quota_is_none() {
    let (forecaster, _) = with(&[]);
    assert_eq!(all_of(&forecaster, 0, quota(0)).0.standing, Standing::Met);
    says(Standing::Met.words(), "Quota met");
    let none = RepQuota { quota: None, ..quota(0) };
    assert_eq!(all_of(&forecaster, 0, none).0.standing, Standing::NoQuota);
    says(Standing::NoQuota.words(), "No quota is set");
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
    says(forecast.outlook.words(), "Every open deal is stale, so none is in the pipeline");
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
    says(
        forecast.standing.words(),
        "No deal won or lost in the time looked back on has both its dates",
    );
    assert_eq!(
        all_of(&forecaster(5, &[]), 0, quota(60_000)).0.standing,
        Standing::NothingDecidedYet
    );
}

#[test]
fn decisions_without_a_created_date_are_no_timing_and_say_so() {
    let mut deals = team(5);
    for deal in deals.iter_mut().filter(|deal| deal.outcome != Outcome::Open) {
        deal.created = None;
    }
    let with = forecaster(5, &deals);
    let (forecast, _) = all_of(&with, 0, quota(60_000));
    assert_eq!(forecast.standing, Standing::NothingDecidedYet);
    let remarks = with.group.known().remarks(&DealHistory::new(5, &deals));
    let undated = deals.iter().filter(|deal| deal.created.is_none()).count();
    let said =
        remarks.iter().find(|r| r.words.starts_with("were won or lost without a created date"));
    assert_eq!(said.map(|remark| remark.deals), Some(undated));
}

#[test]
fn those_who_left_teach_nothing_of_those_who_are_here() {
    let deals = team(5);
    let long_gone = (5..15).flat_map(|rep| {
        let of_rep = DealRecord { rep, created: Some(date(2019, 1, 1)), ..OPEN };
        [true, false].map(|won| DealRecord {
            outcome: if won { Outcome::Won } else { Outcome::Lost },
            closed: Some(date(2019, 2, 1)),
            ..of_rep
        })
    });
    let all: Vec<DealRecord> = deals.iter().copied().chain(long_gone).collect();
    let (alone, _) = all_of(&forecaster(5, &deals), 0, quota(60_000));
    let (among, _) = all_of(&forecaster(15, &all), 0, quota(60_000));
    assert_eq!(alone.outlook.new_wins, among.outlook.new_wins);
    assert_eq!(alone.standing, among.standing);
}

#[test]
fn a_team_that_never_won_needs_no_number_and_no_pipeline_helps() {
    let mut deals = team(5);
    deals.retain(|deal| deal.outcome != Outcome::Won);
    let (forecast, more) = all_of(&forecaster(5, &deals), 0, quota(60_000));
    check_sound(&forecast, more.as_ref());
    let (ladder, verdict) = more.unwrap();
    assert_eq!(ladder.rungs[1].need, Need::NothingWon);
    says(ladder.rungs[1].need.words(), "No deal was won yet");
    assert_eq!(ladder.rungs[3].need, Need::NothingCanLand);
    says(ladder.rungs[3].need.words(), "Nothing can land in time");
    assert_eq!(ladder.need, PipelineNeed::CannotBeDone);
    says(ladder.rungs[5].need.words(), "Not even 500 open deals would do it");
    assert_eq!(verdict.last_day, LastDay::NothingIsWon);
    says(verdict.last_day.words(), "No deal was ever won");
}

#[test]
fn twenty_thousand_open_deals_are_forecast() {
    let many: Vec<DealRecord> = (0..20_000)
        .map(|nth| DealRecord { amount: Some(Money::from_hundredths(90_000 + nth * 7)), ..OPEN })
        .collect();
    let deals: Vec<DealRecord> = team(5).into_iter().chain(many).collect();
    let forecaster = Forecaster::with_tau(
        &DealHistory::new(5, &deals),
        FiscalCalendar::default(),
        Viewpoint::live(TODAY),
        Tau::USUAL,
        Depth::default(),
    );
    let forecast = forecaster.rep(0, forecaster.period(), quota(9_000_000)).unwrap();
    check_sound(&forecast, None);
    assert!(forecast.standing.chance().is_some());
    says(forecast.outlook.words(), "Nobody works over 500 open deals at once");
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
    let (forecaster, history) = with(&odd);
    let (forecast, more) = all_of(&forecaster, 0, quota(60_000));
    check_sound(&forecast, more.as_ref());
    let expected = Findings {
        unknown_rep: 1,
        decided_without_a_day: 1,
        impossibly_old: 2,
        ..Findings::default()
    };
    assert_eq!(history.findings(), expected);
    for as_of in [Date::MIN, Date::MAX] {
        let forecaster = forecaster_as_of(5, &team(5), as_of);
        let (forecast, more) = all_of(&forecaster, 0, quota(60_000));
        check_sound(&forecast, more.as_ref());
    }
}
