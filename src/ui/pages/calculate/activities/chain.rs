//! The chain of conversions before the deal, and what was seen from end to end.

use super::super::state::{CalculatorState, count, rate};
use super::in_sentence;
use crate::domain::plain_text::is_unwanted;
use crate::domain::{CalculatorInputs, ChainStep, Rate};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use leptos::prelude::*;

/// What new steps are called until they are named: the first name that is still free.
const NEW_STEPS: [&str; 7] = [
    "First meetings",
    "Conversations",
    "Calls",
    "Mailings",
    "Contacts found",
    "Accounts picked",
    "Activities",
];

/// A field a step: its name and how many lead on; steps can be added and taken away.
#[component]
pub fn ChainInputs() -> impl IntoView {
    let state = CalculatorState::here();
    // Only the number of steps makes new fields: typing a name must not make the field anew.
    let steps = Memo::new(move |_| state.inputs.with(|inputs| inputs.steps.len()));
    let add = move |_| {
        state.inputs.update(|inputs| {
            let is_free = |name: &&str| inputs.steps.iter().all(|step| step.name != **name);
            let name = NEW_STEPS.iter().copied().find(is_free).unwrap_or_default().to_owned();
            inputs.steps.push(ChainStep { name, conversion: Rate::clamped(0.2) });
        });
    };
    let remove = move |_| {
        state.inputs.update(|inputs| {
            inputs.steps.pop();
        });
    };
    let full = flag(move || steps.get() >= CalculatorInputs::MOST_STEPS);
    view! {
        {move || (0..steps.get()).map(|at| view! { <StepInputs at /> }).collect_view()}
        <div class="chain-buttons">
            <button class="button" type="button" on:click=add disabled=full>
                "Add a step before"
            </button>
            <button class="button" type="button" on:click=remove disabled=flag(move || steps.get() == 0)>
                "Remove the last step"
            </button>
        </div>
        <When shown=full>
            <p class="sub">{format!("{} steps are the most that fit.", CalculatorInputs::MOST_STEPS)}</p>
        </When>
    }
}

#[component]
fn StepInputs(at: usize) -> impl IntoView {
    let state = CalculatorState::here();
    let name = Memo::new(move |_| {
        state
            .inputs
            .with(|inputs| inputs.steps.get(at).map(|step| step.name.clone()).unwrap_or_default())
    });
    let next = Memo::new(move |_| state.inputs.with(|inputs| next_step(&inputs.steps, at)));
    let value = Memo::new(move |_| {
        state
            .inputs
            .with(|inputs| inputs.steps.get(at).map_or(0.0, |step| step.conversion.percent()))
    });
    let change = move |percent: f64| {
        state.inputs.update(|inputs| {
            if let Some(step) = inputs.steps.get_mut(at) {
                step.conversion = rate(percent);
            }
        });
    };
    let rename = move |event: leptos::ev::Event| {
        let text: String = event_target_value(&event)
            .chars()
            .filter(|letter| !is_unwanted(*letter))
            .take(ChainStep::LONGEST_NAME)
            .collect();
        let field = event_target::<web_sys::HtmlInputElement>(&event);
        if text.trim().is_empty() {
            // A step has a name: the last one stays.
            field.set_value(&name.get_untracked());
            return;
        }
        state.inputs.update(|inputs| {
            if let Some(step) = inputs.steps.get_mut(at) {
                text.trim().clone_into(&mut step.name);
            }
        });
        field.set_value(text.trim());
    };
    let label = move || format!("{} that become {}", name.get(), next.get());
    view! {
        <div class="step">
            <label class="step-name">
                <span class="visually-hidden">{format!("Name of step {}", at + 1)}</span>
                <input
                    type="text"
                    maxlength=ChainStep::LONGEST_NAME
                    autocomplete="off"
                    prop:value=name
                    on:change=rename
                />
            </label>
            <NumberField
                label=Signal::derive(label)
                id=format!("step-{at}")
                quantity=Quantity::Percent
                limits=Limits::PERCENT
                value
                on_change=change
            />
        </div>
    }
}

/// What a step leads to, in the middle of a sentence.
fn next_step(steps: &[ChainStep], at: usize) -> String {
    at.checked_sub(1)
        .and_then(|before| steps.get(before))
        .map_or_else(|| "deals".to_owned(), |step| in_sentence(&step.name))
}

/// What was seen from end to end, to hold the chain against.
#[component]
pub fn ObservedInputs() -> impl IntoView {
    let state = CalculatorState::here();
    let outermost = Memo::new(move |_| {
        state.inputs.with(|inputs| {
            inputs.steps.last().map_or_else(|| "Deals".to_owned(), |step| step.name.clone())
        })
    });
    let (seen, set_seen) = state.field(
        |inputs| inputs.observed_activities as f64,
        |inputs, new| inputs.observed_activities = count(new),
    );
    let (wins, set_wins) = state.field(
        |inputs| inputs.observed_wins as f64,
        |inputs, new| inputs.observed_wins = count(new),
    );
    view! {
        <details class="observed">
            <summary>"Check the chain against what you saw"</summary>
            <NumberField
                label=Signal::derive(move || format!("{}, last year", outermost.get()))
                id="seen"
                quantity=Quantity::Count
                limits=Limits::COUNT
                value=seen
                on_change=set_seen
            />
            <NumberField
                label="Deals won from them"
                id="seen-wins"
                quantity=Quantity::Count
                limits=Limits::COUNT
                value=wins
                on_change=set_wins
            />
        </details>
    }
}
