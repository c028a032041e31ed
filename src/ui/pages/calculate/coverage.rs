//! *How much pipeline is enough?*

mod answer;
mod brock;
pub mod cards;
pub mod picture;
pub mod readout;
pub mod round_rows;

use super::rate_inputs::RateInputs;
use super::state::{CalculatorState, money, rate, win_rate};
use crate::domain::CalculatorInputs;
use crate::engine::coverage;
use crate::engine::coverage::{Answer, NoAnswer, Question};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::unclear::Unclear;
use crate::ui::pages::calculate::currency::CurrencyChoice;
use answer::AnswerView;
pub use answer::a_chance;
pub use brock::BROCKS_RATES;
use brock::BrocksReps;
use leptos::prelude::*;
use picture::ChancePicture;

/// What the inputs ask.
pub fn question(inputs: &CalculatorInputs) -> Question {
    Question {
        left_to_quota: inputs.left_to_quota,
        average_deal: inputs.average_deal,
        win_rate: win_rate(inputs),
        pipeline: inputs.pipeline,
        wanted: inputs.wanted,
    }
}

/// The answer to it, or the reason why there is none.
pub type Outcome = Result<Answer, NoAnswer>;

/// The calculator.
#[component]
pub fn CoverageCalculator() -> impl IntoView {
    let state = CalculatorState::here();
    let asked = Memo::new(move |_| state.inputs.with(question));
    let answer = Memo::new(move |_| coverage::answer(asked.get()));
    let unclear = Unclear::provide().any();
    view! {
        <div class="calc" class:unclear=unclear>
            <div class="answer-col">
                <AnswerView answer />
            <p class="outdated">"This is the answer to the last figures that made sense."</p>
            </div>
            <BrocksReps asked />
            <div class="inputs">
                <Inputs />
                <CurrencyChoice />
            </div>
            <ChancePicture answer currency=state.currency() />
        </div>
    }
}

#[component]
fn Inputs() -> impl IntoView {
    let state = CalculatorState::here();
    let dollars = state.money();
    let (left, set_left) = state.field(
        |inputs| inputs.left_to_quota.units(),
        |inputs, new| inputs.left_to_quota = money(new),
    );
    let (deal, set_deal) = state.field(
        |inputs| inputs.average_deal.units(),
        |inputs, new| inputs.average_deal = money(new),
    );
    let (pipeline, set_pipeline) =
        state.field(|inputs| inputs.pipeline.units(), |inputs, new| inputs.pipeline = money(new));
    let (wanted, set_wanted) =
        state.field(|inputs| inputs.wanted.percent(), |inputs, new| inputs.wanted = rate(new));
    let wanted_limits = Limits { least: 1.0, most: 99.0 };
    view! {
        <NumberField label="Left to quota" id="left" quantity=dollars limits=Limits::MONEY value=left on_change=set_left />
        <NumberField label="Average won deal" id="deal" quantity=dollars limits=Limits::MONEY value=deal on_change=set_deal />
        <RateInputs />
        <NumberField label="Pipeline now" id="pipeline" quantity=dollars limits=Limits::MONEY value=pipeline on_change=set_pipeline />
        <NumberField label="Chance you want" id="wanted" quantity=Quantity::Percent limits=wanted_limits value=wanted on_change=set_wanted />
    }
}
