//! What is asked of a file, each with its answer on the spot. Until it is answered a guess is
//! taken, and the report shows what that comes to.

use super::columns::ColumnChoice;
use super::stages::StageChoice;
use crate::domain::plain_text::cleaned;
use crate::intake::amounts::DecimalMark;
use crate::intake::dates::DayOrder;
use crate::intake::{Choices, Field, NamePair, Owner, Question, RepeatedIds};
use crate::reader::{Asked, Staged};
use crate::ui::components::select_field::SelectField;
use crate::ui::team::TeamState;
use leptos::prelude::*;
use std::sync::Arc;

/// A question.
#[component]
pub fn QuestionView(
    /// What is asked.
    asked: Asked,
    /// Which of the questions it is.
    place: usize,
    /// The import that it is about.
    staged: Arc<Staged>,
) -> impl IntoView {
    let Asked { question, sentence } = asked;
    let answers = match question {
        Question::OutcomeColumn => one_column("It is", Field::Stage, &staged),
        Question::Column { field, .. } | Question::WrongColumn { field, .. } => {
            let right = answer("It is the right one", place, 0, &staged, move |choices| {
                choices.confirmed.insert(field);
            });
            view! { {right} {one_column("No, it is", field, &staged)} }.into_any()
        }
        Question::DayOrder { fields, taken, .. } => {
            day_order(&fields, taken, place, &staged).into_any()
        }
        Question::DecimalMark { taken, .. } => decimal_mark(taken, place, &staged).into_any(),
        Question::Stages { values } => values
            .into_iter()
            .enumerate()
            .map(|(at, stage)| {
                let id = format!("question-{place}-{at}");
                view! {
                    <div class="stage-answer">
                        <span>{stage.value.clone()}</span>
                        <StageChoice id stage staged=staged.clone() />
                    </div>
                }
            })
            .collect_view()
            .into_any(),
        Question::Owner { missing, .. } => {
            let column =
                missing.is_none().then(|| one_column("Or a column says it:", Field::Rep, &staged));
            view! {
                <OwnerAnswer staged=staged.clone() />
                {column}
            }
            .into_any()
        }
        Question::SameRep { pairs } => pairs
            .into_iter()
            .enumerate()
            .map(|(at, pair)| same_rep(pair, place, at, &staged))
            .collect_view()
            .into_any(),
        Question::RepeatedIds { .. } => {
            let first = answer("The first row is the deal", place, 0, &staged, |choices| {
                choices.repeated_ids = Some(RepeatedIds::KeepFirst);
            });
            let sum = answer("Add them up", place, 1, &staged, |choices| {
                choices.repeated_ids = Some(RepeatedIds::AddUp);
            });
            view! { {first} {sum} }.into_any()
        }
        Question::Currencies { .. } => {
            answer("Add them up as they are", place, 0, &staged, |choices| {
                choices.several_currencies = true;
            })
        }
        Question::FewLosses { .. } => {
            view! { <OfTenAnswer place staged=staged.clone() /> }.into_any()
        }
    };
    view! {
        <fieldset class="question">
            <legend>{sentence}</legend>
            <div class="answers">{answers}</div>
        </fieldset>
    }
}

/// A button that gives an answer.
fn answer(
    words: &'static str,
    place: usize,
    at: usize,
    staged: &Arc<Staged>,
    give: impl Fn(&mut Choices) + 'static,
) -> AnyView {
    let state = TeamState::here();
    let choices = staged.choices.clone();
    let give = move |_| {
        let mut choices = choices.clone();
        give(&mut choices);
        state.answer(&choices);
    };
    view! {
        <button class="button" type="button" id=format!("question-{place}-{at}") on:click=give>
            {words}
        </button>
    }
    .into_any()
}

fn one_column(words: &'static str, field: Field, staged: &Arc<Staged>) -> AnyView {
    view! {
        <div class="stage-answer">
            <span>{words}</span>
            <ColumnChoice place="question" field staged=staged.clone() />
        </div>
    }
    .into_any()
}

fn day_order(
    fields: &[Field],
    taken: DayOrder,
    place: usize,
    staged: &Arc<Staged>,
) -> impl IntoView {
    let fields = fields.to_vec();
    let order = |words: &'static str, at, order| {
        let fields = fields.clone();
        answer(words, place, at, staged, move |choices: &mut Choices| {
            for field in &fields {
                choices.day_order.insert(*field, order);
            }
        })
    };
    let (day, month) = match taken {
        DayOrder::DayFirst => ("The day (taken so far)", "The month"),
        DayOrder::MonthFirst => ("The day", "The month (taken so far)"),
    };
    view! { {order(day, 0, DayOrder::DayFirst)} {order(month, 1, DayOrder::MonthFirst)} }
}

fn decimal_mark(taken: DecimalMark, place: usize, staged: &Arc<Staged>) -> impl IntoView {
    let mark = |words, at, mark| {
        answer(words, place, at, staged, move |choices: &mut Choices| {
            choices.decimal_mark = Some(mark);
        })
    };
    let (point, comma) = match taken {
        DecimalMark::Point => ("The point is decimal (taken so far)", "The comma is decimal"),
        DecimalMark::Comma => ("The point is decimal", "The comma is decimal (taken so far)"),
    };
    view! { {mark(point, 0, DecimalMark::Point)} {mark(comma, 1, DecimalMark::Comma)} }
}

fn same_rep(pair: NamePair, place: usize, at: usize, staged: &Arc<Staged>) -> impl IntoView {
    let NamePair { theirs, ours } = pair;
    let means = |name: String| {
        let theirs = theirs.clone();
        move |choices: &mut Choices| {
            choices.reps.insert(theirs.clone(), name.clone());
        }
    };
    view! {
        <div class="stage-answer">
            <span>{format!("{theirs} and {ours}")}</span>
            {answer("The same", place, 2 * at, staged, means(ours.clone()))}
            {answer("Two people", place, 2 * at + 1, staged, means(theirs.clone()))}
        </div>
    }
}

#[component]
fn OwnerAnswer(staged: Arc<Staged>) -> impl IntoView {
    let state = TeamState::here();
    let name = RwSignal::new(String::new());
    let known = state
        .team
        .with_untracked(|team| team.reps.iter().map(|rep| rep.name.clone()).collect::<Vec<_>>());
    let options =
        known.into_iter().map(|name| view! { <option value=name></option> }).collect_view();
    let give = StoredValue::new(move |owner: Owner| {
        let mut choices = staged.choices.clone();
        choices.owner = Some(owner);
        state.answer(&choices);
    });
    let rep = move |_| {
        let name = cleaned(name.get_untracked());
        if !name.is_empty() {
            give.with_value(|give| give(Owner::Rep(name)));
        }
    };
    view! {
        <input
            id="owner"
            class="text-input"
            type="text"
            list="owners"
            aria-label="The rep who owns all of them"
            placeholder="A rep's name"
            on:input=move |event| name.set(event_target_value(&event))
        />
        <datalist id="owners">{options}</datalist>
        <button class="button" type="button" on:click=rep>
            "All are this rep's"
        </button>
        <button
            class="button"
            type="button"
            on:click=move |_| give.with_value(|give| give(Owner::Nobody))
        >
            "Count them for the team alone"
        </button>
    }
}

#[component]
fn OfTenAnswer(place: usize, staged: Arc<Staged>) -> impl IntoView {
    let state = TeamState::here();
    let none = (String::new(), "I don't know".to_owned());
    let options =
        std::iter::once(none).chain((0..=10).map(|n: u8| (n.to_string(), n.to_string()))).collect();
    let chosen = Signal::derive(move || {
        state.of_ten.get().map(|of_ten| of_ten.to_string()).unwrap_or_default()
    });
    let choose = move |text: String| {
        state.of_ten.set(text.parse().ok());
        let mut choices = staged.choices.clone();
        choices.few_losses = true;
        state.answer(&choices);
    };
    view! {
        <SelectField
            label="Of ten quotes, so many come in"
            id=format!("question-{place}-0")
            options
            chosen
            on_choose=choose
        />
    }
}
