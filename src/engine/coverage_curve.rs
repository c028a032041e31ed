//! The chance of quota against coverage, for the rep's own mix of deals.

use crate::domain::{Multiple, Rate};
use crate::engine::money_grid::COARSE_CELLS;
use crate::engine::pipeline_need::{CopiedMix, Seat};

/// Points of the curve; between them a monotone cubic does (Fritsch and Carlson, SIAM Journal on
/// Numerical Analysis 17, 1980).
pub const POINTS: u32 = 11;

/// Deals beyond which the curve is not drawn: points further up are left out.
pub const MOST_DEALS_DRAWN: f64 = 1_000.0;

/// The chance of quota at 11 even coverages from 0 to `top`, the rep's live mix scaled as for
/// `pipeline_need`, on 256 cells. Never falling. Empty where there is no live deal to scale.
pub fn coverage_curve(seat: Seat<'_>, top: Multiple) -> Vec<(Multiple, Rate)> {
    let per_copy = seat.outlook.pipeline().units() / seat.left.units();
    let deals = u32::try_from(seat.outlook.deals.len()).unwrap_or(u32::MAX);
    if !per_copy.is_finite() || per_copy <= 0.0 {
        return Vec::new();
    }
    let mix = CopiedMix::new(seat, COARSE_CELLS);
    let mut copies = mix.none();
    (0..POINTS)
        .map_while(|point| {
            let coverage = top.times() * f64::from(point) / f64::from(POINTS - 1);
            let times = coverage / per_copy;
            if times > 1.0 && times * f64::from(deals) > MOST_DEALS_DRAWN {
                return None;
            }
            while copies.count() + 1.0 <= times {
                mix.add_copy(&mut copies);
            }
            let part = (times - copies.count()).clamp(0.0, 1.0);
            Some((Multiple::new(coverage)?, Rate::clamped(mix.chance(&copies, part))))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{outlook, seat, units};
    use crate::engine::quota_chance::quota_chance;

    #[test]
    fn the_curve_rises_through_the_chance_now() {
        let outlook = outlook(&[(2_345, 0.3), (4_567, 0.4), (8_088, 0.2)], 0.7);
        let seat = seat(&outlook, units(7_500));
        // The pipeline is 2x what is left: point 2 of 0 to 10x.
        let curve = coverage_curve(seat, Multiple::new(10.0).unwrap());
        assert_eq!(curve.len(), 11);
        assert!(curve.is_sorted_by(|one, next| one.0 < next.0 && one.1 <= next.1), "{curve:?}");
        let now = quota_chance(&outlook, seat.left, seat.form);
        assert!((curve[2].1.share() - now.share()).abs() < 0.01, "{curve:?} and {now:?}");
    }

    #[test]
    fn no_live_deal_is_no_curve_and_crumbs_are_drawn_as_far_as_a_thousand() {
        let top = Multiple::new(8.0).unwrap();
        assert_eq!(coverage_curve(seat(&outlook(&[], 1.0), units(100)), top), []);
        assert_eq!(coverage_curve(seat(&outlook(&[(1, 0.5)], 1.0), units(1_000)), top).len(), 2);
    }
}
