//! What was answered about a file, now or the last time, and the way to answer it anew.

use crate::intake::amounts::DecimalMark;
use crate::intake::dates::DayOrder;
use crate::intake::{Choices, Field, Owner, RepeatedIds};
use crate::reader::Staged;
use crate::ui::team::TeamState;
use leptos::prelude::*;
use std::sync::Arc;

/// The answers; nothing where none was given.
#[component]
pub fn AnsweredView(
    /// The import that they are about.
    staged: Arc<Staged>,
) -> impl IntoView {
    let state = TeamState::here();
    let answers = answers(&staged.choices);
    let again = move |_| state.answer(&unanswered(&staged.choices));
    (!answers.is_empty()).then(|| {
        let lines = answers.into_iter().map(|line| view! { <li>{line}</li> });
        view! {
            <section>
                <h3>"What was answered"</h3>
                <ul>{lines.collect_view()}</ul>
                <div class="buttons">
                    <button class="button" type="button" id="answer-again" on:click=again>
                        "Answer again"
                    </button>
                </div>
            </section>
        }
    })
}

/// Choices without what was asked and answered. Columns and stages have fields of their own.
fn unanswered(choices: &Choices) -> Choices {
    let Choices { confirmed, stages, .. } = choices.clone();
    Choices { confirmed, stages, ..Choices::default() }
}

/// A sentence for each answer.
fn answers(choices: &Choices) -> Vec<String> {
    let Choices { day_order, decimal_mark, owner, reps, .. } = choices;
    let of_order = |order: DayOrder, first: &str| {
        let fields = day_order.iter().filter(|(_, other)| **other == order);
        let fields: Vec<&str> = fields.map(|(field, _): (&Field, _)| field.label()).collect();
        (!fields.is_empty()).then(|| format!("The {first} comes first in: {}.", fields.join(", ")))
    };
    let mark = decimal_mark.map(|mark| match mark {
        DecimalMark::Comma => "A comma stands before the decimals.".to_owned(),
        DecimalMark::Point => "A point stands before the decimals.".to_owned(),
    });
    let owner = owner.as_ref().map(|owner| match owner {
        Owner::Rep(name) => format!("Deals without an owner are {name}'s."),
        Owner::Nobody => "Deals without an owner are nobody's.".to_owned(),
    });
    let names = reps.iter().map(|(theirs, ours)| {
        if theirs == ours {
            format!("{theirs} is a rep of their own.")
        } else {
            format!("{theirs} is {ours}.")
        }
    });
    let repeated = choices.repeated_ids.map(|repeated| match repeated {
        RepeatedIds::KeepFirst => "Of rows with one id the first is the deal.".to_owned(),
        RepeatedIds::AddUp => "The amounts of rows with one id are added up.".to_owned(),
    });
    let currencies = choices
        .several_currencies
        .then(|| "Amounts in several currencies are added up as they are.".to_owned());
    let few = choices.few_losses.then(|| "That hardly a loss is recorded is known.".to_owned());
    [of_order(DayOrder::DayFirst, "day"), of_order(DayOrder::MonthFirst, "month"), mark, owner]
        .into_iter()
        .flatten()
        .chain(names)
        .chain([repeated, currencies, few].into_iter().flatten())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::StageMeaning;

    fn choices() -> Choices {
        let mut choices = Choices {
            decimal_mark: Some(DecimalMark::Comma),
            owner: Some(Owner::Rep("Dana".to_owned())),
            repeated_ids: Some(RepeatedIds::AddUp),
            several_currencies: true,
            few_losses: true,
            ..Choices::default()
        };
        choices.day_order.insert(Field::Created, DayOrder::MonthFirst);
        choices.day_order.insert(Field::Close, DayOrder::MonthFirst);
        choices.reps.insert("C. Lampkin".to_owned(), "Cecily Lampkin".to_owned());
        choices.reps.insert("Tom".to_owned(), "Tom".to_owned());
        choices
    }

    #[test]
    fn every_answer_is_said() {
        assert_eq!(
            answers(&choices()),
            [
                "The month comes first in: created date, close date.",
                "A comma stands before the decimals.",
                "Deals without an owner are Dana's.",
                "C. Lampkin is Cecily Lampkin.",
                "Tom is a rep of their own.",
                "The amounts of rows with one id are added up.",
                "Amounts in several currencies are added up as they are.",
                "That hardly a loss is recorded is known.",
            ]
        );
        assert!(answers(&Choices::default()).is_empty());
    }

    #[test]
    fn answering_again_takes_back_answers_and_nothing_else() {
        let mut choices = choices();
        choices.confirmed.insert(Field::Rep);
        choices.stages.insert("Won".to_owned(), StageMeaning::LeaveOut);
        let again = unanswered(&choices);
        assert!(answers(&again).is_empty());
        assert_eq!((again.confirmed, again.stages), (choices.confirmed, choices.stages));
    }
}
