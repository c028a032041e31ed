//! A number, typed or slid: a text field and a slider that hold the same value.

use super::field_state::FieldState;
use super::quantity::{Limits, Quantity};
use super::unclear::Unclear;
use crate::ui::derive::{maybe, text};
use leptos::prelude::*;

/// A labelled number with a text field and a slider.
///
/// What is typed counts at once where it can be read; nonsense gets one sentence at the field
/// and the last good value stays. The slider's span is set anew when it is let go near an end.
#[component]
pub fn NumberField(
    /// What it is called; also its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Tells it apart from the page's other fields.
    #[prop(into)]
    id: String,
    /// What it holds.
    #[prop(into)]
    quantity: Signal<Quantity>,
    /// The values it takes.
    limits: Limits,
    /// The value now.
    #[prop(into)]
    value: Signal<f64>,
    /// Called with every new good value.
    #[prop(into)]
    on_change: Callback<f64>,
) -> impl IntoView {
    let field = FieldState::new(quantity, limits, value, on_change);
    Unclear::follow(field.error);
    let error_id = format!("{id}-error");
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            <input
                class="field-text"
                id=id
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                style=("--wide", text(move || format!("{:.0}px", field.width())))
                prop:value=text(move || field.text())
                aria-invalid=maybe(move || field.error.with(|error| error.as_ref().map(|_| "true".to_owned())))
                aria-describedby=error_id.clone()
                on:focus=move |event| field.focus(&event)
                on:input=move |event| field.input(event_target_value(&event))
                on:blur=move |_| field.settle()
                on:keydown=move |event| field.key(&event)
            />
            <input
                class="slider"
                type="range"
                aria-label=text(move || format!("{}, slider", label.get()))
                aria-valuetext=text(move || field.written())
                min=text(move || field.span.get().least.to_string())
                max=text(move || field.span.get().most.to_string())
                step=text(move || field.span.get().step.to_string())
                prop:value=text(move || {
                    // After the span: a range input holds its value inside the span it has.
                    field.span.track();
                    field.value().to_string()
                })
                style=("--part", text(move || format!("{:.4}", field.span.get().part(field.value()))))
                on:input=move |event| field.slide(&event_target_value(&event))
                on:change=move |_| field.let_go()
                on:pointerdown=move |event| field.touch(&event)
                on:pointerup=move |_| field.let_go()
                on:pointercancel=move |_| field.give_back()
            />
            <p class="field-error" id=error_id role="alert">
                {text(move || field.error.get().unwrap_or_default())}
            </p>
        </div>
    }
}
