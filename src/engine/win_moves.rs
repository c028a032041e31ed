//! How far a win moves a total, ready for Panjer's recursion.

/// The chances of the steps that a win moves the total by.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Moves {
    /// Steps of many lengths: for each from the longest to 1, its chance and that times its length. Row
    /// by row, which the compiler turns into vector instructions.
    Many { once: Vec<f64>, by_steps: Vec<f64> },
    /// A few: the length and the chance of each, the shortest first.
    Few(Vec<(usize, f64)>),
}

impl Moves {
    /// From the chance of each number of steps, from none on; those that don't move count nothing.
    #[expect(clippy::cast_precision_loss, reason = "thousands of cells")]
    pub(super) fn of(by_step: &[f64]) -> Self {
        let moves = by_step.iter().copied().enumerate().skip(1);
        let few: Vec<(usize, f64)> =
            moves.clone().filter(|(_, chance)| chance.abs() > 0.0).collect();
        let longest = few.last().map_or(0, |(steps, _)| *steps);
        if few.len() * 4 < longest {
            return Self::Few(few);
        }
        let rows = moves.take(longest).map(|(steps, chance)| (chance, chance * steps as f64));
        let (mut once, mut by_steps): (Vec<f64>, Vec<f64>) = rows.unzip();
        once.reverse();
        by_steps.reverse();
        Self::Many { once, by_steps }
    }

    /// Of what is known below a cell: the sum over the moves that lead to it of the move's chance
    /// times the chance of the cell that it starts from, and the same with each move times its length.
    #[expect(clippy::cast_precision_loss, reason = "thousands of cells")]
    pub(super) fn sums(&self, below: &[f64]) -> (f64, f64) {
        match self {
            Self::Many { once, by_steps } => {
                let length = once.len().min(below.len());
                let last = |row: &'_ [f64]| row.len() - length;
                let tail = |row| <[f64]>::get(row, last(row)..).unwrap_or_default();
                sums_of_products(tail(below), tail(once), tail(by_steps))
            }
            Self::Few(moves) => {
                let leads_here = moves.iter().take_while(|(steps, _)| *steps <= below.len());
                leads_here.fold((0.0, 0.0), |(once, by_steps), (steps, chance)| {
                    let from = below.get(below.len() - steps).copied().unwrap_or(0.0);
                    (once + chance * from, by_steps + chance * *steps as f64 * from)
                })
            }
        }
    }
}

/// The sums of the products of a row with each of two others, all equally long. In four lanes: in
/// one the next sum would wait for the last.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn sums_of_products(row: &[f64], one: &[f64], other: &[f64]) -> (f64, f64) {
    const LANES: usize = 4;
    let ((row, row_rest), (one, one_rest)) = (row.as_chunks::<LANES>(), one.as_chunks::<LANES>());
    let (other, other_rest) = other.as_chunks::<LANES>();
    let mut sums = ([0.0; LANES], [0.0; LANES]);
    for ((row, one), other) in row.iter().zip(one).zip(other) {
        for lane in 0..LANES {
            sums.0[lane] += row[lane] * one[lane];
            sums.1[lane] += row[lane] * other[lane];
        }
    }
    let rest = |with: &[f64]| row_rest.iter().zip(with).map(|(a, b)| a * b).sum::<f64>();
    (sums.0.iter().sum::<f64>() + rest(one_rest), sums.1.iter().sum::<f64>() + rest(other_rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn many_and_few_say_the_same(
            by_step in prop::collection::vec(prop_oneof![Just(0.0), 0.0..1.0], 0..60),
            below in prop::collection::vec(0.0..1.0, 0..90),
        ) {
            let plain = |by_steps: bool| -> f64 {
                let moves = by_step.iter().enumerate().skip(1).take(below.len());
                moves.map(|(steps, chance)| {
                    let times = if by_steps { f64::from(u32::try_from(steps).unwrap()) } else { 1.0 };
                    times * chance * below[below.len() - steps]
                }).sum()
            };
            let (once, by_steps) = Moves::of(&by_step).sums(&below);
            prop_assert!((once - plain(false)).abs() < 1e-9 && (by_steps - plain(true)).abs() < 1e-9);
        }
    }

    #[test]
    fn few_are_told_from_many() {
        assert!(matches!(Moves::of(&[0.5, 0.0, 0.0, 0.0, 0.0, 0.5]), Moves::Few(_)));
        assert!(matches!(Moves::of(&[0.2, 0.4, 0.4]), Moves::Many { .. }));
        assert_eq!(Moves::of(&[1.0]).sums(&[0.3]), (0.0, 0.0));
        assert_eq!(Moves::of(&[]).sums(&[]), (0.0, 0.0));
    }
}
