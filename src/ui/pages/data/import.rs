//! Bringing a CRM export in: choose it, see what it comes to, answer what is unclear, keep it.

mod changed;
mod columns;
mod keep;
mod kept;
mod question;
mod report;
mod source;

use crate::intake::FileKind;
use crate::reader::Import;
use crate::ui::format;
use crate::ui::team::{IMPORT_KEPT, TeamState};
use keep::KeepImport;
use kept::KeptNow;
use leptos::prelude::*;
use report::ReportView;
use source::SourceView;

/// What there is to see depends on how far the import is.
#[component]
pub fn ImportPage() -> impl IntoView {
    let state = TeamState::here();
    // Answering brings the page anew: who is in a field stays in it.
    Effect::new(move |before: Option<Option<String>>| {
        state.import.track();
        let focused = document().active_element().map(|element| element.id());
        let wanted = focused.filter(|id| !id.is_empty()).or(before.flatten());
        if let Some(id) = wanted.clone() {
            request_animation_frame(move || keep_focus(&id));
        }
        wanted
    });
    let has_deals = move || state.team.with_untracked(|team| team.deals.deals() > 0);
    move || match state.import.get() {
        Import::None => view! {
            <KeptNow />
            <SourceView />
        }
        .into_any(),
        Import::Refused(sentence) => view! {
            <p class="finding" role="alert">{sentence}</p>
            <KeptNow />
            <SourceView />
        }
        .into_any(),
        Import::OtherKind(kind) => view! {
            <p class="finding" role="alert">{other_kind(kind, has_deals())}</p>
            <KeptNow />
            <SourceView />
        }
        .into_any(),
        Import::Reading(progress) => {
            let part = progress.map(|(read, all)| (read, all.max(1)));
            view! { <Progress words="Reading the file" part can_cancel=true /> }.into_any()
        }
        Import::Keeping(done, all) => {
            let part = Some((done, all.max(1)));
            view! { <Progress words="Keeping the deals" part can_cancel=false /> }.into_any()
        }
        Import::Report { staged, size } => view! {
            <ReportView staged=*staged.clone() />
            <KeepImport staged=*staged size />
        }
        .into_any(),
        Import::Kept(kept) => view! {
            <div class="kept-head">
                <h2 tabindex="-1">
                    {format!("Kept: {}", format::counted(kept.deals as u64, "deal", "deals"))}
                </h2>
                <UndoImport />
            </div>
            <KeptNow />
            <SourceView />
        }
        .into_any(),
    }
}

/// Takes the import back, as long as nothing else was changed.
#[component]
fn UndoImport() -> impl IntoView {
    let state = TeamState::here();
    let there = Memo::new(move |_| state.undoable.get().is_some_and(|act| act == IMPORT_KEPT));
    move || {
        there.get().then(|| {
            view! {
                <button class="button" type="button" on:click=move |_| state.undo()>
                    "Undo the import"
                </button>
            }
        })
    }
}

const fn other_kind(kind: FileKind, has_deals: bool) -> &'static str {
    match kind {
        FileKind::Prices if has_deals => {
            "This is a price list: bring the export of the deals once more and add the list there, where open deals lack an amount."
        }
        FileKind::Prices => {
            "This is a price list: bring the deals first, then add it where open deals lack an amount."
        }
        FileKind::Activities => "These are activities, which can't be used yet: bring deals.",
        FileKind::Deals | FileKind::Quotas | FileKind::Team => {
            "This file could not be used here: bring deals."
        }
    }
}

#[component]
fn Progress(words: &'static str, part: Option<(usize, usize)>, can_cancel: bool) -> impl IntoView {
    let state = TeamState::here();
    let percent = part.map(|(done, all)| done as f64 / all as f64 * 100.0);
    let bar = match percent {
        Some(percent) => view! {
            <progress aria-label=words max="100" value=format!("{percent:.0}")></progress>
        }
        .into_any(),
        None => view! { <progress aria-label=words></progress> }.into_any(),
    };
    let cancel = can_cancel.then(|| {
        view! {
            <button class="button" type="button" on:click=move |_| state.cancel()>
                "Cancel"
            </button>
        }
    });
    view! {
        <section class="progress-place">
            <p>{words} "…"</p>
            {bar}
            {cancel}
        </section>
    }
}

fn keep_focus(id: &str) {
    use wasm_bindgen::JsCast;
    let document = document();
    let is_lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
    if !is_lost {
        return;
    }
    let element = document.get_element_by_id(id);
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}
