//! A large view in parts that are drawn one after the other.

use crate::ui::growing::growing;
use leptos::prelude::*;

/// A part, drawn when its turn comes.
pub type Part = Box<dyn Fn() -> AnyView>;

/// Draws the parts in their order, each with a frame of its own, the first one with the next.
#[component]
pub fn InParts(
    /// The parts.
    parts: Vec<Part>,
    /// Set once all of them are drawn: nothing that comes after them moves from then on.
    #[prop(optional)]
    is_whole: Option<RwSignal<bool>>,
) -> impl IntoView {
    let all = parts.len();
    let drawn = growing(Signal::stored(all), 0, 1);
    if let Some(is_whole) = is_whole {
        Effect::new(move |_| is_whole.set(drawn.get() == all));
    }
    let parts = StoredValue::new_local(parts);
    let part = move |at: usize| parts.with_value(|parts| parts.get(at).map(|part| part()));
    view! { <For each=move || 0..drawn.get() key=|at| *at children=part /> }
}
