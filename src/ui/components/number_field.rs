//! A number, typed or slid: a text field and a slider that hold the same value.

use super::quantity::{Limits, Quantity};
use super::slider_span::SliderSpan;
use leptos::ev;
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
    // Some(text) while the field holds something other than its value, neatly written.
    let typed = RwSignal::new(None::<String>);
    let error = Memo::new(move |_| {
        typed.with(|text| text.as_ref().and_then(|text| quantity.get().read(text, limits).err()))
    });
    let sliding = RwSignal::new(false);
    let span = Memo::new(move |previous: Option<&SliderSpan>| {
        let (value, quantity) = (value.get(), quantity.get());
        match previous {
            Some(span) if quantity.span_follows() && (sliding.get() || span.suits(value)) => *span,
            _ => quantity.span(value, limits),
        }
    });
    let change = move |new: f64| on_change.run(new.clamp(limits.least, limits.most));
    let shown = move || typed.get().unwrap_or_else(|| quantity.get().write(value.get()));

    let focus = move |event: ev::FocusEvent| {
        let field = event_target::<web_sys::HtmlInputElement>(&event);
        if error.with_untracked(Option::is_none) {
            let text = quantity.get_untracked().edit(value.get_untracked());
            field.set_value(&text);
            typed.set(Some(text));
        }
        field.select();
    };
    let input = move |event: ev::Event| {
        let text = event_target_value(&event);
        if let Ok(new) = quantity.get_untracked().read(&text, limits) {
            change(new);
        }
        typed.set(Some(text));
    };
    let settle = move || {
        if error.with_untracked(Option::is_none) {
            typed.set(None);
        }
    };
    let step = move |steps: f64| {
        change(span.get_untracked().stepped(value.get_untracked(), steps));
        typed.set(Some(quantity.get_untracked().edit(value.get_untracked())));
    };
    let key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowUp" => {
            event.prevent_default();
            step(1.0);
        }
        "ArrowDown" => {
            event.prevent_default();
            step(-1.0);
        }
        "Enter" => settle(),
        "Escape" => typed.set(None),
        _ => {}
    };
    let slide = move |event: ev::Event| {
        sliding.set(true);
        typed.set(None);
        if let Ok(new) = event_target_value(&event).parse() {
            change(new);
        }
    };

    let error_id = format!("{id}-error");
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {move || label.get()}
            </label>
            <input
                class="field-text"
                id=id.clone()
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                prop:value=shown
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=error_id.clone()
                on:focus=focus
                on:input=input
                on:blur=move |_| settle()
                on:keydown=key
            />
            <input
                class="slider"
                type="range"
                aria-label=move || format!("{}, slider", label.get())
                aria-valuetext=move || quantity.get().write(value.get())
                min=move || span.get().least
                max=move || span.get().most
                step=move || span.get().step
                prop:value=move || {
                    // After the span: a range input holds its value inside the span it has.
                    span.track();
                    value.get().to_string()
                }
                style=("--part", move || format!("{:.4}", span.get().part(value.get())))
                on:input=slide
                on:change=move |_| sliding.set(false)
            />
            <p class="field-error" id=error_id role="alert">
                {move || error.get()}
            </p>
        </div>
    }
}
