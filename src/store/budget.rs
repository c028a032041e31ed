//! How much can be kept, counted as browsers count it.

use crate::store::backend::{Backend, BackendError};
use crate::store::keys::Key;
use std::fmt::Write;

/// Room for keys and texts together, in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Budget(usize);

impl Budget {
    /// What Chromium, Firefox and `WebKit` give a site in localStorage (measured 2025).
    pub const LOCAL_STORAGE: Self = Self(5_242_879);

    /// Above this share of it nothing is allowed to grow any more, in percent: edits, deletes
    /// and an export need the rest.
    const GROWTH_PERCENT: usize = 80;

    /// Room for so many units.
    pub const fn of_units(units: usize) -> Self {
        Self(units)
    }

    /// In units.
    pub const fn units(self) -> usize {
        self.0
    }

    /// Up to where it may be filled by what grows.
    pub const fn for_growth(self) -> usize {
        self.0 / 100 * Self::GROWTH_PERCENT
    }

    /// How much what grows may still take.
    pub const fn free(self, used: Used) -> usize {
        self.for_growth().saturating_sub(used.all())
    }

    /// How much deals may take if those kept are gone.
    pub const fn free_without_deals(self, used: Used) -> usize {
        self.for_growth().saturating_sub(used.others)
    }
}

/// What is used of a budget, in units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// By packs of deals.
    pub deals: usize,
    /// By everything else, other apps' on the same origin too.
    pub others: usize,
}

impl Used {
    /// All of it.
    pub const fn all(self) -> usize {
        self.deals + self.others
    }

    /// Adds a key and the text under it; says how much that is.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn add<B: Backend>(&mut self, backend: &B, key: &str) -> Result<usize, BackendError> {
        let units = cost(key) + backend.get(key)?.map_or(0, |text| cost(&text));
        match Key::parse(key) {
            Some(Key::Deals { .. }) => self.deals += units,
            _ => self.others += units,
        }
        Ok(units)
    }
}

/// What a key or a text costs: its UTF-16 units, twice where a character is above U+00FF, for
/// `WebKit` then keeps all of it in two bytes a unit.
pub fn cost(text: &str) -> usize {
    // All of a pack, and what is seen of it at once.
    if text.is_ascii() {
        return text.len();
    }
    let mut units = 0;
    let mut wide = false;
    for character in text.chars() {
        units += character.len_utf16();
        wide |= character > '\u{ff}';
    }
    if wide { 2 * units } else { units }
}

/// What is used of the budget, by this app and by others on the same origin. It takes reading all
/// of it.
///
/// # Errors
/// Where what is kept can't be read.
pub fn used<B: Backend>(backend: &B) -> Result<Used, BackendError> {
    let mut used = Used::default();
    for key in backend.keys()? {
        used.add(backend, &key)?;
    }
    Ok(used)
}

/// JSON text with its characters above U+00FF written as `\u` escapes where that is cheaper than
/// doubling all of it. Such characters only occur inside strings, where the escape means them.
pub fn narrowed(json: String) -> String {
    let wide = |character: char| character > '\u{ff}';
    let escaped: usize = json
        .chars()
        .map(|character| if wide(character) { 6 * character.len_utf16() } else { 1 })
        .sum();
    if escaped >= cost(&json) {
        return json;
    }
    let mut narrow = String::with_capacity(escaped);
    for character in json.chars() {
        if wide(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing into a string never fails.
                let _ = write!(narrow, "\\u{unit:04x}");
            }
        } else {
            narrow.push(character);
        }
    }
    narrow
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_wide_character_doubles_a_text() {
        assert_eq!(cost("Zoe"), 3);
        assert_eq!(cost("Zoë"), 3);
        assert_eq!(cost("Zoë→"), 8);
        assert_eq!(cost("👧"), 4);
    }

    #[test]
    fn a_long_text_with_one_emoji_is_cheaper_escaped() {
        let text = format!("\"{}👧\"", "a".repeat(100));
        let narrow = narrowed(text.clone());
        assert!(narrow.ends_with("\\ud83d\\udc67\""));
        assert!(cost(&narrow) < cost(&text));
        assert_eq!(narrowed("\"東京\"".to_owned()), "\"東京\"");
    }

    proptest! {
        #[test]
        fn narrowing_never_costs_more_and_means_the_same(text in "\\PC{0,40}") {
            let json = serde_json::to_string(&text).unwrap();
            let narrow = narrowed(json.clone());
            prop_assert!(cost(&narrow) <= cost(&json));
            prop_assert_eq!(serde_json::from_str::<String>(&narrow).unwrap(), text);
        }
    }
}
