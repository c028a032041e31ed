//! *When it said so much, how often did it happen?*: the reliability diagram.

use crate::charts::geometry::{Area, Point};
use crate::charts::scale::Scale;
use crate::charts::text;
use crate::domain::Interval;

/// What the picture shows.
pub struct Content<'a> {
    /// The bins, from the lowest tenth of chance to the highest.
    pub bins: Vec<Bin>,
    /// Writes a share: "40%".
    pub write_share: &'a dyn Fn(f64) -> String,
    /// What runs along the foot: "chance that was told".
    pub told: String,
    /// What runs up: "how often it happened".
    pub happened: String,
    /// What is said above the diagonal: "more often than told".
    pub more: String,
    /// What is said below it: "less often than told".
    pub less: String,
    /// What the numbers at the foot are: "chances".
    pub counted: String,
}

/// About this chance, so often.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    /// Its tenth of chance, 0 to 9.
    pub tenth: usize,
    /// The mean chance told.
    pub given: f64,
    /// The share that happened.
    pub happened: f64,
    /// The range that this share likely lies in.
    pub likely: Option<Interval>,
    /// How many chances, in words.
    pub count: String,
}

/// A bin on the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Where its point is.
    pub point: Point,
    /// The range's ends, as pixels: the high one, the low one.
    pub likely: Option<(f64, f64)>,
}

/// A line of text on the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The box that it fills.
    pub area: Area,
    /// What it says.
    pub words: String,
}

/// The picture, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Where the points lie.
    pub plot: Area,
    /// The line on which what was told is what happened.
    pub diagonal: [Point; 2],
    /// Guide lines across with their labels.
    pub guides: Vec<(f64, String)>,
    /// Marks of the axis of chances.
    pub ticks: Vec<(f64, String)>,
    /// The bins.
    pub spots: Vec<Spot>,
    /// How many chances each bin has, below it.
    pub counts: Vec<Label>,
    /// The words of the two axes and of the numbers at the foot.
    pub names: Vec<Label>,
    /// The words of both sides of the diagonal, where there is room for them.
    pub sides: Vec<Label>,
}

/// Text size.
pub const TEXT: f64 = 13.0;
/// The height of a line of text.
const LINE: f64 = 18.0;
/// How far a point reaches from its middle, its rim included.
const POINT: f64 = 9.0;
/// Between two texts.
const APART: f64 = 6.0;
/// Places that the words beside the diagonal are tried at, along either edge.
const PLACES: u32 = 12;

impl Reliability {
    /// Lays the picture out for a width in CSS pixels.
    pub fn new(width: f64, content: &Content<'_>) -> Self {
        let width = width.clamp(280.0, 1_600.0);
        let axis = text::width(&(content.write_share)(1.0), TEXT) + 12.0;
        // The outermost points are not cut by the edge.
        let (left, right) = (POINT + 4.0, width - axis - POINT);
        let tenth = (right - left) / 10.0;
        let widest = content.bins.iter().map(|bin| text::width(&bin.count, TEXT));
        let rows = ((widest.fold(0.0, f64::max) + APART) / tenth).ceil().max(1.0);
        let top = LINE + 16.0;
        let plot_height = (width * 0.5).clamp(220.0, 380.0);
        let plot = Area { left, top, right, bottom: top + plot_height };
        let foot = plot.bottom + POINT + 2.0 * LINE + 8.0;
        let height = foot + LINE * (rows + 1.0) + 4.0;
        let x = Scale::new((0.0, 1.0), (plot.left, plot.right));
        let y = Scale::new((0.0, 1.0), (plot.bottom, plot.top));
        let share = |share: f64| (content.write_share)(share);
        let spots: Vec<Spot> = content.bins.iter().map(|bin| spot(bin, x, y)).collect();
        let mut picture = Self {
            width,
            height,
            plot,
            diagonal: [(0.0, 0.0), (1.0, 1.0)]
                .map(|at| Point { x: x.pixel(at.0), y: y.pixel(at.1) }),
            guides: [0.0, 0.25, 0.5, 0.75, 1.0].map(|at| (y.pixel(at), share(at))).to_vec(),
            ticks: [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|at| (x.pixel(at), share(at))).to_vec(),
            counts: counts(content, x, (foot, rows)),
            names: vec![
                line(&content.happened, Point { x: 0.0, y: 0.0 }),
                line(&content.told, Point { x: 0.0, y: plot.bottom + POINT + LINE + 2.0 }),
                line(&content.counted, Point { x: 0.0, y: foot + LINE * rows }),
            ],
            spots,
            sides: Vec::new(),
        };
        picture.sides = [(&content.more, true), (&content.less, false)]
            .into_iter()
            .filter_map(|(words, above)| picture.beside_the_diagonal(words, above))
            .collect();
        picture
    }

    /// A place for words above or below the diagonal that covers neither it nor any point: as far
    /// from it as there is one, from the corner on.
    fn beside_the_diagonal(&self, words: &str, above: bool) -> Option<Label> {
        let plot = self.plot;
        let wide = text::width(words, TEXT);
        let steps = (0..PLACES).flat_map(|down| (0..PLACES).map(move |along| (along, down)));
        let place = |(along, down): (u32, u32)| {
            let part = |step: u32| f64::from(step) / f64::from(PLACES);
            let inset = 2.0;
            let (from_side, from_end) =
                (part(along) * plot.width() + inset, part(down) * plot.height() + inset);
            let at = if above {
                Point { x: plot.left + from_side, y: plot.top + from_end }
            } else {
                Point { x: plot.right - from_side - wide, y: plot.bottom - from_end - LINE }
            };
            line(words, at)
        };
        steps.map(place).find(|label| self.is_free(label.area, above))
    }

    fn is_free(&self, area: Area, above: bool) -> bool {
        let [start, end] = self.diagonal;
        let rise = (end.y - start.y) / (end.x - start.x);
        // The corner that is nearest to the diagonal.
        let (x, y) = if above { (area.right, area.bottom) } else { (area.left, area.top) };
        let there = start.y + rise * (x - start.x);
        let is_beside = if above { y + APART < there } else { y - APART > there };
        is_beside
            && self.plot.encloses(area)
            && self.spots.iter().all(|spot| spot.areas().all(|taken| taken.overlap(area) <= 0.0))
    }
}

impl Spot {
    /// What it covers: its point, and its range.
    pub fn areas(&self) -> impl Iterator<Item = Area> {
        let Point { x, y } = self.point;
        let about = |half: f64, top: f64, bottom: f64| Area {
            left: x - half,
            right: x + half,
            top,
            bottom,
        };
        let range = self.likely.map(|(high, low)| about(4.0, high - 2.0, low + 2.0));
        std::iter::once(about(POINT, y - POINT, y + POINT)).chain(range)
    }
}

fn spot(bin: &Bin, x: Scale, y: Scale) -> Spot {
    let likely = bin.likely.map(|range| (y.pixel(range.high.share()), y.pixel(range.low.share())));
    Spot { point: Point { x: x.pixel(bin.given), y: y.pixel(bin.happened) }, likely }
}

/// The numbers stand below the middle of their tenths, so that they are never closer than these;
/// on several rows in turn where that is too close.
fn counts(content: &Content<'_>, x: Scale, (top, rows): (f64, f64)) -> Vec<Label> {
    let of = |bin: &Bin| {
        let middle = x.pixel((bin.tenth as f64 + 0.5) / 10.0);
        let row = (bin.tenth as f64) % rows;
        let left = middle - text::width(&bin.count, TEXT) / 2.0;
        line(&bin.count, Point { x: left.max(0.0), y: top + row * LINE })
    };
    content.bins.iter().map(of).collect()
}

/// A line of text with its upper left corner.
fn line(words: &str, at: Point) -> Label {
    let area =
        Area { left: at.x, top: at.y, right: at.x + text::width(words, TEXT), bottom: at.y + LINE };
    Label { area, words: words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::win_rate::{LIKELY, score_interval};
    use proptest::prelude::*;

    fn picture(width: f64, bins: Vec<Bin>) -> Reliability {
        Reliability::new(
            width,
            &Content {
                bins,
                write_share: &|share| format!("{:.0}%", share * 100.0),
                told: "chance that was told".to_owned(),
                happened: "how often quota was reached".to_owned(),
                more: "more often than told".to_owned(),
                less: "less often than told".to_owned(),
                counted: "how many such chances there were".to_owned(),
            },
        )
    }

    fn bin(tenth: usize, within: f64, happened: f64, count: u64) -> Bin {
        Bin {
            tenth,
            given: (tenth as f64 + within) / 10.0,
            happened,
            likely: score_interval(happened, count as f64, LIKELY),
            count: format!("{count}"),
        }
    }

    #[test]
    fn what_happened_as_often_as_told_lies_on_the_diagonal() {
        let picture = picture(700.0, vec![bin(2, 0.5, 0.25, 40), bin(7, 0.5, 0.75, 40)]);
        let [start, end] = picture.diagonal;
        for spot in &picture.spots {
            let part = (spot.point.x - start.x) / (end.x - start.x);
            assert!((start.y + part * (end.y - start.y) - spot.point.y).abs() < 1e-9);
        }
        assert_eq!((picture.sides.len(), picture.counts.len()), (2, 2));
        // The words of one side stand above the diagonal, those of the other below it.
        assert!(picture.sides[0].area.bottom < picture.sides[1].area.top);
    }

    fn any_bins() -> impl Strategy<Value = Vec<Bin>> {
        let one = (any::<bool>(), 0.0..1.0_f64, 0.0..=1.0_f64, 1_u64..100_000);
        proptest::collection::vec(one, 10).prop_map(|all| {
            let bins = all.into_iter().enumerate().filter(|(_, (there, ..))| *there);
            bins.map(|(tenth, (_, within, happened, count))| bin(tenth, within, happened, count))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn no_text_covers_another_or_a_point_or_leaves_the_picture(
            width in 280.0..1_100.0_f64, bins in any_bins(),
        ) {
            let picture = picture(width, bins);
            let sheet = Area { left: 0.0, top: 0.0, right: picture.width, bottom: picture.height };
            let tick = |(x, words): &(f64, String)| {
                let half = text::width(words, TEXT) / 2.0;
                let top = picture.plot.bottom + POINT;
                Area { left: x - half, right: x + half, top, bottom: top + LINE }
            };
            let texts: Vec<Area> = picture.counts.iter().chain(&picture.names).chain(&picture.sides)
                .map(|label| label.area).chain(picture.ticks.iter().map(tick)).collect();
            for (at, one) in texts.iter().enumerate() {
                prop_assert!(sheet.grown(0.01).encloses(*one), "{one:?} of {sheet:?}");
                for other in &texts[at + 1..] {
                    prop_assert!(one.overlap(*other) < 0.01, "{one:?} and {other:?}");
                }
                for spot in &picture.spots {
                    prop_assert!(spot.areas().all(|taken| taken.overlap(*one) <= 0.0), "{one:?}");
                }
            }
        }
    }
}
