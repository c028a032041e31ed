//! The names of reps, as different files write them.

use strsim::osa_distance;

/// How surely two names mean one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Two people, as far as the names say.
    Different,
    /// Perhaps one: an initial, a slip of the pen, a middle name. It is asked.
    Alike,
    /// One: only case, accents, spaces, or the order of `Okafor, Dana` differ.
    Same,
}

/// A name taken apart for comparing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparableName {
    /// In small letters without accents, the given name first.
    folded: String,
    is_address: bool,
}

impl ComparableName {
    /// Takes a name apart. Of an e-mail address it is the part before the `@`.
    pub fn of(name: &str) -> Self {
        let (local, is_address) = match name.split_once('@') {
            Some((local, domain)) if domain.contains('.') && !local.contains(' ') => (local, true),
            _ => (name, false),
        };
        let in_order = match local.split_once(',') {
            Some((last, first)) if !first.trim().is_empty() => format!("{first} {last}"),
            _ => local.to_owned(),
        };
        Self { folded: folded(&in_order), is_address }
    }

    /// What is equal for names that are the same.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// How surely another name means the same person.
    pub fn likeness(&self, other: &Self) -> Likeness {
        if self.folded.is_empty() || other.folded.is_empty() {
            return Likeness::Different;
        }
        if self.folded == other.folded {
            let both = self.is_address == other.is_address;
            return if both { Likeness::Same } else { Likeness::Alike };
        }
        let alike = same_words(&self.folded, &other.folded)
            || initials_fit(&self.folded, &other.folded)
            || nearly_equal(&self.folded, &other.folded);
        if alike { Likeness::Alike } else { Likeness::Different }
    }
}

/// Small letters and digits, one space between words, no accents on Latin letters.
fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            match without_accent(character) {
                Some(plain) => folded.push_str(plain),
                None => folded.push(character),
            }
        } else if matches!(character, '\'' | '’' | '\u{300}'..='\u{36f}') {
            // O'Brien is OBrien; a combining accent belongs to the letter before it.
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn without_accent(character: char) -> Option<&'static str> {
    const PLAIN: [(&str, &str); 22] = [
        ("àáâãåāăą", "a"),
        ("äæ", "ae"),
        ("çćčĉ", "c"),
        ("ďđð", "d"),
        ("èéêëēĕėęě", "e"),
        ("ğĝģ", "g"),
        ("ìíîïīįı", "i"),
        ("ķ", "k"),
        ("łļľĺ", "l"),
        ("ñńňņ", "n"),
        ("òóôõōő", "o"),
        ("öøœ", "oe"),
        ("řŕ", "r"),
        ("śšşș", "s"),
        ("ß", "ss"),
        ("ťţț", "t"),
        ("þ", "th"),
        ("ùúûūůű", "u"),
        ("ü", "ue"),
        ("ýÿ", "y"),
        ("źżž", "z"),
        ("ŵ", "w"),
    ];
    if character.is_ascii() {
        return None;
    }
    PLAIN.iter().find(|(accented, _)| accented.contains(character)).map(|(_, plain)| *plain)
}

/// Two words or more that all stand in the other name, in any order.
fn same_words(one: &str, other: &str) -> bool {
    let words = |name: &str| name.split(' ').count();
    let (fewer, more) = if words(one) <= words(other) { (one, other) } else { (other, one) };
    words(fewer) >= 2 && fewer.split(' ').all(|word| more.split(' ').any(|found| found == word))
}

/// The same last word, and first words of which one is the other's initial.
fn initials_fit(one: &str, other: &str) -> bool {
    let parts = |name: &'_ str| -> Option<(String, String)> {
        let (first, last) = (name.split(' ').next()?, name.rsplit(' ').next()?);
        name.contains(' ').then(|| (first.to_owned(), last.to_owned()))
    };
    let (Some((one, one_last)), Some((other, other_last))) = (parts(one), parts(other)) else {
        return false;
    };
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    one_last == other_last && (initial(&one, &other) || initial(&other, &one))
}

/// One letter wrong, swapped, added or left out in a name of at least six; two of at least ten.
fn nearly_equal(one: &str, other: &str) -> bool {
    // "Rep 11" and "Rep 12" are two.
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(one) != digits(other) {
        return false;
    }
    let length = one.chars().count().min(other.chars().count());
    let apart = one.chars().count().abs_diff(other.chars().count());
    let allowed = match length {
        0..6 => return false,
        6..10 => 1,
        _ => 2,
    };
    apart <= allowed && osa_distance(one, other) <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(one: &str, other: &str, likeness: Likeness) {
        let (one, other) = (ComparableName::of(one), ComparableName::of(other));
        assert_eq!(one.likeness(&other), likeness, "{one:?} {other:?}");
        assert_eq!(other.likeness(&one), likeness, "{other:?} {one:?}");
    }

    #[test]
    fn the_same_name_is_found_however_it_is_written() {
        case("Okafor, Dana", "Dana Okafor", Likeness::Same);
        case("DANA  OKAFOR", "Dana Okafor", Likeness::Same);
        case("Zoë Müller", "Zoe Mueller", Likeness::Same);
        case("O'Brien, Tom", "Tom O’Brien", Likeness::Same);
    }

    #[test]
    fn a_name_that_is_only_alike_is_asked_about() {
        case("D. Okafor", "Dana Okafor", Likeness::Alike);
        case("Okafor Dana", "Dana Okafor", Likeness::Alike);
        case("Dana M. Okafor", "Dana Okafor", Likeness::Alike);
        case("Dana Okafro", "Dana Okafor", Likeness::Alike);
        case("dana.okafor@example.com", "Dana Okafor", Likeness::Alike);
    }

    #[test]
    fn two_people_are_kept_apart() {
        case("Tom Reed", "Tim Read", Likeness::Different);
        case("Dana Okafor", "Tom Reed", Likeness::Different);
        case("Okafor", "Dana Okafor", Likeness::Different);
        case("Sales rep 11", "Sales rep 12", Likeness::Different);
        case("", "", Likeness::Different);
    }

    proptest! {
        #[test]
        fn likeness_is_mutual_and_nobody_differs_from_themself(one in "\\PC{0,20}", other in "\\PC{0,20}") {
            let (one, other) = (ComparableName::of(&one), ComparableName::of(&other));
            prop_assert_eq!(one.likeness(&other), other.likeness(&one));
            prop_assert!(one.folded().is_empty() || one.likeness(&one) == Likeness::Same);
        }
    }
}
