//! The win rates of a team by every definition: asked of the reader that holds its deals.

use super::look::TeamLook;
use crate::engine::win_rate_lab::WinRateLab;
use crate::reader::{Ask, Message};
use leptos::prelude::*;
use std::sync::Arc;

impl TeamLook {
    /// Asks for them as soon as the deals are there, and anew whenever they or the day change; none
    /// until the first answer.
    pub fn win_rates(self) -> Memo<Option<Arc<WinRateLab>>> {
        let answer = RwSignal::new(None::<Message>);
        Effect::new(move |_| self.ask_more(|look| Ask::Lab.with(look), answer));
        Memo::new(move |_| answer.with(|answer| answer.as_ref()?.read()).map(Arc::new))
    }
}
