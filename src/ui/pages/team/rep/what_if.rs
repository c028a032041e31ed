//! What if? Other figures tried, and nothing changed by it.
//!
//! What is tried is answered below the sliders, so that nothing moves under the finger, and the rep's
//! own need stays in sight above them.

use super::super::words;
use super::RepState;
use super::headline::{average_deals, needed_aloud, value};
use crate::domain::{Currency, Money, Rate};
use crate::engine::coverage::{Answer, NoAnswer, Question, WinRateSource};
use crate::engine::rep_now::{NoChance, RepNow};
use crate::ui::announcer::Announcer;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::unclear::Unclear;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::pages::calculate::answer_frame::BigFigure;
use crate::ui::pages::calculate::coverage::cards;
use crate::ui::pages::calculate::reasons::no_answer;
use leptos::prelude::*;

/// The sliders, folded away until they are wanted.
#[component]
pub fn WhatIf() -> impl IntoView {
    let state = RepState::here();
    let open = RwSignal::new(false);
    let is_ahead = flag(move || state.in_short.with(Option::is_some));
    let words = text(move || {
        match (open.get(), is_ahead.get()) {
            (true, _) => "Stop trying",
            (false, true) => "Try other rates",
            (false, false) => "Try changes",
        }
        .to_owned()
    });
    let turn = move |_| {
        open.update(|open| *open = !*open);
        if !open.get_untracked() {
            state.trial.set(None);
        }
    };
    let begins = text(move || {
        let said = |now: &RepNow| Some(begins_from(now, now.need.as_ref().ok()?));
        state.now.with(|now| now.as_ref().and_then(said)).unwrap_or_default()
    });
    view! {
        <section class="what-if" aria-label="What if">
            <button class="button" type="button" aria-expanded=text(move || open.get().to_string()) on:click=turn>
                {words}
            </button>
            <When shown=open>
                <When shown=is_ahead>
                    // Beside a forecast it has to be said that this is none, and where it begins.
                    <p class="sub">{words::EQUAL_DEALS} " " {begins}</p>
                </When>
                <Fields />
                <Tried />
            </When>
        </section>
    }
}

/// What equal deals say of the rep's own figures: what is tried is held against that, and not
/// against the forecast.
fn begins_from(rep: &RepNow, own: &Answer) -> String {
    let needed = words::needed(rep, own);
    let chance = rep
        .chance()
        .map(|chance| format!(" and a chance of quota of {}", format::chance_from_data(chance)))
        .unwrap_or_default();
    format!(
        "So taken, the rep's own figures give a need of {needed}{chance}: hold what you try against that."
    )
}

/// What is needed by the figures that are tried. Its place is there before there is an answer.
#[component]
fn Tried() -> impl IntoView {
    let state = RepState::here();
    let is_tried = flag(move || state.trial.with(Option::is_some));
    let has_answer = flag(move || is_tried.get() && state.answer.with(Result::is_ok));
    let said = Memo::new(move |_| {
        if !is_tried.get() {
            return "Move a slider to see here what would be needed. Nothing that is kept changes."
                .to_owned();
        }
        let no_chance = state.why_no_chance();
        let currency = state.currency.get();
        state.answer.with(|answer| match answer {
            Ok(answer) => sentence(answer, no_chance, currency),
            Err(reason) => why_not(*reason),
        })
    });
    let aloud = text(move || if is_tried.get() { said.get() } else { String::new() });
    let card = Callback::new(move |()| {
        let answer = state.answer.get_untracked().ok()?;
        Some(cards::need(&answer, state.currency.get_untracked()))
    });
    let back = move |_| state.trial.set(None);
    view! {
        <Announcer sentence=aloud />
        <div class="tried">
            // Always there, and so still focused after it was used.
            <button class="button" type="button" aria-disabled=text(move || (!is_tried.get()).to_string()) on:click=back>
                "Back to the real figures"
            </button>
            <output class="answer" aria-live="off">
                <When shown=has_answer>
                    <BigFigure
                        written=state.tried(words::needed)
                        value=state.tried(|_, answer| value(answer))
                        name=state.tried(|now, answer| format!("Tried: {}", needed_aloud(&words::needed(now, answer))))
                        card
                    />
                </When>
                <p>{said}</p>
            </output>
        </div>
    }
}

/// What would be needed, which goes on after the figure; the chance where that may be told.
fn sentence(answer: &Answer, no_chance: Option<NoChance>, currency: Currency) -> String {
    let is_told = no_chance.is_none();
    let left = format::money_short(answer.question().left_to_quota, currency);
    let wins = format::counted(answer.wins, "win", "wins");
    let deals = format::counted(answer.need.deals, "deal", "deals");
    let has = words::has(answer);
    let (needs, has) = if words::is_in_deals(answer) {
        let needs =
            format!("in play would be needed on {left}, less than one average deal: {wins}.");
        (needs, average_deals(&has))
    } else if is_told {
        (format!("would be needed on {left}: {wins}, so about {deals} in play."), has)
    } else {
        (format!("would likely be needed on {left}."), has)
    };
    match no_chance {
        None => {
            let chance = format::chance_from_data(answer.have.chance);
            format!("{needs} With {has} the chance of quota would be {chance}.")
        }
        Some(NoChance::TooFewDeals) => format!(
            "{needs} The deals are too few to tell what chance {has} gives: try a win rate of your own."
        ),
        Some(NoChance::OnThePast) => format!(
            "{needs} What chance {has} gives is not told, for on your own past chances proved no better than a simple rule."
        ),
    }
}

/// Why what is tried has no answer, and what to try instead.
fn why_not(reason: NoAnswer) -> String {
    match reason {
        NoAnswer::OutOfReach => {
            "No pipeline gives the wanted chance at that win rate: try a higher one.".to_owned()
        }
        reason => no_answer(reason).sentence,
    }
}

#[component]
fn Fields() -> impl IntoView {
    let state = RepState::here();
    Unclear::provide();
    let dollars = Signal::derive(move || Quantity::Money(state.currency.get()));
    let (left, set_left) =
        field(state, |q| q.left_to_quota.units().round(), |q, new| q.left_to_quota = money(new));
    let (deal, set_deal) =
        field(state, |q| q.average_deal.units().round(), |q, new| q.average_deal = money(new));
    let (pipeline, set_pipeline) =
        field(state, |q| q.pipeline.units().round(), |q, new| q.pipeline = money(new));
    let (rate, set_rate) = field(
        state,
        |q| tenths(q.win_rate.raw().unwrap_or(Rate::ZERO).percent()),
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

/// A rate to begin from, in tenths of a percent. What is not moved stays exact.
fn tenths(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

fn field(
    state: RepState,
    // As it stands elsewhere on the page: whole units of money.
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

#[cfg(test)]
mod tests {
    use super::super::ladder::samples::seen_rep;
    use super::*;
    use crate::engine::coverage::answer;

    fn said(left: f64, no_chance: Option<NoChance>) -> String {
        let question = Question {
            left_to_quota: money(left),
            average_deal: money(10_000.0),
            win_rate: WinRateSource::Stated(Rate::clamped(0.3)),
            pipeline: money(200_000.0),
            wanted: Rate::clamped(0.8),
        };
        sentence(&answer(question).unwrap(), no_chance, Currency::Usd)
    }

    #[test]
    fn what_is_tried_tells_no_chance_that_is_withheld() {
        let withheld = said(100_000.0, Some(NoChance::TooFewDeals));
        assert!(withheld.contains("too few to tell") && !withheld.contains('%'), "{withheld}");
        let on_the_past = said(100_000.0, Some(NoChance::OnThePast));
        assert!(on_the_past.contains("on your own past") && !on_the_past.contains('%'));
        let told = said(100_000.0, None);
        assert!(told.contains("chance of quota would be") && told.contains('%'), "{told}");
    }

    #[test]
    fn less_than_a_deal_is_tried_in_deals() {
        let said = said(2_000.0, None);
        assert!(said.starts_with("in play would be needed on USD 2K, less than "), "{said}");
        assert!(said.contains(" With 20 average deals the chance "), "{said}");
    }

    #[test]
    fn a_rate_begins_from_tenths() {
        let cases = [(64.08, 64.1), (8.349, 8.3), (0.0, 0.0), (100.0, 100.0)];
        for (exact, begins) in cases {
            assert_eq!(tenths(exact).to_string(), begins.to_string());
        }
    }

    #[test]
    fn what_is_tried_has_a_figure_of_the_same_model_to_be_held_against() {
        let (mut now, _) = seen_rep();
        let question = Question {
            left_to_quota: money(100_000.0),
            average_deal: money(10_000.0),
            win_rate: WinRateSource::Stated(Rate::clamped(0.3)),
            pipeline: money(200_000.0),
            wanted: Rate::clamped(0.8),
        };
        let own = answer(question).unwrap();
        now.need = Ok(own);
        assert!(begins_from(&now, &own).contains(" give a need of "));
        assert!(begins_from(&now, &own).contains(" and a chance of quota of "));
        // A chance that may not be told is not told here either.
        now.withheld = true;
        assert!(!begins_from(&now, &own).contains('%'));
    }

    #[test]
    fn what_has_no_answer_says_what_to_try() {
        for reason in [NoAnswer::OutOfReach, NoAnswer::QuotaMet, NoAnswer::NoDealSize] {
            assert!(why_not(reason).ends_with('.'), "{reason:?}");
        }
        assert!(why_not(NoAnswer::OutOfReach).contains("try a higher one"));
    }
}
