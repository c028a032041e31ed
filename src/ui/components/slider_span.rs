//! The span of a slider that fits its value.

use crate::charts::scale::round_step;

/// From where to where a slider goes, and by how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SliderSpan {
    /// Its left end.
    pub least: f64,
    /// Its right end.
    pub most: f64,
    /// What one step changes.
    pub step: f64,
}

impl SliderSpan {
    /// A span that never changes, for shares.
    pub const fn fixed(least: f64, most: f64, step: f64) -> Self {
        Self { least, most, step }
    }

    /// A span from 0 on in which the value lies at about two fifths, in about 150 round steps.
    /// `usual` stands in for a value of nothing; `finest` is the smallest step that makes sense
    /// and `limit` the largest value that is taken.
    pub fn fitting(value: f64, usual: f64, finest: f64, limit: f64) -> Self {
        let value = if value.is_finite() && value > 0.0 { value } else { usual };
        let most = round_end(value * 2.5).max(finest * 10.0).min(limit);
        Self { least: 0.0, most, step: round_step(most / 150.0).max(finest) }
    }

    /// Whether a value lies well inside: then the span stays as it is, so that the thumb does
    /// not jump when it is let go.
    pub fn suits(&self, value: f64) -> bool {
        let part = (value - self.least) / (self.most - self.least);
        (0.08..=0.92).contains(&part)
    }

    /// The value one step up or down, on the span's grid and not below its left end.
    pub fn stepped(&self, value: f64, steps: f64) -> f64 {
        let on_grid = (value / self.step).round() * self.step;
        (on_grid + steps * self.step).max(self.least)
    }

    /// How far along a value is, from 0 to 1.
    pub fn part(&self, value: f64) -> f64 {
        ((value - self.least) / (self.most - self.least)).clamp(0.0, 1.0)
    }
}

/// The least round number that is not below: 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten.
fn round_end(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .map(|factor| factor * power)
        .into_iter()
        .find(|end| *end >= least * (1.0 - 1e-9))
        .unwrap_or(least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_typical_amount_lies_at_about_two_fifths() {
        let span = SliderSpan::fitting(118_000.0, 100_000.0, 1.0, 1e12);
        assert_eq!((span.most, span.step), (300_000.0, 2_000.0));
    }

    #[test]
    fn a_small_count_goes_by_ones() {
        let span = SliderSpan::fitting(12.0, 20.0, 1.0, 1e9);
        assert_eq!((span.most, span.step), (30.0, 1.0));
        assert_eq!(span.stepped(12.0, 1.0), 13.0);
        assert_eq!(span.stepped(0.0, -1.0), 0.0);
    }

    proptest! {
        #[test]
        fn a_new_span_suits_its_value(value in 10.0..1e11) {
            let span = SliderSpan::fitting(value, 1_000.0, 1.0, 1e12);
            prop_assert!(span.suits(value), "{span:?} for {value}");
            prop_assert!(span.step > 0.0 && span.most / span.step >= 10.0 - 1e-9);
        }
    }
}
