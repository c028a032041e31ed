//! A table of texts.

use leptos::prelude::*;

/// A table with a name; the first cell of a row names it.
#[component]
pub fn DataTable(
    /// What it holds, for those who can't see what stands around it.
    #[prop(into)]
    name: String,
    /// The columns' names.
    columns: Vec<String>,
    /// The rows, as long as the columns.
    rows: Vec<Vec<AnyView>>,
) -> impl IntoView {
    let head = columns.into_iter().map(|name| view! { <th scope="col">{name}</th> });
    let row = |cells: Vec<AnyView>| {
        let mut cells = cells.into_iter();
        let name = cells.next().map(|name| view! { <th scope="row">{name}</th> });
        view! { <tr>{name} {cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }
    };
    view! {
        <div class="table-place" tabindex="0" role="region" aria-label=name>
            <table>
                <thead>
                    <tr>{head.collect_view()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
