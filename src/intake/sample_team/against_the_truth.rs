//! What the sample team shows, held against what is true of it.

use super::*;
use crate::domain::{ActivityKind, FiscalCalendar, Money, Outcome};
use crate::engine::forecast::{Forecaster, Standing};
use crate::engine::goal::RepQuota;
use crate::engine::history::{DealHistory, DealRecord};
use crate::engine::prior::{Decided, beta_prior};
use crate::engine::viewpoint::Viewpoint;
use crate::engine::win_rate::wilson_interval;
use crate::intake::sample_team::timeline::{Timeline, days_between};
use jiff::civil::date;

const DAYS: [Date; 4] = [date(2026, 1, 1), date(2026, 2, 10), date(2024, 2, 29), date(2026, 9, 30)];

/// The deals of a rep that were drawn, without the one that is staged.
fn drawn_deals<'a>(team: &'a SampleTeam, rep: &TrueRates) -> Vec<&'a Deal> {
    let staged = |deal: &Deal| deal.id.as_deref().is_some_and(|id| id.ends_with("00099"));
    let of_rep = team.deals.iter().filter(|deal| deal.rep.as_deref() == Some(rep.name));
    of_rep.filter(|deal| !staged(deal)).collect()
}

fn decided(deals: &[&Deal]) -> Decided {
    let count = |outcome| {
        u64::try_from(deals.iter().filter(|deal| deal.outcome == outcome).count()).unwrap()
    };
    Decided { won: count(Outcome::Won), lost: count(Outcome::Lost) }
}

/// Whether so many is what a Poisson mean gives in all but one of a thousand cases.
#[track_caller]
fn plausible(count: u32, mean: f64, what: &str) {
    let off = (f64::from(count) - mean).abs();
    assert!(off <= 3.29 * mean.sqrt() + 1.0, "{what}: {count} where {mean} are expected");
}

#[test]
fn the_win_rate_of_everybody_lies_where_the_true_one_puts_it() {
    for as_of in DAYS {
        let team = sample_team(as_of);
        for rep in ROSTER {
            let Decided { won, lost } = decided(&drawn_deals(&team, &rep));
            let Some(range) = wilson_interval(won, won + lost, 0.999) else { continue };
            let truth = rep.win_rate();
            assert!(range.low <= truth && truth <= range.high, "{} {won} {lost}", rep.name);
        }
    }
}

#[test]
fn everybody_creates_as_many_deals_and_of_the_size_that_the_truth_says() {
    for as_of in DAYS {
        let team = sample_team(as_of);
        let since = Timeline::new(as_of, team.settings.calendar).since;
        for rep in ROSTER {
            let deals = drawn_deals(&team, &rep);
            let started = team.reps.iter().find(|kept| kept.name == rep.name).unwrap().started;
            let watched = days_between(since.max(started.unwrap()), as_of) + 1;
            let weeks = watched as f64 / 7.0 - f64::from(rep.weeks_away);
            let created = deals.iter().filter(|deal| deal.created.is_some_and(|day| day >= since));
            let created = u32::try_from(created.count()).unwrap();
            plausible(created, weeks * rep.created_a_week(), rep.name);

            let amounts: Vec<f64> =
                deals.iter().filter_map(|deal| deal.amount).map(Money::units).collect();
            let (count, truth) = (amounts.len() as f64, rep.mean_deal().units());
            let mean = amounts.iter().sum::<f64>() / count;
            let error = truth * rep.spread.coefficient_of_variation() / count.sqrt();
            assert!((mean - truth).abs() < 3.29 * error, "{}: {mean}", rep.name);
            assert!(
                deals
                    .iter()
                    .filter_map(|deal| deal.amount)
                    .all(|amount| amount.hundredths() % 10_000 == 0)
            );
        }
    }
}

#[test]
fn half_of_the_deals_are_decided_within_the_true_sales_cycle() {
    let team = sample_team(DAYS[0]);
    for rep in ROSTER.into_iter().filter(|rep| rep.weeks_here > 26) {
        let deals = drawn_deals(&team, &rep);
        let took: Vec<i64> = deals
            .iter()
            .filter_map(|deal| Some(days_between(deal.created?, deal.closed?)))
            .collect();
        let within = took.iter().filter(|days| **days <= i64::from(rep.cycle_days)).count();
        // Weekends and period ends put some off.
        let range = wilson_interval(
            u64::try_from(within).unwrap(),
            u64::try_from(took.len()).unwrap(),
            0.999,
        )
        .unwrap();
        assert!(
            range.high.share() > 0.42 && range.low.share() < 0.5,
            "{} {within} of {}",
            rep.name,
            took.len()
        );
    }
}

#[test]
fn calls_lead_on_as_often_as_the_truth_says() {
    for as_of in DAYS {
        let team = sample_team(as_of);
        for rep in ROSTER {
            let counts = ActivityKind::ALL.map(|kind| {
                let of_kind = team
                    .activities
                    .iter()
                    .filter(|activity| activity.rep == rep.name && activity.kind == kind);
                of_kind.map(|activity| activity.count).sum::<u32>()
            });
            let weeks = f64::from(rep.weeks_here.min(104) - rep.weeks_away);
            let today = f64::from(as_of.weekday().to_monday_one_offset().min(5)) / 5.0;
            plausible(counts[0], (weeks + today) * rep.calls_in_a_week(), rep.name);
            let rates = [rep.conversation_rate(), rep.meeting_rate(), rep.proposal_rate()];
            for (pair, truth) in counts.windows(2).zip(rates) {
                let range = wilson_interval(u64::from(pair[1]), u64::from(pair[0]), 0.999).unwrap();
                assert!(range.low <= truth && truth <= range.high, "{} {pair:?}", rep.name);
            }
        }
    }
}

/// Bookings over the past quarters beside the quotas.
#[test]
fn half_to_two_thirds_of_past_quotas_were_made() {
    for as_of in DAYS {
        let team = sample_team(as_of);
        let now = team.settings.calendar.period_of(as_of);
        let (mut made, mut all) = (0, 0);
        for rep in &team.reps {
            for quota in rep.quotas.iter().filter(|quota| quota.period != now) {
                let booked: Money = team
                    .deals
                    .iter()
                    .filter(|deal| {
                        deal.rep.as_ref() == Some(&rep.name) && deal.outcome == Outcome::Won
                    })
                    .filter(|deal| deal.closed.is_some_and(|day| quota.period.contains(day)))
                    .filter_map(|deal| deal.amount)
                    .sum();
                made += u32::from(booked >= quota.amount);
                all += 1;
            }
        }
        assert!(all >= 80 && made * 2 >= all && made * 3 <= all * 2, "{as_of}: {made} of {all}");
    }
}

#[test]
fn more_deals_close_in_the_last_week_of_a_quarter() {
    let team = sample_team(DAYS[0]);
    let calendar = FiscalCalendar::default();
    let closed: Vec<Date> = team.deals.iter().filter_map(|deal| deal.closed).collect();
    let last = closed.iter().filter(|day| days_between(**day, calendar.period_of(**day).end) <= 7);
    let share = last.count() as f64 / closed.len() as f64;
    // A thirteenth would be 8%.
    assert!((0.10..0.16).contains(&share), "{share}");
}

/// Of 25 teams of which the same is true, so that it is no matter of one draw.
#[test]
fn the_likely_range_of_a_win_rate_holds_the_true_one_eight_times_in_ten() {
    let (mut held, mut all) = (0, 0);
    for lot in 0..25 {
        let team = drawn(lot, DAYS[1]);
        for group in [Group::MidMarket, Group::Enterprise] {
            let reps: Vec<TrueRates> =
                ROSTER.into_iter().filter(|rep| rep.group == group).collect();
            let counts: Vec<Decided> =
                reps.iter().map(|rep| decided(&drawn_deals(&team, rep))).collect();
            let prior = beta_prior(&counts);
            for (rep, counts) in reps.iter().zip(counts) {
                let range = prior.trusted_rate(counts).likely.unwrap();
                held += u32::from(range.low <= rep.win_rate() && rep.win_rate() <= range.high);
                all += 1;
            }
        }
    }
    let share = f64::from(held) / f64::from(all);
    assert!((0.74..0.86).contains(&share), "{held} of {all}");
}

#[test]
fn every_rep_with_something_left_has_a_chance_of_quota() {
    let as_of = DAYS[1];
    let team = sample_team(as_of);
    let period = team.settings.calendar.period_of(as_of);
    let (mut met, mut chances) = (Vec::new(), Vec::new());
    for group in [Group::MidMarket, Group::Enterprise] {
        let reps: Vec<&Rep> =
            team.reps.iter().filter(|rep| rep.group.as_deref() == Some(group.name())).collect();
        let records: Vec<DealRecord> = team
            .deals
            .iter()
            .filter_map(|deal| {
                let place = reps.iter().position(|rep| Some(&rep.name) == deal.rep.as_ref())?;
                Some(DealRecord::of(deal, place))
            })
            .collect();
        let history = DealHistory::new(reps.len(), &records);
        let forecaster = Forecaster::new(&history, team.settings.calendar, Viewpoint::live(as_of));
        let booked = history.won_between(period.start.into(), period.end.into());
        for (place, rep) in reps.iter().enumerate() {
            let quota = rep.quota(period).map(|quota| quota.amount);
            let quota = RepQuota { quota, booked: booked[place], without_a_deal: Money::ZERO };
            let forecast = forecaster.rep(place, period, quota).unwrap();
            match forecast.standing {
                Standing::Met => met.push(rep.name.as_str()),
                Standing::Open { left, chance } => {
                    assert!(left.is_positive() && (0.0..1.0).contains(&chance.share()));
                    chances.push((rep.name.as_str(), chance.share()));
                }
                other => panic!("{}: {other:?}", rep.name),
            }
        }
    }
    assert!(met.contains(&QUOTA_MET) && met.len() <= 2, "{met:?}");
    assert!(chances.len() >= 10, "{chances:?}");
    // The one whom flat 3x calls short will likely make it, the one whom it calls safe will not.
    let of = |name: &str| chances.iter().find(|rep| rep.0 == name).unwrap().1;
    assert!(of(MOSTLY_WINS) > 0.6 && of(SELDOM_WINS) < 0.4, "{chances:?}");
}
