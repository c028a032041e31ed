//! Bringing a CRM export in: choose it, see what it comes to, answer what is unclear, keep it.

mod answered;
mod changed;
mod columns;
mod keep;
mod kept;
mod lacks;
mod question;
mod report;
mod source;
mod stages;

use crate::browser::focus::focus_first;
use crate::browser::next_task::next_frame;
use crate::intake::FileKind;
use crate::reader::{Import, KeptImport, Staged};
use crate::ui::components::fold::FoldsLeft;
use crate::ui::components::in_parts::{InParts, Part};
use crate::ui::components::when::When;
use crate::ui::derive::maybe;
use crate::ui::format;
use crate::ui::team::{IMPORT_KEPT, TeamState};
use keep::KeepImport;
use kept::KeptNow;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use report::ReportView;
use source::SourceView;
use std::sync::Arc;

/// What there is to see. What changes while it is seen is not in it: nothing is drawn anew for
/// that.
#[derive(Clone, PartialEq)]
enum Sight {
    Start,
    Refused(String),
    OtherKind(FileKind),
    Reading,
    Report(Arc<Staged>),
    Keeping,
    Kept(KeptImport),
}

impl Sight {
    fn of(import: &Import) -> Self {
        match import {
            Import::None => Self::Start,
            Import::Refused(sentence) => Self::Refused(sentence.clone()),
            Import::OtherKind(kind) => Self::OtherKind(*kind),
            Import::Reading(_) => Self::Reading,
            Import::Report { staged, .. } => Self::Report(staged.clone()),
            Import::Keeping(..) => Self::Keeping,
            Import::Kept(kept) => Self::Kept(*kept),
        }
    }
}

/// What there is to see depends on how far the import is.
#[component]
pub fn ImportPage() -> impl IntoView {
    let state = TeamState::here();
    let sight = Memo::new(move |_| state.import.with(Sight::of));
    let folds = FoldsLeft::default();
    provide_context(folds);
    // What is next comes in the place of what had the focus: the focus goes along. Where that was
    // has to be noted before, for it is gone by then.
    let last_in = StoredValue::new(None::<String>);
    let focused = window_event_listener(ev::focusin, move |event| {
        let id = event_target::<web_sys::Element>(&event).id();
        last_in.set_value(Some(id).filter(|id| !id.is_empty()));
    });
    on_cleanup(move || focused.remove());
    Effect::new(move |before: Option<()>| {
        let sight = sight.get();
        // Answers about columns have the file read again.
        if !matches!(sight, Sight::Report(_) | Sight::Reading) {
            folds.forget();
        }
        let is_passing = matches!(sight, Sight::Reading | Sight::Keeping);
        if before.is_some() && !is_passing {
            let was_in = last_in.get_value();
            spawn_local(async move { keep_focus(was_in.as_deref()).await });
        }
    });
    let has_deals = move || state.team.with_untracked(|team| team.deals.deals() > 0);
    let done = Signal::derive(move || {
        state.import.with(|import| match import {
            Import::Reading(read) => *read,
            Import::Keeping(written, all) => Some((*written, *all)),
            _ => None,
        })
    });
    let size = Signal::derive(move || {
        if state.awaits_a_report() {
            return None;
        }
        state.import.with(|import| match import {
            Import::Report { size, .. } => *size,
            _ => None,
        })
    });
    let kept_now = || part(|| view! { <KeptNow /> }.into_any());
    let source = || part(|| view! { <SourceView /> }.into_any());
    move || {
        let parts = match sight.get() {
            Sight::Start => vec![kept_now(), source()],
            Sight::Refused(sentence) => vec![finding(sentence), kept_now(), source()],
            Sight::OtherKind(kind) => {
                let sentence = other_kind(kind, has_deals()).to_owned();
                vec![finding(sentence), kept_now(), source()]
            }
            Sight::Reading => vec![part(move || {
                view! { <Progress words="Reading the file" done can_cancel=true /> }.into_any()
            })],
            Sight::Keeping => vec![part(move || {
                view! { <Progress words="Keeping the deals" done can_cancel=false /> }.into_any()
            })],
            Sight::Report(staged) => {
                let of_report = staged.clone();
                let is_whole = RwSignal::new(false);
                vec![
                    part(move || {
                        view! { <ReportView staged=of_report.clone() is_whole /> }.into_any()
                    }),
                    // Its buttons would move under a finger while the report still grows.
                    part(move || {
                        let staged = staged.clone();
                        view! {
                            <When shown=is_whole>
                                <KeepImport staged=staged.clone() size />
                            </When>
                        }
                        .into_any()
                    }),
                ]
            }
            Sight::Kept(kept) => {
                let kept = part(move || view! { <KeptHead kept /> }.into_any());
                vec![kept, kept_now(), source()]
            }
        };
        view! { <InParts parts /> }
    }
}

fn part(draw: impl Fn() -> AnyView + 'static) -> Part {
    Box::new(draw)
}

fn finding(sentence: String) -> Part {
    part(move || view! { <p class="finding" role="alert">{sentence.clone()}</p> }.into_any())
}

/// That it is kept, and how it is undone.
#[component]
fn KeptHead(kept: KeptImport) -> impl IntoView {
    view! {
        <div class="kept-head">
            <h2 tabindex="-1">
                {format!("Kept: {}", format::counted(kept.deals as u64, "deal", "deals"))}
            </h2>
            <UndoImport />
        </div>
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
fn Progress(
    words: &'static str,
    done: Signal<Option<(usize, usize)>>,
    can_cancel: bool,
) -> impl IntoView {
    let state = TeamState::here();
    // Without a value the bar shows that it is not known yet.
    let percent = maybe(move || {
        let (done, all) = done.get()?;
        Some(format!("{:.0}", done as f64 / all.max(1) as f64 * 100.0))
    });
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
            <progress aria-label=words max="100" value=percent></progress>
            {cancel}
        </section>
    }
}

/// Frames in which the parts of a page come back that were there before.
const FRAMES: usize = 60;
/// Frames after which what is not there yet won't come, where the end of the page is there.
const FEWEST_FRAMES: usize = 12;

/// Puts the focus back into a field that was drawn anew or, where that is gone, to what is next,
/// unless it is elsewhere by then.
async fn keep_focus(was_in: Option<&str>) {
    for frame in 0..FRAMES {
        next_frame().await;
        let active = document().active_element();
        if active.is_some_and(|element| element.tag_name() != "BODY")
            || was_in.is_some_and(|id| focus_first(&format!("[id=\"{id}\"]")))
        {
            return;
        }
        let is_there = || document().query_selector(".keep-bar, .source").ok().flatten().is_some();
        if frame >= FEWEST_FRAMES && is_there() {
            break;
        }
    }
    let was_asked = was_in.is_some_and(|id| id.contains("question") || id == "owner");
    let _ = was_asked && focus_first(".questions :is(button, select, input)")
        || focus_first(".report h2, .kept-head h2")
        || focus_first("h1");
}
