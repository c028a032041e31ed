//! Who is in the team: a card a rep.

use super::add_rep::AddRep;
use super::nobody_yet::NobodyYet;
use crate::domain::{Money, Rep, RepId, day};
use crate::ui::components::file_button::{FileButton, TABLES};
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::second_thought::SecondThought;
use crate::ui::components::text_field::TextField;
use crate::ui::format;
use crate::ui::team::{Source, TeamState};
use leptos::prelude::*;

/// The reps, to be changed, added and removed.
#[component]
pub fn RepsPage() -> impl IntoView {
    let state = TeamState::here();
    let ids = Memo::new(move |_| {
        state.team.with(|team| team.reps.iter().map(|rep| rep.id).collect::<Vec<_>>())
    });
    let empty = move || {
        ids.with(Vec::is_empty).then(|| {
            view! {
                <NobodyYet words="Nobody is in the team yet: bring in your deals, which name their reps, or add them here." />
            }
        })
    };
    view! {
        {empty}
        <div class="quota-bar">
            <AddRep />
            <div class="buttons">
                <FileButton
                    words="Add a team list"
                    accept=TABLES
                    on_file=move |file| state.bring(Source::File(file))
                />
            </div>
        </div>
        <div class="rep-cards">
            <For each=move || ids.get() key=|id| *id let(id)>
                <RepCard id />
            </For>
        </div>
    }
}

#[component]
fn RepCard(id: RepId) -> impl IntoView {
    let state = TeamState::here();
    let rep = Memo::new(move |_| {
        state.team.with(|team| team.reps.iter().find(|rep| rep.id == id).cloned())
    });
    let read = move |get: fn(&Rep) -> String| {
        Signal::derive(move || rep.with(|rep| rep.as_ref().map(get)).unwrap_or_default())
    };
    let text =
        move |label: &'static str, get: fn(&Rep) -> String, set: fn(&mut Rep, Option<String>)| {
            let take = move |text: String| {
                let text = text.trim().to_owned();
                state.change_rep(id, |rep| set(rep, (!text.is_empty()).then_some(text)));
                Ok(())
            };
            let field = format!("rep-{id}-{label}");
            view! { <TextField label id=field value=read(get) take /> }
        };
    let started = move |text: String| {
        let text = text.trim();
        let day = match text {
            "" => None,
            text => Some(
                day::read(text)
                    .ok_or_else(|| "That is not a date: write it like 2026-03-01.".to_owned())?,
            ),
        };
        state.change_rep(id, |rep| rep.started = day);
        Ok(())
    };
    let comes_in = move |text: String| {
        let currency = state.team.with_untracked(|team| team.settings.currency);
        let units = match text.trim() {
            "" => 0.0,
            text => Quantity::Money(currency).read(text, Limits::MONEY)?,
        };
        let amount = Money::from_units(units).unwrap_or_default();
        state.change_rep(id, |rep| rep.comes_in_without_a_deal = amount);
        Ok(())
    };
    let comes_in_now = Signal::derive(move || {
        let currency = state.team.with(|team| team.settings.currency);
        let amount = rep.with(|rep| rep.as_ref().map(|rep| rep.comes_in_without_a_deal));
        amount.map(|amount| format::typed_money(amount, currency)).unwrap_or_default()
    });
    let line = read(|rep| {
        let parts = [&rep.manager, &rep.region, &rep.group, &rep.role];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
    });
    view! {
        <details class="part">
            <summary>
                <b>{read(|rep| rep.name.clone())}</b>
                <span class="sub">{line}</span>
            </summary>
            <div class="rep-fields">
                {text(
                    "Manager",
                    |rep| rep.manager.clone().unwrap_or_default(),
                    |rep, text| rep.manager = text,
                )}
                {text(
                    "Region",
                    |rep| rep.region.clone().unwrap_or_default(),
                    |rep, text| rep.region = text,
                )}
                {text("Group", |rep| rep.group.clone().unwrap_or_default(), |rep, text| rep.group = text)}
                {text("Role", |rep| rep.role.clone().unwrap_or_default(), |rep, text| rep.role = text)}
                <TextField
                    label="Started on"
                    id=format!("rep-{id}-started")
                    value=read(|rep| rep.started.map(day::written).unwrap_or_default())
                    take=started
                />
                <TextField
                    label="Comes in without a deal, in a period"
                    id=format!("rep-{id}-comes-in")
                    value=comes_in_now
                    take=comes_in
                />
            </div>
            <SecondThought
                words="Remove from the team"
                warning="The rep leaves the team with their quotas; the deals stay."
                sure="Remove"
                leave="Keep"
                on_sure=move |()| state.remove_rep(id)
            />
        </details>
    }
}
