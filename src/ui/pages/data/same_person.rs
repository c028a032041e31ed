//! Two names that turn out to be one person.

use crate::browser::focus::focus_once_drawn;
use crate::domain::RepId;
use crate::ui::components::select_field::SelectField;
use crate::ui::components::when::When;
use crate::ui::team::TeamState;
use leptos::prelude::*;

/// Joins a rep with another one, who is chosen first.
#[component]
pub fn SamePerson(
    /// The rep whose name goes.
    id: RepId,
) -> impl IntoView {
    let state = TeamState::here();
    let names = state.names();
    let others =
        move || names.get().into_iter().filter(|(other, _)| *other != id).collect::<Vec<_>>();
    let chosen = RwSignal::new(String::new());
    let is_chosen = Signal::derive(move || chosen.with(|chosen| !chosen.is_empty()));
    let join = move |_| {
        if let Ok(into) = chosen.get_untracked().parse() {
            state.join_reps(id, into);
            focus_once_drawn(vec![format!("#rep-{into} summary")]);
        }
    };
    move || {
        let others = others();
        (!others.is_empty()).then(|| {
            let none = (String::new(), "nobody else".to_owned());
            let others = others.into_iter().map(|(id, name)| (id.to_string(), name));
            view! {
                <div class="same-person">
                    <SelectField
                        label="The same person as"
                        id=format!("rep-{id}-same")
                        options=std::iter::once(none).chain(others).collect()
                        chosen
                        on_choose=move |other| chosen.set(other)
                    />
                    <When shown=is_chosen>
                        <button class="button" type="button" on:click=join>
                            "Join the two"
                        </button>
                    </When>
                </div>
            }
        })
    }
}
