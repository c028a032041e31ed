//! The frame of every chart: its question as a title, the picture at the width there is, its
//! data as a table one tap away, and the card that says how it is worked out.

use super::formula_card::{CardDesk, FormulaCard};
use super::when::When;
use crate::browser::resize::width_of;
use crate::ui::derive::text;
use leptos::html::Div;
use leptos::prelude::*;

/// A chart's data in rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartTable {
    /// The columns' names; the first column names the row.
    pub columns: Vec<String>,
    /// The rows, as long as the columns.
    pub rows: Vec<Vec<String>>,
}

/// A row's name: a value and, where it is one of the marked points, what it stands for.
pub fn named(value: String, mark: &str) -> String {
    if mark.is_empty() { value } else { format!("{value}, {mark}") }
}

/// A chart in its frame.
#[component]
pub fn ChartFrame(
    /// The question that it answers.
    #[prop(into)]
    title: Signal<String>,
    /// The drawing, made for `width`; none where there is nothing to draw.
    #[prop(into)]
    svg: Signal<Option<String>>,
    /// What lies behind it and seldom changes.
    #[prop(optional, into)]
    ground: Signal<Option<String>>,
    /// Kept at the width that there is, in CSS pixels.
    width: RwSignal<f64>,
    /// A sentence that says what it shows.
    #[prop(into)]
    description: Signal<String>,
    /// Its data.
    #[prop(into)]
    table: Signal<ChartTable>,
    /// How it is worked out.
    card: Callback<(), Option<FormulaCard>>,
    /// A layer over the picture.
    #[prop(optional, into)]
    overlay: Option<ViewFn>,
    /// What stands below it.
    children: Children,
) -> impl IntoView {
    let desk = expect_context::<CardDesk>();
    let place = NodeRef::<Div>::new();
    width_of(place, width);
    let as_table = RwSignal::new(false);
    let open_card = move |_| {
        if let Some(card) = card.run(()) {
            desk.open(card);
        }
    };
    view! {
        <figure class="chart-frame">
            <figcaption>
                <h2>{title}</h2>
                <div class="buttons">
                    <button
                        class="button"
                        type="button"
                        aria-pressed=text(move || as_table.get().to_string())
                        on:click=move |_| as_table.update(|on| *on = !*on)
                    >
                        "Table"
                    </button>
                    <button class="button" type="button" aria-haspopup="dialog" on:click=open_card>
                        "How it is worked out"
                    </button>
                </div>
            </figcaption>
            <div class="chart-place" node_ref=place>
                <div class="chart" role="img" aria-label=description>
                    <div class="chart-ground" inner_html=drawn(ground)></div>
                    <div inner_html=drawn(svg)></div>
                </div>
                {overlay.map(|overlay| overlay.run())}
            </div>
            {children()}
            <When shown=as_table>
                <TableView table />
            </When>
        </figure>
    }
}

/// A drawing that is put into the page only when it has changed.
fn drawn(svg: Signal<Option<String>>) -> Signal<String> {
    let drawn = Memo::new(move |_| svg.get().unwrap_or_default());
    drawn.into()
}

#[component]
fn TableView(table: Signal<ChartTable>) -> impl IntoView {
    let table = Memo::new(move |_| table.get());
    let head = move || {
        table
            .get()
            .columns
            .into_iter()
            .map(|name| view! { <th scope="col">{name}</th> })
            .collect_view()
    };
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        let name = cells.next().map(|name| view! { <th scope="row">{name}</th> });
        view! { <tr>{name} {cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }
    };
    view! {
        <div class="table-place" tabindex="0" role="region" aria-label="The chart's data">
            <table>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{move || table.get().rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
