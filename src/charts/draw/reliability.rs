//! Draws [`Reliability`].

use super::canvas::{Canvas, Run};
use super::ink::Ink;
use crate::charts::geometry::Point;
use crate::charts::reliability::{Label, Reliability, TEXT};

/// The picture as SVG text.
pub fn draw(model: &Reliability) -> String {
    let plot = model.plot;
    Canvas::svg(model.width, model.height, |canvas| {
        for (y, label) in &model.guides {
            let ends = [plot.left, plot.right].map(|x| Point { x, y: *y });
            canvas.path(Ink::Hairline, 1.0, &ends);
            let at = Point { x: plot.right + 18.0, y: *y };
            canvas.text(Ink::Quiet, TEXT, false, Run::Start, at, label);
        }
        for (x, label) in &model.ticks {
            let at = Point { x: *x, y: plot.bottom + 18.0 };
            canvas.text(Ink::Quiet, TEXT, false, Run::Middle, at, label);
        }
        canvas.path(Ink::Wanted, 1.5, &model.diagonal);
        for spot in &model.spots {
            if let Some((high, low)) = spot.likely {
                let ends = [high, low].map(|y| Point { y, ..spot.point });
                canvas.path(Ink::Need, 2.0, &ends);
            }
        }
        for spot in &model.spots {
            canvas.dot(Ink::Need, spot.point, false);
        }
        for name in model.names.iter().chain(&model.sides) {
            line(canvas, Ink::Quiet, name);
        }
        for count in &model.counts {
            line(canvas, Ink::Strong, count);
        }
    })
}

fn line(canvas: &Canvas<'_>, ink: Ink, label: &Label) {
    let area = label.area;
    let at = Point { x: area.left, y: f64::midpoint(area.top, area.bottom) };
    canvas.text(ink, TEXT, false, Run::Start, at, &label.words);
}
