//! What the calculators share.

use super::fill::Filled;
use crate::domain::{CalculatorInputs, Currency, Money, Rate, RateFrom};
use crate::engine::coverage::WinRateSource;
use crate::ui::components::quantity::Quantity;
use leptos::prelude::*;

/// The inputs, the file they were filled from, and what there is to say about them.
#[derive(Clone, Copy)]
pub struct CalculatorState {
    /// What was typed.
    pub inputs: RwSignal<CalculatorInputs>,
    /// The file that filled them, as long as this tab is open.
    pub filled: RwSignal<Option<Filled>>,
    /// A sentence about a link or a file.
    pub notice: RwSignal<Option<Said>>,
    /// Why the inputs are not being kept; `None` while they are.
    pub unkept: RwSignal<Option<String>>,
}

/// A sentence with, where it is about replaced inputs, those that were there before.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// What happened and what to do.
    pub sentence: String,
    /// The person's own inputs, to be had back.
    pub undo: Option<CalculatorInputs>,
}

impl Said {
    /// A sentence with nothing to undo.
    pub fn only(sentence: String) -> Self {
        Self { sentence, undo: None }
    }
}

impl CalculatorState {
    /// A state for all components below.
    pub fn provide() -> Self {
        let state = Self {
            inputs: RwSignal::new(CalculatorInputs::default()),
            filled: RwSignal::new(None),
            notice: RwSignal::new(None),
            unkept: RwSignal::new(None),
        };
        provide_context(state);
        state
    }

    /// The state of the page.
    pub fn here() -> Self {
        expect_context()
    }

    /// The currency.
    pub fn currency(self) -> Signal<Currency> {
        Memo::new(move |_| self.inputs.with(|inputs| inputs.currency)).into()
    }

    /// Amounts in the currency.
    pub fn money(self) -> Signal<Quantity> {
        let currency = self.currency();
        Signal::derive(move || Quantity::Money(currency.get()))
    }

    /// An input's value, and how to change it.
    pub fn field(
        self,
        get: fn(&CalculatorInputs) -> f64,
        set: fn(&mut CalculatorInputs, f64),
    ) -> (Signal<f64>, Callback<f64>) {
        let value = Memo::new(move |_| self.inputs.with(get));
        let change = move |new| {
            if self.inputs.with_untracked(get) != new {
                self.inputs.update(|inputs| set(inputs, new));
            }
        };
        (value.into(), Callback::new(change))
    }
}

/// The win rate that the inputs say.
pub const fn win_rate(inputs: &CalculatorInputs) -> WinRateSource {
    match inputs.rate_from {
        RateFrom::Counts => WinRateSource::Counts { won: inputs.won, lost: inputs.lost },
        RateFrom::Stated => WinRateSource::Stated(inputs.stated_rate),
    }
}

/// Units typed into a field as money.
pub fn money(units: f64) -> Money {
    Money::from_units(units).unwrap_or_default()
}

/// Percent typed into a field as a rate.
pub fn rate(percent: f64) -> Rate {
    Rate::clamped(percent / 100.0)
}

/// A count typed into a field.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "fields take 0 to a million"
)]
pub fn count(typed: f64) -> u64 {
    typed.round() as u64
}
