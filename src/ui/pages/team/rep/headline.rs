//! Need and chance, first and large.

use super::super::words;
use super::RepState;
use crate::domain::Currency;
use crate::engine::coverage::Answer;
use crate::engine::flat_rule::FlatRule;
use crate::engine::rep_now::RepNow;
use crate::ui::announcer::Announcer;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::pages::calculate::answer_frame::BigFigure;
use crate::ui::pages::calculate::coverage::cards;
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// What the rep really needs, or why there is no number.
#[component]
pub fn Headline() -> impl IntoView {
    let (state, look) = (RepState::here(), TeamLook::here());
    let has_need = flag(move || state.answer.with(Result::is_ok));
    let why_not = text(move || {
        let failed = look.failed.get();
        let waiting = if state.now.with(Option::is_none) { "Adding the deals up…" } else { "" };
        failed.or_else(|| state.why_not()).unwrap_or_else(|| waiting.to_owned())
    });
    let card = Callback::new(move |()| {
        let answer = state.answer.get_untracked().ok()?;
        Some(cards::need(&answer, state.currency.get_untracked()))
    });
    let said = text(move || {
        let sentence = sentence_of(state).get();
        if sentence.is_empty() { why_not.get() } else { sentence }
    });
    view! {
        <Announcer sentence=said />
        <When shown=has_need>
            <output class="answer rep-answer" aria-live="off">
                <BigFigure
                    written=state.written(|now, answer, _| words::needed(now, answer))
                    value=state.written(|_, answer, _| answer.need.coverage.times().to_string())
                    name=state.written(|now, answer, _| {
                        format!("{} coverage needed", words::needed(now, answer).replace('×', " times"))
                    })
                    card
                />
                <p>{sentence_of(state)}</p>
            </output>
        </When>
        <When shown=flag(move || !has_need.get())>
            <output class="answer rep-answer" aria-live="off">
                <p>{why_not}</p>
            </output>
        </When>
    }
}

fn sentence_of(state: RepState) -> Signal<String> {
    text(move || {
        let name = state.name.get();
        let tried = state.trial.with(Option::is_some);
        state.now.with(|now| {
            state.answer.with(|answer| match (now, answer) {
                (Some(now), Ok(answer)) => {
                    let tried = tried.then(|| state.tells_chance());
                    sentence(&name, now, answer, tried, state.currency.get())
                }
                _ => String::new(),
            })
        })
    })
}

/// The answer's sentence. Of what is `tried` it says the chance where that may be told.
fn sentence(
    name: &str,
    now: &RepNow,
    answer: &Answer,
    tried: Option<bool>,
    currency: Currency,
) -> String {
    let left = format::money_short(answer.question().left_to_quota, currency);
    let has = words::has(answer);
    let wins = format::counted(answer.wins, "win", "wins");
    let deals = format::counted(answer.need.deals, "deal", "deals");
    let in_play = format!("{wins}, so about {deals} in play");
    match tried {
        Some(true) => {
            let chance = format::chance_from_data(answer.have.chance);
            return format!(
                "would be needed on {left}: {in_play}. With {has} the chance of quota would be {chance}."
            );
        }
        Some(false) => {
            return format!(
                "would likely be needed on {left}. The deals are too few to tell what chance {has} gives: try a win rate of your own."
            );
        }
        None => {}
    }
    let flat = match FlatRule::of(answer) {
        FlatRule::TooLittle { by } => {
            format!(" Flat 3× would ask {} too little.", format::money_short(by, currency))
        }
        FlatRule::TooMuch { by } => {
            format!(" Flat 3× would ask {} too much.", format::money_short(by, currency))
        }
        FlatRule::MayBeRight => String::new(),
    };
    if now.is_too_few_to_tell() {
        return format!(
            "is what {name} likely needs on the {left} left: too few decided deals to tell it closer. The pipeline now is {has}."
        );
    }
    let chance = format::chance_from_data(answer.have.chance);
    format!(
        "is what {name} really needs on the {left} left: {in_play}. The pipeline now is {has}, a chance of quota of {chance}.{flat}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Money, Rate};
    use crate::engine::coverage::{Question, WinRateSource, answer};
    use crate::engine::deal_figures::DealFigures;
    use crate::engine::goal::{Goal, RepQuota};
    use crate::engine::prior::{Decided, beta_prior};
    use crate::engine::rep_now::{FiguresFrom, RateUsed};

    fn said(decided: Decided, tried: Option<bool>) -> String {
        let units = |units| Money::from_units(units).unwrap();
        let prior = beta_prior(&[decided]);
        let question = Question {
            left_to_quota: units(100_000.0),
            average_deal: units(10_000.0),
            win_rate: WinRateSource::Stated(Rate::clamped(0.3)),
            pipeline: units(200_000.0),
            wanted: Rate::clamped(0.8),
        };
        let answer = answer(question).unwrap();
        let now = RepNow {
            from: FiguresFrom::Deals,
            figures: DealFigures::default(),
            quota: RepQuota { quota: None, booked: Money::ZERO, without_a_deal: Money::ZERO },
            goal: Goal::Left(question.left_to_quota),
            rate: RateUsed::Trusted { rate: prior.trusted_rate(decided), prior },
            one_count_typed: false,
            need: Ok(answer),
        };
        sentence("Dana", &now, &answer, tried, Currency::Usd)
    }

    #[test]
    fn what_is_tried_tells_no_chance_that_is_withheld() {
        let few = Decided { won: 2, lost: 3 };
        let withheld = said(few, Some(false));
        assert!(withheld.contains("too few to tell") && !withheld.contains('%'), "{withheld}");
        let told = said(few, Some(true));
        assert!(told.contains("chance of quota would be") && told.contains('%'), "{told}");
        assert!(!said(few, None).contains('%'));
        assert!(said(Decided { won: 20, lost: 30 }, None).contains('%'));
    }
}
