//! The answer: the number, one sentence, and three comparisons.

use super::super::answer_frame::{AnswerFrame, BigFigure};
use super::super::reasons;
use super::super::state::CalculatorState;
use super::{Outcome, cards};
use crate::domain::{Currency, Multiple};
use crate::engine::coverage::{Answer, NoAnswer};
use crate::ui::components::figure::Figure;
use crate::ui::derive::text;
use crate::ui::format::{chance, counted, money_short, multiple, whole_percent};
use leptos::prelude::*;

/// The answer, or why there is none.
#[component]
pub fn AnswerView(answer: Memo<Outcome>) -> impl IntoView {
    let currency = CalculatorState::here().currency();
    let aloud = text(move || answer.with(|answer| aloud(answer, currency.get())));
    let why_not = Signal::derive(move || {
        answer.with(|answer| answer.as_ref().err().copied().map(reasons::no_answer))
    });
    view! {
        <AnswerFrame aloud why_not>
            <Headline answer currency />
            <Comparisons answer currency />
        </AnswerFrame>
    }
}

#[component]
fn Headline(answer: Memo<Outcome>, currency: Signal<Currency>) -> impl IntoView {
    let with = move |write: fn(&Answer, Currency) -> String| {
        text(move || {
            answer.with(|answer| {
                answer.as_ref().map(|answer| write(answer, currency.get())).unwrap_or_default()
            })
        })
    };
    let card = Callback::new(move |()| {
        let answer = answer.get_untracked().ok()?;
        Some(cards::need(&answer, currency.get_untracked()))
    });
    view! {
        <output class="answer" aria-live="off">
            <BigFigure
                written=with(|answer, _| multiple(answer.need.coverage))
                value=with(|answer, _| answer.need.coverage.times().to_string())
                name=with(|answer, _| {
                    format!("{} coverage needed", coverage_aloud(answer.need.coverage))
                })
                card
            />
            <p>
                {with(|answer, _| format!("coverage for {} chance of quota: ", a_chance(answer)))}
                <b>{with(|answer, _| wins(answer.wins))}</b> ", so about "
                <b>{with(|answer, _| deals(answer.need.deals))}</b>
                {with(|answer, currency| {
                    format!(" in play, {}.", money_short(answer.need.pipeline, currency))
                })}
            </p>
        </output>
    }
}

#[component]
fn Comparisons(answer: Memo<Outcome>, currency: Signal<Currency>) -> impl IntoView {
    let with = move |write: fn(&Answer, Currency) -> String| {
        Signal::derive(move || {
            answer.with(|answer| {
                answer.as_ref().map(|answer| write(answer, currency.get())).unwrap_or_default()
            })
        })
    };
    let card = move |make: fn(&Answer, Currency) -> _| {
        Callback::new(move |()| {
            answer.with_untracked(|answer| {
                answer.as_ref().ok().map(|answer| make(answer, currency.get_untracked()))
            })
        })
    };
    let short = Signal::derive(move || {
        answer.with(|answer| answer.as_ref().is_ok_and(|answer| answer.short.is_positive()))
    });
    view! {
        <div class="trio">
            <Figure
                label="Flat 3×".to_owned()
                text=with(|answer, _| chance(answer.flat_rule.chance))
                value=with(|answer, _| answer.flat_rule.chance.share().to_string())
                note="chance of quota".to_owned()
                card=card(cards::flat_rule)
            />
            <Figure
                label="Break-even".to_owned()
                label_rest=", 1 ÷ win rate"
                text=with(|answer, _| multiple(answer.break_even.coverage))
                value=with(|answer, _| answer.break_even.coverage.times().to_string())
                note=with(|answer, _| {
                    format!("{} chance of quota", chance(answer.break_even.chance))
                })
                card=card(cards::break_even)
            />
            <Figure
                label="Pipeline now".to_owned()
                text=with(|answer, _| multiple(answer.have.coverage))
                value=with(|answer, _| answer.have.coverage.times().to_string())
                note=with(have_note)
                short
                card=card(cards::have)
            />
        </div>
    }
}

/// "22% chance, $377K short"
fn have_note(answer: &Answer, currency: Currency) -> String {
    let has = chance(answer.have.chance);
    if answer.short.is_positive() {
        format!("{has} chance, {} short", money_short(answer.short, currency))
    } else {
        format!("{has} chance, {} to spare", money_short(-answer.short, currency))
    }
}

/// "an 80%": with the article that the number takes when it is read.
pub fn a_chance(answer: &Answer) -> String {
    let wanted = answer.question().wanted;
    let percent = wanted.percent().round();
    let vowel = [8.0, 11.0, 18.0].contains(&percent) || (80.0..90.0).contains(&percent);
    format!("{} {}", if vowel { "an" } else { "a" }, whole_percent(wanted.share()))
}

/// "1 win", "4 wins"
pub fn wins(wins: u64) -> String {
    counted(wins, "win", "wins")
}

/// "1 deal", "22 deals"
pub fn deals(deals: u64) -> String {
    counted(deals, "deal", "deals")
}

/// The answer in a sentence to be read out.
fn aloud(answer: &Outcome, currency: Currency) -> String {
    match answer {
        Ok(answer) => format!(
            "{} coverage needed for {} chance of quota, {} of {}; with the pipeline now {}.",
            coverage_aloud(answer.need.coverage),
            a_chance(answer),
            wins(answer.wins),
            deals(answer.need.deals),
            have_note(answer, currency)
        ),
        Err(NoAnswer::QuotaMet) => "Quota met.".to_owned(),
        Err(reason) => reasons::no_answer(*reason).sentence,
    }
}

fn coverage_aloud(coverage: Multiple) -> String {
    multiple(coverage).replace('×', " times")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CalculatorInputs, Rate};
    use crate::engine::coverage;

    fn sentence(change: impl FnOnce(&mut CalculatorInputs)) -> String {
        let mut inputs = CalculatorInputs::default();
        change(&mut inputs);
        aloud(&coverage::answer(super::super::question(&inputs)), Currency::Usd)
    }

    #[test]
    fn the_answer_reads_as_a_sentence() {
        assert_eq!(
            sentence(|_| {}),
            "5.6 times coverage needed for an 80% chance of quota, 4 wins of 22 deals; with the pipeline now 22% chance, USD 377K short."
        );
        assert!(sentence(|inputs| inputs.wanted = Rate::clamped(0.7)).contains("a 70% chance"));
    }
}
