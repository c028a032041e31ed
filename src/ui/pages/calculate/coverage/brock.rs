//! The same quota at another win rate: two reps, at 50% and 20%, one tap each. (David Brock's
//! point: one flat multiple is wrong for both.)

use super::super::state::CalculatorState;
use crate::domain::{Rate, RateFrom};
use crate::engine::coverage::{Question, WinRateSource, answer};
use crate::ui::derive::text;
use crate::ui::format::{multiple, whole_percent};
use leptos::prelude::*;

/// The win rates of the two.
pub const BROCKS_RATES: [f64; 2] = [0.5, 0.2];

/// What each of the two needs, and a tap that takes their win rate over.
#[component]
pub fn BrocksReps(asked: Memo<Question>) -> impl IntoView {
    let state = CalculatorState::here();
    let rep = move |share: f64| {
        let win_rate = Rate::clamped(share);
        let need = Memo::new(move |_| {
            answer(Question { win_rate: WinRateSource::Stated(win_rate), ..asked.get() })
                .ok()
                .map(|answer| answer.need.coverage)
        });
        let needs = text(move || {
            need.get().map_or_else(String::new, |need| format!("needs {}", multiple(need)))
        });
        let is_it = text(move || {
            let of_inputs = state.inputs.with(|inputs| {
                inputs.rate_from == RateFrom::Stated && inputs.stated_rate == win_rate
            });
            of_inputs.to_string()
        });
        let take = move |_| {
            state.inputs.update(|inputs| {
                inputs.rate_from = RateFrom::Stated;
                inputs.stated_rate = win_rate;
            });
        };
        view! {
            <button class="button brock" type="button" aria-pressed=is_it on:click=take>
                <span>{format!("A {} win rate", whole_percent(share))}</span>
                <b>{needs}</b>
            </button>
        }
    };
    view! {
        <div class="brock-row">
            <p class="sub">"The same quota, another rep:"</p>
            {BROCKS_RATES.map(rep).collect_view()}
        </div>
    }
}
