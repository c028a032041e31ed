//! What open deals and deals not created yet bring together, below a target, at any form factor.

use crate::domain::Money;
use crate::engine::below_target::BelowTarget;
use crate::engine::money_grid::{COARSE_CELLS, MoneyGrid};
use crate::engine::new_deals::SizesOnGrid;
use crate::engine::outlook::Outlook;

/// The total of open deals and deals not created yet, up to a target above zero.
///
/// Ties matter, and most where deals are few and equal. A grid tells them apart only if it is a
/// lattice of all the amounts. Where the open deals have one and the sizes of new ones are not on
/// it, what can happen is cut in two: without any new win, on the open deals' own lattice; with at
/// least one, on even cells.
pub(crate) struct Reach<'a> {
    outlook: &'a Outlook,
    cases: Vec<Case>,
}

/// A part of what can happen, and the grid that holds it.
struct Case {
    grid: MoneyGrid,
    wins: NewWins,
}

/// How many new wins there are in a [`Case`].
enum NewWins {
    Any(SizesOnGrid),
    None,
    Some(SizesOnGrid),
}

impl<'a> Reach<'a> {
    /// Exact where there is a lattice (for a search on few cells: one of no more than those), else
    /// on so many even cells.
    pub(crate) fn new(outlook: &'a Outlook, target: Money, cells: usize) -> Self {
        let open = || outlook.deals.iter().map(|deal| deal.amount);
        let lattice = |amounts: &mut dyn Iterator<Item = Money>| {
            MoneyGrid::lattice(amounts, target)
                .filter(|lattice| cells > COARSE_CELLS || lattice.cells() <= cells)
        };
        if outlook.new_mean() <= 0.0 {
            let grid = lattice(&mut open());
            let grid = grid.unwrap_or_else(|| MoneyGrid::aligned(open(), target, cells));
            return Self::on(outlook, grid);
        }
        let new = outlook.sizes.amounts().iter().copied();
        if let Some(grid) = lattice(&mut open().chain(new)) {
            return Self::on(outlook, grid);
        }
        lattice(&mut open()).map_or_else(
            || Self::on(outlook, MoneyGrid::aligned(open(), target, cells)),
            |grid| {
                let mut reach = Self::with_a_new_win(outlook, target, cells);
                reach.cases.push(Case { grid, wins: NewWins::None });
                reach
            },
        )
    }

    /// All that can happen, on a given grid.
    pub(crate) fn on(outlook: &'a Outlook, grid: MoneyGrid) -> Self {
        let wins = NewWins::Any(outlook.sizes.on(grid));
        Self { outlook, cases: vec![Case { grid, wins }] }
    }

    /// Only what can happen with at least one new win, on so many even cells.
    pub(crate) fn with_a_new_win(outlook: &'a Outlook, target: Money, cells: usize) -> Self {
        let open = outlook.deals.iter().map(|deal| deal.amount);
        let grid = MoneyGrid::aligned(open, target, cells);
        let wins = NewWins::Some(outlook.sizes.on(grid));
        Self { outlook, cases: vec![Case { grid, wins }] }
    }

    /// Whether the totals of the open deals are all told apart where nothing new is won.
    pub(crate) fn tells_ties_apart(&self) -> bool {
        self.cases.iter().any(|case| case.grid.is_exact())
    }

    /// What new deals alone bring, at one form factor.
    pub(crate) fn new_alone(&self, factor: f64) -> Total {
        let wins = self.outlook.new_wins.times(factor);
        let none = self.outlook.chance_of_no_new_win(factor);
        let part = |case: &Case| {
            let below = match &case.wins {
                NewWins::Any(sizes) => BelowTarget::from_cells(sizes.totals(wins)),
                NewWins::None => BelowTarget::nothing_yet_in(case.grid, none),
                NewWins::Some(sizes) => {
                    let mut totals = sizes.totals(wins);
                    if let Some(first) = totals.first_mut() {
                        *first = (*first - none).max(0.0);
                    }
                    BelowTarget::from_cells(totals)
                }
            };
            (case.grid, below)
        };
        Total { parts: self.cases.iter().map(part).collect() }
    }

    /// What open and new deals bring, at one form factor.
    pub(crate) fn total(&self, factor: f64) -> Total {
        let mut total = self.new_alone(factor);
        for deal in &self.outlook.deals {
            total.add(deal.amount, deal.chance(factor));
        }
        total
    }
}

/// How likely each total below the target is, at one form factor.
#[derive(Clone, Debug)]
pub(crate) struct Total {
    /// One for each case; their chances add up.
    parts: Vec<(MoneyGrid, BelowTarget)>,
}

impl Total {
    /// With one deal more that is won with this chance.
    pub(crate) fn add(&mut self, amount: Money, chance: f64) {
        for (grid, below) in &mut self.parts {
            below.add(grid.place(amount), chance);
        }
    }

    /// The chance that the target is missed.
    pub(crate) fn chance(&self) -> f64 {
        self.parts.iter().map(|(_, below)| below.chance()).sum()
    }

    /// The chance that the target is missed with this amount on top.
    pub(crate) fn chance_with(&self, amount: Money) -> f64 {
        self.parts.iter().map(|(grid, below)| below.chance_with(grid.place(amount))).sum()
    }

    /// The chance that the target is missed with one deal more that is won with this chance.
    pub(crate) fn chance_after(&self, amount: Money, chance: f64) -> f64 {
        let after = |(grid, below): &(MoneyGrid, BelowTarget)| {
            below.chance_after(grid.place(amount), chance)
        };
        self.parts.iter().map(after).sum()
    }

    /// The chance of each cell, where it is all on one grid.
    pub(crate) fn cells(&self) -> &[f64] {
        self.parts.first().map_or(&[], |(_, below)| below.cells())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{outlook, units};
    use crate::engine::money_grid::FINE_CELLS;

    #[test]
    fn ties_of_round_deals_are_told_apart_beside_new_deals_of_odd_sizes() {
        // Three of a third each: without any new win all three are needed.
        let mut thirds = outlook(&[(20_000, 0.8); 3], 0.3);
        thirds.sizes = crate::engine::new_deals::WinSizes::new(&[units(317), units(9_001)]);
        let reach = Reach::new(&thirds, units(60_000), FINE_CELLS);
        assert!(reach.tells_ties_apart());
        let missed = reach.total(1.0).chance();
        let none = thirds.new_wins.chance_of_none();
        // With a new win of so little two of three still miss: 60,000 - 40,000 is over twice 9,001.
        assert!((1.0 - missed - 0.512).abs() < 2e-3, "{missed} with {none}");
        let settled = reach.total(1.0).chance_with(units(20_000));
        assert!((1.0 - settled - 0.896).abs() < 0.06, "{settled}");
    }

    #[test]
    fn the_two_cases_make_up_all_that_can_happen() {
        let mut round = outlook(&[(20_000, 0.3), (35_000, 0.2)], 2.0);
        round.sizes = crate::engine::new_deals::WinSizes::new(&[units(4_813), units(9_207)]);
        let apart = Reach::new(&round, units(10_000_000), FINE_CELLS).total(1.0);
        assert!((apart.chance() - 1.0).abs() < 1e-9);
        assert_eq!(apart.parts.len(), 2);
    }
}
