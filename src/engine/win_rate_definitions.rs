//! What "win rate" may mean: all definitions, side by side.

use crate::domain::{Interval, Multiple, Rate, WinRateDefinition};
use crate::engine::cohort_rate::{CohortRate, created_cohort_rate};
use crate::engine::deal_figures::DealFigures;
use crate::engine::known::{Known, KnownRep};
use crate::engine::life_table::Watched;
use crate::engine::prior::Decided;
use crate::engine::time_to_event_rate::time_to_event_rate;
use crate::engine::win_rate::{LIKELY, score_interval, wilson_interval};
use serde::{Deserialize, Serialize};

/// What a win rate is worked out from: a rep's deals, or a team's added up.
#[derive(Clone, Copy, Debug)]
pub struct RateEvidence<'a> {
    /// What they come to.
    pub figures: &'a DealFigures,
    /// Whether the team's losses are ([`crate::engine::ladder::losses_are_recorded`]).
    pub losses_recorded: bool,
    /// What is known of the group.
    pub known: &'a Known,
    /// The rep's place in it; `None` for all of it.
    pub rep: Option<usize>,
}

impl<'a> RateEvidence<'a> {
    /// The rep, or all of the group.
    pub(super) fn reps(self) -> &'a [KnownRep] {
        match self.rep {
            Some(rep) => self.known.reps.get(rep..=rep).unwrap_or_default(),
            None => &self.known.reps,
        }
    }

    /// The deals whose age is known, of the rep or of all.
    pub(super) fn watched(self) -> impl Iterator<Item = Watched> + 'a {
        let is_of = move |rep| self.rep.is_none_or(|own| own == rep);
        self.known.watched.iter().filter(move |deal| is_of(deal.rep)).map(|deal| deal.life)
    }
}

/// What a definition gives.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum DefinedRate {
    /// A rate.
    Rate {
        /// Won over all that count.
        rate: Rate,
        /// The range that it likely lies in (8 in 10); `None` where its variance is nothing.
        range: Option<Interval>,
        /// The deals that it rests on.
        deals: u64,
        /// 1 / rate, the coverage that breaks even; `None` for a rate of 0.
        break_even: Option<Multiple>,
        /// (d): deals count that were created at least so many days ago.
        created_before: Option<usize>,
    },
    /// No deal counts under this definition.
    NothingDecided,
    /// (a), (b) and (e): under 15% of the team's decided deals are lost, so losses are not recorded
    /// and the share won says nothing.
    LossesNotRecorded,
    /// (b): over half of the lost deals carry no amount, so the share won by value would be too
    /// high.
    LostWithoutAmount,
    /// (d): no deal of the look-back is as old as 9 in 10 decided deals were.
    TooRecent {
        /// That age in days.
        age_needed: usize,
    },
}

impl WinRateDefinition {
    /// The rate under this definition.
    ///
    /// The range of (a), (c) and (d) is Wilson's. That of (b) is Wilson's on Kish's effective number
    /// of deals, (sum of amounts)^2 / sum of squared amounts (Kish, *Survey Sampling*, 1965): one
    /// deal that outweighs all others says no more than one deal can. Those of (d) and (e) stand
    /// with [`created_cohort_rate`] and [`time_to_event_rate`].
    pub fn of(self, evidence: RateEvidence<'_>) -> DefinedRate {
        let RateEvidence { figures, losses_recorded, .. } = evidence;
        match self {
            Self::ByCount | Self::ByValue | Self::TimeToEvent if !losses_recorded => {
                DefinedRate::LossesNotRecorded
            }
            Self::ByCount => by_count(figures.decided),
            Self::ByValue => by_value(figures),
            Self::StaleAsLost => by_count(stale_as_lost(figures)),
            Self::CreatedCohort => by_cohort(evidence),
            Self::TimeToEvent => by_time_to_event(evidence),
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
        Some((rate, range)) => defined(rate, Some(range), deals),
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
    match score_interval(rate.share(), figures.deals_by_value(), LIKELY) {
        Some(range) => defined(rate, Some(range), figures.decided_with_amount),
        None => DefinedRate::NothingDecided,
    }
}

fn by_cohort(evidence: RateEvidence<'_>) -> DefinedRate {
    match created_cohort_rate(evidence.known, evidence.reps()) {
        CohortRate::Known { created, rate, range, age_needed, .. } => DefinedRate::Rate {
            rate,
            range: Some(range),
            deals: created,
            break_even: Multiple::new(1.0 / rate.share()),
            created_before: Some(age_needed),
        },
        CohortRate::TooRecent { age_needed } => DefinedRate::TooRecent { age_needed },
        CohortRate::NothingDecided => DefinedRate::NothingDecided,
    }
}

fn by_time_to_event(evidence: RateEvidence<'_>) -> DefinedRate {
    let watched: Vec<Watched> = evidence.watched().collect();
    match time_to_event_rate(&watched) {
        Some(rate) => defined(rate.won, rate.range, rate.deals as u64),
        None => DefinedRate::NothingDecided,
    }
}

fn defined(rate: Rate, range: Option<Interval>, deals: u64) -> DefinedRate {
    let break_even = Multiple::new(1.0 / rate.share());
    DefinedRate::Rate { rate, range, deals, break_even, created_before: None }
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

    fn defined_by(
        definition: WinRateDefinition,
        deals: &[DealRecord],
        losses_recorded: bool,
    ) -> DefinedRate {
        let (today, history) = (date(2024, 6, 30), DealHistory::new(1, deals));
        let period = FiscalCalendar::default().period_of(today);
        let viewpoint = Viewpoint::live(today);
        let figures = &TeamFigures::of(&history, viewpoint, period, &[]).reps[0];
        let known = &history.known(viewpoint);
        let of = |rep| definition.of(RateEvidence { figures, losses_recorded, known, rep });
        // A team of one is that rep.
        assert_eq!(of(None), of(Some(0)));
        of(None)
    }

    fn decided(won: bool, amount: Option<Money>) -> DealRecord {
        DealRecord { amount, ..deal(0, date(2024, 5, 1), Some((10, won))) }
    }

    #[track_caller]
    fn rate(definition: WinRateDefinition, deals: &[DealRecord], share: f64, count: u64) {
        match defined_by(definition, deals, true) {
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
    fn open_deals_count_where_a_definition_uses_them() {
        // Six of ten old deals were won within 10 days and four lost on the 60th; ten are 30 days
        // old and still open, too young to be told and too old to be won.
        let old = |won: bool| {
            let age = if won { 10 } else { 60 };
            deal(0, date(2024, 2, 1), Some((age, won)))
        };
        let young = deal(0, date(2024, 5, 31), None);
        let mut deals = vec![old(true); 6];
        deals.extend([old(false); 4]);
        deals.extend([young; 10]);
        rate(WinRateDefinition::ByCount, &deals, 0.6, 10);
        rate(WinRateDefinition::CreatedCohort, &deals, 0.6, 10);
        // Of 20 watched 6 were won by day 10; whoever was open then is lost on day 60.
        rate(WinRateDefinition::TimeToEvent, &deals, 0.3, 20);
        let lately =
            [deal(0, date(2024, 6, 1), Some((10, true))), deal(0, date(2024, 6, 25), None)];
        let early = [deal(0, date(2023, 1, 1), Some((200, false)))];
        let too_recent =
            defined_by(WinRateDefinition::CreatedCohort, &[lately, [early[0]; 2]].concat(), true);
        assert_eq!(too_recent, DefinedRate::TooRecent { age_needed: 200 });
    }

    #[test]
    fn a_rate_by_value_needs_what_the_lost_deals_were_worth() {
        let deals = [decided(true, Some(units(300))), decided(false, None)];
        assert_eq!(
            defined_by(WinRateDefinition::ByValue, &deals, true),
            DefinedRate::LostWithoutAmount
        );
        let half = [deals[0], deals[1], decided(false, Some(units(100)))];
        rate(WinRateDefinition::ByValue, &half, 0.75, 2);
    }

    #[test]
    fn a_team_that_records_no_losses_has_a_rate_only_with_its_open_deals() {
        use WinRateDefinition::{ByCount, ByValue, CreatedCohort, StaleAsLost, TimeToEvent};
        let deals = [decided(true, Some(units(300)))];
        for definition in [ByCount, ByValue, TimeToEvent] {
            assert_eq!(defined_by(definition, &deals, false), DefinedRate::LossesNotRecorded);
        }
        for definition in [StaleAsLost, CreatedCohort] {
            let rate = defined_by(definition, &deals, false);
            assert!(matches!(rate, DefinedRate::Rate { .. }), "{rate:?}");
        }
    }

    #[test]
    fn nothing_won_has_no_break_even_and_nothing_decided_no_rate() {
        let lost = [decided(false, None)];
        let nothing = defined_by(WinRateDefinition::ByCount, &lost, true);
        assert!(matches!(nothing, DefinedRate::Rate { break_even: None, .. }));
        for definition in WinRateDefinition::ALL {
            assert_eq!(defined_by(definition, &[], true), DefinedRate::NothingDecided);
        }
    }

    proptest! {
        #[test]
        fn deals_of_one_size_have_one_rate_by_count_and_by_value(won in 0_usize..40, lost in 1_usize..40) {
            let mut deals = vec![decided(true, Some(units(500))); won];
            deals.extend(vec![decided(false, Some(units(500))); lost]);
            let by_count = defined_by(WinRateDefinition::ByCount, &deals, true);
            let by_value = defined_by(WinRateDefinition::ByValue, &deals, true);
            let (DefinedRate::Rate { rate: one, range: Some(first), .. }, DefinedRate::Rate { rate: other, range: Some(second), .. }) = (by_count, by_value) else {
                return Err(TestCaseError::fail("both are rates"));
            };
            prop_assert!((one.share() - other.share()).abs() < 1e-12);
            prop_assert!((first.low.share() - second.low.share()).abs() < 1e-9);
            prop_assert!((first.high.share() - second.high.share()).abs() < 1e-9);
        }
    }
}
