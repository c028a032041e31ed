//! The draws behind the sample team: the same in every run and on every machine.
//!
//! Whole numbers only, for the last bits of `ln` and `exp` differ between a machine and
//! WebAssembly.

/// A stream of numbers that look drawn by lot: `SplitMix64` (Steele, Lea and Flood, *Fast
/// splittable pseudorandom number generators*, OOPSLA 2014; constants of S. Vigna's reference).
#[derive(Clone, Debug)]
pub struct Draws {
    state: u64,
}

/// The values at 17 evenly spaced quantiles of a distribution, in thousandths; between two of
/// them it runs straight.
pub type Quantiles = [u32; 17];

impl Draws {
    /// The stream that begins with a state.
    pub const fn new(state: u64) -> Self {
        Self { state }
    }

    /// The stream that belongs to what these numbers name, such as a rep and a week. Streams of
    /// different names have nothing to do with each other.
    pub fn of(names: &[u32]) -> Self {
        let state = names.iter().fold(0, |state, name| {
            let mut named = Self::new(state ^ u64::from(*name));
            named.next()
        });
        Self::new(state)
    }

    /// The next 64 bits.
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A whole number from 0 up to but not `bound` (0 for a bound of 0), each as likely to one
    /// part in 2^32: the upper half of a product (D. Lemire, *Fast random integer generation in
    /// an interval*, 2019).
    pub const fn below(&mut self, bound: u32) -> u32 {
        let upper = self.next() >> 32;
        ((upper * bound as u64) >> 32) as u32
    }

    /// Whether something of this chance, in percent, happens.
    pub const fn happens(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of a list; `None` of an empty one.
    pub fn one_of<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        let at = self.below(u32::try_from(list.len()).unwrap_or(u32::MAX));
        list.get(usize::try_from(at).unwrap_or(usize::MAX)).copied()
    }

    /// A value of a distribution, in thousandths.
    pub fn value(&mut self, quantiles: &Quantiles) -> u32 {
        let (at, between) = (self.below(16), self.below(1_000));
        let quantile = |at: u32| {
            usize::try_from(at).ok().and_then(|at| quantiles.get(at)).copied().unwrap_or_default()
        };
        let (low, high) = (quantile(at), quantile(at + 1));
        low + high.saturating_sub(low) * between / 1_000
    }

    /// How often something happened that happens so many tenths of times on average: nearly
    /// Poisson, as the number of at least 50 equal chances, of one in five or less, that came
    /// true.
    pub fn count(&mut self, mean_tenths: u32) -> u32 {
        let chances = (mean_tenths / 2).max(50);
        (0..chances).map(|_| u32::from(self.below(chances * 10) < mean_tenths)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        // The reference implementation's first outputs for the seed 1234567.
        let mut draws = Draws::new(1_234_567);
        let published =
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([draws.next(), draws.next(), draws.next()], published);
    }

    #[test]
    fn each_number_below_a_bound_comes_about_as_often() {
        let mut draws = Draws::of(&[1, 2]);
        let mut seen = [0_u32; 10];
        for _ in 0..100_000 {
            seen[usize::try_from(draws.below(10)).unwrap()] += 1;
        }
        // 10,000 each, with a standard deviation of 95.
        assert!(seen.iter().all(|count| count.abs_diff(10_000) < 400), "{seen:?}");
        assert_eq!(draws.below(0), 0);
    }

    #[test]
    fn a_count_has_its_mean_and_spread() {
        let mut draws = Draws::of(&[3]);
        let counts: Vec<f64> = (0..2_000).map(|_| f64::from(draws.count(35))).collect();
        let mean = counts.iter().sum::<f64>() / 2_000.0;
        let variance = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / 2_000.0;
        assert!((mean - 3.5).abs() < 0.15, "{mean}");
        assert!((variance - 3.5).abs() < 0.5, "{variance}");
    }

    #[test]
    fn streams_of_other_names_are_other_streams() {
        let first = |names: &[u32]| Draws::of(names).next();
        assert_ne!(first(&[1, 2]), first(&[2, 1]));
        assert_ne!(first(&[1]), first(&[1, 0]));
        assert_eq!(first(&[7, 8]), first(&[7, 8]));
    }
}
