//! The label of a step on a ladder, and where it goes: beside its bar, or in the bar's place.

use crate::charts::geometry::Area;
use crate::charts::text;

/// A change from the step before.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Whether it is upwards.
    pub rises: bool,
    /// "+1.5"
    pub written: String,
}

/// What a label says.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The change, with arrows around it; none where it goes without saying.
    pub change: Option<Change>,
    /// "4.5×", or why there is no number.
    pub value: String,
    /// Its text size.
    pub size: f64,
}

/// A label in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Where it is.
    pub area: Area,
    /// What it says.
    pub said: Said,
}

/// Width of a drawn arrow.
pub const ARROW: f64 = 10.0;
/// Between the parts of a label.
const PART: f64 = 6.0;
/// Text is at least so much narrower than it is taken to be: what follows it stands nearer.
const SLACK: f64 = 2.0;
/// Height of a line of text.
pub const LINE: f64 = 16.0;
/// From a bar to its label, and from a line to a text.
pub const GAP: f64 = 10.0;
/// Nearer than this no line passes a text.
const CLEAR: f64 = 4.0;
/// A label moves at most so far from its bar to clear a line.
const SHIFT: f64 = 44.0;

/// A line of text that starts here.
pub fn line_of_text(left: f64, width: f64, middle: f64) -> Area {
    Area { left, top: middle - LINE / 2.0, right: left + width, bottom: middle + LINE / 2.0 }
}

/// Whether an upright here passes a text too closely.
pub fn passes(x: f64, text: Area) -> bool {
    (text.left - CLEAR..=text.right + CLEAR).contains(&x)
}

impl Said {
    /// Its width with its arrows.
    pub fn width(&self) -> f64 {
        let change = self.change.as_ref().map_or(0.0, |change| {
            2.0 * ARROW + text::width(&change.written, self.size) + 3.0 * PART
        });
        change + text::width(&self.value, self.size)
    }
}

/// The room of a label, and the uprights that pass through it.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    /// Labels stay between here
    pub left: f64,
    /// and here.
    pub right: f64,
    /// The height of its middle.
    pub middle: f64,
    /// The line of what there is.
    pub have: Option<f64>,
    /// The line from a step above to a step below.
    pub passing: Option<f64>,
}

impl Around {
    /// Beside its bar: to the right, behind a line there that is near, or to the left where the
    /// bar `floats`.
    pub fn beside(&self, bar: Area, floats: bool, said: Said) -> Label {
        let right = bar.right + GAP;
        let behind = self.have.map(|have| have + GAP);
        let behind = behind.filter(|start| (right..=right + SHIFT).contains(start));
        let left = floats.then(|| bar.left - GAP - said.width());
        self.place(said, [Some(right), behind, left].into_iter().flatten())
    }

    /// In the place of a bar: beside the line that passes, else at the left, else wherever there
    /// is room.
    pub fn in_place(&self, said: Said) -> Label {
        let width = said.width();
        let beside = |x: f64| [x + GAP, x - GAP - width];
        let passing = self.passing.into_iter().flat_map(beside);
        let have = self.have.into_iter().flat_map(beside);
        self.place(said, passing.chain([self.left]).chain(have).chain([self.right - width]))
    }

    /// At the start where it is inside and the fewest lines pass, the first of them.
    fn place(&self, said: Said, starts: impl Iterator<Item = f64>) -> Label {
        let width = said.width();
        let area = |left: f64| line_of_text(left, width, self.middle);
        let best = starts
            .map(area)
            .filter(|area| area.left >= self.left && area.right <= self.right + 1e-9)
            .min_by_key(|area| self.passed_by(*area));
        let area = best.unwrap_or_else(|| area((self.right - width).max(0.0)));
        Label { area, said }
    }

    fn passed_by(&self, area: Area) -> usize {
        self.have.into_iter().chain(self.passing).filter(|x| passes(*x, area)).count()
    }
}

impl Label {
    /// Where its parts start: the arrow up or down, the change, the arrow to the right, the value.
    pub fn parts(&self) -> [f64; 4] {
        let left = self.area.left;
        let Some(change) = &self.said.change else { return [left; 4] };
        let written = left + ARROW + PART;
        let arrow = written + text::width(&change.written, self.said.size) + PART - SLACK;
        [left, written, arrow, arrow + ARROW + PART + SLACK]
    }

    /// The height of its middle.
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.area.top, self.area.bottom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAR: Area = Area { left: 200.0, top: 0.0, right: 300.0, bottom: 22.0 };

    fn said() -> Said {
        let change = Change { rises: true, written: "+1.5".to_owned() };
        Said { change: Some(change), value: "4.5×".to_owned(), size: 13.0 }
    }

    #[track_caller]
    fn case(have: Option<f64>, right: f64, floats: bool, starts: f64) {
        let around = Around { left: 0.0, right, middle: 11.0, have, passing: None };
        assert_eq!(around.beside(BAR, floats, said()).area.left, starts);
    }

    #[test]
    fn a_label_stands_beside_its_bar_clear_of_the_line() {
        let left = BAR.left - GAP - said().width();
        case(None, 500.0, true, 310.0);
        case(Some(250.0), 500.0, true, 310.0);
        case(Some(320.0), 500.0, true, 330.0);
        // Too far away from the bar, so it goes to its other side, but never to that of a bar on 0.
        case(Some(370.0), 500.0, true, left);
        case(Some(370.0), 500.0, false, 310.0);
        // No room behind the line.
        case(Some(320.0), 310.0 + said().width(), true, left);
    }

    #[test]
    fn words_in_a_bars_place_stand_beside_the_line_that_passes() {
        let words =
            || Said { change: None, value: "nothing can land in time".to_owned(), size: 13.0 };
        let place = |passing, have| {
            let around = Around { left: 0.0, right: 400.0, middle: 11.0, have, passing };
            around.in_place(words()).area
        };
        assert_eq!(place(Some(100.0), None).left, 110.0);
        assert_eq!(place(Some(300.0), None).right, 290.0);
        assert_eq!(place(Some(100.0), Some(150.0)).left, 160.0);
        assert_eq!(place(None, None).left, 0.0);
        assert_eq!(place(None, Some(90.0)).left, 100.0);
    }

    #[test]
    fn the_parts_of_a_label_follow_each_other_and_fill_it() {
        let around = Around { left: 0.0, right: 400.0, middle: 11.0, have: None, passing: None };
        let label = around.beside(BAR, true, said());
        let [triangle, written, arrow, value] = label.parts();
        assert!(triangle == label.area.left && triangle < written && written < arrow);
        assert!((value + text::width("4.5×", 13.0) - label.area.right).abs() < 1e-9);
    }
}
