//! Whose figures are filled in, and what was taken from the file, line by line.

use super::super::state::CalculatorState;
use super::{Filled, said};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use leptos::ev;
use leptos::prelude::*;

/// The panel, as long as a file is open.
#[component]
pub fn FilledFrom() -> impl IntoView {
    let state = CalculatorState::here();
    view! {
        <When shown=flag(move || state.filled.with(Option::is_some))>
            <section class="filled" aria-label="Filled from a CRM export">
                <Head />
                <Lines />
            </section>
        </When>
    }
}

#[component]
fn Head() -> impl IntoView {
    let state = CalculatorState::here();
    let choose = move |event: ev::Event| {
        let rep = event_target_value(&event);
        if let Some(filled) = state.filled.get_untracked() {
            state.fill(Filled { rep: (!rep.is_empty()).then_some(rep), ..filled });
        }
    };
    // Only a new file makes new options: choosing one must not make the list anew.
    let names = Memo::new(move |_| {
        let names = |filled: &Filled| filled.reps.keys().cloned().collect::<Vec<_>>();
        state.filled.with(|filled| filled.as_ref().map(names).unwrap_or_default())
    });
    let options = move || {
        let names = names.get();
        let team = match names.len() {
            0 => "All deals: the file names no rep".to_owned(),
            1 => "Whole team, 1 rep".to_owned(),
            reps => format!("Whole team, {reps} reps"),
        };
        let option = |name: String| view! { <option value=name.clone()>{name.clone()}</option> };
        view! {
            <option value="">{team}</option>
            {names.into_iter().map(option).collect_view()}
        }
    };
    let chosen = text(move || {
        // After the options: a choice can only be of what is there.
        names.track();
        state.filled.with(|filled| {
            filled.as_ref().and_then(|filled| filled.rep.clone()).unwrap_or_default()
        })
    });
    let undo = move |_| {
        if let Some(filled) = state.filled.get_untracked() {
            state.inputs.update(|inputs| filled.undo(inputs));
            state.filled.set(None);
        }
    };
    view! {
        <div class="filled-head">
            <label for="rep">"Figures of"</label>
            <select id="rep" prop:value=chosen on:change=choose>
                {options}
            </select>
            <button class="button" type="button" on:click=move |_| state.filled.set(None)>
                "Keep these figures"
            </button>
            <button class="button" type="button" on:click=undo>
                "Back to my own"
            </button>
        </div>
    }
}

#[component]
fn Lines() -> impl IntoView {
    let state = CalculatorState::here();
    let currency = state.currency();
    let lines = move || {
        let currency = currency.get();
        let lines = state.filled.with(|filled| {
            filled.as_ref().map(|filled| said::lines(filled, currency)).unwrap_or_default()
        });
        lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    let has_stale = flag(move || {
        state.filled.with(|filled| filled.as_ref().is_some_and(|filled| filled.chosen().stale > 0))
    });
    let missing = text(move || {
        let left = state.inputs.with(|inputs| inputs.left_to_quota);
        state.filled.with(|filled| {
            // Once it is typed nothing is missing.
            let filled = filled.as_ref().filter(|it| it.before.left_to_quota == left);
            filled.map(|it| said::not_in_the_file(it, left, currency.get())).unwrap_or_default()
        })
    });
    let count_them = move |_| {
        if let Some(filled) = state.filled.get_untracked() {
            let filled = Filled { with_stale: !filled.with_stale, ..filled };
            // Only the pipeline: what was typed since the file came stays.
            state.inputs.update(|inputs| inputs.pipeline = filled.pipeline());
            state.filled.set(Some(filled));
        }
    };
    let counted = flag(move || {
        state.filled.with(|filled| filled.as_ref().is_some_and(|filled| filled.with_stale))
    });
    view! {
        <ul class="filled-lines">{lines}</ul>
        <p class="not-in-file">{missing}</p>
        <When shown=has_stale>
            <label class="switch">
                <input type="checkbox" prop:checked=counted on:change=count_them />
                <span>"Count the stale deals too"</span>
            </label>
        </When>
    }
}
