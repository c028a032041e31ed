//! From the figures of a team to what they rest on.

use crate::domain::RepId;
use crate::engine::past_check::PastCheck;
use crate::engine::past_verdict::PastVerdict;
use crate::engine::visits::VisitsCompared;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// What leads to the replay of the past.
pub const TO_CHECK: &str = "Would this have been right? Check it on the past.";

/// What the past says of the forecasts, where it tells anything: by the chances, and by whom they
/// would have sent the manager to.
fn in_short(check: &PastCheck) -> Option<String> {
    let by_chances = match check.verdict() {
        PastVerdict::Untold => return None,
        PastVerdict::Better => {
            let (_, difference) = check.against?;
            let (low, high) = difference.likely()?;
            format!(
                "By its chances, yes: the mean squared error was lower than that of the best simple rule by {} to {}, likely.",
                format::score(-high),
                format::score(-low)
            )
        }
        PastVerdict::Alike { behind: false } => {
            "About as right as the best simple rule, so far as that past tells.".to_owned()
        }
        PastVerdict::Alike { behind: true } | PastVerdict::Worse => {
            "No more than a simple rule, so chances are not told.".to_owned()
        }
    };
    let visits = VisitsCompared::of(&check.pointed);
    let (flat, chance) = (visits.by_flat_rule, visits.by_chance);
    let by_visits = (flat.share_missed() > chance.share_missed())
        .then_some(" By the visits that each asked for, flat 3× was the better one.");
    Some(format!("{by_chances}{}", by_visits.unwrap_or_default()))
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
        let said = found.with(|found| found.as_ref().and_then(|found| in_short(&found.check)));
        said.map(|words| format!(" {words}")).unwrap_or_default()
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
