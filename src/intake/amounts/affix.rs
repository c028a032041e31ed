//! What stands around a number: its sign, its currency, its size word.

use crate::domain::Currency;

/// A currency by three letters, whether it is one of ours or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CurrencyCode([u8; 3]);

impl CurrencyCode {
    /// From three capitals, or from the code of one of ours in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(ours) = Currency::from_code(code) {
            return Some(ours.into());
        }
        let letters: [u8; 3] = code.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The currency, where it is one that can be shown.
    pub fn ours(self) -> Option<Currency> {
        Currency::from_code(self.as_str())
    }
}

impl From<Currency> for CurrencyCode {
    fn from(currency: Currency) -> Self {
        let mut letters = [b' '; 3];
        for (letter, byte) in letters.iter_mut().zip(currency.code().bytes()) {
            *letter = byte;
        }
        Self(letters)
    }
}

/// What the signs, symbols and words around a number say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Affixes {
    pub(super) negative: bool,
    /// The currency named.
    pub(super) currency: Option<CurrencyCode>,
    /// The power of ten of `k`, `million` ...
    pub(super) power: usize,
}

impl Affixes {
    /// Reads the text before and behind a number; `None` where something in it is not understood.
    pub(super) fn read(before: &str, behind: &str) -> Option<Self> {
        let mut read = Self::default();
        let mut opened = false;
        let mut closed = false;
        for token in tokens(before).chain(tokens(behind)) {
            match token {
                "-" | "−" | "–" if !read.negative => read.negative = true,
                // `1.200,-` and `1'200.-` are whole amounts.
                "+" | ".-" | ",-" | ".–" | ",–" => {}
                "(" if !opened => opened = true,
                ")" if opened && !closed => closed = true,
                _ => match (power_of_ten(token), currency(token)) {
                    (Some(power), _) if read.power == 0 => read.power = power,
                    (_, Some(code)) if read.currency.is_none() => read.currency = Some(code),
                    _ => return None,
                },
            }
        }
        if opened != closed || (opened && read.negative) {
            return None;
        }
        read.negative |= opened;
        Some(read)
    }
}

/// Splits into runs of letters (with the marks of `US$` and `Fr.`) and single signs.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = if first.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            if rest[end..].starts_with(['.', '$']) { end + 1 } else { end }
        } else if first == '.' || first == ',' {
            rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end)
        } else {
            first.len_utf8()
        };
        let (token, behind) = rest.split_at(end);
        rest = behind;
        Some(token)
    })
}

fn power_of_ten(word: &str) -> Option<usize> {
    const WORDS: [(&str, usize); 19] = [
        ("k", 3),
        ("t", 3),
        ("tsd", 3),
        ("thousand", 3),
        ("m", 6),
        ("mm", 6),
        ("mn", 6),
        ("mio", 6),
        ("mln", 6),
        ("mill", 6),
        ("million", 6),
        ("millions", 6),
        ("b", 9),
        ("bn", 9),
        ("bln", 9),
        ("mrd", 9),
        ("mia", 9),
        ("billion", 9),
        ("billions", 9),
    ];
    let word = word.trim_end_matches('.');
    WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, power)| *power)
}

/// A currency by its symbol or its code, in any case if it is one of ours.
fn currency(word: &str) -> Option<CurrencyCode> {
    let known = match word {
        "$" | "US$" | "USD$" => Currency::Usd,
        "€" => Currency::Eur,
        "£" => Currency::Gbp,
        "A$" | "AU$" => Currency::Aud,
        "C$" | "CA$" => Currency::Cad,
        "R$" => Currency::Brl,
        "NZ$" => Currency::Nzd,
        "S$" => Currency::Sgd,
        "MX$" => Currency::Mxn,
        "Fr." | "SFr." => Currency::Chf,
        "¥" | "￥" => Currency::Jpy,
        "₹" | "Rs" | "Rs." => Currency::Inr,
        "zł" => Currency::Pln,
        "R" => Currency::Zar,
        // Danish, Norwegian or Swedish: which one it does not say.
        "kr" | "kr." | "Kr" | "Kr." => return Some(CurrencyCode(*b"kr.")),
        _ => return CurrencyCode::from_code(word),
    };
    Some(known.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(before: &str, behind: &str, negative: bool, currency: Option<Currency>, power: usize) {
        let currency = currency.map(CurrencyCode::from);
        let read = Affixes { negative, currency, power };
        assert_eq!(Affixes::read(before, behind), Some(read), "{before}…{behind}");
    }

    #[test]
    fn signs_currencies_and_size_words_are_read_in_any_order() {
        case("", "", false, None, 0);
        case("$", "", false, Some(Currency::Usd), 0);
        case("-US$ ", "", true, Some(Currency::Usd), 0);
        case("", "\u{a0}€", false, Some(Currency::Eur), 0);
        case("USD ", "", false, Some(Currency::Usd), 0);
        case("(", ")", true, None, 0);
        case("($", " m)", true, Some(Currency::Usd), 6);
        case("€", " Mio.", false, Some(Currency::Eur), 6);
        case("", "k€", false, Some(Currency::Eur), 3);
        case("", "Bn", false, None, 9);
        case("CHF ", ".-", false, Some(Currency::Chf), 0);
        case("", "-", true, None, 0);
    }

    #[test]
    fn a_currency_that_is_none_of_ours_is_told_from_the_others() {
        let code = |before: &str| Affixes::read(before, "").and_then(|read| read.currency);
        assert_eq!(code("AED ").map(|code| code.as_str().to_owned()), Some("AED".to_owned()));
        assert_eq!(code("AED ").and_then(CurrencyCode::ours), None);
        assert_ne!(code("kr "), code("AED "));
    }

    #[test]
    fn anything_else_is_not_understood() {
        for (before, behind) in [
            ("", "%"),
            ("about", ""),
            ("", " deals"),
            ("$€", ""),
            ("(", ""),
            ("--", ""),
            ("", "km"),
        ] {
            assert_eq!(Affixes::read(before, behind), None, "{before}…{behind}");
        }
    }
}
