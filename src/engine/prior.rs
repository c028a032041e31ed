//! What a peer group says about a rep's win rate before the rep's own deals are looked at.

use crate::domain::{Interval, Rate};
use crate::engine::maximum::{place_of_maximum, zero_of_falling};
use crate::engine::win_rate::{LIKELY, beta_interval, wilson_interval};
use serde::{Deserialize, Serialize};
use statrs::function::beta::checked_ln_beta;
use statrs::function::gamma::digamma;

/// Reps with decided deals below which nothing can be said of how much reps differ.
pub const FEWEST_PEERS: usize = 4;

/// The strength expected before looking: the median of its log-normal prior. At 60 deals a win
/// rate of 25% has a standard deviation of 5.5 points between reps, and teams usually differ by
/// 5 to 8.
pub const USUAL_STRENGTH: f64 = 60.0;

/// One rep's decided deals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Decided {
    /// Deals won.
    pub won: u64,
    /// Deals lost.
    pub lost: u64,
}

#[expect(clippy::cast_precision_loss, reason = "counts of deals, far below 2^53")]
impl Decided {
    /// Won and lost together.
    pub const fn count(self) -> u64 {
        self.won.saturating_add(self.lost)
    }

    /// The share won; `None` where nothing was decided.
    pub fn rate(self) -> Option<Rate> {
        Rate::of_counts(self.won, self.count())
    }

    fn as_numbers(self) -> (f64, f64) {
        (self.won as f64, self.lost as f64)
    }
}

/// What a [`BetaPrior`] rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// Fewer than [`FEWEST_PEERS`] reps have decided deals: Jeffreys' prior, "no peers yet".
    NoPeersYet,
    /// The whole group won everything or nothing, so how reps differ can't be seen.
    AllAlike,
    /// The group's own spread.
    Fitted,
}

/// Beta(alpha, beta): how the true win rates of a group's reps are spread.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BetaPrior {
    /// As many wins as the group is worth.
    pub alpha: f64,
    /// As many losses as the group is worth.
    pub beta: f64,
    /// What it rests on.
    pub basis: Basis,
}

/// The empirical-Bayes prior of a peer group: the mean m and the strength s = alpha + beta, with
/// s in [2, 1000], at the maximum of
///
/// sum over reps of ln `BetaBinomial`(won; won + lost, m s, (1 - m) s) - (ln s - ln 60)^2 / 2
///
/// (marginal likelihood: Skellam, JRSS B 10, 1948; Casella, *An introduction to empirical Bayes
/// data analysis*, 1985). The mean is flat, ln s is Normal(ln 60, 1), and the maximum is taken
/// over ln s. The prior on the strength keeps a small team from being pooled into one rate.
///
/// Reps with nothing decided take no part. Fewer than [`FEWEST_PEERS`] with decided deals:
/// Beta(0.5, 0.5). All won or none won: mean (won + 0.5)/(decided + 1), strength 2.
pub fn beta_prior(reps: &[Decided]) -> BetaPrior {
    let mut group = Group { reps: reps.iter().filter(|rep| rep.count() > 0).copied().collect() };
    // In one order, so that the order of the reps can't change the last bit of a sum.
    group.reps.sort_unstable();
    if group.reps.len() < FEWEST_PEERS {
        return BetaPrior { alpha: 0.5, beta: 0.5, basis: Basis::NoPeersYet };
    }
    let (won, lost) = group.reps.iter().fold((0.0, 0.0), |(won, lost), rep| {
        let (w, l) = rep.as_numbers();
        (won + w, lost + l)
    });
    if won == 0.0 || lost == 0.0 {
        let mean = (won + 0.5) / (won + lost + 1.0);
        return BetaPrior { alpha: 2.0 * mean, beta: 2.0 * (1.0 - mean), basis: Basis::AllAlike };
    }
    let ln_strength = place_of_maximum(
        2_f64.ln(),
        1_000_f64.ln(),
        |ln_strength| group.ln_posterior(ln_strength.exp()),
        |ln_strength| group.slope_in_ln_strength(ln_strength.exp()),
    );
    let strength = ln_strength.exp();
    let mean = group.best_mean(strength);
    BetaPrior { alpha: mean * strength, beta: (1.0 - mean) * strength, basis: Basis::Fitted }
}

/// The reps that have something decided.
struct Group {
    reps: Vec<Decided>,
}

impl Group {
    /// The likeliest mean for a strength. The likelihood is log-concave in the mean, so its slope
    /// falls through zero once.
    fn best_mean(&self, strength: f64) -> f64 {
        zero_of_falling(0.0, 1.0, |mean| {
            let (alpha, beta) = (mean * strength, (1.0 - mean) * strength);
            self.sum(|won, lost| rise(won, alpha) - rise(lost, beta))
        })
    }

    /// The log of what is maximised, at the best mean.
    fn ln_posterior(&self, strength: f64) -> f64 {
        let mean = self.best_mean(strength);
        let (alpha, beta) = (mean * strength, (1.0 - mean) * strength);
        let ln_beta = |a, b| checked_ln_beta(a, b).unwrap_or(f64::NEG_INFINITY);
        let likelihood =
            self.sum(|won, lost| ln_beta(alpha + won, beta + lost) - ln_beta(alpha, beta));
        likelihood - (strength / USUAL_STRENGTH).ln().powi(2) / 2.0
    }

    /// Its slope in ln strength. At the best mean the mean's own slope is zero and drops out.
    fn slope_in_ln_strength(&self, strength: f64) -> f64 {
        let mean = self.best_mean(strength);
        let (alpha, beta) = (mean * strength, (1.0 - mean) * strength);
        let likelihood = self.sum(|won, lost| {
            mean * rise(won, alpha) + (1.0 - mean) * rise(lost, beta) - rise(won + lost, strength)
        });
        strength * likelihood - (strength / USUAL_STRENGTH).ln()
    }

    fn sum(&self, of_rep: impl Fn(f64, f64) -> f64) -> f64 {
        self.reps
            .iter()
            .map(|rep| {
                let (won, lost) = rep.as_numbers();
                of_rep(won, lost)
            })
            .sum()
    }
}

/// digamma(count + parameter) - digamma(parameter), 0 for a count of 0 at any parameter.
fn rise(count: f64, parameter: f64) -> f64 {
    if count == 0.0 { 0.0 } else { digamma(count + parameter) - digamma(parameter) }
}

/// A rep's win rate, as far as the rep's own deals and the peers let it be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrustedRate {
    /// The rep's own won and lost deals.
    pub decided: Decided,
    /// Won over decided; `None` where nothing was decided.
    pub raw: Option<Rate>,
    /// The likely range of that, as far as the rep's own deals alone say.
    pub raw_range: Option<Interval>,
    /// The posterior mean (alpha + won) / (alpha + beta + decided).
    pub trusted: Rate,
    /// The posterior's middle 80%; `None` only for parameters that are no prior's.
    pub likely: Option<Interval>,
    /// How much of the trusted rate is the rep's own: n / (n + alpha + beta). The rest is the
    /// group's.
    pub own_weight: Rate,
}

impl BetaPrior {
    /// The group's own level.
    pub fn mean(self) -> Rate {
        Rate::clamped(self.alpha / self.strength())
    }

    /// How many deals the group's word is worth.
    pub const fn strength(self) -> f64 {
        self.alpha + self.beta
    }

    /// What a rep's deals make of it: Beta(alpha + won, beta + lost), the conjugate posterior
    /// (Raiffa and Schlaifer, *Applied Statistical Decision Theory*, 1961).
    pub fn trusted_rate(self, decided: Decided) -> TrustedRate {
        let (won, lost) = decided.as_numbers();
        let weight = self.strength() + won + lost;
        TrustedRate {
            decided,
            raw: decided.rate(),
            raw_range: wilson_interval(decided.won, decided.count(), LIKELY),
            trusted: Rate::clamped((self.alpha + won) / weight),
            likely: beta_interval(self.alpha + won, self.beta + lost, LIKELY),
            own_weight: Rate::clamped((won + lost) / weight),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_team() -> impl Strategy<Value = Vec<Decided>> {
        prop::collection::vec(
            (0_u64..300, 0_u64..300).prop_map(|(won, lost)| Decided { won, lost }),
            0..30,
        )
    }

    #[test]
    fn a_rep_with_nothing_decided_is_trusted_as_the_group_is() {
        let team = [(9, 3), (5, 5), (20, 12), (7, 9)].map(|(won, lost)| Decided { won, lost });
        let prior = beta_prior(&team);
        let newcomer = prior.trusted_rate(Decided::default());
        assert_eq!((newcomer.raw, newcomer.own_weight), (None, Rate::ZERO));
        assert_eq!(newcomer.trusted, prior.mean());
    }

    #[test]
    fn three_reps_are_no_peers_yet() {
        let team = [(9, 3), (5, 5), (20, 12), (0, 0)].map(|(won, lost)| Decided { won, lost });
        assert_eq!(beta_prior(&team).basis, Basis::NoPeersYet);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_trusted_rate_lies_between_the_groups_and_the_reps_own(team in any_team()) {
            let prior = beta_prior(&team);
            prop_assert!((2.0 - 1e-9..=1000.0 + 1e-6).contains(&prior.strength()) || prior.basis == Basis::NoPeersYet);
            for rep in team {
                let rate = prior.trusted_rate(rep);
                if let Some(raw) = rate.raw {
                    let ends = [raw.share(), prior.mean().share()];
                    let trusted = rate.trusted.share();
                    prop_assert!(trusted >= ends[0].min(ends[1]) - 1e-12);
                    prop_assert!(trusted <= ends[0].max(ends[1]) + 1e-12);
                }
                prop_assert!(rate.likely.is_some());
            }
        }

        #[test]
        fn the_order_of_the_reps_changes_nothing(team in any_team()) {
            let reversed: Vec<_> = team.iter().rev().copied().collect();
            prop_assert_eq!(beta_prior(&team), beta_prior(&reversed));
        }
    }
}
