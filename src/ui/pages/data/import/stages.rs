//! What each stage of a file means, to be changed.

use crate::domain::Outcome;
use crate::intake::{StageMeaning, StageValue};
use crate::reader::Staged;
use crate::ui::components::data_table::{DataTable, RowOf};
use crate::ui::components::select_field::SelectField;
use crate::ui::format;
use crate::ui::team::TeamState;
use leptos::prelude::*;
use std::sync::Arc;

/// The stages with how often each occurs, and what it means.
#[component]
pub fn StagesView(
    /// The import that they are part of.
    staged: Arc<Staged>,
) -> impl IntoView {
    let columns = ["Stage or status", "Rows", "Means"].map(str::to_owned).to_vec();
    let rows = staged.stages.len();
    let row: RowOf = Box::new(move |at| {
        let Some(stage) = staged.stages.get(at).cloned() else { return Vec::new() };
        let (value, found) = (stage.value.clone(), format::count(stage.rows as f64));
        let (id, staged) = (format!("stage-{at}"), staged.clone());
        let choice = view! { <StageChoice id stage staged /> };
        vec![value.into_any(), found.into_any(), choice.into_any()]
    });
    view! { <DataTable name="The stages found" columns rows row /> }
}

/// What a stage means, to be changed.
#[component]
pub fn StageChoice(
    /// Tells it apart.
    id: String,
    /// The stage.
    stage: StageValue,
    /// The import it is part of.
    staged: Arc<Staged>,
) -> impl IntoView {
    let state = TeamState::here();
    let meanings = [
        (StageMeaning::Is(Outcome::Won), "Won"),
        (StageMeaning::Is(Outcome::Lost), "Lost"),
        (StageMeaning::Is(Outcome::Open), "Open"),
        (StageMeaning::LeaveOut, "Leave out"),
    ];
    let options: Vec<_> =
        meanings.iter().map(|(_, words)| ((*words).to_owned(), (*words).to_owned())).collect();
    let chosen = meanings.iter().find(|(meaning, _)| *meaning == stage.meaning);
    let chosen = chosen.map_or("", |(_, words)| words).to_owned();
    let label = format!("Deals in {} are", stage.value);
    let value = stage.value;
    let choose = move |words: String| {
        let Some((meaning, _)) = meanings.iter().find(|(_, own)| *own == words) else { return };
        let mut choices = staged.choices.clone();
        choices.stages.insert(value.clone(), *meaning);
        state.answer(&choices);
    };
    view! {
        <SelectField
            label
            id
            label_hidden=true
            options
            chosen=Signal::stored(chosen)
            on_choose=choose
        />
    }
}
