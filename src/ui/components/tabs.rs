//! The tabs of a page, each a link.

use crate::ui::derive::maybe;
use leptos::prelude::*;

/// A tab: its words, where it leads, and whether one is there.
pub type Tab = (&'static str, String, Signal<bool>);

/// The tabs.
#[component]
pub fn Tabs(
    /// What they lead through, for those who can't see the page.
    name: &'static str,
    /// In their order.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let tab = |(words, href, here): Tab| {
        let here = maybe(move || here.get().then(|| "page".to_owned()));
        view! { <a href=href aria-current=here>{words}</a> }
    };
    view! {
        <nav class="tabs" aria-label=name>
            {tabs.into_iter().map(tab).collect_view()}
        </nav>
    }
}
