//! *How sure is this win rate?*

mod answer;
mod cards;
mod picture;

use super::currency::CurrencyChoice;
use super::rate_inputs::CountInputs;
use super::state::{CalculatorState, money, rate};
use crate::domain::{CalculatorInputs, Money};
use crate::engine::rate_precision::{Decided, Precision, precision};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::unclear::Unclear;
use answer::AnswerView;
use leptos::prelude::*;
use picture::PrecisionPicture;

/// What the inputs say of decided deals.
fn decided(inputs: &CalculatorInputs) -> Decided {
    let known = |amount: Money| amount.is_positive().then_some(amount);
    Decided {
        won: inputs.won,
        lost: inputs.lost,
        won_amount: known(inputs.won_amount),
        lost_amount: known(inputs.lost_amount),
    }
}

/// A win rate's precision and what it was asked for; `None` where nothing is decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The deals.
    pub deals: Decided,
    /// Half the width of a tight range.
    pub within: f64,
    /// What they say.
    pub precision: Precision,
}

/// The calculator.
#[component]
pub fn WinRateCalculator() -> impl IntoView {
    let state = CalculatorState::here();
    let found = Memo::new(move |_| {
        state.inputs.with(|inputs| {
            let (deals, within) = (decided(inputs), inputs.within.share());
            precision(deals, within).map(|precision| Found { deals, within, precision })
        })
    });
    let unclear = Unclear::provide().any();
    view! {
        <div class="calc" class:unclear=unclear>
            <div class="answer-col">
                <AnswerView found />
            <p class="outdated">"This is the answer to the last figures that made sense."</p>
            </div>
            <div class="inputs">
                <Inputs />
                <CurrencyChoice />
            </div>
            <PrecisionPicture found />
        </div>
    }
}

#[component]
fn Inputs() -> impl IntoView {
    let state = CalculatorState::here();
    let amounts = state.money();
    let (won, set_won) = state
        .field(|inputs| inputs.won_amount.units(), |inputs, new| inputs.won_amount = money(new));
    let (lost, set_lost) = state
        .field(|inputs| inputs.lost_amount.units(), |inputs, new| inputs.lost_amount = money(new));
    let (within, set_within) =
        state.field(|inputs| inputs.within.percent(), |inputs, new| inputs.within = rate(new));
    let within_limits = Limits { least: 1.0, most: 30.0 };
    view! {
        <CountInputs />
        <NumberField label="Worth of the won deals" id="won-amount" quantity=amounts limits=Limits::MONEY value=won on_change=set_won />
        <NumberField label="Worth of the lost deals" id="lost-amount" quantity=amounts limits=Limits::MONEY value=lost on_change=set_lost />
        <NumberField label="Tight means give or take" id="within" quantity=Quantity::Percent limits=within_limits value=within on_change=set_within />
    }
}
