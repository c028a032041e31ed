//! Draws [`WeeklyBars`].

use super::canvas::{Canvas, Run};
use super::ink::Ink;
use crate::charts::weekly_bars::{TEXT, WeeklyBars};

/// The picture as SVG text.
pub fn draw(model: &WeeklyBars) -> String {
    Canvas::svg(model.width, model.height, |canvas| {
        for (at, bar) in model.bars.iter().enumerate() {
            // The outermost activity is the one to act on.
            let ink = if at == 0 { Ink::Need } else { Ink::FlatRule };
            canvas.bar(ink, bar.area);
            canvas.text(Ink::Strong, TEXT, true, Run::Start, bar.name, &bar.step.name);
            canvas.text(Ink::Quiet, TEXT, false, Run::End, bar.note, &bar.step.note);
            canvas.text(Ink::Strong, TEXT, true, Run::Start, bar.value, &bar.step.value);
        }
    })
}
