//! What holds on whatever day the sample team is made for.

use super::*;
use crate::domain::{ActivityKind, Money, Multiple, Outcome};
use crate::engine::coverage::{Question, WinRateSource, answer};
use crate::engine::history::{DealHistory, DealRecord, Findings};
use crate::engine::prior::Decided;
use crate::engine::stale::Staleness;
use jiff::ToSpan;
use jiff::civil::{Weekday, date};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The teams of every fifth day of a year, of its leap day and of the first and last of its
/// quarters.
static TEAMS: LazyLock<Vec<(Date, SampleTeam)>> =
    LazyLock::new(|| days().into_iter().map(|day| (day, sample_team(day))).collect());

fn days() -> Vec<Date> {
    let first = date(2027, 9, 1);
    let mut days: Vec<Date> =
        (0..74).map(|step| first.checked_add((step * 5).days()).unwrap()).collect();
    days.extend([date(2028, 2, 29), date(2027, 12, 31), date(2028, 1, 1), date(2028, 3, 31)]);
    days.extend([date(2028, 4, 1), date(2028, 6, 30), date(2028, 7, 1)]);
    days
}

fn deals_of<'a>(team: &'a SampleTeam, name: &str) -> Vec<&'a Deal> {
    team.deals.iter().filter(|deal| deal.rep.as_deref() == Some(name)).collect()
}

fn open_of<'a>(team: &'a SampleTeam, name: &str) -> Vec<&'a Deal> {
    let mut deals = deals_of(team, name);
    deals.retain(|deal| deal.outcome == Outcome::Open);
    deals
}

fn decided(team: &SampleTeam, name: &str) -> Decided {
    let count = |outcome| {
        let deals = deals_of(team, name).into_iter().filter(|deal| deal.outcome == outcome);
        u64::try_from(deals.count()).unwrap()
    };
    Decided { won: count(Outcome::Won), lost: count(Outcome::Lost) }
}

fn quota(team: &SampleTeam, name: &str, as_of: Date) -> Money {
    let rep = team.reps.iter().find(|rep| rep.name == name).unwrap();
    rep.quota(team.settings.calendar.period_of(as_of)).unwrap().amount
}

/// The coverage that equal deals need for a whole quota, from what the rep's deals show.
fn needed(team: &SampleTeam, name: &str, as_of: Date) -> f64 {
    let Decided { won, lost } = decided(team, name);
    let question = Question {
        left_to_quota: quota(team, name, as_of),
        average_deal: truth(name).unwrap().mean_deal(),
        win_rate: WinRateSource::Counts { won, lost },
        pipeline: Money::ZERO,
        wanted: team.settings.wanted_chance,
    };
    answer(question).unwrap().need.coverage.times()
}

#[test]
fn nothing_is_later_than_the_day_but_expected_closes() {
    for (as_of, team) in TEAMS.iter() {
        for deal in &team.deals {
            assert!(deal.created.unwrap() <= *as_of, "{deal:?}");
            assert!(deal.closed.is_none_or(|day| day <= *as_of), "{deal:?}");
            assert_eq!(deal.closed.is_none(), deal.outcome == Outcome::Open);
        }
        for activity in &team.activities {
            assert!(activity.week <= *as_of && activity.week.weekday() == Weekday::Monday);
            assert!(activity.count > 0);
        }
        assert!(team.reps.iter().all(|rep| rep.started.unwrap() <= *as_of));
    }
}

#[test]
fn every_deal_is_one_that_nothing_is_wrong_with() {
    for (_, team) in TEAMS.iter() {
        let place =
            |deal: &Deal| team.reps.iter().position(|rep| Some(&rep.name) == deal.rep.as_ref());
        let records: Vec<DealRecord> =
            team.deals.iter().map(|deal| DealRecord::of(deal, place(deal).unwrap())).collect();
        assert_eq!(DealHistory::new(team.reps.len(), &records).findings(), Findings::default());
        let ids: BTreeSet<&str> = team.deals.iter().filter_map(|deal| deal.id.as_deref()).collect();
        assert_eq!(ids.len(), team.deals.len());
        assert!(ids.iter().all(|id| id.len() == "SAMPLE-0100000".len()));
    }
}

#[test]
fn flat_3x_is_far_too_much_for_one_and_far_too_little_for_another() {
    for (as_of, team) in TEAMS.iter() {
        let (much, little) = (needed(team, MOSTLY_WINS, *as_of), needed(team, SELDOM_WINS, *as_of));
        assert!(much < 2.3, "{as_of}: {much}");
        assert!(little > 7.0, "{as_of}: {little}");
    }
}

/// What the rep has won in the quarter of a day.
fn booked(team: &SampleTeam, name: &str, as_of: Date) -> Money {
    let quarter = team.settings.calendar.period_of(as_of);
    let deals = deals_of(team, name).into_iter().filter(|deal| deal.outcome == Outcome::Won);
    let in_it = deals.filter(|deal| deal.closed.is_some_and(|day| quarter.contains(day)));
    in_it.filter_map(|deal| deal.amount).sum()
}

/// Open pipeline over what is left to quota; `None` where nothing is.
fn coverage(team: &SampleTeam, name: &str, as_of: Date) -> Option<f64> {
    let mean = truth(name)?.mean_deal();
    let open = open_of(team, name).into_iter().map(|deal| deal.amount.unwrap_or(mean));
    Multiple::of(open.sum(), quota(team, name, as_of) - booked(team, name, as_of))
        .map(Multiple::times)
}

#[test]
fn flat_3x_calls_the_one_short_and_the_other_safe() {
    for (as_of, team) in TEAMS.iter() {
        let (much, little) =
            (coverage(team, MOSTLY_WINS, *as_of), coverage(team, SELDOM_WINS, *as_of));
        assert!(much.is_some_and(|times| times < 3.0), "{as_of}: {much:?}");
        assert!(little.is_some_and(|times| times > 3.0), "{as_of}: {little:?}");
    }
}

#[test]
fn one_rep_has_the_quota_in_and_one_has_a_deal_over_half_of_the_pipeline() {
    for (as_of, team) in TEAMS.iter() {
        assert!(booked(team, QUOTA_MET, *as_of) >= quota(team, QUOTA_MET, *as_of), "{as_of}");

        let mean = truth(ONE_BIG_DEAL).unwrap().mean_deal();
        let amounts =
            open_of(team, ONE_BIG_DEAL).into_iter().map(|deal| deal.amount.unwrap_or(mean));
        let amounts: Vec<Money> = amounts.collect();
        let (all, largest) =
            (amounts.iter().copied().sum::<Money>(), amounts.iter().max().unwrap());
        assert!(amounts.len() > 1 && (*largest + *largest).units() > all.units(), "{as_of}");
    }
}

#[test]
fn a_new_rep_has_too_few_deals_to_tell_and_one_back_from_months_away_has_hardly_any_open() {
    for (as_of, team) in TEAMS.iter() {
        for new in ROSTER.into_iter().filter(|rep| rep.weeks_here < 26) {
            let count = decided(team, new.name).count();
            assert!(count < 10, "{as_of}: {} {count}", new.name);
            assert!(open_of(team, new.name).len() >= 3, "{as_of}: {}", new.name);
        }
        assert!(open_of(team, NEARLY_EMPTY).len() <= 2, "{as_of}");
        assert!(quota(team, NEARLY_EMPTY, *as_of).is_positive());
        assert!(decided(team, NEARLY_EMPTY).count() > 50, "{as_of}");
    }
}

#[test]
fn one_rep_has_more_stale_deals_than_anybody_else() {
    for (as_of, team) in TEAMS.iter() {
        let staleness = [Group::MidMarket, Group::Enterprise].map(|group| {
            let of_group = |deal: &&Deal| {
                deal.rep.as_deref().and_then(truth).is_some_and(|rep| rep.group == group)
            };
            let deals: Vec<&Deal> = team.deals.iter().filter(of_group).collect();
            Staleness::of(deals).unwrap()
        });
        let stale = |rep: TrueRates| {
            let staleness = staleness[usize::from(rep.group == Group::Enterprise)];
            open_of(team, rep.name).into_iter().filter(|deal| staleness.is_stale(deal)).count()
        };
        let counts = ROSTER.map(|rep| (rep.name, stale(rep)));
        let (others, his): (Vec<_>, Vec<_>) =
            counts.iter().copied().partition::<Vec<(&str, usize)>, _>(|rep| rep.0 != STALE_DEALS);
        assert!(his[0].1 >= 4, "{as_of}: {counts:?}");
        assert!(others.iter().all(|other| other.1 < his[0].1), "{as_of}: {counts:?}");
    }
}

#[test]
fn open_deals_lack_what_open_deals_of_a_crm_lack() {
    for (as_of, team) in TEAMS.iter() {
        let open: Vec<&Deal> =
            team.deals.iter().filter(|deal| deal.outcome == Outcome::Open).collect();
        let lacking = |lacks: fn(&Deal) -> bool| open.iter().filter(|deal| lacks(deal)).count();
        assert!((100..220).contains(&open.len()), "{as_of}: {}", open.len());
        assert!((1..30).contains(&lacking(|deal| deal.amount.is_none())), "{as_of}");
        assert!((5..60).contains(&lacking(|deal| deal.expected_close.is_none())), "{as_of}");
        let stages: BTreeSet<&str> = open.iter().filter_map(|deal| deal.stage.as_deref()).collect();
        assert_eq!(stages.len(), 4, "{as_of}");
        let names: BTreeSet<_> = open.iter().map(|deal| &deal.account).collect();
        assert!(names.len() * 10 > open.len() * 8, "{as_of}");
    }
}

#[test]
fn a_team_made_for_a_day_some_weeks_later_is_the_same_team_so_many_weeks_later() {
    let weeks = 17;
    for (as_of, team) in TEAMS.iter().step_by(9) {
        let later = sample_team(as_of.checked_add((weeks * 7).days()).unwrap());
        let shifted =
            |day: Option<Date>| day.and_then(|day| day.checked_add((weeks * 7).days()).ok());
        let mut same = 0;
        for deal in &team.deals {
            let Some(again) = later.deals.iter().find(|other| other.id == deal.id) else {
                continue;
            };
            if deal.id.as_deref().is_some_and(|id| id.ends_with("00099")) {
                continue;
            }
            assert_eq!(shifted(deal.created), again.created);
            if deal.outcome == again.outcome && deal.outcome != Outcome::Open {
                assert_eq!(deal.amount, again.amount);
                same += 1;
            }
        }
        assert!(same * 10 > team.deals.len() * 8, "{as_of}: {same} of {}", team.deals.len());
        let sums = |team: &SampleTeam| {
            ActivityKind::ALL.map(|kind| {
                let of_kind = team.activities.iter().filter(|activity| activity.kind == kind);
                of_kind.map(|activity| activity.count).sum::<u32>()
            })
        };
        assert_eq!(sums(team), sums(&later));
    }
}

#[test]
fn the_ends_of_the_calendar_only_leave_fewer_deals() {
    for as_of in [Date::MIN, Date::MAX] {
        for days in [0, 1, 40, 100, 800] {
            let near = if as_of == Date::MIN {
                as_of.saturating_add(days.days())
            } else {
                as_of.saturating_sub(days.days())
            };
            let team = sample_team(near);
            assert_eq!(team.reps.len(), 12);
            assert!(team.deals.iter().all(|deal| deal.created.is_some_and(|day| day <= near)));
        }
    }
    assert!(sample_team(Date::MIN).deals.len() < 20);
}

#[test]
fn the_team_of_a_day_is_the_one_that_it_always_was() {
    let team = sample_team(date(2026, 2, 10));
    assert_eq!(team, sample_team(date(2026, 2, 10)));
    let text = serde_json::to_string(&(&team.reps, &team.deals, &team.activities)).unwrap();
    assert_eq!(crc32fast::hash(text.as_bytes()), 2_699_483_982);
}
