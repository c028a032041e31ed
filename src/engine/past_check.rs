//! *Check it on your own past*: every period that ended is replayed and the chances of each method
//! are held against what happened.

use crate::domain::{FiscalCalendar, Money, Outcome, Period};
use crate::engine::grade::{Graded, Grading, Method, Plan, Pointed};
use crate::engine::group::Depth;
use crate::engine::history::{DealHistory, DealRecord};
use crate::engine::ladder::losses_are_recorded;
use crate::engine::peer_groups::{PeerGroup, PeerGroups};
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

/// A team's past while it is replayed: the periods that ended by `as_of`, as far back as decisions go,
/// at their start and at one and two thirds of them, group by group, a morning at a time. With many
/// deals it takes long.
#[derive(Clone, Debug)]
pub struct PastReplay {
    fiscal: FiscalCalendar,
    groups: Vec<PeerGroup>,
    periods: Vec<Period>,
    losses_recorded: bool,
    tried: QuotasTried,
    /// By the place of the period and of the rep in the team.
    quotas: Vec<Vec<Vec<Money>>>,
    /// Of the groups that are done.
    graded: Graded,
    /// Of the first group that is not.
    grading: Grading,
    group: usize,
    done: usize,
}

impl PastReplay {
    /// Nothing replayed yet. `kept` gives the quota of the rep in a place.
    ///
    /// The quartiles that stand in for quotas are those of what all reps of the team won in the
    /// period: nobody knew them then, but a threshold is all that they are, and every method gets
    /// the same.
    pub fn new(
        deals: &[DealRecord],
        groups: &[usize],
        (fiscal, as_of): (FiscalCalendar, Date),
        kept: impl Fn(usize, Period) -> Option<Money>,
    ) -> Self {
        let team = DealHistory::new(groups.len(), deals);
        let losses_recorded = losses_are_recorded([decided(deals)]);
        let mut periods = past_periods(&team, fiscal, as_of);
        if !losses_recorded {
            periods.clear();
        }
        periods.reverse();
        let kept: Vec<Vec<Option<Money>>> = periods
            .iter()
            .map(|period| (0..groups.len()).map(|rep| kept(rep, *period)).collect())
            .collect();
        let any_kept = kept.iter().flatten().any(Option::is_some);
        let quotas = periods.iter().zip(kept).map(|(period, kept)| {
            if any_kept {
                return kept.into_iter().map(|quota| quota.into_iter().collect()).collect();
            }
            vec![quartiles(&team, *period); groups.len()]
        });
        Self {
            fiscal,
            groups: PeerGroups::new(deals, groups).groups,
            losses_recorded,
            tried: if any_kept { QuotasTried::Kept } else { QuotasTried::Quartiles },
            quotas: quotas.collect(),
            periods,
            graded: Graded::default(),
            grading: Grading::default(),
            group: 0,
            done: 0,
        }
    }

    /// Replays the next morning of a group; whether there was one.
    pub fn replay_next(&mut self) -> bool {
        while let Some(group) = self.groups.get(self.group) {
            let place = |rep: usize| group.reps.get(rep).copied().unwrap_or(usize::MAX);
            let quotas = |rep: usize, period: Period| -> Vec<Money> {
                let of = self.periods.iter().position(|other| *other == period);
                let of = of.and_then(|at| self.quotas.get(at)?.get(place(rep)));
                of.cloned().unwrap_or_default()
            };
            let (moments, depth) = (&Moment::ALL, Depth::default());
            let plan = Plan { history: &group.history, fiscal: self.fiscal, moments, depth };
            if self.grading.replay_next(plan, &self.periods, quotas) {
                self.done += 1;
                return true;
            }
            self.graded.add_group(std::mem::take(&mut self.grading).graded, place);
            self.group += 1;
        }
        false
    }

    /// How many mornings are replayed, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.done, self.groups.len() * self.periods.len() * Moment::ALL.len())
    }

    /// How each method did, as far as was replayed.
    pub fn check(&self) -> PastCheck {
        let graded = &self.graded;
        let scores = |method: Method| Some((method, graded.scores(method)?));
        PastCheck {
            losses_recorded: self.losses_recorded,
            quotas: self.tried,
            methods: Method::ALL.into_iter().filter_map(scores).collect(),
            against: graded.against_best_simple(),
            ranges: graded.range_scores(),
            run_rate_ranges: graded.run_rate_range_scores(),
            reliability: graded.reliability(),
            pointed: graded.pointed_to(VISITS),
            periods: self.periods.clone(),
        }
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

    fn replayed(
        deals: &[DealRecord],
        groups: &[usize],
        kept: impl Fn(usize, Period) -> Option<Money>,
    ) -> PastCheck {
        let mut replay = PastReplay::new(deals, groups, (FiscalCalendar::default(), AS_OF), kept);
        while replay.replay_next() {}
        replay.check()
    }

    fn checked(groups: &[usize], kept: impl Fn(usize, Period) -> Option<Money>) -> PastCheck {
        replayed(&deals(), groups, kept)
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
    fn where_quotas_are_always_just_missed_chances_do_not_stand() {
        let team = DealHistory::new(4, &deals());
        let missed = |rep: usize, period: Period| {
            let won = team.won_between(period.span().start, period.span().end);
            won.get(rep).map(|won| *won + units(1))
        };
        let check = checked(&[0; 4], missed);
        // Nobody reached a quota before, so the base rate says that nobody will.
        let (best, difference) = check.against.unwrap();
        assert_eq!(best, Method::BaseRate);
        assert!(difference.mean > 0.0 && !check.verdict().chances_stand(), "{difference:?}");
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
        let when = (FiscalCalendar::default(), AS_OF);
        let mut replay = PastReplay::new(&deals(), &[1, 2, 1, 2], when, |_, _| None);
        let mut heard = vec![replay.progress()];
        while replay.replay_next() {
            heard.push(replay.progress());
        }
        let all = replay.check().periods.len() * 3 * 2;
        assert_eq!(heard, (0..=all).map(|done| (done, all)).collect::<Vec<_>>());
        assert!(!replay.replay_next());
    }

    #[test]
    fn a_team_that_records_no_losses_is_not_graded() {
        let won: Vec<DealRecord> =
            deals().into_iter().filter(|deal| deal.outcome == Outcome::Won).collect();
        let check = replayed(&won, &[0; 4], |_, _| None);
        assert!(!check.losses_recorded && check.methods.is_empty() && check.periods.is_empty());
    }

    #[test]
    fn without_a_past_there_is_nothing_to_check() {
        let check = replayed(&[], &[0], |_, _| None);
        assert!(check.periods.is_empty() && check.methods.is_empty() && check.against.is_none());
    }
}
