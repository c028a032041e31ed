//! How much pipeline reaches the wanted chance of quota.

use crate::domain::{Money, Multiple, Rate};
use crate::engine::deals_to_add::{DealsToAdd, deals_to_add};
use crate::engine::form::{Form, FormNode};
use crate::engine::money_grid::{COARSE_CELLS, CONFIRMING_CELLS};
use crate::engine::outlook::Outlook;
use crate::engine::quota_chance::quota_chance;
use crate::engine::reach::{Reach, Total};
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, Normal};

/// One rep's forecast in plain form: what can come in, what must, and how the period may run.
#[derive(Clone, Copy, Debug)]
pub struct Seat<'a> {
    /// What the rep's deals can bring.
    pub outlook: &'a Outlook,
    /// What they must bring, above zero.
    pub left: Money,
    /// How the whole period may run.
    pub form: Form,
    /// The `quota_chance` of all this: what is shown, worked out as finely as can be. Whatever
    /// hangs on it is held to it.
    pub now: Rate,
}

impl<'a> Seat<'a> {
    /// With its chance worked out.
    pub fn new(outlook: &'a Outlook, left: Money, form: Form) -> Self {
        Self { outlook, left, form, now: quota_chance(outlook, left, form) }
    }
}

/// Deals beyond which no pipeline is asked for: nobody works 500 deals at once. (A rep who has
/// that many open already may be asked for up to twice of them.)
pub const MOST_DEALS: usize = 500;

/// The pipeline needed for a chance of quota.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum PipelineNeed {
    /// Deals not created yet suffice by themselves.
    NoneNeeded,
    /// The rep's own live deals, so many times over.
    OwnMix {
        /// m: 1 is what there is.
        times: f64,
        /// m times the number of live deals.
        deals: f64,
        /// m P / R.
        coverage: Multiple,
    },
    /// There are no live deals: so many created today.
    CreatedToday {
        /// How many.
        deals: usize,
        /// What each is worth.
        each: Money,
        /// deals x amount / R.
        coverage: Multiple,
    },
    /// More than [`MOST_DEALS`], or no number at all: no pipeline does it in the days left.
    CannotBeDone,
}

/// The pipeline at which the chance of quota reaches `wanted`, new deals included.
///
/// The rep's live mix is scaled by m: floor(m) whole copies, and one more whose deals' chances
/// are multiplied by the rest, which is continuous and never falls in m. m is searched on 256
/// cells and, unless deals are so many and different that these do, confirmed on 1,024; it is at most
/// 1 exactly where the chance of quota as it is reaches what is wanted. Without live deals, deals created today of the rep's mean size are
/// counted instead.
pub fn pipeline_need(seat: Seat<'_>, wanted: f64) -> PipelineNeed {
    if wanted.is_nan() || wanted >= 1.0 {
        return PipelineNeed::CannotBeDone;
    }
    let live = seat.outlook.deals.len();
    if live == 0 {
        return match deals_to_add(seat, wanted) {
            DealsToAdd::Enough => PipelineNeed::NoneNeeded,
            DealsToAdd::CannotBeDone => PipelineNeed::CannotBeDone,
            DealsToAdd::Deals { deals, each } => {
                let pipeline = Money::from_hundredths(times(each.hundredths(), deals));
                Multiple::of(pipeline, seat.left).map_or(PipelineNeed::CannotBeDone, |coverage| {
                    PipelineNeed::CreatedToday { deals, each, coverage }
                })
            }
        };
    }
    let most = count(MOST_DEALS.max(2 * live)) / count(live);
    let guess = likely_need(seat, wanted, most);
    let coarse = CopiedMix::new(seat, COARSE_CELLS);
    let mut found = coarse.times_needed(wanted, guess, most);
    if !coarse.few_cells_do {
        // Where the coarse grid finds nothing the fine one still might, at the very end.
        let guess = found.unwrap_or(Guess { times: most, slope: None });
        found = CopiedMix::new(seat, CONFIRMING_CELLS).times_needed(wanted, guess, most);
    }
    let found = found.map(|found| found.times);
    // The chance that is shown has the last word.
    let enough = seat.now.share() >= wanted;
    if enough && found.is_some_and(|times| times <= 0.0) {
        return PipelineNeed::NoneNeeded;
    }
    let times = match found {
        Some(times) if enough => Some(times.min(1.0)),
        Some(times) => Some(times.max(1.0 + TO_A_PART)).filter(|times| *times <= most),
        None => enough.then_some(1.0),
    };
    let need = times.and_then(|times| {
        let coverage = Multiple::new(times * seat.outlook.pipeline().units() / seat.left.units())?;
        Some(PipelineNeed::OwnMix { times, deals: times * count(live), coverage })
    });
    need.unwrap_or(PipelineNeed::CannotBeDone)
}

/// The rep's live deals, several times over, on one grid.
pub(crate) struct CopiedMix {
    nodes: Vec<MixNode>,
    /// More cells would tell no more.
    few_cells_do: bool,
}

/// At one form factor.
struct MixNode {
    weight: f64,
    /// Only what new deals bring.
    new: Total,
    /// Each live deal and its chance.
    deals: Vec<(Money, f64)>,
}

/// Some whole copies, and what they bring at each node.
#[derive(Clone)]
pub(crate) struct Copies {
    whole: usize,
    totals: Vec<Total>,
}

impl Copies {
    /// How many copies.
    pub(crate) fn count(&self) -> f64 {
        count(self.whole)
    }
}

impl CopiedMix {
    pub(crate) fn new(seat: Seat<'_>, cells: usize) -> Self {
        let reach = Reach::new(seat.outlook, seat.left, cells);
        let node = |node: FormNode| MixNode {
            weight: node.weight,
            new: reach.new_alone(node),
            deals: seat.outlook.open_at(node.factor),
        };
        let nodes = seat.form.nodes_for_a_chance().into_iter().map(node).collect();
        Self { nodes, few_cells_do: reach.few_cells_do }
    }

    /// No copy at all: new deals alone.
    pub(crate) fn none(&self) -> Copies {
        Copies { whole: 0, totals: self.nodes.iter().map(|node| node.new.clone()).collect() }
    }

    /// One whole copy more.
    pub(crate) fn add_copy(&self, copies: &mut Copies) {
        for (node, total) in self.nodes.iter().zip(&mut copies.totals) {
            node.add(total, 1.0);
        }
        copies.whole += 1;
    }

    /// The chance with `part` of one more copy, 0 to 1.
    pub(crate) fn chance(&self, copies: &Copies, part: f64) -> f64 {
        let below: f64 = self
            .nodes
            .iter()
            .zip(&copies.totals)
            .map(|(node, total)| {
                if part <= 0.0 {
                    return node.weight * total.chance();
                }
                let mut total = total.beside();
                node.add(&mut total, part);
                node.weight * total.chance()
            })
            .sum();
        1.0 - below
    }

    /// The least m that reaches the wanted chance, looked for around a guess; `None` beyond `most`.
    /// Where it lies in fewer whole copies than the guess, it is looked for again from half of it.
    fn times_needed(&self, wanted: f64, guess: Guess, most: f64) -> Option<Guess> {
        // From less than there may be at most, so that what is just that is looked at.
        let start = whole_below(guess.times.min(most.ceil() - 1.0).max(0.0));
        let mut copies = self.none();
        while copies.whole < start {
            self.add_copy(&mut copies);
        }
        let mut guess = Guess { times: guess.times - count(start), ..guess };
        while count(copies.whole) < most {
            let miss = |part: f64| self.chance(&copies, part) - wanted;
            let none = miss(0.0);
            if none >= 0.0 {
                if copies.whole > start {
                    // With all of the copy before it was next to nothing short.
                    return Some(Guess { times: count(copies.whole), slope: None });
                }
                let less = || {
                    let half = Guess { times: count(start / 2), slope: None };
                    self.times_needed(wanted, half, most)
                };
                return if copies.whole == 0 { Some(Guess::default()) } else { less() };
            }
            if let Some(part) = part_needed(miss, none, guess) {
                let times = count(copies.whole) + part.times;
                return (times <= most).then_some(Guess { times, ..part });
            }
            self.add_copy(&mut copies);
            guess = Guess { times: 0.5, slope: None };
        }
        None
    }
}

/// So many copies may be needed, and how fast the chance rises with them there.
#[derive(Clone, Copy, Default)]
struct Guess {
    times: f64,
    slope: Option<f64>,
}

/// So many copies would be needed if the total were normal, with the variance rising evenly with
/// them: where a search begins, nothing more.
fn likely_need(seat: Seat<'_>, wanted: f64, most: f64) -> Guess {
    let (mean, variance) = seat.outlook.moments(seat.form);
    let (new_mean, new_variance) = seat.outlook.with_deals(Vec::new()).moments(seat.form);
    let normal = Normal::standard();
    let deviations = |times: f64| {
        let mean = new_mean + times * (mean - new_mean);
        let variance = new_variance + times * (variance - new_variance);
        (mean - seat.left.units()) / variance.max(f64::MIN_POSITIVE).sqrt()
    };
    let usual = normal.inverse_cdf(wanted.clamp(0.001, 0.999));
    let (mut low, mut high) = (0.0, most);
    for _ in 0..20 {
        let middle = f64::midpoint(low, high);
        if deviations(middle) >= usual { high = middle } else { low = middle }
    }
    let step = 0.01 * high.max(0.1);
    let slope = (normal.cdf(deviations(high + step)) - normal.cdf(deviations(high))) / step;
    Guess { times: high, slope: Some(slope).filter(|slope| *slope > 0.0) }
}

impl MixNode {
    fn add(&self, total: &mut Total, share: f64) {
        for (amount, chance) in self.deals.iter().rev() {
            total.add(*amount, chance * share);
        }
    }
}

/// How finely a part of a copy is told: to a thousandth.
const TO_A_PART: f64 = 1e-3;

/// ... or to what changes the chance by so much.
const TO_A_CHANCE: f64 = 1e-4;

/// Where a rising function, below zero at 0, crosses zero up to 1: to a thousandth and from above.
/// `None` where it stays below. By secants from a guess on (the first of them along the slope that
/// is guessed), aimed a little above zero so that the last one is above it; each value is as much
/// work as a forecast. Where a secant leaves what is known, or there were many, by halving.
fn part_needed(miss: impl Fn(f64) -> f64, at_none: f64, guess: Guess) -> Option<Guess> {
    const SECANTS: usize = 8;
    let ((mut low, mut high), mut above) = ((0.0, 1.0), None);
    let (mut last, mut at) = ((0.0, at_none), guess.times.clamp(0.01, 1.0));
    let mut slope = guess.slope;
    for step in 0..60 {
        let value = miss(at);
        if value >= 0.0 {
            (high, above) = (at, Some(value));
        } else if at >= 1.0 {
            return None;
        } else {
            low = at;
        }
        let rise = slope.take().unwrap_or((value - last.1) / (at - last.0));
        if above.is_some_and(|above| above <= TO_A_CHANCE || high - low <= TO_A_PART) {
            return Some(Guess { times: high, slope: Some(rise) });
        }
        let secant = at + (TO_A_CHANCE / 2.0 - value) / rise;
        last = (at, value);
        at = if above.is_none() && (secant >= 1.0 || secant.is_nan()) {
            1.0
        } else if step < SECANTS && low < secant && secant < high {
            secant
        } else {
            f64::midpoint(low, high)
        };
    }
    Some(Guess { times: high, slope: None })
}

#[expect(clippy::cast_precision_loss, reason = "a number of deals")]
fn count(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of copies")]
fn whole_below(times: f64) -> usize {
    times.floor() as usize
}

fn times(amount: i64, number: usize) -> i64 {
    amount.saturating_mul(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{outlook, seat, units};
    use crate::engine::new_deals::WinSizes;
    use proptest::prelude::*;

    #[track_caller]
    fn case(deals: &[(i64, f64)], new_wins: f64, left: i64, wanted: f64, expected: PipelineNeed) {
        assert_eq!(pipeline_need(seat(&outlook(deals, new_wins), units(left)), wanted), expected);
    }

    #[test]
    fn what_can_not_be_done_and_what_needs_nothing_are_said() {
        case(&[(100, 0.2)], 0.0, 1_000_000, 0.8, PipelineNeed::CannotBeDone);
        case(&[(1_000, 0.2)], 0.0, 1_000, 1.0, PipelineNeed::CannotBeDone);
        case(&[(1_000, 0.2)], 0.0, 1_000, f64::NAN, PipelineNeed::CannotBeDone);
        case(&[(1_000, 0.0)], 0.0, 1_000, 0.8, PipelineNeed::CannotBeDone);
        case(&[(1_000, 0.2)], 40.0, 20_000, 0.8, PipelineNeed::NoneNeeded);
        case(&[], 40.0, 20_000, 0.8, PipelineNeed::NoneNeeded);
    }

    #[test]
    fn without_live_deals_deals_created_today_are_counted() {
        // Each is won with 0.2: 1 - 0.8^n reaches 0.8 at 8.
        let need = pipeline_need(seat(&outlook(&[], 0.0), units(7_000)), 0.8);
        let coverage = Multiple::new(8.0).unwrap();
        assert_eq!(need, PipelineNeed::CreatedToday { deals: 8, each: units(7_000), coverage });
    }

    #[test]
    fn two_equal_deals_are_needed_where_one_is_too_unsure() {
        // 1 - (1 - 0.6)(1 - 0.6 x) = 0.8 at x = 5/6.
        let need = pipeline_need(seat(&outlook(&[(10_000, 0.6)], 0.0), units(10_000)), 0.8);
        let PipelineNeed::OwnMix { times, deals, coverage } = need else { panic!("{need:?}") };
        assert!((times - 11.0 / 6.0).abs() < 2e-3, "{times}");
        assert!((deals - times).abs() < 1e-12 && (coverage.times() - times).abs() < 1e-12);
    }

    #[test]
    fn a_rep_of_six_hundred_small_deals_can_still_be_asked_for_more() {
        // About 180 of 600 are won; 190 are wanted with 0.8, which takes some 660.
        let need = pipeline_need(seat(&outlook(&[(100, 0.3); 600], 0.0), units(19_000)), 0.8);
        assert!(
            matches!(need, PipelineNeed::OwnMix { deals, .. } if (630.0..690.0).contains(&deals)),
            "{need:?}"
        );
    }

    /// What is needed is what there is or less exactly where the chance now is enough.
    #[track_caller]
    fn agrees_with_the_chance_now(outlook: &crate::engine::outlook::Outlook, left: Money) {
        let chance = quota_chance(outlook, left, Form::NONE).share();
        for wanted in [chance - 0.02, chance, chance + 1e-9, chance + 0.02] {
            match pipeline_need(seat(outlook, left), wanted) {
                PipelineNeed::OwnMix { times, .. } => {
                    assert_eq!(
                        times <= 1.0,
                        chance >= wanted,
                        "{times} for {wanted}, now {chance}"
                    );
                }
                PipelineNeed::NoneNeeded => assert!(chance >= wanted),
                _ => assert!(chance < wanted, "{wanted} can't be done, now {chance}"),
            }
            let enough = deals_to_add(seat(outlook, left), wanted) == DealsToAdd::Enough;
            assert_eq!(enough, chance >= wanted);
        }
    }

    #[test]
    fn ties_do_not_set_the_need_against_the_chance_now() {
        // Three of a third each, beside a few new deals of odd sizes: split over a grid's cells
        // their total would often fall just short.
        let mut thirds = outlook(&[(20_000, 0.92); 3], 0.1);
        thirds.sizes = WinSizes::new(&[units(3_137), units(9_001)]);
        agrees_with_the_chance_now(&thirds, units(60_000));
        agrees_with_the_chance_now(
            &outlook(&[(20_001, 0.9), (20_003, 0.9), (19_996, 0.9)], 0.1),
            units(60_000),
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn the_need_never_contradicts_the_chance_now(
            deals in prop::collection::vec((500_i64..9_000, 0.1..0.9), 1..9), new_wins in 0.0..1.0, picked in 1_u32..511,
        ) {
            // What is left is a total of some of the deals: a tie.
            let left: i64 = deals.iter().enumerate().filter(|(n, _)| picked & (1 << n) != 0).map(|(_, deal)| deal.0).sum();
            prop_assume!(left > 0);
            agrees_with_the_chance_now(&outlook(&deals, new_wins), units(left));
        }

        #[test]
        fn the_need_rises_with_what_is_wanted_and_with_what_is_left(
            deals in prop::collection::vec((500_i64..9_000, 0.1..0.6), 1..12),
            left in 5_000_i64..60_000, wanted in 0.5..0.9,
        ) {
            let outlook = outlook(&deals, 1.0);
            let times = |left, wanted| match pipeline_need(seat(&outlook, units(left)), wanted) {
                PipelineNeed::OwnMix { times, .. } => times,
                PipelineNeed::NoneNeeded => 0.0,
                _ => f64::INFINITY,
            };
            let need = times(left, wanted);
            // Within what halving and the grid leave open.
            prop_assert!(times(left, wanted + 0.05) >= need * 0.995);
            prop_assert!(times(left + 2_000, wanted) >= need * 0.98);
        }
    }
}
