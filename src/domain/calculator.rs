//! What was typed into the calculators: kept for the next visit, carried by links.

use crate::domain::plain_text::{self, is_unwanted};
use crate::domain::{Currency, Money, Rate};
use serde::{Deserialize, Serialize};

/// The inputs of all three calculators. They share what they have in common, so a quota typed
/// into one is there in the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalculatorInputs {
    /// How amounts are written.
    pub currency: Currency,
    /// Quota less what is booked.
    pub left_to_quota: Money,
    /// What a won deal brings on average.
    pub average_deal: Money,
    /// Where the win rate comes from.
    pub rate_from: RateFrom,
    /// Deals won.
    pub won: u64,
    /// Deals lost.
    pub lost: u64,
    /// A win rate taken at its word.
    #[serde(with = "crate::domain::kept_share")]
    pub stated_rate: Rate,
    /// Open pipeline now.
    pub pipeline: Money,
    /// The chance of quota to be reached.
    #[serde(with = "crate::domain::kept_share")]
    pub wanted: Rate,
    /// What the won deals were worth together; 0 where it is not known.
    pub won_amount: Money,
    /// What the lost deals were worth together; 0 where it is not known.
    pub lost_amount: Money,
    /// Half the width of a likely range that counts as tight.
    #[serde(with = "crate::domain::kept_share")]
    pub within: Rate,
    /// Working weeks left in the period.
    pub weeks_left: u64,
    /// Whether the wins that the open pipeline should bring are taken off the activity numbers.
    pub count_pipeline: bool,
    /// The conversions before the deal, from the deal outwards.
    pub steps: Vec<ChainStep>,
    /// How many of the outermost activity were observed; 0 where they were not.
    pub observed_activities: u64,
    /// Wins that came of them.
    pub observed_wins: u64,
}

impl CalculatorInputs {
    /// The most that an amount can be, in units: more is a slip of the pen.
    pub const MOST_UNITS: f64 = 1e12;
    /// The most that a count can be.
    pub const MOST_COUNT: u32 = 1_000_000;
    /// The most steps in a chain: more can't be read on one screen.
    pub const MOST_STEPS: usize = 6;

    /// Whether every input is one that its field would take.
    pub fn is_sound(&self) -> bool {
        let amounts = [
            self.left_to_quota,
            self.average_deal,
            self.pipeline,
            self.won_amount,
            self.lost_amount,
        ];
        let counts = [self.won, self.lost, self.observed_activities, self.observed_wins];
        let named = |step: &ChainStep| {
            (1..=ChainStep::LONGEST_NAME).contains(&step.name.chars().count())
                && !step.name.chars().any(is_unwanted)
        };
        amounts.iter().all(|amount| (0.0..=Self::MOST_UNITS).contains(&amount.units()))
            && counts.iter().all(|count| *count <= u64::from(Self::MOST_COUNT))
            && (0.01..=0.99).contains(&self.wanted.share())
            && (0.01..=0.30).contains(&self.within.share())
            && (1..=60).contains(&self.weeks_left)
            && self.steps.len() <= Self::MOST_STEPS
            && self.steps.iter().all(named)
    }
}

/// Where a win rate comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RateFrom {
    /// Won and lost deals.
    #[default]
    Counts,
    /// A rate that was typed.
    Stated,
}

/// An activity and how often it leads to the next one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainStep {
    /// "First meetings"
    #[serde(deserialize_with = "plain_text::deserialize")]
    pub name: String,
    /// The share that leads to the next step.
    #[serde(with = "crate::domain::kept_share")]
    pub conversion: Rate,
}

impl ChainStep {
    /// The longest name of an activity, in characters.
    pub const LONGEST_NAME: usize = 40;
}

/// A rep in the middle of a quarter: figures that show at once why 3x is not enough.
impl Default for CalculatorInputs {
    fn default() -> Self {
        let units = |units: i64| Money::from_hundredths(units * 100);
        let step = |name: &str, percent: f64| ChainStep {
            name: name.to_owned(),
            conversion: Rate::clamped(percent / 100.0),
        };
        Self {
            currency: Currency::Usd,
            left_to_quota: units(118_000),
            average_deal: units(30_000),
            rate_from: RateFrom::Counts,
            won: 12,
            lost: 36,
            stated_rate: Rate::clamped(0.25),
            pipeline: units(283_000),
            wanted: Rate::clamped(0.8),
            won_amount: units(360_000),
            lost_amount: Money::ZERO,
            within: Rate::clamped(0.05),
            weeks_left: 6,
            count_pipeline: false,
            steps: vec![step("First meetings", 40.0), step("Conversations", 20.0)],
            observed_activities: 0,
            observed_wins: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_from_an_older_visit_get_what_they_lack() {
        let kept: CalculatorInputs = serde_json::from_str(r#"{"won": 20, "lost": 30}"#).unwrap();
        assert_eq!(kept, CalculatorInputs { won: 20, lost: 30, ..CalculatorInputs::default() });
    }

    #[test]
    fn inputs_that_no_field_takes_are_not_sound() {
        let usual = CalculatorInputs::default();
        assert!(usual.is_sound());
        assert!(!CalculatorInputs { weeks_left: 0, ..usual.clone() }.is_sound());
        assert!(!CalculatorInputs { wanted: Rate::ONE, ..usual.clone() }.is_sound());
        assert!(
            !CalculatorInputs { pipeline: Money::from_hundredths(-1), ..usual.clone() }.is_sound()
        );
        let steps = vec![usual.steps[0].clone(); 7];
        assert!(!CalculatorInputs { steps, ..usual }.is_sound());
    }

    #[test]
    fn inputs_come_back_as_they_were_kept() {
        let inputs =
            CalculatorInputs { rate_from: RateFrom::Stated, ..CalculatorInputs::default() };
        let kept = serde_json::to_string(&inputs).unwrap();
        assert_eq!(serde_json::from_str::<CalculatorInputs>(&kept).ok(), Some(inputs));
    }
}
