//! What can't be taken back lightly asks for a second tap.

use leptos::html::Button;
use leptos::prelude::*;

/// A button that, once pressed, says what would happen and asks whether to do it.
#[component]
pub fn SecondThought(
    /// The button's words.
    words: &'static str,
    /// What would happen, in a sentence.
    warning: &'static str,
    /// The words of doing it.
    sure: &'static str,
    /// The words of leaving it.
    leave: &'static str,
    /// Called when it is to be done.
    #[prop(into)]
    on_sure: Callback<()>,
) -> impl IntoView {
    let asked = RwSignal::new(false);
    let act = move |_| {
        asked.set(false);
        on_sure.run(());
    };
    // The button that had the focus is gone then: it goes to the one that does nothing.
    let safe = NodeRef::<Button>::new();
    Effect::new(move |_| {
        if let Some(safe) = safe.get() {
            let _ = safe.focus();
        }
    });
    move || {
        if asked.get() {
            view! {
                <div class="second-thought">
                    <p>{warning}</p>
                    <div class="buttons">
                        <button class="button danger" type="button" on:click=act>
                            {sure}
                        </button>
                        <button
                            class="button"
                            type="button"
                            node_ref=safe
                            on:click=move |_| asked.set(false)
                        >
                            {leave}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="buttons">
                    <button class="button" type="button" on:click=move |_| asked.set(true)>
                        {words}
                    </button>
                </div>
            }
            .into_any()
        }
    }
}
