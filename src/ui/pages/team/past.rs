//! The past of the sample team; that of one's own is a task with the data.

use crate::ui::pages::past_check::{PastCheckReport, QUESTION};
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// The page.
#[component]
pub fn PastCheckPage() -> impl IntoView {
    let look = TeamLook::here();
    document().set_title("Check · Ridealong");
    view! {
        <header class="page">
            <div>
                <p class="sub"><a class="crumb" href=look.whose.team().href()>"Team"</a></p>
                <h1 tabindex="-1">{QUESTION}</h1>
            </div>
        </header>
        <PastCheckReport />
    }
}
