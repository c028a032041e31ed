//! The engine grades itself: its chances beside what happened, and beside simple methods.

use crate::domain::Money;
use crate::domain::{FiscalCalendar, Period};
use crate::engine::group::Depth;
use crate::engine::history::DealHistory;
use crate::engine::replay::{Moment, Replayed, replay};
use crate::engine::scores::{
    ChanceScores, PairedDifference, RangeScores, ReliabilityBin, Verified, VerifiedRange,
    reliability,
};
use crate::engine::tau::{Tau, TauEvidence, past_periods};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A way to give a chance of quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Method {
    /// The forecast of this engine.
    Ridealong,
    /// The share of reps who reached quota in the periods before.
    BaseRate,
    /// What was won a day in the look-back times the days left, log-normal 0.4.
    RunRate,
    /// Pipeline of three times what is left: yes or no.
    FlatRule,
    /// Pipeline times raw win rate of what is left: yes or no.
    BreakEven,
}

impl Method {
    /// All, ours first.
    pub const ALL: [Self; 5] =
        [Self::Ridealong, Self::BaseRate, Self::RunRate, Self::FlatRule, Self::BreakEven];
}

/// One chance that each method gave, and what came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// The rep's place in the group.
    pub rep: usize,
    /// The morning that it was given on.
    pub as_of: Date,
    /// The quota that it was about.
    pub quota: Money,
    /// Whether it was reached.
    pub reached: bool,
    /// Pipeline over what was left; `None` where nothing was left.
    pub coverage: Option<f64>,
    chances: [f64; 5],
    cluster: usize,
}

impl Trial {
    /// The chance that a method gave.
    pub fn chance(&self, method: Method) -> f64 {
        let place = Method::ALL.iter().position(|other| *other == method);
        place.and_then(|place| self.chances.get(place)).copied().unwrap_or(0.0)
    }
}

/// What a past is replayed with.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// Every deal of the group.
    pub history: &'a DealHistory,
    /// How the year is cut.
    pub fiscal: FiscalCalendar,
    /// When in each period it is looked at.
    pub moments: &'a [Moment],
    /// How much of the model is used.
    pub depth: Depth,
}

/// A past, replayed.
#[derive(Clone, Debug, Default)]
pub struct Graded {
    /// Every chance given.
    pub trials: Vec<Trial>,
    /// Ridealong's 80% ranges.
    pub ranges: Vec<VerifiedRange>,
    /// The run-rate's.
    pub run_rate_ranges: Vec<VerifiedRange>,
}

/// Replays the periods given, the earliest first, with each rep's quotas in them: usually one; a
/// test may ask for several, always in the same number and order, and the base rate is then kept
/// for each apart. Quotas are thresholds only: nothing is calibrated on who reached them.
///
/// Tau is learned anew for each period from those that ended by its start; so is the base rate,
/// (reached + 0.5) / (asked + 1) over the periods before.
pub fn grade(
    plan: Plan<'_>,
    periods: &[Period],
    quotas: impl Fn(usize, Period) -> Vec<Money>,
) -> Graded {
    let mut grading = Grading::default();
    while grading.replay_next(plan, periods, &quotas) {}
    grading.graded
}

/// A past that is replayed a morning at a time, for it may take long.
#[derive(Clone, Debug, Default)]
pub struct Grading {
    /// What was replayed so far.
    pub graded: Graded,
    evidence: Evidence,
    /// By the place of a quota among those of a rep: reached, and asked.
    past: Vec<(u32, u32)>,
    /// The same as it was when the period began.
    so_far: Vec<(u32, u32)>,
    tau: Tau,
    period: usize,
    moment: usize,
    cluster: usize,
}

impl Grading {
    /// Replays the next morning; whether there was one. All as in [`grade`], the same each time.
    pub fn replay_next(
        &mut self,
        plan: Plan<'_>,
        periods: &[Period],
        quotas: impl Fn(usize, Period) -> Vec<Money>,
    ) -> bool {
        let moment = plan.moments.get(self.moment);
        let Some((period, moment)) = periods.get(self.period).zip(moment) else { return false };
        let is_first = self.moment == 0;
        if is_first {
            self.tau = self.evidence.tau_before(plan, *period);
            self.so_far.clone_from(&self.past);
        }
        for rep in &replay(plan.history, plan.fiscal, *period, *moment, self.tau, plan.depth) {
            self.graded.add_ranges(rep);
            for (level, quota) in quotas(rep.rep, *period).into_iter().enumerate() {
                if self.past.len() <= level {
                    self.past.resize(level + 1, (0, 0));
                }
                let base = base_rate(self.so_far.get(level).copied().unwrap_or_default());
                let trial = trial(rep, quota, base, self.cluster + rep.rep);
                // The outcome is one, however often it was looked at.
                if let Some((reached, asked)) = self.past.get_mut(level).filter(|_| is_first) {
                    *reached += u32::from(trial.reached);
                    *asked += 1;
                }
                self.graded.trials.push(trial);
            }
        }
        self.moment += 1;
        if self.moment == plan.moments.len() {
            self.moment = 0;
            self.period += 1;
            self.cluster += plan.history.reps();
        }
        true
    }
}

fn base_rate((reached, asked): (u32, u32)) -> f64 {
    (f64::from(reached) + 0.5) / (f64::from(asked) + 1.0)
}

fn trial(rep: &Replayed, quota: Money, base_rate: f64, cluster: usize) -> Trial {
    let seen = rep.at_a_glance;
    let yes = |said: bool| f64::from(u8::from(said));
    let left = (quota - seen.booked).units();
    Trial {
        rep: rep.rep,
        as_of: rep.as_of,
        quota,
        reached: rep.actual >= quota,
        coverage: (left > 0.0).then(|| seen.pipeline.units() / left),
        chances: [
            rep.chance(quota).share(),
            base_rate,
            seen.run_rate_chance(quota).share(),
            yes(seen.flat_rule(quota)),
            yes(seen.break_even(quota)),
        ],
        cluster,
    }
}

/// What past periods say of tau, each replayed once.
#[derive(Clone, Debug, Default)]
struct Evidence {
    by_period: Vec<(Period, TauEvidence)>,
}

impl Evidence {
    fn tau_before(&mut self, plan: Plan<'_>, period: Period) -> Tau {
        let past = past_periods(plan.history, plan.fiscal, period.start);
        for period in &past {
            if !self.by_period.iter().any(|(known, _)| known == period) {
                let evidence =
                    TauEvidence::of_period(plan.history, plan.fiscal, *period, plan.depth);
                self.by_period.push((*period, evidence));
            }
        }
        let before: Vec<TauEvidence> = self
            .by_period
            .iter()
            .filter(|(known, _)| past.contains(known))
            .map(|(_, evidence)| *evidence)
            .collect();
        Tau::learned(&before)
    }
}

impl Graded {
    /// With what another group's past came to; `place` says which place in the team a rep of that
    /// group has.
    pub fn add_group(&mut self, group: Self, place: impl Fn(usize) -> usize) {
        let next = self.trials.iter().map(|trial| trial.cluster + 1).max().unwrap_or(0);
        self.trials.extend(group.trials.into_iter().map(|trial| Trial {
            rep: place(trial.rep),
            cluster: next + trial.cluster,
            ..trial
        }));
        self.ranges.extend(group.ranges);
        self.run_rate_ranges.extend(group.run_rate_ranges);
    }

    fn add_ranges(&mut self, rep: &Replayed) {
        let actual = rep.actual.units();
        let (ours, theirs) = (rep.range(), rep.at_a_glance.run_rate_range());
        self.ranges.push(VerifiedRange { low: ours.low, high: ours.high, actual });
        self.run_rate_ranges.push(VerifiedRange { low: theirs.low, high: theirs.high, actual });
    }

    /// A method's chances and what came, trial by trial.
    pub fn verified(&self, method: Method) -> Vec<Verified> {
        self.trials
            .iter()
            .map(|trial| Verified {
                chance: trial.chance(method),
                happened: trial.reached,
                cluster: trial.cluster,
            })
            .collect()
    }

    /// A method's scores; `None` where nothing was replayed.
    pub fn scores(&self, method: Method) -> Option<ChanceScores> {
        ChanceScores::of(&self.verified(method))
    }

    /// How well Ridealong's ranges held.
    pub fn range_scores(&self) -> Option<RangeScores> {
        RangeScores::of(&self.ranges)
    }

    /// How well the run-rate's ranges held.
    pub fn run_rate_range_scores(&self) -> Option<RangeScores> {
        RangeScores::of(&self.run_rate_ranges)
    }

    /// Ridealong's reliability diagram.
    pub fn reliability(&self) -> Vec<ReliabilityBin> {
        reliability(&self.verified(Method::Ridealong))
    }

    /// The simple method with the lowest Brier score, and Ridealong's difference from it. Where
    /// that is not below zero, Ridealong is not better here, and chances should not be shown.
    pub fn against_best_simple(&self) -> Option<(Method, PairedDifference)> {
        let simple = Method::ALL.into_iter().filter(|method| *method != Method::Ridealong);
        let (best, _) = simple
            .filter_map(|method| Some((method, self.scores(method)?.brier)))
            .min_by(|one, other| one.1.total_cmp(&other.1))?;
        let ours = self.verified(Method::Ridealong);
        Some((best, PairedDifference::of(&ours, &self.verified(best))?))
    }

    /// Whom each rule would have sent the manager to, morning by morning: the reps furthest from
    /// quota by coverage, and those with the least chance; and who of them missed. Of several
    /// quotas of one rep the first counts.
    pub fn pointed_to(&self, visits: usize) -> Vec<Pointed> {
        let mut mornings: Vec<Date> = self.trials.iter().map(|trial| trial.as_of).collect();
        mornings.sort_unstable();
        mornings.dedup();
        mornings
            .into_iter()
            .map(|as_of| {
                let mut of_day: Vec<&Trial> =
                    self.trials.iter().filter(|trial| trial.as_of == as_of).collect();
                of_day.dedup_by_key(|trial| trial.rep);
                let neediest = |need: &dyn Fn(&Trial) -> f64| {
                    let mut trials = of_day.clone();
                    trials.sort_by(|one, other| {
                        need(one).total_cmp(&need(other)).then(one.rep.cmp(&other.rep))
                    });
                    trials.into_iter().take(visits).map(|t| (t.rep, !t.reached)).collect()
                };
                Pointed {
                    as_of,
                    by_flat_rule: neediest(&|trial| trial.coverage.unwrap_or(f64::INFINITY)),
                    by_chance: neediest(&|trial| trial.chance(Method::Ridealong)),
                }
            })
            .collect()
    }
}

/// Whom the manager would have been sent to on one morning: the rep, and whether they then missed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointed {
    /// The morning.
    #[serde(with = "crate::domain::day")]
    pub as_of: Date,
    /// The reps with the least coverage.
    pub by_flat_rule: Vec<(usize, bool)>,
    /// The reps with the least chance of quota.
    pub by_chance: Vec<(usize, bool)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::history::DealRecord;
    use crate::engine::made_up::{deal, units};
    use jiff::ToSpan;
    use jiff::civil::date;

    /// Two reps with a deal every six days for two years, half of them won, after 20 to 49 days.
    fn history() -> DealHistory {
        let deals: Vec<DealRecord> = (0..240)
            .map(|nth: i64| {
                let created = date(2022, 1, 1).saturating_add((nth / 2 * 6).days());
                let decided = (20 + nth * 7 % 30, nth % 3 != 0);
                deal(usize::try_from(nth % 2).unwrap(), created, Some(decided))
            })
            .collect();
        DealHistory::new(2, &deals)
    }

    fn graded(moments: &[Moment], quota: i64) -> Graded {
        let history = history();
        let fiscal = FiscalCalendar::default();
        let plan = Plan { history: &history, fiscal, moments, depth: Depth::default() };
        let periods =
            [date(2023, 1, 1), date(2023, 4, 1), date(2023, 7, 1)].map(|day| fiscal.period_of(day));
        grade(plan, &periods, |_, _| vec![units(quota)])
    }

    #[test]
    fn every_rep_is_tried_at_every_moment_of_every_period() {
        let graded = graded(&Moment::ALL, 90_000);
        assert_eq!((graded.trials.len(), graded.ranges.len()), (18, 18));
        for method in Method::ALL {
            let scores = graded.scores(method).unwrap();
            assert!((0.0..=1.0).contains(&scores.brier), "{method:?} {scores:?}");
        }
        let (_, difference) = graded.against_best_simple().unwrap();
        assert!(
            difference.mean.is_finite()
                && difference.standard_error.is_some_and(|error| error > 0.0)
        );
        let trials: usize = graded.reliability().iter().map(|bin| bin.trials).sum();
        assert_eq!(trials, 18);
    }

    #[test]
    fn the_base_rate_learns_from_the_periods_before_only() {
        // A quota that everybody reaches: 1/2, then (2 + 0.5) / 3, then (4 + 0.5) / 5.
        let graded = graded(&[Moment::Start, Moment::TwoThirds], 1);
        let rates: Vec<f64> =
            graded.trials.iter().map(|trial| trial.chance(Method::BaseRate)).collect();
        for (place, rate) in [(0, 0.5), (3, 0.5), (4, 2.5 / 3.0), (11, 0.9)] {
            assert!((rates[place] - rate).abs() < 1e-12, "{rates:?}");
        }
    }

    #[test]
    fn each_rule_points_to_its_neediest_reps() {
        let pointed = graded(&[Moment::Start], 90_000).pointed_to(1);
        assert_eq!(pointed.len(), 3);
        assert!(pointed.iter().all(|day| day.by_chance.len() == 1 && day.by_flat_rule.len() == 1));
    }

    #[test]
    fn a_period_before_any_decision_is_not_graded() {
        let history = history();
        let fiscal = FiscalCalendar::default();
        let plan =
            Plan { history: &history, fiscal, moments: &Moment::ALL, depth: Depth::default() };
        let graded = grade(plan, &[fiscal.period_of(date(2021, 5, 1))], |_, _| vec![units(1)]);
        assert!(graded.trials.is_empty() && graded.scores(Method::Ridealong).is_none());
        assert_eq!(graded.against_best_simple(), None);
    }
}
