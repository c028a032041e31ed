//! The start, where nothing is kept: what it is about in one picture, and four ways to begin.

mod two_reps;

use super::ways_in::WaysIn;
use leptos::prelude::*;
use two_reps::TwoReps;

/// The page.
#[component]
pub fn StartPage() -> impl IntoView {
    document().set_title("Ridealong");
    view! {
        <header class="page">
            <div>
                <h1 tabindex="-1">"How much pipeline does each rep really need?"</h1>
                <p class="sub">"Not a flat 3×: it takes the rep's own win rate to tell."</p>
            </div>
        </header>
        <TwoReps />
        <section class="begin" aria-labelledby="begin-title">
            <h2 id="begin-title">"Four ways to begin"</h2>
            <WaysIn />
        </section>
        <p class="sub private">
            "What you type or import stays in this browser: no account, no server, no tracking."
        </p>
    }
}
