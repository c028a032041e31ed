//! A rep more, by name.

use crate::domain::Rep;
use crate::intake::Meant;
use crate::ui::components::text_field::TextField;
use crate::ui::team::TeamState;
use leptos::prelude::*;

/// A field for the name of a new rep.
#[component]
pub fn AddRep() -> impl IntoView {
    let state = TeamState::here();
    let add = move |name: String| {
        let name = name.trim().to_owned();
        if name.is_empty() {
            return Ok(());
        }
        let mut reps = state.team.get_untracked().reps;
        if let Meant::Rep(place) = Meant::among(&reps, &name) {
            let known = reps.get(place).map_or(name.as_str(), |rep| &rep.name);
            return Err(format!("{known} is in the team already."));
        }
        reps.push(Rep::new_beside(&reps, &name));
        state.take_reps(reps);
        Ok(())
    };
    // Emptied once the rep is there.
    let value = Signal::derive(move || {
        state.team.track();
        String::new()
    });
    view! { <TextField label="Add a rep by name" id="new-rep" value take=add /> }
}
