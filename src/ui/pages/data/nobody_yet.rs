//! What a page about reps says while there are none.

use crate::ui::route::{DataPlace, Route};
use leptos::prelude::*;

/// A sentence, the way to the import, and other ways in.
#[component]
pub fn NobodyYet(
    /// What is missing, and what to do.
    words: &'static str,
    /// Further ways in.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="kept-now">
            <p>{words}</p>
            <div class="buttons">
                <a class="button primary" href=Route::Data(DataPlace::Import).href()>
                    "Bring in your deals"
                </a>
                {children.map(|children| children())}
            </div>
        </section>
    }
}
