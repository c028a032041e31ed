//! How wide text is, without a browser: a chart places its labels before they are drawn.

/// Advance widths of Inter at weight 640, in thousandths of the font size, from U+0020 to
/// U+007E: read off the font that the app is served with (Inter 4, weight axis).
const ADVANCES: [u16; 95] = [
    246, 328, 534, 646, 652, 1009, 666, 331, 375, 375, 547, 675, 325, 466, 325, 383, 666, 426, 625,
    640, 670, 616, 644, 578, 645, 644, 325, 334, 675, 675, 675, 550, 1006, 735, 660, 738, 722, 606,
    587, 750, 746, 278, 582, 709, 565, 926, 760, 770, 646, 774, 654, 652, 663, 734, 735, 1027, 727,
    721, 657, 375, 383, 375, 483, 472, 357, 577, 626, 585, 626, 593, 393, 628, 616, 266, 266, 574,
    266, 905, 616, 610, 626, 626, 401, 554, 358, 616, 592, 844, 573, 594, 568, 460, 364, 460, 675,
];

/// Every other character: the widest of the letters in common use.
const OTHER: u16 = 700;

/// Tabular figures are all as wide as the widest.
const DIGIT: u16 = 670;

/// The width of `text` in pixels at `size` pixels, at weight 640 with tabular figures; a
/// lighter weight is narrower, so a label that fits at this width fits.
pub fn width(text: &str, size: f64) -> f64 {
    let thousandths: u32 = text.chars().map(|letter| u32::from(advance(letter))).sum();
    f64::from(thousandths) / 1000.0 * size
}

fn advance(letter: char) -> u16 {
    if letter.is_ascii_digit() {
        return DIGIT;
    }
    let place = (letter as usize).checked_sub(0x20);
    place.and_then(|place| ADVANCES.get(place)).copied().unwrap_or(OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_grows_with_the_text_and_its_size() {
        assert!(width("break-even 4.0×", 13.0) > width("flat 3×", 13.0));
        assert!((width("80%", 26.0) - 2.0 * width("80%", 13.0)).abs() < 1e-9);
        assert_eq!(width("", 13.0), 0.0);
    }

    #[test]
    fn figures_are_tabular() {
        assert_eq!(width("111", 13.0), width("888", 13.0));
    }
}
