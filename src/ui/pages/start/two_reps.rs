//! Two reps with the same quota who win 50% and 20% of their deals, and what flat 3x gets wrong for
//! both. (David Brock's point.)

use crate::domain::{CalculatorInputs, Multiple, Rate, RateFrom};
use crate::engine::coverage::{Answer, answer};
use crate::engine::flat_rule::FlatRule;
use crate::ui::format;
use crate::ui::pages::calculate::coverage::{BROCKS_RATES, a_chance, question};
use crate::ui::pages::calculate::link;
use crate::ui::route::{Calculator, Route};
use leptos::prelude::*;

/// What each of the two needs, to scale; a tap opens the calculator with that rep.
#[component]
pub fn TwoReps() -> impl IntoView {
    let reps: Vec<TheRep> = BROCKS_RATES.iter().filter_map(|rate| TheRep::new(*rate)).collect();
    let scale = scale(&reps);
    let about = reps.first().map(TheRep::what_both_have);
    view! {
        <section class="two-reps" aria-labelledby="two-reps-title">
            <h2 id="two-reps-title">"The coverage that two reps need"</h2>
            <p class="sub">{about}</p>
            <ul>{reps.iter().map(|rep| rep_view(rep, scale)).collect_view()}</ul>
        </section>
    }
}

/// One of the two.
#[derive(Clone, Debug, PartialEq)]
struct TheRep {
    inputs: CalculatorInputs,
    answer: Answer,
}

impl TheRep {
    /// The calculator's first example at another win rate; `None` where that gives no number.
    fn new(share: f64) -> Option<Self> {
        let inputs = CalculatorInputs {
            rate_from: RateFrom::Stated,
            stated_rate: Rate::clamped(share),
            ..CalculatorInputs::default()
        };
        let answer = answer(question(&inputs)).ok()?;
        Some(Self { inputs, answer })
    }

    /// What the two have in common.
    fn what_both_have(&self) -> String {
        let short = |amount| format::money_short(amount, self.inputs.currency);
        format!(
            "Each has {} left to quota, wins deals of {} and wants {} chance of quota.",
            short(self.inputs.left_to_quota),
            short(self.inputs.average_deal),
            a_chance(&self.answer)
        )
    }

    /// The calculator, filled with the rep.
    fn href(&self) -> String {
        let query = link::write(Calculator::Coverage, &self.inputs);
        format!("{}?{query}", Route::Calculate(Calculator::Coverage).href())
    }

    /// "Flat 3× asks $53K too much of this rep."
    fn flat_rule(&self) -> String {
        let short = |by| format::money_short(by, self.inputs.currency);
        let chance = format::chance(self.answer.flat_rule.chance);
        match FlatRule::of(&self.answer) {
            FlatRule::TooMuch { by, .. } => {
                format!("Flat 3× asks {} too much: a {chance} chance of quota.", short(by))
            }
            FlatRule::TooLittle { by, .. } => {
                format!("Flat 3× asks {} too little: a {chance} chance of quota.", short(by))
            }
            FlatRule::MayBeRight => format!("Flat 3× is right here: a {chance} chance of quota."),
        }
    }
}

/// What the whole width stands for: the larger need.
fn scale(reps: &[TheRep]) -> f64 {
    reps.iter()
        .map(|rep| rep.answer.need.coverage.times())
        .fold(Multiple::FLAT_RULE.times(), f64::max)
}

/// A coverage's place on a width that stands for `scale`.
fn place(coverage: Multiple, scale: f64) -> String {
    format!("{:.2}%", (coverage.times() / scale).min(1.0) * 100.0)
}

fn rep_view(rep: &TheRep, scale: f64) -> impl IntoView + use<> {
    let need = rep.answer.need.coverage;
    view! {
        <li>
            <a href=rep.href()>
                <span class="who">
                    "Wins " <b>{format::rate(rep.inputs.stated_rate)}</b> " of the deals"
                </span>
                <span class="visually-hidden">" needs "</span>
                <data class="needs" value=need.times().to_string()>
                    {format::multiple(need)}
                </data>
                <span class="scale" aria-hidden="true">
                    <span class="need" style:inline-size=place(need, scale)></span>
                    <span class="flat" style:inset-inline-start=place(Multiple::FLAT_RULE, scale)>
                        "flat 3×"
                    </span>
                </span>
                <span class="note">{rep.flat_rule()}</span>
            </a>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::route::query;

    fn brocks() -> Vec<TheRep> {
        BROCKS_RATES.iter().filter_map(|rate| TheRep::new(*rate)).collect()
    }

    #[test]
    fn flat_3x_is_too_much_for_one_of_the_two_and_too_little_for_the_other() {
        let said: Vec<String> = brocks().iter().map(TheRep::flat_rule).collect();
        assert_eq!(
            said,
            [
                "Flat 3× asks USD 54K too much: a 92% chance of quota.",
                "Flat 3× asks USD 456K too little: a 20% chance of quota.",
            ]
        );
    }

    #[test]
    fn what_the_two_have_in_common_is_said_once() {
        for rep in brocks() {
            assert_eq!(
                rep.what_both_have(),
                "Each has USD 118K left to quota, wins deals of USD 30K and wants an 80% chance of quota."
            );
        }
    }

    #[test]
    fn the_link_of_a_rep_asks_the_calculator_what_the_picture_shows() {
        for rep in brocks() {
            let href = rep.href();
            let read = link::read(query(&href).unwrap(), &CalculatorInputs::default()).unwrap();
            assert_eq!(read, rep.inputs);
            assert_eq!(answer(question(&read)), Ok(rep.answer));
        }
    }

    #[test]
    fn the_bars_stand_to_each_other_as_the_needs_do() {
        let reps = brocks();
        let scale = scale(&reps);
        assert_eq!(place(reps[1].answer.need.coverage, scale), "100.00%");
        let flat = Multiple::FLAT_RULE.times() / reps[1].answer.need.coverage.times();
        assert_eq!(place(Multiple::FLAT_RULE, scale), format!("{:.2}%", flat * 100.0));
    }
}
