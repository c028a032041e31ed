//! How much a whole period runs better or worse, learned from the periods that are over.

use crate::domain::{FiscalCalendar, Money, Period};
use crate::engine::bin_by_form::BinByForm;
use crate::engine::group::{Depth, GroupModel};
use crate::engine::history::DealHistory;
use crate::engine::known::KnownRep;
use crate::engine::outlook::Outlook;
use crate::engine::viewpoint::Viewpoint;
use jiff::civil::Date;

/// The standard deviation of ln f without history: a year's quarters of one rep vary by some 40%
/// around what the deals say.
pub const USUAL_TAU: f64 = 0.4;

/// The values that tau is chosen from.
const CANDIDATES: [f64; 12] = [0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50, 0.6, 0.7, 0.8];

/// Past periods that are looked at, at most: three years of quarters.
pub const MOST_PERIODS: usize = 12;

/// What one past period says of tau: for each candidate, the sum over the reps of
/// ln max(0.001, chance of the bin that the rep's actual total fell in).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TauEvidence {
    ln_chances: [f64; 12],
    /// Reps that it rests on.
    pub reps: usize,
}

impl TauEvidence {
    /// Replays every rep from the morning that the period began, from what was known then. A rep
    /// of whom nothing was known then, or from whom nothing was expected, says nothing.
    pub fn of_period(
        history: &DealHistory,
        fiscal: FiscalCalendar,
        period: Period,
        depth: Depth,
    ) -> Self {
        let mut evidence = Self::default();
        let known = history.known(Viewpoint::replay(period.start));
        if known.watched_from.is_none() {
            return evidence;
        }
        let group = GroupModel::fit(known, fiscal, depth);
        let span = period.span();
        for (rep, actual) in history.won_between(span.start, span.end).into_iter().enumerate() {
            let seen = group.known().reps.get(rep).is_some_and(KnownRep::is_seen);
            if let Some(outlook) = group.outlook(rep, period).filter(|_| seen) {
                evidence.add(&outlook, actual);
            }
        }
        evidence
    }

    fn add(&mut self, outlook: &Outlook, actual: Money) {
        const LEAST: f64 = 0.001;
        let Some(bin) = BinByForm::of(outlook, actual) else { return };
        self.reps += 1;
        for (sum, tau) in self.ln_chances.iter_mut().zip(CANDIDATES) {
            *sum += bin.chance(outlook.form(tau)).max(LEAST).ln();
        }
    }
}

/// Tau, and what it was learned from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tau {
    /// The standard deviation of ln f from period to period.
    pub tau: f64,
    /// Rep-periods that it rests on; with none it is [`USUAL_TAU`].
    pub rep_periods: usize,
}

impl Default for Tau {
    /// Without any past.
    fn default() -> Self {
        Self::learned(&[])
    }
}

impl Tau {
    /// Without history.
    pub const USUAL: Self = Self { tau: USUAL_TAU, rep_periods: 0 };

    /// The candidate with the most of: evidence summed over past periods, less
    /// (ln(tau / 0.4))^2 / 0.5, a log-normal prior around 0.4 with standard deviation 0.5.
    pub fn learned(evidence: &[TauEvidence]) -> Self {
        let rep_periods = evidence.iter().map(|period| period.reps).sum();
        if rep_periods == 0 {
            return Self::USUAL;
        }
        let score = |candidate: usize, tau: f64| {
            let seen: f64 =
                evidence.iter().filter_map(|period| period.ln_chances.get(candidate)).sum();
            seen - (tau / USUAL_TAU).ln().powi(2) / 0.5
        };
        let best = CANDIDATES
            .into_iter()
            .enumerate()
            .map(|(candidate, tau)| (score(candidate, tau), tau))
            .fold(
                (f64::NEG_INFINITY, USUAL_TAU),
                |best, next| if next.0 > best.0 { next } else { best },
            );
        Self { tau: best.1, rep_periods }
    }
}

/// The last periods that ended by `as_of`, the latest first, as far back as decisions go.
pub fn past_periods(history: &DealHistory, fiscal: FiscalCalendar, as_of: Date) -> Vec<Period> {
    let Some((first, _)) = history.decided_days() else { return Vec::new() };
    let mut periods = Vec::new();
    let mut period = fiscal.previous(fiscal.period_of(as_of));
    while period.span().start > first && periods.len() < MOST_PERIODS {
        periods.push(period);
        let previous = fiscal.previous(period);
        if previous.start >= period.start {
            break;
        }
        period = previous;
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{outlook, units};

    #[test]
    fn periods_far_off_the_mean_teach_a_large_tau_and_steady_ones_a_small() {
        let outlook = outlook(&[(900, 0.4); 60], 0.0);
        let learned = |actuals: &[i64]| {
            let mut evidence = TauEvidence::default();
            for actual in actuals {
                evidence.add(&outlook, units(*actual));
            }
            Tau::learned(&[evidence]).tau
        };
        assert!(learned(&[8_000, 42_000, 9_000, 36_000, 12_000, 50_000]) >= 0.6);
        assert!(learned(&[21_000, 22_000, 20_000, 21_500, 21_900, 20_500]) < 0.35);
        assert!((learned(&[]) - USUAL_TAU).abs() < f64::EPSILON);
    }
}
