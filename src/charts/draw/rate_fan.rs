//! Draws [`RateFan`].

use super::canvas::{Canvas, Run};
use super::ink::Ink;
use crate::charts::geometry::Point;
use crate::charts::rate_fan::{RateFan, Span, TEXT};

/// The picture as SVG text.
pub fn draw(model: &RateFan) -> String {
    let plot = model.plot;
    Canvas::svg(model.width, model.height, |canvas| {
        let fan: Vec<Point> = model.high.iter().chain(model.low.iter().rev()).copied().collect();
        canvas.shape(Ink::Shade, &fan);
        for (y, label) in &model.guides {
            let ends = [plot.left, plot.right].map(|x| Point { x, y: *y });
            canvas.path(Ink::Hairline, 1.0, &ends);
            let at = Point { x: plot.right + 10.0, y: *y };
            canvas.text(Ink::Quiet, TEXT, false, Run::Start, at, label);
        }
        for (x, label) in &model.ticks {
            let run = if *x <= plot.left + 1.0 { Run::Start } else { Run::Middle };
            let at = Point { x: *x, y: plot.bottom + 20.0 };
            canvas.text(Ink::Quiet, TEXT, false, run, at, label);
        }
        let rate = [plot.left, plot.right].map(|x| Point { x, y: model.rate });
        canvas.path(Ink::Strong, 1.5, &rate);
        if let Some(now) = &model.now {
            span(canvas, now, Ink::Have);
        }
        if let Some(tight) = &model.tight {
            span(canvas, tight, Ink::Need);
        }
    })
}

fn span(canvas: &Canvas<'_>, span: &Span, ink: Ink) {
    let at = |y: f64| Point { x: span.x, y };
    canvas.line(ink, 2.25, at(span.high), at(span.low));
    canvas.dot(ink, at(span.high), false);
    canvas.dot(ink, at(span.low), false);
    let run = if span.to_the_right { Run::Start } else { Run::End };
    let label = span.label;
    canvas.text(ink, TEXT, true, run, label, &span.name);
    canvas.text(Ink::Quiet, TEXT, false, run, Point { y: label.y + 16.0, ..label }, &span.value);
}
