//! The win rate as an input: counts of won and lost deals, or a rate.

use super::state::{CalculatorState, count, rate};
use crate::domain::RateFrom;
use crate::ui::components::choice::Choice;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::derive::text;
use leptos::prelude::*;

/// The choice of source and the fields that go with it.
#[component]
pub fn RateInputs() -> impl IntoView {
    let state = CalculatorState::here();
    let from = Memo::new(move |_| state.inputs.with(|inputs| inputs.rate_from));
    let choose = move |from| state.inputs.update(|inputs| inputs.rate_from = from);
    let fields = move || match from.get() {
        RateFrom::Counts => view! { <CountInputs /> }.into_any(),
        RateFrom::Stated => {
            let (value, on_change) = state.field(
                |inputs| inputs.stated_rate.percent(),
                |inputs, new| inputs.stated_rate = rate(new),
            );
            view! {
                <NumberField label="Win rate" id="rate" quantity=Quantity::Percent limits=Limits::PERCENT value on_change />
            }
            .into_any()
        }
    };
    view! {
        <Choice
            legend="Win rate from"
            name="rate-from"
            options=vec![(RateFrom::Counts, "Deals won and lost"), (RateFrom::Stated, "A win rate")]
            chosen=from
            on_choose=choose
        />
        {fields}
    }
}

/// Deals won and lost.
#[component]
pub fn CountInputs() -> impl IntoView {
    let state = CalculatorState::here();
    let (won, set_won) =
        state.field(|inputs| inputs.won as f64, |inputs, new| inputs.won = count(new));
    let (lost, set_lost) =
        state.field(|inputs| inputs.lost as f64, |inputs, new| inputs.lost = count(new));
    // A file holds what it holds.
    let since =
        Memo::new(
            move |_| {
                if state.filled.with(Option::is_some) { "in the file" } else { "last year" }
            },
        );
    let label = move |what: &'static str| text(move || format!("Deals {what}, {}", since.get()));
    view! {
        <NumberField label=label("won") id="won" quantity=Quantity::Count limits=Limits::COUNT value=won on_change=set_won />
        <NumberField label=label("lost") id="lost" quantity=Quantity::Count limits=Limits::COUNT value=lost on_change=set_lost />
    }
}
