//! A day, chosen with the browser's own calendar.

use crate::domain::day;
use jiff::civil::Date;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// The first day that may be chosen: a year that is typed digit by digit is below it.
pub const FIRST: &str = "1950-01-01";

/// The last one.
pub const LAST: &str = "2199-12-31";

/// A labelled day that may be left empty. What is typed only in part changes nothing.
#[component]
pub fn DateField(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Tells it apart from the page's other fields.
    #[prop(into)]
    id: String,
    /// Whether the label is only for those who can't see what stands around it.
    #[prop(optional)]
    label_hidden: bool,
    /// What of, after the label, for those who can't see what stands around it.
    #[prop(optional, into)]
    of: Option<String>,
    /// The day, if there is one.
    #[prop(into)]
    value: Signal<Option<Date>>,
    /// Called with another day, or none.
    #[prop(into)]
    on_change: Callback<Option<Date>>,
) -> impl IntoView {
    // Written only where it changed: what is typed in part stays.
    let text = Memo::new(move |_| value.get().map(day::written).unwrap_or_default());
    let changed = move |event| {
        if event_target::<HtmlInputElement>(&event).check_validity() {
            let _ = on_change.try_run(day::read(&event_target_value(&event)));
        }
    };
    view! {
        <div class="field text-field">
            <label class="field-label" class:visually-hidden=label_hidden for=id.clone()>
                {label}
                {of.map(|of| view! { <span class="visually-hidden">{format!(" of {of}")}</span> })}
            </label>
            <input
                id=id
                class="text-input"
                type="date"
                min=FIRST
                max=LAST
                prop:value=text
                on:change=changed
            />
        </div>
    }
}
