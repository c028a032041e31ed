//! What stands around a number: its sign, its currency, its size word.

use crate::domain::Currency;

/// What the signs, symbols and words around a number say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Affixes {
    pub(super) negative: bool,
    /// The currency named, where it is one of ours.
    pub(super) currency: Option<Currency>,
    /// The power of ten of `k`, `million` ...
    pub(super) power: usize,
}

impl Affixes {
    /// Reads the text before and behind a number; `None` where something in it is not understood.
    pub(super) fn read(before: &str, behind: &str) -> Option<Self> {
        let mut read = Self::default();
        let mut named = false;
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
                    (_, Some(found)) if !named => {
                        named = true;
                        read.currency = found;
                    }
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

/// `Some(None)` for a currency that is none of ours, or for a sign that several share.
#[expect(clippy::option_option, reason = "named, and known, are two questions")]
fn currency(word: &str) -> Option<Option<Currency>> {
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
        "kr" | "kr." | "Kr" | "Kr." => return Some(None),
        _ => {
            let code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
            let ours = Currency::from_code(word);
            return (code || ours.is_some()).then_some(ours);
        }
    };
    Some(Some(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(before: &str, behind: &str, negative: bool, currency: Option<Currency>, power: usize) {
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
        case("AED ", "", false, None, 0);
        case("(", ")", true, None, 0);
        case("($", " m)", true, Some(Currency::Usd), 6);
        case("€", " Mio.", false, Some(Currency::Eur), 6);
        case("", "k€", false, Some(Currency::Eur), 3);
        case("", "Bn", false, None, 9);
        case("CHF ", ".-", false, Some(Currency::Chf), 0);
        case("", "-", true, None, 0);
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
