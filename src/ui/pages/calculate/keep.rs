//! Keeping the inputs for the next visit, and taking over what a link carries.

use super::link;
use super::state::CalculatorState;
use crate::browser::address;
use crate::store::browser::calculator as store;
use crate::ui::components::notice::Notice;
use crate::ui::route::{Route, query};
use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// How long typing must have rested before it is kept.
const REST: Duration = Duration::from_millis(400);

/// Takes the inputs of the last visit.
pub fn restore(state: CalculatorState) {
    match store::load() {
        Ok(Some(inputs)) => state.inputs.set(inputs),
        Ok(None) => {}
        Err(error) => state.notice.set(Some(error.to_string())),
    }
}

/// Keeps the inputs as they change: once typing rests, and at once when the page is left.
pub fn follow(state: CalculatorState) {
    let save = move || {
        if let Err(error) = state.inputs.with_untracked(store::save) {
            state.notice.set(Some(error.to_string()));
        }
    };
    Effect::new(move |pending: Option<Option<TimeoutHandle>>| {
        state.inputs.track();
        match pending {
            // What was just restored is kept already.
            None => None,
            Some(pending) => {
                if let Some(pending) = pending {
                    pending.clear();
                }
                set_timeout_with_handle(save, REST).ok()
            }
        }
    });
    // The state lives as long as the app, so nobody has to stop listening.
    let _leaving = window_event_listener(ev::pagehide, move |_| save());
    let _hiding = window_event_listener(ev::visibilitychange, move |_| {
        if document().hidden() {
            save();
        }
    });
}

/// Takes what a link carries, once, and strips it from the address. The inputs that it
/// replaces can be had back.
pub fn take_links(state: CalculatorState, fragment: Signal<String>) {
    Effect::new(move |_| {
        let fragment = fragment.get();
        let Some(query) = query(&fragment) else { return };
        let mine = state.inputs.get_untracked();
        match link::read(query, &mine) {
            Ok(theirs) if theirs == mine => {}
            Ok(theirs) => {
                state.inputs.set(theirs);
                state.before_link.set(Some(mine));
                state.notice.set(Some("These figures came with the link.".to_owned()));
            }
            Err(error) => {
                state.before_link.set(None);
                state.notice.set(Some(error.to_string()));
            }
        }
        address::replace_fragment(&Route::parse(&fragment).href());
    });
}

/// Says what happened with keeping or a link.
#[component]
pub fn KeepNotice() -> impl IntoView {
    let state = CalculatorState::here();
    let close = move || {
        state.notice.set(None);
        state.before_link.set(None);
    };
    let action = Signal::derive(move || {
        state.before_link.with(Option::is_some).then(|| "Back to my own figures".to_owned())
    });
    let back = move |()| {
        if let Some(mine) = state.before_link.get_untracked() {
            state.inputs.set(mine);
        }
        close();
    };
    view! {
        <Notice
            sentence=state.notice
            action=action
            on_action=Callback::new(back)
            on_close=move |()| close()
        />
    }
}
