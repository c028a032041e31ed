//! The last step of an import: what becomes of what is not in the file, and keeping it.

use crate::domain::GoneDeals;
use crate::intake::Field;
use crate::reader::{Fits, Size, Staged};
use crate::ui::components::choice::Choice;
use crate::ui::format;
use crate::ui::team::TeamState;
use leptos::prelude::*;
use std::sync::Arc;

/// The buttons that keep an import or give it up, always in reach.
#[component]
pub fn KeepImport(
    /// What the file comes to.
    staged: Arc<Staged>,
    /// What keeping it takes; none while it is worked out.
    size: Signal<Option<Size>>,
) -> impl IntoView {
    let gone = RwSignal::new(GoneDeals::Keep);
    let changes = staged.changes;
    // Nothing else tells a deal that was renamed from another one.
    let may_be_new = changes.new > 0 && staged.mapping.column(Field::Id).is_none();
    let gone_choice = (changes.gone > 0).then(|| {
        view! {
            <div class="gone">
                <p>
                    {format!(
                        "{} not in this file: it may cover a shorter time, or they were deleted.",
                        format::counted(changes.gone as u64, "deal that is kept is", "deals that are kept are"),
                    )}
                    {may_be_new.then_some(" The file has no ids: a deal that was renamed or given to another rep is among these and among the new ones, and counts twice if you leave them.")}
                </p>
                <Choice
                    legend="Deals that the file does not hold"
                    name="gone"
                    options=vec![
                        (GoneDeals::Keep, "Leave them"),
                        (GoneDeals::Remove, "Remove them"),
                    ]
                    chosen=gone
                    on_choose=move |choice| gone.set(choice)
                />
            </div>
        }
    });
    view! {
        {gone_choice}
        {move || view! { <KeepBar staged=staged.clone() size=size.get() gone /> }}
    }
}

/// The buttons, and whether there is room.
#[component]
fn KeepBar(staged: Arc<Staged>, size: Option<Size>, gone: RwSignal<GoneDeals>) -> impl IntoView {
    let state = TeamState::here();
    let changes = staged.changes;
    let count = |number: usize| format::count(number as f64);
    let (words, since, fits) = match size.map(|size| size.fits) {
        _ if staged.deals.all() == 0 => ("No deals to keep".to_owned(), None, false),
        None => ("Working out the room it takes".to_owned(), None, false),
        Some(Fits::All) if changes.kept > 0 && changes.is_nothing() => {
            ("Keep your answers".to_owned(), None, true)
        }
        Some(Fits::All) if changes.kept > 0 => ("Keep the changes".to_owned(), None, true),
        Some(Fits::All) => {
            let deals = size.map_or(0, |size| size.deals);
            let words = if deals == 1 {
                "Keep this deal".to_owned()
            } else {
                format!("Keep these {} deals", count(deals))
            };
            (words, None, true)
        }
        Some(Fits::Since(day)) => ("Keep what fits".to_owned(), Some(day), true),
        Some(Fits::No) => ("Too much to keep".to_owned(), None, false),
    };
    let room = size.and_then(|size| match size.fits {
        Fits::All => None,
        Fits::Since(day) => Some(format!(
            "Not everything fits in this browser's storage: open deals and those decided since {} do.",
            format::date(day)
        )),
        Fits::No => Some(
            "Not even the open deals fit in this browser's storage: export fewer teams or a shorter time."
                .to_owned(),
        ),
    });
    let is_tight = changes.kept > 0 && size.is_some_and(|size| state.is_tight_for(size.units));
    let tight = is_tight.then_some(
        "There is no room for the old and the new deals side by side, so everything is saved to a file first.",
    );
    let keep = move |_| {
        state.confirm(gone.get_untracked(), since, is_tight);
    };
    let is_same = changes.kept > 0 && changes.is_nothing();
    // What was answered is worth keeping although no deal changes.
    if is_same && !state.answered.get_value() {
        return view! { <NothingChanges on_keep=keep fits /> }.into_any();
    }
    view! {
        <section class="keep-bar">
            {tight.map(|sentence| view! { <p class="sub">{sentence}</p> })}
            {room.map(|sentence| view! { <p class="finding">{sentence}</p> })}
            <div class="buttons">
                <button class="button primary" type="button" disabled=!fits on:click=keep>
                    {words}
                </button>
                <button class="button" type="button" on:click=move |_| state.cancel()>
                    "Cancel"
                </button>
            </div>
            <p class="sub">"Nothing is kept before that."</p>
        </section>
    }
    .into_any()
}

/// The buttons where all deals are as they are kept; what was answered may be kept all the same.
#[component]
fn NothingChanges(on_keep: impl Fn(web_sys::MouseEvent) + 'static, fits: bool) -> impl IntoView {
    let state = TeamState::here();
    view! {
        <section class="keep-bar">
            <div class="buttons">
                <button class="button primary" type="button" on:click=move |_| state.cancel()>
                    "Close"
                </button>
                <button class="button" type="button" disabled=!fits on:click=on_keep>
                    "Keep it all the same"
                </button>
            </div>
        </section>
    }
}
