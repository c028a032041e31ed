//! *Chance of quota by coverage*: the model of the picture.

use crate::charts::geometry::{Area, Point};
use crate::charts::labels::{Place, Surroundings, Wish, place};
use crate::charts::pauses;
use crate::charts::scale::{Scale, round_ticks};
use crate::charts::text;
use crate::domain::{Multiple, Rate};

/// What a marked point stands for. Also its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The flat rule.
    FlatRule,
    /// 1 / win rate.
    BreakEven,
    /// The pipeline that there is.
    Have,
    /// What the wanted chance takes.
    Need,
}

/// A point to be marked, in the reader's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// What it stands for.
    pub mark: Mark,
    /// Its coverage.
    pub coverage: Multiple,
    /// Its chance.
    pub chance: Rate,
    /// "needed 5.6×"
    pub name: String,
    /// "80%"
    pub value: String,
}

/// What the picture shows.
pub struct Content<'a> {
    /// The chance against coverage, from nothing to the end: straight between its points.
    pub curve: Vec<(Multiple, Rate)>,
    /// Where the curve ends.
    pub end: Multiple,
    /// The chance that is wanted: a dashed guide.
    pub wanted: Rate,
    /// The points on the curve, at most four; those beyond the end stand at it, hollow.
    pub marked: Vec<Marked>,
    /// Writes a coverage.
    pub write_coverage: &'a dyn Fn(f64) -> String,
    /// Writes a chance.
    pub write_chance: &'a dyn Fn(f64) -> String,
}

/// A horizontal guide line and its label at the right.
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    /// Its height.
    pub y: f64,
    /// From where to where it goes: it pauses at labels of points.
    pub parts: Vec<(f64, f64)>,
    /// Its label; `None` where a neighbour's would collide with it.
    pub label: Option<String>,
    /// Whether it is the wanted chance.
    pub wanted: bool,
}

/// A marked point with its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// What it stands for and says.
    pub marked: Marked,
    /// Where it is.
    pub point: Point,
    /// Whether it lies beyond the curve's end.
    pub beyond: bool,
    /// Where its label is.
    pub label: Place,
    /// From where to where a line drops from it: it pauses at labels.
    pub drop: Vec<(f64, f64)>,
}

/// The picture, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct ChanceCurve {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Where the curve lies.
    pub plot: Area,
    /// Coverage to pixels.
    pub x: Scale,
    /// Chance to pixels.
    pub y: Scale,
    /// Marks of the coverage axis with their labels.
    pub ticks: Vec<(f64, String)>,
    /// Guide lines.
    pub guides: Vec<Guide>,
    /// The curve.
    pub curve: Vec<Point>,
    /// The marked points.
    pub spots: Vec<Spot>,
}

/// Text size.
pub const TEXT: f64 = 13.0;
/// Height of a label's line.
pub const LINE: f64 = 16.0;
/// Points along the curve that labels keep clear of.
const POINTS: u32 = 120;

impl ChanceCurve {
    /// Lays the picture out for a width in CSS pixels.
    pub fn new(width: f64, content: &Content<'_>) -> Self {
        let width = width.clamp(280.0, 1_600.0);
        let height = (width * 0.42).clamp(270.0, 340.0);
        let axis = text::width(&(content.write_chance)(1.0), TEXT) + 12.0;
        let plot = Area { left: 8.0, top: 18.0, right: width - axis, bottom: height - 34.0 };
        let x = Scale::new((0.0, content.end.times()), (plot.left, plot.right));
        let y = Scale::new((0.0, 1.0), (plot.bottom, plot.top));
        let curve = curve(content, x, y);
        let spots = spots(content, x, y, plot, width, &curve);
        Self {
            width,
            height,
            plot,
            x,
            y,
            ticks: ticks(content, x, width),
            guides: guides(content, y, plot, &spots),
            curve,
            spots,
        }
    }

    /// The part of the curve up to the pipeline that there is, to be shaded.
    pub fn up_to_have(&self) -> Vec<Point> {
        let Some(have) = self.spots.iter().find(|spot| spot.marked.mark == Mark::Have) else {
            return Vec::new();
        };
        let mut shape = vec![Point { x: self.plot.left, y: self.plot.bottom }];
        shape.extend(self.curve.iter().filter(|point| point.x < have.point.x));
        shape.push(have.point);
        shape.push(Point { x: have.point.x, y: self.plot.bottom });
        shape
    }
}

fn curve(content: &Content<'_>, x: Scale, y: Scale) -> Vec<Point> {
    let point = |(coverage, chance): &(Multiple, Rate)| Point {
        x: x.pixel(coverage.times()),
        y: y.pixel(chance.share()),
    };
    content.curve.iter().map(point).collect()
}

/// The curve in points that are equally far from each other across.
fn evenly(curve: &[Point]) -> Vec<Point> {
    let (Some(first), Some(last)) = (curve.first(), curve.last()) else { return Vec::new() };
    let mut lines = curve.windows(2).peekable();
    (0..=POINTS)
        .filter_map(|at| {
            let x = first.x + (last.x - first.x) * f64::from(at) / f64::from(POINTS);
            while lines.next_if(|line| matches!(line, [_, to] if to.x < x)).is_some() {}
            let Some([from, to]) = lines.peek() else { return None };
            let part = if to.x > from.x { (x - from.x) / (to.x - from.x) } else { 0.0 };
            Some(Point { x, y: from.y + part * (to.y - from.y) })
        })
        .collect()
}

fn ticks(content: &Content<'_>, x: Scale, width: f64) -> Vec<(f64, String)> {
    let most = if width < 420.0 { 4 } else { 5 };
    round_ticks(content.end.times(), most)
        .into_iter()
        .map(|coverage| (x.pixel(coverage), (content.write_coverage)(coverage)))
        .collect()
}

fn guides(content: &Content<'_>, y: Scale, plot: Area, spots: &[Spot]) -> Vec<Guide> {
    let labels: Vec<Area> = spots.iter().map(|spot| spot.label.area).collect();
    let parts = |y| pauses::level(y, (plot.left, plot.right), &labels);
    let wanted = content.wanted.share();
    let label = |chance: f64| Some((content.write_chance)(chance));
    let near_wanted = |chance: f64| (y.pixel(chance) - y.pixel(wanted)).abs() < LINE;
    let fixed = [0.0, 0.5, 1.0].map(|chance| Guide {
        y: y.pixel(chance),
        parts: parts(y.pixel(chance)),
        label: if near_wanted(chance) { None } else { label(chance) },
        wanted: false,
    });
    let own = Guide {
        y: y.pixel(wanted),
        parts: parts(y.pixel(wanted)),
        label: label(wanted),
        wanted: true,
    };
    fixed.into_iter().chain([own]).collect()
}

fn spots(
    content: &Content<'_>,
    x: Scale,
    y: Scale,
    plot: Area,
    width: f64,
    curve: &[Point],
) -> Vec<Spot> {
    let points: Vec<_> = content
        .marked
        .iter()
        .map(|marked| Point {
            x: x.pixel(marked.coverage.times()),
            y: y.pixel(marked.chance.share()),
        })
        .collect();
    let wishes: Vec<_> = content
        .marked
        .iter()
        .zip(&points)
        .map(|(marked, point)| Wish {
            point: *point,
            width: text::width(&marked.name, TEXT).max(text::width(&marked.value, TEXT)),
            height: 2.0 * LINE,
            right_below: matches!(marked.mark, Mark::FlatRule | Mark::BreakEven),
        })
        .collect();
    let bounds =
        Area { left: 0.0, top: 0.0, right: plot.right.min(width), bottom: plot.bottom - 2.0 };
    let around = Surroundings { bounds, curve: evenly(curve), floor: plot.bottom };
    let places = place(&wishes, &around);
    let labels: Vec<Area> = places.iter().map(|place| place.area).collect();
    content
        .marked
        .iter()
        .zip(points)
        .zip(places)
        .map(|((marked, point), label)| Spot {
            marked: marked.clone(),
            point,
            beyond: marked.coverage > content.end,
            label,
            drop: pauses::upright(point.x, (point.y, plot.bottom), &labels),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;
    use crate::engine::coverage::{Answer, Question, WinRateSource, answer};
    use proptest::prelude::*;

    fn picture(width: f64, answer: &Answer) -> ChanceCurve {
        let times = |coverage: Multiple| format!("{:.1}×", coverage.times());
        let marked = |mark, name: &str, coverage, chance: Rate| Marked {
            mark,
            coverage,
            chance,
            name: format!("{name} {}", times(coverage)),
            value: format!("{:.0}%", chance.percent()),
        };
        ChanceCurve::new(
            width,
            &Content {
                curve: answer.curve(),
                end: answer.curve_end(),
                wanted: answer.question().wanted,
                marked: vec![
                    marked(Mark::Need, "needed", answer.need.coverage, answer.need_chance),
                    marked(Mark::Have, "has now", answer.have.coverage, answer.have.chance),
                    marked(
                        Mark::BreakEven,
                        "break-even",
                        answer.break_even.coverage,
                        answer.break_even.chance,
                    ),
                    marked(Mark::FlatRule, "flat", Multiple::FLAT_RULE, answer.flat_rule.chance),
                ],
                write_coverage: &|coverage| format!("{coverage:.0}×"),
                write_chance: &|chance| format!("{:.0}%", chance * 100.0),
            },
        )
    }

    fn ask(left: f64, deal: f64, share: f64, pipeline: f64, wanted: f64) -> Answer {
        let units = |amount| Money::from_units(amount).unwrap();
        answer(Question {
            left_to_quota: units(left),
            average_deal: units(deal),
            win_rate: WinRateSource::Stated(Rate::clamped(share)),
            pipeline: units(pipeline),
            wanted: Rate::clamped(wanted),
        })
        .unwrap()
    }

    #[test]
    fn the_points_lie_on_the_curve() {
        let answer = ask(118_000.0, 30_000.0, 0.25, 283_000.0, 0.8);
        let picture = picture(760.0, &answer);
        for spot in &picture.spots {
            let chance = answer.chance_at(spot.marked.coverage).share();
            assert!((spot.point.y - picture.y.pixel(chance)).abs() < 0.5, "{spot:?}");
        }
    }

    #[test]
    fn a_pipeline_beyond_the_end_is_shown_at_the_end() {
        let picture = picture(760.0, &ask(10_000.0, 30_000.0, 0.5, 900_000.0, 0.8));
        let have = picture.spots.iter().find(|spot| spot.marked.mark == Mark::Have).unwrap();
        assert!(have.beyond && have.point.x <= picture.plot.right);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn no_label_collides_or_leaves_the_picture_at_any_width(
            width in 340.0..1_100.0, left in 1e3..2e6, deal in 1e3..3e5, share in 0.02..0.98,
            pipeline in 0.0..5e6, wanted in 0.1..0.99,
        ) {
            let picture = picture(width, &ask(left, deal, share, pipeline, wanted));
            let whole = Area { left: 0.0, top: 0.0, right: picture.width, bottom: picture.height };
            for (at, spot) in picture.spots.iter().enumerate() {
                prop_assert!(whole.encloses(spot.label.area));
                for other in &picture.spots[at + 1..] {
                    prop_assert_eq!(spot.label.area.overlap(other.label.area), 0.0);
                }
                for other in &picture.spots {
                    for (top, bottom) in &other.drop {
                        let x = other.point.x;
                        let drop = Area { left: x, top: *top, right: x + 0.01, bottom: *bottom };
                        prop_assert_eq!(spot.label.area.overlap(drop), 0.0);
                    }
                }
                for Guide { y, parts, .. } in &picture.guides {
                    for (left, right) in parts {
                        let line = Area { left: *left, top: *y, right: *right, bottom: y + 0.01 };
                        prop_assert_eq!(spot.label.area.overlap(line), 0.0);
                    }
                }
            }
            let labels: Vec<_> = picture.guides.iter().filter(|guide| guide.label.is_some()).collect();
            for (at, guide) in labels.iter().enumerate() {
                for other in &labels[at + 1..] {
                    prop_assert!((guide.y - other.y).abs() >= LINE - 1e-9);
                }
            }
        }
    }
}
