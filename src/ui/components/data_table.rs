//! A table of texts.

use crate::ui::growing::growing;
use leptos::prelude::*;

/// Rows drawn with a frame. Some hold lists to choose from, which take a millisecond or two each
/// on a tablet.
const AT_ONCE: usize = 4;

/// The cells of a row, by its place.
pub type RowOf = Box<dyn Fn(usize) -> Vec<AnyView>>;

/// A table with a name; the first cell of a row names it. A long one is drawn a few rows at a
/// time.
#[component]
pub fn DataTable(
    /// What it holds, for those who can't see what stands around it.
    #[prop(into)]
    name: String,
    /// The columns' names.
    columns: Vec<String>,
    /// How many rows it has.
    #[prop(into)]
    rows: Signal<usize>,
    /// The cells of a row, as many as there are columns.
    row: RowOf,
) -> impl IntoView {
    let drawn = growing(rows, AT_ONCE, AT_ONCE);
    let head = columns.into_iter().map(|name| view! { <th scope="col">{name}</th> });
    let row = StoredValue::new_local(row);
    let row = move |at: usize| {
        let mut cells = row.with_value(|row| row(at)).into_iter();
        let name = cells.next().map(|name| view! { <th scope="row">{name}</th> });
        view! { <tr>{name} {cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }
    };
    view! {
        <div class="table-place" tabindex="0" role="region" aria-label=name>
            <table>
                <thead>
                    <tr>{head.collect_view()}</tr>
                </thead>
                <tbody>
                    <For each=move || 0..drawn.get() key=|at| *at children=row />
                </tbody>
            </table>
        </div>
    }
}
