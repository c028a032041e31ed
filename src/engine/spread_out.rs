//! Deals so many and so different that no tie of their total matters.

use crate::domain::Money;
use crate::engine::form::Form;
use crate::engine::money_grid::{
    COARSE_CELLS, CONFIRMING_CELLS, FINE_CELLS, MoneyGrid, greatest_common_divisor,
};
use crate::engine::outlook::Outlook;
use std::collections::{BTreeMap, BTreeSet};

/// How uncertain different deals are together, at least: the sum of p (1 - p), and of the wins to come.
/// Any one way for them to come out is then less likely than 1 in 1,000.
const LEAST_UNCERTAIN: f64 = 8.0;

/// The most that amounts that are alike may carry of the variance of all that are different.
const MOST_ALIKE: f64 = 0.2;

/// Cells of a grid in one standard deviation of the total of different deals, at least.
const CELLS_IN_A_DEVIATION: f64 = 8.0;

/// Of those from the smallest up to some amount, in one of theirs: they blur what the larger ones
/// bring, which may be few, over so many cells.
const CELLS_IN_A_BLUR: f64 = 2.0;

/// ... where one of theirs is so many times the largest of these: they are not few themselves.
const LARGEST_IN_A_BLUR: f64 = 1.6;

/// ... and so many times their deviation is as far as the next larger one may be: else its wins put the
/// total into heaps that lie apart.
const GAP: f64 = 3.0;

/// Amounts beyond a gap are rounded to cells, which widens the heaps: their variance by a sixth of a cell
/// squared for each one won. So many times that is lost in a blur: 0.0005 of a chance.
const ROUNDED_IN_A_BLUR: f64 = 40.0;

/// Totals that are multiples of one amount are ties again, which matter where that is more than this
/// part of their standard deviation: by 0.0005 of a chance.
const LARGEST_UNIT: f64 = 1.0 / 400.0;

/// So many of the most uncertain amounts are looked at for what divides them.
const DIVIDED: usize = 12;

/// The grid may add at most this part to the variance: 0.0003 to a chance. It adds some where deals
/// are nearly certain.
const MOST_ADDED: f64 = 1.0 / 512.0;

/// How much the skewness of a total may be off for a chance: less than 0.0004 of one.
pub(crate) const SKEW_OF_A_CHANCE: f64 = 0.005;

/// ... for the ends of a range: 0.6% of a standard deviation.
pub(crate) const SKEW_OF_A_RANGE: f64 = 0.05;

/// Few cells, at most so many, that tell the chance of such deals as well as many would; `None` for any
/// others.
///
/// They are asked for as they are: of a part of them (a coverage of much less than what there is)
/// fewer are uncertain, and its chance is told less well.
pub(crate) fn few_cells(outlook: &Outlook, target: Money, most: usize) -> Option<MoneyGrid> {
    let mut cells = vec![COARSE_CELLS, 2 * COARSE_CELLS, CONFIRMING_CELLS, FINE_CELLS];
    cells.retain(|cells| *cells <= most);
    smooth_grid(outlook, target, &cells, SKEW_OF_A_CHANCE)
}

/// A grid of as few of these cells as tell the total of a rep's deals up to a target; `None` where ties
/// matter, or these cells are too few.
///
/// Without ties the chance that a total misses the target is a smooth curve of the target. A grid
/// with the target in the middle of a cell reads it off without a bias (the midpoint rule): what is
/// left is a hundredth of a cell's width over the deviation, squared: 0.0002 here. With the
/// target on the edge of a cell, where ties count as they should, it would be off by half a cell. What
/// else may be off, as mean and variance are kept, is the skewness; by how much is known.
pub(crate) fn smooth_grid(
    outlook: &Outlook,
    target: Money,
    cells: &[usize],
    most_skew: f64,
) -> Option<MoneyGrid> {
    let in_form_one = InFormOne::of(outlook);
    let smooth = Smooth::of(std::slice::from_ref(&in_form_one))?;
    let variance = outlook.moments(Form::NONE).1;
    let enough = |grid: &MoneyGrid| {
        let cell = grid.amount_of(1.0);
        if !smooth.is_on(cell) {
            return false;
        }
        let off = Off::of(&in_form_one, *grid);
        off.variance * cell * cell <= MOST_ADDED * variance
            && off.third.abs() <= most_skew * (variance.sqrt() / cell).powi(3)
    };
    cells.iter().map(|cells| MoneyGrid::midway(target, *cells)).find(enough)
}

/// What a rep's deals can bring, with the chance of each open deal in form 1, which is asked for often.
struct InFormOne<'a> {
    outlook: &'a Outlook,
    open: Vec<(Money, f64)>,
}

impl<'a> InFormOne<'a> {
    fn of(outlook: &'a Outlook) -> Self {
        Self { outlook, open: outlook.open_at(1.0) }
    }

    /// Each amount with how uncertain it is and how often it is expected, of open deals and of wins to
    /// come.
    fn amounts(&self) -> impl Iterator<Item = (Money, Carried)> {
        let open = self.open.iter().map(|(amount, p)| (*amount, p * (1.0 - p), *p));
        let sizes = some_of(self.outlook.sizes.amounts());
        // As if their number were of Poisson with the same chance of none: it is the many ways for
        // them to come out that count, and half of what is expected may be that none comes at all.
        let none = self.outlook.chance_of_no_new_win(1.0);
        let of_sizes = count(sizes.len().max(1));
        let mean = self.outlook.new_wins.mean;
        let (each, wins) = ((-none.ln()).min(mean) / of_sizes, mean / of_sizes);
        let new = sizes.map(move |size| (*size, each, wins));
        open.chain(new).filter(|(amount, ..)| amount.is_positive()).map(
            |(amount, uncertain, expected)| {
                let variance = uncertain * amount.units().powi(2);
                (amount, Carried { uncertain, expected, variance, largest: amount.units() })
            },
        )
    }
}

/// A hundred sizes of wins, from the smallest to the largest, are as good as all.
fn some_of(sizes: &[Money]) -> impl ExactSizeIterator<Item = &Money> + Clone {
    sizes.iter().step_by(sizes.len().div_ceil(100).max(1))
}

/// By how much moments of a total are off on a grid, in cells squared and cubed.
#[derive(Clone, Copy, Default)]
struct Off {
    variance: f64,
    third: f64,
}

impl Off {
    /// What a cubic misses of a parabola through three points: an open deal of a cells is split
    /// between 0, k and k + 1, a win's size between k - 1, k and k + 1.
    fn of(of: &InFormOne<'_>, grid: MoneyGrid) -> Self {
        let mut off = Self::default();
        for &(amount, chance) in &of.open {
            let place = grid.place(amount);
            off.variance += place.added(chance);
            let u = place.upper;
            off.third += chance * (count(place.cells) + u) * u * (u - 1.0);
        }
        let (sum, sizes) =
            some_of(of.outlook.sizes.amounts()).fold((0.0, 0.0), |(sum, sizes), size| {
                let u = grid.place(*size).upper;
                (sum + u * (u * u - 1.0), sizes + 1.0)
            });
        if sizes > 0.0 {
            off.third += of.outlook.new_wins.mean * sum / sizes;
        }
        off
    }
}

/// What amounts in one step of 1/64 of a power of two carry.
#[derive(Clone, Copy, Default)]
struct Carried {
    uncertain: f64,
    expected: f64,
    variance: f64,
    largest: f64,
}

impl Carried {
    fn add(&mut self, one: Self) {
        self.uncertain += one.uncertain;
        self.expected += one.expected;
        self.variance += one.variance;
        self.largest = self.largest.max(one.largest);
    }
}

/// How smooth the total of different deals is, in units.
pub(crate) struct Smooth {
    /// The standard deviation of those that are different.
    deviation: f64,
    blurs: Vec<Blur>,
}

/// Different deals up to some amount, of which none is large beside their standard deviation: they blur
/// what the larger ones bring.
struct Blur {
    deviation: f64,
    /// Wins of more than a gap beyond it.
    beyond: f64,
}

impl Smooth {
    /// Of deals, open and new, some of which are many and different; `None` where none are, or nearly all
    /// are multiples of one amount.
    ///
    /// One smooth part makes the whole total smooth: deals that are alike are left out until those
    /// that remain are different, and what these are is asked for. Amounts lie in steps of a hundredth
    /// or so; those in neighbouring steps are alike, for totals of them lie together.
    fn of(outlooks: &[InFormOne<'_>]) -> Option<Self> {
        let mut all: BTreeMap<u64, Carried> = BTreeMap::new();
        for (amount, carried) in outlooks.iter().flat_map(InFormOne::amounts) {
            all.entry(step(amount)).or_default().add(carried);
        }
        let mut steps = all.clone();
        loop {
            let uncertain: f64 = steps.values().map(|carried| carried.uncertain).sum();
            let variance: f64 = steps.values().map(|carried| carried.variance).sum();
            if uncertain < LEAST_UNCERTAIN {
                return None;
            }
            let alike = |at: u64| -> f64 {
                steps.range(at - 1..=at + 1).map(|(_, carried)| carried.variance).sum()
            };
            let heaviest = steps.keys().map(|at| (*at, alike(*at)));
            let (at, heaviest) = heaviest.max_by(|one, other| one.1.total_cmp(&other.1))?;
            if heaviest <= MOST_ALIKE * variance {
                let deviation = variance.sqrt();
                let has_ties = has_a_unit(outlooks, deviation * LARGEST_UNIT);
                return (!has_ties).then(|| Self { deviation, blurs: blurs(&steps, &all) });
            }
            steps.retain(|step, _| !(at - 1..=at + 1).contains(step));
        }
    }

    /// Of the total of several reps.
    pub(crate) fn of_all(outlooks: &[&Outlook]) -> Option<Self> {
        let outlooks: Vec<InFormOne<'_>> = outlooks.iter().map(|it| InFormOne::of(it)).collect();
        Self::of(&outlooks)
    }

    /// A grid of as few of these cells as tell it up to a target, where what makes it up is told on
    /// finer ones; `None` where these are too few.
    pub(crate) fn grid(&self, target: Money, cells: &[usize]) -> Option<MoneyGrid> {
        let mut grids = cells.iter().map(|cells| MoneyGrid::midway(target, *cells));
        grids.find(|grid| self.is_on(grid.amount_of(1.0)))
    }

    /// Whether it is smooth on cells so wide.
    fn is_on(&self, cell: f64) -> bool {
        let is_blurred = |blur: &Blur| {
            blur.deviation >= CELLS_IN_A_BLUR * cell
                && blur.deviation.powi(2) >= ROUNDED_IN_A_BLUR * blur.beyond * cell.powi(2)
        };
        self.deviation >= CELLS_IN_A_DEVIATION * cell && self.blurs.iter().any(is_blurred)
    }
}

/// What blurs the total, from the smallest amounts up: dozens of tiny deals and a few huge ones have a
/// total that lies in a few narrow heaps.
fn blurs(different: &BTreeMap<u64, Carried>, all: &BTreeMap<u64, Carried>) -> Vec<Blur> {
    let (mut variance, mut found) = (0.0, Vec::new());
    for (at, carried) in different {
        variance += carried.variance;
        let deviation = f64::sqrt(variance);
        if deviation >= LARGEST_IN_A_BLUR * carried.largest {
            // What lies beyond, but no further than its variance with what came before reaches.
            let mut reached = variance;
            let mut above = all.range(at + 1..).map(|(_, carried)| carried).skip_while(|carried| {
                let is_near = carried.largest <= GAP * reached.sqrt();
                reached += carried.variance;
                is_near
            });
            found.push(Blur { deviation, beyond: above.by_ref().map(|it| it.expected).sum() });
        }
    }
    found
}

/// Whether all but a few amounts are multiples of one that is at least so many units.
fn has_a_unit(outlooks: &[InFormOne<'_>], least: f64) -> bool {
    let mut amounts: BTreeMap<i64, f64> = BTreeMap::new();
    for (amount, carried) in outlooks.iter().flat_map(InFormOne::amounts) {
        *amounts.entry(amount.hundredths()).or_insert(0.0) += carried.uncertain;
    }
    let mut by_weight: Vec<(i64, f64)> = amounts.iter().map(|(at, it)| (*at, *it)).collect();
    by_weight.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    by_weight.truncate(DIVIDED);
    let pairs = by_weight.iter().enumerate().flat_map(|(at, (one, _))| {
        let others = by_weight.iter().skip(at);
        others.map(|(other, _)| greatest_common_divisor(*one, *other))
    });
    let is_large = |unit: &i64| Money::from_hundredths(*unit).units() >= least;
    let units: BTreeSet<i64> = pairs.filter(is_large).collect();
    units.into_iter().any(|unit| {
        let others = amounts.iter().filter(|(amount, _)| *amount % unit != 0);
        others.map(|(_, uncertain)| uncertain).sum::<f64>() < LEAST_UNCERTAIN
    })
}

/// The exponent and the first six bits of the fraction.
fn step(amount: Money) -> u64 {
    amount.units().to_bits() >> 46
}

#[expect(clippy::cast_precision_loss, reason = "a number of deals or cells")]
fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::below_target::BelowTarget;
    use crate::engine::made_up::{outlook, units};
    use crate::engine::new_deals::WinCount;
    use crate::engine::quota_chance::quota_chance;
    use proptest::prelude::*;

    /// On 32,768 cells, deals one on top of the other.
    fn on_very_many(outlook: &Outlook, target: Money) -> f64 {
        let grid = MoneyGrid::even(target, 16 * FINE_CELLS);
        let new = outlook.sizes.on(grid).totals(outlook.new_wins);
        let mut below = BelowTarget::from_cells(grid, new);
        outlook.add_open_deals(&mut below, grid, 1.0);
        1.0 - below.chance()
    }

    #[test]
    fn few_or_equal_or_nearly_equal_deals_are_not_spread_out() {
        let spread = |deals: &[(i64, f64)]| {
            let outlook = outlook(deals, 1.0);
            few_cells(&outlook, units(100_003), FINE_CELLS).is_some()
        };
        let different: Vec<(i64, f64)> = (0..60).map(|nth| (1_009 + 317 * nth, 0.3)).collect();
        assert!(spread(&different));
        assert!(!spread(&different[..30]));
        let unlikely: Vec<(i64, f64)> = different.iter().map(|deal| (deal.0, 0.03)).collect();
        assert!(!spread(&unlikely));
        assert!(!spread(&[(9_001, 0.3); 60]));
        let nearly: Vec<(i64, f64)> = (0..60).map(|nth| (9_001 + nth, 0.3)).collect();
        assert!(!spread(&nearly));
        // Whatever else there is, different ones make a total smooth.
        assert!(spread(&[&different[..], &[(9_001, 0.3); 60], &[(90_001, 0.5)]].concat()));
    }

    /// A unit a cell: every tie is told.
    fn by_the_unit(outlook: &Outlook, target: i64) -> f64 {
        let grid = MoneyGrid::even(units(target), usize::try_from(target).unwrap());
        let new = outlook.sizes.on(grid).totals(outlook.new_wins);
        let mut below = BelowTarget::from_cells(grid, new);
        outlook.add_open_deals(&mut below, grid, 1.0);
        1.0 - below.chance()
    }

    #[track_caller]
    fn case(outlook: &Outlook, within: f64, targets: &[i64]) {
        for target in targets {
            let ours = quota_chance(outlook, units(*target), Form::NONE).share();
            let exact = by_the_unit(outlook, *target);
            assert!((ours - exact).abs() < within, "{ours} and {exact} for {target}");
        }
    }

    fn sized(mut outlook: Outlook, sizes: &[i64]) -> Outlook {
        let sizes: Vec<Money> = sizes.iter().map(|size| units(*size)).collect();
        outlook.sizes = crate::engine::new_deals::WinSizes::new(&sizes);
        outlook
    }

    #[test]
    fn ties_of_many_round_deals_are_told_beside_something_odd() {
        let many = [(1, 40), (2, 10), (3, 5), (4, 3), (5, 2), (6, 1), (7, 1)];
        let round: Vec<(i64, f64)> =
            many.iter().flat_map(|(size, many)| vec![(1_000 * size, 0.3); *many]).collect();
        let with_odd_wins = sized(outlook(&round, 0.05), &[3_137, 9_001]);
        case(&with_odd_wins, 2e-3, &[20_000, 24_000, 27_000, 30_000]);
        let with_an_odd_deal = [&round[..], &[(1_237, 0.3)]].concat();
        case(&outlook(&with_an_odd_deal, 0.0), 2e-3, &[22_000, 27_000]);
        let fives: Vec<(i64, f64)> = (0..60).map(|nth| (5_000 * (1 + nth % 20), 0.3)).collect();
        case(&sized(outlook(&fives, 0.5), &[3_137, 9_001]), 2e-3, &[400_000, 300_000]);
    }

    #[test]
    fn dozens_of_tiny_deals_do_not_make_a_few_huge_ones_smooth() {
        for chance in [0.6, 0.85] {
            let mut deals: Vec<(i64, f64)> = (0..60).map(|nth| (10 + nth / 2, 0.3)).collect();
            deals.extend((0..7).map(|nth| (10_000 + 500 * nth, chance)));
            // In the middle of a heap that is a few cells wide, whatever the grid.
            case(&outlook(&deals, 0.0), 8e-3, &[62_000, 80_500, 80_800]);
        }
    }

    #[test]
    fn new_wins_that_may_well_not_come_at_all_make_nothing_smooth() {
        let sizes: Vec<i64> = (0..30).map(|nth| 1_009 + 271 * nth).collect();
        for r in [0.5, 1.0, 4.0, 30.0] {
            let mut outlook = sized(outlook(&[(30_000, 0.8), (30_000, 0.8)], 0.0), &sizes);
            outlook.new_wins = WinCount { mean: 10.0, dispersion: Some(r) };
            case(&outlook, 2e-3, &[60_000]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn few_cells_tell_the_chance_as_very_many_do(
            different in prop::collection::vec((900_i64..60_000, 0.05..0.6), 50..160),
            equal in (900_i64..90_000, 0.05..0.9), equals in 0_usize..80,
            new_wins in 0.0..12.0, aim in 0.5..1.6,
        ) {
            let deals = [different, vec![equal; equals]].concat();
            let outlook = outlook(&deals, new_wins);
            let (mean, _) = outlook.moments(Form::NONE);
            let target = Money::from_units(mean * aim).unwrap();
            prop_assume!(few_cells(&outlook, target, FINE_CELLS).is_some());
            let ours = quota_chance(&outlook, target, Form::NONE).share();
            let theirs = on_very_many(&outlook, target);
            prop_assert!((ours - theirs).abs() < 5e-4, "{ours} and {theirs}");
        }
    }
}
