//! What if? Other figures tried, and nothing changed by it.

use super::RepState;
use crate::domain::{Money, Rate};
use crate::engine::coverage::{Question, WinRateSource};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::unclear::Unclear;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use leptos::prelude::*;

/// The sliders, folded away until they are wanted.
#[component]
pub fn WhatIf() -> impl IntoView {
    let state = RepState::here();
    let open = RwSignal::new(false);
    let tried = flag(move || state.trial.with(Option::is_some));
    let words = text(move || if open.get() { "Close" } else { "Try changes" }.to_owned());
    let turn = move |_| {
        open.update(|open| *open = !*open);
        if !open.get_untracked() {
            state.trial.set(None);
        }
    };
    view! {
        <section class="what-if" class:tried=tried>
            <div class="buttons">
                <button class="button" type="button" aria-expanded=text(move || open.get().to_string()) on:click=turn>
                    {words}
                </button>
                <When shown=tried>
                    <button class="button" type="button" on:click=move |_| state.trial.set(None)>
                        "Back to the real figures"
                    </button>
                </When>
                <When shown=open>
                    <p class="sub">"A try-out: nothing that is kept changes."</p>
                </When>
            </div>
            <When shown=open>
                <Fields />
            </When>
        </section>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let state = RepState::here();
    Unclear::provide();
    let dollars = Signal::derive(move || Quantity::Money(state.currency.get()));
    let (left, set_left) =
        field(state, |q| q.left_to_quota.units(), |q, new| q.left_to_quota = money(new));
    let (deal, set_deal) =
        field(state, |q| q.average_deal.units(), |q, new| q.average_deal = money(new));
    let (pipeline, set_pipeline) =
        field(state, |q| q.pipeline.units(), |q, new| q.pipeline = money(new));
    let (rate, set_rate) = field(
        state,
        |q| q.win_rate.raw().unwrap_or(Rate::ZERO).percent(),
        |q, new| q.win_rate = WinRateSource::Stated(Rate::from_percent(new).unwrap_or(Rate::ZERO)),
    );
    let percent = Limits { least: 1.0, most: 100.0 };
    view! {
        <div class="inputs">
            <NumberField label="Win rate" id="try-rate" quantity=Quantity::Percent limits=percent value=rate on_change=set_rate />
            <NumberField label="Average won deal" id="try-deal" quantity=dollars limits=Limits::MONEY value=deal on_change=set_deal />
            <NumberField label="Pipeline now" id="try-pipeline" quantity=dollars limits=Limits::MONEY value=pipeline on_change=set_pipeline />
            <NumberField label="Left to quota" id="try-left" quantity=dollars limits=Limits::MONEY value=left on_change=set_left />
        </div>
    }
}

fn field(
    state: RepState,
    get: fn(&Question) -> f64,
    set: fn(&mut Question, f64),
) -> (Signal<f64>, Callback<f64>) {
    // What is tried, or the rep's own.
    let question = move || {
        let own = || state.now.with(|now| Some(*now.as_ref()?.need.as_ref().ok()?.question()));
        state.trial.get().or_else(own)
    };
    let value = Memo::new(move |_| question().as_ref().map_or(0.0, get));
    let change = move |new| {
        if let Some(mut asked) = untrack(question).filter(|asked| get(asked) != new) {
            set(&mut asked, new);
            state.trial.set(Some(asked));
        }
    };
    (value.into(), Callback::new(change))
}

fn money(units: f64) -> Money {
    Money::from_units(units).unwrap_or_default()
}
