//! How much more or less of what is decided a rep wins than the group does.

use crate::engine::prior::{Basis, BetaPrior, Decided, USUAL_STRENGTH, beta_prior};

/// A rep's ability: the posterior of the rep's win rate, and how it shifts a deal's odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ability {
    /// Wins, with the prior's share.
    pub wins: f64,
    /// Wins and losses, with the prior's share.
    pub decided: f64,
    /// odds(the rep's posterior mean) / odds(the prior mean).
    pub odds_ratio: f64,
}

impl Ability {
    /// An average rep's, known for sure.
    pub const AVERAGE: Self = Self { wins: f64::INFINITY, decided: f64::INFINITY, odds_ratio: 1.0 };

    /// Each rep's, by place in the group.
    ///
    /// With peers the prior is the group's `beta_prior`. With fewer than four it is worth the usual
    /// 60 deals at the group's pooled win rate, (won + 0.5) / (decided + 1): `beta_prior`'s
    /// Beta(0.5, 0.5) has mean one half, which is no group's level, and shifting by it would
    /// count a lone rep's win rate twice, once in the curves and once in the odds. How sure that
    /// rate is rests on no more deals than there are: the rep's own and the others', these up to
    /// the 60.
    pub fn of_group(counts: &[Decided]) -> Vec<Self> {
        let prior = beta_prior(counts);
        if prior.basis == Basis::NoPeersYet {
            return Self::without_peers(counts);
        }
        counts.iter().map(|decided| Self::given(prior, *decided)).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of deals")]
    fn without_peers(counts: &[Decided]) -> Vec<Self> {
        let won: u64 = counts.iter().map(|rep| rep.won).sum();
        let all: u64 = counts.iter().map(|rep| rep.count()).sum();
        let mean = (won as f64 + 0.5) / (all as f64 + 1.0);
        let prior = BetaPrior {
            alpha: mean * USUAL_STRENGTH,
            beta: (1.0 - mean) * USUAL_STRENGTH,
            basis: Basis::NoPeersYet,
        };
        let of_rep = |own: &Decided| {
            let shifted = Self::given(prior, *own);
            let others = (all - own.count()) as f64;
            let decided = own.count() as f64 + others.min(USUAL_STRENGTH) + 1.0;
            Self { wins: decided * shifted.wins / shifted.decided, decided, ..shifted }
        };
        counts.iter().map(of_rep).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of deals")]
    fn given(prior: BetaPrior, counts: Decided) -> Self {
        let wins = prior.alpha + counts.won as f64;
        let decided = prior.strength() + counts.count() as f64;
        Self { wins, decided, odds_ratio: odds(wins / decided) / odds(prior.mean().share()) }
    }

    /// s' = the share won with the rep's odds: odds(s') = odds(s) x odds ratio. A share of 0 or 1
    /// stays what it is.
    pub fn shift(self, share_won: f64) -> f64 {
        let won = share_won * self.odds_ratio;
        let lost = 1.0 - share_won;
        if won + lost > 0.0 { won / (won + lost) } else { share_won }
    }

    /// How unsure the rep's win rate is: the squared coefficient of variation of its posterior,
    /// 1 / wins - 1 / decided (the delta method's variance of its log).
    pub fn relative_variance(self) -> f64 {
        (1.0 / self.wins - 1.0 / self.decided).max(0.0)
    }
}

/// Odds of a rate held to [0.001, 0.999], so that all wins or none do not make a certainty.
fn odds(rate: f64) -> f64 {
    let held = rate.clamp(0.001, 0.999);
    held / (1.0 - held)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_lone_rep_wins_as_the_lone_reps_curves_say() {
        let alone = Ability::of_group(&[Decided { won: 20, lost: 80 }]);
        let ratio = alone.first().map_or(0.0, |ability| ability.odds_ratio);
        assert!((ratio - 1.0).abs() < 0.02, "{ratio}");
    }

    #[test]
    fn a_lone_reps_rate_is_as_unsure_as_the_lone_reps_deals_leave_it() {
        // 20 of 100, and one deal at the pooled rate: near 1 / 20.3 - 1 / 101. (The prior's 60 deals
        // would be the same ones once more, and make it 1 / 32.5 - 1 / 160.)
        let alone = Ability::of_group(&[Decided { won: 20, lost: 80 }]).remove(0);
        assert!((alone.relative_variance() - 0.039_3).abs() < 2e-4, "{alone:?}");
        let of_two =
            Ability::of_group(&[Decided { won: 20, lost: 80 }, Decided { won: 2, lost: 8 }]);
        // The newcomer leans on 60 of the other's deals.
        assert!((of_two[1].decided - 71.0).abs() < 1e-12, "{of_two:?}");
        assert!((of_two[0].decided - 111.0).abs() < 1e-12);
    }

    #[test]
    fn a_newcomer_wins_as_the_group_does() {
        let group = [(9, 30), (12, 20), (30, 31), (8, 40), (0, 0)];
        let group = group.map(|(won, lost)| Decided { won, lost });
        let newcomer = Ability::of_group(&group).pop().unwrap();
        assert!((newcomer.odds_ratio - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn a_shifted_share_is_a_share_and_moves_with_the_odds(won in 0_u64..99, lost in 0_u64..99, share in 0.0..=1.0) {
            let ability = Ability::given(BetaPrior { alpha: 20.0, beta: 40.0, basis: Basis::Fitted }, Decided { won, lost });
            let shifted = ability.shift(share);
            prop_assert!((0.0..=1.0).contains(&shifted));
            prop_assert_eq!(shifted >= share, ability.odds_ratio >= 1.0 || shifted.to_bits() == share.to_bits());
        }
    }
}
