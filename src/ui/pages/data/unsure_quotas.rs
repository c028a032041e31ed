//! Names of a sheet of quotas that may mean a rep: asked, as in an import.

use crate::ui::team::TeamState;
use leptos::prelude::*;

/// A question for each name in doubt. Nothing where there is none.
#[component]
pub fn UnsureQuotas() -> impl IntoView {
    let state = TeamState::here();
    move || {
        let unsure = state.quotas.with(|seen| seen.unsure.clone());
        let question = |(place, (theirs, rep)): (usize, (String, String))| {
            let sentence = format!("Is {theirs} in the sheet {rep}?");
            let answer = |words: &'static str, give: fn(TeamState, usize)| {
                view! {
                    <button class="button" type="button" on:click=move |_| give(state, place)>
                        {words}
                    </button>
                }
            };
            view! {
                <fieldset class="question">
                    <legend>{sentence}</legend>
                    <div class="answers">
                        {answer("The same", TeamState::take_unsure)}
                        {answer("Somebody else", TeamState::leave_unsure)}
                    </div>
                </fieldset>
            }
        };
        let names = unsure.into_iter().filter_map(|unsure| {
            let name = state.team.with(|team| {
                team.reps.iter().find(|rep| rep.id == unsure.rep).map(|rep| rep.name.clone())
            });
            Some((unsure.theirs, name?))
        });
        let questions: Vec<_> = names.enumerate().map(question).collect();
        (!questions.is_empty()).then(|| {
            view! {
                <section class="questions">
                    <h3>"Please check"</h3>
                    {questions}
                </section>
            }
        })
    }
}
