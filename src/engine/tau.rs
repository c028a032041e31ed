//! How much a whole period runs better or worse, learned from the periods that are over.

use crate::domain::Money;
use crate::domain::{FiscalCalendar, Period};
use crate::engine::form::Form;
use crate::engine::group::{Depth, GroupModel};
use crate::engine::history::DealHistory;
use crate::engine::known::KnownRep;
use crate::engine::money_grid::MoneyGrid;
use crate::engine::outlook::Outlook;
use crate::engine::reach::Reach;
use crate::engine::viewpoint::Viewpoint;
use jiff::civil::Date;

/// The standard deviation of ln f without history: a year's quarters of one rep vary by some 40%
/// around what the deals say.
pub const USUAL_TAU: f64 = 0.4;

/// The values that tau is chosen from.
const CANDIDATES: [f64; 12] = [0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50, 0.6, 0.7, 0.8];

/// Where the bins are cut, in times the mean in form 1.
const CUTS: [f64; 7] = [0.4, 0.6, 0.8, 1.0, 1.25, 1.6, 2.2];

/// Cells up to the last cut: 40 to the mean, so that every cut lies on the edge of one.
const CELLS: usize = 88;

/// The cuts in cells of the grid that ends at the last.
const CUT_CELLS: [usize; 7] = [16, 24, 32, 40, 50, 64, 88];

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
        let mut added = [0.0; 12];
        for (ln_chance, tau) in added.iter_mut().zip(CANDIDATES) {
            let Some(chance) = chance_of_bin(outlook, tau, actual) else { return };
            *ln_chance = chance.max(LEAST).ln();
        }
        self.reps += 1;
        for (sum, ln_chance) in self.ln_chances.iter_mut().zip(added) {
            *sum += ln_chance;
        }
    }
}

/// The chance of the bin that the actual total fell in; `None` where nothing was expected.
fn chance_of_bin(outlook: &Outlook, tau: f64, actual: Money) -> Option<f64> {
    let form = outlook.form(tau);
    // The mean in form 1: bins that moved with tau would be other bins for each candidate.
    let (mean, _) = outlook.moments(Form::NONE);
    let last = CUTS.last().copied()?;
    let top = Money::from_units(mean * last).filter(|top| top.is_positive())?;
    let reach = Reach::on(outlook, top, MoneyGrid::even(top, CELLS));
    let bin = CUTS.iter().filter(|cut| actual.units() >= mean * **cut).count();
    let (first, end) = (
        bin.checked_sub(1).and_then(|cut| CUT_CELLS.get(cut)).copied().unwrap_or(0),
        CUT_CELLS.get(bin).copied(),
    );
    let chance = form.nodes().into_iter().map(|node| {
        let totals = reach.total(node.factor);
        let up_to = |cell: usize| totals.cells().iter().take(cell).sum::<f64>();
        node.weight * (end.map_or(1.0, up_to) - up_to(first))
    });
    Some(chance.sum())
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
    fn every_cut_lies_on_the_edge_of_a_cell() {
        let cells = f64::from(u32::try_from(CELLS).unwrap());
        for (cut, cell) in CUTS.into_iter().zip(CUT_CELLS) {
            let edge = f64::from(u32::try_from(cell).unwrap()) / cells * 2.2;
            assert!((edge - cut).abs() < 1e-12, "{cut}");
        }
    }

    #[test]
    fn the_chances_of_all_bins_add_up_to_one() {
        let outlook = outlook(&[(900, 0.4); 20], 3.0);
        let mean = outlook.moments(Form::NONE).0;
        let total: f64 = [0.1, 0.5, 0.7, 0.9, 1.1, 1.4, 2.0, 5.0]
            .into_iter()
            .map(|times| {
                let actual = Money::from_units(times * mean).unwrap();
                chance_of_bin(&outlook, 0.4, actual).unwrap()
            })
            .sum();
        assert!((total - 1.0).abs() < 1e-9, "{total}");
    }

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
