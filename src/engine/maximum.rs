//! Where a smooth function of one number is largest, or crosses zero: all that the fits need.

/// Steps of halving: an interval of width 10 shrinks below 1e-15 of itself.
const HALVINGS: usize = 54;

/// Where a falling function crosses zero between `low` and `high`, by halving; the end at which
/// it is nearest to zero where it does not cross.
pub fn zero_of_falling(low: f64, high: f64, function: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if function(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The place of the largest value between `low` and `high` of a function whose `slope` is
/// known: a scan of `value` at 25 even places finds the hill, halving on `slope` its top. One
/// hill narrower than a 24th of the range may be missed; a likelihood times a prior has none.
pub fn place_of_maximum(
    low: f64,
    high: f64,
    value: impl Fn(f64) -> f64,
    slope: impl Fn(f64) -> f64,
) -> f64 {
    const PLACES: u32 = 24;
    let step = (high - low) / f64::from(PLACES);
    let place = |index: u32| low + step * f64::from(index);
    let mut best = (0, f64::NEG_INFINITY);
    for index in 0..=PLACES {
        let height = value(place(index));
        if height > best.1 {
            best = (index, height);
        }
    }
    zero_of_falling(place(best.0.saturating_sub(1)), place((best.0 + 1).min(PLACES)), slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(top: f64, expected: f64) {
        let found = place_of_maximum(0.0, 5.0, |x| -(x - top).powi(2), |x| top - x);
        assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
    }

    #[test]
    fn the_top_of_a_hill_is_found_and_an_end_where_it_only_rises() {
        case(1.234, 1.234);
        case(4.999, 4.999);
        case(9.0, 5.0);
        case(-1.0, 0.0);
    }
}
