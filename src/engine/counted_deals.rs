//! Which deals count for a team's win rates, by the definition that it chose.

use crate::domain::{Interval, Outcome, Rate, WinRateDefinition};
use crate::engine::cohort_rate::{CohortRate, created_cohort_rate};
use crate::engine::deal_figures::{DealFigures, TeamFigures};
use crate::engine::known::Known;
use crate::engine::ladder::losses_are_recorded;
use crate::engine::life_table::Watched;
use crate::engine::prior::{BetaPrior, Decided, TrustedRate};
use crate::engine::time_to_event_rate::time_to_event_rate;
use crate::engine::win_rate::{LIKELY, wilson_interval};
use crate::engine::win_rate_definitions::{DefinedRate, RateEvidence, stale_as_lost};
use serde::{Deserialize, Serialize};

/// What a rep's win rate rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CountedDeals {
    /// So many count as won and as lost. By value and by time to event, so many whole deals as say
    /// as much: the number of deals at which a share of deals would vary as this rate does.
    pub decided: Decided,
    /// The rate itself, which whole deals can't always show; `None` where nothing counts.
    pub rate: Option<Rate>,
    /// Its likely range, as far as these deals alone say.
    pub range: Option<Interval>,
}

/// A rep's win rate, and what it was made with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnRate {
    /// The rate.
    pub rate: TrustedRate,
    /// What the peers say.
    pub prior: BetaPrior,
    /// What counts in it.
    pub by: WinRateDefinition,
}

impl CountedDeals {
    /// Won and lost deals as they are.
    pub fn of(decided: Decided) -> Self {
        let range = wilson_interval(decided.won, decided.count(), LIKELY);
        Self { decided, rate: decided.rate(), range }
    }

    /// What may be trusted of the rate, beside the peers.
    pub fn trusted_rate(self, prior: BetaPrior) -> TrustedRate {
        TrustedRate { raw: self.rate, raw_range: self.range, ..prior.trusted_rate(self.decided) }
    }
}

/// The same of a whole team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamCounted {
    /// The definition.
    pub by: WinRateDefinition,
    /// By the place of the rep.
    pub reps: Vec<CountedDeals>,
}

impl TeamCounted {
    /// Counts a team's deals. `None` where the definition gives the team no rate, or counts won and
    /// lost deals as they stand in the figures. Deals without an owner stand behind the reps in
    /// `known`.
    pub fn new(by: WinRateDefinition, figures: &TeamFigures, known: &Known) -> Option<Self> {
        if by == WinRateDefinition::ByCount {
            return None;
        }
        let all = figures.reps.iter().chain([&figures.unowned]);
        let losses_recorded = losses_are_recorded(all.clone().map(|rep| rep.decided));
        let together = &DealFigures::together(all);
        let team = RateEvidence { figures: together, losses_recorded, known, rep: None };
        if !matches!(by.of(team), DefinedRate::Rate { .. }) {
            return None;
        }
        let of_rep = |(rep, figures): (usize, &DealFigures)| {
            counted(by, RateEvidence { figures, losses_recorded, known, rep: Some(rep) })
        };
        Some(Self { by, reps: figures.reps.iter().enumerate().map(of_rep).collect() })
    }
}

fn counted(by: WinRateDefinition, evidence: RateEvidence<'_>) -> CountedDeals {
    let DefinedRate::Rate { rate, range, .. } = by.of(evidence) else {
        return CountedDeals::default();
    };
    let decided = match by {
        WinRateDefinition::ByCount => evidence.figures.decided,
        WinRateDefinition::StaleAsLost => stale_as_lost(evidence.figures),
        WinRateDefinition::ByValue => as_deals(rate, evidence.figures.deals_by_value()),
        WinRateDefinition::CreatedCohort => created(evidence),
        WinRateDefinition::TimeToEvent => as_deals(rate, by_time(evidence)),
    };
    CountedDeals { decided, rate: Some(rate), range }
}

/// Whole deals that say as much as `deals` at this rate.
fn as_deals(rate: Rate, deals: f64) -> Decided {
    let all = deals.round().clamp(0.0, f64::from(u32::MAX));
    let won = (rate.share() * all).round();
    Decided { won: whole(won), lost: whole(all - won) }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to a u32 above")]
fn whole(deals: f64) -> u64 {
    deals.max(0.0) as u64
}

fn created(evidence: RateEvidence<'_>) -> Decided {
    match created_cohort_rate(evidence.known, evidence.reps()) {
        CohortRate::Known { won, created, .. } => {
            Decided { won, lost: created.saturating_sub(won) }
        }
        CohortRate::TooRecent { .. } | CohortRate::NothingDecided => Decided::default(),
    }
}

/// m (1 - m) / variance; the decided deals where the variance is nothing.
fn by_time(evidence: RateEvidence<'_>) -> f64 {
    let watched: Vec<Watched> = evidence.watched().collect();
    let decided = watched.iter().filter(|deal| deal.outcome != Outcome::Open).count();
    let deals = time_to_event_rate(&watched).map(|rate| rate.effective_deals);
    deals.filter(|deals| deals.is_finite()).unwrap_or(decided as f64)
}

/// Of won and lost deals as they are.
#[cfg(test)]
pub fn own_rate(prior: BetaPrior, decided: Decided) -> OwnRate {
    OwnRate { rate: prior.trusted_rate(decided), prior, by: WinRateDefinition::ByCount }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FiscalCalendar, Money};
    use crate::engine::history::{DealHistory, DealRecord};
    use crate::engine::made_up::{deal, units};
    use crate::engine::viewpoint::Viewpoint;
    use crate::engine::win_rate::beta_interval;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn of(by: WinRateDefinition, reps: usize, deals: &[DealRecord]) -> Option<TeamCounted> {
        let today = date(2024, 6, 30);
        let (history, viewpoint) = (DealHistory::new(reps + 1, deals), Viewpoint::live(today));
        let period = FiscalCalendar::default().period_of(today);
        let figures = TeamFigures::of(&history, viewpoint, period, &[]).with_unowned(reps);
        TeamCounted::new(by, &figures, &history.known(viewpoint))
    }

    fn decided(rep: usize, won: bool, amount: Option<Money>) -> DealRecord {
        DealRecord { amount, ..deal(rep, date(2024, 5, 1), Some((10, won))) }
    }

    fn equal(rep: usize, won: usize, lost: usize) -> Vec<DealRecord> {
        let of = |is_won| decided(rep, is_won, Some(units(500)));
        [vec![of(true); won], vec![of(false); lost]].concat()
    }

    #[test]
    fn deals_of_one_size_count_alike_by_every_definition() {
        let deals = [equal(0, 12, 28), equal(1, 3, 1)].concat();
        for by in &WinRateDefinition::ALL[1..] {
            let counted = of(*by, 2, &deals).unwrap();
            assert_eq!(counted.by, *by);
            let reps: Vec<Decided> = counted.reps.iter().map(|rep| rep.decided).collect();
            let said = [Decided { won: 12, lost: 28 }, Decided { won: 3, lost: 1 }];
            assert_eq!(reps, said, "{by:?}");
            assert!((counted.reps[0].rate.unwrap().share() - 0.3).abs() < 1e-9);
        }
        assert_eq!(of(WinRateDefinition::ByCount, 2, &deals), None);
    }

    #[test]
    fn one_deal_that_outweighs_all_others_says_no_more_than_one() {
        let mut deals = equal(0, 20, 20);
        deals.push(decided(0, true, Some(units(10_000_000))));
        let counted = of(WinRateDefinition::ByValue, 1, &deals).unwrap().reps[0];
        assert_eq!(counted.decided, Decided { won: 1, lost: 0 });
        assert!(counted.rate.unwrap().share() > 0.99);
    }

    #[test]
    fn a_definition_without_a_rate_for_the_team_counts_nothing() {
        let without_amounts =
            [decided(0, true, None), decided(0, false, None), decided(0, false, None)];
        assert_eq!(of(WinRateDefinition::ByValue, 1, &without_amounts), None);
        assert_eq!(of(WinRateDefinition::TimeToEvent, 1, &equal(0, 20, 1)), None);
        assert!(of(WinRateDefinition::StaleAsLost, 1, &equal(0, 20, 1)).is_some());
        // A rep of whom nothing counts is worth the group.
        let other = of(WinRateDefinition::ByValue, 2, &equal(0, 5, 5)).unwrap().reps[1];
        assert_eq!(other, CountedDeals::default());
    }

    proptest! {
        #[test]
        fn by_time_as_many_deals_count_as_the_range_is_wide(won in 1_usize..60, lost in 1_usize..60) {
            let young = vec![deal(0, date(2024, 6, 28), None); 25];
            let deals = [equal(0, won, lost), young].concat();
            let lost = if lost < won { lost + won } else { lost };
            let deals = [deals, equal(0, 0, lost)].concat();
            let counted = of(WinRateDefinition::TimeToEvent, 1, &deals).unwrap().reps[0];
            // Open deals younger than any decided one take nothing away and add nothing.
            let all = (deals.len() - 25) as f64;
            prop_assert!((counted.decided.count() as f64 - all).abs() <= 1.0);
            let rate = counted.rate.unwrap().share();
            prop_assert!((counted.decided.won as f64 - rate * all).abs() <= 1.0);
            // The Beta whose variance is that of a share of so many deals.
            let beta = beta_interval(rate * (all - 1.0), (1.0 - rate) * (all - 1.0), LIKELY).unwrap();
            let range = counted.range.unwrap();
            prop_assert!((range.low.share() - beta.low.share()).abs() < 1e-6);
            prop_assert!((range.high.share() - beta.high.share()).abs() < 1e-6);
        }
    }
}
