//! The chance of enough wins for every number of deals, from nothing up.

use crate::domain::Rate;
use crate::engine::chance::{WinRate, chance_equal_deals};
use statrs::function::beta::checked_ln_beta;

/// The logarithm below which a chance is 0 to the machine.
const LN_LEAST: f64 = -700.0;

/// [`chance_equal_deals`] for 0, 1, 2 deals and so on up to `most`, in about the time of one of
/// them.
///
/// One more deal adds the chance that it is the one that brings the last win that was missing.
/// For that number of deals the chances are negative binomial where the win rate is stated and
/// beta-negative-binomial where it is learned (Johnson, Kemp and Kotz, *Univariate Discrete
/// Distributions*, 2005, chapters 5 and 6), and each follows from the one before.
pub fn chances_by_deals(most: u32, wins_needed: u64, win_rate: WinRate) -> Vec<Rate> {
    let direct = |deals| chance_equal_deals(u64::from(deals), wins_needed, win_rate);
    let first = first_ln(wins_needed, win_rate).filter(|ln| *ln > LN_LEAST);
    let (Some(ln), 1..) = (first, wins_needed) else {
        return (0..=most).map(direct).collect();
    };
    let wins = wins_needed as f64;
    let mut last_win_now = ln.exp();
    let mut chance = 0.0;
    (0..=most)
        .map(|deals| {
            if u64::from(deals) >= wins_needed {
                chance += last_win_now;
                let deals = f64::from(deals);
                last_win_now *= deals / (deals - wins + 1.0)
                    * match win_rate {
                        WinRate::Stated(rate) => 1.0 - rate.share(),
                        WinRate::Learned { alpha, beta } => {
                            (beta + deals - wins) / (alpha + beta + deals)
                        }
                    };
            }
            Rate::clamped(chance)
        })
        .collect()
}

/// The logarithm of the chance that the first deals are all won. None where it can't be said.
fn first_ln(wins_needed: u64, win_rate: WinRate) -> Option<f64> {
    let wins = wins_needed as f64;
    let ln = match win_rate {
        WinRate::Stated(rate) => wins * rate.share().ln(),
        WinRate::Learned { alpha, beta } => {
            checked_ln_beta(alpha + wins, beta).ok()? - checked_ln_beta(alpha, beta).ok()?
        }
    };
    Some(ln).filter(|ln| ln.is_finite() || *ln == f64::NEG_INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn as_one_by_one(most: u32, wins: u64, win_rate: WinRate) {
        let chances = chances_by_deals(most, wins, win_rate);
        assert_eq!(chances.len(), most as usize + 1);
        for (deals, chance) in (0..).zip(chances) {
            let alone = chance_equal_deals(deals, wins, win_rate).share();
            assert!((chance.share() - alone).abs() < 1e-9, "{deals}: {chance:?}, alone {alone}");
        }
    }

    #[test]
    fn what_has_no_first_chance_to_go_by_is_worked_out_one_by_one() {
        as_one_by_one(30, 0, WinRate::from_counts(3, 9));
        as_one_by_one(30, 4, WinRate::Stated(Rate::ZERO));
        as_one_by_one(30, 4, WinRate::Stated(Rate::ONE));
        as_one_by_one(60, 4_000, WinRate::from_counts(1, 900));
        as_one_by_one(700, 400, WinRate::Stated(Rate::clamped(0.02)));
        for (alpha, beta) in [(f64::NAN, 1.0), (-1.0, 2.0), (0.0, 0.0), (f64::INFINITY, 1.0)] {
            as_one_by_one(9, 3, WinRate::Learned { alpha, beta });
        }
    }

    proptest! {
        #[test]
        fn each_chance_is_that_of_so_many_deals(
            most in 0_u32..400, wins in 0_u64..60, won in 0_u64..300, lost in 0_u64..300,
            share in 0.0..=1.0,
        ) {
            as_one_by_one(most, wins, WinRate::from_counts(won, lost));
            as_one_by_one(most, wins, WinRate::Stated(Rate::clamped(share)));
        }
    }
}
