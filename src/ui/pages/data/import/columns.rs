//! Which column says what: ours, theirs, and three of its values.

use crate::intake::Field;
use crate::reader::{ColumnSeen, Staged};
use crate::ui::components::data_table::{DataTable, RowOf};
use crate::ui::components::select_field::SelectField;
use crate::ui::team::TeamState;
use leptos::prelude::*;
use std::sync::Arc;

/// The mapping, to be changed.
#[component]
pub fn ColumnsView(
    /// What the file comes to.
    staged: Arc<Staged>,
) -> impl IntoView {
    let columns = ["Ours", "Column of the file", "Such as"].map(str::to_owned).to_vec();
    let (found, missing): (Vec<_>, Vec<_>) =
        Field::ALL.into_iter().partition(|field| staged.mapping.column(*field).is_some());
    let fields: Vec<Field> = found.into_iter().chain(missing).collect();
    let rows = fields.len();
    let row: RowOf = Box::new(move |at| {
        let Some(field) = fields.get(at).copied() else { return Vec::new() };
        let column = staged.mapping.column(field);
        let samples = column
            .and_then(|at| staged.columns.get(at))
            .map(|column| column.samples.join(" · "))
            .unwrap_or_default();
        vec![
            capital(field.label()).into_any(),
            view! { <ColumnChoice place="table" field staged=staged.clone() /> }.into_any(),
            samples.into_any(),
        ]
    });
    view! { <DataTable name="Which column says what" columns rows row /> }
}

/// The column of a field, to be changed.
#[component]
pub fn ColumnChoice(
    /// Where it stands, which tells it apart from another one for the same field.
    place: &'static str,
    /// The field.
    field: Field,
    /// What the file comes to.
    staged: Arc<Staged>,
) -> impl IntoView {
    let state = TeamState::here();
    let none = if place == "table" { "not in the file" } else { "choose a column" };
    let none = (String::new(), none.to_owned());
    let columns = staged.columns.iter().enumerate();
    let options = std::iter::once(none)
        .chain(columns.map(|(at, column)| (at.to_string(), called(at, column))))
        .collect();
    let chosen = staged.mapping.column(field).map(|at| at.to_string()).unwrap_or_default();
    let choose = move |at: String| {
        let mut mapping = staged.mapping.clone();
        mapping.set(field, at.parse().ok());
        state.map(&mapping);
    };
    view! {
        <SelectField
            label=format!("Column of the {}", field.label())
            id=format!("column-{place}-{field:?}")
            label_hidden=true
            options
            chosen=Signal::stored(chosen)
            on_choose=choose
        />
    }
}

/// A column's name; one that has none of its own goes by what is in it too.
fn called(at: usize, column: &ColumnSeen) -> String {
    match column.samples.first() {
        Some(sample) if column.name == format!("Column {}", at + 1) => {
            format!("{} ({sample})", column.name)
        }
        _ => column.name.clone(),
    }
}

fn capital(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
