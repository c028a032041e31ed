//! A smooth curve through a few points that never overshoots them.

/// The value at `x` of the monotone cubic through points of rising x: where the points rise (or
/// fall), so does the curve, without a wave between them (Fritsch and Carlson, SIAM Journal on
/// Numerical Analysis 17, 1980; slopes by the harmonic mean of Fritsch and Butland, 1984). Flat
/// beyond the ends. `None` of no points.
pub fn monotone_cubic(points: &[(f64, f64)], x: f64) -> Option<f64> {
    let (first, last) = (points.first()?, points.last()?);
    if x <= first.0 {
        return Some(first.1);
    }
    let Some(end) = points.iter().position(|point| x < point.0) else { return Some(last.1) };
    let at = |index: usize| points.get(index).copied();
    let start = end.checked_sub(1)?;
    let (from, to) = (at(start)?, at(end)?);
    let before = start.checked_sub(1).and_then(at);
    let slope = secant(from, to);
    let slope_from = before.map_or(slope, |before| between(secant(before, from), slope));
    let slope_to = at(end + 1).map_or(slope, |after| between(slope, secant(to, after)));
    let width = to.0 - from.0;
    let t = (x - from.0) / width;
    let (t2, t3) = (t * t, t * t * t);
    let value = (2.0 * t3 - 3.0 * t2 + 1.0) * from.1
        + (t3 - 2.0 * t2 + t) * width * slope_from
        + (3.0 * t2 - 2.0 * t3) * to.1
        + (t3 - t2) * width * slope_to;
    Some(value)
}

fn secant(from: (f64, f64), to: (f64, f64)) -> f64 {
    (to.1 - from.1) / (to.0 - from.0)
}

/// The slope at a point between two secants: their harmonic mean, or flat at a turn.
fn between(before: f64, after: f64) -> f64 {
    if before * after > 0.0 { 2.0 * before * after / (before + after) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_goes_through_its_points_and_straight_lines_stay_straight() {
        let points = [(0.0, 1.0), (1.0, 3.0), (3.0, 7.0)];
        for (x, y) in [(-1.0, 1.0), (0.0, 1.0), (0.5, 2.0), (1.0, 3.0), (2.0, 5.0), (9.0, 7.0)] {
            assert!((monotone_cubic(&points, x).unwrap() - y).abs() < 1e-12);
        }
        assert_eq!(monotone_cubic(&[], 1.0), None);
        assert_eq!(monotone_cubic(&[(2.0, 5.0)], 1.0), Some(5.0));
    }

    proptest! {
        #[test]
        fn where_the_points_rise_the_curve_never_falls(steps in prop::collection::vec((0.1..2.0, 0.0..1.0), 2..12), x in 0.0..20.0, more in 0.0..1.0) {
            let points: Vec<(f64, f64)> = steps
                .iter()
                .scan((0.0, 0.0), |at, step| {
                    *at = (at.0 + step.0, at.1 + step.1);
                    Some(*at)
                })
                .collect();
            let (one, next) = (monotone_cubic(&points, x).unwrap(), monotone_cubic(&points, x + more).unwrap());
            prop_assert!(next >= one - 1e-9);
        }
    }
}
