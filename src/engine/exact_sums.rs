//! The exact totals of a handful of deals whose amounts have no useful common divisor.

/// Distinct totals that are kept, at most, by each of two halves of the deals.
pub(crate) const MOST_SUMS: usize = 4_096;

/// Totals of some deals below a target, each with its chance, in rising order; all in hundredths.
#[derive(Clone, Debug)]
pub(crate) struct Sums {
    totals: Vec<(i64, f64)>,
    target: i64,
}

impl Sums {
    /// Nothing won yet, in one of several cases, which is this likely.
    pub(crate) fn nothing_yet(target: i64, likely: f64) -> Self {
        Self { totals: vec![(0, likely)], target }
    }

    /// Each total and its chance.
    pub(crate) fn totals(&self) -> &[(i64, f64)] {
        &self.totals
    }

    /// The chance that the target is missed.
    pub(crate) fn chance(&self) -> f64 {
        self.totals.iter().map(|(_, p)| p).sum()
    }

    /// The chance that it is missed with this amount on top.
    pub(crate) fn chance_with(&self, amount: i64) -> f64 {
        let missed = |(sum, _): &&(i64, f64)| sum.saturating_add(amount) < self.target;
        self.totals.iter().take_while(missed).map(|(_, p)| p).sum()
    }

    /// With one more deal of an amount not below zero: merges the totals without it and with it,
    /// both in order.
    pub(crate) fn with(&self, amount: i64, chance: f64) -> Self {
        let mut totals = Vec::with_capacity(2 * self.totals.len());
        let mut without = self.totals.iter().map(|(sum, p)| (*sum, p * (1.0 - chance))).peekable();
        let mut with = self
            .totals
            .iter()
            .map(|(sum, p)| (sum.saturating_add(amount), p * chance))
            .take_while(|(sum, _)| *sum < self.target)
            .peekable();
        loop {
            let next = match (without.peek(), with.peek()) {
                (Some(one), Some(other)) if one.0 == other.0 => {
                    let both = (one.0, one.1 + other.1);
                    without.next();
                    with.next();
                    both
                }
                (Some(one), Some(other)) if other.0 < one.0 => {
                    let next = *other;
                    with.next();
                    next
                }
                (Some(one), _) => {
                    let next = *one;
                    without.next();
                    next
                }
                (None, Some(other)) => {
                    let next = *other;
                    with.next();
                    next
                }
                (None, None) => break,
            };
            totals.push(next);
        }
        Self { totals, target: self.target }
    }
}

/// The chance that independent deals (amount in hundredths, chance) together stay below
/// `target`, from all their totals: exact, ties included. The deals are cut into two halves of at
/// most 4,096 distinct totals each, which are then matched from both ends (Horowitz and Sahni,
/// JACM 21, 1974), so any 24 deals do, and more where totals coincide. `None` where that is not
/// enough. Amounts are meant to be above zero.
pub fn chance_below_by_sums(deals: &[(i64, f64)], target: i64) -> Option<f64> {
    let mut rest = deals.iter();
    let one = half(&mut rest, target);
    let other = half(&mut rest, target);
    if rest.next().is_some() {
        return None;
    }
    // As totals of the first half rise, fewer of the second still stay below.
    let mut below: f64 = other.totals.iter().map(|(_, p)| p).sum();
    let mut high = other.totals.iter().rev().peekable();
    let mut chance = 0.0;
    for (sum, p) in &one.totals {
        while let Some((_, gone)) = high.next_if(|(total, _)| total.saturating_add(*sum) >= target)
        {
            below -= gone;
        }
        chance += p * below.max(0.0);
    }
    Some(chance.clamp(0.0, 1.0))
}

/// Takes deals while their totals stay few.
fn half<'a>(deals: &mut (impl Iterator<Item = &'a (i64, f64)> + Clone), target: i64) -> Sums {
    let mut sums = Sums::nothing_yet(target, 1.0);
    loop {
        let mut ahead = deals.clone();
        let Some((amount, chance)) = ahead.next() else { return sums };
        let more = sums.with(*amount, *chance);
        if more.totals.len() > MOST_SUMS {
            return sums;
        }
        sums = more;
        *deals = ahead;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every one of the 2^n ways.
    fn by_enumeration(deals: &[(i64, f64)], target: i64) -> f64 {
        (0_u32..1 << deals.len())
            .map(|won| {
                let (mut sum, mut p) = (0, 1.0);
                for (deal, (amount, chance)) in deals.iter().enumerate() {
                    if won & (1 << deal) == 0 {
                        p *= 1.0 - chance;
                    } else {
                        sum += amount;
                        p *= chance;
                    }
                }
                if sum < target { p } else { 0.0 }
            })
            .sum()
    }

    #[test]
    fn twenty_five_deals_with_totals_of_their_own_are_too_many() {
        let deals: Vec<(i64, f64)> = (0..25).map(|power| (1 << power, 0.5)).collect();
        assert_eq!(chance_below_by_sums(&deals, 1 << 30), None);
        let alike = [(700, 0.5); 300];
        assert!(chance_below_by_sums(&alike, 700 * 151).is_some());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn it_is_what_every_single_way_adds_up_to(
            deals in prop::collection::vec((1_i64..5_000, 0.0..=1.0), 0..14),
            target in 1_i64..30_000,
        ) {
            let ours = chance_below_by_sums(&deals, target).unwrap();
            prop_assert!((ours - by_enumeration(&deals, target)).abs() < 1e-12);
        }

        #[test]
        fn a_total_that_just_equals_the_target_has_reached_it(
            deals in prop::collection::vec((1_i64..5_000, 0.0..=1.0), 1..14), picked in any::<u32>(),
        ) {
            let target: i64 = deals.iter().enumerate().filter(|(n, _)| picked & (1 << n) != 0).map(|(_, deal)| deal.0).sum();
            prop_assume!(target > 0);
            let ours = chance_below_by_sums(&deals, target).unwrap();
            prop_assert!((ours - by_enumeration(&deals, target)).abs() < 1e-12);
        }
    }
}
