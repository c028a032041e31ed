//! How amounts and sales cycles vary around their middle.

use crate::intake::sample_team::draws::Quantiles;

/// How far a rep's deals differ in size: log-normal, with this standard deviation of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// 0.3: much the same.
    Narrow,
    /// 0.5: as deals of one kind usually are.
    Usual,
    /// 0.7: some are several times others.
    Wide,
}

impl Spread {
    /// An amount over the mean amount. Quantiles of the log-normal from 1.2% to 98.8%, scaled to
    /// a mean of 1.
    pub const fn sizes(self) -> &'static Quantiles {
        match self {
            Self::Narrow => &[
                486, 604, 678, 733, 782, 826, 870, 913, 957, 1_003, 1_053, 1_108, 1_172, 1_249,
                1_351, 1_516, 1_884,
            ],
            Self::Usual => &[
                286, 411, 498, 568, 632, 693, 755, 818, 885, 958, 1_038, 1_130, 1_240, 1_380,
                1_574, 1_907, 2_737,
            ],
            Self::Wide => &[
                162, 269, 352, 424, 492, 560, 631, 706, 789, 880, 986, 1_110, 1_264, 1_467, 1_764,
                2_308, 3_829,
            ],
        }
    }

    /// The standard deviation of an amount over its mean.
    pub const fn coefficient_of_variation(self) -> f64 {
        match self {
            Self::Narrow => 0.298,
            Self::Usual => 0.506,
            Self::Wide => 0.729,
        }
    }
}

/// The days that a deal took over the rep's median, won or lost alike: log-normal, with a standard
/// deviation of the log of 0.45, from 1.2% to 98.8%.
pub const CYCLE: Quantiles = [
    362, 501, 596, 671, 738, 803, 866, 932, 1_000, 1_073, 1_154, 1_246, 1_355, 1_491, 1_678, 1_994,
    2_761,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The mean and the variance of what runs straight between quantiles.
    fn moments(quantiles: &Quantiles) -> (f64, f64) {
        let pairs = || quantiles.windows(2).map(|pair| (f64::from(pair[0]), f64::from(pair[1])));
        let mean = pairs().map(|(a, b)| f64::midpoint(a, b)).sum::<f64>() / 16.0;
        let square = pairs().map(|(a, b)| (a * a + a * b + b * b) / 3.0).sum::<f64>() / 16.0;
        (mean / 1_000.0, (square - mean * mean).sqrt() / mean)
    }

    #[test]
    fn sizes_have_the_mean_one_and_the_spread_that_is_said() {
        for spread in [Spread::Narrow, Spread::Usual, Spread::Wide] {
            let (mean, variation) = moments(spread.sizes());
            assert!((mean - 1.0).abs() < 0.001, "{spread:?}: {mean}");
            assert!((variation - spread.coefficient_of_variation()).abs() < 0.001, "{variation}");
        }
    }

    #[test]
    fn half_of_the_deals_take_no_longer_than_the_median() {
        assert_eq!(CYCLE[8], 1_000);
        assert!(CYCLE.is_sorted());
    }
}
