//! How good chances and ranges were, once it is known what happened.

use crate::domain::Interval;
use crate::engine::win_rate::{LIKELY, score_interval};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One chance that was given, and what came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verified {
    /// The chance given, 0 to 1.
    pub chance: f64,
    /// Whether it happened.
    pub happened: bool,
    /// Which trials share a fate (one rep's period under several quotas): their errors are not
    /// independent.
    pub cluster: usize,
}

impl Verified {
    fn outcome(self) -> f64 {
        f64::from(u8::from(self.happened))
    }

    fn squared_error(self) -> f64 {
        (self.chance - self.outcome()).powi(2)
    }

    /// -ln of the chance given to what happened, chances held to [1%, 99%]: one certainty that
    /// failed must not decide everything.
    fn log_loss(self) -> f64 {
        let chance = self.chance.clamp(0.01, 0.99);
        -(if self.happened { chance } else { 1.0 - chance }).ln()
    }
}

/// How good a method's chances were; lower is better.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChanceScores {
    /// Trials.
    pub trials: usize,
    /// Mean squared error of the chances (Brier, Monthly Weather Review 78, 1950): 0 is perfect,
    /// 0.25 is always saying one half.
    pub brier: f64,
    /// Mean of -ln of the chance given to what happened (Good, JRSS B 14, 1952).
    pub log_loss: f64,
}

impl ChanceScores {
    /// `None` of nothing.
    pub fn of(trials: &[Verified]) -> Option<Self> {
        Some(Self {
            trials: trials.len(),
            brier: mean(trials.iter().map(|trial| trial.squared_error()))?,
            log_loss: mean(trials.iter().map(|trial| trial.log_loss()))?,
        })
    }
}

/// The mean difference of two methods' squared errors on the same trials, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairedDifference {
    /// Below 0 where the first method is better.
    pub mean: f64,
    /// Its standard error, with trials that share a fate taken together (Liang and Zeger,
    /// Biometrika 73, 1986); `None` where there is a single cluster, which tells nothing of how
    /// clusters differ.
    pub standard_error: Option<f64>,
    /// How many clusters there are: so many independent outcomes it rests on.
    pub fates: usize,
}

impl PairedDifference {
    /// `None` where the lists are empty or not of the same trials.
    pub fn of(one: &[Verified], other: &[Verified]) -> Option<Self> {
        let alike =
            |(a, b): (&Verified, &Verified)| a.cluster == b.cluster && a.happened == b.happened;
        if one.len() != other.len() || !one.iter().zip(other).all(alike) {
            return None;
        }
        let differences: Vec<(usize, f64)> = one
            .iter()
            .zip(other)
            .map(|(a, b)| (a.cluster, a.squared_error() - b.squared_error()))
            .collect();
        let centre = mean(differences.iter().map(|(_, difference)| *difference))?;
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (cluster, difference) in &differences {
            *sums.entry(*cluster).or_insert(0.0) += difference - centre;
        }
        let squares: f64 = sums.values().map(|sum| sum * sum).sum();
        let groups = as_number(sums.len());
        let standard_error = (groups > 1.0)
            .then(|| (squares * groups / (groups - 1.0)).sqrt() / as_number(differences.len()));
        Some(Self { mean: centre, standard_error, fates: sums.len() })
    }
}

/// One bar of a reliability diagram: of the times that about this chance was given, how often it
/// happened.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReliabilityBin {
    /// Which tenth of chance it is, 0 to 9.
    pub tenth: usize,
    /// The mean chance given.
    pub given: f64,
    /// The share that happened.
    pub happened: f64,
    /// Trials.
    pub trials: usize,
    /// How many fates they are of.
    pub fates: usize,
}

impl ReliabilityBin {
    /// The range that the share which happens likely lies in (8 in 10): Wilson's, of as many
    /// trials as there are fates, for trials of one fate say hardly more than one of them.
    pub fn likely(&self) -> Option<Interval> {
        score_interval(self.happened, as_number(self.fates), LIKELY)
    }
}

/// The reliability diagram in tenths of chance; empty tenths are left out (Murphy and Winkler,
/// Applied Statistics 26, 1977).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a tenth of a chance")]
pub fn reliability(trials: &[Verified]) -> Vec<ReliabilityBin> {
    let tenth = |trial: &Verified| ((trial.chance * 10.0) as usize).min(9);
    (0..10)
        .filter_map(|bin| {
            let inside: Vec<&Verified> =
                trials.iter().filter(|trial| tenth(trial) == bin).collect();
            let fates: BTreeSet<usize> = inside.iter().map(|trial| trial.cluster).collect();
            Some(ReliabilityBin {
                tenth: bin,
                given: mean(inside.iter().map(|trial| trial.chance))?,
                happened: mean(inside.iter().map(|trial| trial.outcome()))?,
                trials: inside.len(),
                fates: fates.len(),
            })
        })
        .collect()
}

/// A range that was given for a total, and the total that came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VerifiedRange {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// What came.
    pub actual: f64,
}

/// How good a method's 80% ranges were.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RangeScores {
    /// Ranges.
    pub ranges: usize,
    /// The share that held what came: 0.8 is right.
    pub held: f64,
    /// The mean interval score, width + 10 x what came outside (Gneiting and Raftery, JASA 102,
    /// 2007), over the mean of what came; lower is better. `None` where nothing came.
    pub interval_score: Option<f64>,
}

impl RangeScores {
    /// `None` of nothing.
    pub fn of(ranges: &[VerifiedRange]) -> Option<Self> {
        /// 2 / (1 - 0.8).
        const PENALTY: f64 = 10.0;
        let score = |range: &VerifiedRange| {
            let outside = (range.low - range.actual).max(range.actual - range.high).max(0.0);
            range.high - range.low + PENALTY * outside
        };
        let held = |range: &VerifiedRange| {
            f64::from(u8::from(range.low <= range.actual && range.actual <= range.high))
        };
        let came = mean(ranges.iter().map(|range| range.actual))?;
        let interval = mean(ranges.iter().map(score))?;
        Some(Self {
            ranges: ranges.len(),
            held: mean(ranges.iter().map(held))?,
            interval_score: (came > 0.0).then(|| interval / came),
        })
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0);
    for value in values {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| sum / as_number(count))
}

#[expect(clippy::cast_precision_loss, reason = "a number of trials")]
fn as_number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(chance: f64, happened: bool, cluster: usize) -> Verified {
        Verified { chance, happened, cluster }
    }

    #[test]
    fn a_certainty_that_failed_costs_a_bounded_log_loss() {
        let scores = ChanceScores::of(&[trial(1.0, false, 0), trial(0.5, true, 1)]).unwrap();
        assert!((scores.brier - 0.625).abs() < 1e-15);
        assert!((scores.log_loss - 200_f64.ln() / 2.0).abs() < 1e-12);
        assert_eq!(ChanceScores::of(&[]), None);
    }

    #[test]
    fn trials_of_one_fate_count_once_for_how_sure_a_difference_is() {
        let one = [trial(0.1, false, 0), trial(0.1, false, 0), trial(0.8, false, 1)];
        let other = [trial(0.5, false, 0), trial(0.5, false, 0), trial(0.5, false, 1)];
        let difference = PairedDifference::of(&one, &other).unwrap();
        // Differences -0.24, -0.24 and 0.39: mean -0.03, cluster sums -0.42 and 0.42.
        assert!((difference.mean + 0.03).abs() < 1e-12);
        assert!((difference.standard_error.unwrap() - 0.84 / 3.0).abs() < 1e-12);
        assert_eq!(difference.fates, 2);
        assert_eq!(PairedDifference::of(&one, &other[1..]), None);
    }

    #[test]
    fn a_range_that_missed_pays_ten_times_the_miss() {
        let ranges = [
            VerifiedRange { low: 10.0, high: 20.0, actual: 20.0 },
            VerifiedRange { low: 10.0, high: 20.0, actual: 40.0 },
        ];
        let scores = RangeScores::of(&ranges).unwrap();
        assert!((scores.held - 0.5).abs() < 1e-15);
        assert!((scores.interval_score.unwrap() - 110.0 / 30.0).abs() < 1e-12);
    }

    #[test]
    fn the_reliability_diagram_leaves_out_chances_never_given() {
        let bins =
            reliability(&[trial(0.05, false, 0), trial(1.0, true, 1), trial(0.95, false, 2)]);
        assert_eq!(bins.iter().map(|bin| bin.trials).collect::<Vec<_>>(), [1, 2]);
        assert!((bins[1].happened - 0.5).abs() < 1e-15);
        assert_eq!(bins.iter().map(|bin| bin.tenth).collect::<Vec<_>>(), [0, 9]);
    }

    #[test]
    fn trials_of_one_fate_make_no_bar_of_the_diagram_surer() {
        let likely = |trials: &[Verified]| reliability(trials)[0].likely().unwrap();
        let two = [trial(0.05, false, 0), trial(0.06, true, 1)];
        let again = [two, two, two].concat();
        assert_eq!((likely(&again), reliability(&again)[0].trials), (likely(&two), 6));
        let apart: Vec<Verified> = (0..6).map(|fate| trial(0.05, fate % 2 == 0, fate)).collect();
        assert!(likely(&apart).low > likely(&two).low);
    }
}
