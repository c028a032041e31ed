//! A line that pauses where a label stands, so that no label is crossed.

use crate::charts::geometry::Area;

/// Between a label and the line that pauses for it.
const AIR: f64 = 2.0;
/// A part of a line below this is a speck.
const LEAST: f64 = 3.0;

/// The parts of an upright line, from top to bottom, that no label stands on.
pub fn upright(x: f64, (top, bottom): (f64, f64), labels: &[Area]) -> Vec<(f64, f64)> {
    let crossed = labels.iter().map(|label| label.grown(AIR));
    let crossed = crossed.filter(|label| label.left <= x && x <= label.right);
    parts((top, bottom), crossed.map(|label| (label.top, label.bottom)).collect())
}

/// The parts of a level line, from left to right, that no label stands on.
pub fn level(y: f64, (left, right): (f64, f64), labels: &[Area]) -> Vec<(f64, f64)> {
    let crossed = labels.iter().map(|label| label.grown(AIR));
    let crossed = crossed.filter(|label| label.top <= y && y <= label.bottom);
    parts((left, right), crossed.map(|label| (label.left, label.right)).collect())
}

fn parts((from, to): (f64, f64), mut gaps: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    gaps.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let mut at = from;
    let mut parts = Vec::with_capacity(gaps.len() + 1);
    for (start, end) in gaps {
        parts.push((at, start.min(to)));
        at = at.max(end);
    }
    parts.push((at, to));
    parts.retain(|(start, end)| end - start >= LEAST);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LABEL: Area = Area { left: 40.0, top: 100.0, right: 90.0, bottom: 130.0 };

    #[test]
    fn a_line_pauses_at_a_label_and_goes_on_behind_it() {
        assert_eq!(upright(50.0, (20.0, 200.0), &[LABEL]), [(20.0, 98.0), (132.0, 200.0)]);
        assert_eq!(level(110.0, (0.0, 300.0), &[LABEL]), [(0.0, 38.0), (92.0, 300.0)]);
    }

    #[test]
    fn a_line_beside_a_label_is_whole_and_one_under_it_is_not_there() {
        assert_eq!(upright(95.0, (20.0, 200.0), &[LABEL]), [(20.0, 200.0)]);
        assert_eq!(level(140.0, (0.0, 300.0), &[]), [(0.0, 300.0)]);
        assert_eq!(upright(50.0, (101.0, 129.0), &[LABEL]), []);
    }

    proptest! {
        #[test]
        fn no_part_touches_a_label_and_every_part_is_of_the_line(
            x in 0.0..300.0, from in 0.0..150.0, long in 0.0..200.0,
            labels in prop::collection::vec((0.0..300.0, 0.0..300.0, 1.0..90.0, 1.0..40.0), 0..5),
        ) {
            let labels: Vec<Area> = labels
                .into_iter()
                .map(|(left, top, wide, high)| Area { left, top, right: left + wide, bottom: top + high })
                .collect();
            for (top, bottom) in upright(x, (from, from + long), &labels) {
                prop_assert!(from <= top && top < bottom && bottom <= from + long);
                for label in &labels {
                    let beside = x < label.left || x > label.right;
                    prop_assert!(beside || bottom <= label.top || top >= label.bottom);
                }
            }
        }
    }
}
