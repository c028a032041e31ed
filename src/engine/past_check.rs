//! *Check it on your own past*: every period that ended is replayed and the chances of each method
//! are held against what happened.

use crate::domain::{FiscalCalendar, Money, Outcome, Period};
use crate::engine::grade::{Graded, Method, Plan, Pointed, grade_watched};
use crate::engine::group::Depth;
use crate::engine::history::{DealHistory, DealRecord};
use crate::engine::ladder::losses_are_recorded;
use crate::engine::peer_groups::PeerGroups;
use crate::engine::prior::Decided;
use crate::engine::replay::Moment;
use crate::engine::scores::{ChanceScores, PairedDifference, RangeScores, ReliabilityBin};
use crate::engine::tau::past_periods;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Which quotas the chances were about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuotasTried {
    /// Those that are kept for past periods.
    Kept,
    /// None is kept: the quartiles of what reps won in each period.
    Quartiles,
}

/// How each method did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastCheck {
    /// The periods, the earliest first.
    pub periods: Vec<Period>,
    /// Whether losses are recorded. Where they are not, every deal that was decided was won, and
    /// nothing is replayed.
    pub losses_recorded: bool,
    /// The quotas tried.
    pub quotas: QuotasTried,
    /// Each method's scores, ours first; empty where nothing could be replayed.
    pub methods: Vec<(Method, ChanceScores)>,
    /// The simple method with the lowest Brier score, and ours less its.
    pub against: Option<(Method, PairedDifference)>,
    /// How well our 80% ranges held.
    pub ranges: Option<RangeScores>,
    /// How well the run-rate's did.
    pub run_rate_ranges: Option<RangeScores>,
    /// Our reliability diagram.
    pub reliability: Vec<ReliabilityBin>,
    /// Whom each rule would have sent the manager to, by the rep's place in the team.
    pub pointed: Vec<Pointed>,
}

/// Reps that a manager rides with on one day.
const VISITS: usize = 3;

/// Replays the periods that ended by `as_of`, as far back as decisions go, at their start and at one
/// and two thirds of them, group by group. `kept` gives the quota of the rep in a place.
/// `on_morning` hears after each morning how many are done, of how many: with many deals it takes
/// long.
///
/// The quartiles that stand in for quotas are those of what all reps of the team won in the period:
/// nobody knew them then, but a threshold is all that they are, and every method gets the same.
pub fn past_check(
    deals: &[DealRecord],
    groups: &[usize],
    (fiscal, as_of): (FiscalCalendar, Date),
    kept: impl Fn(usize, Period) -> Option<Money>,
    mut on_morning: impl FnMut(usize, usize),
) -> PastCheck {
    let team = DealHistory::new(groups.len(), deals);
    let losses_recorded = losses_are_recorded([decided(deals)]);
    let mut periods = past_periods(&team, fiscal, as_of);
    if !losses_recorded {
        periods.clear();
    }
    periods.reverse();
    let reps = 0..groups.len();
    let any_kept =
        periods.iter().any(|period| reps.clone().any(|rep| kept(rep, *period).is_some()));
    let quartiles: Vec<(Period, Vec<Money>)> =
        periods.iter().map(|period| (*period, quartiles(&team, *period))).collect();
    let quotas = |rep: usize, period: Period| -> Vec<Money> {
        if any_kept {
            return kept(rep, period).into_iter().collect();
        }
        let of = quartiles.iter().find(|(other, _)| *other == period);
        of.map(|(_, quartiles)| quartiles.clone()).unwrap_or_default()
    };
    let mut graded = Graded::default();
    let by_group = PeerGroups::new(deals, groups).groups;
    let mornings = by_group.len() * periods.len() * Moment::ALL.len();
    let mut done = 0;
    let mut one_more = || {
        done += 1;
        on_morning(done, mornings);
    };
    for group in by_group {
        let moments = &Moment::ALL;
        let plan = Plan { history: &group.history, fiscal, moments, depth: Depth::default() };
        let place = |rep: usize| group.reps.get(rep).copied().unwrap_or(usize::MAX);
        let of_group =
            grade_watched(plan, &periods, |rep, period| quotas(place(rep), period), &mut one_more);
        graded.add_group(of_group, place);
    }
    let scores = |method: Method| Some((method, graded.scores(method)?));
    PastCheck {
        losses_recorded,
        quotas: if any_kept { QuotasTried::Kept } else { QuotasTried::Quartiles },
        methods: Method::ALL.into_iter().filter_map(scores).collect(),
        against: graded.against_best_simple(),
        ranges: graded.range_scores(),
        run_rate_ranges: graded.run_rate_range_scores(),
        reliability: graded.reliability(),
        pointed: graded.pointed_to(VISITS),
        periods,
    }
}

fn decided(deals: &[DealRecord]) -> Decided {
    let count = |outcome| deals.iter().filter(|deal| deal.outcome == outcome).count() as u64;
    Decided { won: count(Outcome::Won), lost: count(Outcome::Lost) }
}

/// The quartiles of what reps won in a period, those who won nothing left out; none where nobody
/// won anything.
fn quartiles(team: &DealHistory, period: Period) -> Vec<Money> {
    let span = period.span();
    let mut won = team.won_between(span.start, span.end);
    won.retain(|amount| amount.is_positive());
    won.sort_unstable();
    let at = |quarter: usize| won.get((won.len() * quarter / 4).min(won.len().checked_sub(1)?));
    (1..=3).filter_map(|quarter| at(quarter).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{deal, units};
    use jiff::ToSpan;
    use jiff::civil::date;

    const AS_OF: Date = date(2024, 1, 1);

    /// Four reps with a deal every six days for two years, some of them won, after 20 to 49 days.
    fn deals() -> Vec<DealRecord> {
        (0..480)
            .map(|nth: i64| {
                let created = date(2022, 1, 1).saturating_add((nth / 4 * 6).days());
                let rep = usize::try_from(nth % 4).unwrap();
                let won = nth * 7 % 10 < 3 + nth % 4;
                deal(rep, created, Some((20 + nth * 7 % 30, won)))
            })
            .collect()
    }

    fn checked(groups: &[usize], kept: impl Fn(usize, Period) -> Option<Money>) -> PastCheck {
        past_check(&deals(), groups, (FiscalCalendar::default(), AS_OF), kept, |_, _| ())
    }

    #[test]
    fn without_quotas_the_quartiles_of_what_was_won_are_tried() {
        let check = checked(&[0; 4], |_, _| None);
        assert_eq!(check.quotas, QuotasTried::Quartiles);
        assert!(check.periods.is_sorted() && check.periods.len() > 4);
        assert!(check.periods.iter().all(|period| period.end <= AS_OF));
        let (first, scores) = check.methods[0];
        assert_eq!((first, check.methods.len()), (Method::Ridealong, 5));
        // Three mornings, four reps, three quartiles in each period that can be replayed.
        assert!(scores.trials > 0 && scores.trials % (3 * 4 * 3) == 0, "{}", scores.trials);
        assert_eq!(check.ranges.unwrap().ranges * 3, scores.trials);
        assert!(check.against.is_some() && !check.reliability.is_empty());
    }

    #[test]
    fn kept_quotas_are_tried_where_there_are_any() {
        let only_one = |rep: usize, period: Period| {
            (rep == 2 && period.start == date(2023, 7, 1)).then(|| units(40_000))
        };
        let check = checked(&[0; 4], only_one);
        assert_eq!(check.quotas, QuotasTried::Kept);
        assert!(check.methods.iter().all(|(_, scores)| scores.trials == 3));
        assert!(check.pointed.iter().all(|day| day.by_chance.iter().all(|(rep, _)| *rep == 2)));
    }

    #[test]
    fn groups_are_graded_apart_and_named_by_their_place_in_the_team() {
        let check = checked(&[1, 2, 1, 2], |_, _| Some(units(40_000)));
        let reps: std::collections::BTreeSet<usize> =
            check.pointed.iter().flat_map(|day| &day.by_chance).map(|(rep, _)| *rep).collect();
        assert_eq!(reps.into_iter().collect::<Vec<_>>(), [0, 1, 2, 3]);
        let together = checked(&[0; 4], |_, _| Some(units(40_000)));
        assert_eq!(check.methods[0].1.trials, together.methods[0].1.trials);
    }

    #[test]
    fn every_morning_of_every_group_is_counted() {
        let mut heard = Vec::new();
        let when = (FiscalCalendar::default(), AS_OF);
        let check = past_check(
            &deals(),
            &[1, 2, 1, 2],
            when,
            |_, _| None,
            |done, all| heard.push((done, all)),
        );
        let all = check.periods.len() * 3 * 2;
        assert_eq!(heard, (1..=all).map(|done| (done, all)).collect::<Vec<_>>());
    }

    #[test]
    fn a_team_that_records_no_losses_is_not_graded() {
        let won: Vec<DealRecord> =
            deals().into_iter().filter(|deal| deal.outcome == Outcome::Won).collect();
        let check =
            past_check(&won, &[0; 4], (FiscalCalendar::default(), AS_OF), |_, _| None, |_, _| ());
        assert!(!check.losses_recorded && check.methods.is_empty() && check.periods.is_empty());
    }

    #[test]
    fn without_a_past_there_is_nothing_to_check() {
        let check =
            past_check(&[], &[0], (FiscalCalendar::default(), AS_OF), |_, _| None, |_, _| ());
        assert!(check.periods.is_empty() && check.methods.is_empty() && check.against.is_none());
    }
}
