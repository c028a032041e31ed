//! What a week has to hold, and the chain behind it.

use super::super::answer_frame::{AnswerFrame, BigFigure};
use super::super::reasons;
use super::super::state::CalculatorState;
use super::{Asked, cards};
use crate::domain::Currency;
use crate::engine::activity_numbers::{Amount, Answer};
use crate::ui::components::figure::Figure;
use crate::ui::components::formula_card::FormulaCard;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format::{count, mean_count, rate};
use leptos::prelude::*;

/// The answer, or why there is none.
#[component]
pub fn AnswerView(asked: Memo<Asked>) -> impl IntoView {
    let currency = CalculatorState::here().currency();
    let aloud = text(move || asked.with(aloud));
    let why_not = Signal::derive(move || {
        asked.with(|asked| {
            asked.answer.as_ref().err().map(|why| reasons::no_numbers(*why, &asked.names))
        })
    });
    view! {
        <AnswerFrame aloud why_not>
            <Headline asked currency />
            <Comparisons asked currency />
            <Doubt asked />
        </AnswerFrame>
    }
}

#[component]
fn Headline(asked: Memo<Asked>, currency: Signal<Currency>) -> impl IntoView {
    let with = move |write: fn(&Asked, &Answer) -> String| {
        text(move || {
            asked.with(|asked| {
                asked.answer.as_ref().map(|answer| write(asked, answer)).unwrap_or_default()
            })
        })
    };
    let card = Callback::new(move |()| {
        asked.with_untracked(|asked| cards::chain(asked, currency.get_untracked()))
    });
    view! {
        <output class="answer" aria-live="off">
            <BigFigure
                written=with(|_, answer| mean_count(outermost(answer).a_week))
                value=with(|_, answer| outermost(answer).a_week.to_string())
                name=with(|asked, answer| {
                    format!("{} {} a week", mean_count(outermost(answer).a_week), outermost_name(asked))
                })
                card
            />
            <p>
                {with(|asked, _| format!("{} a week for ", outermost_name(asked)))}
                <b>{with(|asked, _| weeks(asked.question.weeks_left))}</b>
                {with(|_, answer| {
                    format!(": {} in all, on average.", mean_count(outermost(answer).total))
                })}
            </p>
        </output>
    }
}

#[component]
fn Comparisons(asked: Memo<Asked>, currency: Signal<Currency>) -> impl IntoView {
    let with = move |write: fn(&Asked, &Answer) -> String| {
        Signal::derive(move || {
            asked.with(|asked| {
                asked.answer.as_ref().map(|answer| write(asked, answer)).unwrap_or_default()
            })
        })
    };
    let card = move |make: fn(&Asked, Currency) -> Option<FormulaCard>| {
        Callback::new(move |()| asked.with_untracked(|asked| make(asked, currency.get_untracked())))
    };
    view! {
        <div class="trio">
            <Figure
                label="Wins to find".to_owned()
                text=with(|_, answer| mean_count(answer.wins_to_find))
                value=with(|_, answer| answer.wins_to_find.to_string())
                note=with(|_, answer| {
                    if answer.wins_from_pipeline > 0.0 {
                        format!(
                            "of {}, {} from open deals",
                            count(answer.wins as f64),
                            mean_count(answer.wins_from_pipeline),
                        )
                    } else {
                        "left to quota ÷ average deal".to_owned()
                    }
                })
                card=card(cards::wins)
            />
            <Figure
                label="Deals to create".to_owned()
                text=with(|_, answer| mean_count(answer.deals.total))
                value=with(|_, answer| answer.deals.total.to_string())
                note=with(|_, answer| format!("{} a week", mean_count(answer.deals.a_week)))
                card=card(cards::chain)
            />
            <Figure
                label="From end to end".to_owned()
                text=with(|_, answer| one_in(answer.end_to_end))
                value=with(|_, answer| answer.end_to_end.to_string())
                note=with(|asked, answer| match answer.observed {
                    Some(seen) => format!("you saw {}", one_in(seen.share())),
                    None => format!("of {} is won", outermost_name(asked)),
                })
                short=Signal::derive(move || {
                    asked.with(|asked| asked.answer.as_ref().is_ok_and(|answer| answer.chain_doubtful))
                })
                card=card(cards::end_to_end)
            />
        </div>
    }
}

/// Where the chain and what was seen differ by over a quarter.
#[component]
fn Doubt(asked: Memo<Asked>) -> impl IntoView {
    let sentence = Signal::derive(move || {
        asked.with(|asked| {
            let answer = asked.answer.as_ref().ok().filter(|answer| answer.chain_doubtful)?;
            let seen = answer.observed?;
            Some(format!(
                "By the chain {} of {} end in a win, and you saw {}: at least one conversion is far off, so check them before you set a number.",
                percent(answer.end_to_end),
                outermost_name(asked),
                percent(seen.share()),
            ))
        })
    });
    let there = flag(move || sentence.with(Option::is_some));
    view! {
        <When shown=there>
            <p class="doubt">{text(move || sentence.get().unwrap_or_default())}</p>
        </When>
    }
}

fn percent(share: f64) -> String {
    rate(crate::domain::Rate::clamped(share))
}

/// "1 in 50"
pub fn one_in(share: f64) -> String {
    if share > 0.0 { format!("1 in {}", mean_count(1.0 / share)) } else { "none".to_owned() }
}

/// The activity farthest from the deal: the one to act on; deals where the chain is empty.
pub fn outermost(answer: &Answer) -> Amount {
    answer.activities.last().copied().unwrap_or(answer.deals)
}

/// What it is called, in the middle of a sentence.
pub fn outermost_name(asked: &Asked) -> String {
    asked.names.last().map_or_else(|| "new deals".to_owned(), |name| name.to_lowercase())
}

fn weeks(weeks: u64) -> String {
    format!("{} {}", count(weeks as f64), if weeks == 1 { "week" } else { "weeks" })
}

fn aloud(asked: &Asked) -> String {
    match &asked.answer {
        Ok(answer) => format!(
            "{} {} a week for {}, {} deals to create.",
            mean_count(outermost(answer).a_week),
            outermost_name(asked),
            weeks(asked.question.weeks_left),
            mean_count(answer.deals.total)
        ),
        Err(why) => reasons::no_numbers(*why, &asked.names).sentence,
    }
}
