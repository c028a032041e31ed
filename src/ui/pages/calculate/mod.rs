//! The calculators: what if? No data needed.

mod activities;
pub mod answer_frame;
pub mod coverage;
mod currency;
mod fill;
mod keep;
pub mod link;
mod rate_inputs;
pub mod reasons;
mod share;
mod state;
mod win_rate;

use crate::domain::CalculatorInputs;
use crate::ui::components::tabs::Tabs;
use crate::ui::derive::flag;
use crate::ui::route::{Calculator, Route};
use fill::{FillButton, FilledFrom, fill_by_drop};
use leptos::prelude::*;
use share::ShareButton;
pub use state::CalculatorState;

/// The calculators' state for the whole app, with the inputs of the last visit, and kept from
/// now on wherever one is.
pub fn provide() {
    let state = CalculatorState::provide();
    keep::restore(state);
    keep::follow(state);
    keep::follow_erasing(state);
}

/// Takes the inputs of the last visit if nothing was typed since.
pub fn restore_untouched(state: CalculatorState) {
    if state.inputs.with_untracked(|inputs| *inputs == CalculatorInputs::default()) {
        keep::restore(state);
    }
}

/// The page: a tab a calculator.
#[component]
pub fn CalculatePage(
    /// The address's fragment.
    #[prop(into)]
    fragment: Signal<String>,
) -> impl IntoView {
    let state = CalculatorState::here();
    keep::take_links(state, fragment);
    fill_by_drop(state);
    let calculator = Memo::new(move |_| match Route::parse(&fragment.get()) {
        Route::Calculate(calculator) => calculator,
        Route::Start | Route::Team(_) | Route::Data(_) | Route::Unknown => Calculator::default(),
    });
    Effect::new(move |_| {
        document().set_title(&format!("{} · Ridealong", tab(calculator.get())));
    });
    let tabs = Calculator::ALL
        .map(|each| {
            (tab(each), Route::Calculate(each).href(), flag(move || calculator.get() == each))
        })
        .to_vec();
    view! {
        <header class="page">
            <div>
                <h1 tabindex="-1">{move || question(calculator.get())}</h1>
                <p class="sub">"No data needed. Nothing you type leaves this device."</p>
            </div>
            <div class="buttons">
                <FillButton />
                <ShareButton calculator />
            </div>
        </header>
        <keep::KeepNotice />
        <Tabs name="Calculators" tabs />
        <FilledFrom />
        {move || match calculator.get() {
            Calculator::Coverage => view! { <coverage::CoverageCalculator /> }.into_any(),
            Calculator::WinRate => view! { <win_rate::WinRateCalculator /> }.into_any(),
            Calculator::Activities => view! { <activities::ActivityCalculator /> }.into_any(),
        }}
    }
}

const fn question(calculator: Calculator) -> &'static str {
    match calculator {
        Calculator::Coverage => "How much pipeline is enough?",
        Calculator::WinRate => "How sure is this win rate?",
        Calculator::Activities => "What does a week have to hold?",
    }
}

const fn tab(calculator: Calculator) -> &'static str {
    match calculator {
        Calculator::Coverage => "Coverage",
        Calculator::WinRate => "Win rate",
        Calculator::Activities => "Activity numbers",
    }
}
