//! A rep as the team knows them.

use crate::domain::{Money, OwnCall, PeersBy, Period, Quota, TypedFigures, plain_text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A rep's own number in the kept data. It stays when the name changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RepId(u64);

impl RepId {
    /// The number of a rep first seen under this name: the FNV-1a hash of it. It is the same on
    /// every device, so that two devices that import one export speak of the same reps.
    pub fn first_seen_as(name: &str) -> Self {
        use std::hash::Hasher;
        let mut hasher = fnv::FnvHasher::default();
        hasher.write(name.as_bytes());
        Self(hasher.finish())
    }

    /// The next number, for a name whose own is taken.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

impl fmt::Display for RepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for RepId {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = digits.then(|| u64::from_str_radix(text, 16).ok()).flatten();
        number.map(Self).ok_or("the number of a rep has 16 hexadecimal digits")
    }
}

impl TryFrom<String> for RepId {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<RepId> for String {
    fn from(id: RepId) -> Self {
        id.to_string()
    }
}

/// A rep. What nobody said is `None` or empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rep {
    /// The rep's own number.
    pub id: RepId,
    /// The name as the deals carry it.
    #[serde(deserialize_with = "plain_text::deserialize")]
    pub name: String,
    /// Other ways in which files write the name.
    #[serde(default, deserialize_with = "plain_text::list")]
    pub also_known_as: Vec<String>,
    /// The numbers of those who turned out to be this rep: deals without ids are recognised by the
    /// number that their rep had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<RepId>,
    /// The peer group, where one was typed.
    #[serde(default, deserialize_with = "plain_text::optional")]
    pub group: Option<String>,
    /// Who leads the rep.
    #[serde(default, deserialize_with = "plain_text::optional")]
    pub manager: Option<String>,
    /// The region or office.
    #[serde(default, deserialize_with = "plain_text::optional")]
    pub region: Option<String>,
    /// The role or segment.
    #[serde(default, deserialize_with = "plain_text::optional")]
    pub role: Option<String>,
    /// When the rep started, for the ramp.
    #[serde(default, with = "crate::domain::day::optional")]
    pub started: Option<Date>,
    /// What comes in without a deal in a period: reorders, renewals.
    #[serde(default)]
    pub comes_in_without_a_deal: Money,
    /// Bookings typed by hand, which beat the sum of the deals.
    #[serde(default)]
    pub booked_by_hand: Vec<BookedByHand>,
    /// The quotas, one a period.
    #[serde(default)]
    pub quotas: Vec<Quota>,
    /// What the rep said that periods will come to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<OwnCall>,
    /// What was typed by hand in the place of deals.
    #[serde(default, skip_serializing_if = "TypedFigures::is_empty")]
    pub typed: TypedFigures,
}

/// What a rep booked in a period, typed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookedByHand {
    /// When.
    pub period: Period,
    /// How much so far.
    pub amount: Money,
}

impl Rep {
    /// A rep of whom only the name is known.
    pub fn named(name: &str) -> Self {
        Self {
            id: RepId::first_seen_as(name),
            name: name.to_owned(),
            also_known_as: Vec::new(),
            formerly: Vec::new(),
            group: None,
            manager: None,
            region: None,
            role: None,
            started: None,
            comes_in_without_a_deal: Money::ZERO,
            booked_by_hand: Vec::new(),
            quotas: Vec::new(),
            calls: Vec::new(),
            typed: TypedFigures::default(),
        }
    }

    /// The group of peers under this way to form groups; `None` is a group too, that of those
    /// of whom it was not said.
    pub fn peer_group(&self, by: PeersBy) -> Option<&str> {
        match by {
            PeersBy::Everyone => None,
            PeersBy::Group => self.group.as_deref(),
            PeersBy::Manager => self.manager.as_deref(),
            PeersBy::Region => self.region.as_deref(),
            PeersBy::Role => self.role.as_deref(),
        }
    }

    /// The place of the rep of this name or, where there is none, of this other way to write it.
    pub fn place_by_name(reps: &[Self], name: &str) -> Option<usize> {
        let known_as = |rep: &Self| rep.also_known_as.iter().any(|other| other == name);
        let named = reps.iter().position(|rep| rep.name == name);
        named.or_else(|| reps.iter().position(known_as))
    }

    /// What the reps are called, by the other ways to write their names.
    pub fn called(reps: &[Self]) -> BTreeMap<String, String> {
        let others =
            reps.iter().flat_map(|rep| rep.also_known_as.iter().map(move |other| (other, rep)));
        // A rep's own name is nobody else's.
        let others = others.filter(|(other, _)| reps.iter().all(|rep| rep.name != **other));
        // Of two reps with one other name it is the first's, as in `place_by_name`.
        others.rev().map(|(other, rep)| (other.clone(), rep.name.clone())).collect()
    }

    /// A rep of whom only the name is known, with a number that none of these has.
    pub fn new_beside(reps: &[Self], name: &str) -> Self {
        let mut rep = Self::named(name);
        while reps.iter().any(|other| other.id == rep.id) {
            rep.id = rep.id.next();
        }
        rep
    }

    /// Sets what was booked in a period by hand; `None` leaves it to the deals.
    pub fn set_booked_by_hand(&mut self, booked: Option<BookedByHand>, period: Period) {
        self.booked_by_hand.retain(|other| other.period != period);
        self.booked_by_hand.extend(booked);
        self.booked_by_hand.sort_by_key(|booked| booked.period);
    }

    /// What was typed as booked in a period.
    pub fn booked_by_hand(&self, period: Period) -> Option<Money> {
        let booked = self.booked_by_hand.iter().find(|booked| booked.period == period);
        booked.map(|booked| booked.amount)
    }

    /// The quota of a period.
    pub fn quota(&self, period: Period) -> Option<Quota> {
        self.quotas.iter().copied().find(|quota| quota.period == period)
    }

    /// Sets a quota, in the place of another for the same period.
    pub fn set_quota(&mut self, quota: Quota) {
        self.quotas.retain(|other| other.period != quota.period);
        self.quotas.push(quota);
        self.quotas.sort_by_key(|quota| quota.period);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::QuotaSource;

    #[test]
    fn a_reps_number_is_the_same_on_every_device() {
        // The published FNV-1a value of "foobar".
        assert_eq!(RepId::first_seen_as("foobar").to_string(), "85944171f73967e8");
        assert_eq!("85944171f73967e8".parse(), Ok(RepId::first_seen_as("foobar")));
        for text in ["", "85944171f73967e", "+5944171f73967e8", "zz944171f73967e8"] {
            assert!(text.parse::<RepId>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_period_has_one_quota() {
        let period = crate::domain::FiscalCalendar::default().period(2026, 1).unwrap();
        let mut rep = Rep::named("Dana Okafor");
        for units in [1, 2] {
            let amount = Money::from_hundredths(units);
            rep.set_quota(Quota { period, amount, source: QuotaSource::Set });
        }
        assert_eq!(rep.quotas.len(), 1);
        assert_eq!(rep.quota(period).map(|quota| quota.amount.hundredths()), Some(2));
    }

    #[test]
    fn a_rep_is_called_by_one_name_whatever_else_they_are_known_as() {
        let known = |name: &str, others: &[&str]| Rep {
            also_known_as: others.iter().map(|other| (*other).to_owned()).collect(),
            ..Rep::named(name)
        };
        let reps = [known("Dana", &["D.", "Tom"]), known("Tom", &["T.", "D."])];
        let called = Rep::called(&reps);
        for (name, rep) in
            [("D.", Some("Dana")), ("T.", Some("Tom")), ("Tom", None), ("Dana", None)]
        {
            assert_eq!(called.get(name).map(String::as_str), rep, "{name}");
            let found = Rep::place_by_name(&reps, name).and_then(|place| reps.get(place));
            assert_eq!(found.map(|rep| rep.name.as_str()), rep.or(Some(name)));
        }
    }

    #[test]
    fn a_record_with_only_a_name_is_a_rep() {
        let rep: Rep =
            serde_json::from_str(r#"{"id":"85944171f73967e8","name":"Dana Okafor"}"#).unwrap();
        assert_eq!(rep.group, None);
        assert_eq!(rep.comes_in_without_a_deal, Money::ZERO);
    }
}
