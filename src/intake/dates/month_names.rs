//! Dates whose month is a word.

use super::cell::{DateForm, day, with_century};
use jiff::civil::Date;

/// `01-Jan-2015`, `1 January 2015`, `Jan 1, 2015`, `1. Mai 2015`, with or without a time.
pub(super) fn with_month_name(cell: &str) -> Option<(Date, DateForm)> {
    let mut words = cell.split([' ', '-', '/', ',', '.']).filter(|word| !word.is_empty());
    let mut word = words.next()?;
    if weekday(word) {
        word = words.next()?;
    }
    let next = words.next()?;
    let (month, of_month) = match month(word) {
        Some(month) => (month, next),
        None => (month(next)?, word),
    };
    let of_month = of_month.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (year, form) = with_century(words.next()?)?;
    let rest: String = words.collect::<Vec<_>>().join(" ");
    let time = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit());
    let day = day(year, month, of_month.parse().ok()?)?;
    (time && of_month.len() <= 2).then_some((day, form))
}

fn weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    word.is_char_boundary(3)
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && DAYS.contains(&word[..3].to_ascii_lowercase().as_str())
        && month(word).is_none()
}

/// A month by its name in English, German, French, Spanish, Italian, Dutch or Portuguese, in
/// full or cut to three or four letters.
pub(crate) fn month(word: &str) -> Option<i8> {
    const STARTS: [(i8, &[&str]); 12] = [
        (1, &["jan", "jän", "ene", "gen"]),
        (2, &["feb", "fév", "fev"]),
        (3, &["mar", "mär", "mrz", "maa", "mrt"]),
        (4, &["apr", "avr", "abr"]),
        (5, &["may", "mai", "mag", "mei", "maj"]),
        (6, &["jun", "juin", "giu"]),
        (7, &["jul", "juil", "lug"]),
        (8, &["aug", "aoû", "aou", "ago"]),
        (9, &["sep", "set"]),
        (10, &["oct", "okt", "ott", "out"]),
        (11, &["nov"]),
        (12, &["dec", "dez", "déc", "dic"]),
    ];
    if word.len() < 3 || word.len() > 12 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let word = word.to_lowercase();
    STARTS
        .iter()
        .find(|(_, starts)| starts.iter().any(|start| word.starts_with(start)))
        .map(|(month, _)| *month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(cell: &str, day: &str) {
        assert_eq!(with_month_name(cell).map(|(day, _)| day), day.parse().ok(), "{cell}");
    }

    #[test]
    fn month_names_settle_the_order() {
        case("01-Jan-2015", "2015-01-01");
        case("01-Jan-15", "2015-01-01");
        case("1 January 2015", "2015-01-01");
        case("Jan 2, 2015", "2015-01-02");
        case("Jan 2nd, 2015 4:05 PM", "2015-01-02");
        case("Fri, 2 Jan 2015", "2015-01-02");
        case("2. Mai 2015", "2015-05-02");
        case("2 août 2015", "2015-08-02");
    }

    #[test]
    fn a_word_that_is_no_month_makes_no_date() {
        for cell in ["monday", "Jan 2015", "1 Foo 2015", "1 Jan 15 tomorrow", "Jan 32, 2015"] {
            assert_eq!(with_month_name(cell), None, "{cell}");
        }
    }
}
