//! How numbers and days are written in sentences: as the reader's language does, which only the
//! edge of the app knows.

use crate::domain::{Money, day};
use jiff::civil::Date;

/// How a sentence writes what stands in it.
#[derive(Clone, Copy, Debug)]
pub struct Writing {
    /// A count: `2,473`.
    pub count: fn(usize) -> String,
    /// A day: `Dec 31, 2017`.
    pub day: fn(Date) -> String,
    /// An amount without its currency: `1,234.50`.
    pub amount: fn(Money) -> String,
}

impl Writing {
    /// Without any language: `2473`, `2017-12-31`, `1234.50`.
    pub const PLAIN: Self =
        Self { count: |count| count.to_string(), day: day::written, amount: Money::decimal };

    /// "1 deal has", "2,473 deals have"
    pub fn counted(self, number: usize, one: &str, many: &str) -> String {
        format!("{} {}", (self.count)(number), if number == 1 { one } else { many })
    }
}

impl Default for Writing {
    fn default() -> Self {
        Self::PLAIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::{Assumption, Lack, Question};

    /// As a German reader writes.
    const GERMAN: Writing = Writing {
        count: |count| format!("{}.{:03}", count / 1_000, count % 1_000),
        day: |day| format!("{}.{}.{}", day.day(), day.month(), day.year()),
        amount: |amount| amount.decimal().replace('.', ","),
    };

    #[test]
    fn numbers_in_sentences_are_written_as_the_reader_writes_them() {
        let assumed = Assumption::ZeroIsNone { deals: 2_473 }.sentence(GERMAN);
        assert!(assumed.starts_with("2.473 lost or open deals"), "{assumed}");
        let day = |text: &str| text.parse().unwrap();
        let lack = Lack::ShortSpan { from: day("2017-03-01"), to: day("2017-04-02") };
        let lack = lack.sentence(GERMAN);
        assert!(lack.contains("between 1.3.2017 and 2.4.2017"), "{lack}");
        let asked = Question::FewLosses { won: 4_238, lost: 1_001 }.sentence(GERMAN);
        assert!(asked.starts_with("4.238 deals are won and only 1.001 lost"), "{asked}");
        let amounts = (Money::from_hundredths(123_400), Money::from_hundredths(123));
        let mark = crate::intake::amounts::DecimalMark::Point;
        let asked = Question::DecimalMark {
            example: "1,234".to_owned(),
            readings: amounts,
            cells: 1,
            taken: mark,
        };
        assert_eq!(asked.sentence(GERMAN), "Is 1,234 an amount of 1234,00 or of 1,23?");
    }
}
