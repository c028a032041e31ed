//! Percentages as people type them into a field.

use crate::domain::Rate;
use thiserror::Error;

/// Why a typed percentage was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PercentError {
    /// Nothing was typed.
    #[error("Type a percentage, such as 35% or 1 in 4.")]
    Empty,
    /// Something that is no percentage.
    #[error("That is not a percentage: type it like 35%, 0.35 or 1 in 4.")]
    NotAPercentage,
    /// Below 0% or above 100%.
    #[error("A percentage lies between 0 and 100: type it like 35% or 1 in 4.")]
    OutOfRange,
}

/// Reads a percentage as people type it: `35 %`, `35` and `0.35` are all 35%, since a number
/// below 1 without a sign is taken for a share; `0.5%` is half a percent; `1 in 4`, `1 of 4`
/// and `1/4` are 25%. Either mark may be decimal.
///
/// # Errors
/// Says in one sentence what to type instead.
///
/// ```
/// use ridealong::intake::amounts::parse_typed_percent;
/// let percent = |text| parse_typed_percent(text).unwrap().percent();
/// assert_eq!((percent("35 %"), percent(".35"), percent("1 in 4")), (35.0, 35.0, 25.0));
/// ```
pub fn parse_typed_percent(text: &str) -> Result<Rate, PercentError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(PercentError::Empty);
    }
    let lower = text.to_lowercase();
    for between in [" in ", " out of ", " of ", "/"] {
        if let Some((part, whole)) = lower.split_once(between) {
            return share(decimal_number(part), decimal_number(whole));
        }
    }
    let (number, signed) = ["%", "percent", "per cent", "pct"]
        .into_iter()
        .find_map(|sign| lower.strip_suffix(sign).map(|number| (number, true)))
        .unwrap_or((&lower, false));
    let number = decimal_number(number).ok_or(PercentError::NotAPercentage)?;
    let share = if signed || number >= 1.0 { number / 100.0 } else { number };
    Rate::new(share).ok_or(PercentError::OutOfRange)
}

fn share(part: Option<f64>, whole: Option<f64>) -> Result<Rate, PercentError> {
    let (Some(part), Some(whole)) = (part, whole) else {
        return Err(PercentError::NotAPercentage);
    };
    Rate::new(part / whole).ok_or(PercentError::OutOfRange)
}

/// Digits with at most one mark, which is decimal.
fn decimal_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix(['-', '−']).map_or((1.0, text), |rest| (-1.0, rest));
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',');
    let number: f64 = plain.then(|| digits.replace(',', ".").parse().ok()).flatten()?;
    number.is_finite().then_some(sign * number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn percent(text: &str, share: f64) {
        let read = parse_typed_percent(text).map(Rate::share);
        assert!(read.is_ok_and(|read| (read - share).abs() < 1e-12), "{text}: {read:?}");
    }

    #[test]
    fn percentages_are_read_as_people_type_them() {
        for text in ["35 %", "35", "0.35", ".35", "0,35", "35,0%", "35 percent", "35/100"] {
            percent(text, 0.35);
        }
        percent("0.5%", 0.005);
        percent("1", 0.01);
        percent("100", 1.0);
        percent("0", 0.0);
        percent("1 in 4", 0.25);
        percent("1 out of 4", 0.25);
        percent("33.333%", 0.33333);
    }

    #[test]
    fn what_is_no_percentage_is_refused() {
        for text in ["abc", "1..2", "x in y", "%", "1,000.5"] {
            assert_eq!(parse_typed_percent(text), Err(PercentError::NotAPercentage), "{text}");
        }
        for text in ["101", "-5", "4 in 1", "0/0", "1/0"] {
            assert_eq!(parse_typed_percent(text), Err(PercentError::OutOfRange), "{text}");
        }
        assert_eq!(parse_typed_percent(" "), Err(PercentError::Empty));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = parse_typed_percent(&text);
        }

        #[test]
        fn a_percentage_stays_in_its_range(text in "[0-9.,]{0,6}( in |/|%)?[0-9]{0,4}") {
            if let Ok(rate) = parse_typed_percent(&text) {
                prop_assert!((0.0..=1.0).contains(&rate.share()));
            }
        }
    }
}
