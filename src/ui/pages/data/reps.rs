//! Who is in the team: a card a rep.

use super::add_rep::AddRep;
use super::nobody_yet::NobodyYet;
use super::quotas::{currency_of, read_amount, rep_of};
use super::same_person::SamePerson;
use crate::browser::focus::focus_once_drawn;
use crate::domain::{Rep, RepId};
use crate::ui::components::date_field::DateField;
use crate::ui::components::file_button::{FileButton, TABLES};
use crate::ui::components::fold::Fold;
use crate::ui::components::second_thought::SecondThought;
use crate::ui::components::text_field::TextField;
use crate::ui::format;
use crate::ui::growing::growing;
use crate::ui::team::{List, Source, TeamState};
use leptos::prelude::*;

/// Cards drawn with a frame.
const AT_ONCE: usize = 6;

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
    let drawn = growing(Signal::derive(move || ids.with(Vec::len)), AT_ONCE, AT_ONCE);
    let shown = move || ids.with(|ids| ids.iter().take(drawn.get()).copied().collect::<Vec<_>>());
    view! {
        {empty}
        <div class="quota-bar">
            <AddRep />
            <div class="buttons">
                <FileButton
                    words="Add a team list"
                    accept=TABLES
                    on_file=move |file| state.bring_list(&Source::File(file), List::Team)
                />
            </div>
        </div>
        <div class="rep-cards">
            <For each=shown key=|id| *id let(id)>
                <RepCard id />
            </For>
        </div>
    }
}

#[component]
fn RepCard(id: RepId) -> impl IntoView {
    let state = TeamState::here();
    let of_rep = move |get: fn(&Rep) -> String| {
        Signal::derive(move || {
            state.team.with(|team| rep_of(&team.reps, id).map(get).unwrap_or_default())
        })
    };
    let name = of_rep(|rep| rep.name.clone());
    let line = of_rep(|rep| {
        let parts = [&rep.manager, &rep.region, &rep.group, &rep.role];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
    });
    let title = move || {
        view! {
            <b>{name}</b>
            <span class="sub">{line}</span>
        }
    };
    let erase = move |()| {
        state.erase_rep(id);
        focus_once_drawn(vec!["#new-rep".to_owned()]);
    };
    let remove = move |()| {
        let next = state.team.with_untracked(|team| {
            let behind = team.reps.iter().skip_while(|rep| rep.id != id).nth(1);
            behind.or(team.reps.first()).map(|rep| format!("#rep-{} summary", rep.id))
        });
        state.remove_rep(id);
        focus_once_drawn(next.into_iter().chain(["#new-rep".to_owned()]).collect());
    };
    view! {
        <Fold id=format!("rep-{id}") title>
            <RepFields id />
            <SamePerson id />
            <div class="rep-acts">
                <button class="button" type="button" on:click=move |_| state.save_rep_to_file(id)>
                    "Save this rep to a file"
                </button>
                <SecondThought
                    words="Remove from the team"
                    warning="The rep leaves the team with their quotas; the deals stay."
                    sure="Remove"
                    leave="Keep"
                    on_sure=remove
                />
                <SecondThought
                    words="Erase with all deals…"
                    warning="The rep, their quotas and all of their deals will be gone from this browser and its second copy, and all snapshots with them: these do not come back with Undo. Files that were saved before still hold them, and so does whoever has them as manager."
                    sure="Erase this rep now"
                    leave="Keep"
                    on_sure=erase
                />
            </div>
        </Fold>
    }
}

/// A text of a rep: what it is called, how it is read, and how it is set.
type RepText = (&'static str, fn(&Rep) -> String, fn(&mut Rep, Option<String>));

const TEXTS: [RepText; 4] = [
    ("Manager", |rep| rep.manager.clone().unwrap_or_default(), |rep, text| rep.manager = text),
    ("Region", |rep| rep.region.clone().unwrap_or_default(), |rep, text| rep.region = text),
    ("Group", |rep| rep.group.clone().unwrap_or_default(), |rep, text| rep.group = text),
    ("Role", |rep| rep.role.clone().unwrap_or_default(), |rep, text| rep.role = text),
];

/// What is known of a rep.
#[component]
fn RepFields(id: RepId) -> impl IntoView {
    let state = TeamState::here();
    let rep = Memo::new(move |_| state.team.with(|team| rep_of(&team.reps, id).cloned()));
    let read = move |get: fn(&Rep) -> String| {
        Signal::derive(move || rep.with(|rep| rep.as_ref().map(get)).unwrap_or_default())
    };
    let texts = TEXTS.map(|(label, get, set)| {
        let take = move |text: String| {
            let text = text.trim().to_owned();
            state.change_rep(id, |rep| set(rep, (!text.is_empty()).then_some(text)));
            Ok(())
        };
        view! { <TextField label id=format!("rep-{id}-{label}") value=read(get) take /> }
    });
    let started = Signal::derive(move || rep.with(|rep| rep.as_ref().and_then(|rep| rep.started)));
    let currency = currency_of(state);
    let comes_in = move |text: String| {
        let amount = read_amount(&text, currency.get_untracked())?.unwrap_or_default();
        state.change_rep(id, |rep| rep.comes_in_without_a_deal = amount);
        Ok(())
    };
    let comes_in_now = Signal::derive(move || {
        let amount = rep.with(|rep| rep.as_ref().map(|rep| rep.comes_in_without_a_deal));
        amount.map(|amount| format::typed_money(amount, currency.get())).unwrap_or_default()
    });
    let known_as = move |text: String| {
        let names = text.split(';').map(str::trim).filter(|name| !name.is_empty());
        let names: Vec<String> = names.map(str::to_owned).collect();
        let anothers = state.team.with_untracked(|team| {
            let is_anothers =
                |name: &&String| team.reps.iter().any(|rep| rep.id != id && rep.name == **name);
            names.iter().find(is_anothers).cloned()
        });
        if let Some(name) = anothers {
            return Err(format!(
                "{name} is in the team: choose them below as the same person instead."
            ));
        }
        state.change_rep(id, |rep| {
            rep.also_known_as.clear();
            for name in names {
                rep.know_as(name);
            }
        });
        Ok(())
    };
    let rename = move |text: String| state.rename_rep(id, text.trim());
    view! {
        <div class="rep-fields">
            <TextField
                label="Name"
                id=format!("rep-{id}-name")
                value=read(|rep| rep.name.clone())
                take=rename
            />
            {texts.collect_view()}
            <DateField
                label="Started on"
                id=format!("rep-{id}-started")
                value=started
                on_change=move |day| state.change_rep(id, |rep| rep.started = day)
            />
            <TextField
                label="Comes in without a deal, in a period"
                id=format!("rep-{id}-comes-in")
                value=comes_in_now
                take=comes_in
            />
            <TextField
                label="Also written as (several with ; between)"
                id=format!("rep-{id}-names")
                value=read(|rep| rep.also_known_as.join("; "))
                take=known_as
            />
        </div>
    }
}
