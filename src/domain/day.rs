//! Days as they are kept and sent: `2026-01-05` (ISO 8601), for `#[serde(with = "day")]`.
//!
//! The library's own reading of dates knows times, offsets and time zones too, and brings all of
//! that into the first load.

use jiff::civil::Date;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};
use std::borrow::Cow;

/// Writes a day.
///
/// # Errors
/// Where the writer fails.
pub fn serialize<S: Serializer>(day: &Date, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&written(*day))
}

/// Reads a day.
///
/// # Errors
/// Where it is none.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let text = Cow::<str>::deserialize(from)?;
    read(&text).ok_or_else(|| D::Error::custom("a day is written as 2026-01-05"))
}

/// A day that may be missing.
pub mod optional {
    use super::{Cow, Date, Deserialize, Deserializer, Error, Serializer, read, written};

    /// Writes a day or nothing.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn serialize<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => to.serialize_some(&written(*day)),
            None => to.serialize_none(),
        }
    }

    /// Reads a day or nothing.
    ///
    /// # Errors
    /// Where there is something and it is no day.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
        let Some(text) = Option::<Cow<str>>::deserialize(from)? else { return Ok(None) };
        let day = read(&text).ok_or_else(|| D::Error::custom("a day is written as 2026-01-05"));
        day.map(Some)
    }
}

/// The day as text. Years before 0 with their sign and six digits, as ISO 8601 wants them.
pub fn written(day: Date) -> String {
    let (year, month, day) = (day.year(), day.month(), day.day());
    if year < 0 {
        format!("-{:06}-{month:02}-{day:02}", year.unsigned_abs())
    } else {
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// Reads a day; none where the text is none.
pub fn read(text: &str) -> Option<Date> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let mut parts = digits.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = [year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let lengths = (year.len(), month.len(), day.len());
    if parts.next().is_some() || !plain || !matches!(lengths, (4 | 6, 2, 2)) {
        return None;
    }
    let year = year.parse::<i16>().ok()?.checked_mul(sign)?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_day_reads_back_and_is_written_as_the_library_writes_it(
            year in -9999_i16..=9999, month in 1_i8..=12, day in 1_i8..=28,
        ) {
            let day = Date::new(year, month, day).unwrap();
            prop_assert_eq!(written(day), day.to_string());
            prop_assert_eq!(read(&written(day)), Some(day));
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "2026-02-30",
            "2026-1-05",
            "26-01-05",
            "2026-01-05T00",
            "+026-01-05",
            "2026-01",
            "-",
            "99999-01-01",
            "2026-01-05-1",
            "2026-+1-05",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
