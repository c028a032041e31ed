//! From the figures of a team to what they rest on.

use crate::domain::RepId;
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::team::TeamLook;
use leptos::prelude::*;

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
    view! {
        <When shown=there>
            <ul class="ways-on">
                <li>
                    <WinRatesWay rep=None />
                </li>
                <li>
                    <a class="way" href=look.whose.past_check().href()>
                        "Would this have been right? Check it on the past."
                    </a>
                </li>
            </ul>
        </When>
    }
}
