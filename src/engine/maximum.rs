//! Where a smooth function of one number is largest, or crosses zero: all that the fits need.

/// Steps, at most: halving every other time brings an interval of width 10 below 1e-15.
const STEPS: usize = 108;

/// Where a falling function crosses zero between `low` and `high`; the end at which it is nearest
/// to zero where it does not cross. False position with the Illinois weight (Dowell and Jarratt,
/// BIT 11, 1971), and halving wherever that gained less than half: some 10 steps.
pub fn zero_of_falling(low: f64, high: f64, function: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low, high);
    let (mut above, mut below) = (function(low), function(high));
    if above <= 0.0 {
        return low;
    }
    if below >= 0.0 {
        return high;
    }
    let nearby = 1e-15 * low.abs().max(high.abs());
    let mut halve = false;
    for _ in 0..STEPS {
        let width = high - low;
        if width <= nearby {
            break;
        }
        let by_secant = low + width * above / (above - below);
        let guess = if halve || !(low < by_secant && by_secant < high) {
            f64::midpoint(low, high)
        } else {
            by_secant
        };
        let value = function(guess);
        if value == 0.0 {
            return guess;
        } else if value > 0.0 {
            (low, above) = (guess, value);
            below /= 2.0;
        } else {
            (high, below) = (guess, value);
            above /= 2.0;
        }
        halve = high - low > width / 2.0;
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
    fn a_crossing_is_found_however_steep_and_wherever_the_function_is_infinite() {
        for root in [1e-9_f64, 0.3, 0.999_999] {
            let steep = zero_of_falling(0.0, 1.0, |x| root.ln() - x.ln());
            assert!((steep - root).abs() < 1e-12, "{steep}");
            let flat = zero_of_falling(0.0, 1.0, |x| (root - x).powi(5));
            assert!((flat - root).abs() < 1e-6, "{flat}");
        }
    }

    #[test]
    fn the_top_of_a_hill_is_found_and_an_end_where_it_only_rises() {
        case(1.234, 1.234);
        case(4.999, 4.999);
        case(9.0, 5.0);
        case(-1.0, 0.0);
    }
}
