//! From a value to its place on the picture, and the round values worth a guide line.

/// A straight-line scale from values to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// Maps the values `from.0..=from.1` to the pixels `to.0..=to.1`. Values without extent all
    /// map to the first pixel.
    pub const fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        Self { from, to }
    }

    /// The pixel of a value. Values outside stop at the scale's ends.
    pub fn pixel(self, value: f64) -> f64 {
        let extent = self.from.1 - self.from.0;
        let part =
            if extent > 0.0 { ((value - self.from.0) / extent).clamp(0.0, 1.0) } else { 0.0 };
        self.to.0 + part * (self.to.1 - self.to.0)
    }

    /// The value under a pixel, stopping at the scale's ends.
    pub fn value(self, pixel: f64) -> f64 {
        let extent = self.to.1 - self.to.0;
        if extent == 0.0 {
            return self.from.0;
        }
        let part = ((pixel - self.to.0) / extent).clamp(0.0, 1.0);
        self.from.0 + part * (self.from.1 - self.from.0)
    }
}

/// Round values from 0 up to `end` (1, 2 or 5 times a power of ten apart), at most `most` steps.
/// Just 0 where `end` is not positive and finite.
pub fn round_ticks(end: f64, most: u32) -> Vec<f64> {
    if !end.is_finite() || end <= 0.0 || most == 0 {
        return vec![0.0];
    }
    let step = round_step(end / f64::from(most));
    (0..=most)
        .map(|tick| f64::from(tick) * step)
        .take_while(|value| *value <= end * (1.0 + 1e-9))
        .collect()
}

/// The least of 1, 2, 5 times a power of ten that is not below `least`.
pub fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|factor| factor * power)
        .into_iter()
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(power * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(round_ticks(8.0, 4), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(round_ticks(10.6, 4), [0.0, 5.0, 10.0]);
        assert_eq!(round_ticks(84.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(round_ticks(f64::NAN, 4), [0.0]);
    }

    proptest! {
        #[test]
        fn a_pixel_gives_its_value_back(end in 0.1..1e9, part in 0.0..=1.0) {
            let scale = Scale::new((0.0, end), (8.0, 700.0));
            let value = part * end;
            prop_assert!((scale.value(scale.pixel(value)) - value).abs() <= end * 1e-12);
        }

        #[test]
        fn there_are_never_more_steps_than_asked(end in 1e-6..1e12, most in 3_u32..10) {
            let ticks = round_ticks(end, most);
            prop_assert!(ticks.len() <= most as usize + 1 && ticks.len() >= 2);
        }
    }
}
