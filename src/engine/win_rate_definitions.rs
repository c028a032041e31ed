//! What "win rate" may mean: the definitions that need no timing, side by side.

use crate::domain::{Interval, Multiple, Rate};
use crate::engine::deal_figures::DealFigures;
use crate::engine::prior::Decided;
use crate::engine::win_rate::{LIKELY, score_interval, wilson_interval};

/// A definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WinRateDefinition {
    /// (a) won / (won + lost), by number of deals.
    ByCount,
    /// (b) won / (won + lost), by what they were worth.
    ByValue,
    /// (c) won / (won + lost + stale): an open deal that can't be won any more counts as lost.
    StaleAsLost,
}

/// What a definition gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DefinedRate {
    /// A rate.
    Rate {
        /// Won over all that count.
        rate: Rate,
        /// The range that it likely lies in (8 in 10).
        range: Interval,
        /// The deals that it rests on.
        deals: u64,
        /// 1 / rate, the coverage that breaks even; `None` for a rate of 0.
        break_even: Option<Multiple>,
    },
    /// No deal counts under this definition.
    NothingDecided,
    /// (a) and (b): under 15% of the team's decided deals are lost, so losses are not recorded and
    /// the share won says nothing.
    LossesNotRecorded,
    /// (b): over half of the lost deals carry no amount, so the share won by value would be too
    /// high.
    LostWithoutAmount,
}

impl WinRateDefinition {
    /// The definitions in order.
    pub const ALL: [Self; 3] = [Self::ByCount, Self::ByValue, Self::StaleAsLost];

    /// The rate of a rep, or of a team added up, under this definition. `losses_recorded` says
    /// whether the team's losses are ([`crate::engine::ladder::losses_are_recorded`]).
    ///
    /// The range of (a) and (c) is Wilson's. That of (b) is Wilson's on Kish's effective number of
    /// deals, (sum of amounts)^2 / sum of squared amounts (Kish, *Survey Sampling*, 1965): one deal
    /// that outweighs all others says no more than one deal can.
    pub fn of(self, figures: &DealFigures, losses_recorded: bool) -> DefinedRate {
        match self {
            Self::ByCount | Self::ByValue if !losses_recorded => DefinedRate::LossesNotRecorded,
            Self::ByCount => by_count(figures.decided),
            Self::ByValue => by_value(figures),
            Self::StaleAsLost => by_count(stale_as_lost(figures)),
        }
    }
}

/// Won, and lost together with stale.
pub fn stale_as_lost(figures: &DealFigures) -> Decided {
    let Decided { won, lost } = figures.decided;
    Decided { won, lost: lost.saturating_add(figures.stale.deals as u64) }
}

fn by_count(decided: Decided) -> DefinedRate {
    let deals = decided.count();
    let range = wilson_interval(decided.won, deals, LIKELY);
    match decided.rate().zip(range) {
        Some((rate, range)) => defined(rate, range, deals),
        None => DefinedRate::NothingDecided,
    }
}

fn by_value(figures: &DealFigures) -> DefinedRate {
    let DealFigures { won_amount, lost_amount, lost_without_amount, decided, .. } = *figures;
    if lost_without_amount.saturating_mul(2) > decided.lost {
        return DefinedRate::LostWithoutAmount;
    }
    let all = won_amount.units() + lost_amount.units();
    if all <= 0.0 {
        return DefinedRate::NothingDecided;
    }
    let rate = Rate::clamped(won_amount.units() / all);
    let effective = all * all / figures.squared_amounts;
    match score_interval(rate.share(), effective, LIKELY) {
        Some(range) => defined(rate, range, figures.decided_with_amount),
        None => DefinedRate::NothingDecided,
    }
}

fn defined(rate: Rate, range: Interval, deals: u64) -> DefinedRate {
    DefinedRate::Rate { rate, range, deals, break_even: Multiple::new(1.0 / rate.share()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FiscalCalendar, Money, Outcome};
    use crate::engine::deal_figures::TeamFigures;
    use crate::engine::history::{DealHistory, DealRecord};
    use crate::engine::made_up::{deal, units};
    use crate::engine::viewpoint::Viewpoint;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn figures(deals: &[DealRecord]) -> DealFigures {
        let today = date(2024, 6, 30);
        let period = FiscalCalendar::default().period_of(today);
        TeamFigures::of(&DealHistory::new(1, deals), Viewpoint::live(today), period).reps[0]
    }

    fn decided(won: bool, amount: Option<Money>) -> DealRecord {
        DealRecord { amount, ..deal(0, date(2024, 5, 1), Some((10, won))) }
    }

    #[track_caller]
    fn rate(definition: WinRateDefinition, deals: &[DealRecord], share: f64, count: u64) {
        match definition.of(&figures(deals), true) {
            DefinedRate::Rate { rate, deals, .. } => {
                assert!((rate.share() - share).abs() < 1e-12, "{}", rate.share());
                assert_eq!(deals, count);
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_definition_counts_its_own_deals() {
        let stale =
            DealRecord { outcome: Outcome::Open, closed: None, ..deal(0, date(2024, 1, 1), None) };
        let deals = [
            decided(true, Some(units(300))),
            decided(false, Some(units(100))),
            decided(false, Some(units(200))),
            stale,
        ];
        rate(WinRateDefinition::ByCount, &deals, 1.0 / 3.0, 3);
        rate(WinRateDefinition::ByValue, &deals, 0.5, 3);
        rate(WinRateDefinition::StaleAsLost, &deals, 0.25, 4);
    }

    #[test]
    fn a_rate_by_value_needs_what_the_lost_deals_were_worth() {
        let deals = [decided(true, Some(units(300))), decided(false, None)];
        assert_eq!(
            WinRateDefinition::ByValue.of(&figures(&deals), true),
            DefinedRate::LostWithoutAmount
        );
        let half = [deals[0], deals[1], decided(false, Some(units(100)))];
        rate(WinRateDefinition::ByValue, &half, 0.75, 2);
    }

    #[test]
    fn a_team_that_records_no_losses_has_a_rate_only_with_its_stale_deals() {
        let figures = figures(&[decided(true, Some(units(300)))]);
        for definition in [WinRateDefinition::ByCount, WinRateDefinition::ByValue] {
            assert_eq!(definition.of(&figures, false), DefinedRate::LossesNotRecorded);
        }
        assert!(matches!(
            WinRateDefinition::StaleAsLost.of(&figures, false),
            DefinedRate::Rate { .. }
        ));
    }

    #[test]
    fn nothing_won_has_no_break_even_and_nothing_decided_no_rate() {
        let nothing = WinRateDefinition::ByCount.of(&figures(&[decided(false, None)]), true);
        assert!(matches!(nothing, DefinedRate::Rate { break_even: None, .. }));
        for definition in WinRateDefinition::ALL {
            assert_eq!(definition.of(&figures(&[]), true), DefinedRate::NothingDecided);
        }
    }

    proptest! {
        #[test]
        fn deals_of_one_size_have_one_rate_by_count_and_by_value(won in 0_usize..40, lost in 1_usize..40) {
            let mut deals = vec![decided(true, Some(units(500))); won];
            deals.extend(vec![decided(false, Some(units(500))); lost]);
            let figures = figures(&deals);
            let by_count = WinRateDefinition::ByCount.of(&figures, true);
            let by_value = WinRateDefinition::ByValue.of(&figures, true);
            let (DefinedRate::Rate { rate: one, range: first, .. }, DefinedRate::Rate { rate: other, range: second, .. }) = (by_count, by_value) else {
                return Err(TestCaseError::fail("both are rates"));
            };
            prop_assert!((one.share() - other.share()).abs() < 1e-12);
            prop_assert!((first.low.share() - second.low.share()).abs() < 1e-9);
            prop_assert!((first.high.share() - second.high.share()).abs() < 1e-9);
        }
    }
}
