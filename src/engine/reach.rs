//! What open deals and deals not created yet bring together, below a target, at any form factor.

use crate::domain::Money;
use crate::engine::below_target::BelowTarget;
use crate::engine::exact_sums::{MOST_SUMS, Sums};
use crate::engine::form::{Form, FormNode};
use crate::engine::money_grid::{COARSE_CELLS, CONFIRMING_CELLS, FINE_CELLS, MoneyGrid};
use crate::engine::new_deals::SizesOnGrid;
use crate::engine::open_deals::cells_for;
use crate::engine::outlook::Outlook;
use crate::engine::spread_out::few_cells;
use std::collections::BTreeMap;

/// The total of open deals and deals not created yet, up to a target above zero.
///
/// Ties matter, and most where deals are few and equal. A grid tells them all apart only if it is
/// a lattice of all the amounts. Else, where that is possible for the open deals alone, what can
/// happen is cut in two: without any new win, on the open deals' own lattice or by all of their
/// totals; with at least one, on even cells. On these the amounts that weigh most lie on edges.
///
/// Where deals are many and different, and the open ones on no lattice, no tie matters, and few cells do: see [`few_cells`]. Else, what a
/// grid only approximates is told by fewer cells at the outer nodes of the form, which count less:
/// two together at a weight below 0.1, four below 0.001.
pub(crate) struct Reach<'a> {
    outlook: &'a Outlook,
    target: Money,
    /// With so many cells taken together as [`TOGETHER`] says; or all of them told apart.
    cases: Vec<Vec<Case>>,
    /// [`few_cells`] tell it all: on more it would be the same.
    pub(crate) few_cells_do: bool,
}

/// Cells taken together where they are not told apart.
const TOGETHER: [usize; 3] = [1, 2, 4];

/// Which of them at a node of this weight.
const fn roughly(weight: f64) -> usize {
    if weight < 0.001 {
        2
    } else if weight < 0.1 {
        1
    } else {
        0
    }
}

/// A part of what can happen, and what holds its totals.
struct Case {
    wins: NewWins,
    held: Held,
}

/// How many new wins there are in a [`Case`].
enum NewWins {
    Any(SizesOnGrid),
    None,
    Some(SizesOnGrid),
}

/// What holds totals.
#[derive(Clone, Copy)]
enum Held {
    OnGrid(MoneyGrid),
    /// One by one while they are at most so many, on the grid from then on.
    OneByOne(usize, MoneyGrid),
}

impl<'a> Reach<'a> {
    /// Exact where it can be (for a search on few cells: with little work), else on so many even
    /// cells, or up to twice as many.
    pub(crate) fn new(outlook: &'a Outlook, target: Money, cells: usize) -> Self {
        let finest = cells.max(CONFIRMING_CELLS);
        Self::with_cells(outlook, target, (cells <= COARSE_CELLS, finest), || cells)
    }

    /// Likewise, on as many cells as a chance takes that is shown.
    pub(crate) fn for_a_chance(outlook: &'a Outlook, target: Money, form: Form) -> Self {
        Self::with_cells(outlook, target, (false, FINE_CELLS), || {
            let (_, variance) = outlook.moments(form);
            cells_for(&outlook.open_at(1.0), target, variance)
        })
    }

    fn with_cells(
        outlook: &'a Outlook,
        target: Money,
        (search, finest): (bool, usize),
        cells: impl Fn() -> usize,
    ) -> Self {
        let open = || outlook.deals.iter().map(|deal| deal.amount);
        let lattice = |amounts: &mut dyn Iterator<Item = Money>| {
            MoneyGrid::lattice(amounts, target)
                .filter(|lattice| !search || lattice.cells() <= COARSE_CELLS)
        };
        let has_new = outlook.new_mean() > 0.0;
        let new = outlook.sizes.amounts().iter().copied().filter(|_| has_new);
        if let Some(grid) = lattice(&mut open().chain(new)) {
            return Self::on(outlook, target, grid, &TOGETHER);
        }
        // Of open deals on a lattice ties are told, however many they are.
        let have_ties = MoneyGrid::lattice(open(), target).is_some();
        if let Some(grid) = few_cells(outlook, target, finest).filter(|_| !have_ties) {
            return Self { few_cells_do: true, ..Self::on(outlook, target, grid, &[1]) };
        }
        let cells = cells();
        let even = aligned(outlook, target, cells);
        let most = if search { 2 * cells } else { MOST_SUMS.max(2 * cells) };
        let held = lattice(&mut open())
            .map(Held::OnGrid)
            .or_else(|| totals_are_few(open(), most).then_some(Held::OneByOne(most, even)));
        let Some(held) = held else {
            return Self::on(outlook, target, even, &TOGETHER);
        };
        let cases = |together| {
            let even = even.coarser(together);
            let mut cases = vec![Case { wins: NewWins::None, held: held.coarser(together) }];
            if has_new {
                let wins = NewWins::Some(outlook.sizes.on(even));
                cases.push(Case { wins, held: Held::OnGrid(even) });
            }
            cases
        };
        Self { outlook, target, cases: TOGETHER.map(cases).into(), few_cells_do: false }
    }

    /// All that can happen, on a given grid.
    fn on(outlook: &'a Outlook, target: Money, grid: MoneyGrid, together: &[usize]) -> Self {
        let case = |together: &usize| {
            let grid = grid.coarser(*together);
            let wins = NewWins::Any(outlook.sizes.on(grid));
            vec![Case { wins, held: Held::OnGrid(grid) }]
        };
        Self { outlook, target, cases: together.iter().map(case).collect(), few_cells_do: false }
    }

    /// What new deals alone bring, at one form factor.
    pub(crate) fn new_alone(&self, node: FormNode) -> Total {
        let wins = self.outlook.new_wins.times(node.factor);
        let none = self.outlook.chance_of_no_new_win(node.factor);
        let part = |case: &Case| match (&case.wins, case.held) {
            (NewWins::None, Held::OneByOne(most, grid)) => {
                Part::OneByOne(Sums::nothing_yet(self.target.hundredths(), none), most, grid)
            }
            (NewWins::None, Held::OnGrid(grid)) => {
                Part::OnGrid(grid, BelowTarget::nothing_yet_in(grid, none))
            }
            (NewWins::Any(sizes), Held::OnGrid(grid) | Held::OneByOne(_, grid)) => {
                Part::OnGrid(grid, BelowTarget::from_cells(grid, sizes.totals(wins)))
            }
            (NewWins::Some(sizes), Held::OnGrid(grid) | Held::OneByOne(_, grid)) => {
                let mut totals = sizes.totals(wins);
                if let Some(first) = totals.first_mut() {
                    *first = (*first - none).max(0.0);
                }
                Part::OnGrid(grid, BelowTarget::from_cells(grid, totals))
            }
        };
        let cases =
            self.cases.get(roughly(node.weight)).or(self.cases.first()).into_iter().flatten();
        Total { parts: cases.map(part).collect() }
    }

    /// What open and new deals bring, at one form factor.
    pub(crate) fn total(&self, node: FormNode) -> Total {
        let mut total = self.new_alone(node).beside();
        for deal in self.outlook.deals.iter().rev() {
            total.add(deal.amount, deal.chance(node.factor));
        }
        total
    }
}

impl Held {
    fn coarser(self, together: usize) -> Self {
        match self {
            Self::OnGrid(grid) => Self::OnGrid(grid.coarser(together)),
            Self::OneByOne(most, grid) => Self::OneByOne(most, grid.coarser(together)),
        }
    }
}

impl Outlook {
    /// A total on a grid at one form factor, on top of it the open deals: the smallest first, which
    /// is the least work.
    pub(crate) fn add_open_deals(&self, total: &mut BelowTarget, grid: MoneyGrid, factor: f64) {
        for deal in self.deals.iter().rev() {
            total.add(grid.place(deal.amount.max(Money::ZERO)), deal.chance(factor));
        }
    }
}

/// Even cells for whatever weighs most among open deals and new ones.
#[expect(clippy::cast_precision_loss, reason = "a number of deals")]
fn aligned(outlook: &Outlook, target: Money, cells: usize) -> MoneyGrid {
    let open = outlook.deals.iter().map(|deal| (deal.amount, deal.chance(1.0)));
    let sizes = outlook.sizes.amounts();
    let each = outlook.new_wins.mean / sizes.len().max(1) as f64;
    MoneyGrid::aligned(open.chain(sizes.iter().map(|size| (*size, each))), target, cells)
}

/// Whether the totals of such deals are so many at most: of n equal deals there are n + 1, and
/// each other amount multiplies them.
fn totals_are_few(amounts: impl Iterator<Item = Money>, most: usize) -> bool {
    let mut equal: BTreeMap<Money, usize> = BTreeMap::new();
    for amount in amounts {
        *equal.entry(amount).or_insert(1) += 1;
    }
    equal.values().try_fold(1_usize, |all, of| all.checked_mul(*of)).is_some_and(|all| all <= most)
}

/// How likely each total below the target is, at one form factor.
#[derive(Clone, Debug)]
pub(crate) struct Total {
    /// One for each case; their chances add up.
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    OnGrid(MoneyGrid, BelowTarget),
    OneByOne(Sums, usize, MoneyGrid),
}

impl Total {
    /// No deal yet beside this: see [`BelowTarget::beside`]. Where totals are told one by one, it is
    /// on top.
    pub(crate) fn beside(&self) -> Self {
        let of = |part: &Part| match part {
            Part::OnGrid(grid, below) => Part::OnGrid(*grid, below.beside()),
            Part::OneByOne(..) => part.clone(),
        };
        Self { parts: self.parts.iter().map(of).collect() }
    }

    /// With one deal more that is won with this chance.
    pub(crate) fn add(&mut self, amount: Money, chance: f64) {
        for part in &mut self.parts {
            part.add(amount.max(Money::ZERO), chance);
        }
    }

    /// The chance that the target is missed.
    pub(crate) fn chance(&self) -> f64 {
        let of = |part: &Part| match part {
            Part::OnGrid(_, below) => below.chance(),
            Part::OneByOne(sums, ..) => sums.chance(),
        };
        self.parts.iter().map(of).sum()
    }

    /// The chance that the target is missed with this amount on top.
    pub(crate) fn chance_with(&self, amount: Money) -> f64 {
        let of = |part: &Part| match part {
            Part::OnGrid(grid, below) => below.chance_with(grid.place(amount)),
            Part::OneByOne(sums, ..) => sums.chance_with(amount.hundredths().max(0)),
        };
        self.parts.iter().map(of).sum()
    }

    /// The chance that the target is missed with one deal more that is won with this chance.
    pub(crate) fn chance_after(&self, amount: Money, chance: f64) -> f64 {
        let of = |part: &Part| match part {
            Part::OnGrid(grid, below) => below.chance_after(grid.place(amount), chance),
            Part::OneByOne(sums, ..) => {
                let with_it = sums.chance_with(amount.hundredths().max(0));
                (1.0 - chance) * sums.chance() + chance * with_it
            }
        };
        self.parts.iter().map(of).sum()
    }
}

impl Part {
    fn add(&mut self, amount: Money, chance: f64) {
        match self {
            Self::OnGrid(grid, below) => below.add(grid.place(amount), chance),
            Self::OneByOne(sums, most, grid) if chance > 0.0 => {
                let more = sums.with(amount.hundredths(), chance);
                if more.totals().len() <= *most {
                    *sums = more;
                } else {
                    *self = Self::OnGrid(*grid, on_grid(&more, *grid));
                }
            }
            Self::OneByOne(..) => {}
        }
    }
}

/// Totals one by one, put on a grid so that their mean is kept.
fn on_grid(sums: &Sums, grid: MoneyGrid) -> BelowTarget {
    let totals = sums.totals().iter().map(|(sum, chance)| (Money::from_hundredths(*sum), *chance));
    BelowTarget::from_cells(grid, grid.spread(totals))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{outlook, units};
    use crate::engine::money_grid::FINE_CELLS;

    const AS_EXPECTED: FormNode = FormNode { factor: 1.0, weight: 1.0 };

    #[test]
    fn ties_of_round_deals_are_told_apart_beside_new_deals_of_odd_sizes() {
        // Three of a third each: without any new win all three are needed.
        let mut thirds = outlook(&[(20_000, 0.8); 3], 0.3);
        thirds.sizes = crate::engine::new_deals::WinSizes::new(&[units(317), units(9_001)]);
        let reach = Reach::new(&thirds, units(60_000), FINE_CELLS);
        let missed = reach.total(AS_EXPECTED).chance();
        let none = thirds.new_wins.chance_of_none();
        // With a new win of so little two of three still miss: 60,000 - 40,000 is over twice 9,001.
        assert!((1.0 - missed - 0.512).abs() < 2e-3, "{missed} with {none}");
        let settled = reach.total(AS_EXPECTED).chance_with(units(20_000));
        assert!((1.0 - settled - 0.896).abs() < 0.06, "{settled}");
    }

    /// The chance by every way that new wins (at most so many) and open deals can come out.
    fn by_every_way(outlook: &Outlook, left: Money, most_wins: usize) -> f64 {
        let sizes = outlook.sizes.amounts();
        let r = outlook.new_wins.dispersion.unwrap();
        let mean = outlook.new_wins.mean;
        let mut totals: BTreeMap<Money, f64> = BTreeMap::from([(Money::ZERO, 1.0)]);
        let mut new: BTreeMap<Money, f64> = BTreeMap::new();
        let mut chance = (r / (r + mean)).powf(r);
        for wins in 0..=most_wins {
            for (total, p) in &totals {
                *new.entry(*total).or_insert(0.0) += chance * p;
            }
            let n = f64::from(u32::try_from(wins).unwrap());
            chance *= (n + r) / (n + 1.0) * mean / (r + mean);
            let mut next = BTreeMap::new();
            for (total, p) in &totals {
                for size in sizes {
                    let each = p / f64::from(u32::try_from(sizes.len()).unwrap());
                    *next.entry(*total + *size).or_insert(0.0) += each;
                }
            }
            totals = next;
        }
        for deal in &outlook.deals {
            let p = deal.chance(1.0);
            let mut next = BTreeMap::new();
            for (total, chance) in new {
                *next.entry(total).or_insert(0.0) += chance * (1.0 - p);
                *next.entry(total + deal.amount).or_insert(0.0) += chance * p;
            }
            new = next;
        }
        new.range(left..).map(|(_, p)| p).sum()
    }

    #[track_caller]
    fn case(deals: &[(i64, f64)], sizes: &[i64], new_wins: f64, left: i64) {
        let mut outlook = outlook(deals, new_wins);
        let sizes: Vec<Money> = sizes.iter().map(|size| units(*size)).collect();
        outlook.sizes = crate::engine::new_deals::WinSizes::new(&sizes);
        let exact = by_every_way(&outlook, units(left), 6);
        let ours = 1.0 - Reach::new(&outlook, units(left), FINE_CELLS).total(AS_EXPECTED).chance();
        assert!((ours - exact).abs() < 1.5e-3, "{ours} and {exact} for {left}");
    }

    #[test]
    fn ties_and_near_misses_are_told_beside_odd_amounts() {
        let mut thirds = vec![(20_000, 0.95); 3];
        thirds.extend((0..9).map(|nth| (317 + 137 * nth * nth, 0.02)));
        for left in [59_999, 60_000, 60_001, 60_005] {
            case(&thirds, &[5_000], 0.0, left);
        }
        // Own round sizes filled up with one odd one, as the peers' quantiles are.
        let sizes = [5_000, 5_000, 10_000, 3_137];
        for left in [45_000, 60_000, 60_001] {
            case(&[(25_000, 0.9), (15_000, 0.9), (10_000, 0.9)], &sizes, 0.4, left);
        }
        // Odd deals, few of them: a dollar short is short.
        for last in [19_995, 19_996] {
            case(&[(20_001, 0.9), (20_003, 0.9), (last, 0.9)], &[3_137, 9_001], 0.1, 60_000);
        }
    }

    #[test]
    fn the_two_cases_make_up_all_that_can_happen() {
        let mut round = outlook(&[(20_000, 0.3), (35_000, 0.2)], 2.0);
        round.sizes = crate::engine::new_deals::WinSizes::new(&[units(4_813), units(9_207)]);
        let apart = Reach::new(&round, units(10_000_000), FINE_CELLS).total(AS_EXPECTED);
        assert!((apart.chance() - 1.0).abs() < 1e-9);
        assert_eq!(apart.parts.len(), 2);
    }
}
