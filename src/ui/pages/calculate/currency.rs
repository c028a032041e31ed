//! How amounts are written.

use super::state::CalculatorState;
use crate::domain::Currency;
use leptos::prelude::*;

/// The choice of a currency. Amounts are not converted.
#[component]
pub fn CurrencyChoice() -> impl IntoView {
    let state = CalculatorState::here();
    let currency = state.currency();
    let choose = move |event| {
        if let Some(currency) = Currency::from_code(&event_target_value(&event)) {
            state.inputs.update(|inputs| inputs.currency = currency);
        }
    };
    let option = move |each: Currency| {
        let chosen = move || currency.get() == each;
        view! { <option value=each.code() prop:selected=chosen>{each.code()}</option> }
    };
    view! {
        <div class="field currency">
            <label class="field-label" for="currency">
                "Amounts in"
            </label>
            <select id="currency" on:change=choose>
                {Currency::ALL.map(option).collect_view()}
            </select>
        </div>
    }
}
