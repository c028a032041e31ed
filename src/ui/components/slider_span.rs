//! The span of a slider that fits its value.

use super::quantity::Limits;
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

    /// A span from the least value on in which the value lies at about two fifths, in about 150
    /// round steps of at least 1. `usual` stands in for a value of nothing.
    pub fn fitting(value: f64, usual: f64, limits: Limits) -> Self {
        let value = if value.is_finite() && value > 0.0 { value } else { usual };
        let most = round_end(value * 2.5).max(10.0).min(limits.most);
        Self { least: limits.least, most, step: round_step(most / 150.0).max(1.0) }
    }

    /// Whether a value lies well inside: then the span stays as it is, so that the thumb does
    /// not jump when it is let go.
    pub fn suits(&self, value: f64) -> bool {
        let part = (value - self.least) / (self.most - self.least);
        (0.08..=0.92).contains(&part)
    }

    /// The next value up or down on the span's grid, not below its left end.
    pub fn stepped(&self, value: f64, up: bool) -> f64 {
        let place = value / self.step;
        // So that rounding does not take a value on the grid for one beside it.
        let next = if up { (place + 1e-6).floor() + 1.0 } else { (place - 1e-6).ceil() - 1.0 };
        (next * self.step).max(self.least)
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
        let span = SliderSpan::fitting(118_000.0, 100_000.0, Limits::MONEY);
        assert_eq!((span.most, span.step), (300_000.0, 2_000.0));
    }

    #[test]
    fn a_small_count_goes_by_ones() {
        let span = SliderSpan::fitting(12.0, 20.0, Limits::COUNT);
        assert_eq!((span.most, span.step), (30.0, 1.0));
        assert_eq!((span.stepped(12.0, true), span.stepped(12.0, false)), (13.0, 11.0));
        assert_eq!(span.stepped(0.0, false), 0.0);
    }

    #[test]
    fn a_value_beside_the_grid_goes_to_the_next_one_on_it() {
        let span = SliderSpan::fitting(118_000.0, 100_000.0, Limits::MONEY);
        assert_eq!(span.stepped(117_900.0, true), 118_000.0);
        assert_eq!(span.stepped(117_900.0, false), 116_000.0);
        assert_eq!(span.stepped(118_000.0, true), 120_000.0);
    }

    #[test]
    fn a_span_begins_at_the_least_value_that_is_taken() {
        let weeks = SliderSpan::fitting(9.0, 10.0, Limits { least: 1.0, most: 520.0 });
        assert_eq!(weeks.least, 1.0);
        assert_eq!(weeks.stepped(1.0, false), 1.0);
    }

    proptest! {
        #[test]
        fn a_new_span_suits_its_value(value in 10.0..1e11) {
            let span = SliderSpan::fitting(value, 1_000.0, Limits::MONEY);
            prop_assert!(span.suits(value), "{span:?} for {value}");
            prop_assert!(span.step > 0.0 && span.most / span.step >= 10.0 - 1e-9);
        }
    }
}
