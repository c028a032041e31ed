//! Where no place is.

use crate::ui::route::{Calculator, Route};
use leptos::prelude::*;

/// Says so and leads back.
#[component]
pub fn NotFound() -> impl IntoView {
    document().set_title("Not found · Ridealong");
    view! {
        <header class="page">
            <div>
                <h1 tabindex="-1">"There is nothing at this address"</h1>
                <p class="sub">"The link may be cut short or from another version of the app."</p>
            </div>
        </header>
        <a class="button" href=Route::Calculate(Calculator::Coverage).href()>
            "Go to the calculators"
        </a>
    }
}
