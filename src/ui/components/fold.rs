//! A part of a page that is folded away until it is wanted.

use crate::ui::components::when::When;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Which folds are open, for a page that is drawn anew while someone reads it. A page provides it
/// as a context; its folds are then as they were left.
#[derive(Clone, Copy, Default)]
pub struct FoldsLeft(StoredValue<BTreeMap<String, bool>>);

impl FoldsLeft {
    // The page that provided it may be gone while the context is still found.
    fn left(self, id: &str) -> Option<bool> {
        self.0.try_with_value(|left| left.get(id).copied()).flatten()
    }

    fn leave(self, id: &str, is_open: bool) {
        let _ = self.0.try_update_value(|left| left.insert(id.to_owned(), is_open));
    }

    /// Folds are as at first again.
    pub fn forget(self) {
        self.0.update_value(BTreeMap::clear);
    }
}

/// A part that is drawn when it is opened for the first time.
#[component]
pub fn Fold(
    /// Tells it apart.
    #[prop(into)]
    id: String,
    /// What it holds, in a few words.
    #[prop(into)]
    title: ViewFn,
    /// Whether it is open at first.
    #[prop(optional)]
    is_open: bool,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let left = use_context::<FoldsLeft>();
    let is_open = left.and_then(|left| left.left(&id)).unwrap_or(is_open);
    let was_opened = RwSignal::new(is_open);
    let own = id.clone();
    let toggled = move |event: web_sys::Event| {
        let is_open = event_target::<web_sys::Element>(&event).has_attribute("open");
        if is_open {
            was_opened.set(true);
        }
        if let Some(left) = left {
            left.leave(&own, is_open);
        }
    };
    view! {
        <details class="part" id=id open=is_open on:toggle=toggled>
            <summary>{title.run()}</summary>
            <When shown=was_opened>{children()}</When>
        </details>
    }
}
