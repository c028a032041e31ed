//! *What does a week have to hold?*

mod answer;
mod cards;
mod chain;
mod picture;

use super::currency::CurrencyChoice;
use super::rate_inputs::RateInputs;
use super::state::{CalculatorState, count, money, win_rate};
use crate::domain::{CalculatorInputs, Money};
use crate::engine::activity_numbers::{Answer, NoNumbers, Observed, Question, answer};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::unclear::Unclear;
use crate::ui::components::when::When;
use answer::AnswerView;
use chain::{ChainInputs, ObservedInputs};
use leptos::prelude::*;
use picture::WeekPicture;

/// What the inputs ask.
fn question(inputs: &CalculatorInputs) -> Question {
    Question {
        left_to_quota: inputs.left_to_quota,
        average_deal: inputs.average_deal,
        win_rate: win_rate(inputs),
        pipeline: if inputs.count_pipeline { inputs.pipeline } else { Money::ZERO },
        conversions: inputs.steps.iter().map(|step| step.conversion).collect(),
        weeks_left: inputs.weeks_left,
        observed: (inputs.observed_activities > 0).then_some(Observed {
            activities: inputs.observed_activities,
            wins: inputs.observed_wins,
        }),
    }
}

/// A question, the names of its activities, and its answer or the reason why there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// The activities' names, from the deal outwards.
    pub names: Vec<String>,
    /// The answer.
    pub answer: Result<Answer, NoNumbers>,
}

impl Asked {
    fn of(inputs: &CalculatorInputs) -> Self {
        let question = question(inputs);
        let names = inputs.steps.iter().map(|step| step.name.clone()).collect();
        let answer = answer(&question);
        Self { question, names, answer }
    }
}

/// A name in the middle of a sentence: "conversations", but "`LinkedIn` messages" and "CRM demos"
/// stay as they were typed.
pub fn in_sentence(name: &str) -> String {
    let mut letters = name.chars();
    let first_word = name.split_whitespace().next().unwrap_or_default();
    match letters.next() {
        Some(first) if !first_word.chars().skip(1).any(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

/// The calculator.
#[component]
pub fn ActivityCalculator() -> impl IntoView {
    let state = CalculatorState::here();
    let asked = Memo::new(move |_| state.inputs.with(Asked::of));
    let unclear = Unclear::provide().any();
    view! {
        <div class="calc" class:unclear=unclear>
            <div class="answer-col">
                <AnswerView asked />
            <p class="outdated">"This is the answer to the last figures that made sense."</p>
            </div>
            <div class="inputs activity">
                <Inputs />
                <CurrencyChoice />
            </div>
            <WeekPicture asked />
        </div>
    }
}

#[component]
fn Inputs() -> impl IntoView {
    let state = CalculatorState::here();
    let amounts = state.money();
    let (left, set_left) = state.field(
        |inputs| inputs.left_to_quota.units(),
        |inputs, new| inputs.left_to_quota = money(new),
    );
    let (deal, set_deal) = state.field(
        |inputs| inputs.average_deal.units(),
        |inputs, new| inputs.average_deal = money(new),
    );
    let (weeks, set_weeks) = state
        .field(|inputs| inputs.weeks_left as f64, |inputs, new| inputs.weeks_left = count(new));
    let weeks_limits = Limits { least: 1.0, most: 60.0 };
    view! {
        <NumberField label="Left to quota" id="left" quantity=amounts limits=Limits::MONEY value=left on_change=set_left />
        <NumberField label="Average won deal" id="deal" quantity=amounts limits=Limits::MONEY value=deal on_change=set_deal />
        <NumberField label="Working weeks left" id="weeks" quantity=Quantity::Count limits=weeks_limits value=weeks on_change=set_weeks />
        <RateInputs />
        <ChainInputs />
        <PipelineInput />
        <ObservedInputs />
    }
}

#[component]
fn PipelineInput() -> impl IntoView {
    let state = CalculatorState::here();
    let amounts = state.money();
    let counted = Memo::new(move |_| state.inputs.with(|inputs| inputs.count_pipeline));
    let (pipeline, set_pipeline) =
        state.field(|inputs| inputs.pipeline.units(), |inputs, new| inputs.pipeline = money(new));
    view! {
        <label class="switch">
            <input
                type="checkbox"
                prop:checked=counted
                on:change=move |_| state.inputs.update(|inputs| inputs.count_pipeline = !inputs.count_pipeline)
            />
            <span>"Take off what the open pipeline should bring"</span>
        </label>
        <When shown=counted>
            <NumberField label="Pipeline now" id="pipeline" quantity=amounts limits=Limits::MONEY value=pipeline on_change=set_pipeline />
        </When>
    }
}
