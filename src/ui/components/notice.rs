//! One plain sentence about what happened, with a way on.

use leptos::prelude::*;

/// A sentence with an action and a way to put it away.
#[component]
pub fn Notice(
    /// What happened and what to do.
    #[prop(into)]
    text: Signal<Option<String>>,
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
    view! {
        <div class="notice-place" role="status">
            <Show when=move || text.with(Option::is_some)>
                <div class="notice">
                    <p>{move || text.get()}</p>
                    <Show when=move || action.with(Option::is_some)>
                        <button
                            class="button"
                            type="button"
                            on:click=move |_| {
                                if let Some(act) = on_action {
                                    act.run(());
                                }
                            }
                        >
                            {move || action.get()}
                        </button>
                    </Show>
                    <button class="button" type="button" on:click=move |_| on_close.run(())>
                        "Put away"
                    </button>
                </div>
            </Show>
        </div>
    }
}
