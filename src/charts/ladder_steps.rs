//! *From 3x to the real number*: a waterfall, each step from where the one before ended.

use crate::charts::cut_scale::{Cut, CutScale};
use crate::charts::geometry::{Area, Point};
use crate::charts::pauses;
use crate::charts::scale::round_ticks;
use crate::charts::step_label::{Around, Change, GAP, LINE, Label, Said, line_of_text};
use crate::charts::text;

/// One step, in the reader's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// "Own win rate, 1 ÷ 22%"
    pub name: String,
    /// Where it ends, at least 0 and finite; `None` where there is no number.
    pub level: Option<f64>,
    /// How it differs from the step before; none where that goes without saying.
    pub change: Option<Change>,
    /// "4.5×", or in the bar's place why there is no number.
    pub value: String,
}

/// What the picture shows.
pub struct Content<'a> {
    /// The steps from the top; the first and the last stand on 0.
    pub steps: Vec<Step>,
    /// What there is, and its label: "has 3.1×".
    pub have: Option<(f64, String)>,
    /// Writes a coverage on the axis.
    pub write_coverage: &'a dyn Fn(f64) -> String,
}

/// What a bar stands for. Also its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarKind {
    /// The rule that it starts from.
    Rule,
    /// More than the step before.
    More,
    /// Less than the step before, or as much.
    Less,
    /// What it comes to.
    Need,
}

/// A bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub kind: BarKind,
    /// Where it is.
    pub area: Area,
    /// Where it is cut, as pixels; `None` where it is to scale.
    pub cut: Option<f64>,
}

/// One row of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The whole row, as wide as the picture.
    pub area: Area,
    /// Where the name is.
    pub name_area: Area,
    /// The name.
    pub name: String,
    /// The bar; `None` where there is no number.
    pub bar: Option<Bar>,
    /// Beside the bar, or in its place.
    pub label: Label,
}

/// A line up and down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Upright {
    /// Where it is.
    pub x: f64,
    /// Its upper end.
    pub top: f64,
    /// Its lower end.
    pub bottom: f64,
}

/// A guide line with its label below.
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    /// Where it is.
    pub x: f64,
    /// "2×"
    pub label: String,
    /// Its line, interrupted where it would cross a text.
    pub lines: Vec<Upright>,
}

/// What there is.
#[derive(Clone, Debug, PartialEq)]
pub struct Have {
    /// Its line, interrupted where it would cross a text.
    pub lines: Vec<Upright>,
    /// Where its label is.
    pub label_area: Area,
    /// Its label.
    pub label: String,
}

/// The picture, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct LadderSteps {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Where the bars lie.
    pub plot: Area,
    /// Coverage to pixels.
    pub x: CutScale,
    /// The guide lines.
    pub guides: Vec<Guide>,
    /// The steps.
    pub rows: Vec<Row>,
    /// From the end of each step to the next, interrupted where they would cross a text.
    pub connectors: Vec<Upright>,
    /// What there is.
    pub have: Option<Have>,
}

/// Text size.
pub const TEXT: f64 = 13.0;
/// Text size of what it comes to.
pub const NEED_TEXT: f64 = 16.0;
/// At least so wide is what is to scale.
const LEAST_PLOT: f64 = 40.0;
/// Pixels from one guide line to the next, at least.
const GUIDES_APART: f64 = 42.0;
/// Guide lines, at most: a few.
const MOST_GUIDES: f64 = 7.0;
/// Height of a bar.
const BAR: f64 = 22.0;
/// Height of a row with the name beside the bar, and above it.
const ROWS: (f64, f64) = (46.0, 60.0);
/// From a name above a bar to it.
const NAME_GAP: f64 = 6.0;

impl LadderSteps {
    /// Lays the picture out for a width in CSS pixels.
    pub fn new(width: f64, content: &Content<'_>) -> Self {
        let width = width.clamp(280.0, 1_600.0);
        let names = content.steps.iter().map(|step| text::width(&step.name, TEXT));
        let names = names.fold(0.0, f64::max);
        let is_beside = width >= 560.0 && names + 28.0 <= width * 0.42;
        let left = if is_beside { names + 28.0 } else { 0.0 };
        let top = if content.have.is_some() { LINE + 8.0 } else { 4.0 };
        let row = if is_beside { ROWS.0 } else { ROWS.1 };
        let bottom = top + row * content.steps.len() as f64;
        let spans = spans(&content.steps);
        let (x, right) = scale(width, left, content, &spans);
        let have = content.have.as_ref().map(|(have, label)| (x.pixel(*have), label));
        let mut rows: Vec<Row> = Vec::with_capacity(content.steps.len());
        for (at, (step, span)) in content.steps.iter().zip(&spans).enumerate() {
            let row_top = top + row * at as f64;
            let area = Area { left: 0.0, top: row_top, right: width, bottom: row_top + row };
            let middle = if is_beside { row_top + row / 2.0 } else { row_top + row - BAR / 2.0 };
            let name_middle =
                if is_beside { middle } else { middle - BAR / 2.0 - NAME_GAP - LINE / 2.0 };
            let name_area = line_of_text(0.0, text::width(&step.name, TEXT), name_middle);
            let kind = kind(at, content.steps.len(), *span);
            let bar = span.map(|span| bar(kind, span, middle, &x));
            let goes_on = content.steps.iter().skip(at).any(|step| step.level.is_some());
            let passing = last_level(content.steps.get(..at)).filter(|_| goes_on);
            let passing = passing.map(|level| x.pixel(level));
            let have = have.map(|(have, _)| have);
            let around = Around { left, right: width, middle, have, passing };
            let said = said(at, content.steps.len(), step);
            let label = match &bar {
                Some(bar) => {
                    let floats = matches!(bar.kind, BarKind::More | BarKind::Less);
                    Around { passing: None, ..around }.beside(bar.area, floats, said)
                }
                None => around.in_place(said),
            };
            rows.push(Row { area, name_area, name: step.name.clone(), bar, label });
        }
        let plot = Area { left, top, right, bottom: bottom + 6.0 };
        Self {
            width,
            height: bottom + 34.0,
            plot,
            guides: guides(content, &x, plot, &rows),
            connectors: connectors(&rows, &content.steps, &x),
            have: have.map(|(x, label)| have_line(x, label, width, top, bottom + 6.0, &rows)),
            x,
            rows,
        }
    }
}

/// Where a bar starts and ends.
type Span = (f64, f64);

/// The bars' spans: from 0 for the first and the last step, else from the last level before.
fn spans(steps: &[Step]) -> Vec<Option<Span>> {
    let mut last = None;
    let all = steps.iter().enumerate().map(|(at, step)| {
        let level = step.level?;
        let stands = at + 1 == steps.len();
        let from = last.filter(|_| !stands).unwrap_or(0.0);
        last = Some(level);
        Some((from, level))
    });
    all.collect()
}

fn last_level(steps: Option<&[Step]>) -> Option<f64> {
    steps.and_then(|steps| steps.iter().rev().find_map(|step| step.level))
}

fn kind(at: usize, steps: usize, span: Option<Span>) -> BarKind {
    match span {
        _ if at + 1 == steps => BarKind::Need,
        _ if at == 0 => BarKind::Rule,
        Some((from, to)) if to > from => BarKind::More,
        _ => BarKind::Less,
    }
}

/// What stands beside the bar, or in its place: what it comes to is the largest.
fn said(at: usize, steps: usize, step: &Step) -> Said {
    let is_need = at + 1 == steps && step.level.is_some();
    Said {
        change: step.change.clone(),
        value: step.value.clone(),
        size: if is_need { NEED_TEXT } else { TEXT },
    }
}

/// As long as every label beside a bar still fits, and the pixel where it ends.
fn scale(width: f64, left: f64, content: &Content<'_>, spans: &[Option<Span>]) -> (CutScale, f64) {
    let levels: Vec<f64> = content.steps.iter().filter_map(|step| step.level).collect();
    let have = content.have.as_ref().map(|(have, _)| *have);
    let cut = Cut::of(&levels, have.as_slice());
    let labels = content.steps.iter().zip(spans).enumerate().filter_map(|(at, (step, span))| {
        let (from, to) = (*span)?;
        Some((from.max(to), GAP + said(at, content.steps.len(), step).width()))
    });
    let needs: Vec<(f64, f64)> = labels.chain(have.map(|have| (have, 20.0))).collect();
    let beyond = needs.iter().filter(|(value, _)| *value > cut.end).map(|(_, room)| *room);
    let end = width - beyond.fold(20.0, f64::max) - cut.beyond_width();
    let right = needs
        .iter()
        .filter(|(value, _)| *value > 0.0 && *value <= cut.end)
        .map(|(value, room)| left + (width - room - left) * cut.end / value)
        .fold(end, f64::min)
        .max(left + LEAST_PLOT);
    (cut.scale(left, right), right)
}

fn bar(kind: BarKind, (from, to): Span, middle: f64, x: &CutScale) -> Bar {
    let (low, high) = (from.min(to), from.max(to));
    let left = x.pixel(low);
    Bar {
        kind,
        area: Area {
            left,
            top: middle - BAR / 2.0,
            // A step that changes nothing is still seen.
            right: x.pixel(high).max(left + 2.0),
            bottom: middle + BAR / 2.0,
        },
        cut: x.cut().filter(|_| x.is_beyond(high) && !x.is_beyond(low)),
    }
}

/// The parts of an upright that cross no text.
fn uprights(x: f64, top: f64, bottom: f64, rows: &[Row]) -> Vec<Upright> {
    let texts: Vec<Area> = rows.iter().flat_map(|row| [row.name_area, row.label.area]).collect();
    let parts = pauses::upright(x, (top, bottom), &texts).into_iter();
    parts.map(|(top, bottom)| Upright { x, top, bottom }).collect()
}

fn guides(content: &Content<'_>, x: &CutScale, plot: Area, rows: &[Row]) -> Vec<Guide> {
    let most = (plot.width() / GUIDES_APART).min(MOST_GUIDES).min(x.end().ceil()).max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 7")]
    let ticks = round_ticks(x.end(), most as u32);
    let guide = |tick: f64| {
        let x = x.pixel(tick);
        let lines = uprights(x, plot.top, plot.bottom, rows);
        Guide { x, label: (content.write_coverage)(tick), lines }
    };
    ticks.into_iter().map(guide).collect()
}

fn connectors(rows: &[Row], steps: &[Step], x: &CutScale) -> Vec<Upright> {
    let bars: Vec<(f64, Bar)> = steps
        .iter()
        .zip(rows)
        .filter_map(|(step, row)| Some((x.pixel(step.level?), row.bar?)))
        .collect();
    let pairs = bars.iter().zip(bars.iter().skip(1));
    pairs
        .flat_map(|((x, from), (_, to))| uprights(*x, from.area.bottom, to.area.top, rows))
        .collect()
}

fn have_line(x: f64, label: &str, width: f64, top: f64, bottom: f64, rows: &[Row]) -> Have {
    let wide = text::width(label, TEXT);
    let left = (x - wide / 2.0).min(width - wide).max(0.0);
    Have {
        lines: uprights(x, top, bottom, rows),
        label_area: line_of_text(left, wide, LINE / 2.0),
        label: label.to_owned(),
    }
}

impl Upright {
    /// Its ends.
    pub const fn ends(self) -> [Point; 2] {
        [Point { x: self.x, y: self.top }, Point { x: self.x, y: self.bottom }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAMES: [&str; 6] = [
        "Flat rule",
        "Own win rate, 1 ÷ 22%",
        "Trusted win rate, 24%",
        "Can still land in time",
        "New deals that close inside",
        "For an 80% chance",
    ];

    fn picture(width: f64, levels: [Option<f64>; 6], have: Option<f64>) -> LadderSteps {
        let mut last: Option<f64> = None;
        let step = |(name, level): (&str, Option<f64>)| {
            let change = level.zip(last).map(|(now, before)| Change {
                rises: now > before,
                written: format!("{:+.1}", now - before).replace('-', "−"),
            });
            last = level.or(last);
            let words = || "no pipeline can do it in the days left".to_owned();
            let value = level.map_or_else(words, |level| format!("{level:.1}×"));
            Step { name: name.to_owned(), level, change, value }
        };
        let steps = NAMES.into_iter().zip(levels).map(step).collect();
        LadderSteps::new(
            width,
            &Content {
                steps,
                have: have.map(|have| (have, format!("has {have:.1}×"))),
                write_coverage: &|coverage| format!("{coverage}×"),
            },
        )
    }

    fn usual(width: f64) -> LadderSteps {
        picture(width, [3.0, 4.5, 4.2, 5.0, 4.1, 5.8].map(Some), Some(3.1))
    }

    #[test]
    fn steps_float_from_the_last_number_and_what_it_comes_to_stands_on_nothing() {
        let picture =
            picture(800.0, [Some(3.0), None, Some(5.0), Some(4.0), Some(0.0), Some(6.0)], None);
        let ends = |row: usize| picture.rows[row].bar.map(|bar| (bar.area.left, bar.area.right));
        let span = |from: f64, to: f64| Some((picture.x.pixel(from), picture.x.pixel(to)));
        assert_eq!(ends(0), span(0.0, 3.0));
        assert_eq!(ends(1), None);
        assert_eq!(ends(2), span(3.0, 5.0));
        assert_eq!(ends(3), span(4.0, 5.0));
        assert_eq!(ends(4), span(0.0, 4.0));
        assert_eq!(ends(5), span(0.0, 6.0));
        let kinds: Vec<_> = picture.rows.iter().filter_map(|row| Some(row.bar?.kind)).collect();
        assert_eq!(
            kinds,
            [BarKind::Rule, BarKind::More, BarKind::Less, BarKind::Less, BarKind::Need]
        );
    }

    #[test]
    fn names_stand_beside_the_bars_where_there_is_room_and_above_them_on_a_phone() {
        let is_beside = |picture: &LadderSteps| {
            picture.rows.iter().all(|row| {
                let bar = row.bar.unwrap().area;
                let name = row.name_area;
                assert!(name.right < bar.left || name.bottom < bar.top);
                name.right < picture.plot.left
            })
        };
        assert!(is_beside(&usual(772.0)) && is_beside(&usual(1_000.0)));
        assert!(!is_beside(&usual(342.0)));
    }

    #[test]
    fn one_huge_need_is_cut_and_leaves_the_rest_readable() {
        let picture = picture(342.0, [3.0, 4.5, 4.2, 5.0, 4.1, 85.0].map(Some), Some(3.1));
        let bar = |row: usize| picture.rows[row].bar.unwrap();
        let cut = bar(5).cut.unwrap();
        assert!(bar(3).area.right < cut && cut < bar(5).area.right);
        assert!(bar(0).area.width() > 60.0 && (0..5).all(|row| bar(row).cut.is_none()));
        assert!(picture.guides.iter().all(|guide| guide.x < cut));
        assert!(usual(342.0).rows.iter().all(|row| row.bar.unwrap().cut.is_none()));
    }

    fn a_level() -> impl Strategy<Value = Option<f64>> {
        prop_oneof![
            5 => (0.5..12.0).prop_map(Some),
            2 => (12.0..400.0).prop_map(Some),
            1 => Just(Some(0.0)),
            2 => Just(None),
        ]
    }

    fn texts(picture: &LadderSteps) -> Vec<Area> {
        let ticks = picture.guides.iter().map(|guide| {
            let wide = text::width(&guide.label, TEXT);
            line_of_text((guide.x - wide / 2.0).max(0.0), wide, picture.plot.bottom + 16.0)
        });
        let rows = picture.rows.iter().flat_map(|row| [row.name_area, row.label.area]);
        let have = picture.have.iter().map(|have| have.label_area);
        ticks.chain(rows).chain(have).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        #[test]
        fn nothing_collides_and_nothing_leaves_the_picture_at_any_width(
            width in 320.0..1_200.0, levels in prop::array::uniform5(a_level()),
            have in prop::option::of(prop_oneof![0.0..10.0, 10.0..300.0]),
        ) {
            let [a, b, c, d, e] = levels;
            let picture = picture(width, [Some(3.0), a, b, c, d, e], have);
            let whole = Area { left: 0.0, top: 0.0, right: picture.width, bottom: picture.height };
            let texts = texts(&picture);
            let bars: Vec<Area> = picture.rows.iter().filter_map(|row| Some(row.bar?.area)).collect();
            for (at, text) in texts.iter().enumerate() {
                prop_assert!(whole.grown(1e-6).encloses(*text), "{text:?} of {whole:?}");
                for other in texts.iter().skip(at + 1).chain(&bars) {
                    prop_assert_eq!(text.overlap(*other), 0.0, "{:?} {:?}", text, other);
                }
            }
            prop_assert!(bars.iter().all(|bar| whole.encloses(*bar) && bar.left >= picture.plot.left));
            let guides = picture.guides.iter().flat_map(|guide| &guide.lines);
            let have = picture.have.iter().flat_map(|have| &have.lines);
            let lines = guides.chain(have).chain(&picture.connectors);
            for line in lines {
                let thin = Area { left: line.x - 1.0, right: line.x + 1.0, top: line.top, bottom: line.bottom };
                for text in &texts {
                    prop_assert_eq!(text.overlap(thin), 0.0, "{:?} {:?}", text, line);
                }
            }
        }

        #[test]
        fn bars_below_the_cut_keep_their_proportions(
            width in 320.0..1_200.0, levels in prop::array::uniform6(a_level()),
        ) {
            let picture = picture(width, levels, None);
            let left = picture.plot.left;
            let unit = (picture.x.pixel(picture.x.end()) - left) / picture.x.end();
            for (row, level) in picture.rows.iter().zip(levels) {
                let (Some(bar), Some(level)) = (row.bar, level) else { continue };
                if !picture.x.is_beyond(level) {
                    let end = left + level * unit;
                    prop_assert!((bar.area.left - end).abs() < 2.1 || (bar.area.right - end).abs() < 2.1);
                }
            }
        }
    }
}
