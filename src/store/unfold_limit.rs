//! How much packed deals may unfold to.
//!
//! A file of a few kilobytes can say that one long name belongs to each of a million deals. What
//! is unfolded is counted as it is, so that such a file is refused and fills no memory.

use crate::domain::plain_text::{cleaned, is_unwanted};

/// Ten times the deals that are to find room in a browser.
const MOST_DEALS: usize = 1_000_000;

/// Twenty times what a browser keeps of all things together.
const MOST_TEXT_BYTES: usize = 100_000_000;

/// What is left of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnfoldLimit {
    deals: usize,
    text_bytes: usize,
}

impl Default for UnfoldLimit {
    fn default() -> Self {
        Self { deals: MOST_DEALS, text_bytes: MOST_TEXT_BYTES }
    }
}

impl UnfoldLimit {
    /// So many deals more; `None` where they are too many.
    pub(super) fn deals(&mut self, count: usize) -> Option<()> {
        self.deals = self.deals.checked_sub(count)?;
        Some(())
    }

    /// A text more, without what must not be shown ([`crate::domain::plain_text`]); `None` where
    /// it is too much.
    pub(super) fn text(&mut self, text: &str) -> Option<String> {
        self.text_bytes = self.text_bytes.checked_sub(text.len())?;
        let text = text.to_owned();
        Some(if text.chars().any(is_unwanted) { cleaned(text) } else { text })
    }
}
