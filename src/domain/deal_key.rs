//! What a deal is recognised by in the next file.

use crate::domain::{Deal, RepId};
use fnv::FnvHasher;
use std::hash::Hasher;

/// A 64-bit hash of what names a deal: its id, or its rep, account, name and created date where
/// it has none. Never its amount, which changes while the deal stays the same one. Of 100,000
/// deals two share a key by chance once in 3.7 billion files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DealKey(u64);

impl DealKey {
    /// The key of a deal whose rep still has the name first seen.
    pub fn of(deal: &Deal) -> Self {
        Self::of_rep(deal, deal.rep.as_deref().map(RepId::first_seen_as))
    }

    /// The key of a deal of this rep. It is the rep's number that counts, not the name: deals
    /// without ids are recognised after the name changed.
    pub fn of_rep(deal: &Deal, rep: Option<RepId>) -> Self {
        match deal.id.as_deref() {
            Some(id) => Self::of_id(id),
            None => Self::of_row(deal, rep),
        }
    }

    /// The key of a deal with this id.
    pub fn of_id(id: &str) -> Self {
        hashed(&["id", Self::id_without_checksum(id)])
    }

    /// Salesforce writes one id with 15 characters or, with a checksum of their case behind them,
    /// with 18, depending on the export: both are the first 15.
    pub(crate) fn id_without_checksum(id: &str) -> &str {
        const CODE: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
        let bytes = id.as_bytes();
        let (Some(first), Some(behind), 18) = (bytes.get(..15), bytes.get(15..), bytes.len())
        else {
            return id;
        };
        let checks = first.chunks(5).zip(behind).all(|(five, check)| {
            let bits = (0..)
                .zip(five)
                .fold(0, |bits, (at, byte)| bits | (usize::from(byte.is_ascii_uppercase()) << at));
            CODE.get(bits) == Some(check)
        });
        let written_so = checks && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        id.get(..15).filter(|_| written_so).unwrap_or(id)
    }

    /// The key that a deal of this rep has without an id.
    pub fn of_row(deal: &Deal, rep: Option<RepId>) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let created = deal.created.map_or_else(String::new, |day| day.to_string());
        let rep = rep.map_or_else(String::new, |rep| rep.to_string());
        let (account, name) = (text(&deal.account), text(&deal.name));
        hashed(&["row", &rep, &account, &name, &created])
    }

    /// From its number.
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// As a number.
    pub const fn number(self) -> u64 {
        self.0
    }
}

fn hashed(parts: &[&str]) -> DealKey {
    let mut hasher = FnvHasher::default();
    for part in parts {
        hasher.write(part.as_bytes());
        // No text holds this byte, so the parts can't run into each other.
        hasher.write_u8(0xff);
    }
    DealKey(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Money, Outcome};

    fn deal(rep: &str, name: &str) -> Deal {
        let mut deal = Deal::new(Outcome::Open);
        deal.rep = Some(rep.to_owned());
        deal.name = Some(name.to_owned());
        deal
    }

    #[test]
    fn a_deal_with_an_id_is_known_by_it_alone() {
        let mut one = deal("Dana", "Pump");
        one.id = Some("7".to_owned());
        let mut other = deal("Tom", "Valve");
        other.id = Some("7".to_owned());
        assert_eq!(DealKey::of(&one), DealKey::of(&other));
        other.id = None;
        assert_ne!(DealKey::of(&one), DealKey::of(&other));
    }

    #[test]
    fn a_deal_without_an_id_is_known_by_its_names_and_not_by_its_amount() {
        let mut dearer = deal("Dana", "Pump");
        dearer.amount = Some(Money::from_hundredths(5));
        assert_eq!(DealKey::of(&deal("Dana", "Pump")), DealKey::of(&dearer));
        assert_ne!(DealKey::of(&deal("Dana", "Pump")), DealKey::of(&deal("Danap", "ump")));
    }

    #[test]
    fn both_forms_of_a_salesforce_id_are_one() {
        assert_eq!(DealKey::of_id("00630000000abCd"), DealKey::of_id("00630000000abCdAAI"));
        assert_ne!(DealKey::of_id("00630000000abCd"), DealKey::of_id("00630000000abCdAAB"));
        assert_ne!(DealKey::of_id("00630000000abCd"), DealKey::of_id("00630000000abcd"));
    }
}
