//! One plain sentence about what happened, with a way on.

use super::when::When;
use crate::ui::derive::{flag, text};
use leptos::prelude::*;

/// A sentence with an action and a way to put it away.
#[component]
pub fn Notice(
    /// What happened and what to do.
    #[prop(into)]
    sentence: Signal<Option<String>>,
    /// The action's words; none where there is nothing to do.
    #[prop(optional, into)]
    action: Signal<Option<String>>,
    /// Called when the action is taken.
    #[prop(optional, into)]
    on_action: Option<Callback<()>>,
    /// Called when it is put away.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let there = flag(move || sentence.with(Option::is_some));
    let has_action = flag(move || action.with(Option::is_some));
    let act = move |_| {
        if let Some(act) = on_action {
            act.run(());
        }
    };
    view! {
        <div class="notice-place" role="status">
            <When shown=there>
                <div class="notice">
                    <p>{text(move || sentence.get().unwrap_or_default())}</p>
                    <When shown=has_action>
                        <button class="button" type="button" on:click=act>
                            {text(move || action.get().unwrap_or_default())}
                        </button>
                    </When>
                    <button class="button" type="button" on:click=move |_| on_close.run(())>
                        "Dismiss"
                    </button>
                </div>
            </When>
        </div>
    }
}
