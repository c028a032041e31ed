//! The chance of enough wins, where all deals are taken to be equal.

use crate::domain::Rate;
use statrs::function::beta::checked_ln_beta;
use statrs::function::gamma::ln_gamma;

/// What is known of a win rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WinRate {
    /// Stated, and taken at its word: wins are binomial.
    Stated(Rate),
    /// Learned from decided deals, so itself uncertain: Beta(alpha, beta), and wins are
    /// beta-binomial. Both parameters are meant to be positive and finite; the chance of any
    /// win is 0 where they are not.
    Learned {
        /// Wins, with the prior's share.
        alpha: f64,
        /// Losses, with the prior's share.
        beta: f64,
    },
}

impl WinRate {
    /// From counts of decided deals alone, with Jeffreys' prior Beta(0.5, 0.5) (Jeffreys,
    /// *Theory of Probability*, 1946): right at 0 and at all wins too.
    pub fn from_counts(won: u64, lost: u64) -> Self {
        Self::Learned { alpha: won as f64 + 0.5, beta: lost as f64 + 0.5 }
    }

    /// Its expected value.
    pub fn mean(self) -> Rate {
        match self {
            Self::Stated(rate) => rate,
            Self::Learned { alpha, beta } => Rate::clamped(alpha / (alpha + beta)),
        }
    }
}

/// The chance that at least `wins_needed` of `deals` equal deals are won: binomial for a stated
/// win rate, beta-binomial for a learned one (Skellam, JRSS B 10, 1948).
///
/// No wins needed is certain; more wins than deals is impossible. Takes time in proportion to
/// the smaller of the two tails.
///
/// ```
/// use ridealong::domain::Rate;
/// use ridealong::engine::chance::{WinRate, chance_equal_deals};
/// let coin = WinRate::Stated(Rate::new(0.5).unwrap());
/// assert!((chance_equal_deals(4, 2, coin).share() - 11.0 / 16.0).abs() < 1e-12);
/// ```
pub fn chance_equal_deals(deals: u64, wins_needed: u64, win_rate: WinRate) -> Rate {
    if wins_needed == 0 {
        return Rate::ONE;
    }
    if wins_needed > deals {
        return Rate::ZERO;
    }
    let wins = match win_rate {
        WinRate::Stated(rate) if rate == Rate::ZERO => return Rate::ZERO,
        WinRate::Stated(rate) if rate == Rate::ONE => return Rate::ONE,
        _ => Wins { deals, win_rate },
    };
    // Sum whichever tail has fewer terms.
    if wins_needed <= deals - wins_needed {
        Rate::clamped(1.0 - wins.sum(0, wins_needed - 1))
    } else {
        Rate::clamped(wins.sum(wins_needed, deals))
    }
}

/// The fewest equal deals whose chance of at least `wins_needed` wins reaches `confidence`.
///
/// `None` where no number of deals does: a win rate of 0, a confidence of 1 or more (or NaN)
/// with a win rate below 1, or more than a billion deals.
pub fn deals_needed(wins_needed: u64, confidence: f64, win_rate: WinRate) -> Option<u64> {
    /// Nobody works so many; and beyond it the logarithms lose the digits that matter.
    const MOST: u64 = 1_000_000_000;
    let reaches = |deals| chance_equal_deals(deals, wins_needed, win_rate).share() >= confidence;
    // Double until it is enough, then halve the gap: the chance never falls as deals are added.
    let mut enough = wins_needed;
    while !reaches(enough) {
        if confidence.is_nan() || confidence >= 1.0 || enough >= MOST {
            return None;
        }
        enough = (enough * 2).clamp(1, MOST);
    }
    let mut too_few = if enough == wins_needed { return Some(enough) } else { enough / 2 };
    while enough - too_few > 1 {
        let middle = u64::midpoint(too_few, enough);
        if reaches(middle) { enough = middle } else { too_few = middle }
    }
    Some(enough)
}

/// The number of wins among equal deals, as a distribution.
struct Wins {
    deals: u64,
    win_rate: WinRate,
}

impl Wins {
    /// P(first <= wins <= last), summed from the largest term outwards, so that no term that
    /// matters underflows; it stops once what is left can't change the sum's last digits.
    fn sum(&self, first: u64, last: u64) -> f64 {
        let start = self.mode().clamp(first, last);
        let peak = self.ln_probability(start).exp();
        let mut total = peak;
        let mut term = peak;
        for wins in start..last {
            term *= self.ratio(wins);
            total += term;
            if term <= total * 1e-18 {
                break;
            }
        }
        term = peak;
        for wins in (first..start).rev() {
            term /= self.ratio(wins);
            total += term;
            if term <= total * 1e-18 {
                break;
            }
        }
        total
    }

    /// P(wins + 1) / P(wins).
    fn ratio(&self, wins: u64) -> f64 {
        let (n, k) = (self.deals as f64, wins as f64);
        let odds = match self.win_rate {
            WinRate::Stated(rate) => rate.share() / (1.0 - rate.share()),
            WinRate::Learned { alpha, beta } => (k + alpha) / (n - k - 1.0 + beta),
        };
        (n - k) / (k + 1.0) * odds
    }

    /// Near the likeliest number of wins: exact enough to start from.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to deals")]
    fn mode(&self) -> u64 {
        (self.deals as f64 * self.win_rate.mean().share()).floor() as u64
    }

    fn ln_probability(&self, wins: u64) -> f64 {
        let (n, k) = (self.deals as f64, wins as f64);
        // (The library's own ln_binomial cuts its counts to 32 bits in a browser.)
        let ln_factorial = |count: f64| ln_gamma(count + 1.0);
        let ways = ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
        match self.win_rate {
            WinRate::Stated(rate) => {
                ways + k * rate.share().ln() + (n - k) * (-rate.share()).ln_1p()
            }
            WinRate::Learned { alpha, beta } => {
                let ln_beta = |a, b| checked_ln_beta(a, b).unwrap_or(f64::NEG_INFINITY);
                ways + ln_beta(k + alpha, n - k + beta) - ln_beta(alpha, beta)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_win_rate() -> impl Strategy<Value = WinRate> {
        prop_oneof![
            (0.0..=1.0).prop_map(|share| WinRate::Stated(Rate::clamped(share))),
            (0_u64..300, 0_u64..300).prop_map(|(won, lost)| WinRate::from_counts(won, lost)),
        ]
    }

    #[test]
    fn no_wins_needed_is_certain_and_more_wins_than_deals_is_impossible() {
        let rate = WinRate::from_counts(3, 9);
        assert_eq!(chance_equal_deals(0, 0, rate), Rate::ONE);
        assert_eq!(chance_equal_deals(3, 4, rate), Rate::ZERO);
    }

    #[test]
    fn a_win_rate_of_nothing_has_no_number_of_deals_that_does_it() {
        assert_eq!(deals_needed(1, 0.8, WinRate::Stated(Rate::ZERO)), None);
        assert_eq!(deals_needed(4, 1.0, WinRate::Stated(Rate::clamped(0.5))), None);
        assert_eq!(deals_needed(4, f64::NAN, WinRate::Stated(Rate::clamped(0.5))), None);
        assert_eq!(deals_needed(0, 0.8, WinRate::Stated(Rate::ZERO)), Some(0));
    }

    #[test]
    fn broken_parameters_give_no_chance_instead_of_a_panic() {
        for (alpha, beta) in [(f64::NAN, 1.0), (-1.0, 2.0), (0.0, 0.0), (f64::INFINITY, 1.0)] {
            let chance = chance_equal_deals(9, 3, WinRate::Learned { alpha, beta });
            assert!((0.0..=1.0).contains(&chance.share()), "{alpha} {beta}");
        }
    }

    proptest! {
        #[test]
        fn one_more_deal_never_lowers_the_chance(deals in 0_u64..2_000, wins in 0_u64..200, rate in any_win_rate()) {
            let fewer = chance_equal_deals(deals, wins, rate).share();
            let more = chance_equal_deals(deals + 1, wins, rate).share();
            prop_assert!(more >= fewer - 1e-11, "{fewer} then {more}");
        }

        #[test]
        fn one_more_win_needed_never_raises_the_chance(deals in 0_u64..500, wins in 0_u64..500, rate in any_win_rate()) {
            let easier = chance_equal_deals(deals, wins, rate).share();
            let harder = chance_equal_deals(deals, wins + 1, rate).share();
            prop_assert!(harder <= easier + 1e-11);
        }

        #[test]
        fn the_deals_needed_are_enough_and_one_fewer_is_not(wins in 1_u64..100, confidence in 0.05..0.99, share in 0.01..=1.0) {
            let rate = WinRate::Stated(Rate::clamped(share));
            let deals = deals_needed(wins, confidence, rate).unwrap();
            prop_assert!(chance_equal_deals(deals, wins, rate).share() >= confidence);
            prop_assert!(chance_equal_deals(deals - 1, wins, rate).share() < confidence);
        }
    }
}
