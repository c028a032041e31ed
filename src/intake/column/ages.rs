//! A column of ages in days.

use crate::intake::column::readings::Readings;

/// Deals older than a hundred years are misread cells.
const OLDEST: u32 = 36_525;

/// The rows of a column of ages, in days.
pub type Ages = Readings<u32>;

/// `12`, `1,234`, `12.0`, `12 days`.
pub(crate) fn read(cell: &str) -> Option<u32> {
    let cell = cell.trim();
    let number = cell.strip_suffix("days").or_else(|| cell.strip_suffix("d")).unwrap_or(cell);
    let (whole, part) = number.trim().split_once('.').unwrap_or((number.trim(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = whole.replace([',', ' '], "");
    (digits(&whole) && digits(part))
        .then(|| whole.parse().ok())
        .flatten()
        .filter(|days| *days <= OLDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_whole_days() {
        for (cell, days) in [("12", 12), ("1,234", 1_234), ("12.7", 12), ("12 days", 12)] {
            assert_eq!(read(cell), Some(days), "{cell}");
        }
        for cell in ["", "-5", "soon", "99999999999", "40000", "1.2.3"] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }
}
