//! What the team has chosen.

use crate::domain::{Currency, FiscalCalendar, Rate, WinRateDefinition};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Who is compared with whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeersBy {
    /// All reps with all.
    #[default]
    Everyone,
    /// By the group typed for each.
    Group,
    /// By who leads them.
    Manager,
    /// By region or office.
    Region,
    /// By role or segment.
    Role,
}

/// The settings of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// How amounts are written.
    pub currency: Currency,
    /// The fiscal year and the length of a period.
    pub calendar: FiscalCalendar,
    /// The chance of quota to be reached.
    #[serde(with = "crate::domain::kept_share")]
    pub wanted_chance: Rate,
    /// How far back decided deals count.
    pub look_back: LookBack,
    /// Who is compared with whom.
    pub peers_by: PeersBy,
    /// What the team means by "win rate".
    pub win_rate: WinRateDefinition,
    /// The manager's answer to "of ten quotes, how many come in?", for teams that do not record
    /// their losses.
    pub won_of_ten_quotes: Option<OfTen>,
    /// The day to look from, where another than the proposed one was chosen.
    #[serde(with = "crate::domain::day::optional", skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            currency: Currency::default(),
            calendar: FiscalCalendar::default(),
            wanted_chance: Rate::clamped(0.8),
            look_back: LookBack::default(),
            peers_by: PeersBy::default(),
            win_rate: WinRateDefinition::default(),
            won_of_ten_quotes: None,
            as_of: None,
        }
    }
}

/// Months of decided deals that count, 1 to 60.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct LookBack(u8);

impl LookBack {
    /// `None` unless 1 to 60.
    pub fn months_back(months: u8) -> Option<Self> {
        (1..=60).contains(&months).then_some(Self(months))
    }

    /// In months.
    pub const fn months(self) -> u8 {
        self.0
    }
}

impl Default for LookBack {
    fn default() -> Self {
        Self(12)
    }
}

impl TryFrom<u8> for LookBack {
    type Error = &'static str;
    fn try_from(months: u8) -> Result<Self, Self::Error> {
        Self::months_back(months).ok_or("a look-back is 1 to 60 months")
    }
}

impl From<LookBack> for u8 {
    fn from(look_back: LookBack) -> Self {
        look_back.0
    }
}

/// So many of ten, 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct OfTen(u8);

impl OfTen {
    /// `None` above 10.
    pub fn new(count: u8) -> Option<Self> {
        (count <= 10).then_some(Self(count))
    }

    /// As a share of one.
    pub fn rate(self) -> Rate {
        Rate::clamped(f64::from(self.0) / 10.0)
    }
}

impl TryFrom<u8> for OfTen {
    type Error = &'static str;
    fn try_from(count: u8) -> Result<Self, Self::Error> {
        Self::new(count).ok_or("of ten are 0 to 10")
    }
}

impl From<OfTen> for u8 {
    fn from(of_ten: OfTen) -> Self {
        of_ten.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_says_nothing_is_the_defaults() {
        assert_eq!(serde_json::from_str::<Settings>("{}").ok(), Some(Settings::default()));
    }

    #[test]
    fn settings_outside_their_range_are_refused() {
        for text in [r#"{"look_back":0}"#, r#"{"look_back":61}"#, r#"{"won_of_ten_quotes":11}"#] {
            assert!(serde_json::from_str::<Settings>(text).is_err(), "{text}");
        }
    }
}
