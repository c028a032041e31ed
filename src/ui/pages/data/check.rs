//! How the forecast did on one's own past.

use super::nobody_yet::NobodyYet;
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::pages::past_check::PastCheckReport;
use crate::ui::route::Whose;
use crate::ui::team::{TeamLook, TeamState};
use leptos::prelude::*;

/// The page.
#[component]
pub fn CheckPage() -> impl IntoView {
    let state = TeamState::here();
    let nobody = flag(move || state.team.with(|team| team.reps.is_empty()));
    view! {
        <When shown=nobody>
            <NobodyYet words="Bring in deals of periods that are over: each is then replayed from what was known on its mornings, and what Ridealong would have said is held against what came.">
                <a class="button" href=Whose::Sample.past_check().href()>
                    "See it on the sample team"
                </a>
            </NobodyYet>
        </When>
        <When shown=flag(move || !nobody.get())>
            <OwnPast />
        </When>
    }
}

#[component]
fn OwnPast() -> impl IntoView {
    TeamLook::provide(Whose::Own);
    view! { <PastCheckReport /> }
}
