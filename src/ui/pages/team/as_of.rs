//! The day that a team is looked at from.

use crate::domain::day;
use crate::ui::components::date_field;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::team::TeamLook;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// Shows the day, and lets another be chosen.
#[component]
pub fn AsOfControl() -> impl IntoView {
    let look = TeamLook::here();
    let chosen = flag(move || look.settings.with(|settings| settings.as_of.is_some()));
    let value = text(move || {
        look.now.with(|now| now.as_ref().map(|now| day::written(now.as_of)).unwrap_or_default())
    });
    let choose = move |event| {
        // A date that is not whole yet is empty, and a year that is still typed is none of these:
        // nothing changes until it is.
        if event_target::<HtmlInputElement>(&event).check_validity()
            && let Some(day) = day::read(&event_target_value(&event))
        {
            look.look_from(Some(day));
        }
    };
    let why = text(move || {
        look.now
            .with(|now| {
                let now = now.as_ref()?;
                if !chosen.get() {
                    return now.proposed.sentence(format::date);
                }
                let is_earlier = now.as_of < now.proposed.day();
                is_earlier.then(|| {
                    "As it was known that day, which still counts as one of the days left."
                        .to_owned()
                })
            })
            .unwrap_or_default()
    });
    let back = text(move || {
        look.now.with(|now| {
            now.as_ref()
                .map(|now| format!("Back to {}", format::date(now.proposed.day())))
                .unwrap_or_default()
        })
    });
    view! {
        <div class="as-of">
            <label class="pill">
                "As of"
                <input type="date" required min={date_field::FIRST} max={date_field::LAST} prop:value=value on:change=choose />
            </label>
            <When shown=chosen>
                <button class="button" type="button" on:click=move |_| look.look_from(None)>
                    {back}
                </button>
            </When>
            <p class="sub">{why}</p>
        </div>
    }
}
