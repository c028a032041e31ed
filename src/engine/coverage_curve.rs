//! The chance of quota against coverage, for the rep's own mix of deals.

use crate::domain::{Multiple, Rate};
use crate::engine::money_grid::FINE_CELLS;
use crate::engine::pipeline_need::{CopiedMix, Seat};

/// Even points of the curve; between them a monotone cubic does (Fritsch and Carlson, SIAM Journal on
/// Numerical Analysis 17, 1980).
pub const POINTS: u32 = 11;

/// Deals beyond which the curve is not drawn: points further up are left out.
pub const MOST_DEALS_DRAWN: f64 = 1_000.0;

/// The chance of quota at 11 even coverages from 0 to `top` and at what there is (where that is
/// below the top), the rep's live mix scaled as for `pipeline_need`. Never falling. Empty where
/// there is no live deal to scale.
///
/// The curve goes through the chance now. Points are worked out on 2,048 cells where there is no
/// lattice (on fewer where deals are so many and different that these do), and where ties put them on the wrong side of that chance they are held to it.
pub fn coverage_curve(seat: Seat<'_>, top: Multiple) -> Vec<(Multiple, Rate)> {
    let now = seat.now;
    let per_copy = seat.outlook.pipeline().units() / seat.left.units();
    let deals = u32::try_from(seat.outlook.deals.len()).unwrap_or(u32::MAX);
    let Some(have) = Multiple::new(per_copy).filter(|have| have.times() > 0.0) else {
        return Vec::new();
    };
    let mix = CopiedMix::new(seat, FINE_CELLS);
    let mut copies = mix.none();
    let mut curve: Vec<(Multiple, Rate)> = (0..POINTS)
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
            let chance = mix.chance(&copies, part);
            let held = if times < 1.0 { chance.min(now.share()) } else { chance.max(now.share()) };
            Some((Multiple::new(coverage)?, Rate::clamped(held)))
        })
        .collect();
    if have < top {
        let place = curve.partition_point(|(coverage, _)| *coverage < have);
        if curve.get(place).is_none_or(|(coverage, _)| *coverage > have) {
            curve.insert(place, (have, now));
        }
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{outlook, seat, units};
    use crate::engine::new_deals::WinSizes;
    use crate::engine::quota_chance::quota_chance;

    #[test]
    fn the_curve_rises_through_the_chance_now() {
        let outlook = outlook(&[(2_345, 0.3), (4_567, 0.4), (8_088, 0.2)], 0.7);
        let seat = seat(&outlook, units(7_500));
        let now = quota_chance(&outlook, seat.left, seat.form);
        // The pipeline is 2x what is left: point 2 of 0 to 10x, and between 1.8x and 2.7x of 9.
        for (top, points) in [(10.0, 11), (9.0, 12)] {
            let curve = coverage_curve(seat, Multiple::new(top).unwrap());
            assert_eq!(curve.len(), points);
            assert!(curve.is_sorted_by(|one, next| one.0 < next.0 && one.1 <= next.1), "{curve:?}");
            let own = curve.iter().find(|(coverage, _)| coverage.times() == 2.0).unwrap();
            assert!((own.1.share() - now.share()).abs() < 1e-4, "{curve:?} and {now:?}");
        }
    }

    #[test]
    fn ties_do_not_draw_the_curve_beside_the_chance_now() {
        let mut thirds = outlook(&[(20_000, 0.92); 3], 0.1);
        thirds.sizes = WinSizes::new(&[units(3_137), units(9_001)]);
        let seat = seat(&thirds, units(60_000));
        let now = quota_chance(&thirds, seat.left, seat.form);
        assert!(now.share() > 0.77, "{now:?}");
        let curve = coverage_curve(seat, Multiple::new(8.0).unwrap());
        assert!(curve.contains(&(Multiple::new(1.0).unwrap(), now)), "{curve:?}");
        assert!(curve.is_sorted_by_key(|(_, chance)| *chance), "{curve:?}");
    }

    #[test]
    fn no_live_deal_is_no_curve_and_crumbs_are_drawn_as_far_as_a_thousand() {
        let top = Multiple::new(8.0).unwrap();
        let crumb = outlook(&[(1, 0.5)], 1.0);
        let crumbs = seat(&crumb, units(1_000));
        assert_eq!(coverage_curve(seat(&outlook(&[], 1.0), units(100)), top), []);
        assert_eq!(coverage_curve(crumbs, top).len(), 3);
    }
}
