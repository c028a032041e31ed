//! Keeping the inputs for the next visit, and taking over what a link carries.

use super::link;
use super::state::{CalculatorState, Said};
use crate::browser::address;
use crate::browser::device::{self, ERASED};
use crate::domain::CalculatorInputs;
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
        Err(error) => state.unkept.set(Some(error.to_string())),
    }
    if let Ok(Some(own)) = store::load_own() {
        state.notice.set(Some(Said {
            sentence: "These figures came from a file or a link.".to_owned(),
            undo: Some(own),
        }));
    }
}

/// Keeps the person's own inputs beside those of a file or a link, for as long as they can be had
/// back: also after the tab was closed.
fn follow_own(state: CalculatorState) {
    let own = Memo::new(move |_| {
        let before =
            state.filled.with(|filled| filled.as_ref().map(|filled| filled.before.clone()));
        before
            .or_else(|| state.notice.with(|said| said.as_ref().and_then(|said| said.undo.clone())))
    });
    Effect::new(move |before: Option<bool>| {
        let there = own.with(Option::is_some);
        // What can't be kept is said of the inputs themselves.
        if there || before == Some(true) {
            let _ = own.with(|own| store::save_own(own.as_ref()));
        }
        there
    });
}

/// Keeps the inputs as they change: once typing rests, and at once when the page is left. What
/// did not change in this tab is not written, so that a tab left open never undoes another's.
pub fn follow(state: CalculatorState) {
    follow_own(state);
    let changed = StoredValue::new(false);
    // The last trouble that was said: dismissed, it is not said again until it was over.
    let trouble = StoredValue::new(None::<String>);
    let save = move || {
        if !changed.get_value() {
            return;
        }
        match state.inputs.with_untracked(store::save) {
            Ok(()) => {
                changed.set_value(false);
                if trouble.get_value().is_some() {
                    trouble.set_value(None);
                    state.unkept.set(None);
                }
            }
            Err(error) => {
                let sentence = Some(error.to_string());
                if trouble.get_value() != sentence {
                    trouble.set_value(sentence.clone());
                    state.unkept.set(sentence);
                }
            }
        }
    };
    Effect::new(move |pending: Option<Option<TimeoutHandle>>| {
        state.inputs.track();
        match pending {
            // What was just restored is kept already.
            None => None,
            Some(pending) => {
                changed.set_value(true);
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

/// Lets go of the inputs when everything was erased, here or in another tab: what is gone is not shown
/// any more, and not kept again.
pub fn follow_erasing(state: CalculatorState) {
    let forget = move || {
        state.filled.set(None);
        state.notice.set(None);
        state.unkept.set(None);
        state.inputs.set(CalculatorInputs::default());
    };
    let erased = device::told(ERASED);
    Effect::new(move |_| {
        if erased.with(Option::is_some) {
            forget();
        }
    });
    // A site beside this one that clears the whole storage names no key: then what is shown stays.
    let _elsewhere = window_event_listener(ev::storage, move |event: web_sys::StorageEvent| {
        if event.key().as_deref() == Some(store::KEY) && event.new_value().is_none() {
            forget();
        }
    });
}

/// Takes what a link carries, once, and strips it from the address when it is kept. The inputs
/// that it replaces can be had back.
pub fn take_links(state: CalculatorState, fragment: Signal<String>) {
    Effect::new(move |_| {
        let fragment = fragment.get();
        let Some(query) = query(&fragment) else { return };
        let place = Route::parse(&fragment).href();
        let mine = state.inputs.get_untracked();
        // After one link, a second one or a refused one still leads back to the person's own.
        let own = state.notice.get_untracked().and_then(|said| said.undo);
        match link::read(query, &mine) {
            Ok(theirs) if theirs == mine => address::replace_fragment(&place),
            Ok(theirs) => {
                if store::save(&theirs).is_ok() {
                    address::replace_fragment(&place);
                }
                state.inputs.set(theirs);
                state.filled.set(None);
                state.notice.set(Some(Said {
                    sentence: "These figures came with the link.".to_owned(),
                    undo: Some(own.unwrap_or(mine)),
                }));
            }
            Err(error) => {
                address::replace_fragment(&place);
                state.notice.set(Some(Said { sentence: error.to_string(), undo: own }));
            }
        }
    });
}

/// Says what happened with a link or a file, and that the inputs are not kept.
#[component]
pub fn KeepNotice() -> impl IntoView {
    let state = CalculatorState::here();
    let sentence = Signal::derive(move || {
        state.notice.with(|said| said.as_ref().map(|said| said.sentence.clone()))
    });
    let action = Signal::derive(move || {
        let undo = state.notice.with(|said| said.as_ref().is_some_and(|said| said.undo.is_some()));
        undo.then(|| "Back to my own figures".to_owned())
    });
    let back = move |()| {
        if let Some(mine) = state.notice.get_untracked().and_then(|said| said.undo) {
            state.inputs.set(mine);
        }
        state.notice.set(None);
    };
    view! {
        <Notice
            sentence
            action
            on_action=Callback::new(back)
            on_close=move |()| state.notice.set(None)
        />
        <Notice sentence=state.unkept on_close=move |()| state.unkept.set(None) />
    }
}
