//! A scale that is cut where its values stop being comparable: one huge value would squash all
//! others. Beyond the cut values stand in their order, evenly apart and to no scale.

use crate::charts::scale::Scale;

/// The middle value is drawn at least this part of the scale long.
const LEAST_PART: f64 = 6.0;
/// From the end of the scale to the first value beyond it: room for the cut.
const CUT: f64 = 30.0;
/// From one value beyond the cut to the next.
const APART: f64 = 14.0;

/// Which values are to scale, before it is known how many pixels there are.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// The last value to scale, above 0.
    pub end: f64,
    /// Those beyond it, each once and in order.
    pub beyond: Vec<f64>,
}

impl Cut {
    /// Where to cut for `values` of which the `leading` ones say what is usual: at the last value
    /// that is at most six times the lower median of the leading ones above 0. No cut where none
    /// is.
    pub fn of(leading: &[f64], others: &[f64]) -> Self {
        let mut usual: Vec<f64> = leading.iter().copied().filter(|value| *value > 0.0).collect();
        usual.sort_unstable_by(f64::total_cmp);
        let median = usual.get(usual.len().saturating_sub(1) / 2).copied().unwrap_or(1.0);
        let (within, mut beyond): (Vec<f64>, Vec<f64>) =
            leading.iter().chain(others).copied().partition(|value| *value <= median * LEAST_PART);
        beyond.sort_unstable_by(f64::total_cmp);
        beyond.dedup();
        let end = within.into_iter().fold(0.0, f64::max);
        Self { end: if end > 0.0 { end } else { 1.0 }, beyond }
    }

    /// The pixels that the values beyond the cut take.
    pub fn beyond_width(&self) -> f64 {
        let last = self.beyond.len().saturating_sub(1) as f64;
        if self.beyond.is_empty() { 0.0 } else { CUT + last * APART }
    }

    /// The scale from 0 at `left` to its end at `right`.
    pub const fn scale(self, left: f64, right: f64) -> CutScale {
        CutScale { scale: Scale::new((0.0, self.end), (left, right)), right, cut: self }
    }
}

/// A cut scale in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct CutScale {
    scale: Scale,
    right: f64,
    cut: Cut,
}

impl CutScale {
    /// The pixel of one of the values that it was made for.
    pub fn pixel(&self, value: f64) -> f64 {
        match self.cut.beyond.iter().position(|beyond| *beyond >= value) {
            Some(place) if self.is_beyond(value) => self.right + CUT + place as f64 * APART,
            _ => self.scale.pixel(value),
        }
    }

    /// Whether a value is beyond the cut.
    pub fn is_beyond(&self, value: f64) -> bool {
        value > self.cut.end
    }

    /// The last value to scale.
    pub const fn end(&self) -> f64 {
        self.cut.end
    }

    /// The pixel of the cut; `None` where nothing is beyond.
    pub fn cut(&self) -> Option<f64> {
        (!self.cut.beyond.is_empty()).then_some(self.right + CUT / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(leading: &[f64], others: &[f64], end: f64, beyond: &[f64]) {
        let cut = Cut::of(leading, others);
        assert_eq!((cut.end, cut.beyond.as_slice()), (end, beyond));
    }

    #[test]
    fn the_scale_ends_where_values_stop_being_comparable() {
        case(&[3.0, 4.5, 4.2, 5.0, 4.1, 5.8], &[3.1], 5.8, &[]);
        case(&[3.0, 4.5, 4.2, 5.0, 4.1, 85.0], &[], 5.0, &[85.0]);
        case(&[3.0, 4.5, 4.2, 85.0, 70.0, 85.0], &[120.0], 4.5, &[70.0, 85.0, 120.0]);
        case(&[3.0, 25.0, 26.0, 40.0, 38.0, 60.0], &[1.0], 60.0, &[]);
        case(&[3.0, 4.0, 0.0, 0.0], &[40.0], 4.0, &[40.0]);
        case(&[3.0, 0.0], &[16.0], 16.0, &[]);
        case(&[], &[], 1.0, &[]);
        case(&[0.0], &[0.0], 1.0, &[]);
    }

    proptest! {
        #[test]
        fn more_is_always_farther_right(
            leading in prop::collection::vec(0.0..1e9, 1..7), other in 0.0..1e9,
        ) {
            let scale = Cut::of(&leading, &[other]).scale(100.0, 400.0);
            let mut values = leading.clone();
            values.push(other);
            values.sort_unstable_by(f64::total_cmp);
            for pair in values.windows(2) {
                let [one, more] = pair else { continue };
                let (x, further) = (scale.pixel(*one), scale.pixel(*more));
                prop_assert!(if one == more { x == further } else { x < further }, "{x} {further}");
            }
        }
    }
}
