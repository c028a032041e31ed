//! The forecast of a made-up team as WebAssembly, for the benchmark that times it in the browser
//! beside plain JavaScript (`tests/bench/forecast-speed.bench.mjs`).

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::expect_used,
    reason = "small numbers, and a bench that can't go on says why by panicking"
)]

mod held;
#[path = "../numbers.rs"]
mod numbers;
mod team;

use ridealong::domain::{Money, Multiple};
use ridealong::engine::coverage_curve::coverage_curve;
use ridealong::engine::forecast::{Forecaster, RepForecast, Standing};
use ridealong::engine::goal::RepQuota;
use ridealong::engine::pipeline_need::{PipelineNeed, Seat, pipeline_need};
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

/// The chance that the needed pipeline is to give.
const WANTED: f64 = 0.8;

fn main() {}

/// A team, fitted and ready to be asked.
#[wasm_bindgen]
pub struct Team {
    forecasts: Vec<RepForecast>,
}

#[wasm_bindgen]
impl Team {
    /// Fits a team of so many reps with about so many open deals each.
    #[wasm_bindgen(constructor)]
    pub fn new(reps: usize, open_deals: usize) -> Self {
        let forecaster = team::forecaster(reps, open_deals);
        let forecasts = (0..reps).map(|rep| forecast(&forecaster, rep)).collect();
        Self { forecasts }
    }

    /// For each rep: the chance of quota, the coverage needed for the wanted chance (-1 where
    /// there is none), and the chances along the curve.
    pub fn recompute(&self) -> Vec<f64> {
        let mut answers = Vec::new();
        for seat in self.seats() {
            // As it is worked out for whoever is shown it.
            let seat = Seat::new(seat.outlook, seat.left, seat.form);
            answers.push(seat.now.share());
            let need = match pipeline_need(seat, WANTED) {
                PipelineNeed::OwnMix { coverage, .. } => coverage.times(),
                PipelineNeed::NoneNeeded => 0.0,
                PipelineNeed::CreatedToday { .. } | PipelineNeed::CannotBeDone => -1.0,
            };
            answers.push(need);
            let have = Multiple::of(seat.outlook.pipeline(), seat.left);
            let curve = coverage_curve(seat, top_of_curve(need));
            // The peer has no point for what there is.
            let even = curve.iter().filter(|(coverage, _)| Some(*coverage) != have);
            answers.extend(even.map(|(_, chance)| chance.share()));
        }
        answers
    }

    /// What the chances are worked out from, as JSON: the same to whoever answers.
    pub fn questions(&self) -> String {
        let question = |seat: Seat<'_>| {
            let outlook = seat.outlook;
            let forms: Vec<_> = seat
                .form
                .nodes()
                .into_iter()
                .map(|node| {
                    let chances: Vec<f64> =
                        outlook.deals.iter().map(|deal| deal.chance(node.factor)).collect();
                    json!({
                        "weight": node.weight,
                        "chances": chances,
                        "newWins": outlook.new_wins.mean * node.factor,
                    })
                })
                .collect();
            let units = |amounts: Vec<Money>| -> Vec<f64> {
                amounts.into_iter().map(Money::units).collect()
            };
            json!({
                "left": seat.left.units(),
                "wanted": WANTED,
                "amounts": units(outlook.deals.iter().map(|deal| deal.amount).collect()),
                "forms": forms,
                "dispersion": outlook.new_wins.dispersion,
                "sizes": units(outlook.sizes.amounts().to_vec()),
            })
        };
        json!(self.seats().map(question).collect::<Vec<_>>()).to_string()
    }

    fn seats(&self) -> impl Iterator<Item = Seat<'_>> {
        self.forecasts.iter().filter_map(RepForecast::seat)
    }
}

fn top_of_curve(need: f64) -> Multiple {
    Multiple::new((1.4 * need).max(8.0)).expect("a multiple")
}

/// With a quota of 0.7 to 1.3 times what is expected, in whole dollars.
fn forecast(forecaster: &Forecaster, rep: usize) -> RepForecast {
    let period = forecaster.period();
    let of = |quota| {
        let asked = RepQuota { quota, booked: Money::ZERO, without_a_deal: Money::ZERO };
        forecaster.rep(rep, period, asked).expect("a rep")
    };
    let expected = of(None).total().mean;
    let quota = expected * (0.7 + 0.1 * (rep % 7) as f64);
    let forecast = of(Money::from_units(quota.ceil()));
    assert!(matches!(forecast.standing, Standing::Open { .. }), "something is left");
    forecast
}
