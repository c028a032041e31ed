//! *How many more deals until the rate is tight*: the likely range against decided deals.

use crate::charts::geometry::{Area, Point};
use crate::charts::scale::{Scale, round_ticks};
use crate::charts::text;
use crate::domain::{Interval, Rate};

/// What the picture shows.
pub struct Content<'a> {
    /// The observed rate.
    pub rate: Rate,
    /// The likely range if the rate stays and so many deals had been decided.
    pub likely_at: &'a dyn Fn(f64) -> Option<Interval>,
    /// Deals decided now.
    pub now: u64,
    /// Deals at which the range is tight, where there is such a number.
    pub tight: Option<u64>,
    /// "now, 48 deals"
    pub now_label: String,
    /// "tight at 123"
    pub tight_label: String,
    /// Writes a count.
    pub write_count: &'a dyn Fn(f64) -> String,
    /// Writes a share.
    pub write_share: &'a dyn Fn(f64) -> String,
}

/// The range at a number of deals, with its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Its deals, as pixels.
    pub x: f64,
    /// The high end, as pixels.
    pub high: f64,
    /// The low end, as pixels.
    pub low: f64,
    /// What it is called.
    pub name: String,
    /// Its ends in words.
    pub value: String,
    /// Where the label's text begins or ends.
    pub label: Point,
    /// Whether the text runs to the right.
    pub to_the_right: bool,
}

/// The picture, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct RateFan {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Where the fan lies.
    pub plot: Area,
    /// Deals to pixels.
    pub x: Scale,
    /// Share to pixels.
    pub y: Scale,
    /// Marks of the deals axis.
    pub ticks: Vec<(f64, String)>,
    /// Guide lines with their labels.
    pub guides: Vec<(f64, String)>,
    /// The high ends.
    pub high: Vec<Point>,
    /// The low ends.
    pub low: Vec<Point>,
    /// The observed rate's line.
    pub rate: f64,
    /// The range now.
    pub now: Option<Span>,
    /// The range where it is tight.
    pub tight: Option<Span>,
    /// Where the axis ends, in deals.
    pub end: f64,
}

/// Text size.
pub const TEXT: f64 = 13.0;
const POINTS: u32 = 100;

impl RateFan {
    /// Lays the picture out for a width in CSS pixels.
    pub fn new(width: f64, content: &Content<'_>) -> Self {
        let width = width.clamp(280.0, 1_600.0);
        let height = (width * 0.42).clamp(260.0, 320.0);
        let axis = text::width(&(content.write_share)(1.0), TEXT) + 12.0;
        let plot = Area { left: 8.0, top: 40.0, right: width - axis, bottom: height - 34.0 };
        let now = content.now as f64;
        let tight = content.tight.map_or(now, |deals| deals as f64);
        // Room to the right of the farther mark, and never so much that the other one is lost.
        let end = (1.35 * now.max(tight)).max(10.0);
        let x = Scale::new((0.0, end), (plot.left, plot.right));
        let top = content.rate.share().max(highest(content, now)).mul_add(1.15, 0.05).min(1.0);
        let y = Scale::new((0.0, top), (plot.bottom, plot.top));
        let (high, low) = fan(content, end, x, y);
        let span = |deals: f64, name: &str| span(content, deals, name, x, y, plot);
        Self {
            width,
            height,
            plot,
            x,
            y,
            ticks: round_ticks(end, if width < 420.0 { 3 } else { 5 })
                .into_iter()
                .map(|deals| (x.pixel(deals), (content.write_count)(deals)))
                .collect(),
            guides: round_ticks(top, 4)
                .into_iter()
                .map(|share| (y.pixel(share), (content.write_share)(share)))
                .collect(),
            high,
            low,
            rate: y.pixel(content.rate.share()),
            now: span(now, &content.now_label),
            tight: content
                .tight
                .filter(|deals| *deals > content.now)
                .and_then(|deals| span(deals as f64, &content.tight_label)),
            end,
        }
        .with_labels_apart()
    }

    /// The two labels share the line above the fan: where both don't fit side by side, the
    /// later one is shown below the fan.
    fn with_labels_apart(mut self) -> Self {
        let (Some(now), Some(tight)) = (&mut self.now, &mut self.tight) else { return self };
        let extent = |span: &Span| {
            let wide = text::width(&span.name, TEXT).max(text::width(&span.value, TEXT));
            if span.to_the_right {
                (span.label.x, span.label.x + wide)
            } else {
                (span.label.x - wide, span.label.x)
            }
        };
        let ((now_from, now_to), (tight_from, tight_to)) = (extent(now), extent(tight));
        if now_to + 8.0 > tight_from && tight_to + 8.0 > now_from {
            tight.label.y = self.plot.bottom - 30.0;
        }
        self
    }
}

/// The top of the fan where it is worth seeing: at half the deals there are now.
fn highest(content: &Content<'_>, now: f64) -> f64 {
    (content.likely_at)((now / 2.0).max(1.0)).map_or(1.0, |range| range.high.share())
}

fn fan(content: &Content<'_>, end: f64, x: Scale, y: Scale) -> (Vec<Point>, Vec<Point>) {
    (1..=POINTS)
        .filter_map(|at| {
            // Closer together at the left, where the fan bends.
            let deals = end * (f64::from(at) / f64::from(POINTS)).powi(2);
            let range = (content.likely_at)(deals)?;
            let point = |share: f64| Point { x: x.pixel(deals), y: y.pixel(share) };
            Some((point(range.high.share()), point(range.low.share())))
        })
        .unzip()
}

fn span(
    content: &Content<'_>,
    deals: f64,
    name: &str,
    x: Scale,
    y: Scale,
    plot: Area,
) -> Option<Span> {
    let range = (content.likely_at)(deals)?;
    let at = x.pixel(deals);
    let value = format!(
        "{} – {}",
        (content.write_share)(range.low.share()),
        (content.write_share)(range.high.share())
    );
    let wide = text::width(name, TEXT).max(text::width(&value, TEXT));
    let to_the_right = at + wide <= plot.right;
    Some(Span {
        x: at,
        high: y.pixel(range.high.share()),
        low: y.pixel(range.low.share()),
        name: name.to_owned(),
        value,
        label: Point { x: if to_the_right { at } else { at.max(plot.left + wide) }, y: 10.0 },
        to_the_right,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::rate_precision::{Decided, precision};
    use proptest::prelude::*;

    fn picture(width: f64, won: u64, lost: u64) -> RateFan {
        let found =
            precision(Decided { won, lost, won_amount: None, lost_amount: None }, 0.05).unwrap();
        RateFan::new(
            width,
            &Content {
                rate: found.rate,
                likely_at: &|deals| found.likely_at(deals),
                now: found.decided,
                tight: found.tight_at,
                now_label: format!("now, {} deals", found.decided),
                tight_label: "tight at 12,345".to_owned(),
                write_count: &|deals| format!("{deals:.0}"),
                write_share: &|share| format!("{:.0}%", share * 100.0),
            },
        )
    }

    #[test]
    fn a_rate_that_is_tight_already_has_one_mark() {
        let picture = picture(700.0, 500, 500);
        assert!(picture.now.is_some() && picture.tight.is_none());
    }

    proptest! {
        #[test]
        fn the_marks_labels_are_apart_and_inside(width in 340.0..1_100.0, won in 0_u64..600, lost in 0_u64..600) {
            prop_assume!(won + lost > 0);
            let picture = picture(width, won, lost);
            let boxes: Vec<Area> = picture.now.iter().chain(&picture.tight).map(|span| {
                let wide = text::width(&span.name, TEXT).max(text::width(&span.value, TEXT));
                let left = if span.to_the_right { span.label.x } else { span.label.x - wide };
                Area { left, right: left + wide, top: span.label.y - 8.0, bottom: span.label.y + 24.0 }
            }).collect();
            for (at, one) in boxes.iter().enumerate() {
                prop_assert!(one.left >= 0.0 && one.right <= picture.width, "{one:?}");
                for other in &boxes[at + 1..] {
                    prop_assert_eq!(one.overlap(*other), 0.0);
                }
            }
        }
    }
}
