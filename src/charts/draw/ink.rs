//! What a stroke means. It is written into the SVG as a colour that nothing else uses
//! (`#0001NN`), and `style/charts.css` gives that colour its look in light and dark, so a
//! drawing never has to be made anew when the scheme changes.

use plotters::style::RGBColor;

/// The meaning of a stroke, a fill or a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Ink {
    /// The curve and strong text.
    Strong = 1,
    /// Text of axes and values.
    Quiet = 2,
    /// Guide lines.
    Hairline = 3,
    /// The guide of the wanted chance, dashed.
    Wanted = 4,
    /// A shaded area.
    Shade = 5,
    /// What is behind the chart: the rim of a point.
    Paper = 6,
    /// A line from one step to the next.
    Connector = 7,
    /// What is needed.
    Need = 10,
    /// What there is.
    Have = 11,
    /// The flat rule.
    FlatRule = 12,
    /// Break-even.
    BreakEven = 13,
    /// A step that asks for more.
    MoreNeeded = 14,
    /// A step that asks for less.
    LessNeeded = 15,
    /// A line dropped from what is needed, dashed.
    NeedDrop = 20,
    /// A line dropped from what there is, dashed.
    HaveDrop = 21,
    /// A line dropped from the flat rule, dashed.
    FlatRuleDrop = 22,
    /// A line dropped from break-even, dashed.
    BreakEvenDrop = 23,
}

impl Ink {
    /// The colour that stands for it.
    pub(super) const fn colour(self) -> RGBColor {
        // Two decimal digits, so that the hexadecimal text needs no letters of either case.
        let digits = (self as u8) / 10 * 16 + (self as u8) % 10;
        RGBColor(0, 1, digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stylesheet_gives_every_ink_a_look() {
        let css = include_str!("../../../style/charts.css");
        for ink in [
            Ink::Strong,
            Ink::Quiet,
            Ink::Hairline,
            Ink::Wanted,
            Ink::Shade,
            Ink::Paper,
            Ink::Connector,
            Ink::Need,
            Ink::Have,
            Ink::FlatRule,
            Ink::BreakEven,
            Ink::MoreNeeded,
            Ink::LessNeeded,
            Ink::NeedDrop,
            Ink::HaveDrop,
            Ink::FlatRuleDrop,
            Ink::BreakEvenDrop,
        ] {
            let sentinel = format!("#0001{:02}", ink as u8);
            assert!(css.contains(&sentinel), "{ink:?} has no look: {sentinel}");
        }
    }
}
