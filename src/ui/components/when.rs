//! A part of the screen that is there only at times.

use leptos::prelude::*;

/// Shows its children as long as `shown` holds. (Leptos' own `Show` is compiled anew for every
/// use; this one once, which a download over a phone line feels.)
#[component]
pub fn When(
    /// Whether they are there.
    #[prop(into)]
    shown: Signal<bool>,
    /// What is there.
    children: ChildrenFn,
) -> impl IntoView {
    let shown = Memo::new(move |_| shown.get());
    move || shown.get().then(|| children())
}
