//! Filling the calculators from a CRM export: choose or drop a file, pick a rep, and see what
//! was taken from it. The file's deals stay in this tab and are not kept.

mod said;

use super::state::CalculatorState;
use crate::browser::files;
use crate::domain::{CalculatorInputs, Money, RateFrom};
use crate::engine::tally::Tally;
use crate::intake::read_deals;
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;

/// A file's deals added up: by rep and for the whole team.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// The file's name.
    pub file: String,
    /// What each rep's deals add up to.
    pub reps: BTreeMap<String, Tally>,
    /// What all deals add up to.
    pub team: Tally,
    /// Whose figures are filled in; `None` for the whole team.
    pub rep: Option<String>,
    /// Rows that were no deal.
    pub skipped: usize,
    /// Cells that could not be read.
    pub left_out: usize,
    /// Stages that were taken for open for want of a better guess, with their rows.
    pub unsure: Vec<(String, usize)>,
}

impl Filled {
    /// What the chosen rep's deals, or the team's, add up to.
    pub fn chosen(&self) -> Tally {
        self.rep.as_ref().and_then(|rep| self.reps.get(rep)).copied().unwrap_or(self.team)
    }

    /// Puts the chosen figures into the inputs. What the file does not say stays.
    fn fill(&self, inputs: &mut CalculatorInputs) {
        let tally = self.chosen();
        inputs.rate_from = RateFrom::Counts;
        inputs.won = tally.won;
        inputs.lost = tally.lost;
        inputs.pipeline = tally.pipeline(&self.team);
        inputs.won_amount = tally.won_amount;
        inputs.lost_amount =
            if tally.lost_with_amount == tally.lost { tally.lost_amount } else { Money::ZERO };
        if let Some(valued) = tally.valued_at(&self.team) {
            inputs.average_deal = tally.average_won().unwrap_or(valued.amount);
        }
    }
}

fn read(file: String, text: &str) -> Result<Filled, String> {
    let export = read_deals(text).map_err(|error| error.to_string())?;
    let mut deals_by_rep: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for deal in &export.deals {
        if let Some(rep) = &deal.rep {
            deals_by_rep.entry(rep.clone()).or_default().push(deal);
        }
    }
    Ok(Filled {
        file,
        reps: deals_by_rep.into_iter().map(|(rep, deals)| (rep, Tally::of(deals))).collect(),
        team: Tally::of(&export.deals),
        rep: None,
        skipped: export.skipped.len(),
        left_out: export.left_out.len(),
        unsure: export
            .stages
            .iter()
            .filter(|stage| !stage.sure)
            .map(|stage| (stage.value.clone(), stage.rows))
            .collect(),
    })
}

impl CalculatorState {
    fn take(self, file: web_sys::File) {
        spawn_local(async move {
            let name = file.name();
            let read = match files::read_text(&file).await {
                Ok(text) => read(name, &text),
                Err(error) => Err(error.to_string()),
            };
            match read {
                Ok(filled) => {
                    self.notice.set(None);
                    self.choose(filled);
                }
                Err(sentence) => self.notice.set(Some(sentence)),
            }
        });
    }

    fn choose(self, filled: Filled) {
        self.inputs.update(|inputs| filled.fill(inputs));
        self.filled.set(Some(filled));
    }
}

/// Opens the file picker.
#[component]
pub fn FillButton() -> impl IntoView {
    let state = CalculatorState::here();
    let picker = NodeRef::<Input>::new();
    let picked = move |_| {
        let Some(input) = picker.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            state.take(file);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    view! {
        <label class="pill file-pill">
            <input
                class="visually-hidden"
                type="file"
                accept=".csv,.tsv,.txt,text/csv,text/plain"
                node_ref=picker
                on:change=picked
            />
            "Fill from a CRM export"
        </label>
    }
}

/// Takes a file that is dropped anywhere on the page.
pub fn fill_by_drop(state: CalculatorState) {
    let over = window_event_listener(ev::dragover, |event| event.prevent_default());
    let drop = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        let event: &web_sys::DragEvent = event.unchecked_ref();
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            state.take(file);
        }
    });
    on_cleanup(move || {
        over.remove();
        drop.remove();
    });
}

/// Whose figures are filled in, and what was taken from the file, line by line.
#[component]
pub fn FilledFrom() -> impl IntoView {
    let state = CalculatorState::here();
    let choose = move |event: ev::Event| {
        let rep = event_target_value(&event);
        if let Some(mut filled) = state.filled.get_untracked() {
            filled.rep = (!rep.is_empty()).then_some(rep);
            state.choose(filled);
        }
    };
    // Only a new file makes new options: choosing one must not make the list anew.
    let names = Memo::new(move |_| {
        let names = |filled: &Filled| filled.reps.keys().cloned().collect::<Vec<_>>();
        state.filled.with(|filled| filled.as_ref().map(names).unwrap_or_default())
    });
    let reps = move || {
        let names = names.get();
        let team = format!("Whole team, {} reps", names.len());
        let option = |name: String| view! { <option value=name.clone()>{name.clone()}</option> };
        view! {
            <option value="">{team}</option>
            {names.into_iter().map(option).collect_view()}
        }
    };
    let lines = move || {
        let currency = state.currency().get();
        state.filled.get().map(|filled| {
            said::lines(&filled, currency)
                .into_iter()
                .map(|line| view! { <li>{line}</li> })
                .collect_view()
        })
    };
    let shown = move || state.filled.with(Option::is_some);
    view! {
        <Show when=shown>
            <section class="filled" aria-label="Filled from a CRM export">
                <div class="filled-head">
                    <label for="rep">"Figures of"</label>
                    <select id="rep" on:change=choose>
                        {reps}
                    </select>
                    <button class="button" type="button" on:click=move |_| state.filled.set(None)>
                        "Close the file"
                    </button>
                </div>
                <ul class="filled-lines">{lines}</ul>
            </section>
        </Show>
    }
}
