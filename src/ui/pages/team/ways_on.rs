//! From the figures of a team to what they rest on.

use crate::domain::RepId;
use crate::engine::past_verdict::PastVerdict;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// What leads to the replay of the past.
pub const TO_CHECK: &str = "Would this have been right? Check it on the past.";

/// What the past says of the forecasts, where it tells anything.
const fn in_short(verdict: PastVerdict) -> Option<&'static str> {
    match verdict {
        PastVerdict::Untold => None,
        PastVerdict::Better => Some("It was: better than every simple rule."),
        PastVerdict::Alike { behind: false } => {
            Some("About as right as the best simple rule, so far as that past tells.")
        }
        PastVerdict::Alike { behind: true } | PastVerdict::Worse => {
            Some("No more than a simple rule, so chances are not told.")
        }
    }
}

/// Leads to the win rates by every definition.
#[component]
pub fn WinRatesWay(
    /// The rep; none for the whole team.
    rep: Option<RepId>,
) -> impl IntoView {
    let look = TeamLook::here();
    view! {
        <a class="way" href=look.whose.win_rates(rep).href()>
            "All definitions of the win rate side by side"
        </a>
    }
}

/// Leads from the figures of the whole team to its win rates and to its past.
#[component]
pub fn WaysOn() -> impl IntoView {
    let look = TeamLook::here();
    let there = flag(move || look.now.with(Option::is_some));
    let found = look.past_found();
    let verdict = text(move || {
        let verdict = found.with(|found| found.as_ref().map(|found| found.check.verdict()));
        verdict.and_then(in_short).map(|words| format!(" {words}")).unwrap_or_default()
    });
    view! {
        <When shown=there>
            <ul class="ways-on">
                <li>
                    <WinRatesWay rep=None />
                </li>
                <li>
                    <a class="way" href=look.whose.past_check().href()>
                        {TO_CHECK}
                    </a>
                    <span class="sub">{verdict}</span>
                </li>
            </ul>
        </When>
    }
}
