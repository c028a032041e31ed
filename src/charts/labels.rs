//! Where the labels of a chart's points go, so that none leaves the picture, covers another or
//! hides a point, at any width.
//!
//! Every label has ladders of places left and right of its point and across it, the nearest
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
    /// The curve, as points close together, from left to right.
    pub curve: Vec<Point>,
    /// Where lines drop from the points to this height.
    pub floor: f64,
}

/// Where a label went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The box that it fills.
    pub area: Area,
    /// Whether its text starts at the left edge or ends at the right edge.
    pub from_left: bool,
    /// Where a line should lead to from the point, where it is far away.
    pub leader: Option<Point>,
}

/// From the point to the near edge of its label.
const GAP: f64 = 10.0;
/// How far a label above or below its point reaches past it.
const PAST: f64 = 8.0;
/// Between two labels.
const APART: f64 = 4.0;
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
    let mut search = Search {
        ladders: &ladders,
        least: least(&ladders),
        best: f64::INFINITY,
        chosen: Vec::new(),
    };
    search.go(&mut Vec::with_capacity(wishes.len()), 0.0);
    search.chosen.iter().map(|candidate| candidate.place).collect()
}

#[derive(Clone, Copy)]
struct Candidate {
    point: Point,
    place: Place,
    cost: f64,
}

fn candidates(wishes: &[Wish], at: usize, around: &Surroundings) -> Vec<Candidate> {
    let Some(wish) = wishes.get(at) else { return Vec::new() };
    let mut all: Vec<Candidate> = [Side::Left, Side::Right, Side::OverLeft, Side::OverRight]
        .into_iter()
        .flat_map(|side| (-REACH..=REACH).map(move |step| (side, step)))
        .map(|(side, step)| candidate(wish, side, step, wishes, around))
        .collect();
    all.sort_unstable_by(|a, b| a.cost.total_cmp(&b.cost));
    all.truncate(CANDIDATES);
    all
}

/// Where a ladder stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Left of the point.
    Left,
    /// Right of it.
    Right,
    /// Above or below it, most of the label to its left.
    OverLeft,
    /// Above or below it, most of the label to its right.
    OverRight,
}

impl Side {
    /// Whether the label is to the right, and so written from its left edge on.
    const fn is_right(self) -> bool {
        matches!(self, Self::Right | Self::OverRight)
    }

    /// Whether the label stands above or below its point.
    const fn is_over(self) -> bool {
        matches!(self, Self::OverLeft | Self::OverRight)
    }

    /// The left edge that it wants.
    fn left(self, wish: &Wish) -> f64 {
        match self {
            Self::Left => wish.point.x - GAP - wish.width,
            Self::Right => wish.point.x + GAP,
            Self::OverLeft => wish.point.x + PAST - wish.width,
            Self::OverRight => wish.point.x - PAST,
        }
    }

    /// Where a line to the label ends.
    fn leader(self, point: Point, area: Area) -> Point {
        let middle = f64::midpoint(area.top, area.bottom);
        match self {
            Self::Left => Point { x: area.right + 3.0, y: middle },
            Self::Right => Point { x: area.left - 3.0, y: middle },
            Self::OverLeft | Self::OverRight => {
                let y = if middle < point.y { area.bottom + 2.0 } else { area.top - 2.0 };
                Point { x: point.x.clamp(area.left, area.right), y }
            }
        }
    }
}

fn candidate(
    wish: &Wish,
    side: Side,
    step: i32,
    wishes: &[Wish],
    around: &Surroundings,
) -> Candidate {
    let bounds = around.bounds;
    // Held inside the picture: where it does not fit beside its point it slides back in, and
    // pays for what it then covers.
    let wanted_left = side.left(wish);
    let left = wanted_left.min(bounds.right - wish.width).max(bounds.left);
    let wanted_top = wish.point.y - wish.height / 2.0 + f64::from(step) * STEP;
    let top = wanted_top.min(bounds.bottom - wish.height).max(bounds.top);
    let area = Area { left, top, right: left + wish.width, bottom: top + wish.height };
    let middle = f64::midpoint(area.top, area.bottom);
    let away = (middle - wish.point.y).abs();
    let leader = (away > LEAD_FROM).then(|| side.leader(wish.point, area));
    let place = Place { area, from_left: side.is_right(), leader };

    let near = area.grown(2.0);
    let first = around.curve.partition_point(|point| point.x < near.left);
    let on_curve = around.curve.iter().skip(first).take_while(|point| point.x <= near.right);
    let on_curve = on_curve.filter(|point| near.holds(**point)).count();
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
    let wrong_side = if side.is_right() == wish.right_below { 0.0 } else { 8.0 };
    let over = if side.is_over() { 10.0 } else { 0.0 };
    let preferred = if wish.right_below { 22.0 } else { -22.0 };
    let cost = (middle - wish.point.y - preferred).abs() * 0.5
        + wrong_side
        + over
        + (left - wanted_left).abs() * 2.0
        + (top - wanted_top).abs() * 2.0
        + 14.0 * small(on_curve)
        + 400.0 * small(hidden)
        + 30.0 * small(crossed);
    Candidate { point: wish.point, place, cost }
}

impl Candidate {
    /// What it costs to have both.
    fn beside(&self, other: &Self) -> f64 {
        let covered = self.place.area.grown(APART).overlap(other.place.area);
        let collision = if covered > 0.0 { 1_000.0 + covered * 10.0 } else { 0.0 };
        let crossed = [self.leads_across(other.place.area), other.leads_across(self.place.area)];
        collision + 80.0 * small(crossed.into_iter().filter(|crossed| *crossed).count())
    }

    /// Whether the line to its label crosses this box.
    fn leads_across(&self, area: Area) -> bool {
        self.place.leader.is_some_and(|end| {
            (0..=12).any(|part| {
                let part = f64::from(part) / 12.0;
                let x = self.point.x + part * (end.x - self.point.x);
                let y = self.point.y + part * (end.y - self.point.y);
                area.grown(1.0).holds(Point { x, y })
            })
        })
    }
}

fn small(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// All combinations, the cheap ones first, cut short where they can't win any more.
struct Search<'a> {
    ladders: &'a [Vec<Candidate>],
    /// What the labels from each on cost at least.
    least: Vec<f64>,
    best: f64,
    chosen: Vec<Candidate>,
}

impl Search<'_> {
    fn go(&mut self, so_far: &mut Vec<Candidate>, cost: f64) {
        let at = so_far.len();
        let Some(ladder) = self.ladders.get(at) else {
            if cost < self.best {
                self.best = cost;
                self.chosen.clone_from(so_far);
            }
            return;
        };
        let after = self.least.get(at + 1).copied().unwrap_or(0.0);
        for candidate in ladder {
            // The cheapest come first: from here on none can win.
            if cost + candidate.cost + after >= self.best {
                return;
            }
            let together: f64 = so_far.iter().map(|other| candidate.beside(other)).sum();
            if cost + candidate.cost + together + after < self.best {
                so_far.push(*candidate);
                self.go(so_far, cost + candidate.cost + together);
                so_far.pop();
            }
        }
    }
}

/// For each ladder the sum of the cheapest places from it on.
fn least(ladders: &[Vec<Candidate>]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut least: Vec<f64> = ladders
        .iter()
        .rev()
        .map(|ladder| {
            sum += ladder.first().map_or(0.0, |candidate| candidate.cost);
            sum
        })
        .collect();
    least.reverse();
    least
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
        assert!(placed[0].from_left && placed[0].leader.is_none());
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
