//! Where the labels of a chart's points go, so that none leaves the picture, covers another or
//! hides a point, at any width.
//!
//! Every label has a ladder of places beside its point, left and right of it, the nearest
//! first. A place costs more the farther it is, the more of the curve it covers and so on; the
//! combination of places with the least cost wins. Only a handful of points is labelled, so
//! all combinations are weighed, those that already cost too much cut short.

use crate::charts::geometry::{Area, Point};

/// A label that wants a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    /// The point that it names.
    pub point: Point,
    /// Its size.
    pub width: f64,
    /// Its size.
    pub height: f64,
    /// Whether it would rather stand to the right and below than to the left and above.
    pub right_below: bool,
}

/// What labels keep clear of.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Labels stay in here.
    pub bounds: Area,
    /// The curve, as points close together.
    pub curve: Vec<Point>,
    /// Where lines drop from the points to this height.
    pub floor: f64,
}

/// Where a label went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The box that it fills.
    pub area: Area,
    /// Whether its text starts at the left edge (it stands right of its point) or ends at the
    /// right edge.
    pub right_of_point: bool,
    /// Whether it is so far away that a line should lead to it.
    pub needs_leader: bool,
}

/// From the point to the near edge of its label.
const GAP: f64 = 10.0;
/// From one place to the next one up or down.
const STEP: f64 = 11.0;
/// How far up and down places go, in steps.
const REACH: i32 = 22;
/// Only the best places of each label are combined.
const CANDIDATES: usize = 26;
/// A label farther than this from its point is led to.
const LEAD_FROM: f64 = 34.0;

/// Finds a place for every label, in the order of the wishes.
pub fn place(wishes: &[Wish], around: &Surroundings) -> Vec<Place> {
    let ladders: Vec<Vec<Candidate>> =
        wishes.iter().enumerate().map(|(at, _)| candidates(wishes, at, around)).collect();
    let mut search = Search { ladders: &ladders, best: f64::INFINITY, chosen: Vec::new() };
    search.go(&mut Vec::with_capacity(wishes.len()), 0.0);
    search.chosen.iter().map(|candidate| candidate.place).collect()
}

#[derive(Clone, Copy)]
struct Candidate {
    place: Place,
    cost: f64,
}

fn candidates(wishes: &[Wish], at: usize, around: &Surroundings) -> Vec<Candidate> {
    let Some(wish) = wishes.get(at) else { return Vec::new() };
    let mut all: Vec<Candidate> = [false, true]
        .into_iter()
        .flat_map(|right| (-REACH..=REACH).map(move |step| (right, step)))
        .map(|(right, step)| candidate(wish, right, step, wishes, around))
        .collect();
    all.sort_unstable_by(|a, b| a.cost.total_cmp(&b.cost));
    all.truncate(CANDIDATES);
    all
}

fn candidate(
    wish: &Wish,
    right: bool,
    step: i32,
    wishes: &[Wish],
    around: &Surroundings,
) -> Candidate {
    let bounds = around.bounds;
    // Held inside the picture: where it does not fit beside its point it slides back in, and
    // pays for what it then covers.
    let wanted_left = if right { wish.point.x + GAP } else { wish.point.x - GAP - wish.width };
    let left = wanted_left.min(bounds.right - wish.width).max(bounds.left);
    let wanted_top = wish.point.y - wish.height / 2.0 + f64::from(step) * STEP;
    let top = wanted_top.min(bounds.bottom - wish.height).max(bounds.top);
    let area = Area { left, top, right: left + wish.width, bottom: top + wish.height };
    let middle = f64::midpoint(area.top, area.bottom);
    let away = (middle - wish.point.y).abs();
    let place = Place { area, right_of_point: right, needs_leader: away > LEAD_FROM };

    let on_curve = around.curve.iter().filter(|point| area.grown(2.0).holds(**point)).count();
    let hidden = wishes.iter().filter(|other| area.grown(6.0).holds(other.point)).count();
    let crossed = wishes
        .iter()
        .filter(|other| {
            let drop = Area {
                left: other.point.x,
                right: other.point.x,
                top: other.point.y,
                bottom: around.floor,
            };
            area.left - 2.0 <= drop.left
                && drop.left <= area.right + 2.0
                && area.top < drop.bottom
                && area.bottom > drop.top
        })
        .count();
    let wrong_side = if right == wish.right_below { 0.0 } else { 8.0 };
    let preferred = if wish.right_below { 22.0 } else { -22.0 };
    let cost = (middle - wish.point.y - preferred).abs() * 0.5
        + wrong_side
        + (left - wanted_left).abs() * 2.0
        + (top - wanted_top).abs() * 2.0
        + 14.0 * small(on_curve)
        + 400.0 * small(hidden)
        + 30.0 * small(crossed);
    Candidate { place, cost }
}

fn small(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// All combinations, the cheap ones first, cut short where they can't win any more.
struct Search<'a> {
    ladders: &'a [Vec<Candidate>],
    best: f64,
    chosen: Vec<Candidate>,
}

impl Search<'_> {
    fn go(&mut self, so_far: &mut Vec<Candidate>, cost: f64) {
        if cost >= self.best {
            return;
        }
        let Some(ladder) = self.ladders.get(so_far.len()) else {
            self.best = cost;
            self.chosen.clone_from(so_far);
            return;
        };
        for candidate in ladder {
            let covered: f64 = so_far
                .iter()
                .map(|other| candidate.place.area.grown(2.0).overlap(other.place.area))
                .sum();
            let collision = if covered > 0.0 { 1_000.0 + covered * 10.0 } else { 0.0 };
            so_far.push(*candidate);
            self.go(so_far, cost + candidate.cost + collision);
            so_far.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PICTURE: Area = Area { left: 0.0, top: 0.0, right: 340.0, bottom: 240.0 };

    fn around() -> Surroundings {
        Surroundings { bounds: PICTURE, curve: Vec::new(), floor: 230.0 }
    }

    fn wish(x: f64, y: f64, width: f64, right_below: bool) -> Wish {
        Wish { point: Point { x, y }, width, height: 32.0, right_below }
    }

    #[test]
    fn a_lone_label_stands_on_the_side_that_it_would_rather() {
        let placed = place(&[wish(170.0, 120.0, 90.0, true)], &around());
        assert!(placed[0].right_of_point && !placed[0].needs_leader);
        assert!(placed[0].area.left > 170.0 && placed[0].area.top > 100.0);
    }

    #[test]
    fn nothing_to_place_is_nothing_placed() {
        assert_eq!(place(&[], &around()), []);
    }

    proptest! {
        #[test]
        fn labels_never_collide_nor_leave_the_picture(
            points in prop::collection::vec((0.0..=340.0, 10.0..=230.0, 40.0..130.0, any::<bool>()), 1..=4),
        ) {
            let wishes: Vec<_> = points.into_iter().map(|(x, y, width, side)| wish(x, y, width, side)).collect();
            let placed = place(&wishes, &around());
            prop_assert_eq!(placed.len(), wishes.len());
            for (at, label) in placed.iter().enumerate() {
                prop_assert!(PICTURE.encloses(label.area), "{label:?}");
                for other in &placed[at + 1..] {
                    prop_assert_eq!(label.area.overlap(other.area), 0.0, "{:?} {:?}", label, other);
                }
            }
        }
    }
}
