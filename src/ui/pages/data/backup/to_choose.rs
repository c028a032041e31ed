//! What is to be chosen of before a file is loaded: of each record which side counts.

use crate::store::{Choices, Kind, Take};
use crate::ui::components::choice::Choice;
use leptos::prelude::*;

/// A record of which one side is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToChoose {
    pub kind: Kind,
    pub id: String,
    /// Whose it is.
    pub name: String,
    /// What is to be known of it, a sentence each.
    pub said: Vec<String>,
    /// The two sides, the usual one first.
    pub options: [(Take, &'static str); 2],
}

/// Records to choose of, one by one, and at once where that is offered.
#[component]
pub fn ToChooseView(
    /// What is asked.
    heading: &'static str,
    /// The records.
    records: Vec<ToChoose>,
    /// Which side counts.
    choices: RwSignal<Choices>,
    /// What all of them at once may be, of several; empty where each is for itself.
    #[prop(optional)]
    all: Vec<(Take, &'static str)>,
) -> impl IntoView {
    if records.is_empty() {
        return None;
    }
    let all = (records.len() > 1 && !all.is_empty()).then(|| {
        let keys: Vec<(Kind, String)> =
            records.iter().map(|record| (record.kind, record.id.clone())).collect();
        all_at_once(keys, all, choices)
    });
    let each = records.into_iter().map(|record| {
        let ToChoose { kind, id, name, said, options } = record;
        let chosen = {
            let id = id.clone();
            Signal::derive(move || choices.with(|choices| choices.of(kind, &id)))
        };
        view! {
            <li>
                <b>{name.clone()}</b>
                <ul class="said-lines">
                    {said.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                </ul>
                <Choice
                    legend=name
                    name=format!("choose-{}-{id}", kind.name())
                    options=options.to_vec()
                    chosen
                    on_choose=move |take| choices.update(|choices| choices.choose(kind, &id, take))
                />
            </li>
        }
    });
    let each = each.collect_view();
    Some(view! {
        <div class="conflicts">
            <h3>{heading}</h3>
            {all}
            <ul>{each}</ul>
        </div>
    })
}

fn all_at_once(
    records: Vec<(Kind, String)>,
    options: Vec<(Take, &'static str)>,
    choices: RwSignal<Choices>,
) -> impl IntoView {
    let records = StoredValue::new(records);
    let chosen = Signal::derive(move || {
        choices.with(|choices| {
            records.with_value(|records| {
                let mut taken = records.iter().map(|(kind, id)| choices.of(*kind, id));
                let first = taken.next();
                first.filter(|first| taken.all(|take| take == *first))
            })
        })
    });
    let take_all = move |take: Option<Take>| {
        let Some(take) = take else { return };
        choices.update(|choices| {
            records.with_value(|records| {
                for (kind, id) in records {
                    choices.choose(*kind, id, take);
                }
            });
        });
    };
    view! {
        <Choice
            legend="All of these"
            name="choose-all"
            options=options.into_iter().map(|(take, words)| (Some(take), words)).collect()
            chosen
            on_choose=take_all
        />
    }
}
