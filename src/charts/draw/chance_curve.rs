//! Draws [`ChanceCurve`].

use super::canvas::{Canvas, Run};
use super::ink::Ink;
use crate::charts::chance_curve::{ChanceCurve, LINE, Mark, Spot, TEXT};
use crate::charts::geometry::Point;

/// The axes' words behind the curve, as SVG text: it stays as it is while the curve moves, and so need
/// not be laid out anew for every move of a slider.
pub fn draw_ground(model: &ChanceCurve) -> String {
    Canvas::svg(model.width, model.height, |canvas| axes(canvas, model))
}

/// The curve and its points, as SVG text, to lie on the ground.
pub fn draw(model: &ChanceCurve) -> String {
    Canvas::svg(model.width, model.height, |canvas| {
        canvas.shape(Ink::Shade, &model.up_to_have());
        // Here and not on the ground, for they pause where a label stands.
        for guide in &model.guides {
            let ink = if guide.wanted { Ink::Wanted } else { Ink::Hairline };
            for (left, right) in &guide.parts {
                canvas.path(ink, 1.0, &[*left, *right].map(|x| Point { x, y: guide.y }));
            }
        }
        for spot in &model.spots {
            let ink = inks(spot.marked.mark).1;
            for (top, bottom) in &spot.drop {
                canvas.path(ink, 1.0, &[*top, *bottom].map(|y| Point { x: spot.point.x, y }));
            }
        }
        canvas.path(Ink::Strong, 2.25, &model.curve);
        for spot in &model.spots {
            mark(canvas, spot);
        }
    })
}

fn axes(canvas: &Canvas<'_>, model: &ChanceCurve) {
    let plot = model.plot;
    for guide in &model.guides {
        if let Some(label) = &guide.label {
            let at = Point { x: plot.right + 10.0, y: guide.y };
            canvas.text(Ink::Quiet, TEXT, false, Run::Start, at, label);
        }
    }
    for (x, label) in &model.ticks {
        let run = if *x <= plot.left + 1.0 { Run::Start } else { Run::Middle };
        let at = Point { x: *x, y: plot.bottom + 20.0 };
        canvas.text(Ink::Quiet, TEXT, false, run, at, label);
    }
}

fn mark(canvas: &Canvas<'_>, spot: &Spot) {
    let (ink, _) = inks(spot.marked.mark);
    let area = spot.label.area;
    let (run, x) =
        if spot.label.from_left { (Run::Start, area.left) } else { (Run::End, area.right) };
    let middle = f64::midpoint(area.top, area.bottom);
    if let Some(end) = spot.label.leader {
        canvas.line(ink, 1.0, spot.point, end);
    }
    canvas.dot(ink, spot.point, spot.beyond);
    // The name is next to the point: below its value where the label stands above it.
    let above = middle < spot.point.y;
    let (name, value) = if above { (1.5, 0.5) } else { (0.5, 1.5) };
    let line = |at: f64| Point { x, y: area.top + at * LINE };
    canvas.text(ink, TEXT, true, run, line(name), &spot.marked.name);
    canvas.text(Ink::Quiet, TEXT, false, run, line(value), &spot.marked.value);
}

const fn inks(mark: Mark) -> (Ink, Ink) {
    match mark {
        Mark::Need => (Ink::Need, Ink::NeedDrop),
        Mark::Have => (Ink::Have, Ink::HaveDrop),
        Mark::FlatRule => (Ink::FlatRule, Ink::FlatRuleDrop),
        Mark::BreakEven => (Ink::BreakEven, Ink::BreakEvenDrop),
    }
}
