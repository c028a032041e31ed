//! *What a week has to hold*: the chain of activities as bars, the outermost first.

use crate::charts::geometry::{Area, Point};
use crate::charts::scale::Scale;
use crate::charts::text;

/// One step of the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// "Conversations"
    pub name: String,
    /// How many a week.
    pub a_week: f64,
    /// "25 a week"
    pub value: String,
    /// "200 in all, 1 in 5 becomes a first meeting"
    pub note: String,
}

/// A bar with its texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The bar.
    pub area: Area,
    /// Where its name starts.
    pub name: Point,
    /// Where its value starts.
    pub value: Point,
    /// Where its note ends: at the right edge, on the line of the name.
    pub note: Point,
    /// What they say; the note is shortened to what fits.
    pub step: Step,
}

/// The picture, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct WeeklyBars {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The bars from the top.
    pub bars: Vec<Bar>,
}

/// Text size.
pub const TEXT: f64 = 14.0;
const ROW: f64 = 62.0;
const BAR: f64 = 20.0;

impl WeeklyBars {
    /// Lays the picture out for a width in CSS pixels.
    pub fn new(width: f64, steps: &[Step]) -> Self {
        let width = width.clamp(280.0, 1_600.0);
        let most = steps.iter().map(|step| step.a_week).fold(0.0, f64::max);
        let widest = steps.iter().map(|step| text::width(&step.value, TEXT)).fold(0.0, f64::max);
        let x = Scale::new((0.0, most), (0.0, (width - widest - 12.0).max(60.0)));
        let bars = steps
            .iter()
            .enumerate()
            .map(|(at, step)| {
                let top = at as f64 * ROW;
                let bar_top = top + 24.0;
                // A bar is never thinner than can be seen.
                let right = x.pixel(step.a_week).max(2.0);
                let room = width - text::width(&step.name, TEXT) - 16.0;
                let note = if text::width(&step.note, TEXT) <= room {
                    step.note.clone()
                } else {
                    String::new()
                };
                Bar {
                    area: Area { left: 0.0, top: bar_top, right, bottom: bar_top + BAR },
                    name: Point { x: 0.0, y: top + 10.0 },
                    value: Point { x: right + 10.0, y: bar_top + BAR / 2.0 },
                    note: Point { x: width, y: top + 10.0 },
                    step: Step { note, ..step.clone() },
                }
            })
            .collect();
        Self { width, height: (steps.len() as f64 * ROW - 12.0).max(1.0), bars }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_stay_inside_and_bars_keep_their_proportions(
            width in 300.0..1_200.0, weeks in prop::collection::vec(0.01..5_000.0, 1..=7),
        ) {
            let steps: Vec<Step> = weeks.iter().map(|week| Step {
                name: "Conversations".to_owned(), a_week: *week,
                value: format!("{week:.0} a week"), note: "1 in 5 becomes a first meeting".to_owned(),
            }).collect();
            let picture = WeeklyBars::new(width, &steps);
            let longest = picture.bars.iter().map(|bar| bar.area.right).fold(0.0, f64::max);
            let most = weeks.iter().copied().fold(0.0, f64::max);
            for bar in &picture.bars {
                prop_assert!(bar.value.x + text::width(&bar.step.value, TEXT) <= picture.width + 1e-9);
                let part = bar.step.a_week / most * longest;
                prop_assert!((bar.area.right - part).abs() <= 2.0);
            }
        }
    }
}
