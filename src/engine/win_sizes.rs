//! How large a rep's next win may be.

use crate::domain::Money;
use crate::engine::known::{Known, KnownRep};
use crate::engine::new_deals::WinSizes;
use crate::engine::tally::WINS_FOR_OWN_AVERAGE;

/// The sizes that a rep's wins are drawn from: the amounts the rep won in the look-back; below 10
/// of them filled up to 10 by evenly spaced quantiles of what the others of the group won. Empty
/// where nobody won anything of a known amount.
pub fn win_sizes(known: &Known, rep: usize) -> WinSizes {
    let mut sizes: Vec<Money> =
        known.reps.get(rep).into_iter().flat_map(KnownRep::won_amounts).collect();
    let missing = usize::try_from(WINS_FOR_OWN_AVERAGE).unwrap_or(0).saturating_sub(sizes.len());
    if missing > 0 {
        let mut others: Vec<Money> = known
            .reps
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != rep)
            .flat_map(|(_, other)| other.won_amounts())
            .collect();
        others.sort_unstable();
        sizes.extend((0..missing).filter_map(|nth| middle_of_part(&others, nth, missing)));
    }
    WinSizes::new(&sizes)
}

/// The quantile in the middle of the nth of `parts` equal parts, linear between neighbours
/// (Hyndman and Fan, American Statistician 50, 1996, type 7).
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a list; the amount between two amounts"
)]
fn middle_of_part(sorted: &[Money], nth: usize, parts: usize) -> Option<Money> {
    let place = (nth as f64 + 0.5) / parts as f64 * sorted.len().checked_sub(1)? as f64;
    let low = sorted.get(place.floor() as usize)?.hundredths();
    let high = sorted.get(place.ceil() as usize)?.hundredths();
    let between = place.fract() * (high - low) as f64;
    Some(Money::from_hundredths(low.saturating_add(between.round() as i64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_evenly_between_the_smallest_and_the_largest() {
        let sorted = [100, 200, 400, 900].map(Money::from_hundredths);
        let picked: Vec<_> = (0..3).filter_map(|nth| middle_of_part(&sorted, nth, 3)).collect();
        assert_eq!(picked, [150, 300, 650].map(Money::from_hundredths));
        assert_eq!(middle_of_part(&[], 0, 3), None);
    }
}
