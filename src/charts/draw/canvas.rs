//! A sheet to draw on in CSS pixels.

use super::Ink;
use crate::charts::geometry::{Area, Point};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// plotters takes whole coordinates, so it draws at ten times the size and the SVG's `viewBox`
/// brings it back.
const FINE: f64 = 10.0;
/// plotters writes a font size divided by this.
const FONT: f64 = 1.24;

/// Which way text runs from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// To the right.
    Start,
    /// To both sides.
    Middle,
    /// Up to the point.
    End,
}

/// A sheet. A stroke that plotters can't put down is left out: writing to a text never fails.
pub struct Canvas<'a> {
    sheet: DrawingArea<SVGBackend<'a>, Shift>,
}

impl Canvas<'_> {
    /// Draws one SVG of this size in CSS pixels.
    pub fn svg(width: f64, height: f64, draw: impl FnOnce(&Canvas<'_>)) -> String {
        let mut svg = String::new();
        {
            let size = (fine(width).unsigned_abs(), fine(height).unsigned_abs());
            let canvas =
                Canvas { sheet: SVGBackend::with_string(&mut svg, size).into_drawing_area() };
            draw(&canvas);
            let _ = canvas.sheet.present();
        }
        svg
    }

    /// A straight line.
    pub fn line(&self, ink: Ink, width: f64, from: Point, to: Point) {
        self.path(ink, width, &[from, to]);
    }

    /// A line through points.
    pub fn path(&self, ink: Ink, width: f64, points: &[Point]) {
        let style = ink.colour().stroke_width(fine(width).unsigned_abs());
        let _ = self.sheet.draw(&PathElement::new(pixels(points), style));
    }

    /// A filled shape.
    pub fn shape(&self, ink: Ink, corners: &[Point]) {
        let _ = self.sheet.draw(&Polygon::new(pixels(corners), ink.colour().filled()));
    }

    /// A filled box.
    pub fn bar(&self, ink: Ink, area: Area) {
        let corners = [
            pixel(Point { x: area.left, y: area.top }),
            pixel(Point { x: area.right, y: area.bottom }),
        ];
        let _ = self.sheet.draw(&Rectangle::new(corners, ink.colour().filled()));
    }

    /// A point; `style/charts.css` gives it a rim in the colour behind the chart. Hollow where it
    /// stands for something farther out.
    pub fn dot(&self, ink: Ink, at: Point, hollow: bool) {
        let disc =
            |radius: f64, ink: Ink| Circle::new(pixel(at), fine(radius), ink.colour().filled());
        let _ = self.sheet.draw(&disc(6.5, ink));
        if hollow {
            let _ = self.sheet.draw(&disc(3.0, Ink::Paper));
        }
    }

    /// A line of text, its middle at the height of the point.
    pub fn text(&self, ink: Ink, size: f64, strong: bool, run: Run, at: Point, text: &str) {
        let across = match run {
            Run::Start => HPos::Left,
            Run::Middle => HPos::Center,
            Run::End => HPos::Right,
        };
        let weight = if strong { FontStyle::Bold } else { FontStyle::Normal };
        let colour = ink.colour();
        let style = TextStyle::from(("sans-serif", size * FINE * FONT).into_font().style(weight))
            .color(&colour)
            .pos(Pos::new(across, VPos::Center));
        // The centre that plotters takes is that of small letters; figures stand taller.
        let at = Point { x: at.x, y: at.y + size * 0.08 };
        let _ = self.sheet.draw(&Text::new(text.to_owned(), pixel(at), style));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a picture is a few thousand pixels wide")]
fn fine(pixels: f64) -> i32 {
    (pixels * FINE).round() as i32
}

fn pixel(point: Point) -> (i32, i32) {
    (fine(point.x), fine(point.y))
}

fn pixels(points: &[Point]) -> Vec<(i32, i32)> {
    points.iter().copied().map(pixel).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_whatever_it_says() {
        let svg = Canvas::svg(100.0, 50.0, |canvas| {
            let at = Point { x: 10.0, y: 10.0 };
            canvas.text(Ink::Strong, 13.0, true, Run::Start, at, "</text><script>\"&");
        });
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;&quot;&amp;"), "{svg}");
        assert!(svg.contains("font-size=\"130\"") && svg.contains("font-weight=\"bold\""), "{svg}");
    }

    #[test]
    fn nothing_drawn_needs_a_style_attribute() {
        let svg = Canvas::svg(100.0, 50.0, |canvas| {
            canvas.dot(Ink::Need, Point { x: 5.0, y: 5.0 }, true);
            canvas.line(Ink::Hairline, 1.0, Point::default(), Point { x: 9.0, y: 9.0 });
        });
        assert!(svg.contains("#000110") && !svg.contains("style="), "{svg}");
    }
}
