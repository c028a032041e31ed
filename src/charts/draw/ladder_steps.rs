//! Draws [`LadderSteps`], all but the names: they are buttons, which lie over it.

use super::canvas::{Canvas, Run};
use super::ink::Ink;
use crate::charts::geometry::{Area, Point};
use crate::charts::ladder_steps::{BarKind, LadderSteps, Row, TEXT};
use crate::charts::step_label::{ARROW, Label};
use crate::charts::text;

/// The picture as SVG text.
pub fn draw(model: &LadderSteps) -> String {
    Canvas::svg(model.width, model.height, |canvas| {
        ground(canvas, model);
        for line in &model.connectors {
            canvas.path(Ink::Connector, 1.0, &line.ends());
        }
        for row in &model.rows {
            bar(canvas, row);
        }
        if let Some(have) = &model.have {
            for line in &have.lines {
                canvas.path(Ink::Have, 2.0, &line.ends());
            }
            let at = Point { x: have.label_area.left, y: middle(have.label_area) };
            canvas.text(Ink::Have, TEXT, true, Run::Start, at, &have.label);
        }
        for row in &model.rows {
            let is_need = row.bar.is_some_and(|bar| bar.kind == BarKind::Need);
            label(canvas, &row.label, is_need, row.bar.is_some());
        }
    })
}

fn ground(canvas: &Canvas<'_>, model: &LadderSteps) {
    for guide in &model.guides {
        for line in &guide.lines {
            canvas.path(Ink::Hairline, 1.0, &line.ends());
        }
        let fits = guide.x >= text::width(&guide.label, TEXT) / 2.0;
        let run = if fits { Run::Middle } else { Run::Start };
        let at = Point { x: guide.x, y: model.plot.bottom + 16.0 };
        canvas.text(Ink::Quiet, TEXT, false, run, at, &guide.label);
    }
}

fn bar(canvas: &Canvas<'_>, row: &Row) {
    let Some(bar) = row.bar else { return };
    let ink = match bar.kind {
        BarKind::Rule => Ink::FlatRule,
        BarKind::More => Ink::MoreNeeded,
        BarKind::Less => Ink::LessNeeded,
        BarKind::Need => Ink::Need,
    };
    canvas.bar(ink, bar.area);
    if let Some(x) = bar.cut {
        let Area { top, bottom, .. } = bar.area.grown(2.0);
        let corners = [(x + 3.0, top), (x + 9.0, top), (x - 3.0, bottom), (x - 9.0, bottom)];
        canvas.shape(Ink::Paper, &corners.map(|(x, y)| Point { x, y }));
    }
}

fn label(canvas: &Canvas<'_>, label: &Label, is_need: bool, has_bar: bool) {
    let (quiet, strong) = match (is_need, has_bar) {
        (true, _) => (Ink::Need, Ink::Need),
        (false, true) => (Ink::Quiet, Ink::Strong),
        (false, false) => (Ink::Quiet, Ink::Quiet),
    };
    let [triangle, written, arrow, value] = label.parts();
    let y = label.middle();
    let write = |ink: Ink, x: f64, text: &str| {
        canvas.text(ink, label.said.size, is_need, Run::Start, Point { x, y }, text);
    };
    if let Some(change) = &label.said.change {
        up_or_down(canvas, quiet, triangle, y, change.rises);
        write(quiet, written, &change.written);
        to_the_right(canvas, quiet, arrow, y);
    }
    write(strong, value, &label.said.value);
}

fn up_or_down(canvas: &Canvas<'_>, ink: Ink, left: f64, y: f64, rises: bool) {
    let (base, tip) = if rises { (y + 4.5, y - 4.5) } else { (y - 4.5, y + 4.5) };
    let corners = [(left, base), (left + ARROW, base), (left + ARROW / 2.0, tip)];
    canvas.shape(ink, &corners.map(|(x, y)| Point { x, y }));
}

fn to_the_right(canvas: &Canvas<'_>, ink: Ink, left: f64, y: f64) {
    let tip = Point { x: left + ARROW, y };
    canvas.path(ink, 1.5, &[Point { x: left, y }, tip]);
    let head = [-3.5, 3.5].map(|across| Point { x: tip.x - 3.5, y: y + across });
    let [one, other] = head;
    canvas.path(ink, 1.5, &[one, tip, other]);
}

fn middle(area: Area) -> f64 {
    f64::midpoint(area.top, area.bottom)
}
